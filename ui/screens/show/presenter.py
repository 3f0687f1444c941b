# SPDX-License-Identifier: Apache-2.0
"""The presenter's window (ux W20): the audience's picture, the next one, notes, time, evidence; on no shared screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import N_, tr
from planner.views.show import ShowClock, minutes_text
from planner.views.why_view import WhyView
from ui.screens.show.evidence import EvidenceList, Way
from ui.screens.show.key_card import KeyCard
from ui.screens.show.neutral import Neutral
from ui.screens.show.overview import Overview
from ui.screens.show.presenter_parts import Picture, Strip, TimeBar
from ui.screens.show.window import ShowWindow
from ui.theme.theme import theme
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.read_area import ReadArea
from ui.widgets.safe import PlainLabel, WrappedLabel

if TYPE_CHECKING:
    from ui.screens.show.pictures import Pictures
    from ui.screens.show.window import Host

NAME: Final = "showPresenter"
_FRAME, _BAND = 8, 40
_SIZES: Final = (14, 40)
_PASSED: Final = frozenset({Qt.Key.Key_PageDown, Qt.Key.Key_PageUp})
_OWN: Final = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
_SCROLLS: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
_BUTTONS: Final = (
    ("back", N_("Back"), "←"),
    ("next", N_("Next"), "→"),
    ("black", N_("Black"), "B"),
    ("white", N_("White"), "W"),
    ("freeze", N_("Freeze"), "F"),
    ("veil", N_("Veil"), "V"),
    ("table", N_("Table"), "T"),
    ("overview", N_("All charts"), "G"),
    ("pointer", N_("Pointer"), "L"),
    ("lens", N_("Spotlight, zoom"), "Z"),
    ("swap", N_("Swap screens"), "X"),
    ("card", N_("Keys"), "F1"),
    ("leave", N_("End"), "Esc"),
)


class PresenterWindow(ShowWindow):
    """Shows what its show tells it. ``asked`` carries the verb of a button that was pressed."""

    asked = Signal(str)

    def __init__(self, host: Host, pictures: Pictures, title: str, color: str) -> None:
        super().__init__(host, NAME, tr("Presenter"))
        self._color = QColor(color)
        self.setMinimumSize(800, 520)
        self._note_size = 20
        self.mode = PlainLabel(title, role="touch_strong", color="#FFFFFF", elide=True)
        self.clock = PlainLabel(role="touch_strong", color="#FFFFFF")
        self.strip = Strip()
        self.lost = Bar("act")
        self.lost.hide()
        self.current = Picture(tr("What the audience sees"), host)
        self.follows = Picture(tr("Next"))
        self.seen = Picture(tr("The audience has"))
        self.number = PlainLabel(role="touch_title")
        self.elapsed = PlainLabel(role="touch_title")
        self.this_one = PlainLabel(role="touch_caption", color="muted")
        self.time = TimeBar()
        self.note = WrappedLabel(wrap=True, selectable=False)
        self.evidence = EvidenceList()
        self.neutral = Neutral(self)
        self.covered = self._blank = False
        self.card = KeyCard()
        self.overview = Overview(pictures)
        self.buttons: dict[str, Button] = {}
        self.capture: QWidget | None = None
        self._build()
        self.follows.clicked.connect(self._next_clicked)
        self._size_note()

    # -- building

    def _build(self) -> None:
        body = self._body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.lost)
        column.addLayout(self._pictures(), 7)
        column.addLayout(self._doings())
        column.addLayout(self._below(), 3)
        self.pages = QStackedWidget()
        for page in (body, self.overview, self.card):
            self.pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_FRAME, 0, _FRAME, _FRAME)
        outer.setSpacing(0)
        band = QHBoxLayout()
        band.setContentsMargins(8, 8, 8, 8)
        band.addWidget(self.mode, 1)
        band.addWidget(self.clock)
        outer.addLayout(band)
        outer.addWidget(self.strip)
        outer.addWidget(self.pages, 1)
        outer.addWidget(self.neutral, 1)
        self.pages.setAutoFillBackground(True)

    def _pictures(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        self.next_words = PlainLabel(role="caption", color="muted", elide=True)
        self.seen_words = PlainLabel(tr("The audience has"), role="caption", color="muted")
        grid.addWidget(self.current, 0, 0, 5, 1)
        times = QHBoxLayout()
        times.setSpacing(16)
        times.addWidget(self.number)
        times.addStretch(1)
        times.addWidget(self.elapsed)
        self.btn_pause = self._button("pause", tr("Pause"), "K", small=True)
        times.addWidget(self.btn_pause)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addLayout(times)
        right.addWidget(self.time)
        right.addWidget(self.this_one)
        grid.addLayout(right, 0, 1)
        grid.addWidget(self.next_words, 1, 1)
        grid.addWidget(self.follows, 2, 1)
        grid.addWidget(self.seen_words, 3, 1)
        grid.addWidget(self.seen, 4, 1)
        grid.setColumnStretch(0, 7)
        grid.setColumnStretch(1, 4)
        grid.setRowStretch(2, 3)
        grid.setRowStretch(4, 2)
        return grid

    def _doings(self) -> FlowLayout:
        row = FlowLayout()
        for verb, text, key in _BUTTONS:
            row.addWidget(self._button(verb, tr(text), key, small=True))
        return row

    def _below(self) -> QHBoxLayout:
        heading = QHBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(PlainLabel(tr("Notes"), role="section"))
        heading.addStretch(1)
        heading.addWidget(self._button("smaller", tr("A"), "−", small=True, name=tr("Smaller notes")))
        heading.addWidget(self._button("larger", tr("A"), "+", small=True, name=tr("Larger notes")))
        area = self._note_area = ReadArea(name=tr("Notes"))
        area.setWidget(self.note)
        area.installEventFilter(self)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(4)
        self._notes.addLayout(heading)
        self._notes.addWidget(area, 1)
        facts = QVBoxLayout()
        facts.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(tr("Evidence, for you only"), role="section"))
        head.addStretch(1)
        head.addWidget(self._button("capture", tr("Note an action"), "Ctrl+Shift+A", small=True))
        facts.addLayout(head)
        facts.addWidget(self.evidence, 1)
        self.evidence.installEventFilter(self)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(self._notes, 7)
        row.addLayout(facts, 4)
        return row

    def _button(self, verb: str, text: str, key: str, *, small: bool = False, name: str = "") -> Button:
        made = Button(text, shortcut=key, small=small, name=name)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the show
        made.installEventFilter(self)
        made.clicked.connect(partial(self.asked.emit, verb))
        self.buttons[verb] = made
        return made

    # -- what is shown

    @property
    def blank(self) -> bool:
        """Whether nothing but its frame is shown."""
        return self._blank

    def set_blank(self, blank: bool) -> None:
        """Show nothing until it is known on which screen it stands."""
        self._blank = blank
        self._arrange()

    def set_covered(self, covered: bool) -> None:
        """Show neutral words and nothing else, also by its frame and its title, while strangers may look on."""
        self.covered = covered
        self.setWindowTitle(tr("Presentation") if covered else tr("Presenter"))
        self._arrange()

    def _arrange(self) -> None:
        inner = not self._blank and not self.covered
        had = self.focusWidget()
        for part in (self.pages, self.strip, self.mode, self.clock):
            part.setVisible(inner)
        self.neutral.setVisible(self.covered and not self._blank)
        if not inner and had is not None and had is not self:
            self.setFocus()  # keys go on with the show
        elif inner and self.capture is not None and self.lost.isHidden():
            _type_on(self.capture)
        self.update()

    def show_time(self, clock: ShowClock, now: float, wall: datetime, this: str) -> None:
        """The time of the show, on the wall, and of this chart."""
        self.clock.setText(wall.strftime("%H:%M"))
        self.elapsed.setText(minutes_text(clock.elapsed(now)))
        self.time.show_time(clock, now)
        self.this_one.setText(this)
        going = clock.since is not None
        self.btn_pause.setText(tr("Pause") if going or not clock.started else tr("Go on"))

    def show_note(self, text: str, none: str = "") -> None:
        """The presenter's note on this chart; ``none`` is what is said where there is none."""
        self.note.set_color("text" if text else "muted")
        self._size_note()  # the colour brings its own font
        none = none or tr("No note on this chart. Notes are written beside the chart, on the charts page.")
        self.note.setText(text or none)

    def show_evidence(self, view: WhyView | None, otherwise: str, ways: Sequence[Way]) -> None:
        """What stands behind the chart or its mark, and what was noted; a click leaves the keys with the show."""
        self.evidence.show_why(view, otherwise, ways)
        for button in self.evidence.buttons:
            button.installEventFilter(self)

    def size_note(self, by: int) -> None:
        """Larger or smaller notes."""
        self._note_size = min(max(_SIZES[0], self._note_size + by), _SIZES[1])
        self._size_note()

    def _size_note(self) -> None:
        font = QFont(theme().font("touch_body"))
        font.setPixelSize(theme().density.px(self._note_size))
        self.note.setFont(font)
        self.note.setText(self.note.full_text())

    def show_page(self, page: QWidget | None) -> None:
        """The overview or the key card in place of the pictures; None brings these back."""
        wanted = page or self._body
        if self.pages.currentWidget() is not wanted:
            self.pages.setCurrentWidget(wanted)
            if self.capture is None:
                self.setFocus()

    def show_lost(self, text: str, ways: tuple[tuple[str, object], ...] = ()) -> None:
        """Say that the audience's screen is gone and how to go on; "" when that is over."""
        self.lost.clear_buttons()
        for n, (word, way) in enumerate(ways):
            button = self.lost.add_button(word)
            button.set_shortcut_text("R" if n == 0 and len(ways) > 1 and self.capture is None else "")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.installEventFilter(self)
            if callable(way):
                button.clicked.connect(way)
        self.lost.set_text(text)
        self.lost.setVisible(bool(text))

    def open_capture(self, panel: QWidget) -> None:
        """Put a form in place of the notes; it has the keys until it is closed."""
        self.capture = panel
        self._notes.insertWidget(1, panel)
        self._note_area.hide()

    @Slot()
    def close_capture(self) -> None:
        """Take the form away."""
        panel, self.capture = self.capture, None
        if panel is not None:
            self._notes.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        self._note_area.show()
        self.setFocus()

    @Slot()
    def _next_clicked(self) -> None:
        self.asked.emit("next")

    # -- keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        goes_on = event.key() == Qt.Key.Key_R and not self.lost.isHidden()  # a field would have taken the letter
        if self.capture is None or self.covered or goes_on or event.key() in _PASSED:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.capture.keyPressEvent(event)  # a click beside the form took the keys from it
        event.accept()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A part that was reached by Tab keeps the keys it is used with; all others are of the show."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = Qt.Key(event.key())
        if key in (_SCROLLS if isinstance(watched, ReadArea) else _OWN):
            return False
        if key == Qt.Key.Key_Escape:
            self.setFocus()
        else:
            self._host.press(event)
        return True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("black") if self.covered or self._blank else self._color)
        painter.end()


def _type_on(form: QWidget) -> None:
    """Give the keys back to the field that had them; after its buttons were passed by Tab, to the first one."""
    types = Qt.WidgetAttribute.WA_InputMethodEnabled
    fields = [part for part in form.findChildren(QWidget) if part.testAttribute(types) and part.isVisible()]
    last = form.focusWidget()
    field = last if last in fields else next(iter(fields), last)
    if field is not None:
        field.setFocus()
    if isinstance(field, QLineEdit):
        field.end(False)  # what was left by Tab shows its beginning
