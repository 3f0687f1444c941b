# SPDX-License-Identifier: Apache-2.0
"""The rest of a review's report: risks, plans, actions, acknowledgement, and the appendix with every reading."""

from __future__ import annotations

from planner.entities.reviews.explain_session import UNDERSTOOD, ExplainSession
from planner.entities.reviews.inspection_result import GROUPS, RESULTS
from planner.entities.risks.contingency_plan import DRILL_RESULTS, ContingencyPlan
from planner.entities.risks.risk import STATES, TREATMENTS
from planner.kernel.dates import day_text
from planner.kernel.text import tr
from planner.rules.due import late_words
from planner.rules.risk import RiskState, letter
from planner.rules.ruleset import IMPACTS, LIKELIHOODS
from planner.views import blocks as b
from planner.views.account_risks import score_words
from planner.views.blocks import Block, Section
from planner.views.explain_view import shown_topics
from planner.views.plan import dash, word
from planner.views.report import ReportInput
from planner.views.report_front import prepared
from planner.views.review_checks import GLYPHS, limit_words
from planner.views.review_compare import mark, reading_text
from planner.views.signature import signature_svg


def sections(report: ReportInput) -> tuple[Section, ...]:
    """Sections 4 to 7 and the two appendices."""
    return (_risks(report), _plans(report), _actions(report), _explained(report), _readings(report), _scales(report))


def _risks(report: ReportInput) -> Section:
    title = tr("Risks")
    if not report.states:
        none = report.records.review.no_risk_found
        line = tr("No risk was found.") if none else tr("No risks are recorded.")
        return Section("risks", title, (b.note(line),))
    made: list[Block] = []
    if report.matrix:
        made.append(b.chart(report.matrix, tr("Likelihood and impact of the open risks, as of today")))
    head = (tr("Band"), tr("Risk"), tr("Score"), tr("Treatment"), tr("Owners"), tr("Plan"))
    rows = [_risk_row(report, state) for state in report.states]
    made += [
        b.heading(tr("All open risks"), report.ranking.heading.text()),
        b.table(head, rows, ("12mm", "1.5fr", "15mm", "33mm", "31mm", "1fr"), right=(2,)),
    ]
    for state in report.states:
        made += _risk_detail(report, state)
    return Section("risks", title, tuple(made))


def _risk_row(report: ReportInput, state: RiskState) -> list[b.Cell]:
    risk = state.risk
    rated = state.current is not None
    score = "–" if not rated else str(state.inherent) if not state.treated else f"{state.inherent} → {state.residual}"
    more = "; ".join(need.text.text() for need in state.needs) if report.internal else ""
    due = tr("by {day}", day=day_text(risk.due)) if risk.due else ""
    return [
        b.cell("", band=state.band or "", letter=tr(letter(state.band))) if state.band else "–",
        b.cell(f"{risk.code or ''} {risk.statement}".strip(), word(STATES, risk.state), strong=True),
        score,
        b.cell(word(TREATMENTS, risk.treatment), due),
        b.cell(report.person(risk.owner_id), report.contact(risk.customer_owner_id)),
        b.cell(prepared(state, internal=report.internal) or "–", more),
    ]


def _risk_detail(report: ReportInput, state: RiskState) -> list[Block]:
    """Cause, event and effect of one risk, and how it was rated; nothing where no more is known than the row tells."""
    risk = state.risk
    rows = [
        (tr("Cause"), risk.cause or ""),
        (tr("Effect"), risk.effect or ""),
        (tr("Rating"), score_words(risk, state) if state.current is not None else ""),
        (tr("Why this likelihood"), risk.likelihood_reason or ""),
        (tr("Why this impact"), risk.impact_reason or ""),
    ]
    if report.internal:
        for label, day in ((tr("Our management told on"), risk.told_ours_on),
                           (tr("Their management told on"), risk.told_customer_on)):  # fmt: skip
            rows.append((label, day_text(day) if day else ""))
        rows.append((tr("Audience"), "" if risk.audience == "customer" else tr("not in the customer edition")))
    told = [row for row in rows if row[1]]
    if len(told) < 2:
        return []
    name = f"{risk.code or ''} {risk.statement}".strip()
    return [b.together([b.heading(name), {"t": "pairs", "rows": [list(row) for row in told]}])]


