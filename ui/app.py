# SPDX-License-Identifier: Apache-2.0
"""Starts the windows: the frame is painted with nothing but Qt loaded, then come the parts and the portfolio."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from planner.kernel import paths
from planner.kernel import settings as settings_module
from planner.kernel.data import replace
from planner.kernel.settings import Settings
from ui.collector import Collector
from ui.later import Later, is_told
from ui.windows import state
from ui.windows.main_window import MainWindow

if TYPE_CHECKING:
    from planner.kernel.errors import PlannerError
    from ui.bootstrap import Shell

_LIGHT: Final = ("#F6F7F9", "#FFFFFF", "#D8DEE4")
_DARK: Final = ("#14181D", "#1C2128", "#39424D")
_LATEST_MS: Final = 1000


def run(path: Path | None = None) -> int:
    """Show the window with the portfolio at ``path``, else the one opened last, else the first run.

    Returns the exit code when the window is closed.
    """
    qapp = make_application()
    start = Start(qapp, settings_of(), path)
    start.window.painted.connect(_keep_quiet, Qt.ConnectionType.QueuedConnection)
    start.window.show()
    code = qapp.exec()
    start.window.close()
    sys.excepthook = sys.__excepthook__
    return code


def _keep_quiet() -> None:
    from planner.safe import hooks

    hooks.install()


def make_application() -> QApplication:
    """The application object, with the names that systems show."""
    found = QApplication.instance()
    qapp = found if isinstance(found, QApplication) else QApplication(["waterline", "-style", "fusion"])
    if found is None:
        qapp.setProperty("style", "fusion")
    qapp.setApplicationName("Waterline")
    # No display name: Qt would put it behind every title, and "Presentation" must say no more (ux 4). What asks for one
    # gets the name above.
    qapp.setDesktopFileName("waterline")
    return qapp


def settings_of() -> Settings:
    """This computer's settings, read without the rest of the program."""
    return settings_module.load(paths.config_folder() / "settings.toml")


def frame_colors(settings: Settings) -> tuple[str, str, str]:
    """Window, card and line of the look that will be put in force, known before the theme is loaded."""
    dark = settings.theme == "dark"
    if settings.theme not in {"dark", "light"}:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return _DARK if dark else _LIGHT


class Start(QObject):
    """The steps of a start: empty window, its parts, which portfolio, and the three questions of a first run."""

    _shell: Shell

    def __init__(self, qapp: QApplication, settings: Settings, path: Path | None) -> None:
        super().__init__(qapp)
        self._qapp, self._settings, self._path = qapp, settings, path
        self._furnished = False
        self._collector = Collector(self)
        self.window = MainWindow(frame_colors(settings))
        state.restore(self.window, settings.window)
        self.window.painted.connect(self.furnish, Qt.ConnectionType.QueuedConnection)
        # Where no paint comes (a window that starts minimised) the parts come all the same.
        self._latest = Later(self, self.furnish, _LATEST_MS)
        self._latest.start()

    @Slot()
    def furnish(self) -> None:
        """Load the program and build the window's parts, then open what is wanted."""
        if self._furnished:
            return
        self._furnished = True
        self._latest.stop()
        from planner.safe.log import start_log_file
        from ui.bootstrap import Shell
        from ui.text import use_language

        use_language(self._qapp, self._settings.language)
        start_log_file(paths.config_folder() / "logs")
        self._shell = Shell(self._qapp, self._settings, window=self.window)
        sys.excepthook = Hook(self._shell)
        self.begin()

    @Slot()
    def begin(self) -> None:
        """Open what was named or opened last; ask when nothing was."""
        settings = self._shell.settings
        if self._path is not None:
            self._open(self._path)
        elif settings.last_portfolio and paths.is_there(Path(settings.last_portfolio)):
            self._open(Path(settings.last_portfolio))
        elif settings.first_run_done or settings.recent:
            self._shell.show_nothing(_gone(settings))
        else:
            self.first_run()

    def _open(self, path: Path) -> None:
        if not self._shell.open(path) and self._shell.app is None and not self._shell.window.stack.pages.count():
            # The first window was raised instead; this start has nothing left to do.
            self._shell.window.close()

    def first_run(self) -> None:
        """Ask the short steps, then begin as chosen; closing the questions leaves the window empty."""
        from ui.dialogs.first_run import FirstRun
        from ui.text import use_language

        dialog = FirstRun(self._shell.settings, self._shell.window, self._shell.look, self._shell.prompts)
        accepted = dialog.exec() == FirstRun.DialogCode.Accepted
        answers = dialog.answers()
        dialog.deleteLater()
        if not accepted:
            self._shell.save_settings(self._shell.settings)
            self._shell.show_nothing()
            return
        settings = replace(self._shell.settings, first_run_done=True)
        use_language(self._qapp, settings.language)
        self._shell.save_settings(settings)
        self._shell.begin(answers)


def _gone(settings: Settings) -> str:
    if not settings.last_portfolio:
        return ""
    from planner.kernel.text import tr

    return tr("{name} is no longer at its place.", name=Path(settings.last_portfolio).name)


class Hook:
    """Last resort for what no handler expected: a sentence or a report instead of silence."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        from planner.kernel.errors import PlannerError

        if issubclass(kind, KeyboardInterrupt):
            self._shell.window.close()
        elif isinstance(error, PlannerError):
            if not self._is_told(error):
                self._shell.window.notices.fault(error)
        else:
            from ui.dialogs.error import show_report

            show_report(error.with_traceback(trace), self._shell.window)

    def _is_told(self, error: PlannerError) -> bool:
        app = self._shell.app
        return error.code == "closed" if app is None else is_told(app.session, error)
