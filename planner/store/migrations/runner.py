# SPDX-License-Identifier: Apache-2.0
"""Brings a file to the current schema: backup before, one transaction a step, verification after."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

from planner.kernel.text import tr
from planner.store import driver
from planner.store.database import APPLICATION_ID, SCHEMA, Database
from planner.store.faults import StoreError

driver.load_sqlite_utils()
from planner.store.migrations import (  # noqa: E402 - the steps import what was just loaded
    m0001_first_schema,
    m0002_seats_may_be_unknown,
    m0003_erasure,
    m0004_network_review,
    m0005_charts,
    m0006_trend_kept,
)

if TYPE_CHECKING:  # it is loaded by the driver, which keeps it from loading a database library of its own
    from sqlite_utils import Database as UtilsDatabase
    from sqlite_utils import Migrations

STEPS: tuple[ModuleType, ...] = (
    m0001_first_schema,
    m0002_seats_may_be_unknown,
    m0003_erasure,
    m0004_network_review,
    m0005_charts,
    m0006_trend_kept,
)


def migrate(db: Database) -> None:
    """Apply the pending steps; the caller has made and verified a backup of an existing file.

    Each step, its record and the schema number are one transaction, so an interrupted run leaves
    the old or the new schema and nothing between.
    """
    with db.lock:
        utils = driver.sqlite_utils_on(db.conn)
        _migrations().apply(utils)
        verify(db)


def verify(db: Database) -> None:
    """Structure, references and schema number after the last step; StoreError otherwise."""
    sound = db.value("PRAGMA integrity_check") == "ok"
    dangling = db.conn.execute("PRAGMA foreign_key_check").fetchone()
    if not sound or dangling is not None or db.schema != SCHEMA:
        raise StoreError(
            tr(
                "The portfolio could not be brought to this version. "
                "The backup made just before is complete; open that."
            ),
            "migration",
        )


def _migrations() -> Migrations:
    from sqlite_utils import Migrations

    found = Migrations("waterline")
    for step in STEPS:
        found(name=step.__name__.rpartition(".")[2])(_transactional(step))
    return found


def _transactional(step: ModuleType):  # type: ignore[no-untyped-def]  # noqa: ANN202 - sqlite-utils' own callback type
    def run(utils: UtilsDatabase) -> None:
        step.up(utils)
        utils.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        utils.execute(f"PRAGMA user_version = {step.VERSION}")

    return run
