# SPDX-License-Identifier: Apache-2.0
"""Repairs what can be repaired safely: first a copy, then what is derived, then one step that undo takes back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from planner.entities.registry import BY_NAME
from planner.kernel import paths
from planner.kernel.clock import stamp
from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, Message, tr
from planner.rules import ruleset as ruleset_rules
from planner.safe.vault import read_stored, store_bytes
from planner.services import doctor, doctor_mends
from planner.services.doctor import Check, Finding, Report
from planner.services.doctor_copy import copy_first
from planner.services.doctor_mends import Mend
from planner.services.session import Session
from planner.store import health_checks, health_log, health_records, health_text, mending
from planner.store.table import Table
from planner.store.unit import Unit

_STEP = Message(N_("Repair the portfolio"))
_LOG_STEP = Message(N_("Repair the change log"))
_ROUNDS = 8  # what belongs to what was just put away is put away in the next round


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """What a repair did: the copy made before it, what it mended, the look afterwards, and its step (0 for none)."""

    copy: Path
    mended: tuple[Mend, ...]
    checks: tuple[Check, ...]
    step: int
    records: int

    @property
    def left(self) -> int:
        """How many faults are left for the user."""
        return doctor.faults_in(self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A repaired record that nobody has looked at yet, and the check that had found it."""

    entity: str
    key: str
    check: str
    at: str


def repair(session: Session, report: Report | None = None) -> Repaired:
    """Look, copy, repair, look again. PlannerError when the file itself is damaged or no copy could be made.

    Everything done to records is one step; nothing is done when there is nothing to repair.
    """
    tell = report or (lambda _done, _total, _note: None)
    before = doctor.look_over(session, lambda done, total, note: tell(done, 2 * total + 2, note))
    mends = tuple(one for one in doctor_mends.plan(before) if one.how)
    if any(one.code in {"page", "seal"} for check in before for one in check.findings):
        text = tr("The file itself is damaged, so nothing was changed. Restore a backup, or save what can be read.")
        raise PlannerError(text, "damaged")
    tell(len(before), 2 * len(before) + 2, tr("Making a copy first"))
    copy = copy_first(session, as_it_is=any(one.how == "index" for one in mends))
    step, touched = _apply(session, mends)
    half = len(before) + 2
    after = doctor.look_over(session, lambda done, total, note: tell(half + done, half + total, note))
    return Repaired(copy=copy, mended=mends, checks=after, step=step, records=touched)


def marks(session: Session) -> list[Mark]:
    """The repaired records that wait for somebody to look at them, oldest repair first."""
    found = session.read(mending.marks)
    return [
        Mark(entity=str(one["entity"]), key=str(one["key"]), check=str(one["check"]), at=str(one["at"]))
        for one in found
        if {"entity", "key", "check", "at"} <= set(one)
    ]


def acknowledge(session: Session, keys: Iterable[str] | None = None) -> None:
    """Somebody has looked: take the marks off these records, or off all."""
    with session.db.transaction() as conn:
        mending.drop_marks(conn, None if keys is None else frozenset(keys))


def _apply(session: Session, mends: tuple[Mend, ...]) -> tuple[int, int]:
    """The step, and how many records it touched."""
    by_how = {one.how: one.findings for one in mends if one.how != "values"}
    by_how["values"] = tuple(found for one in mends if one.how == "values" for found in one.findings)
    by_how["files"] = tuple(found for one in mends if one.how == "files" for found in one.findings)
    _upkeep(session, by_how)
    if "log" in by_how:
        session.annotate(_LOG_STEP, lambda unit: mending.correct_log(unit, by_how["log"]))
    lacking = _fetch_files(session, by_how["files"])
    at = stamp(session.clock.now())
    work = _Work(session, by_how, lacking, at)
    changes = session.write(_STEP, work.run)
    if not changes and lacking:  # only marks
        with session.db.transaction() as conn:
            mending.keep_marks(conn, work.marks(0))
    if "search" in by_how:
        with session.db.transaction() as conn:
            health_text.rebuild(conn)
    if by_how.get("undo"):
        session.end_undo_at(max(int(one.key) for one in by_how["undo"]))
    return changes.step, len({row.key for row in changes})


def _upkeep(session: Session, by_how: dict[str, tuple[Finding, ...]]) -> None:
    """What belongs to no record: indexes, settings, counters, revisions, and what the log must not keep."""
    with session.db.transaction() as conn:
        if "index" in by_how:
            health_checks.reindex(conn)
        mending.settle_settings(conn, by_how.get("settings", ()))
        if "counters" in by_how:
            mending.raise_counters(conn)
        mending.first_revisions(conn, by_how.get("revisions", ()))
        mending.forget(conn, by_how.get("forget", ()))
    if any(one.key == "me" for one in by_how.get("settings", ())):
        session.me = None


