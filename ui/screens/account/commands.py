# SPDX-License-Identifier: Apache-2.0
"""What menus and palette can start about an account: a note from anywhere, a site, a piece of equipment."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from planner.entities.registry import BY_NAME
from planner.entities.relations.contact import CONTACT
from planner.entities.relations.interaction import INTERACTION
from planner.kernel.errors import ValidationError
from planner.kernel.text import tr
from planner.services import crud, interactions
from planner.services.session import Session
from ui.actions.spec import Context
from ui.context import AppContext, Place
from ui.forms.new_record import NewRecordDialog

NOTE_FIELDS = ("title", "happened_on", "channel", "participants", "outcomes")


def new_note(app: AppContext, context: Context) -> None:
    """Ask for a note in a small window; without an account at hand it asks for that first."""
    window = app.navigator if isinstance(app.navigator, QWidget) else QApplication.activeWindow()
    ask_note(app, context.account_id, "note", window)


def ask_note(app: AppContext, account_id: str | None, channel: str, window: QWidget | None) -> None:
    """The small window of a note, a meeting or a call, whichever ``channel`` says first."""
    fields = NOTE_FIELDS if account_id else ("account_id", *NOTE_FIELDS)
    preset = {"channel": channel}
    dialog = NewRecordDialog(
        app, INTERACTION, account_id=account_id, fields=fields, preset=preset, add=add_note, parent=window
    )
    dialog.created.connect(partial(_noted, app))
    dialog.open()


def new_site(app: AppContext, context: Context) -> None:
    """Ask for a site of the account at hand."""
    _new_there(app, context, "site")


def new_asset(app: AppContext, context: Context) -> None:
    """Ask for a piece of equipment of the account at hand."""
    _new_there(app, context, "asset")


def _new_there(app: AppContext, context: Context, kind: str) -> None:
    window = app.navigator if isinstance(app.navigator, QWidget) else QApplication.activeWindow()
    dialog = NewRecordDialog(app, BY_NAME[kind], account_id=context.account_id, parent=window)
    dialog.created.connect(partial(_show_site, app, context.account_id))
    dialog.open()


def _show_site(app: AppContext, account_id: str | None, key: str) -> None:
    app.navigator.go(Place(page="account", account_id=account_id, section="sites", record=key))


def draw_line(app: AppContext, context: Context) -> None:
    """To the fields that draw a line from the selected person to another."""
    contact = crud.find(app.session, CONTACT, context.record)
    if contact is not None:
        place = Place(page="account", account_id=contact.account_id, section="people", record=contact.id, field="line")
        app.navigator.go(place)


def add_note(session: Session, values: Mapping[str, Any], source: object) -> Any:
    """Note what the form says, by its verb."""
    rest = dict(values)
    account_id, title = rest.pop("account_id", None), rest.pop("title", None)
    if account_id is None:
        raise ValidationError({"account_id": tr("Choose the account that this is about.")})
    on, met = rest.pop("happened_on", None), rest.pop("participants", ())
    return interactions.log(session, account_id, title or "", on, met, source=source, **rest)


def _noted(app: AppContext, key: str) -> None:
    name = crud.title_of(app.session, INTERACTION, key)
    app.notices.toast(tr("Noted: {name}", name=name), undo=True)
