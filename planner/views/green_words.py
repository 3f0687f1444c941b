# SPDX-License-Identifier: Apache-2.0
"""What would turn a value green, in words; the same sentences in the pane and on the command line."""

from __future__ import annotations

from planner.kernel.numbers import decimal_text
from planner.kernel.text import N_, tr
from planner.rules.green import Green, Way
from planner.rules.health import HEALTH_WORDS
from planner.rules.risk_score import absence
from planner.rules.words import RISK_BANDS

_RISKS = {name: word for name, word, *_ in RISK_BANDS}


def heading(found: Green, way: Way) -> str:
    """What the steps of a way reach: "To watch, from 60: reaches 61.5"."""
    value = decimal_text(way.value)
    if found.measure == "risk":
        if way.goal == 0:
            return tr("It no longer counts")
        return tr("{band}: falls to {value}", band=tr(_RISKS[way.band]), value=value)
    word = tr(HEALTH_WORDS[way.band])
    return tr("To {band}, from {goal}: reaches {value}", band=word, goal=way.goal, value=value)


def remark(found: Green) -> str:
    """What has to be said beside the ways, "" for nothing: nothing known, green, not proven, or out of reach."""
    gone = absence(found.now)
    if gone is not None:
        return tr("{reason}: on this day there is nothing to turn green.", reason=gone.text())
    if found.now.value is None:
        return tr("Nothing is known yet, and what is not known is not assumed. It must be recorded first.")
    if found.measure == "hygiene":
        return tr("The plan is tidy when what is listed as missing is done.") if found.now.missing else ""
    if found.is_green:
        return tr("It is green already.")
    said = []
    if found.out_of_reach and found.best is not None:
        goal = max(found.out_of_reach)
        words = N_("{goal} is out of reach with one step for each person, risk and promise: {best} at most.")
        said.append(tr(words, goal=goal, best=decimal_text(found.best)))
    if not found.proven:
        said.append(tr("It stays unproven until 60 % of what it rests on is known."))
    return " ".join(said)
