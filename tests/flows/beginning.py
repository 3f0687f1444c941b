# SPDX-License-Identifier: Apache-2.0
"""The first run as a user goes through it, by mouse or by keyboard, to an encrypted portfolio."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from planner.services import templates
from planner.services.portfolio import is_encrypted
from tests.flows.user import Key, User
from ui.dialogs.first_run import FirstRun
from ui.dialogs.recovery_sheet import RecoverySheet

PASSWORD = "four words and a river"


def first_run_by_mouse(user: User) -> None:
    """Name, place, import, password, recovery key."""
    shell = user.shell
    dialog = FirstRun(shell.settings, shell.window, shell.look)
    dialog.show()
    dialog.name.clear()
    user.click(dialog.name)
    user.type("Marta Soler")
    user.press("btnFirstNext")
    user.press("btnFirstNext")
    user.press("btnStart.import")
    for name in ("edtPassword", "edtPasswordAgain"):
        user.click(user.find(QLineEdit, name))
        user.type(PASSWORD)
    user.press("btnFirstNext")
    user.click(user.find(QLineEdit, "edtProof"))
    user.type(user.find(RecoverySheet).recovery[-4:])
    user.press("btnFirstNext")
    _begin(user, dialog)


def first_run_by_keys(user: User) -> None:
    """The same without the mouse."""
    shell = user.shell
    dialog = FirstRun(shell.settings, shell.window, shell.look)
    dialog.show()
    user.until(dialog.name.hasFocus)
    user.key(Key.Key_A, control=True)
    user.type("Marta Soler")
    user.key(Key.Key_Return, Key.Key_Return)
    user.tab_to_button("btnStart.import")
    user.key(Key.Key_Space)
    user.type(PASSWORD)
    user.key(Key.Key_Tab)
    user.type(PASSWORD)
    user.key(Key.Key_Return)
    user.type(user.find(RecoverySheet).recovery[-4:])
    user.key(Key.Key_Return)
    _begin(user, dialog)


def _begin(user: User, dialog: FirstRun) -> None:
    """The portfolio is made as it was answered, encrypted."""
    assert dialog.result() == FirstRun.DialogCode.Accepted
    answers = dialog.answers()
    assert answers.name == "Marta Soler"
    dialog.deleteLater()
    user.shell.begin(answers)
    user.until(lambda: user.shell.app is not None)
    assert user.shell.app is not None
    assert is_encrypted(user.shell.app.session.path)
    assert templates.listing(user.shell.app.session), "the starter library was wished for"
    assert user.shell.app.session.undo_label is None