def _plans(report: ReportInput) -> Section:
    title = tr("Contingency plans")
    if not report.plans:
        return Section("plans", title, (b.note(tr("No contingency plan is recorded for these risks.")),))
    made = [block for plan in report.plans for block in _plan(report, plan)]
    return Section("plans", title, tuple(made))


def _plan(report: ReportInput, plan: ContingencyPlan) -> list[Block]:
    codes = ", ".join(s.risk.code or "" for s in report.states if s.risk.id in plan.risk_ids)
    rows = [
        (tr("Trigger"), dash(plan.trigger)),
        (tr("Decider"), dash(plan.decider)),
        (tr("Deputy"), dash(plan.deputy)),
        (tr("Drill"), _drilled(report, plan)),
        (tr("Spares and their place"), plan.spares or ""),
        (tr("Your tasks") if not report.internal else tr("Customer's tasks"), plan.customer_tasks or ""),
    ]
    if report.internal:
        rows += [(tr("Who to call"), plan.contacts or ""), (tr("Text for the customer"), plan.comms_text or "")]
    pairs: Block = {"t": "pairs", "rows": [list(row) for row in rows if row[1]]}
    made: list[Block] = [b.heading(plan.title, codes), pairs]
    if plan.steps:
        head = (tr("T + min"), tr("Who"), tr("Does"), tr("Way back"))
        steps: list[list[b.Cell]] = [
            [dash(step.t_plus_min), dash(step.who), step.action, dash(step.rollback)] for step in plan.steps
        ]
        made.append(b.table(head, steps, ("18mm", "34mm", "1fr", "1fr"), right=(0,)))
    return [b.together(made)]


def _drilled(report: ReportInput, plan: ContingencyPlan) -> str:
    held = [drill for drill in report.drills_of(plan) if drill.held_on]
    ahead = [drill.planned_on for drill in report.drills_of(plan) if not drill.held_on and drill.planned_on]
    on = held[0].held_on if held else plan.drilled_on
    result = held[0].result if held else plan.drill_result
    minutes = held[0].minutes if held else plan.drill_minutes
    parts = [tr("not drilled")] if on is None else [day_text(on), word(DRILL_RESULTS, result)]
    if on is not None and minutes is not None:
        parts.append(tr("{n} min to restore", n=minutes))
    if ahead:
        parts.append(tr("next planned for {day}", day=day_text(min(ahead))))
    return ", ".join(parts)


def _actions(report: ReportInput) -> Section:
    """Who does what until when, theirs apart from ours."""
    ours: list[list[b.Cell]] = [
        [
            b.cell(action.title, strong=True),
            report.person(action.owner_id),
            day_text(action.due) if action.due else "–",
            _state(report, action.done_on is not None, action),
        ]
        for action in report.actions
    ]
    theirs: list[list[b.Cell]] = [
        [
            b.cell(f"{s.risk.code or ''} {s.risk.statement}".strip(), word(TREATMENTS, s.risk.treatment), strong=True),
            report.contact(s.risk.customer_owner_id),
            day_text(s.risk.due) if s.risk.due else "–",
            word(STATES, s.risk.state),
        ]
        for s in report.states
        if s.risk.customer_owner_id and report.contact(s.risk.customer_owner_id) != "–"
    ]
    head = (tr("Action"), tr("Owner"), tr("Due"), tr("State"))
    widths = ("1fr", "36mm", "30mm", "28mm")
    their_title = tr("On the customer's side") if report.internal else tr("On your side")
    made: list[Block] = [
        b.heading(tr("On our side")),
        b.table(head, ours, widths) if ours else b.note(tr("No actions are recorded for this inspection.")),
        b.heading(their_title),
        b.table(head, theirs, widths) if theirs else b.note(tr("Nothing is agreed on this side yet.")),
    ]
    return Section("actions", tr("Actions"), tuple(made))


def _state(report: ReportInput, done: bool, action: object) -> str:  # noqa: FBT001 - done or not
    if done:
        return tr("done {on}", on=day_text(action.done_on))  # type: ignore[attr-defined]
    due = action.due  # type: ignore[attr-defined]
    if due is not None and due < report.as_of:
        return late_words((report.as_of - due).days).text()
    return tr("still open")


