# SPDX-License-Identifier: Apache-2.0
"""The first two pages of a review's report: the cover, and one page that a manager reads."""

from __future__ import annotations

from planner.entities.reviews.inspection_result import GROUPS
from planner.kernel.dates import day_text
from planner.kernel.text import tr, trn
from planner.rules.review import CHECKED
from planner.rules.risk import RiskState, letter
from planner.views import blocks as b
from planner.views.blocks import Block, Section
from planner.views.plan import dash
from planner.views.report import EDITIONS, ReportInput
from planner.views.review_compare import change_text, counts
from planner.views.review_view import finding_words

_MOST = 5


def cover(report: ReportInput) -> Block:
    """Who and what the report is about, by whose leave, and which edition it is."""
    review, account, site = report.records.review, report.known.account, report.site
    place = ", ".join(part for part in ((site.address, site.city, site.region) if site else ()) if part)
    return {
        "title": tr("Network inspection report"),
        "customer": account.legal_name or account.name,
        "site": tr("Site {name}", name=site.name) if site else tr("All sites"),
        "place": place,
        "edition": tr(EDITIONS[report.audience]),
        "rows": [
            [tr("Report number"), dash(review.code)],
            [tr("Inspected on"), day_text(review.done_on) if review.done_on else tr("not yet inspected")],
            [tr("Compared with"), _compared(report)],
            [tr("Inspected by"), report.person(review.reviewer_id)],
            [tr("Authorised by"), _authorised(report)],
            [tr("Report issued on"), day_text(report.as_of)],
        ],
    }


def _compared(report: ReportInput) -> str:
    before = report.comparison.before
    if before is None or before.done_on is None:
        return tr("first inspection of this site")
    words = tr("inspection of {day}", day=day_text(before.done_on))
    return f"{words} ({before.code})" if before.code else words


def _authorised(report: ReportInput) -> str:
    """Leave of the customer: by whom, under which reference and until when."""
    review, leave = report.records.review, report.leave
    who = report.contact((leave.given_by_id if leave else None) or review.authorised_by)
    until = (leave.until_on if leave else None) or review.authorised_until
    parts = [
        who if who != "–" else "",
        leave.reference or "" if leave else "",
        tr("given on {day}", day=day_text(leave.given_on)) if leave and leave.given_on else "",
        tr("until {day}", day=day_text(until)) if until else "",
    ]
    return ", ".join(part for part in parts if part) or tr("no authorisation recorded")


def summary(report: ReportInput) -> Section:
    """One page: counts, what is worse, the first risks, and what the customer is asked for."""
    review = report.records.review
    opening = [line.strip() for line in (review.summary or "").splitlines() if line.strip()]
    said = [*opening, overall(report)] if opening else [overall(report)]
    asked = asks(report)
    ask_title = tr("What is asked of the customer") if report.internal else tr("What we ask of you")
    return Section(
        "summary",
        tr("Summary"),
        (
            {"t": "lead", "title": tr("In short"), "lines": said},
            b.tiles(_tiles(report)),
            *_groups(report),
            b.heading(tr("What is worse than last time"), counts(report.comparison)),
            _listed(_worse(report), _nothing_worse(report)),
            b.heading(tr("Top risks"), tr("details in section {n}", n=4)),
            _risks(report),
            b.heading(ask_title),
            _listed(asked, tr("Nothing at present.")),
            b.note(_next(report)),
        ),
        fresh=True,
    )


def overall(report: ReportInput) -> str:
    """The inspection in one sentence of numbers."""
    checks = [check for check in report.checks if check.result != "not_applicable"]
    done = sum(check.result in CHECKED for check in checks)
    if not done:
        return tr("Nothing has been inspected yet.")
    failed = sum(check.result == "fail" for check in checks)
    watch = sum(check.result == "attention" for check in checks)
    parts = [
        tr("{done} of {all} checks were made", done=done, all=len(checks)),
        trn("{n} passed", "{n} passed", done - failed - watch),
        trn("{n} needs attention", "{n} need attention", watch),
        trn("{n} failed", "{n} failed", failed),
    ]
    return tr("{parts}.", parts=", ".join(parts))


def _tiles(report: ReportInput) -> list[Block]:
    checks = [check for check in report.checks if check.result != "not_applicable"]
    failed = sum(check.result == "fail" for check in checks)
    watch = sum(check.result == "attention" for check in checks)
    severe = sum(state.band in {"high", "extreme"} for state in report.ranking.rated)
    waiting = [action for action in report.actions if action.done_on is None]
    late = sum(action.due is not None and action.due < report.as_of for action in waiting)
    again = len(report.comparison.of("repeated"))
    return [
        b.tile(
            tr("Findings"),
            str(failed + watch),
            glyph="act" if failed else "watch" if watch else "fine",
            detail=tr("{failed} failed, {watch} attention", failed=failed, watch=watch),
        ),
        b.tile(
            tr("Found again"),
            str(again) if report.comparison.before else "–",
            glyph="watch" if again else "",
            detail=trn("{n} fixed since last time", "{n} fixed since last time", len(report.comparison.of("fixed"))),
        ),
        b.tile(
            tr("High and extreme risks"),
            str(severe),
            glyph="act" if any(s.band == "extreme" for s in report.ranking.rated) else "watch" if severe else "",
            detail=trn("{n} open risk in all", "{n} open risks in all", len(report.states)),
        ),
        b.tile(
            tr("Open actions"),
            str(len(waiting)),
            glyph="watch" if late else "",
            detail=trn("{n} late", "{n} late", late),
        ),
    ]


