# SPDX-License-Identifier: Apache-2.0
"""The network review, whole: authorisations, checklist templates, visit plans and drills, and what joins them.

Nothing that is there changes; every new column may be empty. A column reads "name type! > table", as in the first step.
"""

from __future__ import annotations

import sqlite_utils

VERSION = 4

_BOOKKEEPING = (
    "rev int!, created_at text!, created_by text, updated_at text!, updated_by text, device_id text!, deleted int!"
)
_TABLES = {
    "authorisation": (
        "account_id text! > account, scope text!, site_ids text, from_on text, until_on text, given_by_id text > "
        "contact, given_on text, reference text, withdrawn_on text, note text, audience text!"
    ),
    "checklist_template": (
        "name text!, version int!, domain text!, asset_kinds text, origin text!, items text, language text, note text, "
        "retired_on text, audience text!"
    ),
    "visit_plan": (
        "account_id text! > account, title text!, kind text!, review_id text > network_review, site_id text > site, "
        "planned_on text, goal text, success_sign text, best_commitment text, minimum_commitment text, meet text, "
        "facts text, packed_at text, note text, audience text!"
    ),
    "drill": (
        "account_id text! > account, plan_id text! > contingency_plan, planned_on text, held_on text, result text, "
        "minutes int, led_by_id text > person, attendees text, learned text, audience text!"
    ),
}
_COLUMNS = {
    "site": "address text, access text, impact_examples text",
    "asset": "installed_on text",
    "network_review": "authorisation_id text > authorisation, templates text",
    "inspection_result": (
        "template_id text > checklist_template, item_key text, advice text, cadence text, source text, "
        "checked_at text, clock_note text, given_by text"
    ),
    "explain_session": "acknowledged_name text, acknowledged_at text, signature text",
    "risk": "likelihood_reason text, impact_reason text, told_ours_on text, told_customer_on text",
    "contingency_plan": "contact_ids text",
}
_INDEXES = (
    ("visit_plan", "review_id"),
    ("drill", "plan_id"),
    ("inspection_result", "asset_id"),
    ("asset", "site_id"),
)


def up(db: sqlite_utils.Database) -> None:
    """Four tables and some columns."""
    for name, columns in _TABLES.items():
        parts = [_parse(part) for part in f"id text!, {columns}, {_BOOKKEEPING}".split(",")]
        db.table(name).create(
            {column: kind for column, kind, _, _ in parts},
            pk="id",
            not_null={column for column, _, required, _ in parts if required},
            foreign_keys=[(column, table, "id") for column, _, _, table in parts if table],
            strict=True,
        )
        if "account_id" in columns:
            db.table(name).create_index(["account_id"])
    for table, columns in _COLUMNS.items():
        for part in columns.split(","):
            column, _, _, to = _parse(part)
            reference = f' REFERENCES "{to}"("id")' if to else ""
            db.execute(f'ALTER TABLE "{table}" ADD COLUMN "{column}" TEXT{reference}')
    for table, column in _INDEXES:
        db.table(table).create_index([column])


def _parse(part: str) -> tuple[str, type, bool, str]:
    left, _, table = part.strip().partition(" > ")
    name, kind = left.split()
    return name, int if kind.startswith("int") else str, kind.endswith("!"), table.strip()
