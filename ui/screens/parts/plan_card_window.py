# SPDX-License-Identifier: Apache-2.0
"""The window of a plan card: for whom, in which language, the page as it will be, and where it is saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QWidget
from typing_extensions import override

from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN, ContingencyPlan
from planner.kernel.errors import PlannerError
from planner.kernel.text import LANGUAGES, language, tr
from planner.safe.files import free_name
from planner.services import crud, plan_cards
from planner.views.audience import CUSTOMER, INTERNAL
from ui.context import AppContext
from ui.dialogs.open_file import note_written, open_file, show_folder
from ui.later import Later
from ui.ports import BarKind
from ui.screens.export_plan.pages import PagesView
from ui.screens.parts.paper_layout import lay_out
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.field import FieldBox
from ui.widgets.safe import PlainLabel
from ui.widgets.segmented import Segment, SegmentedControl

T = TypeVar("T")
_PDF = "PDF (*.pdf)"


class PlanCardWindow(QDialog):
    """Shows the card of one plan; nothing is written before [Save]."""

    def __init__(self, app: AppContext, plan: ContingencyPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dlgPlanCard")
        self.setWindowTitle(tr("Plan card: {plan}", plan=plan.title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._app, self._plan, self._asked = app, plan, 0
        self._bar: Bar | None = None
        self.shared = plan.audience == CUSTOMER
        self.pages = PagesView()
        self.pages.small.hide()  # there is one page only
        self._build_options()
        self._lay_out()
        self._later = Later(self, self._draw, 120, app.session)
        self.reader.selected.connect(self._changed)
        self.language.currentIndexChanged.connect(self._changed)
        self.btn_save.clicked.connect(self.save)
        self.btn_close.clicked.connect(self.reject)
        self._draw()
        self.btn_save.setFocus()

    def _build_options(self) -> None:
        segments = [Segment(key=INTERNAL, label=tr("Us")), Segment(key=CUSTOMER, label=tr("The customer"))]
        self.reader = SegmentedControl(segments, name=tr("For"))
        self.reader.setObjectName("segFor")
        self.reader.set_key(INTERNAL)
        self.reader.part(CUSTOMER).setEnabled(self.shared)
        self.language = QComboBox()
        self.language.setObjectName("cmbLanguage")
        for code, word in LANGUAGES:
            self.language.addItem(word, code)
        self.language.setCurrentIndex(max(0, self.language.findData(language())))
        self.btn_save = Button(tr("Save as PDF…"), variant="primary", icon="download")
        self.btn_save.setObjectName("btnSave")
        self.btn_close = Button(tr("Close"), shortcut=tr("Esc"))

    def _lay_out(self) -> None:
        self.why = PlainLabel(self._why(), role="caption", color="muted", wrap=True)
        told = tr("One A4 page for the wall. Trigger and first steps can be read from two metres.")
        chosen = (
            FieldBox(tr("For"), self.reader),
            self.why,
            FieldBox(tr("Language"), self.language),
            PlainLabel(told, role="caption", color="muted", wrap=True),
        )
        self.bars = lay_out(self, chosen, self.pages, (self.btn_close, self.btn_save))

    def _why(self) -> str:
        if not self.shared:
            return tr("For the customer only once the plan is marked Shareable.")
        if self.reader.key() == CUSTOMER:
            return tr("Only risks, sites and people marked Shareable are on it.")
        return tr("Holds internal names; hang it where only our people come.")

    # -- preview

    @Slot()
    def _changed(self, *_: object) -> None:
        self.why.setText(self._why())
        self._later.start()

    def choice(self) -> tuple[str, str]:
        """Audience and language as they are chosen."""
        return self.reader.key(), str(self.language.currentData())

    @Slot()
    def _draw(self) -> None:
        self._asked += 1
        self.pages.show_waiting(tr("Drawing the pages…"))
        audience, code = self.choice()
        work = partial(_pages, partial(plan_cards.preview, self._app.session, self._plan.id, audience, code))
        done, failed = partial(self._drawn, self._asked), partial(self._not_drawn, self._asked)
        self._app.jobs.run(work, done=done, failed=failed)

    def _drawn(self, asked: int, pages: tuple[bytes, ...]) -> None:
        if asked == self._asked:
            self.pages.show_pages(pages)

    def _not_drawn(self, asked: int, error: Exception) -> None:
        if asked == self._asked:
            text = str(error) if isinstance(error, PlannerError) else tr("The preview could not be drawn.")
            self.pages.show_waiting(text)

    # -- save

    def target(self) -> Path:
        """Where it is proposed to go."""
        found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(found) if found and Path(found).is_dir() else Path.home()
        return free_name(folder / plan_cards.card_file_name(self._app.session, self._plan.id, self.choice()[0]))

    @Slot()
    def save(self) -> None:
        """Ask where, and write the page."""
        picked = self._app.prompts.pick_save(tr("Save plan card as"), self.target(), _PDF)
        if picked is None:
            return
        ending = picked.suffix.lower() == ".pdf"
        path = picked if ending else free_name(picked.with_name(f"{picked.name}.pdf"))
        audience, code = self.choice()
        write = partial(
            plan_cards.export_card, self._app.session, self._plan.id, path, audience=audience, language=code,
            overwrite=ending,
        )  # fmt: skip
        self.btn_save.set_off(tr("The card is being written."))
        self._app.jobs.run(partial(_pages, write), done=self._written, failed=self._failed)

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
        text = str(error) if isinstance(error, PlannerError) else tr("The card could not be written.")
        self._say("act", text)

    def _say(self, kind: BarKind, text: str) -> Bar:
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
        self._bar = Bar(kind, text)
        self.bars.addWidget(self._bar)
        return self._bar

    @override
    def reject(self) -> None:
        self._asked += 1
        super().reject()


def _pages(work: Callable[[], T], *_: object) -> T:
    """The job's own report is not needed: one page is drawn at once."""
    return work()


def open_card(app: AppContext, plan_id: str, window: QWidget) -> PlanCardWindow:
    """Open the card of a plan."""
    dialog = PlanCardWindow(app, crud.get(app.session, CONTINGENCY_PLAN, plan_id), window)
    dialog.open()
    return dialog
