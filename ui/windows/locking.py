# SPDX-License-Identifier: Apache-2.0
"""Locking an encrypted portfolio in its window, and going on where one was (reliability I72, ADR 0016).

The windows are covered at once. What runs is left to finish; then dialogs are closed, drafts and the present view are
kept inside the portfolio, and session, keys, secrets on the clipboard and copies for other programs go. What is left in
the window is a page that asks for the password.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Slot
from shiboken6 import isValid

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe.log import get_logger
from ui.actions.commands import run_command
from ui.collector import thaw
from ui.later import Later
from ui.windows.backup_commands import Owner
from ui.windows.places import PlaceHistory

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey
    from planner.services.session import Session
    from ui.windows.cover import Covers
    from ui.windows.idle import IdleWatch
    from ui.windows.instance import Instance
    from ui.windows.lock_page import LockPage
    from ui.windows.system_watch import SystemWatch

_log = get_logger("lock")
_ROUNDS: Final = 6  # dialogs that ask first whether they may close need more than one
_REST_MS: Final = 1000  # by then the widgets that were to be deleted later are


class LockOwner(Owner, Protocol):
    """What the composition root offers in addition."""

    def hear(self, path: Path, on_raise: Callable[[], object]) -> Instance | None:
        """Listen for second starts on a portfolio."""
        ...


class Locking(QObject):
    """One for each window; `lock` may be called at any time and as often as one likes."""

    def __init__(self, owner: LockOwner, parent: QObject) -> None:
        super().__init__(parent)
        self._owner, self._window = owner, owner.window
        self.page: LockPage | None = None
        self.idle: IdleWatch | None = None
        self.system: SystemWatch | None = None
        self._covers: Covers | None = None
        self._history: PlaceHistory | None = None
        self._session: Session | None = None
        self._read_only = False
        self._instance: Instance | None = None
        self._rounds = 0
        self._step = Later(self, self._go_on)
        self._forget = Later(self, forget_freed)
        self._forget_rest = Later(self, forget_freed, _REST_MS)
        self._window.closing.connect(self._deaf)
        self._window.commands.register("file.lock", lambda _app, _context: self.lock())

    @property
    def under_way(self) -> bool:
        """Whether the windows are covered and the lock waits for something."""
        return self._covers is not None

    # -- watching

    def watch(self) -> None:
        """A portfolio was opened: begin to watch over it where it is encrypted."""
        self._drop_page()
        app = self._window.app
        if app is None or not app.session.encrypted:
            if self.idle is not None:
                self.idle.stop()
            if self.system is not None:
                self.system.let_go()
            return
        if self.idle is None:
            from ui.windows.idle import IdleWatch

            keys = self._window.actions_of.actions["file.lock"].shortcuts()
            self.idle = IdleWatch(self, self._limit, keys=keys, away=self._in_show)
            self.idle.idle.connect(self.lock)
            self.idle.asked.connect(self.lock)
        self.idle.start(self._window.windowHandle())
        if self.system is None:
            from ui.windows.system_watch import SystemWatch

            self.system = SystemWatch(self)
            self.system.leaving.connect(self._left)
            self.system.begin()
        self.system.hold()

    def _limit(self) -> float:
        """Seconds without a key or the mouse; 0 is never, as while a show runs and people look at one chart."""
        return 0.0 if self._in_show() else 60.0 * self._owner.settings.lock_after

    def _in_show(self) -> bool:
        """Whether a show runs, whose pointer is on the lock's own key."""
        return isValid(self._window) and bool(self._window.property("standsAway") == "show")

    @Slot()
    def _left(self) -> None:
        """The system says that the user leaves; where there is nothing to lock, it need not wait for us."""
        self.lock()
        if not self.under_way and self.system is not None:
            self.system.let_go()

    # -- locking

    @Slot()
    def lock(self) -> None:
        """Lock the portfolio as soon as nothing is being written; at once nothing of it can be seen."""
        app = self._window.app
        if app is None or not app.session.encrypted or self.under_way:
            return
        if self.idle is not None:
            self.idle.stop()
        from ui.windows.cover import Covers

        self._covers, self._session, self._rounds = Covers(self), app.session, 0
        self._covers.lay(self._words())
        self._window.jobs.changed.connect(self._step.start)
        self._step.start()

    def _words(self) -> str:
        running = next((job.title for job in self._window.jobs.live if job.title), "")
        return tr("Locks as soon as this is done: {step}", step=running) if running else tr("Locking…")

    @Slot()
    def _go_on(self) -> None:
        """One step nearer: wait for jobs, close dialogs, lock; between the steps the loops of dialogs end."""
        if self._covers is None:
            return
        app = self._window.app
        if app is None or app.session is not self._session:  # closed meanwhile, as by quitting, or another one opened
            self._end()
            self.watch()
            return
        self._covers.lay(self._words())
        live = list(self._window.jobs.live)
        for job in live:
            if not job.title:
                job.cancel()
        if live:
            return
        from ui.forms.draft_keeper import keeper_of
        from ui.windows.cover import close_all

        if self._window.app is not None:
            keeper_of(self._window.app).leave()  # a form that is closed here is not given up
        self._rounds += 1
        if self._rounds <= _ROUNDS and not close_all(self._window):
            self._step.start()
            return
        self._lock_now()

    def _lock_now(self) -> None:
        from planner.safe import temp
        from ui.widgets.secret_clip import clear_secrets
        from ui.windows.lock_page import LockPage

        window, app = self._window, self._window.app
        assert app is not None
        path = app.session.path
        self._keep()
        self._history, window.history = window.history, PlaceHistory()
        self._read_only = app.session.read_only
        self._owner.close_portfolio()
        app.session.db.key = None
        clear_secrets()
        clear_copied()
        temp.empty()
        page = LockPage(path, window.jobs)
        page.opened.connect(self._unlocked)
        self.page = page
        window.show_page(page)
        window.status.saved.set_text(tr("Locked"))
        window.rail.set_count("today", "")
        self._end()
        self._hear()
        page.box.secret.setFocus()
        _log.info("locked")
        self._forget.start()
        self._forget_rest.start()

    def _keep(self) -> None:
        """The field being typed in, and what the window shows, go into the portfolio before it closes."""
        from planner.services import moments
        from ui.forms.draft_keeper import keeper_of
        from ui.windows import focus, moment

        app, seen = self._window.app, moment.take(self._window)
        assert app is not None
        focused = focus.focused_in(self._window)
        if focused is not None:
            focused.clearFocus()
        keeper_of(app).flush()
        if app.session.read_only:
            return
        try:
            moments.keep(app.session, seen)
        except Exception as error:  # a full disk, a disk that fails: it is locked all the same
            _log.exception("moment-not-kept", error)

    def _end(self) -> None:
        covers, self._covers, self._session = self._covers, None, None
        self._window.jobs.changed.disconnect(self._step.start)
        if covers is not None:
            covers.lift()
            covers.deleteLater()
        if self.system is not None:
            self.system.let_go()

    # -- second starts

    def hears(self, path: Path) -> bool:
        """Whether a second start on that portfolio would raise this window's own page."""
        return self.page is not None and self._instance is not None and self.page.path.resolve() == path.resolve()

    def _hear(self) -> None:
        if self.page is not None and self._instance is None and not self._read_only:
            self._instance = self._owner.hear(self.page.path, self._come_forward)

    @Slot()
    def _deaf(self) -> None:
        if self._instance is not None:
            self._instance.close()
            self._instance = None

    def _come_forward(self) -> None:
        from ui.windows.parts import come_forward

        come_forward(self._window)
        if self.page is not None:
            self.page.box.secret.setFocus()

    # -- unlocking

    @Slot(object)
    def _unlocked(self, key: StoreKey) -> None:
        """Open it again and show what was shown."""
        page, history = self.page, self._history
        if page is None:
            return
        self._deaf()  # an opening that is refused asks who has it open, which must not be this window
        if not self._owner.open(page.path, key, read_only=self._read_only) or self._window.app is None:
            self._hear()
            return
        from planner.safe.keys import RECOVERY

        kind = page.box.kind
        self._drop_page()
        if history is not None and history.current is not None:
            self._window.history = history
            self._window.go(history.current)
        self._recall()
        if kind == RECOVERY:  # who needed it has forgotten the password
            run_command(self._window.app, "protection.renew")

    def _recall(self) -> None:
        from planner.services import moments
        from ui.windows import moment

        app = self._window.app
        if app is None:
            return
        try:
            seen: dict[str, Any] = moments.take(app.session)
        except PlannerError:
            return
        moment.put(self._window, seen)

    def told(self, reason: str) -> bool:
        """Where the lock page is in front, say there what would have been said on a page without portfolio."""
        if self.page is None or self._window.stack.pages.currentWidget() is not self.page:
            return False
        self.page.say(reason)
        return True

    def _drop_page(self) -> None:
        page, self.page, self._history = self.page, None, None
        self._deaf()
        if page is not None:
            page.box.stop()
            self._window.stack.pages.removeWidget(page)
            page.hide()
            page.deleteLater()


def clear_copied() -> None:
    """Empty the clipboard where what lies there came from this program: rows, pictures and words of the portfolio."""
    from PySide6.QtGui import QClipboard, QGuiApplication

    board = QGuiApplication.clipboard()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        owned = board.ownsClipboard() if mode is QClipboard.Mode.Clipboard else board.ownsSelection()
        if owned:
            board.clear(mode)


def forget_freed() -> None:
    """Let go at once of what belonged to the portfolio; how much of it the memory still shows is not ours to say."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    thaw()  # what the start had set aside from collecting may hold the session
    gc.collect()
