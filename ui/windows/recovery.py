# SPDX-License-Identifier: Apache-2.0
"""The page for a portfolio that does not open: what is safe, which backup is best, and every way on (ux 2.11).

Nothing is overwritten: what a backup takes the place of is kept beside it under another name.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.services import backups, recovery
from planner.services.backup_list import FAULTY
from planner.services.recovery import Case
from planner.services.salvage import Salvaged, salvage
from ui.dialogs.about import open_folder
from ui.dialogs.place_question import settled_place
from ui.text import short_moment
from ui.theme.theme import theme
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey
    from ui.ports import Prompts
    from ui.windows.main_window import MainWindow

PATTERNS: Final = "Waterline (*.waterline)"
_KEYS: Final = "Waterline (*.key *.copy)"
_WIDE: Final = 720
_BEST: Final = ("key", "unlock", "copy", "place")
_LINES: Final = (("section", "text"), ("body", "text"), ("body", "muted"))
Report = Callable[[int, int, str], None]


class Owner(Protocol):
    """What the composition root offers this page."""

    window: MainWindow
    prompts: Prompts

    def open(self, path: Path, key: StoreKey | None = None) -> bool:
        """Open a portfolio."""
        ...


class RecoveryPage(Panel):
    """Looks for the best backup as soon as it is made, then offers what can be done; `case` is what it knows."""

    def __init__(self, owner: Owner, path: Path, code: str, key: StoreKey | None = None) -> None:
        super().__init__(fill="card")
        self.setObjectName("pageRecovery")
        self._owner, self._path, self._code, self._key = owner, path, code, key
        self.case: Case | None = None
        outer = QVBoxLayout(self._scrolled())
        outer.setContentsMargins(32, 32, 32, 48)
        outer.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        self._holder = QWidget(self)
        self._holder.setMaximumWidth(theme().density.px(_WIDE))
        middle.addWidget(self._holder, 8)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(2)
        self.column = QVBoxLayout(self._holder)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.head = self._label("page_title", "text")
        self.said = self._label("body", "text")
        self.fault = Bar("act", "", self._holder)
        self.column.addWidget(self.fault)
        self.card = Panel(self._holder, fill="window", lines="ltrb")
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(4)
        self.lines = [PlainLabel("", self.card, role=role, color=color, wrap=True) for role, color in _LINES]
        for line in self.lines:
            inside.addWidget(line)
        self.column.addWidget(self.card)
        self._ways: QWidget | None = None
        self._place_of_ways = QVBoxLayout()
        self.column.addLayout(self._place_of_ways)
        self._note = self._label("caption", "muted")
        self.buttons: dict[str, Button] = {}
        self.look()

    def _scrolled(self) -> QWidget:
        """The body of a page that scrolls where large text needs more than there is."""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        whole.addWidget(area)
        body = QWidget(area)
        area.setWidget(body)
        return body

    def _label(self, role: Any, color: Any) -> PlainLabel:
        label = PlainLabel("", self._holder, role=role, color=color, wrap=True)
        self.column.addWidget(label)
        return label

    # -- knowing

    def look(self) -> None:
        """Find and check the backups, off the window's thread."""
        self.head.setText(tr("{name} did not open", name=self._path.name))
        self.said.setText(tr("Nothing was changed. Looking for the newest backup that is whole."))
        self.fault.hide()
        self.card.hide()
        self._note.hide()
        work = partial(_case, self._path, self._code, self._key)
        self._owner.window.jobs.run(work, done=self._known, failed=self._failed, title=tr("Checking the backups"))

    def _known(self, case: Case) -> None:
        self.case = case
        self.said.setText(self._sentence(case))
        self._note.setText(tr("Whatever you choose, the file is kept as it is: {path}", path=str(case.path)))
        self._note.show()
        self._describe(case)
        self._offer(case)

    def _sentence(self, case: Case) -> str:
        if case.code == recovery.KEY_FILE:
            more = tr("Without it nobody can open the portfolio. Look for {name} on other disks; a copy lies with "
                      "each backup.", name=paths.key_path(case.path).name)  # fmt: skip
        elif case.best is None:
            more = tr("No whole backup was found beside it.")
        elif case.best.state == FAULTY:
            more = tr("No whole backup was found beside it. One that opens, with faults, is below.")
        else:
            more = tr("The newest whole backup is below.")
        return f"{case.said} {more}"

    def _describe(self, case: Case) -> None:
        """The card of the best backup: when, how old, what it lacks."""
        best = case.best
        self.card.setVisible(best is not None)
        if best is None:
            return
        now = datetime.now(UTC)
        head = tr("Backup of {when}, {age}", when=short_moment(best.made_at), age=recovery.age(best, now))
        checked = tr("Checked just now: it opens and is whole.")
        if best.state == FAULTY:
            checked = tr("It opens, with faults that the portfolio had; they can be repaired.")
        elif case.code == recovery.KEY_FILE:
            checked = tr("It was whole when it was made. It opens with the same key file.")
        elif case.encrypted and self._key is None:
            checked = tr("It was whole when it was made. Give the password to check and open it.")
        for line, text in zip(self.lines, (head, checked, recovery.lacks(best)), strict=True):
            line.setText(text)
            line.setVisible(bool(text))

    def _offer(self, case: Case) -> None:
        """The ways on, the best one first; the first gets the focus."""
        locked = case.encrypted and self._key is None
        ways: list[tuple[str, str, str, Callable[[], None]]] = []
        if case.code == recovery.KEY_FILE:
            ways.append(("key", "key", tr("Choose the key file…"), self.choose_key))
        elif locked:
            ways.append(("unlock", "lock-open", tr("Give the password…"), self.unlock))
        if case.best is not None and not locked:
            ways.append(("copy", "copy", tr("Open the backup as a copy"), self.open_copy))
            ways.append(("place", "restore", tr("Put the backup in place…"), self.put_in_place))
        if case.can_salvage and not locked:
            ways.append(("salvage", "tool", tr("Save what can be read…"), self.save_what_can_be_read))
        if not locked:
            ways.append(("backup", "history", tr("Choose another backup…"), self.choose_backup))
        ways.append(("other", "file", tr("Open another file…"), self.open_other))
        ways.append(("folder", "folder-open", tr("Show folder"), self.show_folder))
        self._put_ways(ways)

    def _put_ways(self, ways: list[tuple[str, str, str, Callable[[], None]]]) -> None:
        """What is best in a row, its first button primary, then the other ways; all on one part, which goes whole."""
        if self._ways is not None:
            self._place_of_ways.removeWidget(self._ways)
            self._ways.hide()
            self._ways.deleteLater()
        self._ways, self.buttons = QWidget(self._holder), {}
        rows = QVBoxLayout(self._ways)
        rows.setContentsMargins(0, 4, 0, 4)
        rows.setSpacing(8)
        best = sum(name in _BEST for name, *_rest in ways) or 1
        for number, some in enumerate((ways[:best], ways[best:])):
            if number:
                rows.addSpacing(8)
                rows.addWidget(PlainLabel(tr("Other ways"), self._ways, role="caption", color="muted"))
            row = FlowLayout()
            for name, icon, text, work in some:
                button = Button(text, self._ways, icon=icon, variant="normal" if self.buttons else "primary")
                button.setObjectName(f"btnRecovery_{name}")
                button.clicked.connect(lambda *_checked, work=work: work())
                row.addWidget(button)
                self.buttons[name] = button
            rows.addLayout(row)
        self._place_of_ways.addWidget(self._ways)
        first_button = next(iter(self.buttons.values()))
        self.setFocusProxy(first_button)
        first_button.setFocus()

    # -- doing

    def open_copy(self) -> None:
        """Restore the best backup under another name and open that."""
        assert self.case is not None
        assert self.case.best is not None
        self._restore_as(self.case.best.path)

    def choose_backup(self) -> None:
        """Restore any file as a copy and open that."""
        source = self._owner.prompts.pick_open(tr("Choose a backup"), PATTERNS)
        if source is not None:
            self._restore_as(source)

    def _restore_as(self, backup: Path) -> None:
        target = recovery.copy_for(self._path)
        self._run(partial(_restore, backup, target, self._key), self._open, tr("Restoring"))

    def put_in_place(self) -> None:
        """Put the best backup where the damaged file is, which is kept."""
        case = self.case
        assert case is not None
        assert case.best is not None
        question = tr("Put the backup in the place of the damaged file?")
        detail = tr("The damaged file is kept beside it under another name; nothing is lost.")
        if self._owner.prompts.confirm(question, tr("Put in place"), detail=detail):
            self._run(partial(_put_in_place, case, case.best.path, self._key), self._in_place, tr("Restoring"))

    def _in_place(self, kept: Path) -> None:
        if self._owner.open(self._path, self._key):
            said = tr("The backup is in place. The damaged file is kept as {name}.", name=kept.name)
            self._owner.window.notices.say(said, kind="info")

    def save_what_can_be_read(self) -> None:
        """Save every row that can be read into a new file, open that and look it over."""
        proposed = recovery.copy_for(self._path)
        target = self._owner.prompts.pick_save(tr("Save what can be read as"), proposed, PATTERNS)
        if target is None:
            return
        path = target if target.suffix == paths.SUFFIX else target.with_name(target.name + paths.SUFFIX)
        if (place := settled_place(self._owner.prompts, path)) is not None:
            self._run(partial(_salvage, self._path, place, self._key), self._saved, tr("Saving what can be read"))

    def _saved(self, done: Salvaged) -> None:
        if self._owner.open(done.path, self._key):
            self._owner.window.notices.say(done.text, kind="info")

    def unlock(self) -> None:
        """Ask for the password; what needs the key can then be done."""
        try:
            key = self._owner.prompts.unlock(self._path, self._owner.window.jobs)
        except PlannerError as error:
            self._failed(error)
            return
        if key is not None:
            self._key = key
            self.look()

    def choose_key(self) -> None:
        """Put a key file found elsewhere beside the portfolio, and try to open it."""
        source = self._owner.prompts.pick_open(tr("Choose the key file"), _KEYS)
        if source is None or self.case is None:
            return
        try:
            recovery.bring_key(self.case, source)
        except PlannerError as error:
            self._failed(error)
            return
        self._owner.open(self._path)

    def open_other(self) -> None:
        """Open any portfolio."""
        path = self._owner.prompts.pick_open(tr("Open a portfolio"), PATTERNS)
        if path is not None:
            self._owner.open(path)

    def show_folder(self) -> None:
        """Show where it all lies."""
        open_folder(self._path.parent)

    def _open(self, path: Path) -> None:
        if self._owner.open(path, self._key):
            text = tr("This is the backup as {name}. The damaged file is where it was.", name=path.name)
            self._owner.window.notices.say(text, kind="info")

    def _run(self, work: Any, done: Callable[[Any], None], title: str) -> None:
        self.fault.hide()
        for button in self.buttons.values():
            button.set_off(tr("A longer step is still running."))
        self._owner.window.jobs.run(work, done=done, failed=self._failed, title=title)

    def _failed(self, error: Exception) -> None:
        """Say what did not go; all ways stay open."""
        said = str(error) if isinstance(error, PlannerError) else tr("That did not work. Nothing was changed.")
        self.fault.set_text(said)
        self.fault.show()
        if self.case is None:
            self.case = Case(path=self._path, code=self._code, backups=(), best=None, encrypted=False)
            self._known(self.case)
        for button in self.buttons.values():
            button.set_off("")


def _case(path: Path, code: str, key: StoreKey | None, report: Report) -> Case:
    return recovery.case_of(path, code, key, report)


def _restore(backup: Path, target: Path, key: StoreKey | None, report: Report) -> Path:
    report(0, 1, "")
    return backups.restore_as(backup, target, key)


def _put_in_place(case: Case, backup: Path, key: StoreKey | None, report: Report) -> Path:
    return recovery.put_in_place(case, backup, key, None, report)


def _salvage(damaged: Path, target: Path, key: StoreKey | None, report: Report) -> Salvaged:
    return salvage(damaged, target, key, report)
