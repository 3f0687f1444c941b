# SPDX-License-Identifier: Apache-2.0
"""The sites of an account and the equipment there as a table, and the past of one piece of it across reviews."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from planner.entities.common.attachment import Attachment
from planner.entities.customers.asset import Asset
from planner.entities.reviews.inspection_result import RESULTS, InspectionResult
from planner.entities.risks.risk import Risk
from planner.kernel.data import dataclass
from planner.kernel.dates import day_text, near_day
from planner.kernel.text import N_, language, tr
from planner.rules import asset_kinds
from planner.rules.facts import AccountFacts
from planner.rules.inspect import limit_parts
from planner.rules.readings import limits, plain_number
from planner.rules.review import CHECKED
from planner.views.review_checks import ENTITY, GLYPHS, Reading, limit_words
from planner.views.tables import AnyCell, CellValue, Column, Row, TableView

COLUMNS = (
    Column(key="name", title=N_("Name"), kind="two_line", width=150),
    Column(key="kind", title=N_("Kind"), width=88),
    Column(key="model", title=N_("Model"), width=120),
    Column(key="serial", title=N_("Serial number"), width=112),
    Column(key="version", title=N_("Version"), width=72),
    Column(key="support", title=N_("End of support"), kind="two_line", width=124),
    Column(key="criticality", title=N_("Crit."), kind="number", align="right", width=56, name=N_("Criticality 1–5")),
    Column(key="redundancy", title=N_("Redundant"), width=84),
    Column(key="spare", title=N_("Spare part kept at"), width=130),
    Column(key="last", title=N_("Last result"), kind="two_line", width=124),
)
ALL, NO_SITE = "*", "-"
SUPPORT, FINDING = "support", "finding"
_SOON = timedelta(days=365)
_RESULT_WORDS = dict(RESULTS)
_WORST = ("fail", "attention", "pass")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """One line of the list of sites: its key (``ALL``, a site's id or ``NO_SITE``), words and count of equipment."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCheck:
    """One check of a piece of equipment in one review, with its reading against the limit and its pictures."""

    result: InspectionResult
    on: date | None
    glyph: str
    word: str
    measured: str
    files: tuple[Attachment, ...]

    @property
    def told(self) -> str:
        """What was found or noted, "" for nothing."""
        return " · ".join(part for part in (self.result.finding, self.result.note) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLine:
    """The readings of one check over time, oldest first; ``low`` and ``high`` bound what is allowed now."""

    title: str
    readings: tuple[Reading, ...]
    low: Decimal | None
    high: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetHistory:
    """Everything that reviews said about a piece of equipment: checks newest first, lines to draw, open risks."""

    checks: tuple[PastCheck, ...]
    lines: tuple[ReadingLine, ...]
    risks: tuple[Risk, ...]


def site_rows(facts: AccountFacts) -> tuple[SiteRow, ...]:
    """All sites by name, with a line for all of them and one for equipment that stands at none."""
    at = {site.id: 0 for site in facts.sites}
    nowhere = 0
    for asset in facts.assets:
        if asset.site_id in at:
            at[asset.site_id] += 1
        else:
            nowhere += 1
    ordered = sorted(facts.sites, key=lambda s: (s.name.casefold(), s.id))
    rows = [SiteRow(key=ALL, label=tr("All"), count=len(facts.assets))]
    rows += [SiteRow(key=site.id, label=site.name, count=at[site.id]) for site in ordered]
    return (*rows, SiteRow(key=NO_SITE, label=tr("At no site"), count=nowhere)) if nowhere else tuple(rows)


def equipment_table(facts: AccountFacts, today: date, site: str = ALL, only: frozenset[str] = frozenset()) -> TableView:
    """The equipment of a site or of all, by site and name; ``only`` keeps what lacks support soon or was found bad."""
    sites = {one.id: one.name for one in facts.sites}
    last = last_results(facts)
    found = [a for a in facts.assets if _stands_at(a, site, sites)]
    if SUPPORT in only:
        found = [a for a in found if support(a.end_of_support, today)[0]]
    if FINDING in only:
        found = [a for a in found if a.id in last and last[a.id][0] != "pass"]
    found.sort(key=lambda a: (sites.get(a.site_id or "", "").casefold(), a.name.casefold(), a.id))
    shown = sites if site == ALL else {}
    return TableView(columns=COLUMNS, rows=tuple(_row(a, shown, last.get(a.id), today) for a in found))


def _stands_at(asset: Asset, site: str, sites: dict[str, str]) -> bool:
    if site == NO_SITE:
        return asset.site_id not in sites
    return site in {ALL, asset.site_id}


def _row(asset: Asset, sites: dict[str, str], last: tuple[str, date] | None, today: date) -> Row:
    name, place = asset.name, sites.get(asset.site_id or "", "")
    cells: tuple[AnyCell, ...] = (
        CellValue(text=name, second=place, role="name", kind="two_line" if place else "text", raw=name.casefold()),
        asset_kinds.word(asset.kind, language()) if asset.kind else None,
        asset.model,
        asset.serial,
        asset.version,
        _support_cell(asset.end_of_support, today),
        asset.criticality,
        None if asset.redundancy is None else tr("yes") if asset.redundancy else tr("no"),
        asset.spare_place,
        _last_cell(last, today),
    )
    return Row(key=asset.id, cells=cells)


def support(end: date | None, today: date) -> tuple[str, str]:
    """Glyph and words of an end of support that is near or past; both "" while it is far or unknown."""
    if end is None or end > today + _SOON:
        return "", ""
    return ("act", tr("has ended")) if end < today else ("watch", tr("under a year"))


def _support_cell(end: date | None, today: date) -> CellValue | None:
    if end is None:
        return None
    state, words = support(end, today)
    kind = "two_line" if words else "text"
    return CellValue(text=day_text(end), second=words, state=state, kind=kind, raw=end.isoformat())  # type: ignore[arg-type]


def _last_cell(last: tuple[str, date] | None, today: date) -> CellValue | None:
    if last is None:
        return None
    result, on = last
    word = tr(_RESULT_WORDS[result])
    rank = float(_WORST.index(result))
    return CellValue(text=word, second=near_day(on, today), state=GLYPHS[result], raw=rank, kind="two_line")


def last_results(facts: AccountFacts) -> dict[str, tuple[str, date]]:
    """The worst result of each piece of equipment in the newest review that looked at it, with its day."""
    days = {review.id: review.done_on for review in facts.reviews}
    found: dict[str, tuple[str, date]] = {}
    for check in facts.results:
        on = days.get(check.review_id)
        if check.asset_id is None or on is None or check.result not in CHECKED:
            continue
        before = found.get(check.asset_id)
        if before is None or (before[1], -_WORST.index(before[0])) < (on, -_WORST.index(check.result)):
            found[check.asset_id] = (check.result, on)
    return found


def asset_history(facts: AccountFacts, asset_id: str) -> AssetHistory:
    """What reviews said about a piece of equipment; checks that nobody made are left out."""
    days = {review.id: review.done_on or review.planned_on for review in facts.reviews}
    made = [r for r in facts.results if r.asset_id == asset_id and r.result != "not_checked"]
    made.sort(key=lambda r: (r.position or 0, r.id))
    made.sort(key=lambda r: days.get(r.review_id) or date.min, reverse=True)
    files: dict[str, list[Attachment]] = {}
    for file in facts.attachments:
        if file.target_type == ENTITY and file.target_id:
            files.setdefault(file.target_id, []).append(file)
    ids = {r.id for r in facts.results if r.asset_id == asset_id}
    return AssetHistory(
        checks=tuple(_past(r, days.get(r.review_id), tuple(files.get(r.id, ()))) for r in made),
        lines=_lines(made, days),
        risks=tuple(r for r in facts.open_risks() if r.asset_id == asset_id or ids & set(r.finding_ids)),
    )


def _past(result: InspectionResult, on: date | None, files: tuple[Attachment, ...]) -> PastCheck:
    limit, reading = limit_words(result.ok_range), result.reading or ""
    if reading and result.unit and plain_number(reading) is not None:
        reading = tr("{n} {unit}", n=reading, unit=result.unit)
    measured = tr("{reading}, limit {limit}", reading=reading, limit=limit) if reading and limit else reading
    return PastCheck(
        result=result,
        on=on,
        glyph=GLYPHS.get(result.result, ""),
        word=tr(_RESULT_WORDS.get(result.result, result.result)),
        measured=measured,
        files=files,
    )


def _lines(newest_first: list[InspectionResult], days: dict[str, date | None]) -> tuple[ReadingLine, ...]:
    """One line per check that has two readings or more; a check that was renamed stays one line by its chain."""
    by_id = {r.id: r for r in newest_first}
    chains: dict[str, list[InspectionResult]] = {}
    for result in newest_first:
        chains.setdefault(_first_name(result, by_id), []).append(result)
    found = []
    for results in chains.values():
        read = [
            Reading(on=days.get(r.review_id), text=r.reading or "", value=plain_number(r.reading), result=r.result)
            for r in reversed(results)
            if plain_number(r.reading) is not None and r.unit == results[0].unit
        ]
        if len(read) > 1:
            low, high = allowed(results[0].ok_range)
            newest = results[0]
            found.append(
                ReadingLine(title=newest.item, readings=tuple(read), low=low, high=high, unit=newest.unit or "")
            )
    return tuple(found)


def _first_name(result: InspectionResult, by_id: dict[str, InspectionResult]) -> str:
    seen: set[str] = set()
    while result.repeated_from_id in by_id and result.id not in seen:
        seen.add(result.id)
        result = by_id[result.repeated_from_id]
    return result.item.casefold()


def allowed(ok_range: str | None) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest allowed value of a limit; a limit of one number allows just that."""
    parts = limit_parts(ok_range)
    if parts is not None and parts.sign == "=":
        only = plain_number(parts.numbers[0])
        return only, only
    return limits(ok_range)
