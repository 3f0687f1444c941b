# SPDX-License-Identifier: Apache-2.0
"""The list of backups as rows: how old, why, how big, what changed since, where, and whether whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from planner.kernel.data import dataclass
from planner.kernel.dates import near_day
from planner.kernel.text import N_, tr, trn
from planner.services.backup_list import AHEAD, APART, DAMAGED, FAULTY, STRANGER, VERIFIED, Backup, ordered
from planner.views.account_work import size_words
from planner.views.tables import UNKNOWN, CellValue, Column, Row, TableView

HERE, THERE, BOTH = "here", "there", "both"
COLUMNS: Final = (
    Column(key="made", title=N_("Made")),
    Column(key="why", title=N_("Why")),
    Column(key="size", title=N_("Size"), align="right"),
    Column(key="since", title=N_("Changed since")),
    Column(key="where", title=N_("Where")),
    Column(key="state", title=N_("State"), kind="glyph"),
)
_WHERE: Final = {HERE: N_("This computer"), THERE: N_("Second folder"), BOTH: N_("Both places")}
_FRESH: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A backup and where it is; ``external`` for a file the user pointed at."""

    backup: Backup
    where: str = HERE
    external: bool = False

    @property
    def key(self) -> str:
        """The path as text."""
        return str(self.backup.path)


def merged(here: Iterable[Backup], there: Iterable[Backup]) -> list[Listed]:
    """One row for a backup that is in both places, newest first; a damaged or faulty copy never hides a whole one."""
    own = {one.path.name: one for one in here}
    second = {one.path.name: one for one in there}
    rows: dict[str, Listed] = {}
    for name in {*own, *second}:
        mine, other = own.get(name), second.get(name)
        if mine is not None and other is not None and not {DAMAGED, FAULTY} & {mine.state, other.state}:
            rows[str(mine.path)] = Listed(backup=mine, where=BOTH)
            continue
        for one, where in ((mine, HERE), (other, THERE)):
            if one is not None:
                rows[str(one.path)] = Listed(backup=one, where=where)
    return [rows[str(one.path)] for one in ordered(listed.backup for listed in rows.values())]


def table(rows: Iterable[Listed], now: datetime) -> TableView:
    """All rows as a table."""
    return TableView(columns=COLUMNS, rows=tuple(Row(key=one.key, cells=_cells(one, now)) for one in rows))


def age_words(at: datetime, now: datetime) -> str:
    """How old a moment is, in one unit; a moment that is still to come was a wrong clock's and has no age."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 0:
        return tr("by a wrong clock")
    if minutes < 1:
        return tr("just now")
    if minutes < 60:
        return trn("{n} min ago", "{n} min ago", minutes)
    if minutes < 48 * 60:
        return trn("{n} h ago", "{n} h ago", minutes // 60)
    return trn("{n} day ago", "{n} days ago", minutes // (24 * 60))


def since_words(one: Backup) -> str:
    """How far behind the portfolio it is."""
    if one.line == STRANGER:
        return tr("another portfolio")
    if one.line == APART:
        return tr("from before a restore")
    if one.line == AHEAD:
        return tr("newer than this portfolio")
    if one.since is None:
        return UNKNOWN if one.state == DAMAGED else tr("not known")
    return trn("{n} change", "{n} changes", one.since) if one.since else tr("nothing")


def state_cell(one: Backup, now: datetime) -> CellValue:
    """Whether it is whole, as a sign and a word."""
    if one.state == DAMAGED:
        return CellValue(text=tr("damaged"), state="act")
    if one.state == FAULTY:
        return CellValue(text=tr("opens, with faults"), state="watch")
    if one.state == VERIFIED and one.checked_at is not None:
        if abs(one.checked_at - one.made_at) < _FRESH:
            return CellValue(text=tr("whole when made"), state="fine")
        return CellValue(text=tr("whole, checked {age}", age=age_words(one.checked_at, now)), state="fine")
    return CellValue(text=tr("opens, not checked"), state="unknown")


def when_words(at: datetime, now: datetime) -> str:
    """Day and time of a moment, as it stands in the list."""
    local = at.astimezone()
    day = near_day(local.date(), now.astimezone().date())
    return tr("{day} {time}", day=day, time=local.strftime("%H:%M"))


def _cells(one: Listed, now: datetime) -> tuple[CellValue | str, ...]:
    backup = one.backup
    made = CellValue(text=age_words(backup.made_at, now), second=when_words(backup.made_at, now), role="name")
    why = tr("Other file") if one.external and not backup.reason_text else backup.reason_text or tr("unknown")
    where = str(backup.path.parent) if one.external else tr(_WHERE[one.where])
    return (made, why, size_words(backup.size), since_words(backup), where, state_cell(backup, now))
