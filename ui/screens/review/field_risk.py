# SPDX-License-Identifier: Apache-2.0
"""Rating a risk on the field sheet: both scales in words with large keys, what that makes, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.customers.site import ImpactExample
from planner.entities.risks.risk import Risk
from planner.kernel.text import N_, tr
from planner.rules.ruleset import IMPACTS, LIKELIHOODS, Rules
from planner.views.review_view import rating_words
from ui.screens.review.field_parts import FieldButton, TouchButton
from ui.screens.review.parts import scrolled
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.chips import BandChip
from ui.widgets.paint import draw_text, rounded
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel

_KEY: Final = 56
_NEEDS: Final = {
    "low": N_("Low: keep an eye on it."),
    "medium": N_("Medium: needs an action."),
    "high": N_("High: needs a contingency plan within {plan} days."),
    "extreme": N_("Extreme: needs a contingency plan within {plan} days and a drill within {drill} days."),
}


class ScaleKey(FieldButton):
    """One step of a scale: its number, its word, and what it means, at the right or ``below``."""

    def __init__(
        self, value: int, word: str, meaning: str, parent: QWidget | None = None, *, below: bool = False
    ) -> None:
        self.value, self._meaning, self._below = value, meaning, below
        super().__init__(word, parent, name=", ".join(part for part in (f"{value} {word}", meaning) if part))
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def nextCheckState(self) -> None:
        """The owner says which one is chosen."""

    @override
    def sizeHint(self) -> QSize:
        two = theme().density.px(24) + theme().density.px(22) + 8
        return QSize(200, max(_KEY, two) if self._below else _KEY)

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        on, px = self.isChecked(), theme().density.px
        fill = "selection" if on else self.fill_role("card")
        edge = "accent" if on else "button_edge"
        rounded(painter, area, 8, role_color(fill), role_color(edge), width=2 if on else 1)
        left, width = px(16), self.width() - px(28)
        draw_text(painter, QRect(left, 0, px(24), self.height()), str(self.value), role="touch_key")
        left += px(34)
        width -= px(34)
        if not self._meaning or not self._below:
            box = QRect(left, 0, width, self.height())
            draw_text(painter, box, self._label, role="touch_name")
            right = Qt.AlignmentFlag.AlignRight
            draw_text(painter, box, self._meaning, role="touch_caption", color="muted", align=right)
            return
        middle = self.height() // 2
        draw_text(painter, QRect(left, middle - px(24), width, px(24)), self._label, role="touch_name")
        draw_text(painter, QRect(left, middle, width, px(22)), self._meaning, role="touch_caption", color="muted")


class _Scale(QWidget):
    """The five steps of a scale; ``chosen`` tells that one was taken."""

    chosen = Signal()

    def __init__(self, title: str, steps: list[tuple[int, str, str]], *, below: bool = False) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(PlainLabel(title, role="touch_caption", color="muted"))
        self.keys = [ScaleKey(*step, below=below) for step in steps]
        self.value: int | None = None
        for key in self.keys:
            key.clicked.connect(lambda _checked=False, value=key.value: self.choose(value))
            column.addWidget(key)
        column.addStretch(1)

    def choose(self, value: int | None) -> None:
        """Take a step; None takes it back."""
        self.value = value
        for key in self.keys:
            key.setChecked(key.value == value)
        self.chosen.emit()


class FieldRisk(QWidget):
    """``done`` carries likelihood and impact, ``left`` goes back without a rating, ``other`` asks for the next risk."""

    done = Signal(int, int)
    left = Signal()
    other = Signal()

    def __init__(self, rules: Rules, examples: tuple[ImpactExample, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules = rules
        said = {example.impact: example.example for example in examples}
        self.likelihood = _Scale(tr("How likely? (keys 1–5)"), [(n, tr(word), share) for n, word, share in LIKELIHOODS])
        self.impact = _Scale(
            tr("How bad? (then 1–5 again)"), [(n, tr(word), said.get(n, "")) for n, word in IMPACTS], below=bool(said)
        )
        self.statement = PlainLabel(role="touch_key", wrap=True)
        self.btn_other = TouchButton("", icon="arrow-right", letter="R")
        self.btn_other.setObjectName("btnFieldRiskOther")
        self.btn_other.clicked.connect(self.other)
        self._first = True
        self.chip = BandChip()
        self.result = PlainLabel(role="touch_strong")
        self.needs = PlainLabel(role="touch_caption", color="muted", wrap=True)
        self.btn_back = TouchButton(tr("Back"), icon="arrow-left", letter="Esc")
        self.btn_save = TouchButton(tr("Save risk"), icon="check", primary=True, letter=tr("Enter"))
        self.btn_save.setObjectName("btnFieldRiskSave")
        self._lay_out()
        for scale in (self.likelihood, self.impact):
            scale.chosen.connect(self._show)
        self.likelihood.chosen.connect(self._then_impact)
        self.btn_back.clicked.connect(self.left)
        self.btn_save.clicked.connect(self.save)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _lay_out(self) -> None:
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(24, 16, 24, 16)
        inside.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.statement, 1)
        head.addWidget(self.btn_other)
        inside.addLayout(head)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.likelihood, 1)
        both.addWidget(self.impact, 1)
        inside.addLayout(both, 1)
        foot = Panel(fill="window", lines="t")
        foot.setFixedHeight(88)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 1, 24, 0)
        row.setSpacing(12)
        row.addWidget(self.btn_back)
        row.addSpacing(12)
        row.addWidget(self.chip)
        row.addWidget(self.result)
        row.addWidget(self.needs, 1)
        row.addWidget(self.btn_save)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolled(body), 1)
        outer.addWidget(foot)

    def begin(self, statement: str, risk: Risk | None, other: str = "") -> None:
        """Rate this; ``risk`` is the one that is there already, ``other`` names what R goes on to."""
        self.statement.setText(statement)
        self.btn_other.setText(other)
        self.btn_other.setVisible(bool(other))
        self.likelihood.choose(risk.likelihood if risk else None)
        self.impact.choose(risk.impact if risk else None)
        self._first = True
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        name, words = rating_words(self.likelihood.value, self.impact.value, self._rules)
        self.chip.set_band(name)
        self.result.setText(words or tr("Not rated yet"))
        rule = self._rules.risk
        days = rule.extreme_plan_days if name == "extreme" else rule.high_plan_days
        self.needs.setText(tr(_NEEDS[name], plan=days, drill=rule.extreme_drill_days) if name else "")
        self.btn_save.setEnabled(bool(name))

    def save(self) -> None:
        """Take the rating, when there is one."""
        if self.likelihood.value is not None and self.impact.value is not None:
            self.done.emit(self.likelihood.value, self.impact.value)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 5 for likelihood, then for impact, also of a risk that is rated; Backspace takes the last one back."""
        doers: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Escape: self.left.emit,
            Qt.Key.Key_Return: self.save,
            Qt.Key.Key_Enter: self.save,
            Qt.Key.Key_Backspace: self._back,
            Qt.Key.Key_R: self.btn_other.click,
        }
        key = Qt.Key(event.key())
        value = event.key() - int(Qt.Key.Key_0)
        if key in doers:
            doers[key]()
        elif 1 <= value <= len(self.likelihood.keys) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.likelihood if self._first else self.impact).choose(value)
        event.accept()

    def _back(self) -> None:
        first = self.impact.value is None
        (self.likelihood if first else self.impact).choose(None)
        self._first = first

    def _then_impact(self) -> None:
        self._first = False
