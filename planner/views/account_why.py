# SPDX-License-Identifier: Apache-2.0
"""Why a value is what it is: lines with grades, weights and points, their sum, and the evidence (mock-up 02)."""

from __future__ import annotations

from datetime import date

from planner.entities.common.evidence_link import KINDS
from planner.kernel.data import dataclass
from planner.kernel.text import tr
from planner.rules.explain import Evidence, Explained, Line
from planner.rules.facts import AccountFacts
from planner.views.line_words import grades, is_weighed, points, weighed
from planner.views.timeline import Moment, timeline

_ICONS = {
    "network_review": "clipboard-check",
    "inspection_result": "clipboard-check",
    "explain_session": "messages",
    "interaction": "message",
    "callback": "phone",
    "relation_assessment": "users",
    "contact": "users",
    "risk": "alert-circle",
    "contingency_plan": "bulb",
    "action": "circle-check",
    "evidence_link": "link",
    "attachment": "paperclip",
}
_KINDS = dict(KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyLine:
    """One addend: words, evidence grades, "59.2 × 30/100" and points; ``rule`` names the part."""

    rule: str
    text: str
    grades: str
    weight: str
    points: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """A record that a value rests on."""

    entity: str
    id: str
    title: str
    second: str
    grade: str
    icon: str
    on: date | None


def why_lines(explained: Explained) -> list[WhyLine]:
    """The addends as they are shown; the points sum to the value with one place."""
    return [_line(line) for line in explained.lines]


def _line(line: Line) -> WhyLine:
    return WhyLine(
        rule=line.rule,
        text=line.text.text(),
        grades=grades(line),
        weight=weighed(line),
        points=points(line.points),
        detail="" if is_weighed(line) else _detail(line),
    )


def _detail(line: Line) -> str:
    """The words of a line's detail; a callback's ratings as short as in the timeline."""
    if line.detail is None:
        return ""
    if line.rule == "D7.callback":
        return tr("{tech} · {attitude} · {norms}, counts {weight} %", **line.detail.args)
    return line.detail.text()


def evidence_lines(explained: Explained, facts: AccountFacts) -> list[EvidenceLine]:
    """Every record the value rests on, newest first, each once."""
    moments = {(moment.entity, moment.id): moment for moment in timeline(facts)}
    seen: dict[tuple[str, str], Evidence] = {}
    for line in explained.lines:
        for found in line.evidence:
            seen.setdefault((found.entity, found.id), found)
    lines = [_evidence(found, facts, moments) for found in seen.values()]
    return sorted(lines, key=lambda e: (e.on or date.min, e.id), reverse=True)


def _evidence(found: Evidence, facts: AccountFacts, moments: dict[tuple[str, str], Moment]) -> EvidenceLine:
    title, second = _words(found, facts, moments.get((found.entity, found.id)))
    return EvidenceLine(
        entity=found.entity,
        id=found.id,
        title=title,
        second=second,
        grade=found.grade or "",
        icon=_ICONS.get(found.entity, "file"),
        on=found.on,
    )


def _words(found: Evidence, facts: AccountFacts, moment: Moment | None) -> tuple[str, str]:
    if found.entity == "risk":
        risk = next((r for r in facts.risks if r.id == found.id), None)
        if risk is not None:
            return risk.code or tr("Risk"), risk.statement
    if moment is not None:
        return moment.title, moment.second or found.text
    if found.entity == "evidence_link":
        link = next((e for e in facts.evidence if e.id == found.id), None)
        kind = tr(_KINDS[link.kind]) if link is not None else tr("Evidence")
        return kind, found.text
    if found.entity == "inspection_result":
        check = next((r for r in facts.results if r.id == found.id), None)
        if check is not None:
            return " ".join(p for p in (check.code, check.item) if p), check.finding or found.text
    if found.entity == "explain_session":
        return tr("Explanation of a review"), found.text
    return found.text or tr("Related record"), ""
