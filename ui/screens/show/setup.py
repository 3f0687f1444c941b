# SPDX-License-Identifier: Apache-2.0
"""The set-up sheet of a show (ux W19): for whom, on which screens, how long."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QDialog, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from planner.entities.customers.account import ACCOUNT
from planner.kernel.text import LANGUAGES, tr, trn
from planner.services import chart_cards, crud
from planner.services import show as service
from planner.views.audience import CUSTOMER, INTERNAL
from ui.context import AppContext
from ui.dialogs.base import HouseDialog
from ui.screens.show import places
from ui.screens.show.awake import offered
from ui.screens.show.setting import Setting
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.field import FieldBox
from ui.widgets.segmented import Segment, SegmentedControl

_MOST: Final = 480
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class SetupSheet(HouseDialog):
    """`ask` gives the setting, None when it was left; ``rehearse`` says that it is for a rehearsal."""

    def __init__(self, app: AppContext, account_id: str, setting: Setting, parent: QWidget, *, slides: int = 0) -> None:
        """The portfolio has no account id; ``slides`` is then how many there are, for internal readers alone."""
        self._name = crud.get(app.session, ACCOUNT, account_id).name if account_id else tr("Portfolio")
        self._slides = slides
        super().__init__(tr("Present: {name}", name=self._name), parent, width=theme().density.px(560))
        self.setObjectName("dlgShow")
        self._app, self._account, self._start = app, account_id, setting
        self.rehearse = False
        self._shown: list[QWidget] = []
        self._build_audience()
        self._build_screens()
        self._build_rest()
        self.btn_rehearse = self.add_button(tr("Rehearse"), name="btnRehearse")
        self.btn_cancel = self.add_button(tr("Cancel"), name="btnCancel")
        self.btn_start = self.add_button(tr("Start"), primary=True, name="btnStart")
        self.btn_rehearse.clicked.connect(self._rehearse)
        self.btn_cancel.clicked.connect(self.reject)
        self.btn_start.clicked.connect(self.accept)
        self._say()
        # The arrows choose for whom; Enter starts from there too.
        (self.audience.part(setting.audience) if account_id else self.btn_start).setFocus()

    # -- parts

    def _build_audience(self) -> None:
        parts = [Segment(key=INTERNAL, label=tr("Internal"))]
        if self._account:
            parts.append(Segment(key=CUSTOMER, label=tr("Customer: {name}", name=self._name)))
        self.audience = SegmentedControl(parts, name=tr("Show for"))
        self.audience.setObjectName("segAudience")
        self.audience.set_key(self._start.audience)
        self.audience.selected.connect(self._say)
        for part in self.audience.findChildren(QAbstractButton):
            part.installEventFilter(self)
        self.column.addWidget(FieldBox(tr("Show for"), self.audience))
        self.counts = self.add_text("")
        self.held_back = self.add_text("", color="muted")

    def _build_screens(self) -> None:
        self.theirs, self.own = QComboBox(self), QComboBox(self)
        self.theirs.setObjectName("cmbAudienceScreen")
        self.own.setObjectName("cmbPresenterScreen")
        for one in places.apart():
            self.theirs.addItem(places.words_of(one), places.key_of(one))
            self.own.addItem(places.words_of(one), places.key_of(one))
        self.own.addItem(tr("One screen: no notes"), "")
        _choose(self.theirs, self._start.screen)
        _choose(self.own, self._start.presenter)
        self.theirs.currentIndexChanged.connect(self._apart)
        self.own.currentIndexChanged.connect(self._apart)
        self.btn_identify = Button(tr("Identify"), tip=tr("Show on every screen its number"))
        self.btn_swap = Button(tr("Swap"), tip=tr("Let the screens take each other's part"))
        self.btn_identify.clicked.connect(self._identify)
        self.btn_swap.clicked.connect(self._swap)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(FieldBox(tr("Audience screen"), self.theirs), 1)
        row.addWidget(FieldBox(tr("Presenter screen"), self.own), 1)
        self.column.addLayout(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.btn_identify)
        buttons.addWidget(self.btn_swap)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self.advice = self.add_text("", color="muted")

    def _build_rest(self) -> None:
        self.minutes = QLineEdit(str(self._start.minutes), self)
        self.minutes.setObjectName("edtMinutes")
        self.minutes.setValidator(QIntValidator(1, _MOST, self))
        self.language = QComboBox(self)
        self.language.setObjectName("cmbShowLanguage")
        self.language.addItem(tr("As the program"), "")
        for code, word in LANGUAGES:
            self.language.addItem(word, code)
        _choose(self.language, self._start.language)
        spoken = FieldBox(tr("Language of the charts"), self.language)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(FieldBox(tr("Duration"), self.minutes, unit=tr("min")), 1)
        row.addWidget(spoken, 1)
        spoken.setVisible(bool(self._account))  # the portfolio page is shown as it stands
        self.column.addLayout(row)
        self.dark = QCheckBox(tr("Dark pictures, for a dim room"), self)
        self.dark.setChecked(self._start.dark)
        self.column.addWidget(self.dark)
        self.recap = QCheckBox(tr("Closing page with the actions noted in the show"), self)
        self.recap.setChecked(self._start.recap)
        self.column.addWidget(self.recap)
        self.awake = QCheckBox(tr("Keep the screens awake"), self)
        self.awake.setChecked(self._start.awake)
        self.column.addWidget(self.awake)
        self.awake.setVisible(offered())
        self.reminder = self.add_text(self._reminder(), color="muted")

    def _reminder(self) -> str:
        words = tr("Messages of this program wait until the show is over. Turn on Do Not Disturb for those of others.")
        if offered():
            return words
        return tr("{first} This system offers no way to keep the screens awake: set that in its settings.", first=words)

    @override
    def event(self, event: QEvent) -> bool:
        """Take the height for words that came; a window that is too low would squeeze the fields."""
        done = super().event(event)
        if event.type() != QEvent.Type.LayoutRequest or not self.isVisible():  # it may have been the last of all
            return done
        layout = self.layout()
        if layout is not None:
            needed = layout.totalHeightForWidth(self.width())
            if needed > self.height():
                self.resize(self.width(), needed)
        return done

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A part of the chooser that was clicked would keep Enter to itself."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter starts from every field, not from the button alone."""
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.btn_start.click()
        else:
            super().keyPressEvent(event)

    # -- words

    @Slot()
    def _say(self) -> None:
        """How many charts there are, and which of them this audience may not see."""
        if not self._account:
            words = trn("{n} module of the page, as shown", "{n} modules of the page, as shown", self._slides)
            self.counts.setText(words)
            self.held_back.setText(tr("The portfolio speaks of all accounts: it is never shown to customers."))
            self._advise()
            return
        session, audience = self._app.session, self.audience.key()
        names = service.held_back(session, self._account, audience)
        bare = service.unshared(session, self._account, audience)
        ticked = sum(card.shown for card in chart_cards.cards(session, self._account))
        words = trn("{n} chart ticked", "{n} charts ticked", ticked)
        if names:
            rest = trn("{n} is not allowed for customers", "{n} are not allowed for customers", len(names))
            words = tr("{all}, {rest}", all=words, rest=rest)
        if bare:
            words = tr(
                "{all}, {rest}", all=words, rest=trn("{n} has nothing shared", "{n} have nothing shared", len(bare))
            )
        self.counts.setText(words)
        said = [tr("Not shown: {names}.", names=", ".join(names))] if names else []
        said += [tr("Nothing shared yet: {names}.", names=", ".join(bare))] if bare else []
        self.held_back.setText(" ".join(said))
        self.held_back.setVisible(bool(said))
        reason = "" if ticked > len(names) + len(bare) else tr("None of the ticked charts may be shown to customers.")
        self.btn_start.set_off(reason)
        self.btn_rehearse.set_off(reason)
        self._advise(reason)

    def _advise(self, reason: str = "") -> None:
        if reason:
            words = reason
        elif self.own.currentData():
            words = tr("Notes, time and evidence are on your screen only. F1 shows the keys there.")
        else:
            words = tr(
                "One screen: no notes, no time, no messages; no action can be noted (Ctrl+Shift+A), F1 shows no keys, "
                "and every letter is a key of the show. → goes on, B is black, Esc ends. "
                "In a video call share only the window “Presentation”."
            )
        self.advice.setText(words)
        self.btn_swap.setVisible(self.own.count() > 2)
        self.btn_swap.setEnabled(bool(self.own.currentData()))

    @Slot()
    def _apart(self) -> None:
        """Notes and audience never share a screen: the chooser that was not touched gives way."""
        if self.theirs.currentData() == self.own.currentData():
            if self.sender() is self.theirs:
                others = [self.own.itemData(n) for n in range(self.own.count())]
                _choose(self.own, next(key for key in others if key != self.theirs.currentData()))
            else:
                others = [self.theirs.itemData(n) for n in range(self.theirs.count())]
                free = next((key for key in others if key != self.own.currentData()), None)
                _choose(self.theirs, free) if free is not None else _choose(self.own, "")
        self._advise(self._reason())

    def _reason(self) -> str:
        return "" if self.btn_start.isEnabled() else tr("None of the ticked charts may be shown to customers.")

    @Slot()
    def _swap(self) -> None:
        """Let the screens take each other's part."""
        screen, presenter = self.theirs.currentData(), self.own.currentData()
        for box, key in ((self.theirs, presenter), (self.own, screen)):
            box.blockSignals(True)
            _choose(box, key)
            box.blockSignals(False)

    @Slot()
    def _identify(self) -> None:
        self._shown = places.identify()
        self.activateWindow()
        self.btn_start.setFocus()  # Enter starts; it does not show the numbers again

    @Slot()
    def _rehearse(self) -> None:
        self.rehearse = True
        self.accept()

    # -- the answer

    def setting(self) -> Setting:
        """What is chosen now."""
        return Setting(
            audience=self.audience.key() if self._account else INTERNAL,
            screen=self.theirs.currentData() or "",
            presenter=self.own.currentData() or "",
            minutes=min(_MOST, max(1, int(self.minutes.text() or self._start.minutes))),
            awake=self.awake.isChecked(),
            dark=self.dark.isChecked(),
            language=self.language.currentData() or "",
            recap=self.recap.isChecked(),
            screens=places.signature(),
        )

    def ask(self) -> Setting | None:
        """Show the sheet and wait."""
        return self.setting() if self.exec() == QDialog.DialogCode.Accepted else None


def _choose(box: QComboBox, key: object) -> None:
    box.setCurrentIndex(max(0, box.findData(key)))
