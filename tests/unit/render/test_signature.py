# SPDX-License-Identifier: Apache-2.0
"""A signature is strokes: the same text back, a smooth path of any size, nothing but a line in the picture."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from planner.render.signature import (
    LEAST_POINTS,
    bounds,
    curves,
    is_enough,
    parse,
    svg,
    svg_path,
    written,
)

POINTS = st.tuples(st.integers(0, 9000), st.integers(0, 1000))
STROKES = st.lists(st.lists(POINTS, min_size=1, max_size=20).map(tuple), max_size=6).map(tuple)
WAVE = ";".join(" ".join(f"{x},{500 + (x % 40) * 9}" for x in range(at, at + 400, 20)) for at in (0, 500))


@given(STROKES)
def test_that_strokes_come_back_as_they_were_written(strokes: tuple[tuple[tuple[int, int], ...], ...]) -> None:
    assert parse(written(strokes)) == strokes


@given(st.text(max_size=80))
def test_that_any_text_is_read_without_a_fault(text: str) -> None:
    assert all(stroke for stroke in parse(text))


@given(STROKES, st.floats(20, 2000), st.floats(20, 900))
def test_that_the_path_stays_inside_its_area(
    strokes: tuple[tuple[tuple[int, int], ...], ...], width: float, height: float
) -> None:
    numbers = [float(number) for number in re.findall(r"-?\d+\.\d+", svg_path(written(strokes), width, height))]
    assert all(-0.01 <= x <= width + 0.01 for x in numbers[::2])
    assert all(-0.01 <= y <= height + 0.01 for y in numbers[1::2])


def test_that_a_slip_of_the_hand_is_no_signature() -> None:
    assert not is_enough((((1, 1),) * (LEAST_POINTS - 1),))
    assert is_enough(parse(WAVE))


def test_that_each_stroke_begins_anew_and_ends_at_its_last_point() -> None:
    strokes = parse(WAVE)
    found = list(curves(strokes))
    starts = [n for n, curve in enumerate(found) if curve.bend is None]
    assert [list(found[n].end) for n in starts] == [list(stroke[0]) for stroke in strokes]
    assert list(found[-1].end) == list(strokes[-1][-1])
    assert bounds(strokes)[:2] == (0, 500)


def test_that_a_dot_is_a_line_of_no_length() -> None:
    assert svg_path("5,5", 100, 50) == "M50.00 25.00 Q50.00 25.00 50.00 25.00"


def test_that_the_picture_holds_nothing_but_the_line() -> None:
    root = ElementTree.fromstring(svg(WAVE, 240, 60, "#000000"))
    assert [child.tag.rpartition("}")[2] for child in root.iter()] == ["svg", "path"]
    assert svg("", 240, 60) == svg(None, 1, 1) == ""
