# SPDX-License-Identifier: Apache-2.0
"""What can be done with the data of the person shown: everything stored, and erasing for good."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from planner.entities.relations.contact import CONTACT
from planner.kernel.text import tr
from ui.actions.commands import run_command
from ui.context import AppContext
from ui.widgets.button import Button
from ui.widgets.panes import Group


class PersonDataRow(Group):
    """Two quiet buttons at the end of a person's details."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(tr("Data about this person"), parent)
        self._app = app
        self._key = ""
        for text, icon, command in (
            (tr("Everything about this person…"), "user", "person.everything"),
            (tr("Erase this person…"), "x", "person.erase"),
        ):
            button = Button(text, self, variant="text", icon=icon)
            button.setObjectName(f"btn.{command}")
            button.clicked.connect(partial(self._run, command))
            self.add(button)

    def set_person(self, key: str) -> None:
        """Whom it is about."""
        self._key = key

    def _run(self, command: str, *_checked: bool) -> None:
        if self._key:
            run_command(self._app, command, kind=CONTACT.name, record=self._key)
