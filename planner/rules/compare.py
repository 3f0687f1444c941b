# SPDX-License-Identifier: Apache-2.0
"""A network review beside the one before at the same site: new, changed, gone, repeated and fixed (issue 4, part 9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final, Literal

from planner.entities.reviews.inspection_result import InspectionResult
from planner.entities.reviews.network_review import NetworkReview
from planner.kernel.data import dataclass
from planner.rules.readings import limits, plain_number

State = Literal["new", "same", "better", "worse", "changed", "repeated", "fixed", "gone", "open"]
Toward = Literal["", "better", "worse"]
FINDINGS: Final = frozenset({"attention", "fail"})
# What is read within the limits wavers; a move below this share of the limit, or of the width of a range, is no news.
_STEADY: Final = Decimal("0.05")
_RANKS: Final = {"pass": 0, "attention": 1, "fail": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckChange:
    """One check beside the same check of last time.

    ``state`` is new (never checked before here), same, better, worse, changed (another reading that no limit judges),
    repeated (attention or fail then and now), fixed (a finding then, passed now), gone (no longer on the list) or open
    (not checked or not applicable now). ``toward`` says for a repeated one as well whether it got better or worse.
    ``delta`` is what the reading moved by, in its unit, None where one of them is no number. ``in_a_row`` counts the
    reviews in a row that found something here, the present one included; ``since`` is the day of the first of them.
    """

    state: State
    now: InspectionResult | None
    before: InspectionResult | None
    toward: Toward = ""
    delta: Decimal | None = None
    in_a_row: int = 0
    since: date | None = None

    @property
    def check(self) -> InspectionResult:
        """The check now, or as it was where it is gone."""
        found = self.now or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """``before`` is the review compared with, None for the first one at a site; then nothing is compared."""

    before: NetworkReview | None
    changes: tuple[CheckChange, ...] = ()

    def by_check(self) -> Mapping[str, CheckChange]:
        """The changes by the id of the present check; what is gone has none."""
        return {change.now.id: change for change in self.changes if change.now is not None}

    def of(self, *states: State) -> tuple[CheckChange, ...]:
        """The changes of these states, in the order of the list."""
        return tuple(change for change in self.changes if change.state in states)

    @property
    def worse(self) -> tuple[CheckChange, ...]:
        """What got worse, whether it was a finding before or not."""
        return tuple(change for change in self.changes if change.toward == "worse")


def review_before(
    reviews: Iterable[NetworkReview], results: Iterable[InspectionResult], review: NetworkReview
) -> NetworkReview | None:
    """The newest review carried out at the same site before this one that checked anything."""
    return next(iter(_earlier(reviews, _by_review(results), review)), None)


def compare(reviews: Iterable[NetworkReview], results: Iterable[InspectionResult], review: NetworkReview) -> Comparison:
    """A review against the one before it; both are searched in ``reviews`` and ``results`` of one account."""
    by_review = _by_review(results)
    earlier = _earlier(reviews, by_review, review)
    if not earlier:
        return Comparison(before=None)
    pasts = [_Past(by_review[past.id], past.done_on) for past in earlier]
    left = dict(pasts[0].by_id)
    changes = []
    for now in _ordered(by_review.get(review.id, [])):
        listed = pasts[0].same(now)
        if listed is not None:
            left.pop(listed.id, None)
        changes.append(_change(now, review, pasts))
    gone = [CheckChange(state="gone", now=None, before=check) for check in _ordered(left.values())]
    return Comparison(before=earlier[0], changes=(*changes, *gone))


class _Past:
    """The checks of one earlier review, found by their id, their place in a template or their words."""

    def __init__(self, checks: list[InspectionResult], on: date | None) -> None:
        self.on = on
        self.by_id = {check.id: check for check in checks}

    @cached_property
    def _by_item(self) -> dict[tuple[str | None, ...], InspectionResult]:
        return {_item(check): check for check in self.by_id.values() if check.item_key}

    @cached_property
    def _by_words(self) -> dict[tuple[str | None, str], InspectionResult]:
        return {_words(check): check for check in self.by_id.values()}

    def same(self, check: InspectionResult) -> InspectionResult | None:
        """The same check in this review."""
        linked = self.by_id.get(check.repeated_from_id or "")
        if linked is None and check.item_key:
            linked = self._by_item.get(_item(check))
        return linked or self._by_words.get(_words(check))


def _item(check: InspectionResult) -> tuple[str | None, ...]:
    return check.asset_id, check.template_id, check.item_key


def _words(check: InspectionResult) -> tuple[str | None, str]:
    return check.asset_id, " ".join(check.item.casefold().split())


def _by_review(results: Iterable[InspectionResult]) -> dict[str, list[InspectionResult]]:
    found: dict[str, list[InspectionResult]] = {}
    for result in results:
        found.setdefault(result.review_id, []).append(result)
    return found


def _ordered(checks: Iterable[InspectionResult]) -> list[InspectionResult]:
    return sorted(checks, key=lambda check: (check.position is None, check.position or 0, check.id))


def _earlier(
    reviews: Iterable[NetworkReview], by_review: Mapping[str, list[InspectionResult]], review: NetworkReview
) -> list[NetworkReview]:
    """Reviews of the same site that were carried out before, newest first."""
    here = (review.done_on or date.max, review.id)
    found = [
        past
        for past in reviews
        if past.id != review.id
        and past.site_id == review.site_id
        and past.done_on is not None
        and (past.done_on, past.id) < here
        and any(check.result in _RANKS for check in by_review.get(past.id, ()))
    ]
    return sorted(found, key=lambda past: (past.done_on or date.min, past.id), reverse=True)


def _change(now: InspectionResult, review: NetworkReview, pasts: list[_Past]) -> CheckChange:
    """The check against the newest review that made it: one that was skipped last time says nothing."""
    history = _history(now, pasts)
    before = history[0][0] if history else None
    delta = _delta(now, before)
    toward = _toward(now, before, delta)
    state = _state(now, before, toward, delta)
    if state == "open":
        toward, delta = "", None
    count, since = _in_a_row(now, review, history)
    return CheckChange(state=state, now=now, before=before, toward=toward, delta=delta, in_a_row=count, since=since)


def _history(now: InspectionResult, pasts: list[_Past]) -> list[tuple[InspectionResult, date | None]]:
    """The same check in earlier reviews that made it, newest first."""
    found, here = [], now
    for past in pasts:
        same = past.same(here)
        if same is not None:
            here = same
            if same.result in _RANKS:
                found.append((same, past.on))
    return found


def _state(now: InspectionResult, before: InspectionResult | None, toward: Toward, delta: Decimal | None) -> State:
    if now.result not in _RANKS:
        return "open"
    if before is None:
        return "new"
    if before.result in FINDINGS:
        return "repeated" if now.result in FINDINGS else "fixed"
    if toward:
        return toward
    return "changed" if delta is None and _text(now) != _text(before) and _text(now) and _text(before) else "same"


def _text(check: InspectionResult) -> str:
    return " ".join((check.reading or "").casefold().split())


def _delta(now: InspectionResult, before: InspectionResult | None) -> Decimal | None:
    """What the reading moved by; None where a unit changed or one of them is no number."""
    if before is None or (now.unit or "") != (before.unit or ""):
        return None
    new, old = plain_number(now.reading), plain_number(before.reading)
    return None if new is None or old is None else new - old


def _toward(now: InspectionResult, before: InspectionResult | None, delta: Decimal | None) -> Toward:
    """Better or worse by the result; where that is equal by the distance of the reading from its limit."""
    if now.result not in _RANKS:
        return ""
    if before is None:
        return ""
    if now.result != before.result:
        return "worse" if _RANKS[now.result] > _RANKS[before.result] else "better"
    low, high = limits(now.ok_range)
    new, old = plain_number(now.reading), plain_number(before.reading)
    if not delta or new is None or old is None or (low is None and high is None):
        return ""
    moved = _beyond(new, low, high) - _beyond(old, low, high)
    if now.result == "pass" and abs(moved) < _STEADY * _span(low, high):
        return ""
    return "worse" if moved > 0 else "better" if moved < 0 else ""


def _beyond(value: Decimal, low: Decimal | None, high: Decimal | None) -> Decimal:
    """How far a reading lies beyond its nearest limit; negative while it is within."""
    return max(side for side in (low - value if low is not None else None,
                                 value - high if high is not None else None) if side is not None)  # fmt: skip


def _span(low: Decimal | None, high: Decimal | None) -> Decimal:
    if low is not None and high is not None:
        return abs(high - low) or Decimal(1)
    limit = low if high is None else high
    return abs(limit or Decimal(0)) or Decimal(1)


def _in_a_row(
    now: InspectionResult, review: NetworkReview, history: list[tuple[InspectionResult, date | None]]
) -> tuple[int, date | None]:
    """Reviews in a row, back from the present one, that found something here; those that skipped it don't count."""
    if now.result not in FINDINGS:
        return 0, None
    count, since = 1, review.done_on
    for check, on in history:
        if check.result not in FINDINGS:
            break
        count, since = count + 1, on
    return count, since
