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


ACTIONS: Final[tuple[ActionSpec, ...]] = (
    ActionSpec(
        id="edit.undo",
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
        text=N_("Redo"),
        menu="edit",
        shortcuts=("Ctrl+Shift+Z", "Ctrl+Y"),
        icon="arrow-forward-up",
        enabled=lambda context: context.redo_label is not None and not context.busy,
        why_not=N_("There is nothing to make again."),
        label=_redo_text,
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
        id="trash.selection",
        text=N_("Move to Trash"),
        menu="edit",
        group=1,
        shortcuts=("Del",),
        icon="trash",
        enabled=lambda context: context.selected > 0 and not context.busy,
        why_not=N_("Select what should go to the Trash first."),
    ),
    ActionSpec(
        id="go.find",
        text=N_("Find on this page"),
        menu="edit",
        group=2,
        shortcuts=("Ctrl+F",),
        icon="search",
        enabled=is_open,
    ),
    ActionSpec(id="go.settings", text=N_("Settings"), menu="edit", group=3, icon="settings", enabled=is_open),
)
