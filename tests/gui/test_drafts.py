# SPDX-License-Identifier: Apache-2.0
"""What is typed survives: kept within a second of the first key, gone with the save, offered back in its field."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.kernel.clock import FixedClock
from planner.services import crud, draft_places, drafts
from planner.services.drafts import KEEP_WITHIN_MS
from planner.services.session import Session
from tests.gui.forms_support import a_kept, make_app
from ui.context import AppContext
from ui.forms.draft_keeper import DraftKeeper, keeper_of
from ui.forms.draft_offer import DraftOffer
from ui.forms.entity_form import EntityForm
from ui.forms.text_editors import LineEditor

FIELDS = ("name", "industry", "city")


@pytest.fixture
def app(session: Session) -> Iterator[AppContext]:
    """A context with the real session."""
    made, _ = make_app(session)
    yield made
    keeper_of(made).close()
    made.bridge.detach()


def a_form(app: AppContext, qtbot: QtBot, key: str) -> EntityForm:
    """A form that shows an account."""
    form = EntityForm(app, ACCOUNT, fields=FIELDS)
    qtbot.addWidget(form)
    form.load(crud.get(app.session, ACCOUNT, key))
    form.show()
    return form


def edit_of(form: EntityForm, name: str) -> LineEditor:
    """The line of a field."""
    found = form.editor(name)
    assert isinstance(found, LineEditor)
    return found


def offer_of(form: EntityForm, name: str = "city") -> DraftOffer | None:
    """What is offered back below a field."""
    return form.following[name].offer


def again(app: AppContext) -> AppContext:
    """The program as after a crash: nothing of the one before but the store."""
    fresh, _ = make_app(app.session)
    app.session.on_close.append(fresh.bridge.detach)
    return fresh


def place(key: str, name: str = "city") -> str:
    """The place of a field of an account."""
    return draft_places.record("account", key, name)


def test_that_what_is_typed_is_kept_within_a_second_of_the_first_key() -> None:
    assert 0 < KEEP_WITHIN_MS <= 1000 - 200


def test_that_a_typed_text_lies_in_the_store_before_the_field_is_left(app: AppContext, qtbot: QtBot) -> None:
    account = a_kept(app.session, "account")
    form = a_form(app, qtbot, account.id)
    with qtbot.waitSignal(keeper_of(app).kept):
        QTest.keyClicks(edit_of(form, "city").edit, "Leeds")
    assert drafts.get(app.session, place(account.id))["text"] == "Leeds"


def test_that_typing_on_without_a_pause_does_not_put_the_writing_off(app: AppContext) -> None:
    begun: list[int] = []
    keeper = DraftKeeper(app.session, timer=_Counted(begun))
    for n in range(5):
        keeper.note("record:account:x:city", {"typed": "a" * n, "text": "a" * n})
    assert begun == [KEEP_WITHIN_MS]


def test_that_saving_the_field_forgets_the_draft_in_the_same_transaction(app: AppContext, qtbot: QtBot) -> None:
    account = a_kept(app.session, "account")
    form = a_form(app, qtbot, account.id)
    QTest.keyClicks(edit_of(form, "city").edit, "Leeds")
    assert keeper_of(app).flush()
    seen: list[object] = []
    app.session.bus.subscribe(lambda _changes, _source: seen.append(drafts.every(app.session)))
    assert form.flush()
    assert seen == [[]]
    assert crud.get(app.session, ACCOUNT, account.id).city == "Leeds"


def test_that_esc_gives_the_text_up_for_good(app: AppContext, qtbot: QtBot) -> None:
    account = a_kept(app.session, "account")
    form = a_form(app, qtbot, account.id)
    QTest.keyClicks(edit_of(form, "city").edit, "Leeds")
    keeper_of(app).flush()
    QTest.keyClick(edit_of(form, "city").edit, Qt.Key.Key_Escape)
    assert drafts.every(app.session) == []


def test_that_the_text_is_offered_back_and_overwrites_nothing_until_it_is_wanted(app: AppContext, qtbot: QtBot) -> None:
    account = a_kept(app.session, "account")
    before = a_form(app, qtbot, account.id)
    edit_of(before, "city").edit.clear()
    QTest.keyClicks(edit_of(before, "city").edit, "Leeds")
    keeper_of(app).flush()
    form = a_form(again(app), qtbot, account.id)
    offer = offer_of(form)
    assert offer is not None
    assert offer.isVisible()
    assert offer.text.full_text() == "Leeds"
    assert "changed since" not in offer.said.full_text()
    assert edit_of(form, "city").edit.text() == (account.city or "")
    offer.btn_back.click()
    assert edit_of(form, "city").edit.text() == "Leeds"
    assert offer_of(form) is None
    assert drafts.get(app.session, place(account.id))["text"] == "Leeds"
    assert form.flush()
    assert crud.get(app.session, ACCOUNT, account.id).city == "Leeds"
    assert drafts.every(app.session) == []


def test_that_discarding_forgets_it(app: AppContext, qtbot: QtBot) -> None:
    account = a_kept(app.session, "account")
    drafts.put(app.session, place(account.id), {"typed": "Leeds", "text": "Leeds", "was": "null"})
    form = a_form(app, qtbot, account.id)
    offer = offer_of(form)
    assert offer is not None
    offer.btn_discard.click()
    assert drafts.every(app.session) == []
    assert offer_of(form) is None


def test_that_an_offer_says_when_the_field_was_changed_since(app: AppContext, qtbot: QtBot) -> None:
    account = a_kept(app.session, "account")
    before = a_form(app, qtbot, account.id)
    QTest.keyClicks(edit_of(before, "city").edit, "Leeds")
    keeper_of(app).flush()
    crud.set_field(app.session, ACCOUNT, account.id, "city", "York")
    offer = offer_of(a_form(again(app), qtbot, account.id))
    assert offer is not None
    assert "changed since" in offer.said.full_text()


def test_that_a_text_that_is_in_the_record_by_now_is_not_offered(app: AppContext, qtbot: QtBot) -> None:
    account = a_kept(app.session, "account")
    crud.set_field(app.session, ACCOUNT, account.id, "city", "York")
    drafts.put(app.session, place(account.id), {"typed": "York", "text": "York", "was": "null"})
    assert offer_of(a_form(app, qtbot, account.id)) is None
    assert drafts.every(app.session) == []


def test_that_typing_beside_an_offer_loses_neither_text(app: AppContext, qtbot: QtBot) -> None:
    account = a_kept(app.session, "account")
    drafts.put(app.session, place(account.id), {"typed": "Leeds", "text": "Leeds", "was": "null"})
    form = a_form(app, qtbot, account.id)
    edit_of(form, "city").edit.clear()
    QTest.keyClicks(edit_of(form, "city").edit, "York")
    assert keeper_of(app).flush()
    assert drafts.get(app.session, place(account.id))["text"] == "York"
    later = a_form(again(app), qtbot, account.id)  # a crash at this moment offers the one, then the other
    for text in ("York", "Leeds"):
        offer = offer_of(later)
        assert offer is not None
        assert offer.text.full_text() == text
        if text == "York":
            offer.btn_discard.click()
    later.hide()
    assert form.flush()
    assert crud.get(app.session, ACCOUNT, account.id).city == "York"
    keeper_of(app).flush()
    offer = offer_of(a_form(again(app), qtbot, account.id))
    assert offer is not None
    assert offer.text.full_text() == "Leeds"


def test_that_a_value_that_cannot_be_kept_is_offered_when_one_comes_back_to_the_record(
    app: AppContext, qtbot: QtBot
) -> None:
    account, other = a_kept(app.session, "account"), crud.add(app.session, ACCOUNT, name="Other")
    form = a_form(app, qtbot, account.id)
    edit_of(form, "name").edit.selectAll()
    QTest.keyClick(edit_of(form, "name").edit, Qt.Key.Key_Backspace)
    QTest.keyClicks(edit_of(form, "city").edit, "L" * 5000)
    form.load(other)
    assert offer_of(form) is None
    form.load(crud.get(app.session, ACCOUNT, account.id))
    offer = offer_of(form)
    assert offer is not None
    assert offer.draft.text.endswith("L" * 5000)


def test_that_a_busy_store_makes_nobody_wait_and_gets_the_text_afterwards(app: AppContext) -> None:
    import threading

    keeper = DraftKeeper(app.session, timer=_Counted([]))
    held, go_on = threading.Event(), threading.Event()

    def job() -> None:
        with app.session.db.transaction():
            held.set()
            go_on.wait(30)

    worker = threading.Thread(target=job)
    worker.start()
    held.wait(30)
    keeper.note("record:account:x:city", {"typed": "a", "text": "a"})
    assert not keeper.flush()
    go_on.set()
    worker.join()
    assert keeper.flush()
    assert drafts.get(app.session, "record:account:x:city")["text"] == "a"


def test_that_two_fields_of_one_place_end_their_offers_together(app: AppContext, qtbot: QtBot) -> None:
    account = a_kept(app.session, "account")
    drafts.put(app.session, place(account.id), {"typed": "Leeds", "text": "Leeds", "was": "null"})
    one, two = a_form(app, qtbot, account.id), a_form(app, qtbot, account.id)
    found = offer_of(one)
    assert found is not None
    found.btn_discard.click()
    assert offer_of(two) is None


def test_that_an_offer_is_reached_by_tab_and_named(app: AppContext, qtbot: QtBot) -> None:
    account = a_kept(app.session, "account")
    drafts.put(app.session, place(account.id), {"typed": "Leeds", "text": "Leeds", "was": "null"})
    form = a_form(app, qtbot, account.id)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    offer = offer_of(form)
    assert offer is not None
    edit_of(form, "city").edit.setFocus()
    QTest.keyClick(edit_of(form, "city").edit, Qt.Key.Key_Tab)
    assert offer.btn_back.hasFocus()
    assert "City" in offer.btn_back.accessibleName()
    QTest.keyClick(offer.btn_back, Qt.Key.Key_Tab)
    assert offer.btn_discard.hasFocus()


def test_that_drafts_are_no_steps_and_no_news(app: AppContext, clock: FixedClock) -> None:
    told: list[object] = []
    app.session.bus.subscribe(lambda changes, _source: told.append(changes))
    before = app.session.undo_step
    assert drafts.try_keep(app.session, {"setting:me": {"typed": "x", "text": "x"}})
    assert (told, app.session.undo_step) == ([], before)
    assert drafts.every(app.session)[0].at == clock.now()


class _Counted:
    """A timer that is never due and tells how often it was begun."""

    def __init__(self, begun: list[int]) -> None:
        self._begun, self._active, self.timeout = begun, False, self

    def connect(self, _slot: object) -> None:
        """Nobody is called."""

    def start(self, ms: int) -> None:
        """Begun."""
        self._begun.append(ms)
        self._active = True

    def stop(self) -> None:
        """Ended."""
        self._active = False

    def isActive(self) -> bool:  # noqa: N802 - as Qt calls it
        """Whether it was begun."""
        return self._active
