# SPDX-License-Identifier: Apache-2.0
"""What was explained to whom in the network reviews, and whether it was understood, for the plan on paper."""

from __future__ import annotations

from planner.entities.reviews.explain_session import UNDERSTOOD, ExplainSession
from planner.kernel.dates import day_text
from planner.kernel.text import tr
from planner.views import blocks as b
from planner.views.blocks import Block
from planner.views.plan import PlanInput, word

_MOST = 3


def explained(plan: PlanInput) -> list[Block]:
    """The newest explanations, one row each; nothing where none is recorded."""
    reviews = {review.id: review for review in plan.known.reviews}
    held = [session for session in plan.known.explains if session.review_id in reviews]
    if not held:
        return []
    held.sort(key=lambda session: (session.held_on or plan.as_of, session.id), reverse=True)
    sites = {site.id: site.name for site in plan.known.sites}
    rows = [_row(plan, session, sites.get(reviews[session.review_id].site_id or "", "")) for session in held[:_MOST]]
    head = (tr("Date, site"), tr("Explained to"), tr("What was explained"), tr("Understood"))
    return [b.heading(tr("Explained on site")), b.table(head, rows, ("28mm", "56mm", "1fr", "22mm"))]


def _row(plan: PlanInput, session: ExplainSession, site: str) -> list[b.Cell]:
    listeners = ", ".join(plan.contact(key) for key in session.listeners) or tr("nobody named")
    topics = "; ".join(session.topics) or tr("no topics named")
    questions = tr("Questions: {text}", text=session.questions) if session.questions else ""
    return [
        b.cell(day_text(session.held_on) if session.held_on else tr("no date"), site),
        b.cell(listeners, _acknowledged(plan, session)),
        b.cell(topics, questions),
        word(UNDERSTOOD, session.understood) if session.understood else tr("not asked"),
    ]


def _acknowledged(plan: PlanInput, session: ExplainSession) -> str:
    if session.acknowledged_by is None:
        return ""
    name = plan.contact(session.acknowledged_by)
    if session.acknowledged_on is None:
        return tr("acknowledged by {name}", name=name)
    return tr("acknowledged by {name}, {day}", name=name, day=day_text(session.acknowledged_on))
