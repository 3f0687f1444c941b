# SPDX-License-Identifier: Apache-2.0
"""What is said after a quick review was saved."""

from __future__ import annotations

from planner.kernel.text import tr, trn
from planner.rules.review import review_parts
from planner.services import reports, rulesets
from planner.services.quick_review import Captured
from planner.services.session import Session


def said(session: Session, account_id: str, made: Captured) -> str:
    """ "Draft review saved · 1 risk, 1 action": a draft while any of the four parts lacks something."""
    facts = reports.facts(session, account_id)
    review = next(r for r in facts.reviews if r.id == made.review_id)
    draft = review_parts(facts, review, rulesets.current(session), session.today()).draft
    parts = _parts(made)
    if not parts:
        return tr("Draft review saved") if draft else tr("Review saved")
    listed = ", ".join(parts)
    return tr("Draft review saved · {parts}", parts=listed) if draft else tr("Review saved · {parts}", parts=listed)


def _parts(made: Captured) -> list[str]:
    counted = (
        (trn("{n} risk", "{n} risks", 1), made.risk_id),
        (trn("{n} plan", "{n} plans", 1), made.plan_id),
        (trn("{n} action", "{n} actions", len(made.action_ids)), made.action_ids),
        (trn("{n} new person", "{n} new people", len(made.new_contact_ids)), made.new_contact_ids),
    )
    return [words for words, there in counted if there]
