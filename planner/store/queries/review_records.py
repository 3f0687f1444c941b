# SPDX-License-Identifier: Apache-2.0
"""The records behind the report of one network review: all of them, or only what a customer may read.

The customer edition has queries of its own. They ask for records marked shareable and name each column they read, so
that an internal record, or an internal field of a shareable one, never reaches the program's memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Final

from planner.entities.common.person import Person
from planner.entities.customers.account import ACCOUNT
from planner.entities.registry import BY_NAME
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.entities.spec import EntitySpec
from planner.rules.facts import AccountFacts
from planner.rules.report_facts import Picture, ReportFacts
from planner.rules.told_topics import only_of
from planner.store import driver
from planner.store.queries import facts as facts_query
from planner.store.table import Reader

# What a customer may read, by kind of record. The account is only addressed by these.
ADDRESS: Final = ("name", "legal_name", "city", "country", "languages")
SHARED: Final[dict[str, tuple[str, ...]]] = {
    "site": ("account_id", "name", "region", "city", "kind", "address", "impact_examples", "audience"),
    "asset": (
        "account_id", "site_id", "name", "kind", "model", "serial", "version", "installed_on", "end_of_support",
        "criticality", "redundancy", "spare_place", "audience",
    ),
    "contact": ("account_id", "name", "title", "audience"),
    "network_review": (
        "account_id", "code", "site_id", "planned_on", "done_on", "reviewer_id", "state", "authorised_by",
        "authorised_until", "authorisation_id", "templates", "no_risk_found", "report_due", "reported_on", "summary",
        "audience",
    ),
    "inspection_result": (
        "account_id", "review_id", "code", "asset_id", "group", "item", "unit", "ok_range", "reading", "result",
        "finding", "position", "repeated_from_id", "template_id", "item_key", "advice", "source", "audience",
    ),
    "explain_session": (
        "account_id", "review_id", "held_on", "listeners", "language", "topics", "questions", "understood",
        "acknowledged_by", "acknowledged_on", "acknowledged_name", "acknowledged_at", "signature", "audience",
    ),
    "risk": (
        "account_id", "code", "statement", "kind", "cause", "effect", "review_id", "site_id", "asset_id",
        "finding_ids", "likelihood", "impact", "likelihood_reason", "impact_reason", "residual_likelihood",
        "residual_impact", "treatment", "owner_id", "customer_owner_id", "opened_on", "due", "state", "treated_on",
        "closed_on", "audience",
    ),
    "contingency_plan": (
        "account_id", "title", "risk_ids", "trigger", "decider", "deputy", "steps", "spares", "customer_tasks",
        "made_on", "expires_on", "drilled_on", "drill_result", "drill_minutes", "audience",
    ),
    "drill": ("account_id", "plan_id", "planned_on", "held_on", "result", "minutes", "audience"),
    "action": (
        "account_id", "title", "parent_type", "parent_id", "owner_id", "opened_on", "due", "done_on", "dropped_on",
        "audience",
    ),
    "authorisation": (
        "account_id", "scope", "site_ids", "from_on", "until_on", "given_by_id", "given_on", "reference",
        "withdrawn_on", "audience",
    ),
}  # fmt: skip
_PARTS: Final = (
    ("contacts", "contact"), ("sites", "site"), ("assets", "asset"), ("reviews", "network_review"),
    ("results", "inspection_result"), ("explains", "explain_session"), ("risks", "risk"),
    ("plans", "contingency_plan"), ("drills", "drill"), ("actions", "action"),
    ("authorisations", "authorisation"),
)  # fmt: skip
_MORE: Final[dict[str, str]] = {"risk": " AND kind = 'technical'"}
_PICTURES = (
    "SELECT a.target_id, a.sha256, a.caption, a.taken_on FROM attachment a "
    "JOIN inspection_result r ON r.id = a.target_id AND r.deleted = 0 "
    "WHERE a.deleted = 0 AND a.target_type = 'inspection_result' AND r.review_id = ? "
    "AND a.media_type IN ('image/png', 'image/jpeg')"
)
_SHARED_ONLY = " AND a.audience = 'customer' AND r.audience = 'customer'"
# Kinds of which a customer edition may leave records out, with what tells whether they belong to the review's account.
LEFT_OUT: Final = (
    "inspection_result", "explain_session", "risk", "contingency_plan", "drill", "action", "asset", "site", "contact",
    "authorisation", "attachment",
)  # fmt: skip
# What ties a kind closer to the review than its account does.
_ABOUT: Final[dict[str, str]] = {
    "inspection_result": " AND t.review_id = v.id",
    "explain_session": " AND t.review_id = v.id",
    "asset": " AND t.site_id IS v.site_id",
    "site": " AND t.id IS v.site_id",
    "authorisation": " AND t.id IS v.authorisation_id",
    "attachment": " AND t.target_type = 'inspection_result' AND t.target_id IN "
    "(SELECT id FROM inspection_result WHERE review_id = v.id AND deleted = 0)",
}


def everything(conn: driver.Connection, review_id: str) -> ReportFacts:
    """The internal edition: the whole account; NotFoundError when the review is gone."""
    review = Reader(NETWORK_REVIEW, conn).get(review_id)
    facts = facts_query.load(conn, review.account_id)
    return ReportFacts(
        facts=facts,
        review=review,
        pictures=_pictures(conn, review_id, _PICTURES),
    )


def shared(conn: driver.Connection, review_id: str) -> ReportFacts | None:
    """The customer edition; None when the review is not marked shareable, or gone."""
    found = _rows(conn, "network_review", "id = ?", (review_id,))
    if not found:
        return None
    review: NetworkReview = found[0]
    account_id = review.account_id
    parts = _shared_parts(conn, account_id, _PARTS)
    facts = AccountFacts(account=_account(conn, account_id), **parts)
    told = tuple(replace(session, topics=only_of(facts, session.topics)) for session in facts.explains)
    facts = replace(facts, explains=told)
    return ReportFacts(
        facts=replace(facts, people=_people(conn, facts)),
        review=review,
        pictures=_pictures(conn, review_id, _PICTURES + _SHARED_ONLY),
    )


def shared_planned(conn: driver.Connection, account_id: str) -> AccountFacts:
    """Shareable sites, reviews, plans and drills of an account, for a calendar that goes to the customer."""
    names = (("sites", "site"), ("reviews", "network_review"), ("plans", "contingency_plan"), ("drills", "drill"))
    return AccountFacts(account=_account(conn, account_id), **_shared_parts(conn, account_id, names))


def kept_back(conn: driver.Connection, review_id: str) -> dict[str, int]:
    """How many records of each kind a customer edition leaves out; counted, never read.

    Checks, explanations and photos are those of the review, site and equipment those that it is about.
    """
    found = {}
    for name in LEFT_OUT:
        sql = (
            f'SELECT count(*) FROM "{BY_NAME[name].table}" t JOIN network_review v ON v.id = ? '
            f"WHERE t.deleted = 0 AND t.account_id = v.account_id{_ABOUT.get(name, '')} AND "
        )
        other = " OR t.kind <> 'technical'" if name == "risk" else ""
        number = int(conn.execute(f"{sql}(t.audience <> 'customer'{other})", (review_id,)).fetchone()[0])
        if number:
            found[name] = number
    return found


@cache
def _narrow(name: str) -> EntitySpec[Any]:
    """The spec of a kind with the fields that a customer may read."""
    spec, allowed = BY_NAME[name], SHARED[name]
    return replace(spec, fields=tuple(field for field in spec.fields if field.name in allowed))


def _rows(conn: driver.Connection, name: str, where: str, args: Iterable[object]) -> list[Any]:
    spec = _narrow(name)
    return Reader(spec, conn).where(f"audience = 'customer'{_MORE.get(name, '')} AND {where}", args)


def _shared_parts(conn: driver.Connection, account_id: str, names: Iterable[tuple[str, str]]) -> dict[str, Any]:
    return {field: tuple(_rows(conn, name, "account_id = ?", (account_id,))) for field, name in names}


def _account(conn: driver.Connection, account_id: str) -> Any:
    spec = replace(ACCOUNT, fields=tuple(field for field in ACCOUNT.fields if field.name in ADDRESS))
    return Reader(spec, conn).get(account_id)


def _people(conn: driver.Connection, facts: AccountFacts) -> dict[str, Person]:
    """The names of those of us whom the records shown name; nothing else of them."""
    wanted = {review.reviewer_id for review in facts.reviews}
    wanted |= {risk.owner_id for risk in facts.risks} | {action.owner_id for action in facts.actions}
    keys = sorted(key for key in wanted if key)
    marks = ", ".join("?" for _ in keys)
    rows = conn.execute(f"SELECT id, name FROM person WHERE deleted = 0 AND id IN ({marks})", keys)
    return {key: Person(id=key, name=name) for key, name in rows.fetchall()}


def _pictures(conn: driver.Connection, review_id: str, sql: str) -> tuple[Picture, ...]:
    rows = conn.execute(f"{sql} ORDER BY a.target_id, a.taken_on, a.id", (review_id,)).fetchall()
    return tuple(
        Picture(check_id=check, sha256=sha, caption=caption or "", taken_on=date.fromisoformat(on) if on else None)
        for check, sha, caption, on in rows
    )
