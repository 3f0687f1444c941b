# SPDX-License-Identifier: Apache-2.0
"""Gathers from a window what its commands are told: place, selection, and what is shown."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ui.actions.spec import Context
from ui.screens.screen import Screen
from ui.theme.theme import theme
from ui.windows.main_window import MainWindow

if TYPE_CHECKING:
    from ui.windows.palette_list import Item


def context_of(window: MainWindow) -> Context:
    """The context of this moment."""
    place, screen = window.place(), window.stack.current()
    told = screen.actions_context() if screen is not None else {}
    kind, record = _record(told)
    account = told.get("account_id") or place.account_id
    can = window.clipboard.possible()
    return Context(
        page=place.page if window.app is not None else "",
        section=place.section,
        account_id=str(account) if account else None,
        last_account=next(iter(window.history.accounts()), None),
        kind=kind,
        record=record,
        selection=_selection(told),
        alert=_alert(told),
        open=window.app is not None,
        encrypted=window.app is not None and window.app.session.encrypted,
        busy=window.jobs.busy,
        read_only=window.app is not None and window.app.session.read_only,
        undo_label=window.labels[0],
        redo_label=window.labels[1],
        new_label=_new_label(screen),
        can_back=window.history.can_back,
        can_forward=window.history.can_forward,
        has_table=hasattr(screen, "copy_table"),
        can_cut=can.cut,
        can_copy=can.copy,
        can_paste=can.paste,
        has_details=window.stack.has_details(),
        wide=not window.narrow,
        rail_open=not window.rail.collapsed,
        details_open=window.details_shown,
        full_screen=window.isFullScreen(),
        density=theme().density.name,
        scheme=theme().scheme,
        sample=window.is_sample,
        chart_changed=bool(told.get("changed")),
        presents=_presents(window, str(account) if account else None),
    )


def _presents(window: MainWindow, account_id: str | None) -> str:
    """For whom F5 shows at once. Where the show was never loaded nothing was chosen yet, and F5 asks."""
    known = sys.modules.get("ui.screens.show.setting")
    if known is None or window.app is None:
        return ""
    portfolio = window.place().page == "portfolio"
    account = "" if portfolio else account_id or next(iter(window.history.accounts()), None)
    return "" if account is None else str(known.will(window.app.session, account))


def refresh(window: MainWindow) -> None:
    """Bring the commands up to date, and what the pages offer where nothing may be changed."""
    context = window.context()
    window.actions_of.refresh(context)
    if context.read_only:
        from ui.windows.reading_off import switch_off

        switch_off(window.stack)
        switch_off(window.tool_bar)
    elif not window.tool_bar.new.isEnabled():
        from ui.windows.reading_off import switch_on

        switch_on(window.tool_bar)


def _record(told: Mapping[str, object]) -> tuple[str, str | None]:
    found = told.get("record")
    if isinstance(found, tuple) and len(found) == 2:
        return str(found[0]), str(found[1])
    return "", None


def _alert(told: Mapping[str, object]) -> tuple[str, ...]:
    found = told.get("alert")
    return tuple(map(str, found)) if isinstance(found, tuple) else ()


def _selection(told: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    lists = {
        name: ids for name, ids in told.items() if name not in {"record", "alert"} and isinstance(ids, tuple | list)
    }
    return {name: tuple(str(key) for key in ids) for name, ids in lists.items()}


def _new_label(screen: Screen | None) -> str:
    label = getattr(screen, "new_label", None)
    return str(label()) if callable(label) else ""


def found(window: MainWindow, text: str, everything: bool) -> list[Item]:
    """What the palette offers for a text: accounts, people, charts and commands, or ``everything`` that is kept."""
    from ui.windows.palette_list import items, records

    session = window.app.session if window.app is not None and not window.jobs.busy else None
    if everything:
        return records(session, text)
    return items(session, text, window.actions_of.palette(window.context()), window.history.accounts())
