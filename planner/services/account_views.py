# SPDX-License-Identifier: Apache-2.0
"""Saved views of the account list.

They are kept in the portfolio, not in the settings of the computer: a filter may hold a customer's name, which belongs
into the file that is guarded, and the words that are looked for differ from portfolio to portfolio. They change no
record, so saving one is no step of undo.
"""

from __future__ import annotations

from typing import Final

from planner.kernel.errors import ValidationError
from planner.kernel.text import tr
from planner.rules.account_views import FIXED, LONGEST_NAME, AccountView, from_plain, same_name, to_plain
from planner.services.session import Session
from planner.store import driver, portfolio_settings

_NAME: Final = "account_views"


def saved(session: Session) -> list[AccountView]:
    """The saved views by name."""
    return session.read(_load)


def save(session: Session, view: AccountView) -> AccountView:
    """Keep a view under its name; one of the same name is replaced."""
    kept = view._replace(name=_checked(view.name), fixed=False)
    with session.db.transaction() as conn:
        _store(conn, [*_others(conn, kept.name), kept])
    return kept


def rename(session: Session, old: str, new: str) -> str:
    """Give a view another name that no other view has; returns the name kept."""
    name = _checked(new)
    with session.db.transaction() as conn:
        views = _load(conn)
        if not same_name(old, name) and any(same_name(view.name, name) for view in views):
            raise ValidationError({"name": tr("Another view is called “{name}”. Choose another name.", name=name)})
        _store(conn, [view._replace(name=name) if same_name(view.name, old) else view for view in views])
    return name


def delete(session: Session, name: str) -> None:
    """Forget a view."""
    with session.db.transaction() as conn:
        _store(conn, _others(conn, name))


def _checked(name: str) -> str:
    """The name without spaces round it; ValidationError where no view may be called so."""
    clean = " ".join(name.split())
    if not clean:
        raise ValidationError({"name": tr("Type a name for the view.")})
    if len(clean) > LONGEST_NAME:
        raise ValidationError({"name": tr("The name is too long: {n} characters at most.", n=LONGEST_NAME)})
    if any(same_name(view.title(), clean) for view in FIXED):
        raise ValidationError({"name": tr("“{name}” is always in the list. Choose another name.", name=clean)})
    return clean


def _load(conn: driver.Connection) -> list[AccountView]:
    raw = portfolio_settings.get(conn, _NAME, [])
    found = [from_plain(each) for each in raw] if isinstance(raw, list) else []
    return sorted((view for view in found if view is not None), key=lambda view: view.name.casefold())


def _others(conn: driver.Connection, name: str) -> list[AccountView]:
    return [view for view in _load(conn) if not same_name(view.name, name)]


def _store(conn: driver.Connection, views: list[AccountView]) -> None:
    portfolio_settings.put(conn, _NAME, [to_plain(view) for view in views])
