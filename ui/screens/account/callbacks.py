# SPDX-License-Identifier: Apache-2.0
"""The callbacks of an account below the explained satisfaction, with the way to add one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from planner.kernel.dates import day_text
from planner.kernel.text import tr
from ui.context import AppContext, Place
from ui.screens.account.world import World
from ui.widgets.button import Button
from ui.widgets.panes import Group
from ui.widgets.rows import ListRow
from ui.widgets.safe import PlainLabel

_SHOWN = 10


def callback_group(app: AppContext, world: World, ask: Callable[[], None]) -> Group:
    """The newest callbacks; each opens in the timeline."""
    calls = sorted(world.facts.callbacks, key=lambda c: (c.called_on or c.service_on or date.min, c.id), reverse=True)
    group = Group(tr("Callbacks ({n})", n=len(calls)) if calls else tr("Callbacks"))
    group.column.setSpacing(0)
    if not calls:
        words = tr("No callbacks yet. Someone who did not do the work calls within 48 h.")
        group.add(PlainLabel(words, wrap=True))
        group.column.addSpacing(8)
    for call in calls[:_SHOWN]:
        ratings = " · ".join("–" if value is None else str(value) for value in (call.tech, call.attitude, call.norms))
        day = call.called_on or call.service_on
        row = ListRow(
            day_text(day) if day else tr("no date"),
            second=world.facts.contact_name(call.contact_id) or "",
            right=tr("not reached") if call.reached is False else ratings,
            icon="phone",
        )
        row.clicked.connect(partial(_open, app, world.account_id, call.id))
        group.add(row)
    group.column.addSpacing(8)
    button = Button(tr("Callback"), icon="plus", small=True)
    button.setObjectName("btnNewCallback")
    button.clicked.connect(ask)
    group.column.addWidget(button)
    return group


def _open(app: AppContext, account_id: str, key: str) -> None:
    app.navigator.go(Place(page="account", account_id=account_id, section="timeline", record=key))
