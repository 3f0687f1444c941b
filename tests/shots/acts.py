# SPDX-License-Identifier: Apache-2.0
"""Scenes inside the window that a place alone does not show: selections, notices, palette, a new account, Trash."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel

from planner.entities.customers.account import ACCOUNT
from planner.entities.service.action import ACTION
from planner.services import crud, customers, people
from planner.services import get_going as first_tasks
from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.forms.bulk_edit import BulkEditDialog
from ui.forms.grade_editor import GradeDialog
from ui.widgets.button import Button
from ui.widgets.hint import Hint
from ui.widgets.stepbar import StepBar

ACCOUNTS = Place(page="accounts")
STEPS = ("inspect", "explain", "risks", "plans")


def scenes(account_id: str, sections: Sequence[str]) -> list[Scene]:
    """What is pictured beside the plain places."""
    new = tuple(f"new-account-{section}" for section in sections)
    several = ("selection-bar", "bulk-edit", "bulk-edit-field", "bulk-edit-empty", "grade", "grade-chosen")
    palette = ("palette", "palette-text", "palette-commands", "palette-nothing")
    people_page = Place(page="account", account_id=account_id, section="people")
    reviews = Place(page="account", account_id=account_id, section="reviews")
    return [
        Scene("review", reviews, _review, tuple(f"review-{step}" for step in STEPS)),
        Scene("nothing-found", ACCOUNTS, _nothing_found, ("nothing-found",)),
        Scene("several", ACCOUNTS, _several, several),
        Scene("notice", ACCOUNTS, _notice, ("notice",)),
        Scene("toast", ACCOUNTS, _toast, ("toast",)),
        Scene("palette", Place(page="today"), _palette, palette),
        Scene("new-account", ACCOUNTS, partial(_new_account, sections=sections), new),
        Scene("hints", people_page, _hints, ("hints",)),
        Scene("trash-filled", ACCOUNTS, partial(_trash, account_id=account_id), ("trash-filled", "trash-selected")),
    ]


def get_going() -> Scene:
    """Today in a portfolio that was just begun; for an empty one only."""
    return Scene("today-going", Place(page="today"), _get_going, ("today-going", "today-calm"))


def _get_going(stage: Stage) -> None:
    session = stage.app.session
    made = customers.add_account(session, "Nordlicht Kliniken")
    people.add_contact(session, made.id, "E. Ruiz")
    stage.picture("today-going")
    session.undo()
    session.undo()
    stage.screen.going.btn_close.click()
    stage.picture("today-calm")
    first_tasks.show_again(session)


def _review(stage: Stage) -> None:
    steps = next(bar for bar in stage.window.findChildren(StepBar) if bar.isVisible())
    for number, step in enumerate(STEPS):
        steps.choose(number)
        stage.picture(f"review-{step}")
    steps.choose(0)


def _nothing_found(stage: Stage) -> None:
    filters = stage.screen.filters
    filters.edit.setText("Haldane")
    filters.chips["S"].click()
    stage.picture("nothing-found")
    filters.clear()
    stage.settle()


def _several(stage: Stage) -> None:
    screen = stage.screen
    flags = QItemSelectionModel.SelectionFlag
    for row in (1, 2, 4):
        screen.table.selectionModel().select(screen.model.index(row, 0), flags.Select | flags.Rows)
    stage.picture("selection-bar")
    _press(stage, "Edit fields…")
    edit = stage.dialog(BulkEditDialog)
    stage.picture("bulk-edit")
    for name in ("industry", "owner_id"):
        edit.panel.choose(name)
    stage.picture("bulk-edit-field")
    edit.panel.row("industry").empty.click()
    stage.picture("bulk-edit-empty")
    edit.reject()
    _press(stage, "Grade…")
    grade = stage.dialog(GradeDialog)
    stage.picture("grade")
    grade.panel.grade.set_value("A")
    grade.panel.grade.committed.emit("A")
    stage.picture("grade-chosen")
    grade.reject()
    screen.table.selectRow(0)


def _press(stage: Stage, words: str) -> None:
    buttons = stage.screen.selection_bar.findChildren(Button)
    next(button for button in buttons if button.text() == words).click()
    stage.settle()


def _notice(stage: Stage) -> None:
    stage.window.notices.say("Sample.waterline is read-only. What you type is kept on screen until it can be saved.")
    stage.picture("notice")


def _toast(stage: Stage) -> None:
    stage.screen.table.selectRow(2)
    stage.window.trigger("trash.selection")
    stage.picture("toast")
    stage.app.session.undo()


def _palette(stage: Stage) -> None:
    for name, text in (("", ""), ("-text", "mer"), ("-commands", "> exp"), ("-nothing", "zzzz")):
        stage.window.open_palette(text)
        stage.picture(f"palette{name}")
        stage.window.palette_box.dismiss()


def _new_account(stage: Stage, sections: Sequence[str]) -> None:
    made = customers.add_account(stage.app.session, "Nordlicht Kliniken")
    for section in sections:
        stage.go(Place(page="account", account_id=made.id, section=section))
        stage.picture(f"new-account-{section}")
    stage.go(ACCOUNTS)
    stage.app.session.undo()


def _hints(stage: Stage) -> None:
    stage.window.trigger("help.hints")
    stage.go(Place(page="today"))
    stage.window.step_back()
    stage.window.notices.hush()
    stage.picture("hints")
    for hint in stage.window.findChildren(Hint):
        hint.close_button.click()


def _trash(stage: Stage, account_id: str) -> None:
    session = stage.app.session
    others = [account.id for account in crud.every(session, ACCOUNT) if account.id != account_id]
    crud.trash(session, ACCOUNT, others[:1])
    crud.trash(session, ACTION, [crud.of_account(session, ACTION, account_id)[0].id])
    stage.go(Place(page="trash"))
    stage.picture("trash-filled")
    stage.screen.table.selectRow(0)
    stage.picture("trash-selected")
    session.undo()
    session.undo()
