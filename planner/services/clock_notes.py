# SPDX-License-Identifier: Apache-2.0
"""What an entry says about the clock of the computer: that it had jumped, or stood before the entry before it."""

from __future__ import annotations

from datetime import datetime, timedelta

from planner.kernel.clock import Jump, moment
from planner.kernel.text import tr
from planner.services.session import Session
from planner.store import driver

_LAST = "SELECT max(checked_at) FROM inspection_result WHERE review_id = ? AND deleted = 0"


def clock_note(session: Session, conn: driver.Connection, review_id: str) -> str | None:
    """What to note on an entry of a review that is made now; None where the clock can be believed.

    Call `told` once the entry is kept: a jump is noted on the first entry after it.
    """
    found = session.clock_watch.jump() or _behind(session, conn, review_id)
    return _words(found) if found is not None else None


def told(session: Session, conn: driver.Connection, review_id: str) -> None:
    """The jump was noted; the clock is taken as right from now on."""
    session.clock_watch.settle(ahead=_last(conn, review_id))


def _behind(session: Session, conn: driver.Connection, review_id: str) -> Jump | None:
    last = _last(conn, review_id)
    return session.clock_watch.behind(last) if last is not None else None


def _last(conn: driver.Connection, review_id: str) -> datetime | None:
    found = conn.execute(_LAST, (review_id,)).fetchone()[0]
    return moment(found) if found else None


def _words(jump: Jump) -> str:
    args = {"time": _span(abs(jump.by)), "was": _local(jump.was), "now": _local(jump.now)}
    if jump.by < timedelta(0):
        return tr("Before this entry the clock went back by {time}, from {was} to {now}.", **args)
    return tr("Before this entry the clock went forward by {time}, from {was} to {now}.", **args)


def _local(at: datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def _span(by: timedelta) -> str:
    minutes = round(by.total_seconds() / 60)
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return tr("{d} d {h} h", d=days, h=hours)
    if hours:
        return tr("{h} h {m} min", h=hours, m=minutes)
    return tr("{m} min", m=minutes) if minutes else tr("{s} s", s=round(by.total_seconds()))
