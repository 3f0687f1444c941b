# SPDX-License-Identifier: Apache-2.0
"""Commands of the Account menu."""

from __future__ import annotations

from typing import Final

from planner.kernel.text import N_, tr
from ui.actions.spec import ActionSpec, Context, may_change

_NO_PERSON = N_("Select a person first.")
_NO_ALERT = N_("Select an alert first.")
_BUSY = N_("A longer step is still running.")


def _new_text(context: Context) -> str:
    return context.new_label or tr("New account")


def is_person(context: Context) -> bool:
    """For commands about one person of the customer."""
    return context.open and context.kind == "contact" and bool(context.record)


ACTIONS: Final[tuple[ActionSpec, ...]] = (
    ActionSpec(
        id="new",
        writes=True,
        text=N_("New account"),
        menu="account",
        shortcuts=("Ctrl+N",),
        icon="plus",
        enabled=may_change,
        why_not=_BUSY,
        label=_new_text,
    ),
    ActionSpec(
        id="review.quick",
        writes=True,
        text=N_("Quick review"),
        menu="account",
        group=1,
        shortcuts=("Ctrl+Shift+R",),
        icon="clipboard-check",
        enabled=may_change,
        why_not=_BUSY,
    ),
    ActionSpec(
        id="review.prepare",
        text=N_("Prepare visit"),
        menu="account",
        group=1,
        shortcuts=("Ctrl+Shift+B",),
        icon="list-check",
        enabled=lambda context: context.open and context.page == "account" and context.section == "reviews",
        why_not=N_("Open a network review first."),
    ),
    ActionSpec(
        id="review.field",
        text=N_("Field sheet"),
        menu="account",
        group=1,
        shortcuts=("F12",),
        icon="clipboard-list",
        enabled=lambda context: context.open and context.page == "account" and context.section == "reviews",
        why_not=N_("Open a network review first."),
    ),
    ActionSpec(
        id="action.quick",
        writes=True,
        text=N_("Quick action"),
        menu="account",
        group=1,
        shortcuts=("Ctrl+Shift+A",),
        icon="square-check",
        enabled=may_change,
        why_not=_BUSY,
    ),
    ActionSpec(
        id="note.new",
        writes=True,
        text=N_("Note"),
        menu="account",
        group=1,
        shortcuts=("Ctrl+Shift+M",),
        icon="note",
        enabled=may_change,
        why_not=_BUSY,
    ),
    *(
        ActionSpec(
            id=id_,
            writes=True,
            text=text,
            menu="account",
            group=1,
            icon=icon,
            enabled=lambda context: context.account_id is not None and may_change(context),
            why_not=N_("Choose an account first."),
        )
        for id_, text, icon in (("site.new", N_("New site"), "map-pin"), ("asset.new", N_("New asset"), "server"))
    ),
    ActionSpec(
        id="account.what_if",
        text=N_("What if…"),
        menu="account",
        group=2,
        shortcuts=("Ctrl+Shift+W",),
        icon="bulb",
        enabled=lambda context: context.account_id is not None and context.open,
        why_not=N_("Choose an account first."),
    ),
    ActionSpec(
        id="alert.step",
        writes=True,
        text=N_("Step of the alert"),
        menu="account",
        group=2,
        shortcuts=("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
        icon="bell",
        enabled=lambda context: bool(context.alert) and may_change(context),
        why_not=_NO_ALERT,
    ),
    ActionSpec(
        id="alert.mute",
        writes=True,
        text=N_("Mute alert…"),
        menu="account",
        group=2,
        shortcuts=("Ctrl+Shift+U",),
        icon="eye-off",
        enabled=lambda context: context.alert[:1] == ("heard",) and may_change(context),
        why_not=_NO_ALERT,
    ),
    ActionSpec(
        id="alert.unmute",
        writes=True,
        text=N_("Unmute alert"),
        menu="account",
        group=2,
        icon="bell",
        enabled=lambda context: context.alert[:1] == ("muted",) and may_change(context),
        why_not=N_("Select a muted alert first."),
    ),
    ActionSpec(
        id="history.show",
        text=N_("History"),
        menu="account",
        group=2,
        icon="history",
        enabled=lambda context: bool(context.record) and context.open,
        why_not=N_("Select a record first."),
    ),
    ActionSpec(
        id="person.line",
        writes=True,
        text=N_("Draw line to another person"),
        menu="account",
        group=3,
        icon="arrow-right",
        enabled=lambda context: is_person(context) and may_change(context),
        why_not=_NO_PERSON,
    ),
    ActionSpec(
        id="person.everything",
        text=N_("Everything about this person…"),
        menu="account",
        group=3,
        icon="user",
        enabled=is_person,
        why_not=_NO_PERSON,
    ),
    ActionSpec(
        id="person.erase",
        text=N_("Erase this person…"),
        menu="account",
        group=3,
        icon="x",
        enabled=lambda context: is_person(context) and may_change(context),
        why_not=_NO_PERSON,
    ),
)
