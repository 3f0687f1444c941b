# SPDX-License-Identifier: Apache-2.0
"""The two papers of a visit: the internal brief on one page, and the carry sheet for the customer's eyes."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.relations.contact import CONTACT
from planner.entities.reviews.authorisation import AUTHORISATION
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.risk import RISK
from planner.entities.spec import EntitySpec
from planner.kernel.changes import ChangeSet
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, Message, speaking, tr
from planner.kernel.text import language as current_language
from planner.render import pdf
from planner.safe.files import hand_out
from planner.safe.names import safe_file_name
from planner.services import crud, reports, review_reports, rulesets, visit_plans
from planner.services.parts import change
from planner.services.session import Session
from planner.store import driver, portfolio_settings
from planner.store.table import Reader
from planner.store.unit import Unit
from planner.views import carry_sheet, visit_brief
from planner.views.audience import CUSTOMER
from planner.views.carry_sheet import Carried

BRIEF, CARRY = "brief", "carry"
KINDS: Final = ((BRIEF, N_("Visit brief")), (CARRY, N_("Carry sheet")))
_TEMPLATES: Final = {BRIEF: "visit-brief", CARRY: "carry-sheet"}
_NAMES: Final = {BRIEF: "visit brief", CARRY: "carry sheet"}
_TAGS: Final = {BRIEF: "INTERNAL", CARRY: "CUSTOMER"}


def file_name(session: Session, review_id: str, kind: str) -> str:
    """The proposed name: "<Account> <Site> carry sheet V-3 CUSTOMER 2026-11-23.pdf"."""
    review = crud.get(session, NETWORK_REVIEW, review_id)
    account = crud.get(session, ACCOUNT, review.account_id).name
    site = crud.find(session, SITE, review.site_id)
    parts = (account, site.name if site and (kind == BRIEF or site.audience == CUSTOMER) else "", _NAMES[kind])
    stem = " ".join(part for part in (*parts, review.code or "", _TAGS[kind], session.today().isoformat()) if part)
    return safe_file_name(stem, extension=".pdf", fallback=_NAMES[kind])


def default_language(session: Session, review_id: str, kind: str) -> str:
    """For the carry sheet the first language of the account that the program speaks, else the one in force."""
    return review_reports.default_language(session, review_id) if kind == CARRY else current_language()


def document_of(session: Session, review_id: str, kind: str) -> dict[str, Any]:
    """The values that the template draws, in the language in force.

    PlannerError, code "audience", for the carry sheet of a review that is not marked Shareable.
    """
    if kind == CARRY:
        return carry_sheet.build(session.read(lambda conn: _carried(session, conn, review_id)))
    review = crud.get(session, NETWORK_REVIEW, review_id)
    given = visit_brief.BriefInput(
        reports.facts(session, review.account_id),
        review,
        visit_plans.of_review(session, review_id),
        rulesets.current(session),
        session.today(),
        sample=session.read(_is_sample),
    )
    return visit_brief.build(given)


def paper(session: Session, review_id: str, kind: str, *, language: str | None = None) -> bytes:
    """One of the papers as PDF; equal records give equal bytes. LeakError when a carry sheet holds internal words."""
    _permit(session, review_id, kind)
    with speaking(language or default_language(session, review_id, kind)):
        document = document_of(session, review_id, kind)
        content = pdf.document(_TEMPLATES[kind], document, language=current_language(), as_of=session.today())
    if kind == CARRY:
        from planner.services import paper_scan

        review = crud.get(session, NETWORK_REVIEW, review_id)
        paper_scan.require_clean(session, review.account_id, document, content, (_reviewer(session, review),))
    return content


def preview(session: Session, review_id: str, kind: str, language: str) -> tuple[bytes, ...]:
    """The pages as PNG pictures; nothing is written."""
    from planner.render import preview as render

    _permit(session, review_id, kind)
    with speaking(language):
        document = document_of(session, review_id, kind)
        return render.pages(_TEMPLATES[kind], document, language=language, as_of=session.today())


def export(
    session: Session,
    review_id: str,
    kind: str,
    target: Path,
    *,
    language: str | None = None,
    overwrite: bool = False,
) -> Path:
    """Write a paper; ``target`` is a file, or a folder that gets the proposed name. Returns where it is.

    Without ``overwrite`` a taken name becomes "… (2)". PlannerError when the place can't be written.
    """
    content = paper(session, review_id, kind, language=language)
    return hand_out(content, target, file_name(session, review_id, kind), overwrite=overwrite)


def kept_back(session: Session, review_id: str) -> int:
    """How many checks of a review are not marked Shareable and so are not on its carry sheet."""
    wanted = "review_id = ? AND audience <> 'customer'"
    return session.read(lambda conn: len(Reader(INSPECTION_RESULT, conn).where(wanted, (review_id,))))


def share(session: Session, review_id: str, *, source: object = None) -> ChangeSet:
    """Mark a review, its site with the equipment, and its checks Shareable; a check with a note or finding stays."""

    def work(unit: Unit) -> None:
        review = Reader(NETWORK_REVIEW, unit.conn).get(review_id)
        change(unit, NETWORK_REVIEW, review_id, audience=CUSTOMER)
        for check in Reader(INSPECTION_RESULT, unit.conn).where("review_id = ?", (review_id,)):
            if not check.note and not check.finding and check.audience != CUSTOMER:
                change(unit, INSPECTION_RESULT, check.id, audience=CUSTOMER)
        if review.site_id and Reader(SITE, unit.conn).find(review.site_id):
            change(unit, SITE, review.site_id, audience=CUSTOMER)
            for asset in Reader(ASSET, unit.conn).where("site_id = ?", (review.site_id,)):
                change(unit, ASSET, asset.id, audience=CUSTOMER)

    name = crud.title_of(session, NETWORK_REVIEW, review_id)
    return session.write(Message(N_("Mark review {name} Shareable"), {"name": name}), work, source)


def _permit(session: Session, review_id: str, kind: str) -> None:
    """Refuse in the language of the window, before the language of the paper is spoken."""
    if kind == CARRY:
        _refuse(crud.get(session, NETWORK_REVIEW, review_id))


def _refuse(review: NetworkReview) -> None:
    if review.audience != CUSTOMER:
        text = tr(
            "This review is not marked Shareable, so there is no carry sheet of it: the customer may see it on site. "
            "Mark it first."
        )
        raise PlannerError(text, "audience")


def _carried(session: Session, conn: driver.Connection, review_id: str) -> Carried:
    """What may be on the sheet: every record is asked for by its mark, so that no other is even read."""
    review = Reader(NETWORK_REVIEW, conn).get(review_id)
    _refuse(review)
    site = next(iter(_shared(conn, SITE, "id = ?", review.site_id)), None)
    assets = sorted(_shared(conn, ASSET, "site_id = ?", review.site_id), key=lambda a: (a.name, a.id))
    checks = _shared(conn, INSPECTION_RESULT, "review_id = ?", review_id)
    contacts = [c for c in _shared(conn, CONTACT, "account_id = ?", review.account_id) if c.left_on is None]
    authorisations = _shared(conn, AUTHORISATION, "account_id = ?", review.account_id)
    given = {a.given_by_id for a in authorisations}
    return Carried(
        account=Reader(ACCOUNT, conn).get(review.account_id).name,
        reviewer=_reviewer(session, review),
        review=review,
        site=site,
        assets=tuple(assets),
        checks=tuple(sorted(checks, key=lambda c: (c.position or 0, c.id))),
        authorisations=tuple(authorisations),
        contacts=tuple(sorted(contacts, key=lambda c: (c.id not in given, c.name, c.id))),
        plans=tuple(_plans(conn, review)),
        as_of=session.today(),
        sample=_is_sample(conn),
    )


def _plans(conn: driver.Connection, review: NetworkReview) -> list[Any]:
    """Shareable plans of Shareable risks at the site, and of those at no site."""
    risks = _shared(conn, RISK, "account_id = ?", review.account_id)
    here = {r.id for r in risks if r.state != "closed" and r.site_id in {None, review.site_id}}
    found = _shared(conn, CONTINGENCY_PLAN, "account_id = ?", review.account_id)
    return sorted((p for p in found if here.intersection(p.risk_ids)), key=lambda p: (p.title, p.id))


def _shared(conn: driver.Connection, spec: EntitySpec[Any], where: str, key: str | None) -> list[Any]:
    return Reader(spec, conn).where(f"({where}) AND audience = 'customer'", (key,)) if key else []


def _reviewer(session: Session, review: NetworkReview) -> str:
    from planner.entities.common.person import PERSON

    found = crud.find(session, PERSON, review.reviewer_id or session.me)
    return found.name if found else ""


def _is_sample(conn: driver.Connection) -> bool:
    return bool(portfolio_settings.get(conn, "sample"))


__all__ = ["BRIEF", "CARRY", "KINDS", "default_language", "document_of", "export", "file_name", "kept_back", "paper",
           "preview", "share"]  # fmt: skip
