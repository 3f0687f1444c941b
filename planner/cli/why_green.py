# SPDX-License-Identifier: Apache-2.0
"""What would turn a value green, as data and as lines of text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planner.kernel.numbers import decimal_text
from planner.kernel.text import tr
from planner.rules.green import Green
from planner.views import green_words


def plain(found: Green) -> dict[str, Any]:
    """The ways with their steps; ``out_of_reach`` names the goals that no set of steps reaches."""
    return {
        "green": found.is_green,
        "green_from": found.green_from,
        "proven": found.proven,
        "best": found.best,
        "out_of_reach": list(found.out_of_reach),
        "unknown": [missing.text for missing in found.unknown],
        "ways": [
            {
                "goal": way.goal,
                "band": way.band,
                "value": way.value,
                "steps": [
                    {
                        "kind": step.change.kind,
                        "entity": step.change.entity,
                        "id": step.change.id,
                        "to": step.change.value or None,
                        "text": step.text,
                        "points": step.points,
                    }
                    for step in way.steps
                ],
            }
            for way in found.ways
        ],
    }


def lines(found: Green | None) -> Iterable[str]:
    """The ways in words, the smaller goal first, and what must be known before more can be said."""
    if found is None:
        return
    yield tr("What would turn it green:")
    for way in found.ways:
        yield green_words.heading(found, way)
        for step in way.steps:
            yield f"{decimal_text(step.points):>7}  {step.text.text()}"
    said = green_words.remark(found)
    if said:
        yield said
    for missing in found.unknown:
        yield tr("Needs to be known: {text}", text=missing.text.text())
