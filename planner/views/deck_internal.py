# SPDX-License-Identifier: Apache-2.0
"""The slides of the internal review deck that are made of words: cover, plan on a page, actions, changes (ux 5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planner.entities.service.action import Action
from planner.kernel.dates import day_text
from planner.kernel.text import N_, tr, trn
from planner.rules.risk import RiskState, word
from planner.rules.ruleset import HEALTH_BANDS
from planner.views.deck import Grid, Slide
from planner.views.deck_words import source
from planner.views.plan import PlanInput
from planner.views.plan_back import action_state, served_by
from planner.views.plan_front import plan_gaps

_TOP, _GAPS = 3, 4
_WINDOWS = (
    (N_("Late"), None, -1),
    (N_("Next 30 days"), 0, 30),
    (N_("31 to 60 days"), 31, 60),
    (N_("61 to 90 days"), 61, 90),
    (N_("Later or without date"), 91, None),
)


def cover(plan: PlanInput) -> Slide:
    """Account, version of the plan, day."""
    lines = [tr("Review deck, plan version {n}", n=plan.version), day_text(plan.as_of)]
    if plan.sample:
        lines.append(tr("SAMPLE — fictional"))
    return Slide(key="cover", title=plan.facts.account.name, lines=tuple(lines))


def page(plan: PlanInput) -> Slide:
    """The plan on a page."""
    rows: list[tuple[str, str]] = []
    _part(rows, tr("What matters now"), _matters(plan))
    _part(rows, tr("Where we stand"), _standing(plan))
    _part(rows, tr("Risks"), [_risk(state) for state in plan.ranking.rated[:_TOP]] or [tr("No risks are rated.")])
    _part(rows, tr("Next steps"), [_step(plan, one) for one in _soonest(plan)[:_TOP]] or [tr("No open actions.")])
    _part(rows, tr("Gaps to close"), plan_gaps(plan)[:_GAPS] or [tr("No gaps were found.")])
    return Slide(
        key="page",
        title=_page_title(plan),
        subtitle=tr("Plan on a page · {account}", account=plan.facts.account.name),
        grid=Grid(heads=(tr("Topic"), tr("What we know")), rows=tuple(rows)),
        source=_source(plan),
    )


def _page_title(plan: PlanInput) -> str:
    health = plan.health.explained
    if health.value is None:
        return tr("{account}: plan on a page", account=plan.facts.account.name)
    known = {"value": _value(health.value), "risks": _severe(plan)}
    if health.band is None or health.band == "unproven":
        return tr("Health {value} unproven, {risks}", **known)
    return tr("Health {value}, {risks}", **known)


def plan_records(plan: PlanInput) -> tuple[object, ...]:
    """What the page rests on: risks, actions and what health was read from."""
    known = plan.known
    return (*known.risks, *known.open_actions(), *known.callbacks, *known.assessments)


def actions(plan: PlanInput) -> Slide | None:
    """The next 30, 60 and 90 days, and what is asked of the lead; None without anything open."""
    waiting = sorted(plan.known.open_actions(), key=lambda a: (a.due or date.max, a.id))
    if not waiting:
        return None
    rows: list[tuple[str, ...]] = []
    bold: list[int] = []
    for title, low, high in _WINDOWS:
        chosen = [one for one in waiting if _within(plan.as_of, one, low, high)]
        _heading(rows, bold, tr(title), chosen)
        rows += [_row(plan, one) for one in chosen]
    _heading(rows, bold, tr("Help we ask for"), plan.help_asked)
    rows += [_row(plan, one) for one in plan.help_asked]
    late = sum(one.due is not None and one.due < plan.as_of for one in waiting)
    opened = trn("{n} open action", "{n} open actions", len(waiting))
    said = tr("{open}, {late}", open=opened, late=trn("{n} late", "{n} late", late)) if late else opened
    return Slide(
        key="actions",
        title=said,
        subtitle=tr("30, 60 and 90 days · {account}", account=plan.facts.account.name),
        grid=Grid(
            heads=(tr("Action"), tr("For"), tr("Owner"), tr("Due"), tr("State")), rows=tuple(rows), bold=tuple(bold)
        ),
        source=source(opened, plan.as_of),
    )


def changes(plan: PlanInput) -> Slide:
    """What changed since the last version, what is missing, and where the evidence is."""
    rows: list[tuple[str, str]] = []
    _part(rows, tr("Changes"), _changed(plan))
    _part(rows, tr("Gaps to close"), plan_gaps(plan) or [tr("No gaps were found.")])
    _part(rows, tr("Appendix"), _index(plan))
    gaps = len(plan_gaps(plan))
    return Slide(
        key="changes",
        title=trn("{n} gap to close", "{n} gaps to close", gaps) if gaps else tr("No gaps were found"),
        subtitle=tr("Changes, gaps and evidence · {account}", account=plan.facts.account.name),
        grid=Grid(heads=(tr("Topic"), tr("What we know")), rows=tuple(rows)),
        source=_source(plan, changes=len(plan.changes)),
    )


def _source(plan: PlanInput, *, changes: int = 0) -> str:
    """The changes where there are any, and the records that the page was read from; "" without either."""
    found = len(plan_records(plan))
    parts = [trn("{n} change", "{n} changes", changes)] if changes else []
    parts += [trn("{n} record", "{n} records", found)] if found else []
    return source(", ".join(parts), plan.as_of) if parts else ""


def _part(rows: list[tuple[str, str]], topic: str, lines: Sequence[str]) -> None:
    rows.extend((topic if number == 0 else "", line) for number, line in enumerate(lines))


def _heading(rows: list[tuple[str, ...]], bold: list[int], title: str, found: Sequence[Action]) -> None:
    if found:
        bold.append(len(rows))
        rows.append((title, "", "", "", ""))


def _matters(plan: PlanInput) -> list[str]:
    lines = [line.strip() for line in (plan.facts.account.what_matters or "").splitlines() if line.strip()]
    return lines or [tr("What matters now is not written down yet.")]


def _standing(plan: PlanInput) -> list[str]:
    health, calls = plan.health.explained, plan.health.satisfaction
    if health.value is None:
        first = tr("Health: not assessed")
    else:
        band = tr(dict(HEALTH_BANDS)[health.band or "unproven"])
        first = tr("Health: {value} {band}, {n} % of the data", value=_value(health.value), band=band,
                   n=int(health.completeness * 100))  # fmt: skip
    if calls.explained.value is None:
        return [first, tr("Satisfaction: no calls")]
    return [first, tr("Satisfaction: {value}, n {n}", value=_value(calls.explained.value), n=calls.n)]


def _value(value: object) -> str:
    from decimal import Decimal

    return str(int(Decimal(str(value)).to_integral_value()))


def _severe(plan: PlanInput) -> str:
    number = sum(state.band in {"high", "extreme"} for state in plan.ranking.rated)
    return trn("{n} high or extreme risk", "{n} high or extreme risks", number)


def _risk(state: RiskState) -> str:
    known = {"code": state.risk.code or "", "statement": state.risk.statement}
    return tr("{code} {statement}, {band} {score}", **known, band=tr(word(state.band or "low")),
              score=state.current or 0).strip()  # fmt: skip


def _soonest(plan: PlanInput) -> list[Action]:
    return sorted(plan.known.open_actions(), key=lambda a: (a.due is None, a.due or date.max, a.id))


def _step(plan: PlanInput, action: Action) -> str:
    when = day_text(action.due) if action.due else tr("no date")
    return tr("{what}, {who}, {when}", what=action.title, who=plan.person(action.owner_id), when=when)


def _row(plan: PlanInput, action: Action) -> tuple[str, ...]:
    due = day_text(action.due) if action.due else "–"
    return action.title, served_by(plan, action), plan.person(action.owner_id), due, action_state(action, plan.as_of)


def _within(today: date, action: Action, low: int | None, high: int | None) -> bool:
    if action.due is None:
        return high is None
    days = (action.due - today).days
    return (low is None or days >= low) and (high is None or days <= high)


def _changed(plan: PlanInput) -> list[str]:
    if plan.last_version_on is None:
        return [tr("This is the first version of this plan.")]
    kinds = {"add": tr("Added"), "edit": tr("Changed"), "trash": tr("Removed")}
    lines = [tr("{kind}: {what}", kind=kinds[one.kind], what=one.what) for one in plan.changes]
    return lines or [tr("Nothing was changed.")]


def _index(plan: PlanInput) -> list[str]:
    """How much evidence there is, by kind; the plan's PDF lists it piece by piece."""
    known = plan.known
    return [
        trn("{n} piece of evidence", "{n} pieces of evidence", len(known.evidence)),
        trn("{n} attachment", "{n} attachments", len(known.attachments)),
        tr("The plan as PDF lists them one by one."),
    ]
