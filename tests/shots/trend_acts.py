# SPDX-License-Identifier: Apache-2.0
"""Scenes of trend, satisfaction and health in their other views, and of a dot of the past with what led from there."""

from __future__ import annotations

from functools import partial

from tests.shots.stage import Scene, Stage
from ui.context import Place

_VIEWS = (("health", "radar"), ("health", "distance"), ("trend", "slope"), ("satisfaction", "tech"))


def scenes(account_id: str) -> list[Scene]:
    """The dot, then each view."""
    found = [Scene("charts-trend-dot", Place(page="charts", account_id=account_id, section="trend"), _dot)]
    for kind, option in _VIEWS:
        place = Place(page="charts", account_id=account_id, section=kind)
        name = f"charts-{kind}-{option}"
        found.append(Scene(name, place, partial(_view, name=name, option=option)))
    return found


def _dot(stage: Stage) -> None:
    canvas = stage.screen.panel.canvas
    dots = [mark for mark in canvas.scene().marks if mark.id.startswith("relation@")]
    canvas.focus_mark(dots[7].id)
    stage.picture("charts-trend-dot")
    canvas.focus_mark("")


def _view(stage: Stage, *, name: str, option: str) -> None:
    tools = stage.screen.tools
    tools.view_chosen.emit(option)
    stage.picture(name)
    tools.view_chosen.emit("")
