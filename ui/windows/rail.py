# SPDX-License-Identifier: Apache-2.0
"""The rail of the window: the pages of this program above, Trash and Settings below."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from PySide6.QtWidgets import QWidget

from planner.kernel.text import N_, tr
from ui.widgets.rows import RailList

_ABOVE: Final = (
    ("today", N_("Today"), "calendar-event"),
    ("accounts", N_("Accounts"), "building"),
    ("portfolio", N_("Portfolio"), "layout-dashboard"),
    ("charts", N_("Charts"), "chart-dots"),
    ("alerts", N_("Alerts"), "bell"),
    ("actions", N_("Actions"), "circle-check"),
)
_BELOW: Final = (("trash", N_("Trash"), "trash"), ("settings", N_("Settings"), "settings"))
TITLES: Final = {key: title for key, title, _ in (*_ABOVE, *_BELOW)}


def make_rail(pages: Container[str], parent: QWidget) -> RailList:
    """The rail with these pages."""
    rail = RailList(parent, name=tr("Pages"))
    rail.setObjectName("lstRail")
    for key, title, icon in _ABOVE:
        if key in pages:
            rail.add_item(key, tr(title), icon)
    rail.add_stretch()
    rail.add_line()
    for key, title, icon in _BELOW:
        if key in pages:
            rail.add_item(key, tr(title), icon)
    return rail
