# SPDX-License-Identifier: Apache-2.0
"""Everything about one account, or about several, as the rules want it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.entities.common.alert_mute import ALERT_MUTE
from planner.entities.common.attachment import ATTACHMENT
from planner.entities.common.evidence_link import EVIDENCE_LINK
from planner.entities.common.person import PERSON, Person
from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.asset import ASSET
from planner.entities.customers.grade_decision import GRADE_DECISION
from planner.entities.customers.org_unit import ORG_UNIT
from planner.entities.customers.site import SITE
from planner.entities.relations.contact import CONTACT
from planner.entities.relations.decision_role import DECISION_ROLE
from planner.entities.relations.interaction import INTERACTION
from planner.entities.relations.map_place import MAP_PLACE
from planner.entities.relations.relation_assessment import RELATION_ASSESSMENT
from planner.entities.relations.relation_edge import RELATION_EDGE
from planner.entities.reviews.authorisation import AUTHORISATION
from planner.entities.reviews.explain_session import EXPLAIN_SESSION
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.drill import DRILL
from planner.entities.risks.risk import RISK
from planner.entities.service.action import ACTION
from planner.entities.service.callback import CALLBACK
from planner.entities.spec import EntitySpec
from planner.rules.facts import AccountFacts
from planner.store import driver
from planner.store.table import Reader

PARTS: tuple[tuple[str, EntitySpec[Any]], ...] = (
    ("units", ORG_UNIT),
    ("contacts", CONTACT),
    ("roles", DECISION_ROLE),
    ("assessments", RELATION_ASSESSMENT),
    ("edges", RELATION_EDGE),
    ("places", MAP_PLACE),
    ("sites", SITE),
    ("assets", ASSET),
    ("reviews", NETWORK_REVIEW),
    ("results", INSPECTION_RESULT),
    ("explains", EXPLAIN_SESSION),
    ("risks", RISK),
    ("plans", CONTINGENCY_PLAN),
    ("drills", DRILL),
    ("authorisations", AUTHORISATION),
    ("interactions", INTERACTION),
    ("callbacks", CALLBACK),
    ("actions", ACTION),
    ("evidence", EVIDENCE_LINK),
    ("attachments", ATTACHMENT),
    ("grades", GRADE_DECISION),
    ("mutes", ALERT_MUTE),
)
_PARENTS = "SELECT a.id, p.name FROM account a JOIN account p ON p.id = a.parent_id AND p.deleted = 0 WHERE a.id IN"
_PARENT = "SELECT name FROM account WHERE id = ? AND deleted = 0"


def people(conn: driver.Connection) -> dict[str, Person]:
    """Our own people by id."""
    return {person.id: person for person in Reader(PERSON, conn).where()}


def load_many(
    conn: driver.Connection,
    keys: Sequence[str],
    ours: dict[str, Person] | None = None,
    wanted: frozenset[str] | None = None,
) -> list[AccountFacts]:
    """The facts of several live accounts in the order of their ids, with one query a table; absent ones are left out.

    ``wanted`` names the parts to read, None all of them.

    No more than some hundred at a time: the ids are arguments of each query.
    """
    people_of = people(conn) if ours is None else ours
    marks = ", ".join("?" * len(keys))
    accounts = {a.id: a for a in Reader(ACCOUNT, conn).where(f"id IN ({marks})", keys)}
    parents = dict(conn.execute(f"{_PARENTS} ({marks})", tuple(keys)))
    parts: dict[str, dict[str, list[Any]]] = {key: {name: [] for name, _ in PARTS} for key in accounts}
    for name, spec in PARTS:
        if wanted is not None and name not in wanted:
            continue
        for record in Reader(spec, conn).where(f"account_id IN ({marks})", keys):
            found = parts.get(record.account_id)
            if found is not None:
                found[name].append(record)
    return [
        AccountFacts(
            account=accounts[key],
            parent_name=parents.get(key),
            people=people_of,
            **{name: tuple(records) for name, records in parts[key].items()},  # type: ignore[arg-type]
        )
        for key in keys
        if key in accounts
    ]


def load(conn: driver.Connection, account_id: str, ours: dict[str, Person] | None = None) -> AccountFacts:
    """The facts of one live account; NotFoundError when it is absent or in the Trash."""
    account = Reader(ACCOUNT, conn).get(account_id)
    parent = conn.execute(_PARENT, (account.parent_id,)).fetchone() if account.parent_id else None
    parts: dict[str, Any] = {
        name: tuple(Reader(spec, conn).where("account_id = ?", (account_id,))) for name, spec in PARTS
    }
    return AccountFacts(
        account=account,
        parent_name=parent[0] if parent else None,
        people=people(conn) if ours is None else ours,
        **parts,
    )
