# SPDX-License-Identifier: Apache-2.0
"""What can be chosen for slides: reader, the whole deck or some charts, a company's template, editable charts."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.render.picture import CHARTS
from planner.services import chart_cards
from planner.views.audience import CUSTOMER, allowed
from ui.context import AppContext
from ui.screens.export_plan.options import Options
from ui.widgets.button import Button
from ui.widgets.field import FieldBox
from ui.widgets.safe import PlainLabel, set_tip
from ui.widgets.segmented import Segment, SegmentedControl


class SlidesOptions(Options):
    """``template_wanted`` says that a company's template is asked for."""

    template_wanted = Signal()

    def __init__(self, app: AppContext, account_id: str, name: str, *, audience: str = "internal") -> None:
        self._app = app
        self.template: Path | None = None
        super().__init__(app, account_id, name, audience=audience)
        self.see.hide()
        self.check.hide()
        self.account.picked.connect(self._tick_anew)
        self._fit()

    @override
    def readers(self) -> list[Segment]:
        return [Segment(key="internal", label=tr("Internal")), Segment(key=CUSTOMER, label=tr("Customer"))]

    @override
    def reader_text(self) -> str:
        if self.audience() == CUSTOMER:
            return tr("Only what is marked Shareable, no notes, no authors. The file is searched before it is saved.")
        return tr("Everything, marked INTERNAL on each slide, with your notes.")

    @override
    def more_parts(self) -> list[QWidget]:
        self.what = SegmentedControl(
            [Segment(key="deck", label=tr("Whole deck")), Segment(key="charts", label=tr("Charts"))], name=tr("Slides")
        )
        self.what.setObjectName("segSlides")
        self.what.set_key("deck")
        self.what.selected.connect(self._what_chosen)
        self.charts = self._chart_boxes()
        self.editable = QCheckBox(tr("Charts can be edited"))
        self.editable.setObjectName("chkEditable")
        set_tip(self.editable, tr("As native charts and shapes; otherwise as pictures."))
        self.editable.toggled.connect(self.changed)
        return [FieldBox(tr("Slides"), self.what), self.charts, self.editable, self._template_row()]

    def _chart_boxes(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.boxes: dict[str, QCheckBox] = {}
        for card in chart_cards.cards(self._app.session, self.account_id):
            tick = QCheckBox(tr(CHARTS[card.kind].label), box)
            tick.setObjectName(f"chk-{card.kind}")
            tick.setChecked(card.shown)
            tick.toggled.connect(self.changed)
            column.addWidget(tick)
            self.boxes[card.kind] = tick
        return box

    def _template_row(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.template_name = PlainLabel(tr("Waterline’s own"), elide=True)
        self.btn_template = Button(tr("Choose…"), small=True)
        self.btn_template.setObjectName("btnTemplate")
        self.btn_own = Button(tr("Own"), small=True)
        self.btn_own.setObjectName("btnOwnTemplate")
        self.btn_own.setAccessibleName(tr("Without a company’s template"))
        line.addWidget(self.template_name, 1)
        line.addWidget(self.btn_own)
        line.addWidget(self.btn_template)
        self.btn_template.clicked.connect(self.template_wanted)
        self.btn_own.clicked.connect(partial(self.set_template, None))
        return FieldBox(tr("Template"), row)

    def kinds(self) -> tuple[str, ...]:
        """The charts that are chosen, none for the whole deck."""
        if self.what.key() == "deck":
            return ()
        return tuple(kind for kind, box in self.boxes.items() if box.isChecked() and box.isEnabled())

    def lacks_charts(self) -> bool:
        """Whether charts are wanted and none is ticked."""
        return self.what.key() == "charts" and not self.kinds()

    def wants_editable(self) -> bool:
        """Whether the customer's charts are to be native ones."""
        return self.editable.isChecked()

    def choose_charts(self) -> None:
        """Begin with the charts of the show."""
        self.what.set_key("charts")
        self._what_chosen("charts")

    def set_template(self, path: Path | None) -> None:
        """Use a company's template, None for our own."""
        self.template = path
        self.template_name.setText(path.name if path else tr("Waterline’s own"))
        self._fit()
        self.changed.emit()

    @Slot(str)
    def _what_chosen(self, _key: str) -> None:
        self._fit()
        self.changed.emit()

    @Slot(str, str)
    def _tick_anew(self, _key: str, _name: str) -> None:
        """The charts of another account are ticked as its own show has them."""
        for card in chart_cards.cards(self._app.session, self.account_id):
            self.boxes[card.kind].setChecked(card.shown)

    @override
    def _say_reader(self) -> None:
        super()._say_reader()
        self._fit()

    def _fit(self) -> None:
        """Show what the choices leave to choose."""
        customer = self.audience() == CUSTOMER
        self.charts.setVisible(self.what.key() == "charts")
        self.editable.setVisible(customer)
        self.btn_own.setVisible(self.template is not None)
        for kind, box in self.boxes.items():
            may = not customer or allowed(kind, CUSTOMER)
            box.setEnabled(may)
            set_tip(box, "" if may else tr("Not for customers"))
