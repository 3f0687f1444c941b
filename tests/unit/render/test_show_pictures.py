# SPDX-License-Identifier: Apache-2.0
"""What the show draws beside the charts themselves: the veil, the table twin, the corner and the page number."""

from __future__ import annotations

from dataclasses import replace

from planner.render.picture import draw
from planner.render.scene import Rect, Text
from planner.render.table_sheet import draw_table
from planner.render.veil import veiled
from planner.views.show_steps import steps_of
from tests.unit.render.test_pictures import VIEWS


def _texts(scene: object) -> list[str]:
    return [shape.text for shape in getattr(scene, "shapes", ()) if isinstance(shape, Text)]


def test_that_the_veil_leaves_shapes_and_no_word() -> None:
    open_ = draw(VIEWS["risk-full"](), style="show", frame=True, page="2 / 8")
    covered = veiled(open_)
    assert _texts(covered) == []
    assert (covered.marks, covered.title, covered.description) == ((), "", "")
    assert len(covered.shapes) == len(open_.shapes)
    words = [shape for shape in open_.shapes if isinstance(shape, Text)]
    blocks = [after for before, after in zip(open_.shapes, covered.shapes, strict=True) if isinstance(before, Text)]
    assert all(isinstance(block, Rect) for block in blocks)
    assert "R-12" in [word.text for word in words]


def test_that_a_slide_of_the_show_has_its_number_and_a_customers_their_name() -> None:
    view = VIEWS["risk-full"]()
    assert "2 / 8" in _texts(draw(view, style="show", frame=True, page="2 / 8"))
    inside, outside = (
        _texts(draw(replace(view, audience=audience), style="show", frame=True, page="1 / 1"))
        for audience in ("internal", "customer")
    )
    assert "INTERNAL — not for customers" in inside
    assert "INTERNAL — not for customers" not in outside
    assert any(text.startswith(f"{view.account} · ") for text in outside)
    assert "Shareable" not in outside  # the tag of documents


def test_that_the_table_keeps_inside_the_slide_and_counts_what_has_no_room() -> None:
    for name in ("risk-full", "risk-crowded", "risk-empty", "health-partial", "cadence-full"):
        scene = draw_table(VIEWS[name](), page="1 / 3")
        assert all(0 <= shape.x <= 1920 and 0 <= shape.y <= 1080 for shape in scene.shapes if isinstance(shape, Text))
    view = VIEWS["risk-full"]()
    assert any("R-12" in text for text in _texts(draw_table(view)))


def test_that_treated_risks_come_before_their_way() -> None:
    view = VIEWS["risk-full"]()
    first, last = steps_of(view)
    assert last == view
    assert not any(pin.before for pin in first.pins)  # type: ignore[attr-defined]
    assert steps_of(first) == (first,)
    assert steps_of(VIEWS["health-full"]()) == (VIEWS["health-full"](),)
