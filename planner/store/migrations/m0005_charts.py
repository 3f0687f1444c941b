# SPDX-License-Identifier: Apache-2.0
"""What charts, alerts and the power map remember, why a ruleset was adopted, and scores as they stood.

Nothing that is there changes; the new columns may be empty. A column reads "name type! > table", as in the first step.
"""

from __future__ import annotations

import sqlite_utils

VERSION = 5

_BOOKKEEPING = (
    "rev int!, created_at text!, created_by text, updated_at text!, updated_by text, device_id text!, deleted int!"
)
_TABLES = {
    "relation_edge": (
        "account_id text! > account, contact_id text! > contact, kind text!, to_id text > contact, strength int, "
        "note text, audience text!"
    ),
    "map_place": "account_id text! > account, contact_id text! > contact, right int!, down int!, audience text!",
    "alert_mute": (
        "account_id text! > account, rule text!, subject text, reason text!, muted_on text!, until text, "
        "muted_by text > person, audience text!"
    ),
    "chart_card": (
        "account_id text! > account, kind text!, title text, title_of text, note text, view text, shown int, "
        "place int, seconds int, audience text!"
    ),
}
_SNAPSHOT = {
    "account_id": str,
    "on_day": str,
    "measure": str,
    "value": int,
    "band": str,
    "completeness": int,
    "confidence": int,
    "lines": str,
    "ruleset": str,
    "version": int,
    "cause": str,
}

# the health of all accounts reads the last review and the newest level of each contact without their long texts
_ALL_AT_ONCE = (
    "CREATE INDEX network_review_done ON network_review (account_id, done_on) WHERE deleted = 0",
    "CREATE INDEX relation_assessment_newest ON relation_assessment (contact_id, assessed_on, id, level) "
    "WHERE deleted = 0",
)


def up(db: sqlite_utils.Database) -> None:
    """Four nouns, one derived table and two columns."""
    for name, columns in _TABLES.items():
        parts = [_parse(part) for part in f"id text!, {columns}, {_BOOKKEEPING}".split(",")]
        db.table(name).create(
            {column: kind for column, kind, _, _ in parts},
            pk="id",
            not_null={column for column, _, required, _ in parts if required},
            foreign_keys=[(column, table, "id") for column, _, _, table in parts if table],
            strict=True,
        )
        db.table(name).create_index(["account_id"])
    db.table("score_snapshot").create(
        _SNAPSHOT,
        pk=("account_id", "measure", "on_day"),
        not_null={"account_id", "on_day", "measure", "completeness", "lines", "ruleset", "version", "cause"},
        strict=True,
    )
    db.execute('ALTER TABLE "ruleset" ADD COLUMN "reason" TEXT')
    db.execute('ALTER TABLE "grade_decision" ADD COLUMN "ruleset_version" INTEGER')
    for statement in _ALL_AT_ONCE:
        db.execute(statement)


def _parse(part: str) -> tuple[str, type, bool, str]:
    left, _, table = part.strip().partition(" > ")
    name, kind = left.split()
    return name, int if kind.startswith("int") else str, kind.endswith("!"), table.strip()
