# SPDX-License-Identifier: Apache-2.0
"""When a portfolio is looked over by itself, and what of it is to be told for as long as it holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from planner.kernel.clock import moment, stamp
from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr, trn
from planner.services.session import Session
from planner.store import portfolio_settings
from planner.store.driver import Connection

WEEK: Final = timedelta(days=7)
_SETTING = "looked_over"
Report = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Told:
    """Sentences for the bars; "" where there is nothing to tell."""

    repaired_text: str
    salvaged_text: str


def told(session: Session) -> Told:
    """What stays true until somebody has looked: repaired records, and being saved from a damaged file."""
    repaired = saved = ""
    if not session.read(_marked):  # as nearly always: then nothing of repairing is loaded
        return Told(repaired, saved)
    from planner.services import doctor_repair, salvage

    count = len(doctor_repair.marks(session))
    if count:
        repaired = trn("{n} repaired record waits for a look.", "{n} repaired records wait for a look.", count)
    if session.read(salvage.salvaged_at) is not None:
        saved = tr("This portfolio was saved from a damaged file. Look it over before you rely on it.")
    return Told(repaired, saved)


def _marked(conn: Connection) -> bool:
    return any(portfolio_settings.get(conn, name) for name in ("repaired", "salvaged"))


def is_due(session: Session) -> bool:
    """Whether a week has passed since the last whole look; a moment still to come was a wrong clock's."""
    last = _last(session)
    return last is None or not timedelta() <= session.clock.now() - last < WEEK


def weekly_look(session: Session, report: Report) -> int | None:
    """How many faults the weekly look found; None when it was not due."""
    return _whole_look(session, report) if is_due(session) else None


def after_unclean_end(session: Session, report: Report) -> int | None:
    """How many faults there are after a program was cut off; the whole look only where the quick one finds some."""
    from planner.services import doctor

    report(0, 1, "")
    return None if doctor.is_structure_whole(session) else _whole_look(session, report)


def note_look(session: Session) -> None:
    """A whole look was taken now."""
    if not session.read_only:
        with session.db.transaction() as conn:
            portfolio_settings.put(conn, _SETTING, {"at": stamp(session.clock.now())})


def _whole_look(session: Session, report: Report) -> int:
    from planner.services import doctor

    faults = doctor.faults_in(doctor.look_over(session, report))
    note_look(session)
    return faults


def _last(session: Session) -> datetime | None:
    found = session.read(lambda conn: portfolio_settings.get(conn, _SETTING))
    try:
        return moment(str(found["at"])) if isinstance(found, dict) else None
    except (KeyError, ValueError):
        return None


def is_readable(session: Session, report: Report) -> bool:
    """Whether every record can be read, as pages read them; a look into their content is `doctor.look_over`."""
    from planner.entities.registry import ENTITIES
    from planner.services import crud

    try:
        for number, spec in enumerate(ENTITIES):
            report(number, len(ENTITIES), "")
            crud.every(session, spec)
    except PlannerError as fault:
        if fault.code == "damaged":
            return False
        raise
    return True
