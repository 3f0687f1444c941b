# SPDX-License-Identifier: Apache-2.0
"""Duplicate (Ctrl+D): a second record like the one at hand, shown where the first one is."""

from __future__ import annotations

from planner.kernel.text import tr
from planner.services import crud
from planner.services.duplicates import duplicate
from ui.actions.spec import Context
from ui.context import AppContext, Place


def duplicate_record(app: AppContext, context: Context) -> None:
    """Duplicate the record that the context names and go to the copy."""
    if context.record is None:
        return
    from planner.entities.registry import BY_NAME

    key = duplicate(app.session, context.kind, context.record)
    name = crud.title_of(app.session, BY_NAME[context.kind], key)
    app.navigator.go(_place(app.navigator.place(), context, key))
    app.notices.toast(tr("Added {name}", name=name), undo=True)


def _place(here: Place, context: Context, key: str) -> Place:
    """The list that shows the first one shows its copy too; an account opens where its name can be changed."""
    if context.kind == "account":
        return Place(page="account", account_id=key, section="profile", record=key, field="name")
    if here.page == "today":
        from ui.screens.sections import SECTIONS

        return Place(page="account", account_id=context.account_id, section=SECTIONS[context.kind], record=key)
    return here._replace(record=key, field=None)