def _groups(report: ReportInput) -> list[Block]:
    """How the checks of each group came out, as bars; nothing without checks."""
    rows = [row for key, label in GROUPS if (row := _bar(report, key, label)) is not None]
    most = max((of for _, of in rows), default=1)
    if not rows:
        return []
    return [
        b.heading(tr("Results by group")),
        {"t": "groups", "rows": [{**row, "share": of / most} for row, of in rows]},
    ]


def _bar(report: ReportInput, key: str, label: str) -> tuple[Block, int] | None:
    """The parts of one group with their words, and how many checks it has."""
    results = [c.result for c in report.checks if c.group == key and c.result != "not_applicable"]
    if not results:
        return None
    counted = [(kind, results.count(kind)) for kind in ("pass", "attention", "fail")]
    counted.append(("open", len(results) - sum(n for _, n in counted)))
    said = {
        "pass": trn("{n} passed", "{n} passed", counted[0][1]),
        "attention": trn("{n} needs attention", "{n} need attention", counted[1][1]),
        "fail": trn("{n} failed", "{n} failed", counted[2][1]),
        "open": tr("{n} not checked", n=counted[3][1]),
    }
    words = ", ".join(said[kind] for kind, n in counted if n)
    return {"label": tr(label), "parts": [{"kind": k, "n": n} for k, n in counted if n], "words": words}, len(results)


def _worse(report: ReportInput) -> list[str]:
    lines = []
    for change in report.comparison.worse:
        words = finding_words(report.known, change.check)
        lines.append(tr("{name}: {text}", name=words, text=change_text(change)))
    return lines


def _nothing_worse(report: ReportInput) -> str:
    if report.comparison.before is None:
        return tr("This is the first inspection of this site, so there is nothing to compare with.")
    if not any(check.result in CHECKED for check in report.checks):
        return tr("Nothing has been inspected yet.")
    return tr("Nothing is worse than last time.")


def _listed(lines: list[str], nothing: str) -> Block:
    if not lines:
        return b.note(nothing)
    shown = lines[:_MOST]
    if len(lines) > _MOST:
        shown.append(trn("{n} more, in the sections below", "{n} more, in the sections below", len(lines) - _MOST))
    return b.bullets(shown)


def _risks(report: ReportInput) -> Block:
    rated = report.ranking.rated[:3]
    if not rated:
        none = report.records.review.no_risk_found and not report.states
        return b.note(tr("No risk was found.") if none else tr("No risks are rated."))
    rows = []
    for state in rated:
        code = state.risk.code or ""
        name = f"{code} {state.risk.statement}".strip()
        rows.append(
            [b.cell(name, prepared(state, internal=report.internal), band=state.band or "",
                    letter=tr(letter(state.band or "low")), strong=True)]
        )  # fmt: skip
    return b.table((), rows, ("1fr",))


def prepared(state: RiskState, *, internal: bool) -> str:
    """Whether a risk has a plan, in words; one that needs none is not called unprepared.

    A customer is not told that a plan is missing: it may be there and not shared.
    """
    if state.drilled:
        return tr("plan drilled")
    if state.valid_plan:
        return tr("plan ready")
    if not internal:
        return ""
    needed = state.plans or state.required in {"plan", "plan_drill"} or state.current is None
    return tr("no plan yet") if needed else tr("no plan needed")


def asks(report: ReportInput) -> list[str]:
    """What only the customer can do: their risks, their tasks in plans, their acknowledgement."""
    lines = []
    for state in report.states:
        risk = state.risk
        who = report.contact(risk.customer_owner_id)
        if who == "–" or risk.state in {"closed", "accepted"}:
            continue
        name = f"{risk.code or ''} {risk.statement}".strip()
        when = tr("by {day}", day=day_text(risk.due)) if risk.due else tr("no date agreed")
        lines.append(tr("{who}: decide on {name}, {when}", who=who, name=name, when=when))
    for plan in report.plans:
        tasks = [line.strip() for line in (plan.customer_tasks or "").splitlines() if line.strip()]
        lines += [tr("{task} (plan “{plan}”)", task=task, plan=plan.title) for task in tasks]
    session = report.session
    told = session is not None and (session.acknowledged_by or session.acknowledged_name or session.acknowledged_on)
    if not told:
        lines.append(tr("Acknowledge this report (section {n})", n=7))
    return lines


def _next(report: ReportInput) -> str:
    planned = report.next_review()
    if planned is not None:
        return tr("The next inspection of this site is planned for {day}.", day=day_text(planned))
    if report.internal:
        when, why = report.cadence.text.text(), report.cadence.reason.text()
        return tr("Network review: {when} ({why})", when=when, why=why)
    return tr("The next inspection has not been dated yet.")
