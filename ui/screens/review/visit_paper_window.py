# SPDX-License-Identifier: Apache-2.0
"""The window of a paper of a visit: its language, the pages as they will be printed, and where it is saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QWidget
from typing_extensions import override

from planner.kernel.errors import PlannerError
from planner.kernel.text import LANGUAGES, tr, trn
from planner.safe.files import free_name
from planner.services import visit_papers
from planner.services.visit_papers import CARRY, KINDS
from ui.context import AppContext
from ui.dialogs.open_file import note_written, open_file, show_folder
from ui.later import Later
from ui.screens.export_plan.pages import PagesView
from ui.screens.parts.paper_layout import lay_out
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.field import FieldBox
from ui.widgets.safe import PlainLabel

T = TypeVar("T")
_PDF = "PDF (*.pdf)"


class VisitPaperWindow(QDialog):
    """Shows one paper; nothing is written before [Save]."""

    def __init__(self, app: AppContext, review_id: str, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dlgVisitPaper")
        self.setWindowTitle(tr(dict(KINDS)[kind]))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._app, self._review, self._kind, self._asked = app, review_id, kind, 0
        self._bar: Bar | None = None
        self.pages = PagesView()
        self.language = QComboBox()
        self.language.setObjectName("cmbLanguage")
        for code, word in LANGUAGES:
            self.language.addItem(word, code)
        first = visit_papers.default_language(app.session, review_id, kind)
        self.language.setCurrentIndex(max(0, self.language.findData(first)))
        self.btn_save = Button(tr("Save as PDF…"), variant="primary", icon="download")
        self.btn_save.setObjectName("btnSave")
        self.btn_close = Button(tr("Close"), shortcut=tr("Esc"))
        self.why = PlainLabel(role="caption", color="muted", wrap=True)
        self._lay_out()
        self._later = Later(self, self._draw, 120, app.session)
        self.language.currentIndexChanged.connect(self._changed)
        self.btn_save.clicked.connect(self.save)
        self.btn_close.clicked.connect(self.reject)
        self._draw()
        self.btn_save.setFocus()

    def _lay_out(self) -> None:
        chosen = (FieldBox(tr("Language"), self.language), self.why)
        self.bars = lay_out(self, chosen, self.pages, (self.btn_close, self.btn_save))

    def _why(self) -> str:
        if self._kind != CARRY:
            return tr("One page, for us alone: goal, facts to learn, people, risks, promises, last time.")
        left = visit_papers.kept_back(self._app.session, self._review)
        told = tr("For the customer’s eyes too: only what is marked Shareable is on it.")
        if not left:
            return told
        return told + " " + trn("{n} check is left out.", "{n} checks are left out.", left)

    # -- preview

    @Slot()
    def _changed(self, *_: object) -> None:
        self._later.start()

    @Slot()
    def _draw(self) -> None:
        self._asked += 1
        self.why.setText(self._why())
        self.pages.show_waiting(tr("Drawing the pages…"))
        self.btn_save.set_off("")
        code = str(self.language.currentData())
        work = partial(_quiet, partial(visit_papers.preview, self._app.session, self._review, self._kind, code))
        done, failed = partial(self._drawn, self._asked), partial(self._not_drawn, self._asked)
        self._app.jobs.run(work, done=done, failed=failed)

    def _drawn(self, asked: int, pages: tuple[bytes, ...]) -> None:
        if asked != self._asked:
            return
        self.pages.show_pages(pages)
        if self._kind == CARRY and visit_papers.kept_back(self._app.session, self._review):
            bar = self._say("info", tr("Some checks are not marked Shareable and so are not on the sheet."))
            bar.add_button(tr("Mark them Shareable")).clicked.connect(self.share)

    def _not_drawn(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        text = str(error) if isinstance(error, PlannerError) else tr("The preview could not be drawn.")
        self.pages.show_waiting(text)
        if isinstance(error, PlannerError) and error.code == "audience":
            self.btn_save.set_off(tr("This review is not marked Shareable."))
            bar = self._say("watch", tr("The review, its site and its checks are not marked Shareable."))
            button = bar.add_button(tr("Mark them Shareable"))
            button.clicked.connect(self.share)
            button.setFocus()

    @Slot()
    def share(self) -> None:
        """Mark what the sheet needs; a check with a note or finding keeps its mark."""
        try:
            visit_papers.share(self._app.session, self._review)
        except PlannerError as fault:
            self._app.notices.fault(fault)
            return
        self._clear()
        self._draw()

    # -- save

    def target(self) -> Path:
        """Where it is proposed to go."""
        found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(found) if found and Path(found).is_dir() else Path.home()
        return free_name(folder / visit_papers.file_name(self._app.session, self._review, self._kind))

    @Slot()
    def save(self) -> None:
        """Ask where, and write the paper."""
        picked = self._app.prompts.pick_save(tr("Save {paper} as", paper=self.windowTitle()), self.target(), _PDF)
        if picked is None:
            return
        ending = picked.suffix.lower() == ".pdf"
        path = picked if ending else free_name(picked.with_name(f"{picked.name}.pdf"))
        code = str(self.language.currentData())
        write = partial(
            visit_papers.export, self._app.session, self._review, self._kind, path, language=code, overwrite=ending
        )
        self.btn_save.set_off(tr("The paper is being written."))
        self._app.jobs.run(partial(_quiet, write), done=self._written, failed=self._failed)

    def _written(self, path: Path) -> None:
        note_written(path)
        self.btn_save.set_off("")
        bar = self._say("info", tr("Saved {name}", name=path.name))
        opener = bar.add_button(tr("Open file"), icon="external-link")
        opener.clicked.connect(partial(open_file, path))
        bar.add_button(tr("Show folder"), icon="folder-open").clicked.connect(partial(show_folder, path))
        opener.setFocus()

    def _failed(self, error: Exception) -> None:
        self.btn_save.set_off("")
        self._say("act", str(error) if isinstance(error, PlannerError) else tr("The paper could not be written."))

    def _say(self, kind: str, text: str) -> Bar:
        self._clear()
        self._bar = Bar(kind, text)  # type: ignore[arg-type]
        self.bars.addWidget(self._bar)
        return self._bar

    def _clear(self) -> None:
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None

    @override
    def reject(self) -> None:
        self._asked += 1
        super().reject()


def _quiet(work: Callable[[], T], *_: object, **__: object) -> T:
    """The job's own report is not needed: two pages are drawn at once."""
    return work()
