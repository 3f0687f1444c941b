# SPDX-License-Identifier: Apache-2.0
"""EntityForm for every noun: values come back as they went in, one step per change, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.entities.registry import BY_NAME, ENTITIES
from planner.entities.risks.contingency_plan import PlanStep
from planner.entities.risks.risk import RISK
from planner.entities.spec import FieldSpec, Kind
from planner.services import crud
from planner.services.session import Session
from tests import builders
from tests.gui.forms_support import Said, a_kept, editable, focused, keep, make_app, steps, target
from ui.context import AppContext
from ui.forms.date_editors import DateEditor
from ui.forms.entity_form import EntityForm
from ui.forms.overrides import form_sections
from ui.forms.text_editors import LineEditor

NAMES = [spec.name for spec in ENTITIES]


@pytest.fixture
def app(session: Session) -> Iterator[tuple[AppContext, Said]]:
    """A context with the real session."""
    made = make_app(session)
    yield made
    made[0].bridge.detach()


@pytest.fixture
def context(app: tuple[AppContext, Said]) -> AppContext:
    """The context alone."""
    return app[0]


def _sample(session: Session, part: FieldSpec) -> Any:
    """A value other than the usual ones that the field may hold."""
    if part.kind in {Kind.INT, Kind.SCORE, Kind.PERCENT, Kind.MONEY}:
        return min(part.high or 4, max(part.low or 0, 4))
    if part.kind is Kind.LIST:
        if part.item is not None and part.item.cls is not PlanStep:
            whole = {field.name: _sample(session, field) for field in part.item.fields}
            return (part.item.cls(**whole),)
        if part.item is not None:
            return (PlanStep(t_plus_min=None, action="Call"), PlanStep(t_plus_min=5, who="A", action="Go"))
        return (target(session, part.ref),) if part.ref else ("Español", "中文")
    plain: dict[Kind, Any] = {
        Kind.TEXT: "Río & <b>Söhne</b> 海",
        Kind.NOTE: "one\ntwo 二",
        Kind.DATE: date(2026, 2, 28),
        Kind.MOMENT: datetime(2026, 2, 28, 9, 30, tzinfo=UTC),
        Kind.BOOL: True,
    }
    if part.kind is Kind.CHOICE:
        return part.choices[-1][0]
    return target(session, part.ref) if part.kind is Kind.REF else plain[part.kind]


def _form(context: AppContext, qtbot: QtBot, name: str, entity: Any, **options: Any) -> EntityForm:
    form = EntityForm(context, BY_NAME[name], **options)
    qtbot.addWidget(form)
    form.load(entity)
    return form


def _shown(form: EntityForm, qtbot: QtBot) -> EntityForm:
    form.resize(700, 900)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


@pytest.mark.parametrize("name", NAMES)
def test_that_every_noun_has_a_form_with_all_that_people_edit(context: AppContext, qtbot: QtBot, name: str) -> None:
    form = _form(context, qtbot, name, None)
    expected = {part.name for part in BY_NAME[name].fields if part.editable and part.name != "account_id"}
    assert set(form.names()) == expected
    listed = [field for _, fields in form_sections(BY_NAME[name]) for field in fields]
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("name", NAMES)
def test_that_values_come_back_as_they_went_in_including_none(
    context: AppContext, session: Session, qtbot: QtBot, name: str
) -> None:
    form = _form(context, qtbot, name, a_kept(session, name))
    for part in editable(name):
        editor = form.editor(part.name)
        for value in (_sample(session, part), () if part.kind is Kind.LIST else None, _sample(session, part)):
            editor.set_value(value)
            assert editor.value() == value
            editor.touch()  # now read from what is shown
            assert editor.value() == value, part.name


@pytest.mark.parametrize("name", NAMES)
def test_that_a_change_is_one_step_and_the_same_value_is_none(
    context: AppContext, session: Session, qtbot: QtBot, name: str
) -> None:
    entity = a_kept(session, name)
    form = _form(context, qtbot, name, entity)
    for part in editable(name):
        value = _sample(session, part)
        if value == getattr(entity, part.name) or part.name in {"email", "email2", "website", "domain"}:
            continue
        before = steps(session)
        editor = form.editor(part.name)
        editor._show(value)
        editor.touch()
        if not editor.commit():
            assert editor.fault, part.name  # fields that belong together refuse some values
            editor.revert()
            continue
        assert getattr(crud.get(session, BY_NAME[name], entity.id), part.name) == value
        assert steps(session) == before + 1, part.name
        editor.touch()
        assert editor.commit()
        assert steps(session) == before + 1, part.name


@pytest.mark.parametrize("name", NAMES)
def test_that_escape_returns_the_kept_value(context: AppContext, session: Session, qtbot: QtBot, name: str) -> None:
    form = _shown(_form(context, qtbot, name, a_kept(session, name)), qtbot)
    before = steps(session)
    for part in editable(name):
        editor = form.editor(part.name)
        if not isinstance(editor, LineEditor | DateEditor):
            continue
        kept = editor.edit.text()
        QTest.keyClicks(editor.edit, "typed")
        QTest.keyClick(editor.edit, Qt.Key.Key_Escape)
        assert editor.edit.text() == kept
        assert not editor.dirty
    assert steps(session) == before


def test_that_leaving_a_field_keeps_it(context: AppContext, session: Session, qtbot: QtBot) -> None:
    account = builders.an_account(name="Meridian")
    keep(session, account)
    form = _shown(_form(context, qtbot, "account", account), qtbot)
    form.focus_field("industry")
    QTest.keyClicks(focused(), "Food")
    assert crud.get(session, ACCOUNT, account.id).industry is None
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert crud.get(session, ACCOUNT, account.id).industry == "Food"
    assert session.undo_label is not None
    assert "Industry" in session.undo_label.text()


def test_that_a_refused_value_stays_for_correction(context: AppContext, session: Session, qtbot: QtBot) -> None:
    account = builders.an_account(name="Meridian")
    keep(session, account)
    form = _shown(_form(context, qtbot, "account", account), qtbot)
    editor = form.editor("name")
    assert isinstance(editor, LineEditor)
    editor.setFocus()
    editor.edit.selectAll()
    QTest.keyClick(editor.edit, Qt.Key.Key_Delete)
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)
    assert form.faults() == {"name": "Name is needed."}
    assert form.row("name").fault() == "Name is needed."
    assert crud.get(session, ACCOUNT, account.id).name == "Meridian"
    QTest.keyClicks(editor.edit, "x" * 201)
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)
    assert editor.edit.text() == "x" * 201
    assert editor.fault
    QTest.keyClick(editor.edit, Qt.Key.Key_Escape)
    assert (editor.edit.text(), editor.fault) == ("Meridian", "")


def test_that_wrong_dates_keep_text_and_at_first_the_focus(context: AppContext, session: Session, qtbot: QtBot) -> None:
    risk = a_kept(session, "risk")
    form = _shown(_form(context, qtbot, "risk", risk), qtbot)
    editor = form.editor("due")
    assert isinstance(editor, DateEditor)
    editor.setFocus()
    QTest.keyClicks(editor.edit, "31.02.2026")
    QTest.keyClick(editor.edit, Qt.Key.Key_Tab)
    assert editor.edit.hasFocus()
    assert editor.fault == "There is no such day. Check the day and the month."
    QTest.keyClick(editor.edit, Qt.Key.Key_Tab)
    assert not editor.edit.hasFocus()
    assert editor.edit.text() == "31.02.2026"
    assert crud.get(session, RISK, risk.id).due is None


def test_that_a_change_elsewhere_leaves_the_field_being_typed_in_alone(
    context: AppContext, session: Session, qtbot: QtBot
) -> None:
    account = builders.an_account(name="Meridian", industry="Food", city="Oslo")
    keep(session, account)
    form = _shown(_form(context, qtbot, "account", account), qtbot)
    industry, city = form.editor("industry"), form.editor("city")
    assert isinstance(industry, LineEditor)
    assert isinstance(city, LineEditor)
    industry.setFocus()
    industry.edit.setCursorPosition(4)
    QTest.keyClicks(industry.edit, " retail")
    crud.set_fields(session, ACCOUNT, [account.id], {"industry": "Energy", "city": "Vantaa"})
    qtbot.waitUntil(lambda: city.edit.text() == "Vantaa")
    assert industry.edit.text() == "Food retail"
    assert industry.edit.cursorPosition() == len("Food retail")
    QTest.keyClick(industry.edit, Qt.Key.Key_Escape)
    assert industry.edit.text() == "Energy"


def test_that_undo_shows_in_the_form(context: AppContext, session: Session, qtbot: QtBot) -> None:
    account = builders.an_account(name="Meridian", industry="Food")
    keep(session, account)
    form = _form(context, qtbot, "account", account)
    editor = form.editor("industry")
    assert isinstance(editor, LineEditor)
    editor.edit.setText("Energy")
    editor.touch()
    assert editor.commit()
    session.undo()
    qtbot.waitUntil(lambda: editor.edit.text() == "Food")


def test_that_a_record_in_the_trash_can_not_be_edited_until_it_is_back(
    context: AppContext, session: Session, qtbot: QtBot
) -> None:
    account = builders.an_account(name="Meridian")
    keep(session, account)
    form = _form(context, qtbot, "account", account)
    crud.trash(session, ACCOUNT, [account.id])
    qtbot.waitUntil(lambda: not form.grid.isEnabled())
    session.undo()
    qtbot.waitUntil(form.grid.isEnabled)


def test_that_another_record_says_what_could_not_be_kept(
    app: tuple[AppContext, Said], session: Session, qtbot: QtBot
) -> None:
    context, said = app
    one, two = a_kept(session, "risk"), a_kept(session, "risk")
    form = _form(context, qtbot, "risk", one)
    editor = form.editor("due")
    assert isinstance(editor, DateEditor)
    editor.edit.setText("never")
    editor.touch()
    form.load(two)
    assert len(said.toasts) == 1
    assert "Due" in said.toasts[0]
    assert form.faults() == {}


def test_that_two_columns_need_room(context: AppContext, session: Session, qtbot: QtBot) -> None:
    form = _form(context, qtbot, "account", a_kept(session, "account"), columns=2)
    form.resize(1100, 700)
    form.show()
    qtbot.waitUntil(lambda: form.grid.columns() == 2)
    form.resize(700, 700)
    qtbot.waitUntil(lambda: form.grid.columns() == 1)
    assert form.grid.width() <= 700


def test_that_tab_goes_through_the_fields_in_reading_order(context: AppContext, session: Session, qtbot: QtBot) -> None:
    form = _shown(_form(context, qtbot, "site", a_kept(session, "site")), qtbot)
    form.focus_field("name")
    seen: list[str] = []
    while form.names()[-1] not in seen:
        now = focused()
        seen += [name for name in form.names() if form.editor(name).isAncestorOf(now)]
        QTest.keyClick(now, Qt.Key.Key_Tab)
    assert list(dict.fromkeys(seen)) == list(form.names())  # a table has a stop for its rows and one for each button


def test_that_every_field_has_a_name_for_screen_readers(context: AppContext, session: Session, qtbot: QtBot) -> None:
    for name in NAMES:
        form = _form(context, qtbot, name, None)
        for field in form.names():
            proxy = form.editor(field).focusProxy()
            assert proxy is not None
            assert proxy.accessibleName()


def test_that_the_wheel_changes_nothing(context: AppContext, session: Session, qtbot: QtBot) -> None:
    form = _shown(_form(context, qtbot, "risk", a_kept(session, "risk")), qtbot)
    before = {name: form.editor(name).value() for name in form.names()}
    for name in form.names():
        widget = form.editor(name).focusProxy()
        assert widget is not None
        place = QPointF(4, 4)
        event = QWheelEvent(
            place,
            QPointF(widget.mapToGlobal(QPoint(4, 4))),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)
    for name in form.names():
        form.editor(name).touch()
    assert {name: form.editor(name).value() for name in form.names()} == before


def test_that_a_field_named_by_a_place_gets_the_focus(context: AppContext, session: Session, qtbot: QtBot) -> None:
    form = _shown(_form(context, qtbot, "account", a_kept(session, "account")), qtbot)
    assert form.focus_field("notes")
    focus = focused()
    assert form.editor("notes").isAncestorOf(focus)
    assert not form.focus_field("nothing")


def test_that_a_renamed_record_shows_its_new_name_in_references(
    context: AppContext, session: Session, qtbot: QtBot
) -> None:
    account = builders.an_account(name="Meridian", owner_id=session.me)
    keep(session, account)
    form = _form(context, qtbot, "account", account)
    editor: Any = form.editor("owner_id")
    crud.set_field(session, BY_NAME["person"], str(session.me), "name", "Ana")
    qtbot.waitUntil(lambda: editor.edit.text() == "Ana")
    assert editor.value() == replace(account).owner_id
