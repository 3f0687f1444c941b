# SPDX-License-Identifier: Apache-2.0
"""The trace in words: nine steps, each with its records or with what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from planner.entities.reviews.explain_session import UNDERSTOOD
from planner.entities.reviews.inspection_result import RESULTS
from planner.entities.risks.contingency_plan import DRILL_RESULTS
from planner.kernel.data import dataclass
from planner.kernel.text import N_, tr
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import Rules
from planner.rules.trace import Gap, Link, Node, Trace, photos
from planner.views.review_checks import CheckRow, limit_words, measured
from planner.views.review_view import finding_words, rating_words, scale_text

LABELS: Mapping[str, str] = {
    "check": N_("Inspected item"),
    "finding": N_("Finding"),
    "explanation": N_("Explanation"),
    "acknowledgement": N_("Acknowledgement"),
    "risk": N_("Risk"),
    "plan": N_("Contingency plan"),
    "drill": N_("Drill"),
    "action": N_("Action"),
    "reinspection": N_("Re-inspection"),
}
_UNDERSTOOD = dict(UNDERSTOOD)
_RESULTS = dict(DRILL_RESULTS)
_CHECKED = dict(RESULTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One record of a step: number and name, what it says, its day, and the pictures that show it."""

    entity: str
    id: str
    code: str
    text: str
    detail: str
    on: date | None
    ahead: bool = False
    photos: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """Number and name in one line."""
        return tr("{code} {text}", code=self.code, text=self.text) if self.code else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One of the nine: ``state`` there, missing or open; ``gap`` is what is missing, None where nothing is."""

    kind: str
    label: str
    state: str
    records: tuple[Shown, ...]
    gap: Gap | None
    here: bool = False

    @property
    def lacks(self) -> str:
        """What is missing, in words."""
        return self.gap.text.text() if self.gap is not None else ""

    @property
    def remedy(self) -> str:
        """The step that mends it."""
        return self.gap.verb.text() if self.gap is not None else ""


def steps(found: Trace, facts: AccountFacts, rules: Rules) -> tuple[Step, ...]:
    """All nine in their order."""
    return tuple(_step(link, found, facts, rules) for link in found.links)


def summary(found: Trace) -> str:
    """Whether the trace is whole, or how many links it lacks."""
    lacking = len(found.broken)
    if not lacking:
        return tr("Nothing is missing.")
    return tr("1 link is missing.") if lacking == 1 else tr("{n} links are missing.", n=lacking)


def _step(link: Link, found: Trace, facts: AccountFacts, rules: Rules) -> Step:
    return Step(
        kind=link.kind,
        label=tr(LABELS[link.kind]),
        state=link.state,
        records=tuple(_shown(link.kind, node, facts, rules) for node in link.nodes),
        gap=link.gap,
        here=link.kind == found.at,
    )


def _shown(kind: str, node: Node, facts: AccountFacts, rules: Rules) -> Shown:
    maker = _MAKERS["finding" if kind == "finding" else node.entity]
    code, text, detail = maker(node, facts, rules)
    if kind == "acknowledgement":
        text, detail = _acknowledged(node, facts), ""
    files = tuple((a.id, a.caption or a.file_name) for a in photos(facts, node.id)) if kind != "finding" else ()
    return Shown(
        entity=node.entity, id=node.id, code=code, text=text, detail=detail, on=node.on, ahead=node.ahead, photos=files
    )


def _check(node: Node, facts: AccountFacts, _rules: Rules) -> tuple[str, str, str]:
    found = next(r for r in facts.results if r.id == node.id)
    row = CheckRow(
        id=found.id,
        asset="",
        item=found.item,
        reading=found.reading or "",
        unit=found.unit or "",
        limit=limit_words(found.ok_range),
        result=found.result,
        photos=0,
        note="",
    )
    return "", finding_words(facts, found), measured(row) or tr(_CHECKED[found.result])


def _finding(node: Node, facts: AccountFacts, _rules: Rules) -> tuple[str, str, str]:
    found = next(r for r in facts.results if r.id == node.id)
    return found.code or "", found.finding or finding_words(facts, found), tr(_CHECKED[found.result])


def _explanation(node: Node, facts: AccountFacts, _rules: Rules) -> tuple[str, str, str]:
    found = next(e for e in facts.explains if e.id == node.id)
    names = [name for key in found.listeners if (name := facts.contact_name(key))]
    understood = (
        tr("understood: {answer}", answer=tr(_UNDERSTOOD[found.understood]).lower()) if found.understood else ""
    )
    return "", tr("to {names}", names=", ".join(names)) if names else tr("Explained"), understood


def _acknowledged(node: Node, facts: AccountFacts) -> str:
    found = next(e for e in facts.explains if e.id == node.id)
    name = facts.contact_name(found.acknowledged_by) or found.acknowledged_name
    return tr("by {name}", name=name) if name else tr("Acknowledged")


def _risk(node: Node, facts: AccountFacts, rules: Rules) -> tuple[str, str, str]:
    found = next(r for r in facts.risks if r.id == node.id)
    if not (found.likelihood and found.impact):
        return found.code or "", found.statement, tr("not assessed")
    rated = rating_words(found.likelihood, found.impact, rules)[1]
    left = rating_words(found.residual_likelihood, found.residual_impact, rules)[1]
    scale = scale_text(found.likelihood, found.impact)
    if found.state == "treated" and left:
        return (
            found.code or "",
            found.statement,
            tr("{scale} = {rated}; treated, now {left}", scale=scale, rated=rated, left=left),
        )
    return found.code or "", found.statement, tr("{scale} = {rated}", scale=scale, rated=rated)


def _plan(node: Node, facts: AccountFacts, _rules: Rules) -> tuple[str, str, str]:
    found = next(p for p in facts.plans if p.id == node.id)
    return "", found.title, tr("starts when: {trigger}", trigger=found.trigger) if found.trigger else ""


def _drill(node: Node, facts: AccountFacts, _rules: Rules) -> tuple[str, str, str]:
    found = next(d for d in facts.drills if d.id == node.id)
    if found.held_on is None:
        return "", tr("Planned"), ""
    text = tr(_RESULTS[found.result]) if found.result else tr("Held")
    minutes = tr("{n} min to restore", n=found.minutes) if found.minutes is not None else ""
    return "", text, "; ".join(part for part in (minutes, found.learned or "") if part)


def _action(node: Node, facts: AccountFacts, _rules: Rules) -> tuple[str, str, str]:
    found = next(a for a in facts.actions if a.id == node.id)
    owner = facts.person_name(found.owner_id) or ""
    return "", found.title, tr("done") if found.done_on else owner


_MAKERS: Mapping[str, Callable[[Node, AccountFacts, Rules], tuple[str, str, str]]] = {
    "inspection_result": _check,
    "finding": _finding,
    "explain_session": _explanation,
    "risk": _risk,
    "contingency_plan": _plan,
    "drill": _drill,
    "action": _action,
}
