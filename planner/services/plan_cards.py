# SPDX-License-Identifier: Apache-2.0
"""The plan card: one page of a contingency plan for the wall, as PDF, for us or for the customer."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN, ContingencyPlan
from planner.kernel.errors import PlannerError
from planner.kernel.text import language as current_language
from planner.kernel.text import speaking, tr
from planner.render import pdf
from planner.safe.files import hand_out
from planner.safe.names import safe_file_name
from planner.services import crud, reports, rulesets
from planner.services.session import Session
from planner.views import plan_card
from planner.views.audience import CUSTOMER, INTERNAL

AUDIENCES: Final = (INTERNAL, CUSTOMER)
_TAGS: Final = {INTERNAL: "INTERNAL", CUSTOMER: "CUSTOMER"}


def card_file_name(session: Session, plan_id: str, audience: str) -> str:
    """The proposed name: "<Account> <Plan> card AUDIENCE YYYY-MM-DD.pdf"."""
    plan = crud.get(session, CONTINGENCY_PLAN, plan_id)
    name = reports.facts(session, plan.account_id).account.name
    stem = f"{name} {plan.title} card {_TAGS[audience]} {session.today().isoformat()}"
    return safe_file_name(stem, extension=".pdf", fallback="card")


def document_of(session: Session, plan_id: str, audience: str) -> dict[str, Any]:
    """The card as the values its template draws, in the language in force.

    PlannerError for a customer's card of a plan that is not marked Shareable.
    """
    plan = _allowed(session, plan_id, audience)
    facts = reports.facts(session, plan.account_id)
    given = plan_card.CardInput(facts, plan, rulesets.current(session), session.today(), audience)
    return plan_card.build(given)


def _allowed(session: Session, plan_id: str, audience: str) -> ContingencyPlan:
    """The plan where that audience may have its card; refused in the words of the program, not in those of the card."""
    plan = crud.get(session, CONTINGENCY_PLAN, plan_id)
    if audience not in AUDIENCES:
        raise PlannerError(tr("A plan card is for internal readers or for the customer."), "audience")
    if audience == CUSTOMER and plan.audience != CUSTOMER:
        text = tr("This plan is not marked Shareable, so there is no card of it for the customer. Mark it first.")
        raise PlannerError(text, "audience")
    return plan


def card(session: Session, plan_id: str, *, audience: str = INTERNAL, language: str | None = None) -> bytes:
    """The page as PDF; equal records give equal bytes. LeakError when a customer's would hold internal words."""
    plan = _allowed(session, plan_id, audience)
    with speaking(language or current_language()):
        document = document_of(session, plan_id, audience)
        content = pdf.document("plan-card", document, language=current_language(), as_of=session.today())
    if audience == CUSTOMER:
        from planner.services import paper_scan

        paper_scan.require_clean(session, plan.account_id, document, content)
    return content


def preview(session: Session, plan_id: str, audience: str, language: str) -> tuple[bytes, ...]:
    """The page as a PNG picture."""
    from planner.render import preview as render

    _allowed(session, plan_id, audience)
    with speaking(language):
        document = document_of(session, plan_id, audience)
        return render.pages("plan-card", document, language=language, as_of=session.today())


def export_card(
    session: Session,
    plan_id: str,
    target: Path,
    *,
    audience: str = INTERNAL,
    language: str | None = None,
    overwrite: bool = False,
) -> Path:
    """Write the card; ``target`` is a file, or a folder that gets the proposed name. Returns where it is.

    Without ``overwrite`` a taken name becomes "… (2)". PlannerError when the place can't be written.
    """
    content = card(session, plan_id, audience=audience, language=language)
    return hand_out(content, target, card_file_name(session, plan_id, audience), overwrite=overwrite)
