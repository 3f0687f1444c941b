# SPDX-License-Identifier: Apache-2.0
"""What the account list can be made to look like: cards, two keys, the menus of columns and of views."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QPoint
from PySide6.QtWidgets import QMenu

from planner.services import account_views
from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.screens.accounts.view_dialog import SaveView

ACCOUNTS = Place(page="accounts")
SAVED = "Plans for the north"


def scenes() -> list[Scene]:
    """Every state of the list beside the plain one."""
    views = ("accounts-views", "accounts-view-changed", "accounts-save-view")
    menus = ("accounts-columns", "accounts-head-menu")
    return [
        Scene("accounts-cards", ACCOUNTS, _cards, ("accounts-cards", "accounts-cards-several")),
        Scene("accounts-two-keys", ACCOUNTS, _two_keys, ("accounts-two-keys",)),
        Scene("accounts-columns", ACCOUNTS, _columns, menus),
        Scene("accounts-views", ACCOUNTS, _views, views),
    ]


def _cards(stage: Stage) -> None:
    screen = stage.screen
    screen.filters.switch.choose("cards")
    screen.list.setFocus()
    stage.picture("accounts-cards")
    flags = QItemSelectionModel.SelectionFlag
    for row in (2, 3):
        screen.list.selectionModel().select(screen.model.index(row, 0), flags.Select | flags.Rows)
    stage.picture("accounts-cards-several")
    screen.table.selectRow(0)
    screen.filters.switch.choose("table")


def _two_keys(stage: Stage) -> None:
    stage.screen.order.then_by("last_review_on")
    stage.picture("accounts-two-keys")
    _reset(stage)


def _columns(stage: Stage) -> None:
    stage.window.trigger("view.columns")
    stage.picture("accounts-columns")
    _close_menu(stage)
    screen = stage.screen
    head = screen.table.head
    place = screen.model.columns().index(next(c for c in screen.model.columns() if c.key == "health"))
    screen.order.menu("health").popup(head.mapToGlobal(QPoint(head.sectionPosition(place), head.height())))
    stage.picture("accounts-head-menu")
    _close_menu(stage)


def _views(stage: Stage) -> None:
    screen = stage.screen
    session = stage.app.session
    screen.filters.chips["A"].click()
    stage.settle()
    account_views.save(session, screen.looks()._replace(name=SAVED))
    screen.filters.view.open_menu()
    stage.picture("accounts-views")
    menu = next(menu for menu in screen.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if action.text() == SAVED).trigger()
    menu.hide()
    screen.filters.chips["B"].click()
    stage.picture("accounts-view-changed")
    dialog = SaveView(stage.app, screen.filters.view.view, stage.window)
    dialog.open()
    stage.picture("accounts-save-view")
    dialog.reject()
    account_views.delete(session, SAVED)
    _reset(stage)


def _reset(stage: Stage) -> None:
    """As the list is at first."""
    screen = stage.screen
    screen.order.by("name")
    screen.order.by("grade")
    menu = screen.filters.view.make_menu()
    menu.actions()[0].trigger()
    stage.settle()


def _close_menu(stage: Stage) -> None:
    for menu in stage.window.findChildren(QMenu):
        if menu.isVisible():
            menu.hide()
    stage.settle()
