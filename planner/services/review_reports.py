# SPDX-License-Identifier: Apache-2.0
"""The report of a network review as PDF, for ourselves or for the customer (issue 4, part 10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from planner.entities.registry import BY_NAME
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.kernel import paths
from planner.kernel.data import dataclass
from planner.kernel.errors import NotFoundError, PlannerError
from planner.kernel.text import LANGUAGES, speaking, tr
from planner.kernel.text import language as current_language
from planner.rules.report_facts import ReportFacts
from planner.rules.review import report_due, review_parts
from planner.safe.files import hand_out
from planner.safe.names import safe_file_name
from planner.safe.vault import read_stored
from planner.services import crud, rulesets
from planner.services.exports import PAPERS
from planner.services.portfolio_facts import is_sample
from planner.services.session import Session
from planner.store.queries import review_records
from planner.views import report as report_view
from planner.views.audience import CUSTOMER
from planner.views.explain_view import topic_lines
from planner.views.review_view import risks_of, site_name
from planner.views.risk_matrix import risk_matrix

AUDIENCES = ("internal", CUSTOMER)
_TAGS = {"internal": "INTERNAL", CUSTOMER: "CUSTOMER"}
_MATRIX = (642.0, 330.0)
# More photos than these a check are left to the files; a report of hundreds of pages is not read.
_PHOTOS = 3
Report = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Preview:
    """PNG pictures of all pages, and what the four parts of the review lack, in the words of the user's language."""

    pages: tuple[bytes, ...]
    gaps: tuple[str, ...] = ()


def file_name(session: Session, review_id: str, audience: str) -> str:
    """The proposed name: "<Account> <Site> inspection report V-3 CUSTOMER 2026-11-23.pdf"."""
    records = _records(session, review_id, audience)
    parts = (
        records.facts.account.name,
        site_name(records.facts, records.review.site_id),
        "inspection report",
        records.review.code or "",
        _TAGS[audience],
        session.today().isoformat(),
    )
    return safe_file_name(" ".join(part for part in parts if part), extension=".pdf", fallback="report")


def default_language(session: Session, review_id: str) -> str:
    """The language of the account where the program speaks it, otherwise the one in force."""
    from planner.entities.customers.account import ACCOUNT

    review = crud.get(session, NETWORK_REVIEW, review_id)
    for code in crud.get(session, ACCOUNT, review.account_id).languages:
        found = spoken(code)
        if found:
            return found
    return current_language()


def spoken(code: str) -> str:
    """One of our languages for a code such as "es", "zh-TW" or "zh_Hant"; "" for one that we do not speak."""
    plain = code.strip().replace("-", "_").casefold()
    if plain.startswith("zh"):
        return "zh_TW" if any(part in plain for part in ("tw", "hk", "mo", "hant")) else "zh_CN"
    first = plain.partition("_")[0]
    return next((known for known, _ in LANGUAGES if known == first), "")


def report_input(session: Session, review_id: str, audience: str) -> report_view.ReportInput:
    """Everything the report is made from, as of today, in the language in force.

    PlannerError when the audience is unknown, or the review is not marked shareable and the reader is the customer.
    """
    records = _records(session, review_id, audience)
    rules, today = rulesets.current(session), session.today()
    return report_view.ReportInput(
        records=records,
        rules=rules,
        as_of=today,
        audience=audience,
        matrix=_matrix(session, records, audience),
        pictures=_pictures(session, records),
        sample=is_sample(session),
    )


def document_of(session: Session, review_id: str, audience: str, paper: str = "a4") -> dict[str, Any]:
    """The report as the values its template draws, in the language in force; KeyError for an unknown paper."""
    return {**report_view.build(report_input(session, review_id, audience)).plain(), "paper": PAPERS[paper]}


def export_report(
    session: Session,
    review_id: str,
    target: Path,
    *,
    audience: str = "internal",
    language: str | None = None,
    paper: str = "a4",
    overwrite: bool = False,
    report: Report | None = None,
) -> Path:
    """Write the report of a review as PDF; returns where it is.

    ``target`` is a file, or a folder that gets the proposed name. Without ``overwrite`` a taken name becomes "… (2)".
    Without a language it is that of the account. PlannerError when the place can't be written, LeakError when something
    internal stands in a customer's edition; nothing is written then.
    """
    from planner.render import pdf

    _tell(report, 0, tr("Collecting"))
    _records(session, review_id, audience)  # refused in the words of the program, not in those of the report
    _permit(session, review_id, audience)
    with speaking(language or default_language(session, review_id)):
        document = document_of(session, review_id, audience, paper)
        _tell(report, 1, tr("Drawing"))
        content = pdf.document("report", document, language=current_language(), as_of=session.today())
    if audience == CUSTOMER:
        _require_clean(session, review_id, document, content)
    _tell(report, 2, tr("Writing"))
    return hand_out(content, target, file_name(session, review_id, audience), overwrite=overwrite)


