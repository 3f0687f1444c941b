# SPDX-License-Identifier: Apache-2.0
"""After a crash: a notice of what waits, the list of it, and the way from there to each field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.kernel.clock import FixedClock
from planner.services import crud, draft_places, drafts
from planner.services.portfolio import open_portfolio
from planner.services.session import Session
from tests.conftest import DEVICE
from tests.gui.shells import session_of, shell_on
from ui.bootstrap import Shell
from ui.dialogs.unsaved import UnsavedDialog
from ui.forms.draft_keeper import keeper_of
from ui.forms.draft_offer import DraftOffer
from ui.forms.editor import Editor
from ui.forms.entity_form import EntityForm
from ui.forms.new_record import NewRecordPanel
from ui.screens.quick_review import form_state
from ui.screens.quick_review.form_state import FormState
from ui.windows import unsaved


def typed(text: str) -> dict[str, object]:
    """The values of a draft of a line."""
    return {"typed": text, "text": text, "was": "null"}


@pytest.fixture
def key(portfolio: Path, clock: FixedClock) -> str:
    """An account of the portfolio, which is closed again."""
    session = open_portfolio(portfolio, clock=clock, device=DEVICE)
    made = crud.add(session, ACCOUNT, name="Meridian Foods")
    session.close()
    return made.id


def line(editor: Editor) -> QWidget:
    """Where one types in an editor."""
    found = editor.focusProxy()
    assert found is not None
    return found


def leave(portfolio: Path, clock: FixedClock, texts: dict[str, dict[str, object]]) -> None:
    """What a crash left behind."""
    session = open_portfolio(portfolio, clock=clock, device=DEVICE)
    for place, values in texts.items():
        drafts.put(session, place, values)
    session.close()


@pytest.fixture
def shell(portfolio: Path, key: str, clock: FixedClock, qtbot: QtBot) -> Iterator[Shell]:
    """The window on a portfolio in which two texts wait: one of a live account, one of a deleted person."""
    session = open_portfolio(portfolio, clock=clock, device=DEVICE)
    gone = crud.add(session, CONTACT, account_id=key, name="E. Ruiz")
    crud.trash(session, CONTACT, [gone.id])
    session.close()
    texts = {
        draft_places.record("account", key, "city"): typed("Leeds"),
        draft_places.record("contact", gone.id, "notes"): typed("Prefers mornings"),
    }
    leave(portfolio, clock, texts)
    with shell_on(portfolio, qtbot, clock) as made:
        qtbot.waitUntil(lambda: "unsaved" in made.window.banners.shown())
        yield made


def a_list(shell: Shell, qtbot: QtBot) -> UnsavedDialog:
    """The list, not yet answered."""
    assert shell.app is not None
    dialog = UnsavedDialog(shell.app, shell.window)
    qtbot.addWidget(dialog)
    return dialog


def choose(dialog: UnsavedDialog, words: str) -> None:
    """Select the line whose text begins so."""
    number = next(n for n, (draft, _) in enumerate(dialog.found) if draft.text.startswith(words))
    dialog.table.setCurrentIndex(dialog.model.index(number, 0))


def test_that_a_start_says_how_many_texts_wait(shell: Shell) -> None:
    assert shell.window.banners.text("unsaved").startswith("2 texts that you typed were not saved")


def test_that_a_start_with_nothing_waiting_says_nothing(
    portfolio: Path, key: str, clock: FixedClock, qtbot: QtBot
) -> None:
    session = open_portfolio(portfolio, clock=clock, device=DEVICE)
    form_state.keep(session, FormState(account_id=key, text="put aside with Esc"))
    session.close()
    with shell_on(portfolio, qtbot, clock) as shell:
        assert shell.app is not None
        unsaved.tell_waiting(shell.app)
        assert "unsaved" not in shell.window.banners.shown()


def test_that_a_quick_review_cut_off_by_a_crash_is_told(
    portfolio: Path, key: str, clock: FixedClock, qtbot: QtBot
) -> None:
    session = open_portfolio(portfolio, clock=clock, device=DEVICE)
    form_state.keep(session, FormState(account_id=key, text="cut off"), shown=True)
    session.close()
    with shell_on(portfolio, qtbot, clock) as shell:
        qtbot.waitUntil(lambda: "unsaved" in shell.window.banners.shown())
        assert a_list(shell, qtbot).found[0][1].words == "Quick review"


def test_that_the_list_names_the_places_and_shows_the_whole_text(shell: Shell, qtbot: QtBot) -> None:
    dialog = a_list(shell, qtbot)
    words = {draft.text: where.words for draft, where in dialog.found}
    assert words["Leeds"] == "Account “Meridian Foods”: City"
    assert words["Prefers mornings"] == "Person “E. Ruiz”: Notes (deleted)"
    choose(dialog, "Leeds")
    assert dialog.whole.toPlainText() == "Leeds"


def test_that_the_text_of_a_deleted_record_can_be_copied_but_not_gone_to(shell: Shell, qtbot: QtBot) -> None:
    dialog = a_list(shell, qtbot)
    choose(dialog, "Prefers")
    assert not dialog.btn_go.isEnabled()
    dialog.btn_copy.click()
    assert QGuiApplication.clipboard().text() == "Prefers mornings"


def test_that_going_there_ends_at_the_field_with_its_offer(shell: Shell, qtbot: QtBot) -> None:
    dialog = a_list(shell, qtbot)
    choose(dialog, "Leeds")
    dialog.btn_go.click()
    assert dialog.chosen is not None
    assert shell.app is not None
    unsaved.go(shell.app, dialog.chosen)
    place = shell.window.place()
    assert (place.section, place.field) == ("profile", "city")
    forms = shell.window.stack.findChildren(EntityForm)
    offers = [form.following["city"].offer for form in forms if form.isVisible() and "city" in form.following]
    shown = [offer for offer in offers if offer is not None]
    assert [offer.text.full_text() for offer in shown] == ["Leeds"]
    assert shown[0].isVisible()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.accessibleName() == "City"


def test_that_going_to_a_person_ends_in_the_field_of_the_pane(
    portfolio: Path, key: str, clock: FixedClock, qtbot: QtBot
) -> None:
    session = open_portfolio(portfolio, clock=clock, device=DEVICE)
    person = crud.add(session, CONTACT, account_id=key, name="E. Ruiz")
    session.close()
    leave(portfolio, clock, {draft_places.record("contact", person.id, "email"): typed("e.ruiz@x.example")})
    with shell_on(portfolio, qtbot, clock) as shell:
        qtbot.waitUntil(lambda: "unsaved" in shell.window.banners.shown())
        assert shell.app is not None
        unsaved.go(shell.app, a_list(shell, qtbot).found[0][1])
        qtbot.waitUntil(lambda: getattr(QApplication.focusWidget(), "accessibleName", str)() == "E-mail")
        offers = [offer for offer in shell.window.findChildren(DraftOffer) if offer.isVisible()]
        assert [offer.text.full_text() for offer in offers] == ["e.ruiz@x.example"]


def test_that_the_bar_goes_when_nothing_waits_any_more(shell: Shell, qtbot: QtBot) -> None:
    dialog = a_list(shell, qtbot)
    for _ in range(2):
        dialog.btn_discard.click()
    assert "Nothing waits here" in dialog.note.full_text()
    assert not dialog.btn_copy.isEnabled()
    assert drafts.every(session_of(shell)) == []
    qtbot.waitUntil(lambda: "unsaved" not in shell.window.banners.shown())


def test_that_the_form_of_a_new_record_comes_back_filled(
    portfolio: Path, key: str, clock: FixedClock, qtbot: QtBot
) -> None:
    with shell_on(portfolio, qtbot, clock) as shell:
        assert shell.app is not None
        panel = NewRecordPanel(shell.app, CONTACT, account_id=key)
        qtbot.addWidget(panel)
        QTest.keyClicks(line(panel.row("name").field_editor), "E. Ruiz")
        QTest.keyClicks(line(panel.row("title").field_editor), "Site manager")
        assert keeper_of(shell.app).flush()
        again = NewRecordPanel(shell.app, CONTACT, account_id=key)
        qtbot.addWidget(again)
        assert again.row("name").field_editor.typed_text() == "E. Ruiz"
        assert again.row("title").field_editor.typed_text() == "Site manager"
        again.create_record()
        assert drafts.every(shell.app.session) == []
        assert [contact.title for contact in crud.every(shell.app.session, CONTACT)] == ["Site manager"]
        for one in (panel, again):
            one.hide()


def test_that_going_to_a_new_record_opens_its_form(portfolio: Path, key: str, clock: FixedClock, qtbot: QtBot) -> None:
    values: dict[str, object] = {"typed": {"name": "E. Ruiz"}, "text": "E. Ruiz"}
    leave(portfolio, clock, {draft_places.new("contact", key): values})
    with shell_on(portfolio, qtbot, clock) as shell:
        qtbot.waitUntil(lambda: "unsaved" in shell.window.banners.shown())
        dialog = a_list(shell, qtbot)
        dialog.btn_go.click()
        assert dialog.chosen is not None
        assert shell.app is not None
        unsaved.go(shell.app, dialog.chosen)
        panels = shell.window.findChildren(NewRecordPanel)
        assert [panel.row("name").field_editor.typed_text() for panel in panels] == ["E. Ruiz"]


def test_that_closing_the_window_keeps_a_text_that_could_not_be_saved(
    portfolio: Path, key: str, clock: FixedClock, qtbot: QtBot
) -> None:
    with shell_on(portfolio, qtbot, clock) as shell:
        assert shell.app is not None
        form = EntityForm(shell.app, ACCOUNT, fields=("city",))
        qtbot.addWidget(form)
        form.load(crud.get(shell.app.session, ACCOUNT, key))
        QTest.keyClicks(line(form.editor("city")), "L" * 5000)
        assert not form.flush()
    session: Session = open_portfolio(portfolio, clock=clock, device=DEVICE)
    kept = [draft.text for draft in drafts.every(session)]
    session.close()
    assert kept == ["L" * 5000]
