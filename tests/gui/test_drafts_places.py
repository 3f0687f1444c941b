# SPDX-License-Identifier: Apache-2.0
"""Each kind of place in which one types: kept while it is typed, offered again, ended by saving and by giving up."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT, Account
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.kernel.errors import PlannerError
from planner.rules.account_views import AccountView
from planner.services import actions, checks, crud, customers, draft_places, drafts, reviews, rulesets
from planner.services.session import Session
from tests.fakes import FakeApp, InlineJobs, an_app
from tests.permission import permit
from ui.forms.bulk_edit import BulkEditDialog
from ui.forms.draft_keeper import DraftKeeper, keeper_of
from ui.forms.draft_offer import DraftOffer
from ui.forms.drafts import Following
from ui.forms.editor import Editor
from ui.forms.entity_form import EntityForm
from ui.forms.grade_editor import GradeDialog
from ui.forms.item_editor import ItemTableEditor
from ui.forms.new_record import NewRecordDialog
from ui.screens.account.statement import Statement
from ui.screens.accounts.view_dialog import SaveView
from ui.screens.actions.replan import DropWindow
from ui.screens.planning_settings import PlanningSettings
from ui.screens.review import ReviewsSection
from ui.screens.review.check_model import READING


@pytest.fixture
def app(session: Session) -> FakeApp:
    return an_app(session)


@pytest.fixture
def account(session: Session) -> Account:
    return customers.add_account(session, "Meridian Foods", grade="A")


def line(editor: Editor) -> QWidget:
    """Where one types."""
    found = editor.focusProxy()
    assert found is not None
    return found


def kept(app: FakeApp) -> dict[str, str]:
    """What would be there after a crash at this moment, by place."""
    assert keeper_of(app).flush()
    return {draft.place: draft.text for draft in drafts.every(app.session)}


def crashed(app: FakeApp) -> FakeApp:
    """The program started again on what is in the store."""
    return an_app(app.session)


def offers(part: QWidget) -> list[str]:
    """What is offered in a part of a window."""
    return [offer.text.full_text() for offer in part.findChildren(DraftOffer) if not offer.isHidden()]


def test_that_a_reason_for_dropping_outlives_a_crash_but_not_its_buttons(
    app: FakeApp, account: Account, qtbot: QtBot
) -> None:
    key = actions.add_action(app.session, account.id, "Send sheet", None, None).id
    window = QWidget()
    qtbot.addWidget(window)
    first = DropWindow(app, [key], window)
    QTest.keyClicks(line(first.editor), "Sold")
    assert list(kept(app).values()) == ["Sold"]
    again = crashed(app)
    second = DropWindow(again, [key], window)
    assert offers(second) == ["Sold"]
    (offer,) = second.findChildren(DraftOffer)
    offer.btn_back.click()
    assert second.editor.typed_text() == "Sold"
    second.apply()
    assert kept(again) == {}
    third = DropWindow(again, [key], window)
    QTest.keyClicks(line(third.editor), "Moved")
    assert kept(again)
    third.reject()
    assert kept(again) == {}


def test_that_the_reason_of_a_grade_is_kept_for_these_accounts(app: FakeApp, account: Account, qtbot: QtBot) -> None:
    dialog = GradeDialog(app, [account.id], grade="S")
    QTest.keyClicks(line(dialog.panel.reason), "Strategic match")
    assert list(kept(app).values()) == ["Strategic match"]
    again = GradeDialog(crashed(app), [account.id], grade="S")
    assert offers(again) == ["Strategic match"]
    where = draft_places.whereabouts(app.session, draft_places.grade("reason", [account.id]))
    assert where.words == "Account “Meridian Foods”: Reason"
    for one in (dialog, again):
        one.reject()


def test_that_a_value_for_several_records_is_kept_until_it_is_applied(
    app: FakeApp, account: Account, qtbot: QtBot
) -> None:
    other = customers.add_account(app.session, "Nordlys", grade="B")
    dialog = BulkEditDialog(app, ACCOUNT, [account.id, other.id])
    dialog.panel.choose("city")
    QTest.keyClicks(line(dialog.panel.editor("city")), "Leeds")
    assert dialog.panel.editor("city").commit()
    assert list(kept(app).values()) == ["Leeds"]
    dialog.panel.apply()
    assert kept(app) == {}


def test_that_a_new_record_is_kept_with_all_its_fields_and_given_up_with_its_window(
    app: FakeApp, account: Account, qtbot: QtBot
) -> None:
    dialog = NewRecordDialog(app, ACCOUNT)
    QTest.keyClicks(line(dialog.panel.row("name").field_editor), "Estancia")
    QTest.keyClicks(line(dialog.panel.row("industry").field_editor), "Meat")
    assert list(kept(app).values()) == ["Estancia\nMeat"]
    again = crashed(app)
    second = NewRecordDialog(again, ACCOUNT)
    assert second.panel.row("industry").field_editor.typed_text() == "Meat"
    second.panel.start_empty()
    assert second.panel.row("industry").field_editor.typed_text() == ""
    assert kept(again) == {}
    QTest.keyClicks(line(second.panel.row("name").field_editor), "X")
    assert kept(again)
    second.reject()
    assert kept(again) == {}


def test_that_a_window_that_the_lock_closes_gives_nothing_up(app: FakeApp, account: Account, qtbot: QtBot) -> None:
    dialog = NewRecordDialog(app, ACCOUNT)
    QTest.keyClicks(line(dialog.panel.row("name").field_editor), "Estancia")
    keeper_of(app).leave()
    dialog.reject()
    assert list(kept(app).values()) == ["Estancia"]


def test_that_the_sentence_about_an_account_offers_its_text_while_it_is_read(
    app: FakeApp, account: Account, qtbot: QtBot
) -> None:
    place = draft_places.record("account", account.id, "what_matters")
    drafts.put(app.session, place, {"typed": "Win the tender", "text": "Win the tender", "was": "null"})
    statement = Statement(app)
    qtbot.addWidget(statement)
    statement.show_account(crud.get(app.session, ACCOUNT, account.id))
    (offer,) = statement.findChildren(DraftOffer)
    assert not statement.editing()
    offer.btn_back.click()
    assert statement.editing()
    assert statement.editor.typed_text() == "Win the tender"
    statement.flush()
    assert crud.get(app.session, ACCOUNT, account.id).what_matters == "Win the tender"
    assert kept(app) == {}


def test_that_days_off_are_kept_while_they_are_typed(app: FakeApp, qtbot: QtBot) -> None:
    planning = PlanningSettings(app)
    qtbot.addWidget(planning)
    planning.refresh()
    QTest.keyClicks(line(planning.days_off), "2027-01-01 New Year and then")
    assert kept(app) == {"setting:days_off": "2027-01-01 New Year and then"}
    again = PlanningSettings(crashed(app))
    qtbot.addWidget(again)
    again.refresh()
    assert offers(again) == ["2027-01-01 New Year and then"]
    assert planning.days_off.commit()
    assert kept(app) == {}
    assert len(rulesets.current(app.session).work.days_off) == 1


def test_that_the_name_of_a_view_is_kept_while_it_is_typed(app: FakeApp, qtbot: QtBot) -> None:
    view = AccountView()
    dialog = SaveView(app, view)
    QTest.keyClicks(dialog.edit, "Cold chain")
    assert kept(app) == {"setting:view": "Cold chain"}
    dialog.reject()
    assert kept(app) == {}


def test_that_a_row_of_a_plan_is_kept_while_its_cell_is_open(session: Session, app: FakeApp, qtbot: QtBot) -> None:
    from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
    from tests.gui.forms_support import a_kept

    plan = a_kept(session, "contingency_plan")
    form = EntityForm(app, CONTINGENCY_PLAN, fields=("steps",))
    qtbot.addWidget(form)
    form.load(plan)
    form.show()
    table = form.editor("steps")
    assert isinstance(table, ItemTableEditor)
    table.add_row()
    cell = table.table.findChild(QLineEdit)
    assert cell is not None
    QTest.keyClicks(cell, "15")
    assert [text.splitlines()[-1] for text in kept(app).values()] == ["15"]
    again = EntityForm(crashed(app), CONTINGENCY_PLAN, fields=("steps",))
    qtbot.addWidget(again)
    again.load(plan)
    offer = again.following["steps"].offer
    assert offer is not None
    before = len(table.typed()) - 1
    offer.btn_back.click()
    assert len(again.editor("steps").typed()) == before + 1


def a_check(app: FakeApp, account: Account, qtbot: QtBot) -> tuple[ReviewsSection, str]:
    """A review with one check in its section."""
    review = reviews.start_review(app.session, account.id, None, copy_from_last=False)
    every = crud.of_account(app.session, INSPECTION_RESULT, account.id)
    crud.trash(app.session, INSPECTION_RESULT, [one.id for one in every])
    load = checks.add_check(app.session, review.id, "Load", group="power", unit="%", ok_range="< 80")
    return a_section(app, account, qtbot), load.id


def a_section(app: FakeApp, account: Account, qtbot: QtBot) -> ReviewsSection:
    """The section of the reviews of an account."""
    section = ReviewsSection(app)
    qtbot.addWidget(section)
    section.resize(1000, 600)
    section.show_account(account.id)
    section.show()
    return section


def test_that_a_reading_is_kept_while_it_is_typed_and_offered_below_the_table(
    app: FakeApp, account: Account, qtbot: QtBot
) -> None:
    permit(app.session, account.id)
    section, key = a_check(app, account, qtbot)
    table = section.inspect.table
    table.begin(table.checks.row_of(key), READING)
    assert table.delegate.editor is not None
    QTest.keyClicks(table.delegate.editor, "91")
    assert kept(app) == {draft_places.record("inspection_result", key, "reading"): "91"}
    again = a_section(crashed(app), account, qtbot)
    again.inspect.drafts.show_for(key)
    offer = again.inspect.drafts.offer
    assert offer is not None
    assert offer.said.full_text().startswith("Reading of ")
    offer.btn_back.click()
    assert again.inspect.drafts.offer is None
    cell = again.inspect.table.delegate.editor
    assert cell is not None
    assert cell.text() == "91"
    QTest.keyClick(cell, Qt.Key.Key_Return)
    assert crud.get(app.session, INSPECTION_RESULT, key).reading == "91"
    assert drafts.every(app.session) == []


def test_that_esc_in_a_cell_gives_the_reading_up(app: FakeApp, account: Account, qtbot: QtBot) -> None:
    permit(app.session, account.id)
    section, key = a_check(app, account, qtbot)
    table = section.inspect.table
    table.begin(table.checks.row_of(key), READING)
    assert table.delegate.editor is not None
    QTest.keyClicks(table.delegate.editor, "91")
    assert kept(app)
    QTest.keyClick(table.delegate.editor, Qt.Key.Key_Escape)
    assert kept(app) == {}


def test_that_a_save_that_failed_leaves_the_text_where_it_is_offered_again(
    app: FakeApp, account: Account, qtbot: QtBot
) -> None:
    """As on a full disk: nothing was written, whatever the form then shows."""
    from planner.entities.spec import FieldSpec, Kind
    from ui.forms.field_row import FieldRow
    from ui.forms.text_editors import LineEditor

    field = FieldSpec("city", "City", Kind.TEXT)
    row = FieldRow(field, LineEditor(field))
    qtbot.addWidget(row)
    following = Following(keeper_of(app), row.field_editor, "City", row.add_below)
    following.at(draft_places.record("account", account.id, "city"))
    row.committed.connect(partial(_fails, app))
    QTest.keyClicks(line(row.field_editor), "Leeds")
    row.field_editor.commit()
    assert app.notices.faults
    assert list(kept(app).values()) == ["Leeds"]
    row.field_editor.set_value(None)
    following.at(draft_places.record("account", account.id, "city"))
    assert offers(row) == ["Leeds"]


def _fails(app: FakeApp, _name: str, _value: object) -> None:
    app.notices.fault(PlannerError("The disk is full.", "disk-full"))


def test_that_a_text_saved_while_its_draft_waited_for_the_store_is_not_kept_again(app: FakeApp) -> None:
    keeper, place = DraftKeeper(app.session, jobs=InlineJobs()), "record:account:x:city"
    keeper.note(place, {"typed": "a", "text": "a"})
    take = keeper._take
    keeper.forgotten(place)
    assert drafts.keep_when_free(app.session, take) == {}
    assert drafts.every(app.session) == []


def test_that_a_draft_waits_in_its_job_until_an_import_lets_the_store_go(app: FakeApp, qtbot: QtBot) -> None:
    keeper = DraftKeeper(app.session)
    held, go_on = threading.Event(), threading.Event()

    def job() -> None:
        with app.session.db.transaction():
            held.set()
            go_on.wait(30)

    worker = threading.Thread(target=job)
    worker.start()
    held.wait(30)
    keeper.note("record:account:x:city", {"typed": "a", "text": "a"})
    keeper._due()  # the window goes on at once
    assert keeper.known
    go_on.set()
    with qtbot.waitSignal(keeper.kept):
        worker.join()
    assert drafts.get(app.session, "record:account:x:city")["text"] == "a"
    keeper.close()


def test_that_the_line_for_new_actions_comes_back_filled(app: FakeApp, account: Account, qtbot: QtBot) -> None:
    from ui.screens.account.actions_section import ActionsSection
    from ui.screens.account.world import load

    def shown(on: FakeApp) -> ActionsSection:
        section = ActionsSection(on)
        qtbot.addWidget(section)
        section.show_world(load(on.session, account.id))
        return section

    first = shown(app)
    QTest.keyClicks(first.line, "Send the sheet")
    assert list(kept(app).values()) == ["Send the sheet"]
    again = crashed(app)
    second = shown(again)
    assert second.line.text() == "Send the sheet"
    QTest.keyClick(second.line, Qt.Key.Key_Return)
    assert second.line.text() == ""
    assert kept(again) == {}
