# SPDX-License-Identifier: Apache-2.0
"""Every menu and every entry has a letter of its own, in every language."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pytest
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from planner.kernel.text import LANGUAGES, set_language, tr
from ui.actions.registry import MENUS, SPECS, ActionRegistry
from ui.actions.spec import Context
from ui.widgets.button import Button
from ui.widgets.letters import choose, give_letters, letter_of, marked
from ui.windows.context_menu import GROUPS
from ui.windows.toolbar import NEW_ENTRIES

MIXED = (tuple(chain(*GROUPS)), NEW_ENTRIES)


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    set_language("en")


def _registry(qtbot: QtBot, context: Context | None = None) -> tuple[QMainWindow, ActionRegistry]:
    window = QMainWindow()
    qtbot.addWidget(window)
    made = ActionRegistry(window, str, lambda _name: True, mixed=chain(*MIXED))
    made.fill(window.menuBar())
    made.refresh(context or Context(page="accounts"))
    return window, made


def _letters(menu: QMenu) -> list[str]:
    return [letter_of(action.text()) for action in menu.actions() if not action.isSeparator()]


@pytest.mark.parametrize("code", [code for code, _ in LANGUAGES])
def test_that_no_two_entries_of_a_menu_share_a_letter_and_none_lacks_one(qtbot: QtBot, code: str) -> None:
    set_language(code)
    window, made = _registry(qtbot)
    menus = {**made.menus, **made.submenus}
    for name, menu in menus.items():
        found = _letters(menu)
        assert "" not in found, name
        assert len(set(found)) == len(found), name
    heads = [letter_of(action.text()) for action in window.menuBar().actions()]
    assert len(set(heads)) == len(MENUS) == len(heads)
    assert "" not in heads


@pytest.mark.parametrize("code", [code for code, _ in LANGUAGES])
@pytest.mark.parametrize("names", MIXED, ids=["selection", "new"])
def test_that_menus_mixed_from_others_have_no_letter_twice(qtbot: QtBot, code: str, names: tuple[str, ...]) -> None:
    set_language(code)
    _, made = _registry(qtbot)
    found = [letter_of(made.actions[name].text()) for name in names]
    assert len(set(found)) == len(names)


def test_that_a_letter_stays_with_its_command_when_its_words_change(qtbot: QtBot) -> None:
    _, made = _registry(qtbot)
    before = {name: letter_of(action.text()) for name, action in made.actions.items()}
    told = Context(undo_label="Rename R&D", redo_label="Zip", new_label="Neue Person")
    made.refresh(told)
    assert {name: letter_of(action.text()) for name, action in made.actions.items()} == before
    assert made.actions["edit.undo"].text() == "&Undo: Rename R&&D"
    assert made.actions["edit.undo"].iconText() == "Undo: Rename R&D"


def test_that_chinese_entries_carry_the_latin_letter_behind_the_words(qtbot: QtBot) -> None:
    set_language("zh_CN")
    _, made = _registry(qtbot)
    assert made.actions["file.open"].text() == f"{tr('Open…').removesuffix('…')}(&O)…"


def test_that_the_words_of_palette_and_tooltips_stay_plain(qtbot: QtBot) -> None:
    _, made = _registry(qtbot)
    entries = made.palette(Context(page="accounts"))
    assert not any("&" in entry.text for entry in entries)
    assert not any("&" in action.toolTip() for action in made.actions.values())
    assert not any("&" in spec.text for spec in SPECS)


def test_that_an_entry_gives_its_letter_to_one_that_has_no_other() -> None:
    assert choose(["Ab", "A"]) == ["B", "A"]
    assert choose(["Open", "Open", "Open"]) == ["O", "P", "E"]


def test_that_a_letter_that_does_not_occur_stands_behind_the_words() -> None:
    assert marked("Öl", "X") == "Öl(&X)"
    assert marked("More…", "X") == "More(&X)…"
    assert marked("R&D plan", "P") == "R&&D &plan"
    assert letter_of("R&&D") == ""


def test_that_the_menu_of_a_button_gets_letters_when_it_opens(qtbot: QtBot) -> None:
    button = Button("Copy", arrow=True)
    qtbot.addWidget(button)
    menu = QMenu(button)
    for words in ("Picture", "PDF", "Data & facts"):
        menu.addAction(words.replace("&", "&&"))
    button.set_menu(menu)
    button.show()
    button.click()
    assert [action.text() for action in menu.actions()] == ["&Picture", "P&DF", "Data && &facts"]
    menu.hide()
    give_letters(menu)
    assert _letters(menu) == ["P", "D", "F"]
