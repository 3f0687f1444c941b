# SPDX-License-Identifier: Apache-2.0
"""What stands in place of the account list: the first step, or that the filters leave nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from planner.kernel.text import tr
from ui.actions.commands import commands_of, run_command
from ui.context import AppContext
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState


def none_yet(app: AppContext) -> EmptyState:
    """No account exists: three ways to begin, the first one ready to press."""
    empty = EmptyState(
        tr("Plans start with one account."),
        tr("A name is enough. Everything else can wait until you have it."),
        note=tr("Your plans stay in one file on this computer. Waterline itself sends nothing anywhere."),
        ghost=True,
    )
    for text, icon, command in (
        (tr("Add account"), "plus", "account.new"),
        (tr("Import list"), "file-import", "import.accounts"),
        (tr("Look at the sample"), "eye", "sample.open"),
    ):
        if commands_of(app).has(command):
            button = Button(text, variant="primary" if icon == "plus" else "normal", icon=icon)
            button.clicked.connect(partial(_run, app, command))
            empty.add_button(button)
    return empty


def nothing_found(filters: str, clear: Callable[[], None]) -> EmptyState:
    """The filters in words, and a button that takes them away."""
    empty = EmptyState(tr("No account matches {filters}.", filters=filters), compact=True, card=True)
    button = Button(tr("Clear filters"))
    button.clicked.connect(clear)
    empty.add_button(button)
    return empty


def _run(app: AppContext, command: str, *_checked: bool) -> None:
    run_command(app, command)
