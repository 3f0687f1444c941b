# SPDX-License-Identifier: Apache-2.0
"""Starts the quick review alone, for a pin on the desktop: one small window, without the main one (ux 6.2).

A program that has the portfolio open already opens its own quick review instead. "More detail…", and a start of the
whole program meanwhile, open the main window on what is open here.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.settings import Settings
from ui.app import Hook, make_application, settings_of
from ui.collector import Collector
from ui.later import Later

if TYPE_CHECKING:
    from planner.services.session import Session
    from ui.context import AppContext, Place
    from ui.ports import Prompts
    from ui.screens.quick_review.window import QuickReview
    from ui.windows.idle import IdleWatch
    from ui.windows.instance import Instance

_AGAIN_MS: Final = 500


def run(path: Path | None = None) -> int:
    """Show the quick review on the portfolio at ``path``, else on the one opened last; returns the exit code."""
    from planner.safe import hooks
    from planner.safe.log import start_log_file

    qapp = make_application()
    start_log_file(paths.config_folder() / "logs")
    start = CaptureStart(qapp, settings_of(), path)
    hooks.install()
    sys.excepthook = _Hook(start)
    qapp.setQuitOnLastWindowClosed(False)
    start.left.connect(qapp.quit)
    Later(start, start.begin).start()
    code = qapp.exec()
    start.end()
    sys.excepthook = sys.__excepthook__
    return code or start.code


class CaptureStart(QObject):
    """The steps of such a start; the Navigator of its window. ``left`` says that there is nothing more to do.

    ``prompts`` and ``server`` are given by tests.
    """

    left = Signal()

    def __init__(
        self,
        qapp: QApplication,
        settings: Settings,
        path: Path | None,
        *,
        prompts: Prompts | None = None,
        server: bool = True,
    ) -> None:
        super().__init__(qapp)
        from ui.bootstrap import apply_look
        from ui.dialogs.prompts import QtPrompts
        from ui.jobs.runner import JobRunner
        from ui.text import use_language

        self._qapp, self.settings, self._server = qapp, settings, server
        last = Path(settings.last_portfolio) if settings.last_portfolio else None
        self.path = path or last
        self.code = 0
        use_language(qapp, settings.language)
        apply_look(qapp, settings)
        self._collector = Collector(self)
        self._host = QWidget()  # never shown: questions need a window to belong to
        self.prompts: Prompts = prompts or QtPrompts(self._host)
        self.jobs = JobRunner(self)
        self.app: AppContext | None = None
        self.window: QuickReview | None = None
        self.shell: QObject | None = None
        self._instance: Instance | None = None
        self._idle: IdleWatch | None = None
        self._again = Later(self, self.begin, _AGAIN_MS)

    # -- begin

    @Slot()
    def begin(self) -> None:
        """Open what is wanted and show the window; else say why not, and end."""
        try:
            session = self._session()
        except PlannerError as error:
            self._refused(str(error))
            return
        if session is not None:
            self.show(session)

    def _session(self) -> Session | None:
        """The portfolio; None where another program shows its own window, or is asked for it again soon."""
        from planner.kernel.text import tr
        from planner.services import portfolio
        from planner.services.owning import AlreadyOpenError

        if self.path is None or not paths.is_there(self.path):
            raise PlannerError(
                tr("Open or make a portfolio in Waterline first; then this window knows where to write.")
            )
        try:
            return portfolio.open_portfolio(self.path)
        except portfolio.LockedError:
            if self._elsewhere():
                return None
            key = self.prompts.unlock(self.path, self.jobs)
            if key is None:
                self._leave()
                return None
            return portfolio.open_portfolio(self.path, key=key)
        except AlreadyOpenError:
            if self._elsewhere():
                return None
            raise

    def _elsewhere(self) -> bool:
        """Whether the program that has it open shows its quick review, or will have let it go in a moment."""
        from ui.windows.instance import CAPTURE, CLOSING, RAISED, ask_first

        assert self.path is not None
        answer = ask_first(self.path.resolve(), CAPTURE)
        if answer == CLOSING:
            self._again.start()
        elif answer == RAISED:
            self._leave()
        return answer in {CLOSING, RAISED}

    def _refused(self, text: str) -> None:
        from planner.kernel.text import tr

        self.code = 1
        self.prompts.tell(tr("Quick review"), text)
        self._leave()

    def show(self, session: Session) -> None:
        """Show the window on an open portfolio."""
        from ui.actions.spec import Context
        from ui.bridge import ChangeBridge
        from ui.context import AppContext
        from ui.screens.quick_review import quick_review
        from ui.windows.capture_notices import CaptureNotices

        self.notices = CaptureNotices(self)
        self.notices.done.connect(self._done)
        self.app = AppContext(
            session=session,
            bridge=ChangeBridge(session.bus),
            jobs=self.jobs,
            prompts=self.prompts,
            navigator=self,
            notices=self.notices,
            settings=self.settings,
            save_settings=self.save_settings,
        )
        self.notices.undo = self._undo
        try:
            self.window = quick_review(self.app, Context())
        except PlannerError as error:
            self._refused(str(error))
            return
        self.window.installEventFilter(self)
        self._watch(session)

    def _watch(self, session: Session) -> None:
        """Hear of other starts, and leave an encrypted portfolio alone once nobody is there."""
        assert self.window is not None
        if self._server:
            from ui.windows.instance import Instance

            self._instance = Instance(session.path.resolve(), self.open_main, self, on_capture=self.come_forward)
        if session.encrypted:
            from ui.windows.idle import IdleWatch

            self._idle = IdleWatch(self, lambda: 60.0 * self.settings.lock_after)
            self._idle.idle.connect(self._leave)
            self._idle.start(self.window.windowHandle())

    # -- as the navigator, and for the settings

    def go(self, place: Place) -> None:
        """Open the whole program at a place."""
        from ui.bootstrap import Shell
        from ui.windows import state

        app, self.app = self.app, None
        if app is None:
            return
        self._let_go(app)
        shell = Shell(self._qapp, self.settings, server=self._server)
        self.shell = shell
        state.restore(shell.window, self.settings.window)
        self._qapp.setQuitOnLastWindowClosed(True)
        if isinstance(sys.excepthook, _Hook):
            sys.excepthook = Hook(shell)
        shell.show_session(app.session, place)
        shell.window.show()

    def place(self) -> Place:
        """There is no page here."""
        from ui.context import Place

        return Place(page="today")

    @Slot()
    def open_main(self) -> None:
        """The whole program was started meanwhile: it opens on what is open here."""
        from ui.context import Place

        self.go(Place(page="accounts"))

    @Slot()
    def come_forward(self) -> None:
        """The pin was pressed again."""
        if self.window is not None:
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    def save_settings(self, settings: Settings) -> None:
        """Keep the settings of this computer."""
        from planner.services import portfolio

        self.settings = settings
        if self.app is not None:
            self.app.settings = settings
        portfolio.save_settings(settings)

    # -- end

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and watched is self.window and not event.spontaneous():
            Later(self, self._hidden).start()
        return False

    def _hidden(self) -> None:
        """Saved or put aside: what was saved is told first, with the way back."""
        if (
            self.app is not None
            and self.window is not None
            and not self.window.isVisible()
            and not self.notices.telling
        ):
            self._leave()

    @Slot()
    def _done(self) -> None:
        if self.window is None or not self.window.isVisible():
            self._leave()

    def _undo(self) -> None:
        from planner.kernel.text import tr

        if self.app is not None:
            changes = self.app.session.undo()
            if changes is not None:
                self.notices.toast(tr("Undone: {step}", step=changes.label.text()))

    @Slot()
    def _leave(self) -> None:
        """There is nothing more to do."""
        if self.shell is None:
            self.left.emit()

    def _let_go(self, app: AppContext) -> None:
        """The window and what belongs to it go; the session stays open for who has it next."""
        if self._idle is not None:
            self._idle.stop()
        if self._instance is not None:
            self._instance.close()
            self._instance = None
        self.notices.hush()
        window, self.window = self.window, None
        if window is not None:
            window.removeEventFilter(self)
            if app.session.on_close and window.shut_down in app.session.on_close:
                app.session.on_close.remove(window.shut_down)
            window.shut_down()
        if app.drafts is not None:
            app.drafts.close()
        app.bridge.detach()

    def end(self) -> None:
        """Close what is open, with the last backup as on quitting the whole program."""
        app, self.app = self.app, None
        if app is not None:
            instance, self._instance = self._instance, None
            if instance is not None:
                instance.closing = True
            self._let_go(app)
            from ui.windows.last_backup import make_last

            make_last(self._host, app, None)
            app.session.close()
            if instance is not None:
                instance.close()
        self.jobs.shutdown()
        from ui.widgets.secret_clip import clear_secrets

        clear_secrets()


class _Hook:
    """Last resort for what no handler expected."""

    def __init__(self, start: CaptureStart) -> None:
        self._start = start

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._start._leave()  # noqa: SLF001 - the other half of this module
        elif self._start.app is not None:
            self._start.app.notices.fault(error if isinstance(error, Exception) else RuntimeError(str(error)))
        else:
            sys.__excepthook__(kind, error, trace)
