# SPDX-License-Identifier: Apache-2.0
"""Emptying the Trash: content goes for good after 30 days or when asked; the ids stay (rulings, "Trash")."""

from __future__ import annotations

from datetime import timedelta

from planner.kernel import paths
from planner.kernel.clock import stamp
from planner.services.erasing_work import remove_file
from planner.services.session import Session
from planner.store import purging

KEEP = timedelta(days=30)


def purge_old(session: Session) -> int:
    """Purge what has lain in the Trash for more than 30 days; returns the number of records."""
    if session.read_only:
        return 0
    before = stamp(session.clock.now() - KEEP)
    if not session.read(lambda conn: purging.waiting(conn, before)):
        return 0
    return _purge(session, before)


def empty_trash(session: Session) -> int:
    """Purge everything in the Trash; it can't be taken back, and neither can the steps up to the last on it."""
    return _purge(session, None)


def _purge(session: Session, before: str | None) -> int:
    with session.db.transaction() as conn:
        count, last, files = purging.purge(conn, before)
    if count:
        stack = session._undo  # noqa: SLF001 - the only other owner of the stack; it ends where content ends
        stack.done[:] = [step for step in stack.done if step > last]
        stack.undone[:] = [step for step in stack.undone if step > last]
    for sha in files:
        remove_file(paths.files_folder(session.path), sha, session.files_key)
    return count
