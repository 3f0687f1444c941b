# SPDX-License-Identifier: Apache-2.0
"""Commands of the Go menu."""

from __future__ import annotations

from typing import Final

from planner.kernel.text import N_
from ui.actions.spec import ActionSpec, is_open

PAGES: Final = (
    ("today", N_("Today"), "calendar-due", "Ctrl+1"),
    ("accounts", N_("Accounts"), "building", "Ctrl+2"),
    ("portfolio", N_("Portfolio"), "layout-dashboard", "Ctrl+3"),
    ("charts", N_("Charts"), "chart-dots", "Ctrl+4"),
    ("alerts", N_("Alerts"), "bell", "Ctrl+5"),
    ("actions", N_("Actions"), "circle-check", "Ctrl+6"),
)

ACTIONS: Final[tuple[ActionSpec, ...]] = (
    ActionSpec(
        id="go.back",
        text=N_("Back"),
        menu="go",
        shortcuts=("Alt+Left",),
        icon="arrow-left",
        enabled=lambda context: context.can_back,
        why_not=N_("This is where you started."),
        palette=False,
    ),
    ActionSpec(
        id="go.forward",
        text=N_("Forward"),
        menu="go",
        shortcuts=("Alt+Right",),
        icon="arrow-right",
        enabled=lambda context: context.can_forward,
        why_not=N_("You have not gone back yet."),
        palette=False,
    ),
    *(
        ActionSpec(id=f"go.{page}", text=text, menu="go", group=1, shortcuts=(keys,), icon=icon, enabled=is_open)
        for page, text, icon, keys in PAGES
    ),
    ActionSpec(id="go.trash", text=N_("Trash"), menu="go", group=1, icon="trash", enabled=is_open),
    ActionSpec(
        id="go.command",
        text=N_("Command…"),
        menu="go",
        group=2,
        shortcuts=("Ctrl+K",),
        icon="search",
        enabled=is_open,
        palette=False,
    ),
)
