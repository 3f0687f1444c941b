# SPDX-License-Identifier: Apache-2.0
"""People as map, coverage and decision chain: lines drawn from the keyboard, cards moved, seats added ."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.entities.relations.contact import CONTACT, Contact
from planner.entities.relations.decision_role import DECISION_ROLE
from planner.render.people_rows import MORE
from planner.render.scene import Box, Mark
from planner.services import crud, customers, edges, people, reports
from planner.services.session import Session
from tests.fakes import FakeApp, an_app
from ui.context import Place
from ui.forms.new_record import NewRecordDialog
from ui.forms.ref_editors import RefEditor
from ui.screens.account.people_section import PeopleSection
from ui.screens.account.screen import AccountScreen
from ui.screens.charts.screen import ChartsScreen
from ui.screens.parts.seats import seat_of


@pytest.fixture
def app(session: Session) -> FakeApp:
    return an_app(session)


@pytest.fixture
def three(session: Session) -> list[Contact]:
    account = customers.add_account(session, "Meridian Foods")
    told = (("Ada", "approver"), ("Ben", "decider"), ("Cleo", "user"))
    return [people.add_contact(session, account.id, name, role=role, chain="general") for name, role in told]


@pytest.fixture
def section(qtbot: QtBot, app: FakeApp, three: list[Contact]) -> PeopleSection:
    screen = AccountScreen(app)
    qtbot.addWidget(screen)
    screen.resize(1100, 760)
    screen.show()
    screen.show_place(Place(page="account", account_id=three[0].account_id, section="people"))
    return next(s for s in screen.findChildren(PeopleSection) if s.isVisible())


def refresh(section: PeopleSection, contact: Contact) -> None:
    """What the page does when the store says that something changed."""
    screen = section.parent()
    while screen is not None and not isinstance(screen, AccountScreen):
        screen = screen.parent()
    assert isinstance(screen, AccountScreen)
    screen.refresh()
    section.show_record(contact.id, None)


def test_that_an_influence_is_drawn_without_the_mouse(
    session: Session, section: PeopleSection, three: list[Contact]
) -> None:
    ada, ben, _ = three
    section.show_record(ben.id, None)
    lines = section.person.lines
    lines.start()
    lines.to.field_editor.set_value(None)
    editor = lines.to.field_editor
    editor.setFocus()
    assert isinstance(editor, RefEditor)
    editor.edit.setFocus()
    QTest.keyClicks(editor.edit, "Ada")
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)
    lines.strength.field_editor.set_value("3")
    lines.draw_line.setFocus()
    QTest.keyClick(lines.draw_line, Qt.Key.Key_Space)
    found = reports.facts(session, ada.account_id).edges
    assert [(e.contact_id, e.kind, e.to_id, e.strength) for e in found] == [(ben.id, "influences", ada.id, 3)]


def test_that_a_line_that_may_not_be_is_refused_beside_its_field(
    session: Session, section: PeopleSection, three: list[Contact]
) -> None:
    ada, ben, _ = three
    edges.set_boss(session, ada.id, ben.id)
    refresh(section, ben)
    section.person.lines._set_boss("boss", ada.id)
    assert "circle" in section.person.lines.boss.field_editor.fault
    assert len(reports.facts(session, ada.account_id).edges) == 1


def test_that_a_card_shows_its_person_beside_the_map(section: PeopleSection, three: list[Contact]) -> None:
    section.set_mode("map")
    canvas = section.charts.canvas
    assert section.body.currentWidget() is section.charts
    canvas.focus_mark(f"person-{three[2].id}")
    assert section.selection() == ("contact", (three[2].id,))
    section.set_mode("table")
    assert section.table.keys() == (three[2].id,)


def test_that_a_card_moves_by_keys_and_by_the_mouse_and_arrange_puts_it_back(
    session: Session, section: PeopleSection, three: list[Contact]
) -> None:
    section.set_mode("map")
    canvas = section.charts.canvas
    canvas.focus_mark(f"person-{three[2].id}")
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert [(p.right, p.down) for p in reports.facts(session, three[0].account_id).places] == [(16, 0)]
    scene = canvas.scene()
    assert scene is not None
    mark = scene.mark(f"person-{three[2].id}")
    assert mark is not None
    start = QPoint(*(round(v) for v in mark.box.middle))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, start + QPoint(40, 30))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(40, 30))
    place = reports.facts(session, three[0].account_id).places[0]
    assert place.right > 16
    assert place.down > 0
    section.charts.arrange.click()
    assert [(p.right, p.down) for p in reports.facts(session, three[0].account_id).places] == [(0, 0)]


def test_that_an_unknown_approver_seat_is_added_and_shown_as_unknown(
    session: Session, section: PeopleSection, three: list[Contact]
) -> None:
    section.set_mode("map")
    section.charts.add_seat("approver")
    refresh(section, three[0])
    section.set_mode("map")
    view = section.charts.canvas.view
    assert view is not None
    assert "Seat unknown" in [card.name for card in view.cards]  # type: ignore[attr-defined]


def test_that_a_seat_nobody_is_known_in_asks_who_holds_it(section: PeopleSection) -> None:
    section.set_mode("coverage")
    canvas = section.charts.canvas
    canvas.focus_mark("seat-influencer-general")
    with pytest.MonkeyPatch.context() as patch:
        asked: list[object] = []
        patch.setattr(section, "ask_new", lambda **given: asked.append(given["add"].keywords))
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert asked == [{"role": "influencer", "chain": "general"}]
    section.charts.canvas.activated.emit(
        Mark(id="more-x", entity=MORE, records=(), sentence="", box=Box(x=0, y=0, w=1, h=1))
    )
    assert section.mode == "table"


def test_that_every_view_is_reached_by_arrow_keys(section: PeopleSection) -> None:
    for mode in ("map", "coverage", "chain"):
        section.set_mode(mode)
        canvas = section.charts.canvas
        canvas.focus_mark("")
        QTest.keyClick(canvas, Qt.Key.Key_Home)
        QTest.keyClick(canvas, Qt.Key.Key_Right)
        assert canvas.current_mark() is not None
        assert canvas.accessibleDescription()


def test_that_a_layer_is_left_out_and_the_cards_stay(
    session: Session, section: PeopleSection, three: list[Contact]
) -> None:
    ada, ben, _ = three
    edges.add_edge(session, ben.id, "influences", ada.id)
    refresh(section, ada)
    section.set_mode("map")
    canvas = section.charts.canvas
    before = canvas.scene()
    section.charts.toggle_layer("influence")
    after = canvas.scene()
    assert before is not None
    assert after is not None
    assert any(mark.entity == "relation_edge" for mark in before.marks)
    assert not any(mark.entity == "relation_edge" for mark in after.marks)
    boxes = [[(m.id, m.box.x) for m in scene.marks if m.entity == "contact"] for scene in (before, after)]
    assert boxes[0] == boxes[1]


@pytest.mark.parametrize("kind", ["power-map", "coverage", "decision-chain"])
def test_that_the_charts_page_explains_the_whole_and_each_person(
    qtbot: QtBot, app: FakeApp, three: list[Contact], kind: str
) -> None:
    screen = ChartsScreen(app)
    qtbot.addWidget(screen)
    screen.show_place(Place(page="charts", account_id=three[0].account_id, section=kind))
    assert screen.why.isEnabled()
    screen.panel.select_record(three[0].id)
    assert screen.panel.canvas.current_mark() is not None
    canvas, table = screen.panel.canvas, screen.panel.table
    scene = canvas.scene()
    assert scene is not None
    seats = [(mark, seat) for mark in scene.marks if not mark.records and (seat := seat_of(mark.id)) is not None]
    if kind == "power-map":
        assert not seats  # three people, and nobody's seat is missed
        return
    mark, seat = seats[-1]
    canvas.focus_mark(mark.id)
    screen.panel.toggle_table()
    assert table.model().key(table.currentIndex()) == mark.id  # type: ignore[attr-defined]
    table.opened.emit(table.currentIndex())
    (asked,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, NewRecordDialog) and w.isVisible())
    asked.panel.row("name").field_editor.set_value("Zoe Falk")
    asked.panel.create_record()
    made = next(one for one in crud.every(app.session, CONTACT) if one.name == "Zoe Falk")
    roles = [(r.role, r.chain) for r in crud.every(app.session, DECISION_ROLE) if r.contact_id == made.id]
    assert roles == [seat]
    screen.panel.toggle_table()
    assert canvas.current_mark() is not None
