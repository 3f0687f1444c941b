# SPDX-License-Identifier: Apache-2.0
"""The window round a portfolio: places, panes, undo, Trash, palette, closing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.kernel.clock import FixedClock
from planner.kernel.settings import Settings
from planner.services import crud
from planner.services.portfolio import load_settings, open_portfolio
from planner.services.session import Session
from tests.fakes import FakePrompts
from ui.bootstrap import Shell
from ui.context import AppContext, Place
from ui.screens import registry
from ui.screens.screen import Screen
from ui.theme.theme import theme
from ui.widgets.safe import PlainLabel


class PlainScreen(Screen):
    """A page for these tests: one field, details, and what it was told."""

    depends_on = frozenset({"account"})

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(app, parent)
        self.places: list[Place] = []
        self.chosen: dict[str, object] = {}
        self.details = PlainLabel("Details")
        self.edit = QLineEdit(self)
        QVBoxLayout(self).addWidget(self.edit)

    @override
    def show_place(self, place: Place) -> None:
        self.places.append(place)

    @override
    def search(self) -> None:
        self.edit.setFocus()

    @override
    def actions_context(self) -> dict[str, object]:
        return self.chosen


@pytest.fixture
def shell(
    qtbot: QtBot, qapp: QApplication, portfolio: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shell]:
    for page in ("today", "accounts", "account"):
        monkeypatch.setitem(registry.PAGES, page, "tests.gui.test_shell:PlainScreen")
    made = Shell(qapp, Settings(theme="light"), clock=clock, prompts=lambda _window: FakePrompts(), server=False)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    made.window.show()
    assert made.open(portfolio)
    yield made
    made.window.close()


def session_of(shell: Shell) -> Session:
    assert shell.app is not None
    return shell.app.session


def an_account_in(shell: Shell, name: str = "Meridian Foods") -> str:
    return crud.add(session_of(shell), ACCOUNT, name=name).id


def toast(shell: Shell) -> str:
    return shell.window.notices.host.toast.message()


# -- places


def test_that_the_parts_have_the_names_of_the_design(shell: Shell) -> None:
    for name in ("btnBack", "btnForward", "crumbs", "edtCommand", "btnNew", "lstRail", "pageStack"):
        assert shell.window.findChild(QWidget, name) is not None, name
    for name in ("detailsPane", "lblSaved", "lblFile", "lnkClocks", "lblZoom", "jobStrip"):
        assert shell.window.findChild(QWidget, name) is not None, name


def test_that_back_and_forward_repeat_the_way(shell: Shell) -> None:
    window = shell.window
    key = an_account_in(shell)
    window.go(Place(page="account", account_id=key, section="people"))
    window.go(Place(page="trash"))
    window.trigger("go.back")
    assert window.place().section == "people"
    window.trigger("go.back")
    assert window.place().page == "accounts"
    window.trigger("go.forward")
    assert window.place().account_id == key
    window.go(Place(page="today"))
    assert not window.history.can_forward


def test_that_a_place_shown_twice_is_one_step(shell: Shell) -> None:
    shell.window.go(Place(page="today"))
    shell.window.go(Place(page="today"))
    shell.window.trigger("go.back")
    assert shell.window.place().page == "accounts"


def test_that_crumbs_name_the_way_and_lead_up(shell: Shell) -> None:
    key = an_account_in(shell, "川住 <b>Kawasumi</b>")
    shell.window.go(Place(page="account", account_id=key, section="risks"))
    crumbs = shell.window.tool_bar.crumbs
    assert crumbs.texts() == ["Accounts", "川住 <b>Kawasumi</b>", "Risks"]
    crumbs.press(0)
    assert shell.window.place() == Place(page="accounts")


def test_that_a_renamed_account_is_renamed_in_the_crumbs(shell: Shell, qtbot: QtBot) -> None:
    key = an_account_in(shell)
    shell.window.go(Place(page="account", account_id=key, section="risks"))
    crud.set_field(session_of(shell), ACCOUNT, key, "name", "Nordlys")
    qtbot.waitUntil(lambda: "Nordlys" in shell.window.tool_bar.crumbs.texts())


def test_that_the_rail_holds_only_pages_that_exist(shell: Shell) -> None:
    assert shell.window.rail.keys()[-2:] == ("trash", "settings")
    known = {"today", "accounts", "portfolio", "charts", "actions", "alerts", "trash", "settings"}
    assert set(shell.window.rail.keys()) <= known
    shell.window.rail.choose("trash")
    assert shell.window.place().page == "trash"


def test_that_a_screen_is_made_once_and_told_of_every_visit(shell: Shell) -> None:
    shell.window.go(Place(page="today"))
    first = shell.window.stack.current()
    shell.window.go(Place(page="trash"))
    shell.window.go(Place(page="today", record="x"))
    assert shell.window.stack.current() is first
    assert isinstance(first, PlainScreen)
    assert [p.record for p in first.places] == [None, "x"]


# -- panes


def test_that_a_narrow_window_folds_rail_and_details(shell: Shell, qtbot: QtBot) -> None:
    window = shell.window
    assert window.stack.details.isVisible()
    assert not window.rail.collapsed
    window.resize(1100, 700)
    qtbot.waitUntil(lambda: window.rail.collapsed)
    assert window.stack.details.isVisible()
    window.resize(960, 600)
    qtbot.waitUntil(lambda: not window.stack.details.isVisible())
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: window.stack.details.isVisible() and not window.rail.collapsed)


def test_that_f8_and_f9_fold_by_hand_and_are_remembered(shell: Shell, qtbot: QtBot) -> None:
    window = shell.window
    window.trigger("view.details")
    window.trigger("view.rail")
    assert not window.stack.details.isVisible()
    assert window.rail.collapsed
    window.close()
    kept = load_settings()
    assert (kept.details_open, kept.rail_collapsed) == (False, True)


def test_that_a_page_without_details_has_no_pane(shell: Shell) -> None:
    shell.window.go(Place(page="trash"))
    assert not shell.window.stack.details.isVisible()
    shell.window.go(Place(page="accounts"))
    assert shell.window.stack.details.isVisible()


def test_that_f6_goes_round_the_panes(shell: Shell, qtbot: QtBot) -> None:
    window = shell.window
    seen = []
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        seen.append(next(pane for pane in window.panes() if focused is not None and pane.isAncestorOf(focused)))
    assert len(set(seen)) == 3
    before = QApplication.focusWidget()
    QTest.keyClick(window, Qt.Key.Key_F6)
    QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is before


def test_that_esc_leaves_step_by_step(shell: Shell, qtbot: QtBot) -> None:
    window = shell.window
    window.go(Place(page="today"))
    window.notices.toast("Hello")
    row = window.rail.row("today")
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Escape)
    assert window.stack.pages.isAncestorOf(QApplication.focusWidget() or window)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.notices.host.toast.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.place().page == "accounts"


# -- undo and Trash


def test_that_undo_is_named_goes_to_the_record_and_offers_redo(shell: Shell, qtbot: QtBot) -> None:
    session = session_of(shell)
    key = an_account_in(shell)
    person = crud.add(session, CONTACT, account_id=key, name="Elena Ruiz")
    crud.set_field(session, CONTACT, person.id, "title", "CFO")
    action = shell.window.commands.action("edit.undo")
    qtbot.waitUntil(lambda: "Elena Ruiz" in action.text())
    action.trigger()
    assert crud.get(session, CONTACT, person.id).title is None
    place = shell.window.place()
    assert (place.page, place.section, place.record, place.field) == ("account", "people", person.id, "title")
    assert toast(shell).startswith("Undone: ")
    shell.window.notices.host.toast.action.click()
    assert crud.get(session, CONTACT, person.id).title == "CFO"
    assert toast(shell).startswith("Made again: ")


def test_that_undo_commits_the_field_being_typed_in_first(shell: Shell, qtbot: QtBot) -> None:
    screen = shell.window.stack.current()
    assert isinstance(screen, PlainScreen)
    left: list[str] = []
    screen.edit.editingFinished.connect(lambda: left.append(screen.edit.text()))
    key = an_account_in(shell)
    qtbot.waitUntil(lambda: shell.window.commands.action("edit.undo").isEnabled())
    screen.edit.setFocus()
    QTest.keyClicks(screen.edit, "typed")
    shell.window.trigger("edit.undo")
    assert left == ["typed"]
    assert crud.find(session_of(shell), ACCOUNT, key) is None


def test_that_a_step_that_no_longer_fits_is_told_kindly(shell: Shell, qtbot: QtBot) -> None:
    session = session_of(shell)
    key = an_account_in(shell)
    crud.set_field(session, ACCOUNT, key, "city", "Lima")
    session.db.conn.execute("UPDATE account SET city = 'Quito' WHERE id = ?", (key,))
    shell.window.trigger("edit.undo")
    bar = shell.window.notices.bar
    assert bar is not None
    assert "was changed elsewhere" in bar.text()
    assert crud.get(session, ACCOUNT, key).city == "Quito"


def test_that_del_moves_the_selection_to_the_trash_with_undo(shell: Shell, qtbot: QtBot) -> None:
    session = session_of(shell)
    key = an_account_in(shell)
    screen = shell.window.stack.current()
    assert isinstance(screen, PlainScreen)
    screen.chosen = {"account": (key,)}
    shell.window.trigger("trash.selection")
    assert toast(shell) == "Moved Meridian Foods to Trash"
    assert crud.find(session, ACCOUNT, key) is None
    shell.window.notices.host.toast.action.click()
    assert crud.get(session, ACCOUNT, key).name == "Meridian Foods"


def test_that_the_saved_time_follows_the_clock(shell: Shell, qtbot: QtBot, clock: FixedClock) -> None:
    an_account_in(shell)
    wanted = clock.now().astimezone().strftime("Saved %H:%M")
    qtbot.waitUntil(lambda: shell.window.status.saved.text() == wanted)


# -- palette


def test_that_the_palette_finds_accounts_people_and_commands(shell: Shell, qtbot: QtBot) -> None:
    session = session_of(shell)
    key = an_account_in(shell, "川住 Kawasumi")
    crud.add(session, CONTACT, account_id=key, name="Kari Holm", title="CTO")
    box = shell.window.palette_box
    shell.window.trigger("go.command")
    QTest.keyClicks(box.edit, "ka")
    assert box.items()[0].title == "川住 Kawasumi"
    assert "Kari Holm" in [item.title for item in box.items()]
    box.edit.setText("川住")
    assert box.items()[0].title == "川住 Kawasumi"
    box.edit.setText("@kar")
    assert [item.second for item in box.items()] == ["CTO · 川住 Kawasumi"]
    box.edit.setText(">back")
    assert [item.command for item in box.items()] == ["file.backup", "file.backups"]


def test_that_enter_goes_and_esc_returns_to_the_field(shell: Shell, qtbot: QtBot) -> None:
    key = an_account_in(shell)
    screen = shell.window.stack.current()
    assert isinstance(screen, PlainScreen)
    shell.window.activateWindow()
    screen.edit.setFocus()
    box = shell.window.palette_box
    shell.window.trigger("go.command")
    QTest.keyClick(box.edit, Qt.Key.Key_Escape)
    assert not box.isVisible()
    assert QApplication.focusWidget() is screen.edit
    shell.window.trigger("go.command")
    QTest.keyClicks(box.edit, "merid")
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    assert shell.window.place().account_id == key
    assert not box.isVisible()


def test_that_an_empty_palette_shows_what_was_visited_last(shell: Shell, qtbot: QtBot) -> None:
    keys = [an_account_in(shell, f"Account {n}") for n in range(9)]
    shell.window.go(Place(page="account", account_id=keys[2], section="overview"))
    shell.window.go(Place(page="accounts"))
    shell.window.palette_box.open()
    titles = [item.title for item in shell.window.palette_box.items()]
    assert titles[0] == "Account 2"
    assert len(titles) == 7


def test_that_a_command_that_is_off_shows_its_reason_and_does_not_run(shell: Shell, qtbot: QtBot) -> None:
    box = shell.window.palette_box
    box.open(">history")
    assert [item.second for item in box.items()] == ["Select a record first."]
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    assert box.isVisible()


def test_that_typing_on_the_command_field_opens_the_palette_with_the_letter(shell: Shell, qtbot: QtBot) -> None:
    QTest.keyClicks(shell.window.tool_bar.command, "m")
    assert shell.window.palette_box.isVisible()
    assert shell.window.palette_box.edit.text() == "m"


def test_that_hostile_search_words_find_nothing_and_harm_nothing(shell: Shell) -> None:
    an_account_in(shell)
    for text in ('"', "%", "_", "a AND OR", "*)(", "\\", "'; DROP TABLE account", "\x00x"):
        shell.window.palette_box.open(text)
    assert crud.every(session_of(shell), ACCOUNT)


# -- opening and closing


def test_that_another_portfolio_takes_the_place_of_the_first(shell: Shell, template: Path, tmp_path: Path) -> None:
    first = session_of(shell)
    other = Path(shutil.copy(template, tmp_path / "other.waterline"))
    assert shell.open(other)
    assert session_of(shell).path == other
    open_portfolio(first.path, device="testdesk").close()
    assert shell.settings.recent[0] == str(other.resolve())


def test_that_a_foreign_file_is_refused_and_the_open_one_stays(shell: Shell, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.waterline"
    foreign.write_bytes(b"not a portfolio" * 100)
    assert not shell.open(foreign)
    assert shell.app is not None
    assert shell.window.notices.bar is not None
    assert "not a Waterline portfolio" in shell.window.notices.bar.text()


def test_that_closing_lets_the_file_go(shell: Shell, portfolio: Path) -> None:
    shell.window.close()
    assert shell.app is None
    open_portfolio(portfolio, device="testdesk").close()


def test_that_settings_apply_at_once_and_are_kept(shell: Shell) -> None:
    shell.window.trigger("view.theme.dark")
    assert theme().dark
    assert load_settings().theme == "dark"
    shell.window.trigger("view.density.touch")
    assert theme().density.name == "touch"
    shell.window.trigger("view.density.normal")
    shell.window.trigger("view.theme.light")
    assert not theme().dark


def test_that_nothing_open_offers_a_way_on(shell: Shell) -> None:
    shell.close_portfolio()
    shell.show_nothing("It is gone.")
    page = shell.window.stack.pages.currentWidget()
    assert page is not None
    assert page.objectName() == "pageNothingOpen"
    assert shell.window.status.saved.text() == "Nothing open"
    shell.window.trigger("go.trash")
    assert shell.window.commands.action("file.open").isEnabled()
