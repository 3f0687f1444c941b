# SPDX-License-Identifier: Apache-2.0
"""One finding through several reviews: the checks that a fault was seen in, and those that looked at it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from planner.entities.reviews.inspection_result import InspectionResult
from planner.kernel.data import dataclass
from planner.rules.facts import AccountFacts

FINDINGS = frozenset({"attention", "fail"})


@dataclass(frozen=True, slots=True)
class Checks:
    """All checks of an account with the way from each to the one before it and to those after it."""

    by_id: Mapping[str, InspectionResult]
    after: Mapping[str, tuple[str, ...]]
    days: Mapping[str, date | None]

    def before(self, key: str) -> str | None:
        """The same check in the review before, None where it was new or went to the Trash."""
        found = self.by_id[key].repeated_from_id
        return found if found in self.by_id else None

    def is_finding(self, key: str) -> bool:
        """Whether a check showed something."""
        return self.by_id[key].result in FINDINGS

    def ordered(self, keys: Iterable[str]) -> tuple[InspectionResult, ...]:
        """Checks by the day of their review, planned ones last."""
        found = [self.by_id[key] for key in dict.fromkeys(keys)]
        return tuple(sorted(found, key=lambda r: (self.days.get(r.review_id) or date.max, r.id)))


def checks_of(facts: AccountFacts) -> Checks:
    """The checks of an account."""
    after: dict[str, tuple[str, ...]] = {}
    for found in facts.results:
        if found.repeated_from_id:
            after[found.repeated_from_id] = (*after.get(found.repeated_from_id, ()), found.id)
    return Checks({r.id: r for r in facts.results}, after, {r.id: r.done_on for r in facts.reviews})


def earlier(checks: Checks, keys: Iterable[str]) -> set[str]:
    """The given checks with those before them, as far as the fault was seen without a break."""

    def step(key: str) -> tuple[str, ...]:
        found = checks.before(key)
        return (found,) if found is not None and checks.is_finding(found) else ()

    return _reached(keys, step)


def later(checks: Checks, keys: Iterable[str]) -> set[str]:
    """The checks that looked again at these, up to the first that found the fault gone; the given ones left out."""
    given = set(keys)

    def step(key: str) -> tuple[str, ...]:
        return checks.after.get(key, ()) if checks.is_finding(key) else ()

    return _reached(given, step) - given


def origin(checks: Checks, key: str) -> str:
    """The finding that a check looked at again, where it found the fault gone; otherwise the check itself."""
    before = checks.before(key)
    if checks.is_finding(key) or before is None or not checks.is_finding(before):
        return key
    return before


def _reached(keys: Iterable[str], step: Callable[[str], tuple[str, ...]]) -> set[str]:
    """All that steps lead to; links in a ring, which a merge of two files may leave, end it as well."""
    found: set[str] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(step(key))
    return found
