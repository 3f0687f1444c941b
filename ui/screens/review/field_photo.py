# SPDX-License-Identifier: Apache-2.0
"""Photos on the field sheet: from a file, from the clipboard or dropped; kept as jobs while one goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPoint
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from planner.entities.common.attachment import Attachment
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr, trn
from planner.services import attachments, field_photos
from planner.services.session import Session
from planner.views.review_checks import ENTITY
from ui.screens.review.data import PICTURES
from ui.screens.review.field_parts import TouchButton
from ui.widgets.letters import give_letters
from ui.widgets.outside import hand_over

if TYPE_CHECKING:
    from ui.context import AppContext
    from ui.screens.review.field_sheet import FieldSheet

Report = Callable[[int, int, str], None]


class FieldPhotos:
    """Belongs to a sheet; the button says how many there are."""

    def __init__(self, sheet: FieldSheet) -> None:
        self._sheet = sheet
        self._files: tuple[Attachment, ...] = ()
        self._locked = False
        self.adding = 0
        self.button = TouchButton(tr("Photo"), icon="camera", letter="C")
        self.button.setObjectName("btnFieldPhoto")
        self.button.clicked.connect(self._pressed)

    @property
    def app(self) -> AppContext:
        """What the sheet was handed."""
        return self._sheet.app

    def show_files(self, files: tuple[Attachment, ...], *, locked: bool) -> None:
        """Show how many files the check has."""
        self._files, self._locked = files, locked
        self._label()
        self.button.setEnabled(bool(files) or not locked)

    def _label(self) -> None:
        if self.adding:
            self.button.setText(tr("Adding…"))
        else:
            self.button.setText(tr("Photo ({n})", n=len(self._files)) if self._files else tr("Photo"))

    # -- ways in

    def _pressed(self) -> None:
        """At once to the files where nothing else can be meant."""
        if self._files or _has_picture(QGuiApplication.clipboard().mimeData()):
            menu = self.menu()
            give_letters(menu)
            menu.popup(self.button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))
        else:
            self.ask()

    def menu(self) -> QMenu:
        """What can be done: add from a file, paste, look at those that are there."""
        menu = QMenu(self.button)
        menu.aboutToHide.connect(menu.deleteLater)
        if not self._locked:
            menu.addAction(tr("Add from a file…")).triggered.connect(self.ask)
            paste = menu.addAction(tr("Paste from the clipboard"))
            paste.setEnabled(_has_picture(QGuiApplication.clipboard().mimeData()))
            paste.triggered.connect(self.paste)
            menu.addSeparator()
        for file in self._files:
            action = menu.addAction((file.caption or file.file_name).replace("&", "&&"))
            action.triggered.connect(partial(self.open, file.id))
        return menu

    def ask(self) -> None:
        """Let the user choose a picture."""
        if self._locked:
            return
        patterns = tr("Pictures ({patterns})", patterns=PICTURES)
        path = self.app.prompts.pick_open(tr("Add photo"), patterns + ";;" + tr("All files (*)"))
        if path is not None:
            self.add_files([path])

    def paste(self) -> bool:
        """Add the picture or the files on the clipboard; False where there is none."""
        return self.take(QGuiApplication.clipboard().mimeData())

    def take(self, data: QMimeData) -> bool:
        """Add what was dropped or copied; False where that is no picture and no file."""
        if self._locked or not _has_picture(data):
            return False
        paths = _paths(data)
        if paths:
            self.add_files(paths)
            return True
        image = QImage(data.imageData())
        if image.isNull():
            return False
        self._run(partial(_paste, self.app.session, self._target(), image, self._sheet.source))
        return True

    def add_files(self, paths: Sequence[Path]) -> None:
        """Copy files into the portfolio, each as one step."""
        self._run(partial(_copy, self.app.session, self._target(), tuple(paths), self._sheet.source))

    def _target(self) -> tuple[str, str]:
        """The account, and the check that is shown now: a photo goes there however long it takes."""
        return self._sheet.way.review.account_id, self._sheet.stop.id

    # -- the job

    def _run(self, work: Callable[[Report], list[Attachment]]) -> None:
        self.adding += 1
        self._label()
        self.app.jobs.run(work, done=self._done, failed=self._failed)

    def _done(self, made: list[Attachment]) -> None:
        self.adding -= 1
        if not isValid(self.button):  # the sheet was left in the meantime
            self.app.notices.toast(trn("{n} file added", "{n} files added", len(made)))
            return
        self._sheet.show_files(trn("{n} file added", "{n} files added", len(made)))

    def _failed(self, error: Exception) -> None:
        self.adding -= 1
        shown = isValid(self.button)
        if shown:
            self._sheet.show_files("")
        if shown and isinstance(error, PlannerError):
            self._sheet.say_fault(error, tr("Not added."))
        else:
            self.app.notices.fault(error)

    def open(self, key: str) -> None:
        """Let another program show a file."""
        try:
            hand_over(attachments.open_copy(self.app.session, key))
        except PlannerError as error:
            self._sheet.say_fault(error, tr("Not opened."))


def _has_picture(data: QMimeData) -> bool:
    return data.hasImage() or bool(_paths(data))


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _copy(
    session: Session, target: tuple[str, str], paths: tuple[Path, ...], source: object, report: Report
) -> list[Attachment]:
    made = []
    for number, path in enumerate(paths):
        report(number, len(paths), path.name)
        made.append(attachments.attach(session, target[0], path, (ENTITY, target[1]), source=source))
    return made


def _paste(
    session: Session, target: tuple[str, str], image: QImage, source: object, _report: Report
) -> list[Attachment]:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # what the stubs ask for it refuses
    buffer.close()
    name = tr("Photo {when}", when=session.clock.now().astimezone().strftime("%Y-%m-%d %H%M%S")) + ".png"
    made = field_photos.attach_content(
        session, target[0], bytes(content.data()), name, (ENTITY, target[1]), source=source
    )
    return [made]
