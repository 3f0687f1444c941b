# SPDX-License-Identifier: Apache-2.0
"""Network reviews and their rhythm as listings of the command line (issue 4, part 12)."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from planner.cli import output
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.kernel.text import tr
from planner.rules.cadence import review_cadence
from planner.rules.compare import compare
from planner.rules.facts import AccountFacts
from planner.rules.review import review_parts
from planner.services import records, rulesets
from planner.services import reports as service
from planner.services.session import Session
from planner.views.review_compare import FILTERS, kinds
from planner.views.review_view import site_name

_LATE = ("overdue", "due", "soon", "unknown", "ok", "on_request")


def reviews(session: Session, known: list[Any], day: date, command: argparse.Namespace) -> None:
    """Every review: its four parts, what they lack, its report, and what changed since the one before."""
    revs = {one.entity.id: one.rev for one in records.listing(session, NETWORK_REVIEW)}
    items = []
    for one in known:
        facts = service.facts(session, one.id).at(day)
        found = sorted(facts.reviews, key=lambda r: (r.done_on or r.planned_on or date.max, r.id), reverse=True)
        items += [_review(session, facts, review, day, revs) for review in found]
    columns = (
        ("code", tr("Number")),
        ("account", tr("Account")),
        ("site", tr("Site")),
        ("on", tr("Date")),
        ("inspect", tr("Inspect")),
        ("explain", tr("Explain")),
        ("risks", tr("Risks")),
        ("plans", tr("Plans")),
        ("state", tr("State")),
        ("report_due", tr("Report due")),
        ("missing", tr("Missing")),
    )
    output.listing("reviews", items, command.form, columns)


def _review(session: Session, facts: AccountFacts, review: NetworkReview, day: date, revs: dict[str, int]) -> Any:
    parts = review_parts(facts, review, rulesets.current(session), day)
    compared = compare(facts.reviews, facts.results, review)
    counts = [r.result for r in facts.results if r.review_id == review.id]
    return {
        "account": facts.account.name,
        "site": site_name(facts, review.site_id) or None,
        "on": review.done_on or review.planned_on,
        **output.record(NETWORK_REVIEW, review, revs.get(review.id, 0)),
        **{part.name: part.count for part in parts.parts},
        "report_due": parts.report_due,
        "report_late_days": parts.report_late,
        "draft": parts.draft,
        "missing": [missing.text.text() for missing in parts.missing],
        "passed": counts.count("pass"),
        "attention": counts.count("attention"),
        "failed": counts.count("fail"),
        "not_checked": counts.count("not_checked"),
        "compared_with": compared.before.id if compared.before else None,
        **{key: sum(key in kinds(change) for change in compared.changes) for key, _ in FILTERS},
        "gone": len(compared.of("gone")),
    }


def cadence(session: Session, known: list[Any], day: date, command: argparse.Namespace) -> None:
    """When each account is due for a network review and why then, the latest first."""
    items = [_cadence(session, one, day) for one in known]
    items.sort(key=lambda item: (_LATE.index(item["state"]), -(item["past_days"] or -100_000), item["account"]))
    columns = (
        ("grade", tr("Grade")),
        ("account", tr("Account")),
        ("state_text", tr("State")),
        ("last_done", tr("Last review")),
        ("next_due", tr("Next due")),
        ("interval_days", tr("Days")),
        ("reason", tr("Reason")),
    )
    output.listing("cadence", items, command.form, columns)


def _cadence(session: Session, one: Any, day: date) -> dict[str, Any]:
    (number, rules), facts = session.read(rulesets.numbered), service.facts(session, one.id)
    found = review_cadence(facts, rules, day)
    planned = [
        r.planned_on for r in facts.at(day).reviews if r.done_on is None and r.planned_on and r.state != "closed"
    ]
    return {
        "account_id": one.id,
        "account": one.name,
        "grade": facts.at(day).account.grade,
        "state": found.state,
        "state_text": found.text.text(),
        "last_done": found.last_done,
        "next_due": found.next_due,
        "planned_on": min(planned, default=None),
        "interval_days": found.interval,
        "base_days": found.base,
        "shortened_by": found.shortened_by,
        "past_days": found.past,
        "reason": found.reason.text(),
        "ruleset": rules.hash,
        "ruleset_version": number,
        "as_of": day,
    }
