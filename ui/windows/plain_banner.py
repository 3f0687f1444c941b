# SPDX-License-Identifier: Apache-2.0
"""Saying that a portfolio of one's own is not encrypted: in a bar from the start, and in the status bar's tip."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from planner.kernel.text import tr
from planner.services.plain_notice import is_plain_own, is_put_away, put_away

if TYPE_CHECKING:
    from ui.context import AppContext
    from ui.windows.main_window import MainWindow

BANNER: Final = "not-encrypted"


def show_plain_banner(window: MainWindow, app: AppContext) -> None:
    """The bar, before the page is painted, so that nothing moves later; none where it was put away for good."""
    if not is_plain_own(app.session) or is_put_away(app.session):
        return
    text = tr("This portfolio is not encrypted: whoever has the file can read it.")
    actions = (
        (tr("Encrypt it…"), partial(window.trigger, "protection.seal")),
        (tr("Leave it so"), partial(_put_away, app)),
    )
    app.notices.banner(BANNER, text, kind="watch", actions=() if app.session.read_only else actions)


def note_plain(window: MainWindow, app: AppContext) -> None:
    """The status bar says it as long as it is so."""
    if is_plain_own(app.session):
        window.status.set_note(tr("Not encrypted: whoever has the file can read it."))


def _put_away(app: AppContext) -> None:
    put_away(app.session)
    app.notices.no_banner(BANNER)
    app.notices.toast(tr("It is not said again here. Settings still show it, and encrypt it at any time."))
