# SPDX-License-Identifier: Apache-2.0
"""What an export would look like before anything is written: its pages, and the gaps the plan check finds."""

from __future__ import annotations

from collections.abc import Callable

from planner.kernel.data import dataclass
from planner.kernel.text import language as current_language
from planner.kernel.text import speaking, tr
from planner.render import preview as render
from planner.services import exports
from planner.services.session import Session
from planner.views.plan_front import plan_gaps

Report = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Preview:
    """PNG pictures of all pages, and the gaps in the words of the user's language."""

    pages: tuple[bytes, ...]
    gaps: tuple[str, ...]


def preview(
    session: Session,
    account_id: str,
    audience: str,
    language: str | None = None,
    report: Report | None = None,
    *,
    paper: str = "a4",
) -> Preview:
    """Build the plan and draw its pages; NotFoundError when the account is gone."""
    _tell(report, 0, tr("Collecting"))
    gaps = tuple(plan_gaps(exports.plan_input(session, account_id, audience)))
    with speaking(language or current_language()):
        document = exports.document_of(session, account_id, audience, paper)
        _tell(report, 1, tr("Drawing"))
        pages = render.pages("plan", document, language=current_language(), as_of=session.today())
    _tell(report, 2, "")
    return Preview(pages, gaps)


def _tell(report: Report | None, done: int, note: str) -> None:
    if report is not None:
        report(done, 2, note)
