# SPDX-License-Identifier: Apache-2.0
"""The window of checklist templates, and choosing them for a review."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.reviews.checklist_template import CHECKLIST_TEMPLATE, TemplateItem
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.services import crud, customers, draft_places, drafts, reviews, templates
from planner.services.session import Session
from tests.fakes import FakeApp, FakePrompts, an_app
from ui.forms.draft_keeper import keeper_of
from ui.screens.checklists.items_model import ITEM, LIMIT
from ui.screens.checklists.starters import StartersDialog
from ui.screens.checklists.window import ChecklistsWindow
from ui.screens.review.checklist_choice import ChecklistChoice
from ui.screens.review.new_review import ask_new_review
from ui.screens.review.use_checklist import UseChecklistWindow

ITEMS = (
    TemplateItem(item="Load", group="power", unit="%", ok_range="< 80", advice="Move load.", source="own"),
    TemplateItem(item="Doors", group="security"),
)


@pytest.fixture
def app(session: Session) -> FakeApp:
    return an_app(session)


@pytest.fixture
def window(qtbot: QtBot, app: FakeApp) -> ChecklistsWindow:
    """The window with one template of two checks."""
    templates.make(app.session, "Generators", asset_kinds=("generator",), items=ITEMS)
    return opened(qtbot, app)


def opened(qtbot: QtBot, app: FakeApp) -> ChecklistsWindow:
    """The window, shown."""
    made = ChecklistsWindow(app)
    qtbot.addWidget(made)
    made.show()
    return made


def type_in(window: ChecklistsWindow, row: int, column: int, text: str) -> None:
    """Type into a cell as a user does: letters open it, Enter keeps it."""
    table = window.pane.table
    table.setFocus()
    table.go(row, column)
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.cells.editor
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def names(window: ChecklistsWindow) -> list[str]:
    """The checks as they stand in the table."""
    items = window.pane.table.items
    return [str(items.index(row, ITEM).data()) for row in range(items.rowCount())]


def stored(app: FakeApp, window: ChecklistsWindow) -> tuple[int, list[str]]:
    """Version and checks as they are saved."""
    found = crud.get(app.session, CHECKLIST_TEMPLATE, window._key)
    return found.version, [f"{item.item} {item.ok_range}".strip() for item in found.items]


def test_that_a_limit_is_said_in_words_while_it_is_typed_and_saved_as_the_next_version(
    window: ChecklistsWindow, app: FakeApp
) -> None:
    table = window.pane.table
    table.go(0, LIMIT, edit=True)
    editor = table.cells.editor
    assert isinstance(editor, QLineEdit)
    editor.setText("90-70")
    assert "lower number comes first" in window.pane.reads.accessibleName()
    editor.setText("10-70")
    assert window.pane.reads.accessibleName() == "Reads as: from 10 to 70 %"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert stored(app, window)[0] == 1, "nothing is saved by leaving a cell"
    assert window.btn_save.text() == "Save as version 2"
    window.btn_save.click()
    assert stored(app, window) == (2, ["Load 10-70", "Doors"])
    assert not window.btn_save.isEnabled()


def test_that_saving_takes_what_stands_in_an_open_cell(window: ChecklistsWindow, app: FakeApp) -> None:
    window.pane.table.go(0, ITEM, edit=True)
    editor = window.pane.table.cells.editor
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "Load of phase 1")
    assert window.btn_save.isEnabled(), "it is offered while the cell is still open"
    QTest.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert stored(app, window) == (2, ["Load of phase 1 < 80", "Doors"])


def test_that_rows_are_added_moved_removed_and_taken_back_by_keys(window: ChecklistsWindow, app: FakeApp) -> None:
    table = window.pane.table
    table.setFocus()
    table.go(0, ITEM)
    QTest.keyClick(table, Qt.Key.Key_Insert)
    editor = table.cells.editor
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "Fuel")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(window) == ["Fuel", "Load", "Doors"]
    table.go(2, ITEM)
    QTest.keyClick(table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert names(window) == ["Fuel", "Load"]
    window.pane.undo()
    assert names(window) == ["Fuel", "Load", "Doors"]
    window.pane.redo()
    window.save()
    assert stored(app, window) == (2, ["Fuel", "Load < 80"])
    assert crud.get(app.session, CHECKLIST_TEMPLATE, window._key).items[0].group == "power", (
        "the group of the row above"
    )


def test_that_delete_empties_a_cell_and_deletes_a_template_only_in_the_list(
    window: ChecklistsWindow, app: FakeApp
) -> None:
    window.activateWindow()
    table = window.pane.table
    table.setFocus()
    table.go(0, LIMIT)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert window.pane.copy is not None
    assert window.pane.copy.now.items[0].ok_range == ""
    assert len(templates.listing(app.session)) == 1
    window.table.setFocus()
    QTest.keyClick(window.table, Qt.Key.Key_Delete)
    assert templates.listing(app.session) == []


def test_that_a_faulty_row_keeps_the_template_from_being_saved(window: ChecklistsWindow, app: FakeApp) -> None:
    type_in(window, 1, LIMIT, "5-1")
    assert not window.btn_save.isEnabled()
    window.save()
    assert stored(app, window)[0] == 1
    type_in(window, 1, LIMIT, "1-5")
    assert window.btn_save.isEnabled()


def test_that_what_is_not_saved_is_back_when_the_window_opens_again(
    qtbot: QtBot, window: ChecklistsWindow, app: FakeApp
) -> None:
    type_in(window, 0, ITEM, "Load of all phases")
    keeper_of(app).flush()
    window.reject()
    place = draft_places.record("checklist_template", window._key, "items")
    assert drafts.get(app.session, place)["text"].startswith("Generators: Load of all phases")
    app.drafts = None  # as after a crash: only what is in the file is left
    again = opened(qtbot, app)
    assert names(again)[0] == "Load of all phases"
    assert again.bar.isVisible()
    again.save()
    assert stored(app, again)[1][0] == "Load of all phases < 80"
    assert drafts.get(app.session, place) == {}


def test_that_what_stands_in_an_open_cell_is_kept_and_given_up_with_escape(
    window: ChecklistsWindow, app: FakeApp
) -> None:
    table = window.pane.table
    table.go(0, ITEM, edit=True)
    editor = table.cells.editor
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "Half a wor")
    keeper_of(app).flush()
    place = draft_places.record("checklist_template", window._key, "items")
    assert "Half a wor" in drafts.get(app.session, place)["text"]
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert drafts.get(app.session, place) == {}
    assert names(window)[0] == "Load"


def test_that_discarding_shows_what_is_saved(window: ChecklistsWindow, app: FakeApp) -> None:
    type_in(window, 0, ITEM, "Something else")
    window.btn_discard.click()
    assert names(window)[0] == "Load"
    assert not window.btn_save.isEnabled()
    window.pane.undo()
    assert names(window)[0] == "Something else"


def test_that_templates_are_made_copied_retired_and_deleted(window: ChecklistsWindow, app: FakeApp) -> None:
    window.btn_copy.click()
    assert [t.name for t in templates.listing(app.session)] == ["Generators", "Generators (copy)"]
    window.btn_retire.click()
    assert [t.retired_on is None for t in templates.listing(app.session)] == [True, False]
    assert window.btn_retire.text() == "Use again"
    window.btn_trash.click()
    window.btn_new.click()
    assert [t.name for t in templates.listing(app.session)] == ["Generators", "New checklist"]


def test_that_a_file_is_exported_and_imported_and_a_bad_one_is_said(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "power.wlchecklist"
    app = an_app(session)
    prompts = app.prompts = FakePrompts(paths=[path, path, path, path])
    templates.make(session, "Generators", items=ITEMS)
    window = opened(qtbot, app)
    window.btn_export.click()
    window.btn_import.click()
    assert [t.origin for t in templates.listing(session)] == ["own"], "it is there word for word"
    path.write_text(path.read_text("utf-8").replace("< 80", "< 70"), encoding="utf-8")
    window.btn_import.click()
    assert [(t.name, t.origin) for t in templates.listing(session)] == [
        ("Generators", "own"),
        ("Generators (2)", "file"),
    ]
    path.write_text(path.read_text("utf-8").replace("< 70", "70 <"), encoding="utf-8")
    window.btn_import.click()
    assert len(templates.listing(session)) == 2
    assert prompts.asked[-1] == "Checklists", "the sentence stands in a window of its own"


def test_that_the_starter_library_is_taken_by_ticks(qtbot: QtBot, app: FakeApp) -> None:
    window = opened(qtbot, app)
    assert window.empty.isVisible()
    dialog = StartersDialog(app, window)
    qtbot.addWidget(dialog)
    assert len(dialog.list.keys()) == 20
    for key in dialog.list.keys()[2:]:
        dialog.list.tick(key, on=False)
    dialog.taken.connect(window.reload)
    assert dialog.btn_take.text() == "Take 2 checklists"
    dialog.btn_take.click()
    assert [t.origin for t in templates.listing(app.session)] == ["starter", "starter"]
    assert window.list.model.rowCount() == 2


@pytest.fixture
def site(app: FakeApp) -> tuple[str, str]:
    """An account and its site with a generator."""
    account = customers.add_account(app.session, "Meridian Foods")
    found = crud.add(app.session, SITE, account_id=account.id, name="North")
    crud.add(app.session, ASSET, account_id=account.id, site_id=found.id, name="G1", kind="generator")
    return account.id, found.id


def test_that_a_new_review_is_made_of_the_checklists_ticked(qtbot: QtBot, app: FakeApp, site: tuple[str, str]) -> None:
    made = templates.make(app.session, "Generators", asset_kinds=("generator",), items=ITEMS)
    extra = templates.make(app.session, "Doors", items=ITEMS[1:])
    templates.make(app.session, "Routers", asset_kinds=("router",), items=ITEMS)
    around = QWidget()
    qtbot.addWidget(around)
    keys: list[str] = []
    ask_new_review(app, site[0], around, keys.append)
    dialog = around.findChild(QDialog)
    choice = dialog.findChild(ChecklistChoice) if dialog else None
    assert choice is not None
    assert set(choice.chosen()) == {made.id, extra.id}
    assert choice.list.item(2).text() == "Routers: nothing here"
    assert choice.note.text().startswith("3 checks in all.")
    choice.list.tick(extra.id, on=False)
    assert choice.note.text().startswith("2 checks in all.")
    QTest.keyClick(choice.list, Qt.Key.Key_Return)
    review = crud.get(app.session, NETWORK_REVIEW, keys[0])
    assert [used.name for used in review.templates] == ["Generators"]
    assert len(crud.of_account(app.session, INSPECTION_RESULT, site[0])) == 2


def test_that_a_review_under_way_takes_more_checks(qtbot: QtBot, app: FakeApp, site: tuple[str, str]) -> None:
    made = templates.make(app.session, "Generators", asset_kinds=("generator",), items=ITEMS)
    review = reviews.start_review(app.session, *site, templates=[])
    window = UseChecklistWindow(app, review.id)
    qtbot.addWidget(window)
    assert not window.btn_add.isEnabled()
    chosen: list[list[str]] = []
    window.chosen.connect(chosen.append)
    window.list.tick(made.id)
    window.btn_add.click()
    assert chosen == [[made.id]]
