# SPDX-License-Identifier: Apache-2.0
"""Why a value moved, what would turn it green, plan hygiene and What if."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from PySide6.QtWidgets import QScrollArea, QWidget

from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.screens.account.overview_section import OverviewSection
from ui.screens.parts.movement_window import MovementWindow
from ui.screens.parts.why_green import GreenGroup
from ui.screens.parts.why_moved import MovedGroup
from ui.screens.what_if import WhatIfWindow

_PICTURES = ("why-moved", "why-green", "why-large", "why-hygiene", "what-if", "what-if-changed")


def scenes(names: Mapping[str, str]) -> list[Scene]:
    """What is pictured."""
    place = Place(page="account", account_id=names["Meridian Foods"], section="overview")
    return [Scene("why", place, _why, _PICTURES)]


Kind = TypeVar("Kind", bound=QWidget)


def _shown(stage: Stage, kind: type[Kind]) -> list[Kind]:
    return [part for part in stage.window.findChildren(kind) if part.isVisible()]


def _into_sight(stage: Stage, part: QWidget) -> None:
    area = _shown(stage, OverviewSection)[0].why.stack.currentWidget()
    assert isinstance(area, QScrollArea)
    stage.settle()
    area.verticalScrollBar().setValue(part.y())


def _why(stage: Stage) -> None:
    moved = _shown(stage, MovedGroup)[0]
    _into_sight(stage, moved)
    moved.canvas.focus_mark("step-1")
    stage.picture("why-moved")
    green = _shown(stage, GreenGroup)[0]
    green.toggle()
    _into_sight(stage, green)
    stage.picture("why-green")
    moved.enlarge()
    stage.picture("why-large")
    stage.dialog(MovementWindow).reject()
    section = _shown(stage, OverviewSection)[0]
    section.show_hygiene()
    stage.picture("why-hygiene")
    stage.window.trigger("account.what_if")
    stage.picture("what-if")
    window = stage.dialog(WhatIfWindow)
    for row in window.list.rows[:2] + window.list.rows[7:9]:
        row.pick(row.subject.choices[0])
    stage.picture("what-if-changed")
    window.reject()