class _Work:
    """The undoable part, with the findings by how they are mended."""

    def __init__(
        self, session: Session, by_how: dict[str, tuple[Finding, ...]], lacking: tuple[Finding, ...], at: str
    ) -> None:
        self._session, self._by_how, self._lacking, self._at = session, by_how, lacking, at
        self._checks: dict[tuple[str, str], str] = {(one.entity, one.key): "files" for one in lacking}

    def run(self, unit: Unit) -> None:
        for one in self._by_how.get("lost", ()):
            if mending.bring_back(unit, BY_NAME[one.entity], [one.key]):
                self._note(one, "lost")
        self._references(unit)
        self._rings(unit)
        for how in ("lists", "targets", "purged"):
            for one in self._by_how.get(how, ()):
                self._let_go(unit, one, how)
        for one in self._by_how["values"]:
            self._set(unit, one, "values", doctor_mends.fallback(one))
        self._rules(unit)
        self._put_away(unit)
        if self._checks and unit.changes:
            mending.keep_marks(unit.conn, self.marks(_next_step(unit)))

    def marks(self, step: int) -> list[dict[str, object]]:
        """The touched records, as they are remembered until somebody has looked."""
        return [
            {"entity": entity, "key": key, "check": check, "step": step, "at": self._at}
            for (entity, key), check in self._checks.items()
        ]

    def _note(self, one: Finding, check: str, done: bool = True) -> None:  # noqa: FBT001, FBT002 - whether it was done
        if done:
            self._checks.setdefault((one.entity, one.key), check)

    def _set(self, unit: Unit, one: Finding, check: str, value: object) -> None:
        self._note(one, check, mending.set_stored(unit, BY_NAME[one.entity], one.key, {one.field: value}))

    def _references(self, unit: Unit) -> None:
        """First something to lead to, so that even undo finds every reference kept; then let go what need not be."""
        nowhere = health_records.dangling(unit.conn)
        mending.stand_ins(unit.conn, nowhere, self._at, self._session.device)
        for one in nowhere:
            if not BY_NAME[one.entity].field(one.field).required:
                self._set(unit, one, "references", None)

    def _rings(self, unit: Unit) -> None:
        rings: dict[tuple[str, str, str], list[str]] = {}
        for one in self._by_how.get("loops", ()):
            rings.setdefault((one.entity, one.field, one.code), []).append(one.key)
        for (entity, field, _), keys in rings.items():
            newest = mending.newest_link(unit.conn, BY_NAME[entity], field, keys)
            self._set(unit, Finding(entity, newest, field), "loops", None)

    def _let_go(self, unit: Unit, one: Finding, how: str) -> None:
        """Take away what leads to something that is not there."""
        if one.code == "list":
            spec, gone = BY_NAME[one.entity], how == "purged"
            self._note(one, how, mending.drop_from_list(unit, spec, one.key, one.field, gone=gone))
        elif one.code == "reference":
            self._set(unit, one, how, None)
        else:
            self._untie(unit, one, how)

    def _untie(self, unit: Unit, one: Finding, check: str) -> None:
        """Evidence is nothing without what it is about; anything else only loses the link."""
        spec = BY_NAME[one.entity]
        if one.entity == "evidence_link" and one.field == "target_id":
            self._note(one, check, Table(spec, unit).trash(one.key))
            return
        kind = one.field.replace("_id", "_type")
        self._note(one, check, mending.set_stored(unit, spec, one.key, {kind: None, one.field: None}))

    def _rules(self, unit: Unit) -> None:
        spec = BY_NAME["ruleset"]
        for one in self._by_how.get("hash", ()):
            image = health_log.present(unit.conn, spec, one.key)
            if image is not None:
                real = ruleset_rules.from_json(str(image["body"])).hash
                self._set(unit, one, "rules", real)
        for one in self._by_how.get("rules", ()):
            self._note(one, "rules", Table(spec, unit).trash(one.key))

    def _put_away(self, unit: Unit) -> None:
        for _ in range(_ROUNDS):
            found = health_records.orphans(unit.conn)
            if not found:
                return
            for one in found:
                self._note(one, "owners", Table(BY_NAME[one.entity], unit).trash(one.key))


def _next_step(unit: Unit) -> int:
    """The number that this step will have."""
    return int(unit.conn.execute("SELECT coalesce(max(seq), 0) FROM step").fetchone()[0]) + 1


def _fetch_files(session: Session, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Put contents back that a backup still has; those that none has."""
    if not findings:
        return ()
    hashes = dict(session.read(lambda conn: health_records.attachments(conn, 0)))
    folders = sorted(paths.backups_folder(session.path).glob(f"*{paths.SUFFIX}.files"), reverse=True)
    return tuple(one for one in findings if not _fetched(session, hashes.get(one.key, ""), folders))


def _fetched(session: Session, sha: str, folders: list[Path]) -> bool:
    for folder in folders:
        try:
            content = read_stored(folder, sha, session.files_key)
        except (OSError, ValueError):
            continue
        store_bytes(paths.files_folder(session.path), content, session.files_key)
        return True
    return False


def summary(done: Repaired, at: datetime) -> dict[str, object]:
    """What was done, as codes and counts for a report."""
    return {
        "at": stamp(at),
        "step": done.step,
        "copy": done.copy.name,
        "mended": [{"check": one.check, "how": one.how, "count": one.count} for one in done.mended],
        "left": done.left,
    }
