# SPDX-License-Identifier: Apache-2.0
"""Fields of the quick review: people as chips, the rating with its band, and rows with a label at the left."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QStyleOptionComboBox, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.rules.ruleset import Rules
from planner.safe.clean import clean_line
from planner.views.review_view import rating_words
from ui.forms.chip_editors import ItemChip
from ui.forms.ref_editors import RefLine
from ui.forms.refs import RefSource
from ui.forms.scales import scale_words
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.chips import BandChip, FilterChip, StatusGlyph
from ui.widgets.flow import FlowLayout
from ui.widgets.paint import rounded, text_width
from ui.widgets.safe import PlainLabel

_LABEL = 64
_INSIDE, _ARROW = 18, 36  # what a line and a box need beside their text
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PLAIN_LINE = "QLineEdit {{ border: none; background: transparent; min-height: {tall}px; padding: 0; }}"


class MetField(QWidget):
    """Chips of people in a field with a line to add more; a name that nobody has becomes a new person on saving."""

    changed = Signal()

    def __init__(self, refs: RefSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refs = refs
        self._people: list[tuple[str, str]] = []
        self._chips: list[ItemChip] = []
        self._flow = FlowLayout(self, gap=4)
        self._flow.setContentsMargins(6, 4, 4, 4)
        self.line = RefLine(refs, "contact", self)
        self.line.setPlaceholderText(tr("Type a name"))
        self.line.setAccessibleName(tr("Met"))
        self.line.setFixedWidth(max(theme().density.px(84), text_width(self.line.placeholderText()) + _INSIDE))
        for action in self.line.actions():
            self.line.removeAction(action)  # Down opens the list; the room is for names
        self.line.picked.connect(self.add)
        self.line.wanted.connect(self.add_name)
        self.line.installEventFilter(self)
        self._flow.addWidget(self.line)
        self.setFocusProxy(self.line)
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        tall = theme().density.control
        self.setMinimumHeight(tall)
        # The height stands in the sheet, which would take a fixed one back.
        self.line.setStyleSheet(_PLAIN_LINE.format(tall=max(24, tall - 8)))
        self.line.setFixedHeight(max(24, tall - 8))
        self.update()

    def people(self) -> tuple[str, ...]:
        """Contact ids and new names, in order."""
        return tuple(key for key, _ in self._people)

    def set_people(self, keys: Sequence[str]) -> None:
        """Show people by id or name; an id that is not of the account is left out."""
        known = self._refs.labels("contact", [key for key in keys if is_id(key)])
        gone = tr("(in the Trash)")
        self._people = [(key, known.get(key, key)) for key in keys if known.get(key) != gone]
        self._rebuild()

    @Slot(str, str)
    def add(self, key: str, label: str) -> None:
        """Add a person; one that is there already is not added again."""
        self.line.clear()
        if key and key not in self.people():
            self._people.append((key, label))
            self._rebuild()
            self.changed.emit()

    @Slot(str)
    def add_name(self, name: str) -> None:
        """Add someone by name: the one contact of that name, otherwise a new person."""
        words = clean_line(name)
        if not words:
            return
        found = self._refs.exact("contact", words)
        self.add(found.id if found else words, found.label if found else words)

    def remove(self, key: str) -> None:
        """Take a person out."""
        self._people = [one for one in self._people if one[0] != key]
        self._rebuild()
        self.changed.emit()

    def take_typed(self) -> None:
        """Add the name that is being typed."""
        if self.line.text().strip():
            self.add_name(self.line.text())

    def _rebuild(self) -> None:
        if QApplication.focusWidget() in self._chips:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.line)
        self._chips = [ItemChip(key, label, self) for key, label in self._people]
        for chip in self._chips:
            chip.clicked.connect(self._chip_pressed)
            chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.line)
        self._flow.invalidate()
        self._flow.activate()
        self.updateGeometry()

    @Slot()
    def _chip_pressed(self) -> None:
        chip = self.sender()
        if isinstance(chip, ItemChip):
            self.remove(chip.key)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            if event.type() == QEvent.Type.FocusOut and not self.line.list_open():
                self.take_typed()
            self.update()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        text = self.line.text()
        if event.key() == Qt.Key.Key_Backspace and not text and self._people:
            self.remove(self._people[-1][0])
            return True
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        ends = (event.key() in _ENTER and plain) or event.text() in {",", ";", "，", "、"}
        if ends and text.strip() and not self.line.list_open():
            self.take_typed()
            return True
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        lit = self.line.hasFocus()
        edge = role_color("accent" if lit else "field_edge")
        rounded(painter, QRectF(self.rect()), 6, role_color("field"), edge, width=2 if lit else 1)
        painter.end()


def is_id(key: str) -> bool:
    """Whether a text is a record id rather than a name."""
    return len(key) == 26 and key.isascii() and key.isalnum() and key.upper() == key


class RiskField(QWidget):
    """None found, or likelihood × impact in words with the band that follows."""

    changed = Signal()

    def __init__(self, rules: Rules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules = rules
        self.none = FilterChip(tr("None found"), name=tr("No risk found"))
        self.likelihood = ScaleBox("likelihood", tr("Likelihood"))
        self.impact = ScaleBox("impact", tr("Impact"))
        self.band = BandChip("")
        self.result = PlainLabel("", role="strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.none)
        row.addWidget(self.likelihood, 4)
        row.addWidget(PlainLabel("×", color="muted"))
        row.addWidget(self.impact, 5)
        row.addWidget(self.band)
        row.addWidget(self.result)
        self._keep_room()
        self.none.toggled.connect(self._toggled)
        for combo in (self.likelihood, self.impact):
            combo.currentIndexChanged.connect(self._changed)
        self.setFocusProxy(self.none)
        self._show()

    def _keep_room(self) -> None:
        """The answer has its room before there is one, so that nothing jumps aside when it comes."""
        kept = self.band.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.band.setSizePolicy(kept)
        bands = [rating_words(step, step, self._rules)[1] for step in range(1, 6)]
        words = (*bands, tr("choose both"), tr("no risk"))
        self.result.setFixedWidth(max(text_width(word, "strong") for word in words) + 2)

    def values(self) -> tuple[bool, int | None, int | None]:
        """No risk found, likelihood, impact."""
        return self.none.isChecked(), self.likelihood.currentIndex() or None, self.impact.currentIndex() or None

    def set_values(self, no_risk: bool, likelihood: int | None, impact: int | None) -> None:
        """Show an answer."""
        self.none.setChecked(no_risk)
        self.likelihood.setCurrentIndex(likelihood or 0)
        self.impact.setCurrentIndex(impact or 0)
        self._show()

    @Slot(bool)
    def _toggled(self, on: bool) -> None:
        if on:
            self.likelihood.setCurrentIndex(0)
            self.impact.setCurrentIndex(0)
        self._changed()

    @Slot()
    def _changed(self, *_: object) -> None:
        if self.none.isChecked() and (self.likelihood.currentIndex() or self.impact.currentIndex()):
            self.none.setChecked(False)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        no_risk, likelihood, impact = self.values()
        name, words = rating_words(likelihood, impact, self._rules)
        self.band.set_band(name[:1])
        self.band.setVisible(bool(name))
        if words:
            self.result.setText(words)
        elif likelihood or impact:
            self.result.setText(tr("choose both"))
        else:
            self.result.setText(tr("no risk") if no_risk else "")


class ScaleBox(QComboBox):
    """A scale whose list shows words and ranges, and which shows the word alone when it is closed."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = scale_words(name)
        self._short = [tr("{name} –", name=label), *(re.split("[,，]", text)[0] for _, text in words)]
        self.addItem(self._short[0])
        for _, text in words:
            self.addItem(text)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMinimumWidth(text_width(self._short[0]) + _ARROW)
        self.view().setMinimumWidth(theme().density.px(176))

    @override
    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        if self.currentIndex() >= 0:
            option.currentText = self._short[self.currentIndex()]


def label_width() -> int:
    """The width of the column of small labels: what the longest of them needs in the language in force."""
    labels = (tr("Risk"), tr("Plan"), tr("Next step"))
    return max(theme().density.px(_LABEL), *(text_width(label, "caption") + 8 for label in labels))


class SideRow(QWidget):
    """Parts in a line behind a small label; what is wrong stands below them."""

    def __init__(self, label: str, parts: Sequence[tuple[QWidget, int]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = PlainLabel(label, role="caption", color="muted")
        name.setFixedWidth(label_width())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(name)
        for part, stretch in parts:
            row.addWidget(part, stretch)
        self._fault = QWidget()
        line = QHBoxLayout(self._fault)
        line.setContentsMargins(label_width() + 8, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(StatusGlyph("act", size=10))
        self._words = PlainLabel("", role="caption", wrap=True)
        line.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._fault)
        self._fault.hide()

    @Slot(str)
    def set_fault(self, text: str) -> None:
        """Say what is wrong; "" takes it away."""
        self._words.setText(text)
        self._fault.setVisible(bool(text))

    def fault(self) -> str:
        """What is wrong, "" when nothing is."""
        return self._words.full_text()
