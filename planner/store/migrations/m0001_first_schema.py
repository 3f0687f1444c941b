# SPDX-License-Identifier: Apache-2.0
"""The first schema: all nouns of the first release, change log, full text and derived scores.

A released migration is never edited; it names its columns itself and imports nothing of the
entities, so that old files keep being made the same way. A column reads "name type! > table":
! means required, > means a reference.
"""

from __future__ import annotations

from typing import Any

import sqlite_utils

VERSION = 1

_BOOKKEEPING = (
    "rev int!, created_at text!, created_by text, updated_at text!, updated_by text, device_id text!, deleted int!"
)

_TABLES = {
    "person": (
        "name text!, role text!, email text, manager_id text > person, region text, left_on text, audience text! "
    ),
    "account": (
        "name text!, legal_name text, external_id text, grade text!, segment text, industry text, country "
        "text, city text, website text, domain text, phone text, employees int, parent_id text > account, "
        "owner_id text > person, languages text, what_matters text, lives_from text, rank_in_industry int, "
        "trend text, stability int, relationship_stage int, tenure_start text, vip_from text, vip_to text, "
        "vip_reason text, service_owner_id text > person, plan_start text, notes text, audience text! "
    ),
    "grade_decision": (
        "account_id text! > account, grade text!, suggested_grade text, reason text, decided_by text > "
        "person, decided_on text!, valid_until text, ruleset_hash text, audience text! "
    ),
    "org_unit": (
        "account_id text! > account, name text!, parent_id text > org_unit, kind text!, target_contacts int, "
        "in_scope int!, audience text! "
    ),
    "contact": (
        "account_id text! > account, name text!, given_name text, family_name text, title text, unit_id text "
        "> org_unit, email text, email2 text, phone text, mobile text, language text, external_id text, "
        "is_end_user int, left_on text, lawful_basis text, notes text, audience text! "
    ),
    "decision_role": (
        "account_id text! > account, contact_id text! > contact, role text!, chain text!, is_kdm int!, audience text! "
    ),
    "relation_assessment": (
        "account_id text! > account, contact_id text! > contact, assessed_on text!, level text!, behaviour "
        "text, holder_id text > person, audience text! "
    ),
    "site": (
        "account_id text! > account, name text!, region text, city text, kind text, criticality int, notes "
        "text, audience text! "
    ),
    "asset": (
        "account_id text! > account, site_id text > site, name text!, kind text, model text, serial text, "
        "version text, end_of_support text, criticality int, redundancy int, spare_place text, notes text, "
        "audience text! "
    ),
    "network_review": (
        "account_id text! > account, code text, site_id text > site, planned_on text, done_on text, "
        "reviewer_id text > person, state text!, authorised_by text > contact, authorised_until text, "
        "no_risk_found int, report_due text, reported_on text, closed_on text, summary text, audience text! "
    ),
    "inspection_result": (
        "account_id text! > account, review_id text! > network_review, code text, asset_id text > asset, "
        "group text!, item text!, unit text, ok_range text, reading text, result text!, finding text, "
        "note text, position int, repeated_from_id text > inspection_result, audience text! "
    ),
    "explain_session": (
        "account_id text! > account, review_id text! > network_review, held_on text, listeners text, language "
        "text, topics text, questions text, understood text, acknowledged_by text > contact, acknowledged_on "
        "text, audience text! "
    ),
    "risk": (
        "account_id text! > account, code text, statement text!, kind text!, cause text, effect text, "
        "review_id text > network_review, site_id text > site, asset_id text > asset, finding_ids text, "
        "likelihood int, impact int, residual_likelihood int, residual_impact int, treatment text, owner_id "
        "text > person, customer_owner_id text > contact, opened_on text, due text, state text!, treated_on "
        "text, closed_on text, audience text! "
    ),
    "contingency_plan": (
        "account_id text! > account, title text!, risk_ids text, trigger text, decider text, deputy text, "
        "contacts text, steps text, spares text, customer_tasks text, comms_text text, made_on text, "
        "expires_on text, drilled_on text, drill_result text, drill_minutes int, audience text! "
    ),
    "interaction": (
        "account_id text! > account, happened_on text!, title text!, channel text!, direction text, "
        "participants text, person_id text > person, minutes int, outcomes text, customer_commitments text, "
        "our_promises text, audience text! "
    ),
    "action": (
        "account_id text! > account, title text!, parent_type text, parent_id text, owner_id text > person, "
        "opened_on text, due text, done_on text, dropped_on text, drop_reason text, effect_note text, "
        "audience text! "
    ),
    "callback": (
        "account_id text! > account, contact_id text > contact, review_id text > network_review, person_id "
        "text > person, caller_id text > person, service_on text, called_on text, reached int, tech int, "
        "attitude int, norms int, overall int, expected int, solved int, perceived_gain int, text text, "
        "corrective_action_id text > action, audience text! "
    ),
    "attachment": (
        "account_id text! > account, target_type text, target_id text, file_name text!, sha256 text!, size "
        "int!, media_type text!, taken_on text, caption text, audience text! "
    ),
    "evidence_link": (
        "account_id text! > account, target_type text!, target_id text!, target_field text, kind text!, "
        "ref_type text, ref_id text, attachment_id text > attachment, paraphrase text, evidence_date text, "
        "grade text!, audience text! "
    ),
    "ruleset": ("name text!, version int!, body text!, hash text!, adopted_on text, audience text! "),
}

