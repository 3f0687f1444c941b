# SPDX-License-Identifier: Apache-2.0
"""The account list over five accounts, for tests of how it can be arranged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from planner.services import customers
from planner.services.session import Session
from planner.views.account_table import COLUMNS
from tests.fakes import FakeApp, an_app
from ui.screens.accounts import AccountsScreen

BOOK: Final = (
    ("Alta Mar", "A", "Vigo"),
    ("Boreal", "S", None),
    ("Cima", "A", "Bern"),
    ("Delta", "ungraded", "Bern"),
    ("Estuario", "C", "Vigo"),
)
PLACE: Final = {column.key: number for number, column in enumerate(COLUMNS)}

_MARK = re.compile(r"(?<!&)&(?!&)")


def five_accounts(session: Session) -> FakeApp:
    """A context over five accounts, whose grades have reasons that look like markup."""
    for name, grade, city in BOOK:
        made = customers.add_account(session, name, city=city)
        if grade != "ungraded":
            customers.decide_grade(session, [made.id], grade, reason=f"<b>{name}</b> & more")
    return an_app(session)


@contextmanager
def list_of(qtbot: QtBot, app: Any) -> Iterator[AccountsScreen]:
    """The list in an active window of its own."""
    made = AccountsScreen(app)
    made.resize(1000, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    for part in (made, made.details):  # before the session closes, as the window does it
        delete(part)


def order_of(screen: AccountsScreen) -> str:
    """The first letters of the accounts from top to bottom."""
    name = PLACE["name"]
    return "".join(str(screen.model.index(row, name).data())[0] for row in range(screen.model.rowCount()))


def keys_of(screen: AccountsScreen) -> list[str]:
    """What the list is sorted by."""
    return [key.key for key in screen.order.in_force()]


def visible(screen: AccountsScreen) -> list[str]:
    """The columns that are seen."""
    return [key for key, place in PLACE.items() if not screen.table.isColumnHidden(place)]


def entry(menu: QMenu, words: str) -> QAction:
    """The entry of a menu that says these words, whatever letter of them is marked."""
    return next(action for action in menu.actions() if _MARK.sub("", action.text()) == words)
