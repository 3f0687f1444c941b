# SPDX-License-Identifier: Apache-2.0
"""Commands that present charts; they stand in a menu of their own in the Chart menu (ux 2.8)."""

from __future__ import annotations

from typing import Final

from planner.kernel.text import N_, tr
from ui.actions.spec import ActionSpec, Context


def _has_account(context: Context) -> bool:
    known = (context.account_id or context.last_account) is not None
    return context.open and (known or context.page in {"charts", "portfolio"})


def _at_a_chart(context: Context) -> bool:
    return context.page == "charts" and context.account_id is not None


def _start_label(context: Context) -> str:
    """What F5 does: whom it shows to at once, or that it asks first."""
    if context.presents:
        return tr("Present · {what}", what=context.presents)
    return tr("Present…")


ACTIONS: Final[tuple[ActionSpec, ...]] = tuple(
    ActionSpec(
        id=f"show.{name}",
        text=text,
        menu="chart",
        group=3,
        submenu="present",
        shortcuts=keys,
        icon=icon,
        enabled=_at_a_chart if name == "here" else _has_account,
        label=_start_label if name == "start" else None,
        why_not=N_("Open a chart first.") if name == "here" else N_("Choose an account first."),
    )
    for name, text, keys, icon in (
        ("start", N_("Present from the start"), ("F5",), "presentation"),
        ("here", N_("Present from this chart"), ("Shift+F5",), "presentation"),
        ("rehearse", N_("Rehearse the show"), (), "clock"),
        ("setup", N_("Audience and screens…"), (), "device-desktop"),
    )
)
