# SPDX-License-Identifier: Apache-2.0
"""The middle of the plan: health, people, coverage, network reviews, risks and contingency."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from planner.entities.relations.decision_role import CHAINS, ROLES, DecisionRole
from planner.entities.reviews.inspection_result import GROUPS, RESULTS
from planner.entities.reviews.network_review import STATES, NetworkReview
from planner.entities.risks.contingency_plan import DRILL_RESULTS, ContingencyPlan
from planner.entities.risks.risk import TREATMENTS
from planner.kernel.dates import day_text
from planner.kernel.numbers import whole_change
from planner.kernel.text import tr, trn
from planner.rules.explain import Explained
from planner.rules.health import health
from planner.rules.relation import relation_alerts
from planner.rules.review import review_parts
from planner.rules.risk import RiskState, letter
from planner.views import blocks as b
from planner.views.blocks import Block, Section
from planner.views.health_chart import HealthChart, HealthRow
from planner.views.health_readings import health_view_of
from planner.views.line_words import grades, weighed
from planner.views.plan import PlanInput, dash, word
from planner.views.plan_explained import explained
from planner.views.plan_front import shown
from planner.views.risk_matrix import risk_matrix
from planner.views.timeline import level_text


def sections(plan: PlanInput) -> tuple[Section, ...]:
    """Sections 6 to 10."""
    return (_health(plan), _people(plan), _coverage(plan), _reviews(plan), _risks(plan))


def _health(plan: PlanInput) -> Section:
    known = plan.health.explained
    made: list[Block] = []
    if "health" in plan.charts:
        made.append(b.chart(plan.charts["health"], tr("Health and its parts, now and 90 days ago")))
    made += [b.heading(tr("In short")), b.bullets(health_sentences(plan))]
    if known.lines:
        made += [b.heading(tr("Why"), tr("points that add up")), _lines(known)]
    if known.missing:
        made += [b.heading(tr("Missing")), b.bullets([m.text.text() for m in known.missing[:8]])]
    return Section("health", tr("Health"), tuple(made), fresh=True)


def health_sentences(plan: PlanInput) -> list[str]:
    """Where time is best spent: what costs most, what fell, and what nobody knows."""
    since = plan.as_of - timedelta(days=plan.rules.health.trend_days)
    before = health(plan.facts, plan.rules, since, trend=False)
    chart = health_view_of(plan.facts, (plan.health, before), plan.rules, as_of=plan.as_of, audience=plan.audience)
    parts = [row for row in chart.rows if not row.layer and row.share]
    known = [row for row in parts if row.now is not None]
    if not known:
        return [tr("Nothing is recorded to work health out from.")]
    unknown = ", ".join(row.label for row in parts if row.now is None)
    weak = ", ".join(tr("{name} {value}", name=row.label, value=row.value_text) for row in parts if row.unproven)
    return [
        _costs_most(known),
        _fell_most(chart, known, day_text(since)),
        *([plan.other_rules] if plan.other_rules else []),
        *([tr("Unproven: {names}.", names=weak)] if weak else []),
        tr("Not assessed: {names}.", names=unknown) if unknown else tr("All parts are assessed."),
    ]


def _costs_most(known: list[HealthRow]) -> str:
    most = max(known, key=_cost)
    if not _cost(most):
        return tr("No assessed part costs points.")
    words = {"name": most.label, "value": most.value_text, "weight": most.share}
    return tr("{name} costs most: {value} of 100 at weight {weight}.", **words)


def _cost(row: HealthRow) -> Decimal:
    return row.share * (100 - (row.now or Decimal(0)))


def _fell_most(chart: HealthChart, known: list[HealthRow], since: str) -> str:
    moves = [
        (row.now - row.before, whole_change(row.now, row.before), row)
        for row in known
        if row.now is not None and row.before is not None
    ]
    if not moves:
        return tr("Nothing is known of {day} to compare with.", day=since)
    _, moved, row = min(moves, key=lambda found: found[0])
    if moved < -chart.steady:
        return tr("Largest fall since {day}: {name}, {change}.", day=since, name=row.label, change=row.change)
    return trn(
        "Nothing fell by more than {n} point since {day}.",
        "Nothing fell by more than {n} points since {day}.",
        chart.steady,
        day=since,
    )


def _lines(known: Explained) -> Block:
    rows = [[line.text.text(), grades(line) or "–", weighed(line) or "–", shown(line.points)] for line in known.lines]
    rows.append([b.cell(tr("Sum"), strong=True), "", "", b.cell(shown(known.shown), strong=True)])  # type: ignore[list-item]
    head = (tr("Part"), tr("Evidence"), tr("Value × weight"), tr("Points"))
    return b.table(head, rows, ("1fr", "30mm", "34mm", "20mm"), right=(2, 3))


def _people(plan: PlanInput) -> Section:
    people = [c for c in plan.known.contacts if c.left_on is None]
    if not people:
        return Section("people", tr("People and decisions"), (b.note(tr("No people are recorded.")),))
    newest, last = plan.known.newest_assessments(), plan.known.last_contacts()
    roles: dict[str, DecisionRole] = {}
    for seat in plan.known.roles:
        roles.setdefault(seat.contact_id, seat)
    order = [value for value, _ in ROLES]
    people.sort(key=lambda c: (order.index(roles[c.id].role) if c.id in roles else 9, c.name))
    rows = []
    for contact in people:
        role, level = roles.get(contact.id), newest.get(contact.id)
        rows.append(
            [
                b.cell(contact.name, contact.title or "", strong=True),
                b.cell(
                    word(ROLES, role.role) if role else "–", word(CHAINS, role.chain) if role and role.chain else ""
                ),
                level_text(level.level) if level else tr("not assessed"),
                plan.person(level.holder_id) if level else "–",
                day_text(last[contact.id]) if contact.id in last else "–",
            ]
        )
    head = (tr("Person"), tr("Role, chain"), tr("Level"), tr("Our holder"), tr("Last contact"))
    made = b.table(head, rows, ("1fr", "36mm", "24mm", "30mm", "32mm"))
    scale = tr("Levels: +3 advises us unasked, +2 speaks for us, +1 meets us, 0 listens only, −1 worked against us.")
    return Section("people", tr("People and decisions"), (made, b.note(scale)), fresh=True)


def _coverage(plan: PlanInput) -> Section:
    relation, alerts = plan.health.relation, relation_alerts(plan.known, plan.rules, plan.as_of)
    rows = []
    for title, known in (
        (tr("Key relation"), relation.key),
        (tr("General relation"), relation.general),
        (tr("Relation"), relation.explained),
    ):
        complete = tr("{n} % of the data", n=int(known.completeness * 100))
        rows.append([title, shown(known.value), complete])
    made: list[Block] = [b.table((tr("Layer"), tr("Value"), tr("Basis")), rows, ("1fr", "24mm", "40mm"), right=(1,))]
    if relation.general.lines:
        lines = [[line.text.text(), shown(line.points)] for line in relation.general.lines]
        made += [b.heading(tr("Units")), b.table((tr("Unit"), tr("Points")), lines, ("1fr", "24mm"), right=(1,))]
    if alerts:
        made += [b.heading(tr("Gaps")), b.bullets([alert.text.text() for alert in alerts])]
    return Section("coverage", tr("Coverage"), tuple(made))


def _reviews(plan: PlanInput) -> Section:
    reviews = sorted(plan.known.reviews, key=lambda r: (r.done_on or r.planned_on or plan.as_of, r.id), reverse=True)
    made: list[Block] = [b.text(_rhythm(plan))]
    if not reviews:
        made.append(b.note(tr("No network reviews are recorded.")))
        return Section("reviews", tr("Network reviews"), tuple(made), fresh=True)
    made.append(
        b.table(
            (tr("Date"), tr("Site"), tr("Inspect"), tr("Explain"), tr("Risks"), tr("Plans"), tr("State")),
            [_review_row(plan, review) for review in reviews[:12]],
            ("32mm", "1fr", "18mm", "18mm", "16mm", "16mm", "28mm"),
        )
    )
    if len(reviews) > 12:
        made.append(b.note(tr("{n} older reviews are not listed.", n=len(reviews) - 12)))
    made += [*_findings(plan, reviews[0]), *explained(plan)]
    return Section("reviews", tr("Network reviews"), tuple(made), fresh=True)


def _rhythm(plan: PlanInput) -> str:
    """When the next review is due and why then, as one sentence."""
    when, why = plan.cadence.text.text(), plan.cadence.reason.text()
    return tr("Network review: {when} ({why})", when=when, why=why) if why else tr("Network review: {when}", when=when)


def _review_row(plan: PlanInput, review: NetworkReview) -> list[b.Cell]:
    parts = review_parts(plan.known, review, plan.rules, plan.as_of)
    site = next((s.name for s in plan.known.sites if s.id == review.site_id), "–")
    day = review.done_on or review.planned_on
    state = tr("Draft") if parts.draft and review.done_on else word(STATES, review.state)
    counts = [part.count for part in (parts.inspect, parts.explain, parts.risks, parts.plans)]
    return [day_text(day) if day else "–", site, *counts, state]


def _findings(plan: PlanInput, review: NetworkReview) -> list[Block]:
    results = [r for r in plan.known.results if r.review_id == review.id]
    title = b.heading(tr("Results of the newest review"), review.code or "")
    if not results:
        return [title, b.note(tr("No checks are recorded in it."))]
    groups = [
        [word(GROUPS, g), *(str(sum(r.group == g and r.result == v for r in results)) for v, _ in RESULTS)]
        for g, _ in GROUPS
        if any(r.group == g for r in results)
    ]
    head = (tr("Group"), *(tr(label) for _, label in RESULTS))
    made: list[Block] = [
        title,
        b.table(head, groups, ("1fr", "18mm", "22mm", "16mm", "26mm", "28mm"), right=(1, 2, 3, 4, 5)),
    ]
    bad = [r for r in results if r.result in ("fail", "attention")]
    if bad:
        assets = {a.id: a.name for a in plan.known.assets}
        rows = [
            [
                b.cell(r.code or "–", glyph="act" if r.result == "fail" else "watch"),
                b.cell(assets.get(r.asset_id or "", r.item), r.item, strong=True),
                " ".join(part for part in (r.reading or "–", r.unit or "") if part),
                limit_text(r.ok_range),
                b.cell(
                    dash(r.finding),
                    tr("seen before") if r.repeated_from_id and _was_bad(plan, r.repeated_from_id) else "",
                ),
            ]
            for r in bad
        ]
        head = (tr("Number"), tr("Asset, check"), tr("Reading"), tr("Limit"), tr("Finding"))
        made += [b.heading(tr("Findings")), b.table(head, rows, ("20mm", "1fr", "20mm", "20mm", "1.4fr"))]
    return made


def limit_text(limit: str | None) -> str:
    """A limit with the signs people write: ≤ and ≥."""
    return dash(limit).replace("<=", "≤").replace(">=", "≥")


def _was_bad(plan: PlanInput, result_id: str) -> bool:
    return any(r.id == result_id and r.result in ("fail", "attention") for r in plan.known.results)


def _risks(plan: PlanInput) -> Section:
    made: list[Block] = []
    ranking = plan.ranking
    if "risk-matrix" in plan.charts:
        made.append(b.chart(plan.charts["risk-matrix"], tr("Likelihood and impact of the open risks, as of today")))
    if not ranking.rated and not ranking.unrated:
        made.append(b.note(tr("No risks are recorded.")))
        return Section("risks", tr("Risks and contingency"), tuple(made), fresh=True)
    if ranking.rated:
        head = (tr("Band"), tr("Risk"), tr("Score"), tr("Treatment"), tr("Owners"), tr("Still needed"))
        chart = risk_matrix(plan.facts, plan.rules, as_of=plan.as_of, audience=plan.audience)
        plans = {line.risk_id: line.plan_text for line in chart.lines}
        rows = [_risk_row(plan, state, plans.get(state.risk.id, "")) for state in ranking.rated]
        made += [
            b.heading(tr("All open risks"), ranking.heading.text()),
            b.table(head, rows, ("12mm", "1.5fr", "14mm", "22mm", "30mm", "1fr"), right=(2,)),
        ]
    if ranking.unrated:
        lines = [f"{s.risk.code or ''} {s.risk.statement}".strip() for s in ranking.unrated]
        made += [b.heading(tr("Not assessed")), b.bullets(lines)]
    for contingency in plan.known.plans:
        made += _contingency(plan, contingency)
    return Section("risks", tr("Risks and contingency"), tuple(made), fresh=True)


def _risk_row(plan: PlanInput, state: RiskState, has: str) -> list[b.Cell]:
    """``has`` is the state of its plan in the words of the picture above: nothing needed is not a plan."""
    risk = state.risk
    nothing = tr("Nothing required") if state.required is None else tr("Nothing more")
    needs = "; ".join(m.text.text() for m in state.needs) or nothing
    score = str(state.inherent) if not state.treated else f"{state.inherent} → {state.residual}"
    return [
        b.cell("", band=state.band or "", letter=tr(letter(state.band or "low"))),
        b.cell(f"{risk.code or ''} {risk.statement}".strip(), dash(risk.effect) if risk.effect else "", strong=True),
        score,
        word(TREATMENTS, risk.treatment),
        b.cell(plan.person(risk.owner_id), plan.contact(risk.customer_owner_id)),
        b.cell(needs, has),
    ]


def _contingency(plan: PlanInput, contingency: ContingencyPlan) -> list[Block]:
    codes = ", ".join(r.code or "" for r in plan.known.risks if r.id in contingency.risk_ids)
    drilled = tr("not drilled")
    if contingency.drilled_on:
        drilled = f"{day_text(contingency.drilled_on)}, {word(DRILL_RESULTS, contingency.drill_result)}"
    rows = [
        (tr("Trigger"), dash(contingency.trigger)),
        (tr("Decider"), dash(contingency.decider)),
        (tr("Deputy"), dash(contingency.deputy)),
        (tr("Drill"), drilled),
    ]
    if contingency.spares:
        rows.append((tr("Spares and their place"), contingency.spares))
    made: list[Block] = [b.heading(tr("Contingency plan: {title}", title=contingency.title), codes), b.facts(rows)]
    if contingency.steps:
        steps = [[_when(s.t_plus_min), dash(s.who), s.action, dash(s.rollback)] for s in contingency.steps]
        head = (tr("T + min"), tr("Who"), tr("Does"), tr("Way back"))
        made.append(b.table(head, steps, ("18mm", "30mm", "1fr", "1fr")))
    return [b.together(made)]


def _when(minutes: int | None) -> str:
    return "–" if minutes is None else str(minutes)
