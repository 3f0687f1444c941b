# SPDX-License-Identifier: Apache-2.0
"""Portfolios that are open for reading only, and why: chosen, in use elsewhere, no right to write, a fault of the disk.

A reader works on a private copy, so that not one byte beside the portfolio changes; what is worked out anew goes into
the copy and is gone with it (reliability A5–A7, B16).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.kernel.clock import Clock
from planner.kernel.text import N_, tr
from planner.safe.private_copy import PrivateCopy
from planner.services.session import Session
from planner.store import driver, portfolio_settings
from planner.store.database import SCHEMA, Database
from planner.store.faults import unclean
from planner.store.marks import refuse_early

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey

CHOSEN: Final = "chosen"
OPEN_ELSEWHERE: Final = "open-elsewhere"
NOT_WRITABLE: Final = "not-writable"
TAKEN_OVER: Final = "taken-over"
DISK_FAULT: Final = "disk-io"
DAMAGED: Final = "damaged"

_TEXTS: Final = {
    CHOSEN: N_("Open for reading only, as you chose: nothing can be changed."),
    OPEN_ELSEWHERE: N_("Open for reading only: this is how it stood when it was opened. Changes are made elsewhere."),
    NOT_WRITABLE: N_("Open for reading only: this folder can't be written to."),
    TAKEN_OVER: N_("Open for reading only: another computer has opened this portfolio. Everything saved here is kept."),
    DISK_FAULT: N_("Open for reading only: the disk reported a fault. Everything saved before it is safe; back it up."),
    DAMAGED: N_("Open for reading only: the portfolio file is damaged. Nothing more is written to it; open a backup."),
}


def reason_text(session: Session) -> str:
    """Why nothing can be changed, what is safe and what to do; "" where changes are kept."""
    return tr(_TEXTS[session.reading]) if session.reading else ""


def open_for_reading(
    path: Path, reason: str = CHOSEN, *, clock: Clock | None = None, device: str = "", key: StoreKey | None = None
) -> Session:
    """A session on a private copy of the portfolio, brought to the current schema there.

    Neither the portfolio nor anything beside it changes. Raises StoreError for what is no portfolio, newer or damaged,
    and FileProblemError where it can't be read or there is no room for the copy.
    """
    refuse_early(path, key)
    copy = PrivateCopy(path)
    try:
        db = _opened(path, copy.path, key)
    except BaseException:
        copy.remove()
        raise
    try:
        with db.reading() as conn:
            me = portfolio_settings.text(conn, "me")
        session = Session(db, clock, device=device or "reading", me=me)
    except driver.DatabaseError as fault:
        db.disconnect()
        copy.remove()
        raise unclean(fault, db.path) from fault
    session.reading = reason
    session.on_close.append(copy.remove)
    return session


def go_on_reading(session: Session, reason: str) -> None:
    """Let an open session stop writing: from now on it reads a private copy of what its file holds.

    The caller holds the store. PlannerError where the file can't be read or opened any more; the session is then of
    no use and must be closed.
    """
    session.reading = reason
    session.db.read_only = True
    session.db.disconnect()
    copy = PrivateCopy(session.path)
    session.on_close.append(copy.remove)
    session.db.reopen(copy.path)


def _opened(path: Path, copy: Path, key: StoreKey | None) -> Database:
    db = Database(path, key=key, file=copy)
    if db.schema < SCHEMA:
        from planner.store.migrations.runner import migrate

        try:
            migrate(db)
        except BaseException:
            db.close()
            raise
    return db