def _explained(report: ReportInput) -> Section:
    title, session = tr("Explanation and acknowledgement"), report.session
    made: list[Block] = []
    if session is None:
        made.append(b.note(tr("The findings were not explained on site yet.")))
    else:
        listeners = ", ".join(report.contact(key) for key in session.listeners if report.contact(key) != "–")
        rows = [
            (tr("Explained on"), day_text(session.held_on) if session.held_on else ""),
            (tr("Explained to"), listeners),
            (tr("What was explained"), "; ".join(_topics(report, session))),
            (tr("Questions"), session.questions or ""),
            (tr("Understood"), word(UNDERSTOOD, session.understood) if session.understood else ""),
            (tr("Acknowledged by"), _acknowledged(report)),
        ]
        made.append({"t": "pairs", "rows": [list(row) for row in rows if row[1]]})
    drawn = signature_svg(session.signature) if session is not None and session.signature else ""
    if drawn:
        made += [{"t": "signature", "svg": drawn, "caption": _acknowledged(report) or tr("Signature")}]
    else:
        lines = (tr("For the customer: name, date, signature"), tr("For us: name, date, signature"))
        made.append(b.sign_off((tr("Report received"), tr("Findings explained and understood")), lines))
    return Section("explained", title, (b.together(made),))


def _topics(report: ReportInput, session: ExplainSession) -> tuple[str, ...]:
    """What was told; for the customer in the present words of records he may read, and nothing else."""
    if report.internal:
        return session.topics
    return shown_topics(report.known, report.records.review, session.topics)


def _acknowledged(report: ReportInput) -> str:
    session = report.session
    if session is None:
        return ""
    name = report.contact(session.acknowledged_by)
    shown = name if name != "–" else session.acknowledged_name or ""
    at = session.acknowledged_at
    when = f"{day_text(at.astimezone().date())}, {at.astimezone():%H:%M}" if at else ""
    when = when or (day_text(session.acknowledged_on) if session.acknowledged_on else "")
    return ", ".join(part for part in (shown, when) if part)


def _readings(report: ReportInput) -> Section:
    """Every check with its reading, passed or not."""
    made: list[Block] = []
    for key, label in GROUPS:
        checks = [check for check in report.checks if check.group == key]
        if not checks:
            continue
        rows: list[list[b.Cell]] = []
        for check in checks:
            change = report.changes.get(check.id)
            before = change.before if change else None
            asset = report.asset(check.asset_id)
            second = check.item if asset else ""
            if report.internal and check.note:
                second = " · ".join(part for part in (second, check.note) if part)
            rows.append(
                [
                    check.code or "",
                    b.cell(asset or check.item, second),
                    reading_text(check) or "–",
                    limit_words(check.ok_range) or "–",
                    b.cell(word(RESULTS, check.result), glyph=GLYPHS.get(check.result, "")),
                    b.cell(reading_text(before) if before else "–", mark(change)),
                ]
            )
        head = (tr("Number"), tr("Asset, check"), tr("Reading"), tr("Limit"), tr("Result"), tr("Last time"))
        made += [b.heading(tr(label)), b.table(head, rows, ("16mm", "1fr", "21mm", "21mm", "28mm", "24mm"))]
    if not made:
        made.append(b.note(tr("No checks are recorded in it.")))
    return Section("readings", tr("Appendix A: every reading"), tuple(made), fresh=True)


def _scales(report: ReportInput) -> Section:
    likely = ", ".join(f"{n} {tr(name)} {span}" for n, name, span in LIKELIHOODS)
    impact = ", ".join(f"{n} {tr(name)}" for n, name in IMPACTS)
    examples = report.site.impact_examples if report.site else ()
    lines = [
        tr("Pass: within the limit. Attention: to be watched or mended soon. Fail: outside the limit, act now."),
        tr("Likelihood: {words}", words=likely),
        tr("Impact: {words}", words=impact),
        tr("Score = likelihood × impact: low 1–4, medium 5–9, high 10–16, extreme 20–25"),
    ]
    made: list[Block] = [b.bullets(lines)]
    told = [f"{e.impact} {tr(IMPACTS[e.impact - 1][1])}: {e.example}" for e in examples if e.impact and e.example]
    if told:
        made += [b.heading(tr("What an impact means here")), b.bullets(told)]
    sources = list(dict.fromkeys(check.source for check in report.checks if check.source))
    if sources:
        made += [b.heading(tr("Sources of the limits")), b.bullets(sources)]
    return Section("scales", tr("Appendix B: scales and sources"), (b.together(made),))
