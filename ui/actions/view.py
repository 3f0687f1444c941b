# SPDX-License-Identifier: Apache-2.0
"""Commands of the View menu."""

from __future__ import annotations

from typing import Final

from planner.kernel.text import N_
from ui.actions.spec import ActionSpec, Context, Test, always


def _is_density(name: str) -> Test:
    return lambda context: context.density == name


def _is_scheme(name: str) -> Test:
    return lambda context: context.scheme == name


def _details_possible(context: Context) -> bool:
    return context.has_details


ACTIONS: Final[tuple[ActionSpec, ...]] = (
    ActionSpec(
        id="view.rail",
        text=N_("Rail with names"),
        menu="view",
        shortcuts=("F9",),
        icon="layout-sidebar",
        checked=lambda context: context.rail_open,
    ),
    ActionSpec(
        id="view.details",
        text=N_("Details"),
        menu="view",
        shortcuts=("F8",),
        icon="layout-list",
        enabled=_details_possible,
        why_not=N_("There are no details here."),
        checked=lambda context: context.details_open,
    ),
    ActionSpec(
        id="view.columns",
        text=N_("Order and columns…"),
        menu="view",
        icon="columns",
        enabled=lambda context: context.page == "accounts",
        why_not=N_("Only the account list has columns to choose."),
    ),
    *(
        ActionSpec(
            id=f"view.density.{name}",
            text=text,
            menu="view",
            group=1,
            submenu="density",
            checked=_is_density(name),
        )
        for name, text in (
            ("compact", N_("Compact rows")),
            ("normal", N_("Normal rows")),
            ("touch", N_("Touch rows")),
        )
    ),
    *(
        ActionSpec(
            id=f"view.theme.{name}",
            text=text,
            menu="view",
            group=1,
            submenu="theme",
            checked=_is_scheme(name),
        )
        for name, text in (
            ("system", N_("Theme as the system")),
            ("light", N_("Light theme")),
            ("dark", N_("Dark theme")),
        )
    ),
    *(
        ActionSpec(id=f"view.zoom_{name}", text=text, menu="view", group=1, shortcuts=keys)
        for name, text, keys in (
            ("in", N_("Larger text"), ("Ctrl++", "Ctrl+=")),
            ("out", N_("Smaller text"), ("Ctrl+-",)),
            ("reset", N_("Usual text size"), ("Ctrl+0",)),
        )
    ),
    ActionSpec(
        id="view.internal",
        text=N_("Internal view"),
        menu="view",
        group=2,
        checked=always,
        palette=False,
    ),
    ActionSpec(
        id="view.team_lead",
        text=N_("See what the team lead gets…"),
        menu="view",
        group=2,
        icon="eye",
        enabled=lambda context: (context.account_id or context.last_account) is not None,
        why_not=N_("Choose an account first."),
    ),
    ActionSpec(
        id="view.full_screen",
        text=N_("Full screen"),
        menu="view",
        group=3,
        shortcuts=("F11",),
        icon="device-desktop",
        checked=lambda context: context.full_screen,
    ),
)
