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

# what the health of all accounts reads, without the long texts beside it and in the order of accounts
_ALL_AT_ONCE = (
    "network_review_done ON network_review (account_id, done_on)",
    "relation_assessment_newest ON relation_assessment (contact_id, assessed_on, id, level)",
    "contact_present ON contact (account_id, id, unit_id, left_on)",
    "decision_role_held ON decision_role (contact_id, role)",
    "evidence_link_dated ON evidence_link (target_id, evidence_date, target_type)",
    "callback_answers ON callback (account_id, called_on, service_on, tech, attitude, norms, overall, reached, "
    "contact_id, corrective_action_id)",
    "risk_scores ON risk (account_id, id, kind, state, opened_on, closed_on, treated_on, likelihood, impact, "
    "residual_likelihood, residual_impact)",
    "interaction_met ON interaction (happened_on, participants)",
    "explain_session_heard ON explain_session (held_on, listeners)",
    "grade_decision_dated ON grade_decision (decided_on)",
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
    for index in _ALL_AT_ONCE:
        db.execute(f"CREATE INDEX {index} WHERE deleted = 0")


def _parse(part: str) -> tuple[str, type, bool, str]:
    left, _, table = part.strip().partition(" > ")
    name, kind = left.split()
    return name, int if kind.startswith("int") else str, kind.endswith("!"), table.strip()