def _require_clean(session: Session, review_id: str, document: dict[str, Any], content: bytes) -> None:
    """Search a customer's edition before it gets its name; of our people it may name who signs for what is shown."""
    from planner.services import paper_scan

    facts = _records(session, review_id, CUSTOMER).facts
    told = [person.name for person in facts.people.values()]
    for code, _ in LANGUAGES:
        with speaking(code):
            told += [line.topic for review in facts.reviews for line in topic_lines(facts, review, ())]
    paper_scan.require_clean(session, facts.account.id, document, content, told)


def preview(
    session: Session,
    review_id: str,
    audience: str,
    language: str | None = None,
    report: Report | None = None,
    *,
    paper: str = "a4",
) -> Preview:
    """The pages as pictures; nothing is written."""
    from planner.render import preview as render

    _tell(report, 0, tr("Collecting"))
    _records(session, review_id, audience)
    missing = _gaps(session, review_id)
    _permit(session, review_id, audience)
    with speaking(language or default_language(session, review_id)):
        document = document_of(session, review_id, audience, paper)
        _tell(report, 1, tr("Drawing"))
        pages = render.pages("report", document, language=current_language(), as_of=session.today())
    _tell(report, 3, "")
    return Preview(pages, missing)


def due(session: Session, review: NetworkReview) -> date | None:
    """When the report of a review is due: three working days after the visit; None before it."""
    if review.report_due is not None or review.done_on is None:
        return review.report_due
    return report_due(review.done_on, rulesets.current(session))


def _gaps(session: Session, review_id: str) -> tuple[str, ...]:
    records = session.read(lambda conn: review_records.everything(conn, review_id))
    parts = review_parts(records.facts, records.review, rulesets.current(session), session.today())
    return tuple(missing.text.text() for missing in parts.missing)


def left_out(session: Session, review_id: str) -> tuple[str, ...]:
    """What a customer edition of a review leaves out, by kind: "Checks: 3"; the records are counted, not read."""
    found = session.read(lambda conn: review_records.kept_back(conn, review_id))
    return tuple(tr("{kind}: {n}", kind=tr(BY_NAME[name].label_plural), n=number) for name, number in found.items())


def _records(session: Session, review_id: str, audience: str) -> ReportFacts:
    if audience not in AUDIENCES:
        raise PlannerError(tr("A report is for internal readers or for the customer."), "audience")
    if audience != CUSTOMER:
        return session.read(lambda conn: review_records.everything(conn, review_id))
    found = session.read(lambda conn: review_records.shared(conn, review_id))
    if found is None:
        if crud.find(session, NETWORK_REVIEW, review_id) is None:
            raise NotFoundError(tr("This record is no longer there; it may be in the Trash."), "not-found")
        raise _not_shareable()
    return found


def _permit(session: Session, review_id: str, audience: str) -> None:
    """Refuse in the language of the window, before the language of the report is spoken."""
    review = crud.find(session, NETWORK_REVIEW, review_id)
    if audience == CUSTOMER and review is not None and review.audience != CUSTOMER:
        raise _not_shareable()


def _not_shareable() -> PlannerError:
    text = tr(
        "This review is not marked Shareable, so the customer may not see it. Nothing was written. "
        "Change its audience, or make an internal edition."
    )
    return PlannerError(text, "audience")


def _matrix(session: Session, records: ReportFacts, audience: str) -> str:
    """The risks of the review and its site as a picture; "" without any that is rated."""
    from planner.render import picture

    facts = replace(records.facts, risks=risks_of(records.facts, records.review))
    view = risk_matrix(facts, rulesets.current(session), as_of=session.today(), audience=audience)
    return picture.chart_svg(view.without_list(), _MATRIX, frame=False) if view.lines else ""


def _pictures(session: Session, records: ReportFacts) -> dict[str, tuple[tuple[str, str], ...]]:
    """The photos of findings, ready for the page; one that can't be read is left out."""
    from planner.rules.compare import FINDINGS
    from planner.services import pictures

    wanted = {r.id for r in records.facts.results if r.review_id == records.review.id and r.result in FINDINGS}
    folder, found = paths.files_folder(session.path), dict[str, tuple[tuple[str, str], ...]]()
    for photo in records.pictures:
        known = found.get(photo.check_id, ())
        if photo.check_id not in wanted or len(known) == _PHOTOS:
            continue
        try:
            drawn = pictures.for_document(read_stored(folder, photo.sha256, session.files_key))
        except (OSError, ValueError, SyntaxError):
            continue
        found[photo.check_id] = (*known, (drawn, photo.caption))
    return found


def _tell(report: Report | None, done: int, note: str) -> None:
    if report is not None:
        report(done, 3, note)
