# SPDX-License-Identifier: Apache-2.0
"""The findings of the doctor in the words of the screen, and as a report that holds codes, ids and counts only."""

from __future__ import annotations

from collections.abc import Iterable

from planner.entities.registry import BY_NAME
from planner.kernel.clock import stamp
from planner.kernel.data import dataclass
from planner.kernel.text import tr
from planner.services.doctor import Check, Finding
from planner.services.doctor_mends import plan
from planner.services.session import Session
from planner.store import driver, trash_can

_MOST = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One record that a check tells of: its name, what kind it is, which field; ``entity`` is "" for what is none."""

    entity: str
    key: str
    name: str
    kind: str
    field: str


def lines(session: Session, findings: Iterable[Finding]) -> list[Line]:
    """The records behind findings, at most 500, whatever their values are."""
    wanted = [one for one in dict.fromkeys(findings) if one.key][:_MOST]
    return session.read(lambda conn: [_line(conn, one) for one in wanted])


def report(session: Session, checks: Iterable[Check]) -> str:
    """What was found, as JSON without any content: names of checks, ids, codes and counts."""
    import json

    found = list(checks)
    body = {
        "schema": 1,
        "kind": "doctor",
        "at": stamp(session.clock.now()),
        "checks": [
            {
                "name": check.name,
                "sound": check.sound,
                "tidy": check.tidy,
                "found": check.faults,
                "items": _items(check),
            }
            for check in found
        ],
        "repairable": sum(one.count for one in plan(found) if one.how),
    }
    return json.dumps(body, indent=1) + "\n"


def _items(check: Check) -> list[dict[str, str]]:
    parts = ({"kind": f.entity, "id": f.key, "field": f.field, "code": f.code} for f in check.findings[:_MOST])
    return [{name: value for name, value in part.items() if value} for part in parts]


def _line(conn: driver.Connection, one: Finding) -> Line:
    if one.entity not in BY_NAME:
        return Line("", one.key, one.key, "", "")
    spec = BY_NAME[one.entity]
    name = trash_can.title(conn, one.entity, one.key) or tr("without a name")
    field = tr(spec.field(one.field).label) if one.field in spec.names[1:] else ""
    return Line(one.entity, one.key, name, tr(spec.label), field)
