# SPDX-License-Identifier: Apache-2.0
"""The checks of one review in groups, and everything that explains one of them (ux W6 step 1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from planner.entities.common.attachment import Attachment
from planner.entities.reviews.inspection_result import GROUPS, RESULTS, InspectionResult
from planner.entities.risks.risk import Risk
from planner.kernel.data import dataclass
from planner.kernel.text import tr
from planner.rules.compare import CheckChange, Comparison, compare
from planner.rules.facts import AccountFacts
from planner.rules.readings import is_number
from planner.rules.readings import limits as limits  # noqa: PLC0414 - read from here as well
from planner.rules.readings import number as number  # noqa: PLC0414
from planner.rules.review import CHECKED
from planner.views.review_compare import change_text, kinds, mark
from planner.views.review_view import FINDINGS

ENTITY = "inspection_result"
GLYPHS = {"pass": "fine", "attention": "watch", "fail": "act", "not_checked": "unknown"}
_GROUP_WORDS = dict(GROUPS)
_RESULT_WORDS = dict(RESULTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One check as a row; ``reading`` is as typed, without its unit.

    ``since`` is the mark of what changed since the review before ("Worse +7"), ``kinds`` what it counts as.
    """

    id: str
    asset: str
    item: str
    reading: str
    unit: str
    limit: str
    result: str
    photos: int
    note: str
    since: str = ""
    kinds: frozenset[str] = frozenset()

    @property
    def shown_reading(self) -> str:
        """The reading with its unit, "" when nothing was read."""
        if not self.reading:
            return ""
        plain = is_number(self.reading) and self.unit
        return tr("{n} {unit}", n=self.reading, unit=self.unit) if plain else self.reading

    @property
    def name(self) -> str:
        """What is checked, for screen readers."""
        return tr("{asset}, {item}", asset=self.asset, item=self.item) if self.asset else self.item


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckGroup:
    """The checks of one group under its word; ``note`` says how many are checked."""

    key: str
    label: str
    note: str
    rows: tuple[CheckRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read on a day; ``value`` is None where the text is no number."""

    on: date | None
    text: str
    value: Decimal | None
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDetail:
    """One check with its past: ``seen_before`` counts earlier reviews that found something here.

    ``compared`` says what changed since the one before. ``low`` and ``high`` are the limits in the unit of the
    readings, None where there is none.
    """

    result: InspectionResult
    title: str
    subtitle: str
    glyph: str
    word: str
    measured: str
    seen_before: int
    compared: str = ""
    readings: tuple[Reading, ...]
    low: Decimal | None
    high: Decimal | None
    unit: str
    risks: tuple[Risk, ...]
    files: tuple[Attachment, ...]

    @property
    def finding(self) -> bool:
        """Whether the check showed something."""
        return self.result.result in FINDINGS


def check_groups(facts: AccountFacts, review_id: str, comparison: Comparison | None = None) -> tuple[CheckGroup, ...]:
    """The checks of a review, groups in the order in which they first come; ``comparison`` spares computing it."""
    found = [r for r in facts.results if r.review_id == review_id]
    found.sort(key=lambda r: (r.position is None, r.position or 0, r.id))
    photos = _photo_counts(facts)
    changes = (comparison or compared(facts, review_id)).by_check()
    groups: dict[str, list[InspectionResult]] = {}
    for result in found:
        groups.setdefault(result.group, []).append(result)
    return tuple(_group(facts, key, results, (photos, changes)) for key, results in groups.items())


def compared(facts: AccountFacts, review_id: str) -> Comparison:
    """A review beside the one before at its site."""
    review = next((review for review in facts.reviews if review.id == review_id), None)
    return compare(facts.reviews, facts.results, review) if review is not None else Comparison(before=None)


def _group(
    facts: AccountFacts,
    key: str,
    results: list[InspectionResult],
    by_check: tuple[Mapping[str, int], Mapping[str, CheckChange]],
) -> CheckGroup:
    counted = [r for r in results if r.result != "not_applicable"]
    done = sum(r.result in CHECKED for r in counted)
    names = {asset.id: asset.name for asset in facts.assets}
    return CheckGroup(
        key=key,
        label=tr(_GROUP_WORDS.get(key, key)),
        note=tr("{done} of {all} checked", done=done, all=len(counted)),
        rows=tuple(_row(result, names.get(result.asset_id or "", ""), *by_check) for result in results),
    )


def _row(
    result: InspectionResult, asset: str, photos: Mapping[str, int], changes: Mapping[str, CheckChange]
) -> CheckRow:
    change = changes.get(result.id)
    return CheckRow(
        id=result.id,
        asset=asset,
        item=result.item,
        reading=result.reading or "",
        unit=result.unit or "",
        limit=limit_words(result.ok_range),
        result=result.result,
        photos=photos.get(result.id, 0),
        note=result.note or "",
        since=mark(change),
        kinds=kinds(change),
    )


def _photo_counts(facts: AccountFacts) -> dict[str, int]:
    found: dict[str, int] = {}
    for file in facts.attachments:
        if file.target_type == ENTITY and file.target_id:
            found[file.target_id] = found.get(file.target_id, 0) + 1
    return found


def limit_words(ok_range: str | None) -> str:
    """A limit as it is printed: "≤ 12", "18–24"; "" for none."""
    text = " ".join((ok_range or "").split()).replace("<=", "≤").replace(">=", "≥")
    return re.sub(r"(?<=\d)\s*-\s*(?=\d)", "–", text)


def check_detail(facts: AccountFacts, result_id: str) -> CheckDetail | None:
    """One check with its readings of earlier reviews, its risks and its files; None when it is gone."""
    result = next((r for r in facts.results if r.id == result_id), None)
    if result is None:
        return None
    asset = next((a.name for a in facts.assets if a.id == result.asset_id), "")
    past = earlier(facts, result)
    low, high = limits(result.ok_range)
    row = _row(result, asset, {}, {})
    return CheckDetail(
        result=result,
        title=asset or result.item,
        subtitle=result.item if asset else tr(_GROUP_WORDS.get(result.group, result.group)),
        glyph=GLYPHS.get(result.result, ""),
        word=tr(_RESULT_WORDS.get(result.result, result.result)),
        measured=measured(row),
        compared=_compared(facts, result),
        seen_before=sum(r.result in FINDINGS for r in past),
        readings=_readings(facts, (*past, result)),
        low=low,
        high=high,
        unit=result.unit or "",
        risks=tuple(risk for risk in facts.open_risks() if result.id in risk.finding_ids),
        files=tuple(f for f in facts.attachments if f.target_type == ENTITY and f.target_id == result.id),
    )


def _compared(facts: AccountFacts, result: InspectionResult) -> str:
    """What changed since the review before, in words; "" where there is none or nothing to say."""
    change = compared(facts, result.review_id).by_check().get(result.id)
    return change_text(change) if change is not None and change.state not in {"same", "open"} else ""


def measured(row: CheckRow) -> str:
    """The reading and its limit in one line; "" for a check that has neither."""
    if row.shown_reading and row.limit:
        return tr("{reading}, limit {limit}", reading=row.shown_reading, limit=row.limit)
    return row.shown_reading or (tr("limit {limit}", limit=row.limit) if row.limit else "")


def earlier(facts: AccountFacts, result: InspectionResult) -> tuple[InspectionResult, ...]:
    """The same check in reviews before this one, oldest first: by its chain, otherwise by equipment and words."""
    days = {review.id: review.done_on for review in facts.reviews}
    sites = {review.id: review.site_id for review in facts.reviews}
    here = days.get(result.review_id) or date.max
    chain = _chain(facts, result)
    found = []
    for other in facts.results:
        on = days.get(other.review_id)
        if other.review_id == result.review_id or on is None or on >= here:
            continue
        same = other.asset_id == result.asset_id and other.item == result.item
        same = same and (result.asset_id is not None or sites.get(other.review_id) == sites.get(result.review_id))
        if other.id in chain or same:
            found.append(other)
    return tuple(sorted(found, key=lambda r: (days[r.review_id] or date.min, r.id)))


def _chain(facts: AccountFacts, result: InspectionResult) -> set[str]:
    by_id = {r.id: r for r in facts.results}
    seen: set[str] = set()
    key = result.repeated_from_id
    while key and key not in seen:
        seen.add(key)
        before = by_id.get(key)
        key = before.repeated_from_id if before else None
    return seen


def _readings(facts: AccountFacts, results: tuple[InspectionResult, ...]) -> tuple[Reading, ...]:
    days = {review.id: review.done_on or review.planned_on for review in facts.reviews}
    return tuple(
        Reading(on=days.get(r.review_id), text=r.reading, value=number(r.reading), result=r.result)
        for r in results
        if r.reading
    )
