# SPDX-License-Identifier: Apache-2.0
"""The field sheet (ux W6b): one check of one equipment a screen, by single keys or by touch, every entry kept at once.

A screen is read by itself and an entry is one small step of the store, so that a key is answered in milliseconds. The
table below learns what was done when the sheet is left.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.reviews.inspection_result import InspectionResult
from planner.kernel.errors import NotFoundError, PlannerError
from planner.kernel.text import tr
from planner.rules.ruleset import Rules
from planner.services import authorisations, checks, field_sheet
from planner.services.field_sheet import SheetPage, Stop, Way
from planner.views import field_reading
from ui.context import AppContext
from ui.screens.review import field_context, field_keys, field_permit
from ui.screens.review.field_body import FieldBody
from ui.screens.review.field_drafts import FieldDrafts
from ui.screens.review.field_frame import FieldFoot, FieldHead
from ui.screens.review.field_photo import FieldPhotos
from ui.screens.review.field_rating import FieldRating
from ui.screens.review.field_steps import FieldSteps
from ui.screens.review.field_words import head_words, last_words, place_words, stop_name, why_locked
from ui.theme.icons import role_color
from ui.theme.theme import theme

_MADE = frozenset({"pass", "attention", "fail", "not_applicable"})
_STAYS = frozenset({"attention", "fail"})  # note, photo and risk come next


class FieldSheet(QWidget):
    """``closed`` carries the id of the check at which it was left. ``source`` is told with every change."""

    closed = Signal(str)

    def __init__(
        self, app: AppContext, review_id: str, rules: Rules, source: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("fieldSheet")
        self.setAccessibleName(tr("Field sheet"))
        self.app, self.source, self.rules = app, source, rules
        self.way: Way = field_sheet.way(app.session, review_id)
        self.stops: tuple[Stop, ...] = self.way.stops
        self.day = self.way.review.done_on or app.session.today()
        self.index = 0
        self.page: SheetPage | None = None
        self.locked = why_locked(self.way, read_only=app.session.read_only)
        self._build()
        self._wire()
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _build(self) -> None:
        self.photos = FieldPhotos(self)
        self.body = FieldBody(self._take_key, self.photos)
        self.reading, self.note = self.body.reading, self.body.note
        self.notice, self.context = self.body.notice, self.body.context
        self.head, self.foot = FieldHead(), FieldFoot()
        self.drafts = FieldDrafts(self.app, self.reading, self.note)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.body, 1)
        column.addWidget(self.foot)
        self.pages = QStackedWidget()
        self.pages.addWidget(main)
        self.rating = FieldRating(self)
        self.steps = FieldSteps(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(self.pages, 1)
        self.head.show_review(*head_words(self.way, self.app.session.today()))
        theme().changed.connect(self.update)

    def _wire(self) -> None:
        self.head.left.connect(self.leave)
        self.foot.moved.connect(self.go)
        self.foot.next_place.connect(lambda: self.go_place(1))
        self.body.results.chosen.connect(self.give)
        self.body.btn_less.clicked.connect(lambda: self.step(-1))
        self.body.btn_more.clicked.connect(lambda: self.step(1))
        self.body.btn_risk.clicked.connect(self.rate_risk)
        self.reading.edited.connect(self._reading_typed)
        self.reading.edit.left.connect(self._field_left)
        self.note.edit.left.connect(self._field_left)

    # -- show

    @property
    def check(self) -> InspectionResult:
        """The check that is shown."""
        assert self.page is not None
        return self.page.check

    @property
    def stop(self) -> Stop:
        """Where one is."""
        return self.stops[self.index]

    def start(self, check_id: str = "") -> None:
        """Begin at a check, else at the first that was not made."""
        keys = [stop.id for stop in self.stops]
        open_ = next((n for n, stop in enumerate(self.stops) if stop.result not in _MADE), 0)
        self.show_at(keys.index(check_id) if check_id in keys else open_)
        at = self.way.saved
        if at is not None and at.astimezone().date() == self.app.session.today():
            self.head.show_saved(at)
        if self.locked:
            self.notice.say(tr("Only to read."), self.locked)
        field_permit.tell_permit(self)

    def show_at(self, index: int) -> None:
        """Show a check of the way; what was said about another one goes, unless it was about the clock."""
        try:
            page = field_sheet.page(self.app.session, self.stops[index].id)
        except NotFoundError:  # moved to the Trash in another window
            self.refresh_way()
            return
        self.index, self.page = index, page
        self.drafts.at(page.check.id)
        name, today, locked = stop_name(self.stop), self.app.session.today(), bool(self.locked)
        body = self.body
        body.group.setText(place_words(self.stops, index))
        body.last.setText(last_words(page.last, page.check.unit, today))
        body.title.setText(self.stop.asset or self.stop.item)
        body.item.setText(self.stop.item if self.stop.asset else "")
        body.show_advice(page.check.advice or "")
        self.reading.show_check(page.check, name, locked=locked)
        self.note.show_check(page.check, name, locked=locked)
        body.open_keys(number=self.reading.number, locked=locked)
        self.photos.show_files(page.files, locked=locked)
        body.past.show_page(page, self.day)
        self._show_reading()
        self._show_way()
        field_context.show_context(self)
        self.rest()

    def _show_way(self) -> None:
        self.head.show_way(tuple(stop.result in _MADE for stop in self.stops), self.index)
        later = self.stops[self.index + 1 :]
        self.foot.show_place(
            stop_name(later[0]) if later else "",
            first=self.index == 0,
            last=not later,
            more=any(stop.place != self.stop.place for stop in later),
        )
        self.rating.show_button(self.page, locked=bool(self.locked))

    def _show_reading(self) -> None:
        text = self.reading.text
        words = field_reading.reading_words(self.check, text)
        gauge = field_reading.gauge(self.check, text)
        self.body.gauge.show_reading(gauge, field_reading.limit_text(self.check), words)
        self.body.results.show_result(self.check.result, self.proposal())

    def proposal(self) -> str:
        """The result that what stands in the reading proposes and Enter would take; "" for none."""
        if self.locked or not self.reading.text or checks.is_by_hand(self.check):
            return ""
        found = field_reading.proposed(self.check, self.reading.text)
        return found if found != self.check.result or self.reading.dirty else ""

    def refresh_way(self) -> None:
        """Read the way anew, as after an undo or where a check is gone."""
        self.way = field_sheet.way(self.app.session, self.way.review.id)
        self.stops = self.way.stops
        if not self.stops:
            self.leave()
            return
        self.show_at(min(self.index, len(self.stops) - 1))

    # -- what is typed

    def _reading_typed(self, _text: str) -> None:
        self._show_reading()
        field_context.tell_hand(self)

    def _field_left(self) -> None:
        if self.isVisible() and self.page is not None:
            self.save()

    @property
    def typing(self) -> bool:
        """Whether something is typed that is not kept yet."""
        return self.reading.dirty or self.note.dirty

    def begin_reading(self, text: str) -> None:
        """A digit was typed anywhere."""
        if not self.locked:
            self.reading.begin(text)

    def step(self, by: int) -> None:
        """Move the reading by one of its last place."""
        if self.locked or not self.reading.number or self.page is None:
            return
        before = self.page.last.reading if self.page.last else ""
        self.reading.put(field_reading.stepped(self.reading.text, by, before))

    def focus_reading(self) -> None:
        """Type in the reading."""
        self.reading.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reading.edit.selectAll()

    def focus_note(self) -> None:
        """Type in the note."""
        if self.locked:
            return
        self.note.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.note.edit.moveCursor(self.note.edit.textCursor().MoveOperation.End)

    def rest(self) -> None:
        """The keys go where this check wants them: a number into its field, otherwise to the sheet."""
        if self.pages.currentIndex() == 0:
            target = self.reading.edit if self.reading.number and not self.locked else self
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- entries

    def save(self, result: str | None = None, *, accept: bool = False) -> bool:
        """Keep what is typed, and a result, as one step; False when it could not be kept."""
        given: dict[str, Any] = {}
        if self.reading.dirty or accept:
            given["reading"] = self.reading.text or None
        if self.note.dirty:
            given["note"] = self.note.text or None
        if self.locked or (result is None and not given):
            return True
        before = self.check
        try:
            with self.drafts.saving(given):
                found = checks.record_result(self.app.session, before.id, result, source=self.source, **given)
        except PlannerError as error:
            self.say_fault(error, tr("Not saved."))
            self.head.show_saved(None)
            return False
        self._kept(found, before)
        return True

    def _kept(self, found: InspectionResult, before: InspectionResult) -> None:
        assert self.page is not None
        self.page = replace(self.page, check=found)
        self.stops = tuple(s._replace(result=found.result) if s.id == found.id else s for s in self.stops)
        self.reading.kept, self.note.kept = found.reading or "", found.note or ""
        self.steps.new_entry()
        self.head.show_saved(self.app.session.clock.now())
        self._show_reading()
        self._show_way()
        field_context.tell_kept(self, found, before)

    def give(self, value: str) -> None:
        """A result key: keep it with what is typed; what is good or does not apply goes on by itself."""
        if self.locked:
            return
        if self.save(value) and value not in _STAYS:
            self.go(1)
        else:
            self.rest()

    def accept(self) -> None:
        """Enter: keep the reading with the result it proposes and go on; stay where a person must decide."""
        if self.locked or not (self.reading.dirty or self.proposal()):
            self.go(1)
            return
        if self.save(accept=True) and field_context.is_settled(self):
            self.go(1)

    def say_fault(self, error: PlannerError, lead: str) -> None:
        """Say what did not work; the text stays where it is."""
        remedy = (field_permit.remedy(self),) if error.code == authorisations.CODE else ()
        self.notice.say(lead, str(error), remedy, kind="act")

    # -- ways

    def go(self, by: int) -> None:
        """To the check before or after; what is typed is kept first."""
        self.go_to(self.index + by)

    def go_to(self, index: int) -> None:
        """To a check by its number on the way."""
        if not self.save():
            return
        if 0 <= index < len(self.stops):
            field_context.clear_passing(self)
            self.show_at(index)
        elif index >= len(self.stops):
            field_context.tell_end(self)
            self.rest()

    def go_place(self, by: int) -> None:
        """To the next equipment, or back to the first check of this one, then of the one before."""
        places = [stop.place for stop in self.stops]
        if by > 0:
            later = (n for n in range(self.index + 1, len(places)) if places[n] != places[self.index])
            self.go_to(next(later, self.index))
            return
        at = self.index if places.index(places[self.index]) < self.index else max(0, self.index - 1)
        self.go_to(places.index(places[at]))

    def escape(self) -> None:
        """One step out: the text being typed, a message, then the sheet."""
        if self.typing:
            self.drafts.forget()
            self.reading.revert()
            self.note.revert()
            self._show_reading()
            self.rest()
        elif self.note.edit.hasFocus():
            self.rest()
        elif self.notice.text and not self.locked:
            self.notice.clear()
        else:
            self.leave()

    def leave(self) -> None:
        """Back to the table, at the same check."""
        if not self.stops or self.save():
            self.closed.emit(self.stop.id if self.stops else "")

    # -- risk, finding, photos

    def rate_risk(self) -> None:
        """Rate the risk of this check with large keys."""
        if self.save():
            self.rating.open()

    def use_finding(self) -> None:
        """Go on with the finding that an earlier review left open."""
        found = self.page.still_open if self.page is not None else None
        if self.locked or found is None or self.page is None or self.page.used or not self.save():
            return
        try:
            field_sheet.use_finding(self.app.session, self.stop.id, found.id, source=self.source)
        except PlannerError as error:
            self.say_fault(error, tr("Not saved."))
            return
        self.entered()

    def entered(self) -> None:
        """Something else was kept for this check: show it."""
        self.steps.new_entry()
        self.head.show_saved(self.app.session.clock.now())
        self.refresh_way()

    def show_files(self, said: str) -> None:
        """A job with photos is over: count them anew, and say so."""
        if self.page is not None:
            self.page = replace(self.page, files=field_sheet.page(self.app.session, self.stop.id).files)
            self.photos.show_files(self.page.files, locked=bool(self.locked))
            self.body.past.show_page(self.page, self.day)
        if said:
            self.head.show_saved(self.app.session.clock.now())
            self.notice.say("", said)

    # -- events

    def _take_key(self, event: QKeyEvent, where: QWidget) -> bool:
        return field_keys.take_key(self, event, where)

    @override
    def event(self, event: QEvent) -> bool:
        """Keys are the sheet's own; those few that belong to the window go on to it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(not field_keys.is_of_window(event))
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._take_key(event, self)
        event.accept()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.locked and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if self.photos.take(event.mimeData()):
            event.acceptProposedAction()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), role_color("card"))
        painter.end()
