# SPDX-License-Identifier: Apache-2.0
"""Why a value is what it is: the lines that add up, what is missing, and the records behind it (ux W12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from planner.entities.registry import BY_NAME
from planner.kernel.data import dataclass
from planner.kernel.dates import near_day, short_day
from planner.kernel.text import N_, tr, trn
from planner.rules.explain import Evidence, Explained, Line, Missing
from planner.rules.facts import AccountFacts
from planner.rules.health import HEALTH_WORDS, LABELS, Health
from planner.rules.risk import RiskState, word
from planner.rules.risk_score import explain_risk
from planner.rules.ruleset import Rules
from planner.views.charts import percent, whole
from planner.views.line_words import grades, points
from planner.views.timeline import ICONS
from planner.views.why_words import sure_words, unproven_words

HEALTH: Final = "health"
_LAYERS: Final = {
    "key": N_("Key relation"),
    "general": N_("General relation"),
    "organisational": N_("Organisational"),
}
_LAYER_RULES: Final = {"key": 0, "general": 1, "organisational": 2}
_MORE_ICONS: Final = {"inspection_result": "clipboard-check", "evidence_link": "link", "contact": "user"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyLine:
    """One addend in words; ``grade`` are its evidence grades or "", ``points`` are printed with one place."""

    text: str
    detail: str = ""
    grade: str = ""
    points: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A record that can be opened."""

    icon: str
    title: str
    second: str
    right: str
    entity: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Records under one title."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyView:
    """Everything a details pane says about one value.

    ``lead`` is the stored risk band where it is a risk's score. ``lines`` sum exactly to ``total`` ("" when nothing
    is known). ``facts`` are (label, words) pairs under ``facts_title``. ``rules`` names version and hash of the rules
    behind it. ``measure`` names the value where it can be followed through time; ``sure`` are lines on how complete and
    how well proven it is. ``since`` is the earlier day of which the view tells, to be compared with the one shown.
    """

    key: str
    title: str
    measure: str = ""
    note: str = ""
    lead: str = ""
    statement: str = ""
    lines: tuple[WhyLine, ...] = ()
    total_label: str = ""
    total: str = ""
    empty: str = ""
    missing: tuple[Missing, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    facts_title: str = ""
    groups: tuple[Links, ...] = ()
    rules: str = ""
    sure: tuple[str, ...] = ()
    since: date | None = None


def health_why(health: Health, measure: str, today: date) -> WhyView:
    """Why a component, a layer or, for "health" or "", the whole is what it is."""
    if measure in {"", HEALTH}:
        return _whole(health, today)
    label = tr(LABELS.get(measure) or _LAYERS[measure])
    found, missing = _explained(health, measure)
    if found is None or found.value is None:
        return WhyView(
            key=measure,
            title=label,
            measure="" if measure == "organisational" else measure,
            note=tr("not assessed"),
            empty=tr("Nothing is recorded that tells this value."),
            missing=missing,
        )
    made = _of(found, measure, label, today)
    return replace(made, title=_titled(label, found.value), note=_counts(health, measure))


def risk_why(state: RiskState, facts: AccountFacts, rules: Rules, as_of: date) -> WhyView:
    """Why a risk has its score, what prepares for it, and who looks after it."""
    known = facts.at(as_of)
    found = explain_risk(state, facts, rules, as_of)
    risk = state.risk
    made = _of(found, risk.id, tr("Score"), as_of)
    note = tr("not assessed") if state.current is None else tr("{score} {word}", score=state.current, word=_word(state))
    return replace(
        made,
        title=risk.code or tr("Risk"),
        note=note,
        lead=state.band or "",
        statement=risk.statement,
        empty="" if found.lines else tr("Likelihood or impact is not rated yet."),
        missing=(*state.needs, *(m for m in found.missing if m not in state.needs)),
        facts=_risk_facts(state, known, as_of),
        groups=(*_prepared(state, as_of), *made.groups),
    )


def _whole(health: Health, today: date) -> WhyView:
    found = health.explained
    label = tr("Health")
    made = _of(found, HEALTH, label, today)
    complete = tr("{share} of the data is there", share=percent(found.completeness))
    if found.value is None:
        return replace(made, title=label, note=complete, empty=tr("Nothing is recorded that tells this value."))
    band = tr(HEALTH_WORDS.get(found.band or "", N_("unproven")))
    title = tr("Health {value} {band}", value=whole(found.value), band=band)
    if found.band == "unproven":
        title = tr("Health unproven")
    return replace(made, title=title, note=complete, groups=())


def _explained(health: Health, measure: str) -> tuple[Explained | None, tuple[Missing, ...]]:
    by_name = {
        "relation": health.relation.explained,
        "satisfaction": health.satisfaction.explained,
        "network": health.network,
        "key": health.relation.key,
        "general": health.relation.general,
    }
    found = by_name.get(measure)
    if found is not None:
        return found, found.missing
    if measure == "organisational":
        return None, tuple(m for m in health.relation.explained.missing if not m.entity)
    return None, next((c.missing for c in health.components if c.name == measure), ())


def whole_words(found: Explained, key: str, label: str, today: date) -> WhyView:
    """Any explained value under its label; without one it says that nothing tells it."""
    made = _of(found, key, label, today)
    if found.value is None:
        return replace(made, note=tr("not assessed"), empty=tr("Nothing is recorded that tells this value."))
    return replace(made, title=_titled(label, found.value))


def _of(found: Explained, key: str, label: str, today: date) -> WhyView:
    evidence = tuple(dict.fromkeys(e for line in found.lines for e in line.evidence))
    unique = tuple({(e.entity, e.id): e for e in evidence}.values())
    links = tuple(_link(e, today) for e in unique)
    title = trn("Evidence ({n})", "Evidence ({n})", len(links))
    return WhyView(
        key=key,
        title=label,
        measure=key,
        lines=tuple(_line(line) for line in found.lines),
        total_label=label,
        total="" if found.shown is None else points(found.shown),
        missing=found.missing,
        sure=tuple(words for words in (sure_words(found), unproven_words(found)) if words),
        groups=(Links(title=title, links=links),) if links else (),
    )


def _line(line: Line) -> WhyLine:
    return WhyLine(
        text=line.text.text(),
        detail=line.detail.text() if line.detail else "",
        grade=grades(line),
        points=points(line.points),
    )


def _titled(label: str, value: Decimal) -> str:
    return tr("{label} {value}", label=label, value=whole(value))


def _counts(health: Health, measure: str) -> str:
    """How much of the value above comes from this one."""
    if measure in _LAYER_RULES:
        wanted = tr(_LAYERS[measure])
        lines = [line for line in health.relation.explained.lines if line.text.text() == wanted]
        template = N_("counts {points} of {max} in Relation")
    else:
        lines = [line for line in health.explained.lines if line.rule == f"D1.{measure}"]
        template = N_("counts {points} of {max} in Health")
    if not lines or lines[0].max_points is None:
        return ""
    return tr(template, points=points(lines[0].points), max=whole(lines[0].max_points))


def _link(found: Evidence, today: date) -> Link:
    spec = BY_NAME.get(found.entity)
    kind = tr(spec.label) if spec else found.entity
    title = tr("{kind}, {grade}", kind=kind, grade=found.grade) if found.grade else kind
    return Link(
        icon=ICONS.get(found.entity) or _MORE_ICONS.get(found.entity, "file-text"),
        title=found.text or title,
        second=title if found.text else "",
        right=near_day(found.on, today) if found.on else "",
        entity=found.entity,
        id=found.id,
    )


def _word(state: RiskState) -> str:
    return tr(word(state.band)) if state.band else ""


def _prepared(state: RiskState, as_of: date) -> Iterable[Links]:
    if not state.plans:
        return
    links = tuple(
        Link(
            icon=ICONS["contingency_plan"],
            title=plan.title or tr("Contingency plan"),
            second=plan.trigger or tr("no trigger"),
            right=tr("drilled {day}", day=near_day(plan.drilled_on, as_of)) if plan.drilled_on else "",
            entity="contingency_plan",
            id=plan.id,
        )
        for plan in state.plans
    )
    yield Links(title=trn("Contingency plan", "Contingency plans", len(links)), links=links)


def _risk_facts(state: RiskState, known: AccountFacts, as_of: date) -> tuple[tuple[str, str], ...]:
    risk = state.risk
    site = next((s.name for s in known.sites if s.id == risk.site_id), "")
    pairs: Sequence[tuple[str, str]] = (
        (tr("Our owner"), known.person_name(risk.owner_id) or ""),
        (tr("Their owner"), known.contact_name(risk.customer_owner_id) or ""),
        (tr("Next date"), near_day(state.next_date, as_of) if state.next_date else ""),
        (tr("Plan required by"), short_day(state.plan_due) if state.plan_due and not state.valid_plan else ""),
        (tr("Site"), site),
    )
    return tuple((label, words) for label, words in pairs if words)
