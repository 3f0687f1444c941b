# SPDX-License-Identifier: Apache-2.0
"""The words of an explained line that every place shows alike: evidence grades, value × weight, points."""

from __future__ import annotations

from decimal import Decimal

from planner.kernel.numbers import decimal_text
from planner.rules.explain import Line, one_place


def grades(line: Line) -> str:
    """The grades behind a line: "E1", "E1, E4" or "E1–4"; "" without evidence."""
    found = sorted({e.grade for e in line.evidence if e.grade})
    return ", ".join(found) if len(found) < 3 else f"{found[0]}–{found[-1][1:]}"


def is_weighed(line: Line) -> bool:
    """Whether a line is a value times a weight."""
    return line.detail is not None and set(line.detail.args) == {"value", "weight", "known"}


def weighed(line: Line) -> str:
    """ "42.7 × 30/65" where a line is a value × its weight ÷ all known weights; "" for other lines."""
    return line.detail.text() if line.detail is not None and is_weighed(line) else ""


def points(value: Decimal | None) -> str:
    """A score or its part with one place; "–" for unknown."""
    return "–" if value is None else decimal_text(one_place(value))
