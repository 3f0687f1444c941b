# SPDX-License-Identifier: Apache-2.0
"""The first pages of the plan: plan on a page, profile, match and grade, goals, needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from planner.entities.common.evidence_link import KINDS as EVIDENCE_KINDS
from planner.entities.customers.account import ACCOUNT, SEGMENTS, TRENDS
from planner.entities.customers.org_unit import KINDS as UNIT_KINDS
from planner.entities.service.action import Action
from planner.kernel.dates import day_text, month_name, short_day
from planner.kernel.text import N_, tr, trn
from planner.rules.risk import RiskState
from planner.rules.ruleset import HEALTH_BANDS
from planner.views import blocks as b
from planner.views.blocks import Block, Section
from planner.views.line_words import points
from planner.views.plan import PlanInput, dash, grade_word, word

HORIZON = 90
_LANES = 2
_LABEL = 0.25
_TITLE = 27
_GLYPHS = {"healthy": "fine", "watch": "watch", "at_risk": "act", "critical": "act", "unproven": "unknown"}


def sections(plan: PlanInput) -> tuple[Section, ...]:
    """Sections 1 to 5."""
    return (
        _one_page(plan),
        _profile(plan),
        _grade(plan),
        Section("targets", tr("Targets and actual figures"), (b.note(tr("No goals are recorded for this account.")),)),
        Section("needs", tr("Needs"), (b.note(tr("No needs are recorded for this account.")),)),
    )


def _one_page(plan: PlanInput) -> Section:
    lines = [line.strip() for line in (plan.facts.account.what_matters or "").splitlines() if line.strip()]
    opening = (
        b.matters(tr("What matters now"), lines) if lines else b.note(tr("What matters now is not written down yet."))
    )
    strip = _strip(plan)
    changes = _changes(plan)
    gaps = plan_gaps(plan)[:4]
    missing = b.bullets(gaps) if gaps else b.note(tr("No gaps were found."))
    return Section(
        "page",
        tr("Plan on a page"),
        (
            opening,
            b.tiles(_tiles(plan)),
            b.heading(tr("Goals")),
            b.note(tr("No goals are recorded for this account.")),
            b.columns([b.heading(tr("Risks")), _top_risks(plan)], [b.heading(tr("Help we ask for")), _help(plan)]),
            b.columns(
                [b.heading(tr("Next steps")), _next_steps(plan)],
                [b.heading(tr("Gaps to close")), missing],
            ),
            b.heading(tr("Next {n} days", n=HORIZON)),
            strip,
            *changes,
        ),
    )


def plan_gaps(plan: PlanInput) -> list[str]:
    """What the plan check finds missing, the risks first (W14)."""
    states = (*plan.ranking.rated, *plan.ranking.unrated)
    found = [missing.text.text() for state in states for missing in state.needs]
    found += [missing.text.text() for missing in plan.health.explained.missing]
    grade = max(plan.known.grades, key=lambda g: (g.decided_on, g.id), default=None)
    if grade is not None and grade.valid_until is not None and grade.valid_until < plan.as_of:
        found.append(tr("The grade expired on {day}", day=day_text(grade.valid_until)))
    return list(dict.fromkeys(found))


def _tiles(plan: PlanInput) -> list[Block]:
    return [_health_tile(plan), _satisfaction_tile(plan), _risk_tile(plan), _action_tile(plan)]


def _health_tile(plan: PlanInput) -> Block:
    known = plan.health.explained
    complete = tr("{n} % of the data", n=int(known.completeness * 100))
    if known.value is None:
        return b.tile(tr("Health"), "–", glyph="unknown", word=tr("not assessed"), detail=complete)
    band = known.band or "unproven"
    return b.tile(
        tr("Health"),
        str(int(known.value.to_integral_value())),
        glyph=_GLYPHS[band],
        word=tr(dict(HEALTH_BANDS)[band]),
        detail=complete,
    )


def _satisfaction_tile(plan: PlanInput) -> Block:
    known = plan.health.satisfaction
    if known.explained.value is None:
        return b.tile(tr("Satisfaction"), "–", glyph="unknown", word=tr("no calls"))
    few = tr("only {counts}", counts=trn("{n} answer", "{n} answers", known.n))
    return b.tile(
        tr("Satisfaction"),
        str(int(known.explained.value.to_integral_value())),
        detail=few if known.thin else tr("n {n}", n=known.n),
    )


def _risk_tile(plan: PlanInput) -> Block:
    rated, unrated = plan.ranking.rated, plan.ranking.unrated
    serious = sum(state.band in ("high", "extreme") for state in rated)
    detail = tr("{rated} rated, {unrated} not", rated=len(rated), unrated=len(unrated))
    glyph = "act" if any(state.band == "extreme" for state in rated) else "watch" if serious else ""
    return b.tile(tr("High and extreme risks"), str(serious), glyph=glyph, detail=detail)


def _action_tile(plan: PlanInput) -> Block:
    actions = plan.known.open_actions()
    late = sum(a.due is not None and a.due < plan.as_of for a in actions)
    return b.tile(
        tr("Open actions"), str(len(actions)), glyph="watch" if late else "", detail=trn("{n} late", "{n} late", late)
    )


def _top_risks(plan: PlanInput) -> Block:
    if not plan.ranking.rated:
        return b.note(tr("No risks are rated."))
    rows = [[_risk_cell(plan, state)] for state in plan.ranking.rated[:3]]
    return b.table((), rows, ("1fr",))


def _risk_cell(plan: PlanInput, state: RiskState) -> b.Cell:
    from planner.rules.risk import letter

    if state.drilled:
        prepared = tr("plan drilled")
    elif state.valid_plan:
        prepared = tr("plan ready")
    else:
        prepared = tr("no plan yet")
    who = plan.person(state.risk.owner_id)
    when = day_text(state.next_date) if state.next_date else ""
    second = " · ".join(part for part in (prepared, who if who != "–" else "", when) if part)
    name = f"{state.risk.code or ''} {state.risk.statement}".strip()
    return b.cell(name, second, band=state.band or "", letter=tr(letter(state.band or "low")), strong=True)


def _next_steps(plan: PlanInput) -> Block:
    waiting = sorted(plan.known.open_actions(), key=lambda a: (a.due is None, a.due or date.max, a.id))[:3]
    if not waiting:
        return b.note(tr("No open actions."))
    return _steps(plan, waiting)


def _steps(plan: PlanInput, actions: Sequence[Action]) -> Block:
    rows = []
    for action in actions:
        when = day_text(action.due) if action.due else tr("no date")
        rows.append([b.cell(action.title, f"{plan.person(action.owner_id)} · {when}", strong=True)])
    return b.table((), rows, ("1fr",))


def no_help() -> Block:
    """The honest line where nothing is asked."""
    return b.note(tr("No help from the team lead is recorded."))


def _help(plan: PlanInput) -> Block:
    return _steps(plan, plan.help_asked[:3]) if plan.help_asked else no_help()


def _strip(plan: PlanInput) -> Block:
    start, end = plan.as_of, plan.as_of + timedelta(days=HORIZON)
    items = _events(plan, start, end)
    if not items:
        return b.note(tr("Nothing is planned for the next {n} days.", n=HORIZON))
    return b.strip(_months(start, end), items)


def _events(plan: PlanInput, start: date, end: date) -> list[Block]:
    found: list[tuple[date, str, bool]] = []
    if plan.cadence.next_due:
        found.append((plan.cadence.next_due, tr("Network review"), False))
    found.extend((a.due, a.title, True) for a in plan.known.open_actions() if a.due)
    for state in plan.ranking.rated:
        code = state.risk.code or ""
        if state.plan_due and not state.valid_plan:
            found.append((state.plan_due, tr("Plan for {code}", code=code), True))
        if state.drill_due and not state.drilled:
            found.append((state.drill_due, tr("Drill for {code}", code=code), False))
    inside = sorted({e for e in found if start <= e[0] <= end})
    return _placed(inside, start, (end - start).days)


def _placed(events: list[tuple[date, str, bool]], start: date, days: int) -> list[Block]:
    """Events in up to two lanes above and two below the line; what finds no room is left out.

    They are placed from the right, so that of two near each other the earlier gets the outer lane
    and no stem runs through a label.
    """
    starts = {(up, lane): 2.0 for lane in range(_LANES) for up in (True, False)}
    placed: list[Block] = []
    for on, title, solid in reversed(events):
        at = (on - start).days / days
        left = at > 1 - _LABEL
        begin = at - _LABEL if left else at
        free = next((key for key, taken in starts.items() if taken >= begin + _LABEL), None)
        if free is None:
            continue
        starts[free] = begin
        words = {"title": _short(title), "day": short_day(on), "solid": solid}
        placed.append({"at": at, "up": free[0], "lane": free[1], "left": left, **words})
    return placed[::-1]


def _short(title: str) -> str:
    return title if _wide(title) <= _TITLE else _cut(title)


def _wide(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


def _cut(text: str) -> str:
    kept = ""
    for letter in text:
        if _wide(kept) >= _TITLE - 2:
            break
        kept += letter
    return kept.rstrip() + "…"


def _months(start: date, end: date) -> list[Block]:
    found: list[Block] = []
    days = (end - start).days
    begin = start
    while begin < end:
        following = date(begin.year + begin.month // 12, begin.month % 12 + 1, 1)
        stop = min(following, end)
        found.append({"name": month_name(begin), "share": (stop - begin).days / days})
        begin = stop
    return found


def _changes(plan: PlanInput) -> tuple[Block, ...]:
    if plan.last_version_on is None:
        return (b.heading(tr("Changes")), b.note(tr("This is the first version of this plan.")))
    title = tr("Changed since version {n}, {day}", n=plan.version - 1, day=day_text(plan.last_version_on))
    if not plan.changes:
        return (b.heading(title), b.note(tr("Nothing was changed.")))
    kinds = {"add": tr("Added"), "edit": tr("Changed"), "trash": tr("Removed")}
    rows = [[kinds[c.kind], c.what] for c in plan.changes[:4]]
    return (b.heading(title), b.table((), rows, ("28mm", "1fr")))


PROFILE = (
    ("legal_name", N_("Legal name")),
    ("external_id", N_("Customer number")),
    ("industry", N_("Industry")),
    ("country", N_("Country")),
    ("city", N_("City")),
    ("website", N_("Website")),
    ("phone", N_("Phone")),
    ("employees", N_("Employees")),
)


def _profile(plan: PlanInput) -> Section:
    account = plan.known.account
    rows = [(tr(label), dash(getattr(account, name))) for name, label in PROFILE]
    rows += [
        (tr("Segment"), word(SEGMENTS, account.segment)),
        (tr("Subsidiary of"), dash(plan.facts.parent_name)),
        (tr("Owner"), plan.person(account.owner_id)),
        (tr("Customer since"), day_text(account.tenure_start) if account.tenure_start else "–"),
    ]
    made: list[Block] = [b.facts(rows), *_sources(plan)]
    if account.lives_from:
        made += [b.heading(tr("What this customer lives from")), b.text(account.lives_from)]
    made += [b.heading(tr("Sites")), _sites(plan), b.heading(tr("Units")), _units(plan)]
    if account.notes:
        made += [b.heading(tr("Notes")), b.text(account.notes)]
    return Section("profile", tr("Customer and profile"), tuple(made), fresh=True)


def _sources(plan: PlanInput) -> tuple[Block, ...]:
    """What the facts of the account rest on; the day of a fact is told only by its source."""
    links = plan.known.links("account").get(plan.known.account.id, [])
    if not links:
        if not plan.facts_as_of:
            return (b.note(tr("No source is recorded for these facts.")),)
        words = tr(
            "No source is recorded for these facts; the records of this account last changed on {when}.",
            when=plan.facts_as_of,
        )
        return (b.note(words),)
    labels = {field.name: field.label for field in ACCOUNT.fields}
    rows = [
        [
            tr(labels[link.target_field]) if link.target_field in labels else "–",
            day_text(link.evidence_date) if link.evidence_date else "–",
            word(EVIDENCE_KINDS, link.kind),
            link.grade,
            dash(link.paraphrase),
        ]
        for link in sorted(links, key=lambda e: (e.evidence_date or date.min, e.id), reverse=True)
    ]
    head = (tr("Field"), tr("Date"), tr("Kind"), tr("Grade"), tr("In short"))
    return b.heading(tr("Sources of these facts")), b.table(head, rows, ("34mm", "32mm", "32mm", "16mm", "1fr"))


def _sites(plan: PlanInput) -> Block:
    if not plan.known.sites:
        return b.note(tr("No sites are recorded."))
    counts = {s.id: sum(a.site_id == s.id for a in plan.known.assets) for s in plan.known.sites}
    rows = [
        [s.name, dash(s.kind), dash(s.city or s.region), str(counts[s.id]), dash(s.criticality)]
        for s in plan.known.sites
    ]
    head = (tr("Site"), tr("Kind"), tr("Place"), tr("Assets"), tr("Criticality 1–5"))
    return b.table(head, rows, ("1fr", "1fr", "1fr", "18mm", "28mm"), right=(3, 4))


def _units(plan: PlanInput) -> Block:
    if not plan.known.units:
        return b.note(tr("No units are recorded."))
    rows = [[u.name, word(UNIT_KINDS, u.kind), tr("yes") if u.in_scope else tr("no")] for u in plan.known.units]
    return b.table((tr("Unit"), tr("Kind"), tr("In scope")), rows, ("2fr", "1fr", "22mm"))


def _grade(plan: PlanInput) -> Section:
    account = plan.known.account
    made: list[Block] = [b.note(tr("No strategic match is recorded."))]
    decisions = sorted(plan.known.grades, key=lambda g: (g.decided_on, g.id))
    if not decisions:
        made.append(b.note(tr("No grade decision is recorded.")))
    else:
        last = decisions[-1]
        made.append(
            b.facts(
                [
                    (tr("Grade"), grade_word(last.grade)),
                    (tr("Decided by"), plan.person(last.decided_by)),
                    (tr("Decided on"), day_text(last.decided_on)),
                    (tr("Valid until"), day_text(last.valid_until) if last.valid_until else "–"),
                ]
            )
        )
        made.append(b.text(last.reason) if last.reason else b.note(tr("No reason was given.")))
    made.append(
        b.facts(
            [
                (tr("Trend"), word(TRENDS, account.trend)),
                (tr("Rank in industry"), dash(account.rank_in_industry)),
                (tr("Stability 1–5"), dash(account.stability)),
                (tr("Relationship stage 1–5"), dash(account.relationship_stage)),
            ]
        )
    )
    return Section("grade", tr("Strategic match and grade"), tuple(made))


def shown(value: object) -> str:
    """A score with one place."""
    from decimal import Decimal

    return points(value) if isinstance(value, Decimal) else "–"
