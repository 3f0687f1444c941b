# SPDX-License-Identifier: Apache-2.0
"""Collects the records of the fictional sample, dated in days before today, and writes them day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from planner.entities.common.person import PERSON
from planner.entities.customers.account import ACCOUNT
from planner.entities.registry import BY_NAME, ENTITIES
from planner.entities.spec import EntitySpec
from planner.kernel.clock import stamp
from planner.kernel.text import N_, Message
from planner.services.session import Session
from planner.store import portfolio_settings
from planner.store.table import Table
from planner.store.unit import Stamp, Unit

T = TypeVar("T")
START = 560
_AGO = "_ago"
_RECENT = 3
_OURS = (
    ("L. Ferrer", "lead"),
    ("M. Ibáñez", "caller"),
    ("林建国", "service"),
    ("T. Halonen", "service"),
    ("S. Okafor", "solution_manager"),
)


class Story:
    """The sample in the making. Days count back from today; negative ones lie ahead.

    Records are known by names of their own; a value "@name" points to one of them.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.today = session.today()
        self.records: list[tuple[date, EntitySpec[Any], Any]] = []
        self.numbers: dict[str, int] = defaultdict(int)
        self.account_id = ""
        self.domain: str | None = None
        self.ours = {"me": session.me or ""}
        self._introduce()
        self.ids = dict(self.ours)

    def day(self, ago: int) -> date:
        """The date that lies ``ago`` days back."""
        return self.today - timedelta(days=ago)

    def begin(self, **values: Any) -> None:
        """Begin the next account; the records that follow belong to it."""
        self.ids = dict(self.ours)
        account = self.add(ACCOUNT, START, **values)
        self.account_id, self.domain = account.id, account.domain

    def add(self, spec: EntitySpec[T], ago: int, **values: Any) -> T:
        """One more record, entered ``ago`` days back; keys ending in _ago become dates, "@name" ids."""
        known = self._meant(values)
        if spec.has_account:
            known["account_id"] = self.account_id
        if spec.code_prefix and spec.name != "inspection_result":
            known.setdefault("code", None)
            known["code"] = self.code(spec.code_prefix, known["code"])
        entity = spec.cls(**{"id": self.session.new_id(), **known})
        self.records.append((min(self.day(ago), self.today), spec, entity))
        return entity

    def code(self, prefix: str, wanted: str | None = None) -> str:
        """The next human code of a kind, or the wanted one; later ones count on from the highest."""
        if wanted is None:
            self.numbers[prefix] += 1
            return f"{prefix}{self.numbers[prefix]}"
        self.numbers[prefix] = max(self.numbers[prefix], int(wanted.removeprefix(prefix)))
        return wanted

    def target(self, pair: list[str]) -> dict[str, str]:
        """The fields by which a record hangs on another, from [entity, "@name"]."""
        return {"target_type": pair[0], "target_id": self.meant(pair[1])}

    def meant(self, value: Any) -> Any:
        """A value with names replaced by ids; lists become tuples."""
        if isinstance(value, str) and value.startswith("@"):
            return self.ids[value[1:]]
        if isinstance(value, list):
            return tuple(self.meant(part) for part in value)
        return value

    def write(self) -> None:
        """Write all records, each day as one step of that day, and leave nothing to undo."""
        days: dict[date, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for day, spec, entity in self.records:
            days[day][spec.name].append(entity)
        with self.session.db.transaction() as conn:
            for day in sorted(days):
                for label, made in _steps(days[day], recent=(self.today - day).days <= _RECENT):
                    unit = Unit(conn, self._stamp(day))
                    for spec in ENTITIES:
                        Table(BY_NAME[spec.name], unit).add_many(made.get(spec.name, []))
                    unit.finish(label)
            for prefix, last in self.numbers.items():
                portfolio_settings.next_number(conn, prefix, last)
            floor = conn.execute("SELECT coalesce(max(seq), 0) FROM step").fetchone()[0]
            portfolio_settings.put(conn, "undo_floor", int(floor))

    def _meant(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name.removesuffix(_AGO): self.day(value) if name.endswith(_AGO) else self.meant(value)
            for name, value in values.items()
        }

    def _stamp(self, day: date) -> Stamp:
        moment = datetime.combine(day, time(7, 30), UTC)
        return Stamp(stamp(min(moment, self.session.clock.now())), self.session.me, self.session.device)

    def _introduce(self) -> None:
        self.ids = self.ours
        for name, role in _OURS:
            lead = self.ours.get(_OURS[0][0])
            self.ours[name] = self.add(PERSON, START, name=name, role=role, manager_id=lead).id


def _steps(made: Mapping[str, list[Any]], *, recent: bool) -> list[tuple[Message, dict[str, list[Any]]]]:
    """The steps of a day: one in all, or for a recent day one per record, named as if it had been typed in."""
    if not recent:
        return [(Message(N_("Add sample data")), dict(made))]
    found = []
    for spec in ENTITIES:
        for entity in made.get(spec.name, ()):
            name = getattr(entity, spec.title) or Message(spec.label)
            label = Message(N_("Add {kind} “{name}”"), {"kind": Message(spec.label), "name": name})
            found.append((label, {spec.name: [entity]}))
    return found
