# SPDX-License-Identifier: Apache-2.0
"""Protection in Settings: whether the portfolio is encrypted, who can open it, and changing both."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr, trn
from planner.safe.keys import COMPUTER, PASSWORD, RECOVERY
from planner.services.portfolio_facts import is_sample
from ui.actions.commands import run_command
from ui.context import AppContext
from ui.dialogs.seal import readable
from ui.screens.settings_sections import SectionedPage
from ui.text import short_date
from ui.widgets.button import Button
from ui.widgets.chips import StatusText
from ui.widgets.safe import PlainLabel

if TYPE_CHECKING:
    from pathlib import Path

    from planner.services.protection import Way


class ProtectionBox(QWidget):
    """The state in words, one line for each way in with what can be done about it, and what is still readable."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._seen: object = None
        self._allow: Button | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._body = QWidget(self)
        self.reload()

    def reload(self) -> None:
        """Look again; what stands there stays where nothing changed, with the focus in it."""
        session = self._app.session
        sealed = session.db.key is not None
        ways, fault = _ways(session.path) if sealed else ((), "")
        seen = (sealed, ways, fault, session.path)
        if seen != self._seen:
            self._seen = seen
            self._build(sealed, ways, fault)
        if sealed:
            self._app.jobs.run(partial(readable, session.path), done=self._found, failed=lambda _error: None)
            if self._allow is not None:
                self._app.jobs.run(_can_remember, done=self._offer, failed=lambda _error: None)

    def come_into_view(self) -> None:
        """Scroll the page to this part, with the focus in it."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, SectionedPage):
            above = above.parentWidget()
        if above is not None:
            above.go_to("protection")
        first = next((button for button in self._body.findChildren(Button) if button.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- building

    def _build(self, sealed: bool, ways: tuple[Way, ...], fault: str) -> None:
        self._body.hide()
        self._body.deleteLater()
        self._body, self._allow = QWidget(self), None
        self._column.addWidget(self._body)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if sealed:
            column.addWidget(StatusText("fine", tr("Encrypted. It opens by:"), self._body))
            column.addLayout(self._way_rows(ways))
            if fault:
                column.addWidget(PlainLabel(fault, self._body, color="act", wrap=True))
            self._readable_row(column)
            column.addSpacing(8)
            self._line(column, self._button(tr("Take the encryption off…"), "btnUnseal", "protection.unseal"))
        else:
            self._build_plain(column)
        self._body.show()

    def _build_plain(self, column: QVBoxLayout) -> None:
        if is_sample(self._app.session):
            words = tr("The sample is fictional and not encrypted.")
            column.addWidget(PlainLabel(words, self._body, color="muted", wrap=True))
            return
        words = tr("Not encrypted: whoever has the file can read it.")
        column.addWidget(StatusText("watch", words, self._body))
        self._line(column, self._button(tr("Encrypt this portfolio…"), "btnSeal", "protection.seal", icon="lock"))

    def _way_rows(self, ways: tuple[Way, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for number, way in enumerate(ways):
            self._row(grid, number, _name(way), _since(way), self._way_button(way))
        if not any(way.kind == COMPUTER and way.here for way in ways):
            name, words = tr("This computer"), tr("asks first")
            self._allow = self._button(tr("Open without asking…"), "btnRemember", "protection.change", text=COMPUTER)
            self._row(grid, len(ways), name, words, self._allow)
        return grid

    def _row(self, grid: QGridLayout, number: int, name: str, words: str, button: Button) -> None:
        grid.addWidget(PlainLabel(name, self._body), number, 0)
        grid.addWidget(PlainLabel(words, self._body, color="muted"), number, 1)
        button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)  # all as wide as the widest
        grid.addWidget(button, number, 2)

    def _way_button(self, way: Way) -> Button:
        if way.kind == PASSWORD:
            return self._button(tr("Change password…"), "btnChangePassword", "protection.change", text=PASSWORD)
        if way.kind == RECOVERY:
            return self._button(tr("New recovery key…"), "btnNewRecovery", "protection.change", text=RECOVERY)
        word = tr("Forget this computer") if way.here else tr("Forget it")
        return self._button(word, f"btnForget{'' if way.here else way.place}", "protection.forget", text=way.place)

    def _readable_row(self, column: QVBoxLayout) -> None:
        self.readable = PlainLabel("", self._body, wrap=True)
        self.readable.hide()
        column.addWidget(self.readable)
        self.wipe = self._button(tr("Delete them…"), "btnWipeCopies", "protection.wipe")
        self.wipe.hide()
        self._line(column, self.wipe)

    def _button(self, words: str, name: str, command: str, *, icon: str = "", **changes: str) -> Button:
        button = Button(words, self._body, icon=icon)
        button.setObjectName(name)
        button.set_off(tr("The portfolio is open for reading only.") if self._app.session.read_only else "")
        button.clicked.connect(self._runs(command, changes))
        return button

    def _runs(self, command: str, changes: dict[str, str]) -> Callable[..., None]:
        def run(*_checked: bool) -> None:
            run_command(self._app, command, **changes)

        return run

    def _line(self, column: QVBoxLayout, button: Button) -> None:
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def _offer(self, there: bool) -> None:
        if self._allow is not None and isValid(self._allow) and not there:
            self._allow.set_off(tr("This computer has no key store that could open it without asking."))

    # -- what is still readable

    def _found(self, copies: list[Path]) -> None:
        if self._app.session.db.key is None:
            return
        self.readable.setText(
            trn(
                "{n} backup from before is not encrypted: whoever has it can read it.",
                "{n} backups from before are not encrypted: whoever has them can read them.",
                len(copies),
            )
        )
        for part in (self.readable, self.wipe):
            part.setVisible(bool(copies))


def _can_remember(report: Callable[[int, int, str], None]) -> bool:
    from planner.services import protection

    return protection.can_remember(partial(report, 0, 1, ""))


def _ways(path: Path) -> tuple[tuple[Way, ...], str]:
    from planner.services import protection

    try:
        return protection.ways(path), ""
    except PlannerError as fault:
        return (), str(fault)


def _name(way: Way) -> str:
    if way.kind == PASSWORD:
        return tr("Password")
    if way.kind == RECOVERY:
        return tr("Recovery key")
    return tr("This computer, without asking") if way.here else tr("Another computer, without asking")


def _since(way: Way) -> str:
    return tr("since {day}", day=short_date(way.since.astimezone().date())) if way.since is not None else ""
