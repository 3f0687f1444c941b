# SPDX-License-Identifier: Apache-2.0
"""The standing bar about changes that went missing since the portfolio was used here last."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from planner.kernel.text import tr
from planner.services.portfolio import missing_text

if TYPE_CHECKING:
    from ui.actions.commands import ShellContext
    from ui.windows.main_window import MainWindow

BANNER: Final = "missing"


def show_missing_banner(window: MainWindow, app: ShellContext) -> None:
    """Say what is missing, with the way to the backups, until it is put away."""
    text = missing_text(app.session.missing)
    backups = (tr("Backups…"), partial(window.trigger, "file.backups"))
    close = (tr("Close"), partial(app.notices.no_banner, BANNER))
    app.notices.banner(BANNER, text, kind="watch", actions=(backups, close))
