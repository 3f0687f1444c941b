# SPDX-License-Identifier: Apache-2.0
"""What a customer may be shown of an account, loaded by queries of its own (ux 4: a filter, not a curtain).

Internal records are never loaded here, so nothing that is built from these facts can show one by mistake.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from planner.kernel.errors import NotFoundError
from planner.kernel.text import tr
from planner.rules.shared_account import SharedAccount
from planner.services.session import Session
from planner.store.queries import customer_account as queries
from planner.views.charts import ChartView
from planner.views.confirmed import stand

View = TypeVar("View", bound=ChartView)


def load(session: Session, account_id: str, as_of: date | None = None) -> SharedAccount:
    """The shareable records of a live account under numbers of their own; NotFoundError when it is gone."""
    day = (as_of or session.today()).isoformat()
    found = session.read(lambda conn: queries.load(conn, account_id, day))
    if found is None:
        raise NotFoundError(tr("This record is no longer there; it may be in the Trash."), "not-found")
    return found.renumbered()


def titled(session: Session, account_id: str, view: View) -> View:
    """The chart under the title that was confirmed for the customer, while it fits the data."""
    title, drafted = session.read(lambda conn: queries.title(conn, account_id, view.kind))
    if title is None or drafted != stand(view, view.title):
        return view
    return replace(view, title=title, title_auto=False)


def name(session: Session, account_id: str) -> str:
    """The name of a live account; NotFoundError when it is gone."""
    found = session.read(lambda conn: queries.name(conn, account_id))
    if found is None:
        raise NotFoundError(tr("This record is no longer there; it may be in the Trash."), "not-found")
    return found


def agreed(session: Session, account_id: str, noted: Sequence[str]) -> tuple[tuple[str, date | None, str], ...]:
    """Of these actions the shareable ones: what, by when, and the name of who does it; no other field is read."""
    return session.read(lambda conn: queries.agreed(conn, account_id, noted))
