# SPDX-License-Identifier: Apache-2.0
"""A clock that jumps: edits keep their order, backups survive, what is due is right, no age is negative (§2 C23).

The program's own clock is injected; the system's is never touched. The instants hold ten years back and forth, leap
days, turns of the year, the hours around changes of summer time, the end of 32-bit time, and random ones.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Final

from planner.entities.customers.account import ACCOUNT
from planner.entities.service.action import ACTION
from planner.kernel.clock import FixedClock
from planner.services import automatic_backups, backup_list, backups, crud, portfolio, today
from planner.services.session import Session
from tests.crash.stage import DEVICE, Stage, small
from tests.crash.tally import Tally

_START: Final = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
_FIXED: Final = (
    "2016-11-22T09:00", "2036-11-22T09:00", "2024-02-29T23:59", "2028-02-29T00:00", "2027-12-31T23:59",
    "2028-01-01T00:00", "2027-03-28T00:59", "2027-03-28T01:01", "2027-10-31T00:59", "2027-10-31T01:01",
    "2038-01-19T03:14", "2038-01-19T03:15", "2000-02-29T12:00", "1999-12-31T23:59", "2026-11-21T09:00",
    "2026-11-22T08:59", "2026-11-22T09:01", "2100-02-28T12:00", "1980-01-01T00:00", "2032-12-27T12:00",
)  # fmt: skip
_NEGATIVE: Final = re.compile(r"(?<![\w-])-\d+ (?:day|week|month|year|hour|minute)")
_VERIFIED: Final = 3


def run(seed: int, size: int, folder: Path) -> Tally:
    """``size`` instants one after the other in one portfolio; the fixed ones first, then as the seed has them."""
    stage, tally, clock = small(folder, encrypted=bool(seed % 2)), Tally(), FixedClock(_START)
    made: list[Path] = []
    with closing(portfolio.open_portfolio(stage.path, clock=clock, device=DEVICE, key=stage.key)) as session:
        account = crud.every(session, ACCOUNT)[0].id
        for number, instant in enumerate(_instants(seed, size)):
            clock.advance(instant - clock.now())
            tally.runs += 1
            for wrong in (*_edits(session, account, number, tally), *_backups(session, made), *_due(session, account)):
                tally.corrupt += 1
                tally.note(f"seed {seed}, instant {number} ({instant:%Y-%m-%dT%H:%M}): {wrong}")
    _order(stage, account, tally)
    return tally


def _instants(seed: int, size: int) -> Iterator[datetime]:
    rng = random.Random(seed)
    for number in range(size):
        zone = timezone(timedelta(hours=rng.randrange(-12, 15)))
        if number < len(_FIXED):
            yield datetime.fromisoformat(_FIXED[number]).replace(tzinfo=UTC)
        else:
            yield _START.astimezone(zone) + timedelta(days=rng.uniform(-3650, 3650))


def _edits(session: Session, account: str, number: int, tally: Tally) -> Iterator[str]:
    """An edit, taken back and made again; the newest of the history is the newest made, whatever the clock says."""
    before = session.undo_step
    crud.set_field(session, ACCOUNT, account, "employees", number + 1)
    tally.acknowledged += 1
    if session.undo_step <= before:
        yield "the new step does not come after the one before"
    session.undo()
    session.redo()
    steps = [entry.step for entry in crud.record_history(session, account)]
    if steps != sorted(steps, reverse=True):
        yield "the history is not in the order of the edits"
    if crud.get(session, ACCOUNT, account).employees != number + 1:
        tally.lost += 1
        yield "an edit is gone"


def _backups(session: Session, made: list[Path]) -> Iterator[str]:
    """The backup just made is there and the newest; so are the last three of what was verified."""
    new = automatic_backups.make(session)
    if new is None:
        yield "no backup was made although something was changed"
        return
    made.append(new)
    if not all(path.exists() for path in made[-_VERIFIED:]):
        yield "one of the newest verified backups is gone"
    found = [one.path for one in backup_list.listing(session)]
    if not found or new not in found:
        yield "the backup just made is not listed"
    if not backups.is_whole(new, session.db.key):
        yield "the backup just made is not whole"


def _due(session: Session, account: str) -> Iterator[str]:
    """What is due yesterday, today and tomorrow by this clock, and that no text speaks of a negative time."""
    for days in (-1, 0, 1):
        on = session.today() + timedelta(days=days)
        crud.add(session, ACTION, account_id=account, title=f"To do {on}", due=on)
    found = today.due(session)
    for row in found.every:
        if row.due is not None and row.late != (session.today() - row.due).days:
            yield f"late by {row.late} days and due on {row.due}"
    texts = [str(part) for row in found.every for part in (row.title, row.detail, row.words)]
    texts.append(found.short.rest_text())
    if any(_NEGATIVE.search(text) for text in texts):
        yield "a text speaks of a negative time"


def _order(stage: Stage, account: str, tally: Tally) -> None:
    """All steps, read from the log: numbers rise although moments do not."""
    with closing(stage.open()) as session:
        entries = [entry for entry in crud.record_history(session, account) if entry.kind == "do"]
        kept = [entry.after["employees"] for entry in entries if entry.after and "employees" in entry.after]
        values = [int(str(value)) for value in kept]
        if len({entry.at for entry in entries}) < tally.runs // 2:
            tally.corrupt += 1
            tally.note("the clock did not move")
        if values != sorted(values, reverse=True):
            tally.corrupt += 1
            tally.note("the log is not in the order of the edits")
