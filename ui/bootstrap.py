# SPDX-License-Identifier: Apache-2.0
"""The composition root: builds the window once, and opens, changes and closes portfolios in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from planner.kernel.clock import Clock
from planner.kernel.data import replace
from planner.kernel.errors import PlannerError
from planner.kernel.settings import Settings
from planner.kernel.text import tr
from planner.safe.log import get_logger
from planner.safe.log import prepare as prepare_log
from planner.services import portfolio
from planner.services.session import Session
from resources import resource
from ui.actions.commands import ShellContext
from ui.bridge import ChangeBridge
from ui.context import Place
from ui.dialogs.prompts import QtPrompts
from ui.later import Later
from ui.screens.screen import Screen
from ui.text import use_date_format
from ui.theme.theme import theme
from ui.windows import state
from ui.windows.main_window import MainWindow

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey
    from ui.dialogs.first_run import Answers
    from ui.ports import Prompts
    from ui.windows.guards import Guards
    from ui.windows.instance import Instance

_log = get_logger("ui")
_SETTLE_AFTER_MS = 150
_LATEST_MS = 1000
_LOOK = frozenset({"theme", "density", "text_scale"})


class Shell(QObject):
    """One window and the portfolio in it. ``clock`` and ``prompts`` are given by tests."""

    def __init__(
        self,
        qapp: QApplication,
        settings: Settings,
        *,
        clock: Clock | None = None,
        prompts: Callable[[MainWindow], Prompts] = QtPrompts,
        server: bool = True,
        window: MainWindow | None = None,
    ) -> None:
        super().__init__(qapp)
        self._qapp, self.settings, self._clock, self._server = qapp, settings, clock, server
        apply_look(qapp, settings)
        self.window = window or MainWindow()
        if window is None:
            state.restore(self.window, settings.window)
        self.window.prepare(rail_collapsed=settings.rail_collapsed, details_open=settings.details_open)
        self.prompts = prompts(self.window)
        self.app: ShellContext | None = None
        self._instance: Instance | None = None
        self._guards: Guards | None = None
        self._workers: list[QObject] = []
        self._furnished = False
        self._settling: Later | None = None
        self._latest = Later(self, self.furnish, _LATEST_MS)  # where no paint comes, as in a minimised window
        self.window.closing.connect(self._closing)
        if window is None:
            self.furnish()
        else:
            self._soon = Later(self, self._complete)  # after what is waiting, first of all the keys pressed meanwhile
            window.page_painted.connect(self._soon.start, Qt.ConnectionType.QueuedConnection)
            self._latest.start()

    @Slot()
    def furnish(self) -> None:
        """Build menus, tool bar, rail and status bar round the page, with all their commands; once."""
        if self._furnished:
            return
        self._furnished = True
        self._latest.stop()
        from PySide6.QtGui import QIcon

        from ui.windows.doctor_commands import DoctorCommands
        from ui.windows.file_commands import FileCommands
        from ui.windows.hints import add_rail_hint
        from ui.windows.locking import Locking
        from ui.windows.protection_commands import ProtectionCommands
        from ui.windows.window_commands import WindowCommands

        self._qapp.setWindowIcon(QIcon(str(resource("icons", "chart-dots.svg"))))
        self.window.furnish()
        add_rail_hint(self, self.window.rail)
        self.commands = WindowCommands(self.window)
        self.files = FileCommands(self)
        self.locking = Locking(self, self)
        self.protecting = ProtectionCommands(self)
        self.doctor = DoctorCommands(self.window)
        self.window.refresh_actions()
        screen = self.window.stack.current()
        if isinstance(screen, Screen):
            screen.on_furnished()

    # -- portfolios

    def open(
        self, path: Path, key: StoreKey | None = None, *, read_only: bool = False, break_claim: bool = False
    ) -> bool:
        """Open a portfolio in place of the present one; False when that did not go (the present one stays).

        An encrypted one is asked for its password, unless its ``key`` is at hand. ``break_claim`` takes it over from
        another computer.
        """
        if self.app is not None and self.app.session.path.resolve() == path.resolve():
            if self.app.session.read_only == read_only:
                return True
            if read_only:  # an open store is never read by its own program
                self.close_portfolio()
        try:
            session = portfolio.open_portfolio(
                path, clock=self._clock, key=key, read_only=read_only, break_claim=break_claim
            )
        except portfolio.LockedError as error:
            return self._unlock(path, error, read_only=read_only, break_claim=break_claim)
        except PlannerError as error:
            if self.damaged(path, error.code, key, text=str(error)):
                return False
            from ui.windows.ways_in import WaysIn

            return WaysIn(self).instead(path, key, error)
        self.show_session(session)
        return True

    def copy_here(self, path: Path) -> None:
        """Copy a portfolio into the folder for plans on this computer, and open the copy."""
        from ui.windows.ways_in import WaysIn

        WaysIn(self).copy_here(path)

    def damaged(self, path: Path, code: str = "damaged", key: StoreKey | None = None, *, text: str = "") -> bool:
        """Show the ways out for a portfolio that is damaged; False where ``code`` tells of other trouble."""
        from ui.windows.damage import show_ways_out

        return show_ways_out(self, path, code, key, text=text)

    def _unlock(self, path: Path, locked: PlannerError, **how: bool) -> bool:
        """Ask for what opens it, or raise the window in which it is locked; else everything stays as it is."""
        if not how["read_only"] and not (self._furnished and self.locking.hears(path)):
            from ui.windows.instance import raise_first

            if raise_first(path.resolve()):
                return False
        key = self.prompts.unlock(path, self.window.jobs)
        if key is not None:
            return self.open(path, key, **how)
        if self.app is None:
            self.show_nothing(str(locked))
        return False

    def create(self, path: Path, *, me_name: str = "", currency: str = "") -> bool:
        """Make a portfolio and open it; False when that did not go."""
        from ui.dialogs.place_question import settled_place

        place = settled_place(self.prompts, path)
        try:
            if place is None:
                raise PlannerError(tr("No portfolio was made."), "left")
            session = portfolio.create(place, me_name=me_name, currency=currency, clock=self._clock, anyway=True)
        except PlannerError as error:
            self.refused(error)
            return False
        self.show_session(session)
        return True

    def begin(self, answers: Answers) -> None:
        """Begin after the first run: the sample, the portfolio that is there already, or a new one of one's own."""
        self.furnish()
        if answers.start == "sample":
            self.files.open_sample()
        elif answers.path.exists():
            if self.open(answers.path):
                self._go_on(answers.start)
        else:
            self.files.make(
                answers.path, answers.protection, answers.name, answers.currency, partial(self._made, answers)
            )

    def _made(self, answers: Answers) -> None:
        """Put what was wished for into the new portfolio."""
        if answers.checklists and self.app is not None:
            from planner.services import templates

            templates.take_starters(self.app.session, wanted=self.settings.language)
            self.app.session.begin_here()
        self._go_on(answers.start)

    def _go_on(self, start: str) -> None:
        """Ask for what was chosen to start with."""
        command = {"account": "account.new", "import": "import.accounts"}.get(start, "")
        if self.window.commands.has(command):
            self.window.trigger(command)

    def look(self, settings: Settings) -> None:
        """Put a look in force without keeping it yet (first run)."""
        self.settings = settings
        apply_look(self._qapp, settings)

    def show_session(self, session: Session, place: Place | None = None) -> None:
        """Put an open session into the window; the session before it is closed."""
        self.close_portfolio()
        bridge = ChangeBridge(session.bus)
        self.app = ShellContext(
            session=session,
            bridge=bridge,
            jobs=self.window.jobs,
            prompts=self.prompts,
            navigator=self.window,
            notices=self.window.notices,
            settings=self.settings,
            save_settings=self.save_settings,
            commands=self.window.commands,
        )
        self.window.attach(self.app)
        if session.reading:
            self._guard()
        self.save_settings(self.settings.with_recent(str(session.path.resolve())))
        if session.db.key is None:
            from ui.windows.plain_banner import show_plain_banner

            show_plain_banner(self.window, self.app)
        self.window.go(place or Place(page="accounts"))
        if session.missing:
            from ui.windows.missing import show_missing_banner

            self.furnish()
            show_missing_banner(self.window, self.app)
        self._settling = Later(self, self._settle, _SETTLE_AFTER_MS, session)
        self._settling.start()

    @Slot()
    def _complete(self) -> None:
        """At a start: what stands round the page, then what can wait, as soon as the page is painted."""
        self.furnish()
        if self._settling is not None and self._settling.isActive():
            self._settling.start(0)

    @Slot()
    def _settle(self) -> None:
        """What can wait until the list is painted: the server for second starts, counts, old Trash."""
        if self.app is None:
            return
        self.furnish()
        prepare_log()
        self._guard().settle()
        self.locking.watch()
        if self._instance is None and not self.app.session.read_only:
            from ui.windows.parts import bring_forward

            raised, capture = partial(bring_forward, self.window), partial(self.window.trigger, "review.quick")
            self._instance = self.hear(self.app.session.path, raised, capture)
        from ui.jobs.auto_backup import AutoBackup
        from ui.jobs.score_keeper import ScoreKeeper
        from ui.windows.after_opening import AfterOpening
        from ui.windows.damage import DamageTold
        from ui.windows.plain_banner import note_plain
        from ui.windows.unsaved import tell_waiting

        note_plain(self.window, self.app)
        tell_waiting(self.app)
        after = AfterOpening(self.app, self.window, self)
        self._workers += (
            after,
            AutoBackup(self.app, self),
            ScoreKeeper(self.app, self),
            DamageTold(self.app, self.window, self),
            self.doctor.watch(self.app),
        )
        Later(after, lambda: self.window.palette_box, 0, self.app.session).start()
        Later(after, after.count_now, 0, self.app.session).start()

    def _guard(self) -> Guards:
        from ui.windows.guards import Guards

        assert self.app is not None
        if self._guards is None:
            self._guards = Guards(self, self.app, self)
        return self._guards

    def close_portfolio(self, *, quitting: bool = False) -> None:
        """Close what is open, on quitting with a last backup; harmless when nothing is."""
        app, self.app = self.app, None
        if app is None:
            return
        if not quitting:
            self._deaf()
        if self._guards is not None:
            self._guards.leave()
            self._guards = None
        for worker in self._workers:
            worker.deleteLater()
        self._workers.clear()
        sizes = self.window.stack.keep_sizes()
        self.window.detach()
        if quitting:
            from ui.windows.last_backup import make_last

            make_last(self.window, app, self._instance)
        app.session.close()
        self._deaf()
        self.settings = replace(self.settings, splitters=sizes)

    def hear(
        self, path: Path, on_raise: Callable[[], object], on_capture: Callable[[], object] | None = None
    ) -> Instance | None:
        """Listen for second starts on a portfolio; None where this window hears of none."""
        if not self._server:
            return None
        from ui.windows.instance import Instance

        return Instance(path.resolve(), on_raise, self, on_capture=on_capture)

    def _deaf(self) -> None:
        """Second starts on this portfolio are heard no more."""
        if self._instance is not None:
            self._instance.close()
            self._instance = None

    def show_nothing(self, reason: str = "") -> None:
        """Say that nothing is open, and how to go on."""
        self.furnish()
        if self.locking.told(reason):
            return
        from ui.widgets.button import Button
        from ui.windows.nothing_open import NothingOpen

        page = NothingOpen(reason)
        for name, primary in (("file.open", True), ("file.new", False), ("sample.open", False)):
            if self.window.commands.has(name):
                button = Button(parent=page, variant="primary" if primary else "normal")
                button.follow(self.window.commands.action(name))
                page.add_button(button)
        self.window.show_page(page)

    def refused(self, error: PlannerError) -> None:
        """Say why something did not go, on an empty window or over what is open."""
        if self.app is None:
            self.show_nothing(str(error))
        else:
            self.furnish()
            self.window.notices.fault(error)

    # -- settings

    def save_settings(self, settings: Settings) -> None:
        """Keep the settings and put what changed of them in force at once."""
        before, self.settings = self.settings, settings
        if self.app is not None:
            self.app.settings = settings
        if any(getattr(before, name) != getattr(settings, name) for name in _LOOK):
            apply_look(self._qapp, settings)
        use_date_format(settings.date_format)
        if settings != before:
            try:
                portfolio.save_settings(settings)
            except (PlannerError, OSError):
                self.window.notices.say(tr("Your settings could not be kept. They hold until you quit."))
        self.window.refresh_soon()

    # -- end

    @Slot()
    def _closing(self) -> None:
        settings = replace(
            self.settings,
            window=state.geometry_text(self.window),
            rail_collapsed=self.window.rail_collapsed,
            details_open=self.window.details_open,
        )
        self.close_portfolio(quitting=True)
        self.save_settings(replace(settings, splitters=self.settings.splitters))
        from ui.widgets.secret_clip import clear_secrets

        clear_secrets()


def apply_look(qapp: QApplication, settings: Settings) -> None:
    """Put theme, density and text size in force; unknown values of a foreign settings file fall back."""
    scheme = settings.theme if settings.theme in {"system", "light", "dark"} else "system"
    dense = settings.density if settings.density in {"compact", "normal", "touch"} else "normal"
    theme().apply(qapp, scheme, dense, min(150, max(90, settings.text_scale)) / 100)
    use_date_format(settings.date_format)
