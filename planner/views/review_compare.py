# SPDX-License-Identifier: Apache-2.0
"""What changed at a check since the review before, in words for rows, details and reports (issue 4, part 9)."""

from __future__ import annotations

from typing import Final

from planner.entities.reviews.inspection_result import InspectionResult
from planner.kernel.dates import day_text
from planner.kernel.numbers import decimal_text
from planner.kernel.text import N_, tr, trn
from planner.rules.compare import CheckChange, Comparison, State
from planner.rules.readings import is_number
from planner.views.charts import MINUS

# The kinds of change that lists are filtered and counted by, each with its word; see `kinds`.
FILTERS: Final[tuple[tuple[str, str], ...]] = (
    ("worse", N_("Worse")),
    ("repeated", N_("Repeated")),
    ("better", N_("Better")),
    ("fixed", N_("Fixed")),
    ("new", N_("New")),
    ("changed", N_("Changed")),
)
_KEYS: Final = frozenset(key for key, _ in FILTERS)
_WORDS: Final[dict[State, str]] = {
    "new": N_("New"),
    "worse": N_("Worse"),
    "better": N_("Better"),
    "changed": N_("Changed"),
    "fixed": N_("Fixed"),
    "gone": N_("Gone"),
}


def mark(change: CheckChange | None) -> str:
    """The quiet mark of a row: "Worse +7", "Repeated 3×", "Fixed"; "" where there is nothing to say."""
    if change is None or change.state in {"same", "open"}:
        return ""
    if change.state == "repeated":
        return tr("Repeated {n}×", n=change.in_a_row)
    word = tr(_WORDS[change.state])
    return f"{word} {moved(change)}" if change.state in {"worse", "better"} and change.delta else word


def moved(change: CheckChange) -> str:
    """By how much a reading moved, with its sign: "+7"; "" where that is no number or nothing."""
    if not change.delta:
        return ""
    number = decimal_text(abs(change.delta))
    return f"+{number}" if change.delta > 0 else f"{MINUS}{number}"


def reading_text(check: InspectionResult) -> str:
    """A reading with its unit: "91 %"; "" where nothing was read."""
    if not check.reading:
        return ""
    with_unit = is_number(check.reading) and check.unit
    return tr("{n} {unit}", n=check.reading, unit=check.unit) if with_unit else check.reading


def change_text(change: CheckChange) -> str:
    """The whole of it: "worse: 84 → 91 %, +7", "found for the 3rd review in a row, since 14 Aug 2026; …"."""
    if change.state == "repeated":
        since = day_text(change.since) if change.since else "–"
        row = trn(
            "found in {n} review, {day}", "found in {n} reviews in a row, since {day}", change.in_a_row, day=since
        )
        return tr("{row}; {more}", row=row, more=_toward(change)) if change.toward else row
    return {
        "new": tr("checked for the first time"),
        "open": tr("not checked this time"),
        "gone": tr("no longer on the list"),
        "same": tr("as last time"),
        "changed": tr("changed: {readings}", readings=_readings(change)),
        "fixed": _with(tr("fixed"), change),
        "worse": _toward(change),
        "better": _toward(change),
    }[change.state]


def _toward(change: CheckChange) -> str:
    return _with(tr("worse") if change.toward == "worse" else tr("better"), change)


def _with(word: str, change: CheckChange) -> str:
    readings = _readings(change)
    if not readings:
        return word
    by = moved(change)
    if by:
        return tr("{word}: {readings}, {by}", word=word, readings=readings, by=by)
    return tr("{word}: {readings}", word=word, readings=readings)


def _readings(change: CheckChange) -> str:
    """ "84 → 91 %"; "" where one of them is unknown or both are the same."""
    if change.now is None or change.before is None:
        return ""
    new, old = change.now.reading, change.before.reading
    if not new or not old or new == old:
        return ""
    same_unit = (change.now.unit or "") == (change.before.unit or "")
    return f"{old if same_unit else reading_text(change.before)} → {reading_text(change.now)}"


def kinds(change: CheckChange | None) -> frozenset[str]:
    """The kinds that a change counts as: what was found again and got worse is both."""
    if change is None or change.state == "gone":
        return frozenset()
    also = change.toward if change.state == "repeated" else ""
    return frozenset({change.state, also}) & _KEYS


def counts(found: Comparison) -> str:
    """The comparison in one line: "3 worse · 4 repeated"; "" where nothing changed or nothing is compared."""
    parts = [(word, sum(key in kinds(change) for change in found.changes)) for key, word in FILTERS]
    parts.append((_WORDS["gone"], len(found.of("gone"))))
    return " · ".join(tr("{n} {word}", n=n, word=tr(word).lower()) for word, n in parts if n)


def gone_text(change: CheckChange, asset: str) -> str:
    """A check that is no longer on the list, with what it showed last."""
    check = change.check
    name = tr("{asset}, {item}", asset=asset, item=check.item) if asset else check.item
    shown = reading_text(check)
    return tr("{name}: last {reading}", name=name, reading=shown) if shown else name
