# SPDX-License-Identifier: Apache-2.0
"""The last pages of the plan: issues, satisfaction, actions, changes, sign-off, appendix."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from planner.entities.common.evidence_link import GRADES, KINDS
from planner.entities.service.action import Action
from planner.entities.service.callback import Callback
from planner.kernel.dates import day_text, short_day
from planner.kernel.text import tr
from planner.rules.due import late_words
from planner.rules.ruleset import IMPACTS, LIKELIHOODS
from planner.views import blocks as b
from planner.views.account_work import source_of
from planner.views.blocks import Block, Section
from planner.views.charts import percent
from planner.views.plan import PlanInput, dash, word
from planner.views.plan_alerts import alert_blocks
from planner.views.plan_front import no_help, plan_gaps, shown

DONE_DAYS = 30


def sections(plan: PlanInput) -> tuple[Section, ...]:
    """Sections 11 to 15 and the appendix."""
    return (
        Section("issues", tr("Issues and escalation"), (b.note(tr("No issues are recorded for this account.")),)),
        _satisfaction(plan),
        _actions(plan),
        _changes(plan),
        _sign_off(plan),
        _appendix(plan),
    )


def _satisfaction(plan: PlanInput) -> Section:
    known, calls = plan.health.satisfaction, sorted(plan.known.callbacks, key=_called, reverse=True)
    if not calls:
        return Section("satisfaction", tr("Satisfaction"), (b.note(tr("No satisfaction answers are recorded.")),))
    rows = [
        (tr("Index"), shown(known.explained.value)),
        (tr("Callbacks counted"), tr("only {counts}", counts=known.n) if known.thin else str(known.n)),
        (tr("Reached"), percent(known.reached) if known.reached is not None else "–"),
        (tr("Overall 4 or 5"), percent(known.top_two) if known.top_two is not None else "–"),
    ]
    head = (tr("Date"), tr("Person"), tr("Technical · attitude · norms"), tr("Overall"), tr("In their words"))
    table = b.table(head, [_call_row(plan, c) for c in calls[:12]], ("32mm", "34mm", "34mm", "18mm", "1fr"))
    return Section("satisfaction", tr("Satisfaction"), (b.facts(rows), table))


def _called(call: Callback) -> tuple[date, str]:
    return call.called_on or call.service_on or date.min, call.id


def _call_row(plan: PlanInput, call: Callback) -> list[b.Cell]:
    ratings = " · ".join(dash(v) for v in (call.tech, call.attitude, call.norms))
    day = call.called_on or call.service_on
    words = dash(call.text) if call.reached is not False else tr("not reached")
    return [day_text(day) if day else "–", plan.contact(call.contact_id), ratings, dash(call.overall), words]


def _actions(plan: PlanInput) -> Section:
    waiting = plan.known.open_actions()
    made: list[Block] = [] if waiting else [b.note(tr("No open actions."))]
    for title, low, high in (
        (tr("Late"), None, -1),
        (tr("Next 30 days"), 0, 30),
        (tr("31 to 60 days"), 31, 60),
        (tr("61 to 90 days"), 61, 90),
        (tr("Later or without date"), 91, None),
    ):
        chosen = [a for a in waiting if _within(plan.as_of, a, low, high)]
        if chosen:
            chosen.sort(key=lambda a: (a.due or date.max, a.id))
            made += [b.heading(title), _action_table(plan, chosen)]
    asked = _action_table(plan, plan.help_asked) if plan.help_asked else no_help()
    basis = tr("open actions of the team lead") if plan.help_asked else ""
    made += [*_done(plan), *alert_blocks(plan), b.heading(tr("Help we ask for"), basis), asked]
    return Section("actions", tr("Actions"), tuple(made))


def _done(plan: PlanInput) -> list[Block]:
    """What was done of late, so that a promise kept is seen as well as one that waits."""
    since = plan.as_of - timedelta(days=DONE_DAYS)
    done = [(a.done_on, a.id, a) for a in plan.known.actions if a.done_on and a.done_on >= since]
    if not done:
        return []
    newest = [action for _, _, action in sorted(done, key=lambda found: found[:2], reverse=True)]
    return [b.heading(tr("Done in the last {n} days", n=DONE_DAYS)), _action_table(plan, newest)]


def _action_table(plan: PlanInput, actions: Sequence[Action]) -> Block:
    rows = [
        [
            action.title,
            served_by(plan, action),
            plan.person(action.owner_id),
            day_text(action.due) if action.due else "–",
            action_state(action, plan.as_of),
        ]
        for action in actions
    ]
    head = (tr("Action"), tr("For"), tr("Owner"), tr("Due"), tr("State"))
    return b.table(head, rows, ("1fr", "34mm", "30mm", "30mm", "22mm"))


def served_by(plan: PlanInput, action: Action) -> str:
    """The record an action serves; the account itself goes without saying."""
    return "–" if action.parent_type == "account" else dash(source_of(action, plan.known))


def action_state(action: Action, today: date) -> str:
    """Done, late by so many days, or still open."""
    if action.done_on:
        return tr("done {on}", on=short_day(action.done_on))
    if action.due is not None and action.due < today:
        return late_words((today - action.due).days).text()
    return tr("still open")


def _within(today: date, action: Action, low: int | None, high: int | None) -> bool:
    if action.due is None:
        return high is None
    days = (action.due - today).days
    return (low is None or days >= low) and (high is None or days <= high)


def _changes(plan: PlanInput) -> Section:
    if plan.last_version_on is None:
        return Section("changes", tr("Changes"), (b.note(tr("This is the first version of this plan.")),))
    title = tr("Changes since version {n}", n=plan.version - 1)
    if not plan.changes:
        return Section("changes", title, (b.note(tr("Nothing was changed.")),))
    rows = [[day_text(c.on), c.who, c.what] for c in plan.changes[:40]]
    made: list[Block] = [b.table((tr("Date"), tr("Who"), tr("What")), rows, ("32mm", "36mm", "1fr"))]
    if len(plan.changes) > 40:
        made.append(b.note(tr("{n} older changes are not listed.", n=len(plan.changes) - 40)))
    return Section("changes", title, tuple(made))


def _sign_off(plan: PlanInput) -> Section:
    gaps = plan_gaps(plan)
    made: list[Block] = [b.heading(tr("Plan check"))]
    made.append(b.bullets(gaps[:10]) if gaps else b.note(tr("No gaps were found.")))
    choices = (tr("Approved"), tr("Approved with changes"), tr("Review again on"))
    made.append(b.sign_off(choices, (tr("Comments, with the section number"), tr("Name, date"))))
    return Section("sign-off", tr("Review and sign-off"), (b.together(made),))


def _appendix(plan: PlanInput) -> Section:
    made: list[Block] = [b.heading(tr("Evidence"))]
    links = sorted(plan.known.evidence, key=lambda e: (e.evidence_date or date.min, e.id), reverse=True)
    if links:
        rows = [
            [day_text(e.evidence_date) if e.evidence_date else "–", word(KINDS, e.kind), e.grade, dash(e.paraphrase)]
            for e in links[:40]
        ]
        made.append(
            b.table((tr("Date"), tr("Kind"), tr("Grade"), tr("In short")), rows, ("32mm", "36mm", "16mm", "1fr"))
        )
    else:
        made.append(b.note(tr("No evidence is linked.")))
    made += [b.heading(tr("Scales")), b.bullets(_scales())]
    made.append(b.note(tr("Scores follow these rules: {rules}.", rules=plan.rules_stamp or plan.rules.hash[:8])))
    return Section("appendix", tr("Appendix"), tuple(made))


def _scales() -> list[str]:
    likely = ", ".join(f"{n} {tr(name)} {span}" for n, name, span in LIKELIHOODS)
    impact = ", ".join(f"{n} {tr(name)}" for n, name in IMPACTS)
    grades = ", ".join(tr(label) for _, label in GRADES)
    return [
        tr("Likelihood: {words}", words=likely),
        tr("Impact: {words}", words=impact),
        tr("Score = likelihood × impact: low 1–4, medium 5–9, high 10–16, extreme 20–25"),
        tr("Health: healthy from 80, watch from 60, at risk from 40, critical below; unproven under 60 % of the data"),
        tr("Evidence: {words}", words=grades),
    ]
