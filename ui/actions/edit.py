# SPDX-License-Identifier: Apache-2.0
"""Commands of the Edit menu."""

from __future__ import annotations

from typing import Final

from planner.kernel.text import N_, tr
from ui.actions.spec import ActionSpec, Context, is_open


def _undo_text(context: Context) -> str:
    return tr("Undo: {step}", step=context.undo_label) if context.undo_label else tr("Undo")


def _redo_text(context: Context) -> str:
    return tr("Redo: {step}", step=context.redo_label) if context.redo_label else tr("Redo")


# Kinds of which a second, alike record makes sense; the verb is planner.services.duplicates.
DUPLICABLE: Final = frozenset({"account", "contact", "risk", "contingency_plan", "action", "site", "asset"})


def _can_duplicate(context: Context) -> bool:
    return bool(context.record) and context.kind in DUPLICABLE and context.selected <= 1 and not context.busy


ACTIONS: Final[tuple[ActionSpec, ...]] = (
    ActionSpec(
        id="edit.undo",
        writes=True,
        text=N_("Undo"),
        menu="edit",
        shortcuts=("Ctrl+Z",),
        icon="arrow-back-up",
        enabled=lambda context: context.undo_label is not None and not context.busy,
        why_not=N_("There is nothing to take back."),
        label=_undo_text,
    ),
    ActionSpec(
        id="edit.redo",
        writes=True,
        text=N_("Redo"),
        menu="edit",
        shortcuts=("Ctrl+Shift+Z", "Ctrl+Y"),
        icon="arrow-forward-up",
        enabled=lambda context: context.redo_label is not None and not context.busy,
        why_not=N_("There is nothing to make again."),
        label=_redo_text,
    ),
    ActionSpec(
        id="edit.cut",
        text=N_("Cut"),
        menu="edit",
        group=1,
        shortcuts=("Ctrl+X",),
        enabled=lambda context: context.can_cut,
        why_not=N_("Select text in a field first."),
        palette=False,
    ),
    ActionSpec(
        id="edit.copy",
        text=N_("Copy"),
        menu="edit",
        group=1,
        shortcuts=("Ctrl+C",),
        icon="copy",
        enabled=lambda context: context.can_copy,
        why_not=N_("Select text or rows first."),
        palette=False,
    ),
    ActionSpec(
        id="edit.paste",
        text=N_("Paste"),
        menu="edit",
        group=1,
        shortcuts=("Ctrl+V",),
        enabled=lambda context: context.can_paste,
        why_not=N_("Go to a field first."),
        palette=False,
    ),
    ActionSpec(
        id="edit.copy_table",
        text=N_("Copy as table"),
        menu="edit",
        group=1,
        icon="copy",
        enabled=lambda context: context.has_table,
        why_not=N_("There is no table on this page."),
    ),
    ActionSpec(
        id="edit.duplicate",
        writes=True,
        text=N_("Duplicate"),
        menu="edit",
        group=2,
        shortcuts=("Ctrl+D",),
        icon="copy",
        enabled=_can_duplicate,
        why_not=N_("Select one account, person, risk, contingency plan or action first."),
    ),
    ActionSpec(
        id="trash.selection",
        writes=True,
        text=N_("Move to Trash"),
        menu="edit",
        group=2,
        shortcuts=("Del",),
        icon="trash",
        enabled=lambda context: context.selected > 0 and not context.busy,
        why_not=N_("Select what should go to the Trash first."),
    ),
    ActionSpec(
        id="go.find",
        text=N_("Find on this page"),
        menu="edit",
        group=3,
        shortcuts=("Ctrl+F",),
        icon="search",
        enabled=is_open,
    ),
    ActionSpec(
        id="go.search",
        text=N_("Search everything…"),
        menu="edit",
        group=3,
        shortcuts=("Ctrl+Shift+F",),
        icon="search",
        enabled=is_open,
        why_not=N_("Open a portfolio first."),
    ),
    ActionSpec(
        id="edit.unsaved",
        text=N_("Unsaved texts…"),
        menu="edit",
        group=4,
        icon="pencil",
        enabled=lambda context: context.open and not context.busy,
        why_not=N_("Open a portfolio first."),
    ),
    ActionSpec(id="go.settings", text=N_("Settings"), menu="edit", group=4, icon="settings", enabled=is_open),
)
