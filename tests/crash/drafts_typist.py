# SPDX-License-Identifier: Apache-2.0
"""The program that is killed: real forms, real key events, and a clock of its own."""

from __future__ import annotations

import json
import os
import random
import string
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, NoReturn

from PySide6.QtCore import QEvent, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.kernel.clock import FixedClock
from planner.kernel.settings import Settings
from planner.services import crud, portfolio
from tests.crash import drafts_kill
from tests.fakes import FakePrompts, InlineJobs, RecordingNavigator, RecordingNotices
from ui.bridge import ChangeBridge
from ui.context import AppContext
from ui.forms.draft_keeper import DraftKeeper
from ui.forms.drafts import Following
from ui.forms.editor import Editor
from ui.forms.entity_form import EntityForm
from ui.forms.new_record import NewRecordPanel
from ui.screens.quick_review.window import QuickReview

_SIGNS: Final = string.ascii_lowercase + "áñ电  "


class VirtualTimer(QObject):
    """A single-shot timer on the child's clock; ``late`` is the planted bug: each key puts the end off."""

    timeout = Signal()

    def __init__(self, clock: FixedClock, *, late: bool) -> None:
        super().__init__()
        self._clock, self._late = clock, late
        self._due: Any = None

    def start(self, ms: int) -> None:
        """Be due so many ms from now."""
        self._due = self._clock.now() + timedelta(milliseconds=ms)

    def stop(self) -> None:
        """Not be due any more."""
        self._due = None

    def isActive(self) -> bool:  # noqa: N802 - as Qt calls it
        """Whether it is going to be due."""
        return self._due is not None and not self._late

    def tick(self) -> None:
        """Send what is due by now."""
        if self._due is not None and self._clock.now() >= self._due:
            self._due = None
            self.timeout.emit()


class Typist:
    """Types into five fields in turn, mostly on and on, now and then leaving a field or giving it up."""

    def __init__(self, path: Path, rng: random.Random, pipe: int, *, late: bool) -> None:
        self._path, self._rng, self._pipe, self._late = path, rng, pipe, late
        self._fields: dict[str, tuple[str, QWidget]] = {}

    def type_until_killed(self) -> NoReturn:
        """Open the portfolio, show the forms, tell what they offer, and type."""
        qInstallMessageHandler(_only_faults)
        qapp = QApplication(["typist"])
        clock = FixedClock(drafts_kill.NOW)
        session = portfolio.open_portfolio(self._path, device="victim00", clock=clock)
        bridge = ChangeBridge(session.bus)
        timer = VirtualTimer(clock, late=self._late)
        app = AppContext(
            session=session,
            bridge=bridge,
            jobs=InlineJobs(),
            prompts=FakePrompts(),
            navigator=RecordingNavigator(),
            notices=RecordingNotices(),
            settings=Settings(),
            drafts=DraftKeeper(session, bridge, timer, InlineJobs()),
        )
        self._forms(app)
        at = 0
        while True:
            name = self._rng.choice(list(self._fields))
            for _ in range(self._rng.randrange(3, 30)):
                at += drafts_kill.KEY_MS
                clock.advance(timedelta(milliseconds=drafts_kill.KEY_MS))
                self._key(name, at)
                qapp.processEvents()
                timer.tick()
            self._leave(name)
            qapp.processEvents()

    def _forms(self, app: AppContext) -> None:
        places = drafts_kill.places(app.session)
        account, person = crud.every(app.session, ACCOUNT)[0], crud.every(app.session, CONTACT)[0]
        self.of_account = EntityForm(app, ACCOUNT, fields=("city", "what_matters"))
        self.of_person = EntityForm(app, CONTACT, fields=("notes",))
        self.of_account.load(account)
        self.of_person.load(person)
        self.panel = NewRecordPanel(app, CONTACT, account_id=account.id, fields=("name",))
        found = {
            "city": self.of_account.following["city"],
            "strategy": self.of_account.following["what_matters"],
            "notes": self.of_person.following["notes"],
        }
        self.quick = QuickReview(app)
        self.quick.begin(account.id)
        for widget in (self.of_account, self.of_person, self.panel, self.quick):
            widget.show()
        texts = {one.place: one.offer.text.full_text() for one in found.values() if one.offer is not None}
        filled = self.panel.row("name").field_editor
        if filled.typed_text():
            texts[places["new"]] = filled.typed_text()
        if self._text("quick"):
            texts[places["quick"]] = self._text("quick")
        self._say(what="offers", texts={place: _whole(found, place, text) for place, text in texts.items()})
        for name, one in found.items():
            if one.offer is not None:
                one.put_back() if self._rng.random() < 0.5 else one.discard()
            editor = self._editor(name)
            self._fields[name] = (places[name], _line(editor))
            if editor.dirty:  # put back: it is typed and not saved
                self._say(what="key", place=places[name], text=editor.typed_text(), at=0)
        self._fields["new"] = (places["new"], _line(filled))
        self._fields["quick"] = (places["quick"], self.quick.form.text)

    def _key(self, name: str, at: int) -> None:
        place, widget = self._fields[name]
        sign = self._rng.choice(_SIGNS)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):  # QTest knows no sign beyond ASCII
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign))
        self._say(what="key", place=place, text=self._text(name), at=at)

    def _text(self, name: str) -> str:
        return self.quick.form.text.toPlainText() if name == "quick" else self._editor(name).typed_text()

    def _editor(self, name: str) -> Editor:
        if name == "new":
            return self.panel.row("name").field_editor
        form = self.of_person if name == "notes" else self.of_account
        return form.editor({"strategy": "what_matters"}.get(name, name))

    def _leave(self, name: str) -> None:
        """Mostly go on elsewhere with the text unsaved, as where the program dies; else save it or give it up."""
        place, widget = self._fields[name]
        chance = self._rng.random()
        if chance < 0.6 or name in {"new", "quick"}:
            return
        if chance < 0.8:
            self._editor(name).commit()
            self._say(what="saved", place=place)
        else:
            self._say(what="given up", place=place)
            QTest.keyClick(widget, Qt.Key.Key_Escape)

    def _say(self, **words: Any) -> None:
        os.write(self._pipe, (json.dumps(words) + "\n").encode())


def _line(editor: Editor) -> QWidget:
    found = editor.focusProxy()
    assert found is not None
    return found


def _only_faults(kind: QtMsgType, _context: object, text: str) -> None:
    """What the offscreen platform can't do is of no interest."""
    if kind in {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}:
        sys.stderr.write(text + "\n")


def _whole(found: dict[str, Following], place: str, text: str) -> str:
    """The offer shows the beginning of a long text; what it would put back is the whole."""
    for one in found.values():
        if one.place == place and one.offer is not None:
            return one.offer.draft.text
    return text
