# SPDX-License-Identifier: Apache-2.0
"""Documents that leave the program: the plan as PDF, and pictures of charts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from planner.kernel.clock import moment
from planner.kernel.dates import day_text
from planner.kernel.errors import PlannerError
from planner.kernel.text import language as current_language
from planner.kernel.text import speaking, tr
from planner.render import pdf, picture
from planner.rules.history import PLAN
from planner.safe.files import hand_out
from planner.safe.names import safe_file_name
from planner.services import charts, reports, ruleset_versions, rulesets, snapshots
from planner.services.portfolio_facts import PLAN_VERSIONS
from planner.services.session import Session
from planner.store import portfolio_settings
from planner.store.queries import versions
from planner.views import plan as plan_view

AUDIENCES = ("internal", "team_lead")
# Paper by the name that people give it, and as the template knows it.
PAPERS = {"a4": "a4", "letter": "us-letter"}
_TAGS = {"internal": "INTERNAL", "team_lead": "TEAM LEAD"}
_CHARTS = ("health", "risk-matrix")
Report = Callable[[int, int, str], None]


def plan_file_name(session: Session, account_id: str, audience: str) -> str:
    """The proposed name: "<Account> plan vN AUDIENCE YYYY-MM-DD.pdf"."""
    name = reports.facts(session, account_id).account.name
    number = plan_version(session, account_id)[0]
    stem = f"{name} plan v{number} {_TAGS[audience]} {session.today().isoformat()}"
    return safe_file_name(stem, extension=".pdf", fallback="plan")


def plan_version(session: Session, account_id: str) -> tuple[int, dict[str, Any] | None]:
    """The number of the present revision, and the last exported one that differs from it.

    A plan whose records did not change since its last export keeps that version.
    """
    made = session.read(lambda conn: portfolio_settings.get(conn, PLAN_VERSIONS, {})).get(account_id, [])
    step = session.read(lambda conn: versions.last_step(conn, account_id))
    if made and made[-1]["step"] == step:
        return made[-1]["version"], made[-2] if len(made) > 1 else None
    return (made[-1]["version"] + 1 if made else 1), (made[-1] if made else None)


def export_plan(
    session: Session,
    account_id: str,
    target: Path,
    *,
    audience: str = "internal",
    language: str | None = None,
    paper: str = "a4",
    overwrite: bool = False,
    report: Report | None = None,
) -> Path:
    """Write the plan of an account as PDF; returns where it is.

    ``target`` is a file, or a folder that gets the proposed name. Without ``overwrite`` a taken
    name becomes "… (2)". PlannerError when the place can't be written; nothing half-done is left.
    """
    if audience not in AUDIENCES:
        raise PlannerError(tr("A plan is for internal readers or the team lead, never for customers."), "audience")
    _tell(report, 0, tr("Collecting"))
    with speaking(language or current_language()):
        document = document_of(session, account_id, audience, paper)
        _tell(report, 1, tr("Drawing"))
        content = pdf.document("plan", document, language=current_language(), as_of=session.today())
    _tell(report, 2, tr("Writing"))
    path = hand_out(content, target, plan_file_name(session, account_id, audience), overwrite=overwrite)
    _remember(session, account_id)
    return path


def plan_input(session: Session, account_id: str, audience: str, *, drawn: bool = True) -> plan_view.PlanInput:
    """Everything the plan is made from, as of today; with its charts as pictures where they are ``drawn``."""
    facts = reports.facts(session, account_id)
    number, last = plan_version(session, account_id)
    changes = session.read(lambda conn: versions.changes_since(conn, account_id, last["step"])) if last else []
    stamp = session.read(lambda conn: versions.last_moment(conn, account_id))
    return plan_view.PlanInput(
        facts=facts,
        rules=rulesets.current(session),
        rules_stamp=ruleset_versions.stamp(session),
        other_rules=_other_rules(session),
        as_of=session.today(),
        version=number,
        audience=audience,
        last_version_on=date.fromisoformat(last["on"]) if last else None,
        changes=tuple(
            plan_view.Changed(moment(e.at).date(), _who(facts.people, e.person_id), e.label.text(), e.kind)
            for e in changes
        ),
        charts={
            kind: picture.chart_svg(charts.view(session, account_id, kind, audience=audience, facts=facts))
            for kind in (_CHARTS if drawn else ())
        },
        sample=bool(session.read(lambda conn: portfolio_settings.get(conn, "sample"))),
        facts_as_of=_moment_text(stamp) if stamp else "",
    )


def _other_rules(session: Session) -> str:
    """What is said where the plan compares with a day on which other rules were in force."""
    days = rulesets.current(session).health.trend_days
    return ruleset_versions.other_rules_since(session, session.today() - timedelta(days=days))


def document_of(session: Session, account_id: str, audience: str, paper: str = "a4") -> dict[str, Any]:
    """The plan as the values its template draws, in the language in force; KeyError for an unknown paper."""
    return {**plan_view.build(plan_input(session, account_id, audience)).plain(), "paper": PAPERS[paper]}


def _who(people: Any, key: str | None) -> str:
    found = people.get(key) if key else None
    return found.name if found else "–"


def _moment_text(stamp: str) -> str:
    local = moment(stamp).astimezone()
    return f"{day_text(local.date())}, {local:%H:%M}"


def _remember(session: Session, account_id: str) -> None:
    number, _ = plan_version(session, account_id)
    step = session.read(lambda conn: versions.last_step(conn, account_id))
    with session.db.transaction(derived=True) as conn:
        every = portfolio_settings.get(conn, PLAN_VERSIONS, {})
        made = every.setdefault(account_id, [])
        if not made or made[-1]["step"] != step:
            made.append({"version": number, "step": step, "on": session.today().isoformat()})
            portfolio_settings.put(conn, PLAN_VERSIONS, every)
    snapshots.take(session, account_id, PLAN)


def _tell(report: Report | None, done: int, note: str) -> None:
    if report is not None:
        report(done, 3, note)
