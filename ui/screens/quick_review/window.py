# SPDX-License-Identifier: Apache-2.0
"""The quick review window: keeps what is typed as a draft until it is saved; Ctrl+Enter saves, Esc closes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.errors import PlannerError, ValidationError
from planner.kernel.text import tr
from planner.services import drafts
from planner.services.capture_preset import preset
from planner.services.capture_reading import with_details
from planner.services.quick_review import Capture, Captured, quick_capture
from ui.context import AppContext, Place
from ui.forms.draft_keeper import keeper_of
from ui.forms.editors import make_editor
from ui.later import Later
from ui.screens.quick_review import form_state
from ui.screens.quick_review.elapsed import Elapsed
from ui.screens.quick_review.form import QuickForm
from ui.screens.quick_review.form_state import FormState
from ui.screens.quick_review.saved import said
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.hint import Hint
from ui.widgets.panes import PaneHeader, Panel

_WIDTH, _HEIGHT = 560, 420
_LEAST, _MARGIN = 120, 16


class QuickReview(QWidget):
    """One window, used again and again: `begin` fills it, hiding it keeps what is typed."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        flags = Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(parent, flags)
        self.setObjectName("winQuickReview")
        self.setWindowTitle(tr("Quick review"))
        self.app = app
        self.shut = False
        self.form = QuickForm(app)
        self._drafts = keeper_of(app)
        self._fit_later = Later(self, self._fit)
        self._build()
        self._lay_out()
        self._wire()
        self.setMinimumWidth(theme().density.px(_WIDTH))
        self.resize(theme().density.px(_WIDTH), theme().density.px(_HEIGHT))

    # -- build

    def _build(self) -> None:
        self.header = PaneHeader(tr("Quick review"), closable=True, height=44, fill="raised")
        self.audience = make_editor(NETWORK_REVIEW.field("audience"), self.form.refs)
        self.elapsed = Elapsed()
        self.header.add_right(self.elapsed)
        self.header.add_right(self.audience)
        self.back = Bar("info", tr("What you typed before is back."))
        self.btn_empty = self.back.add_button(tr("Start empty"))
        self.wrong = Bar("watch", "")
        self.hint = Hint(self.app, "quick-review", tr("Account and one sentence are enough; Esc keeps what you typed."))
        self.btn_more = Button(tr("More detail…"), variant="text")
        self.btn_another = Button(tr("Add & another"), tip=tr("Ctrl+Shift+Enter"))
        self.btn_save = Button(tr("Add review"), variant="primary", shortcut=tr("Ctrl+Enter"))
        self.btn_save.setObjectName("btnSaveReview")

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        self.back_box, self.wrong_box = _boxed(self.back), _boxed(self.wrong)
        self.hint.setContentsMargins(16, 8, 12, 0)
        outer.addWidget(self.hint)
        outer.addWidget(self.back_box)
        outer.addWidget(self.wrong_box)
        outer.addWidget(self._scrolled(), 1)
        foot = Panel(lines="t", fill="raised")
        row = QHBoxLayout(foot)
        row.setContentsMargins(10, 9, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.btn_more)
        row.addStretch(1)
        row.addWidget(self.btn_another)
        row.addWidget(self.btn_save)
        outer.addWidget(foot)
        last = self.audience.focusProxy() or self.audience
        chain = [*self.form.chain(), self.btn_more, self.btn_another, self.btn_save, last, self.hint.close_button]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _scrolled(self) -> QScrollArea:
        """The form, which scrolls where the screen is lower than all that is read and said."""
        self.area = QScrollArea()
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setMinimumHeight(theme().density.px(_LEAST))
        self.area.setWidget(self.form)
        for part in (self.area.viewport(), self.form):
            part.setAutoFillBackground(False)  # the ground is the window's own
        return self.area

    def _wire(self) -> None:
        self.header.closed.connect(self.hide)
        self.form.changed.connect(self._keep_soon)
        self.form.typing.connect(self._keep_soon)
        self.audience.committed.connect(self._audience_chosen)
        self.btn_save.clicked.connect(self.save)
        self.btn_another.clicked.connect(self.save_another)
        self.btn_more.clicked.connect(self.more)
        self.btn_empty.clicked.connect(self.start_empty)
        self.hint.closed.connect(self._fit)
        for keys, slot in (
            ("Ctrl+Return", self.save),
            ("Ctrl+Enter", self.save),
            ("Ctrl+Shift+Return", self.save_another),
            ("Ctrl+Shift+Enter", self.save_another),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # -- begin and end

    def begin(self, account_id: str | None, page: str | None = None) -> None:
        """Fill the window: what was typed before, else the account chosen, today's visit, the page's, the last one."""
        found = self._found()
        before, typing = form_state.read(found), str(found.get("typing") or "")
        self.hint.look()
        self.back_box.setVisible(before is not None)
        self._show(before or self._fresh(account_id, page))
        self.form.met.line.setText(typing)
        self.elapsed.begin()

    def _found(self) -> dict[str, Any]:
        """What was typed before, also where the store could not take it yet."""
        draft = self._drafts.waiting(form_state.PLACE)
        return draft.values if draft is not None else drafts.get(self.app.session, form_state.PLACE)

    def _fresh(self, account_id: str | None, page: str | None = None) -> FormState:
        session = self.app.session
        found = preset(session, chosen=account_id, page=page, last=form_state.last_account(session))
        self.header.set_title(tr("Quick review"), tr("visit today") if found.visit else "")
        return FormState(
            account_id=found.account_id,
            site_id=found.site_id,
            on=session.today().isoformat(),
            met=found.met,
            given=found.met,
        )

    def _show(self, state: FormState) -> None:
        self.form.fill(state)
        self.audience.set_value(state.audience)
        self.wrong_box.hide()
        known = bool(self.form.account.field_editor.kept)
        target: QWidget = self.form.text if known else self.form.account.field_editor
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        px = theme().density.px
        rest = self.minimumSizeHint().height() - self.area.minimumHeight()
        needed = rest + self.form.minimumSizeHint().height()
        most = self.screen().availableGeometry().height() - px(_MARGIN)
        self.resize(px(_WIDTH), min(max(px(_HEIGHT), needed), most))
        self._keep_on_screen()

    def _keep_on_screen(self) -> None:
        """A window that has grown is moved up rather than below the edge."""
        below = self.geometry().bottom() - self.screen().availableGeometry().bottom()
        if self.isVisible() and below > 0:
            self.move(self.x(), max(self.screen().availableGeometry().top(), self.y() - below))

    def state(self) -> FormState:
        """Everything that stands in the window."""
        audience = self.audience.kept
        return replace(self.form.state(), audience=audience if isinstance(audience, str) else "internal")

    @Slot(object)
    def _audience_chosen(self, value: object) -> None:
        self.audience.set_value(value)
        self._keep_soon()

    @Slot()
    def _keep_soon(self) -> None:
        """Keep what is typed within the second, as every field does."""
        if self.shut:
            return
        met = self.form.met.line.text()
        values = form_state.values(self.state(), typing=met, shown=self.isVisible())
        if values is None:
            self._drafts.forget(form_state.PLACE)
        else:
            self._drafts.note(form_state.PLACE, values)

    @Slot()
    def keep(self) -> None:
        """Keep what is typed now."""
        self._keep_soon()
        self._drafts.flush()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous() and not self.shut:
            self.form.met.take_typed()
            self.keep()
        super().hideEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow() and self.isVisible():
            self.keep()

    @Slot()
    def start_empty(self) -> None:
        """Drop what was typed before."""
        self.back_box.hide()
        self._drop()
        self._show(self._fresh(self.form.state().account_id))

    def shut_down(self) -> None:
        """The portfolio closes: what is typed was kept when the window was hidden, and the window goes."""
        if not self.shut:
            self.shut = True
            self.hide()
            self.deleteLater()

    def _drop(self) -> None:
        self._drafts.forget(form_state.PLACE)
        if drafts.get(self.app.session, form_state.PLACE):  # kept before this window came to be
            drafts.drop(self.app.session, form_state.PLACE)

    # -- save

    @Slot()
    def save(self) -> None:
        """Make the review and go away."""
        if self._save() is not None:
            self.hide()

    @Slot()
    def save_another(self) -> None:
        """Make the review and begin the next one with the same account, day and people."""
        self.form.met.take_typed()
        before = self.state()
        if self._save() is None:
            return
        kept = FormState(account_id=before.account_id, site_id=before.site_id, on=before.on, audience=before.audience)
        self._show(replace(kept, met=self._known(before)))
        self.elapsed.begin()

    def _known(self, state: FormState) -> tuple[str, ...]:
        """The people of the visit; those who were new are contacts now."""
        exact = self.form.refs.exact
        found = (exact("contact", who) for who in state.met)
        return tuple(hit.id if hit else who for hit, who in zip(found, state.met, strict=True))

    @Slot()
    def more(self) -> None:
        """Make a review of what is there and open the full review; with nothing typed, the reviews of the account."""
        if not self.state().typed and self.form.account.field_editor.kept:
            key = self.state().account_id
            self.hide()
            self.app.navigator.go(Place(page="account", account_id=key, section="reviews"))
            return
        made = self._save()
        if made is not None:
            key = self.state().account_id
            self.hide()
            place = Place(page="account", account_id=key, section="reviews", record=made.review_id)
            self.app.navigator.go(place)

    def _save(self) -> Captured | None:
        """Keep the review as one step; None when something has to be mended first."""
        self.wrong_box.hide()
        if not self.form.settle():
            self.form.focus_fault()
            return None
        state, session = self.state(), self.app.session
        try:
            with self._drafts.saving(form_state.PLACE):
                made = quick_capture(session, self._capture(state))
        except ValidationError as fault:
            self.form.show_faults(fault.faults)
            return None
        except PlannerError as fault:
            self.wrong.set_text(str(fault))
            self.wrong_box.show()
            return None
        self.back_box.hide()
        form_state.remember(session, state.account_id)
        words = said(session, state.account_id, made)
        self._clear(state)
        place = Place(page="account", account_id=state.account_id, section="reviews", record=made.review_id)
        self.app.notices.toast(words, undo=True, go=partial(self.app.navigator.go, place))
        return made

    def _capture(self, state: FormState) -> Capture:
        """What the fields hold, with what was read of the text and has no field."""
        form = self.form
        return with_details(state.capture(), form.live.read, own_action=form.in_step.has_own_action)

    def _clear(self, state: FormState) -> None:
        """What was saved is no draft any more."""
        self.form.fill(FormState(account_id=state.account_id, site_id=state.site_id, on=state.on))
        self._drop()

    # -- window

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The head moves the window, which has no frame of its own."""
        handle = self.windowHandle()
        in_head = event.position().y() <= self.header.height()
        if event.button() == Qt.MouseButton.LeftButton and in_head and handle is not None:
            handle.startSystemMove()

    @override
    def event(self, event: QEvent) -> bool:
        """Bars and faults that come and go change the height, both ways."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_later.start()
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), role_color("raised"))
        painter.setPen(role_color("field_edge"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def _boxed(bar: Bar) -> QWidget:
    """A bar with room round it, hidden until there is something to say."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(16, 8, 16, 0)
    column.addWidget(bar)
    box.hide()
    return box
