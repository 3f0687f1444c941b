# SPDX-License-Identifier: Apache-2.0
"""Looks a portfolio over: structure first, then the promises our own data makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.entities.registry import BY_NAME, ENTITIES
from planner.entities.spec import Kind
from planner.kernel import paths
from planner.kernel.text import N_, Message
from planner.rules.validate import check_all
from planner.safe.vault import stored_path
from planner.services.session import Session
from planner.store import driver, health_checks
from planner.store.table import Reader


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: its stable name, what it means, how many faults, and which records."""

    name: str
    text: Message
    faults: int
    records: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return self.faults == 0


def look_over(session: Session) -> tuple[Check, ...]:
    """All checks in a fixed order; nothing is changed."""
    return session.read(lambda conn: (*_structure(conn), *_own_rules(session, conn)))


def _structure(conn: driver.Connection) -> tuple[Check, ...]:
    broken = health_checks.integrity(conn)
    dangling = health_checks.dangling(conn)
    return (
        Check("structure", Message(N_("The file's structure is whole")), len(broken)),
        Check("references", Message(N_("Every reference leads to a record")), len(dangling), tuple(dangling)),
    )


def _own_rules(session: Session, conn: driver.Connection) -> tuple[Check, ...]:
    parts: tuple[tuple[str, Message, Callable[[], list[str]]], ...] = (
        ("values", Message(N_("Every record holds values that are allowed")), lambda: _bad_values(conn)),
        ("owners", Message(N_("No record belongs to an account in the Trash")), lambda: health_checks.orphans(conn)),
        ("loops", Message(N_("No company is its own parent")), lambda: health_checks.loops(conn)),
        ("lists", Message(N_("Every listed record exists")), lambda: _bad_lists(conn)),
        ("log", Message(N_("The change log agrees with the records")), lambda: health_checks.log_differences(conn)),
        ("search", Message(N_("The search index knows every record")), lambda: health_checks.unindexed(conn)),
        ("files", Message(N_("Every attachment has its file")), lambda: _missing_files(session, conn)),
    )
    found = ((name, text, look()) for name, text, look in parts)
    return tuple(Check(name, text, len(keys), tuple(keys[:20])) for name, text, keys in found)


def _bad_values(conn: driver.Connection) -> list[str]:
    return [r.id for spec in ENTITIES for r in Reader(spec, conn).where() if check_all(spec, r)]


def _bad_lists(conn: driver.Connection) -> list[str]:
    found: list[str] = []
    for spec in ENTITIES:
        for field in spec.fields:
            if field.kind is Kind.LIST and field.ref:
                found.extend(health_checks.bad_list(conn, spec.table, field.name, BY_NAME[field.ref].table))
    return found


def _missing_files(session: Session, conn: driver.Connection) -> list[str]:
    folder = paths.files_folder(session.path)
    rows = conn.execute("SELECT id, sha256 FROM attachment WHERE deleted = 0").fetchall()
    return [key for key, sha in rows if not stored_path(folder, sha, session.files_key).is_file()]