_INDEXES = (
    ("account", ("parent_id",)),
    ("account", ("domain",)),
    ("account", ("external_id",)),
    ("contact", ("email",)),
    ("inspection_result", ("review_id",)),
    ("risk", ("review_id",)),
    ("explain_session", ("review_id",)),
    ("relation_assessment", ("contact_id",)),
    ("decision_role", ("contact_id",)),
    ("evidence_link", ("target_id",)),
    ("attachment", ("target_id",)),
    ("action", ("due",)),
)

_PLAIN: dict[str, dict[str, Any]] = {
    "step": {
        "seq": int,
        "kind": str,
        "of": int,
        "label": str,
        "args": str,
        "at": str,
        "person_id": str,
        "device_id": str,
        "rows": int,
    },
    "change": {"id": int, "step": int, "table": str, "key": str, "before": str, "after": str},
    "search_doc": {"id": int, "key": str, "entity": str, "account_id": str},
    "setting": {"name": str, "value": str},
    "counter": {"prefix": str, "last": int},
    "stale": {"account_id": str},
    "draft": {"place": str, "text": str, "at": str},
}

_KEYS = {"step": "seq", "setting": "name", "counter": "prefix", "stale": "account_id", "draft": "place"}

_SCORE = (
    "account_id text!, as_of text!, ruleset text!, health int, health_band text, health_change int, "
    "completeness int!, satisfaction int, satisfaction_n int!, risk_score int, risk_id text, risk_code text, "
    "risk_band text, open_risks int!, last_review_on text, next_review_on text, review_state text, "
    "next_action text, next_due text, relation int, attention int!"
)
_SORTED = ("health", "satisfaction", "risk_score", "last_review_on", "next_due", "attention")

# the order of the account list, so that its ids are read without sorting
_LIST_ORDERS = (
    "CREATE INDEX account_by_grade ON account "
    "(instr('SABC', grade) = 0, instr('SABC', grade), name COLLATE NOCASE, id) WHERE deleted = 0",
    "CREATE INDEX account_by_name ON account (name COLLATE NOCASE, id) WHERE deleted = 0",
)
_SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(title, body, content='', contentless_delete=1, "
    "tokenize='unicode61 remove_diacritics 2')"
)


def up(db: sqlite_utils.Database) -> None:
    """Create everything."""
    for name, columns in _TABLES.items():
        _create(db, name, f"id text!, {columns}, {_BOOKKEEPING}", "id")
        if "account_id" in columns:
            db.table(name).create_index(["account_id"])
    for name, index in _INDEXES:
        db.table(name).create_index(list(index))
    for name, fields in _PLAIN.items():
        db.table(name).create(fields, pk=_KEYS.get(name, "id"), strict=True)
    _create(db, "score", _SCORE, "account_id")
    for column in _SORTED:
        db.table("score").create_index([column])
    db.table("change").create_index(["key"])
    db.table("change").create_index(["step"])
    db.table("search_doc").create_index(["key"], unique=True)
    for statement in (*_LIST_ORDERS, _SEARCH):
        db.execute(statement)


def _create(db: sqlite_utils.Database, name: str, columns: str, key: str) -> None:
    parsed = [_parse(part) for part in columns.split(",") if part.strip()]
    db.table(name).create(
        {column: kind for column, kind, _, _ in parsed},
        pk=key,
        not_null={column for column, _, required, _ in parsed if required},
        foreign_keys=[(column, table, "id") for column, _, _, table in parsed if table],
        strict=True,
    )


def _parse(part: str) -> tuple[str, type, bool, str]:
    left, _, table = part.strip().partition(" > ")
    name, kind = left.split()
    return name, int if kind.startswith("int") else str, kind.endswith("!"), table.strip()
