# SPDX-License-Identifier: Apache-2.0
"""The visit brief: one page for ourselves, read in the car park (workflow 4.1 step 3, ux 5.1). Always internal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from planner.entities.relations.decision_role import ROLES
from planner.entities.reviews.inspection_result import RESULTS
from planner.entities.reviews.network_review import NetworkReview
from planner.entities.reviews.visit_plan import LEVELS, VisitPlan
from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import tr, trn
from planner.rules.authorisation import cover_of, cover_words, visit_day
from planner.rules.explain import Missing
from planner.rules.facts import AccountFacts
from planner.rules.key_relation import level_word
from planner.rules.risk import RiskState, letter, risk_states
from planner.rules.ruleset import Rules
from planner.rules.visit_proposal import last_review, open_promises, risks_of_site
from planner.views.review_view import site_name

_FACTS, _PEOPLE, _RISKS, _PROMISES, _FOUND, _LONG = 9, 6, 5, 5, 5, 110
_BOX: Final = "☐"


@dataclass(frozen=True, slots=True)
class BriefInput:
    """What a brief is made from; ``plan`` is None where none was begun."""

    facts: AccountFacts
    review: NetworkReview
    plan: VisitPlan | None
    rules: Rules
    as_of: date
    sample: bool = False


def build(given: BriefInput) -> dict[str, Any]:
    """The values of the template: so much of each kind as one page holds, and how many more there are."""
    facts, review = given.facts, given.review
    site = site_name(facts, review.site_id)
    day = visit_day(review, given.as_of)
    cover = cover_of(facts, review, day)
    return {
        "title": tr("Visit brief"),
        "place": " · ".join(part for part in (facts.account.name, site) if part),
        "day": day_text(day),
        "code": review.code or "",
        "permission": {"glyph": "fine" if cover.permits else "act", "text": cover_words(cover).text()},
        "goals": _goals(given.plan),
        "facts": _facts(given.plan),
        "people": _people(given),
        "risks": _risks(given),
        "promises": _promises(given),
        "last": _last(given),
        "words": _words(),
        "tag": tr("INTERNAL — not for customers"),
        "footer": _footer(given),
    }


def _words() -> dict[str, str]:
    return {
        "facts": tr("To learn"),
        "people": tr("Who you meet"),
        "risks": tr("Open risks"),
        "promises": tr("Promises both ways"),
        "last": tr("Last time"),
        "answer": tr("Answer"),
        "none": tr("Nothing noted."),
    }


def _goals(plan: VisitPlan | None) -> list[list[str]]:
    pairs = (
        (tr("Goal"), plan.goal if plan else None),
        (tr("Sign of success"), plan.success_sign if plan else None),
        (tr("Best commitment"), plan.best_commitment if plan else None),
        (tr("Least commitment"), plan.minimum_commitment if plan else None),
    )
    return [[label, _short(text) if text else "–"] for label, text in pairs]


def _facts(plan: VisitPlan | None) -> dict[str, Any]:
    order = [level for level, _ in LEVELS]
    words = dict(LEVELS)
    found = sorted(plan.facts if plan else (), key=lambda fact: order.index(fact.level))
    rows = [{"level": tr(words[f.level]), "text": _short(f.text), "answer": _short(f.answer)} for f in found[:_FACTS]]
    return {"rows": rows, "more": _more(len(found) - _FACTS)}


def _people(given: BriefInput) -> dict[str, Any]:
    facts = given.facts
    wanted = list(given.plan.meet) if given.plan else []
    by_id = {c.id: c for c in facts.present_contacts()}
    found = [by_id[key] for key in wanted if key in by_id]
    roles = {role.contact_id: role.role for role in facts.roles}
    newest, last = facts.newest_assessments(), facts.last_touches()
    rows = []
    for contact in found[:_PEOPLE]:
        role = tr(dict(ROLES)[roles[contact.id]]) if contact.id in roles else ""
        level = newest.get(contact.id)
        touch = last.get(contact.id)
        rows.append({
            "name": contact.name,
            "title": " · ".join(part for part in (contact.title, role) if part),
            "level": level_word(level.level).text() if level else tr("not assessed"),
            "said": _short(level.behaviour or "") if level else "",
            "last": tr("met {day}", day=day_text(touch.on)) if touch else tr("never met"),
            "about": _short(touch.text) if touch else "",
        })  # fmt: skip
    return {"rows": rows, "more": _more(len(found) - _PEOPLE)}


def _risks(given: BriefInput) -> dict[str, Any]:
    wanted = {risk.id for risk in risks_of_site(given.facts, given.review)}
    states = [s for s in risk_states(given.facts, given.rules, given.as_of) if s.risk.id in wanted]
    states.sort(key=lambda s: (-(s.current or 0), s.risk.id))
    rows = [
        {
            "band": state.band or "",
            "letter": tr(letter(state.band)) if state.band else "?",
            "text": _short(" ".join(part for part in (state.risk.code, state.risk.statement) if part)),
            "needs": _needs(state),
        }
        for state in states[:_RISKS]
    ]
    return {"rows": rows, "more": _more(len(states) - _RISKS)}


def _needs(state: RiskState) -> str:
    needs: Sequence[Missing] = state.needs
    return " · ".join(need.text.text() for need in needs[:2])


def _promises(given: BriefInput) -> dict[str, Any]:
    found = list(open_promises(given.facts, given.as_of))
    rows = [
        {
            "who": tr("We") if ours else tr("They"),
            "text": _short(text),
            "day": day_text(on),
        }
        for _, on, ours, text in found[:_PROMISES]
    ]
    return {"rows": rows, "more": _more(len(found) - _PROMISES)}


def _last(given: BriefInput) -> dict[str, Any]:
    last = last_review(given.facts, given.review)
    if last is None or last.done_on is None:
        return {"text": tr("First review of this site."), "rows": [], "more": ""}
    results = [r for r in given.facts.results if r.review_id == last.id]
    counts = [(tr(word), sum(r.result == name for r in results)) for name, word in RESULTS]
    summary = ", ".join(f"{n} {word.lower()}" for word, n in counts if n)
    assets = {a.id: a.name for a in given.facts.assets}
    found = [r for r in results if r.result in {"fail", "attention"}]
    found.sort(key=lambda r: (r.result != "fail", r.position or 0))
    rows = [
        {
            "glyph": "act" if r.result == "fail" else "watch",
            "text": ", ".join(part for part in (assets.get(r.asset_id or ""), r.item) if part),
            "reading": " ".join(part for part in (r.reading, r.unit) if part),
            "finding": _short(r.finding or ""),
        }
        for r in found[:_FOUND]
    ]
    text = tr("{day}: {counts}", day=day_text(last.done_on), counts=summary) if summary else day_text(last.done_on)
    said = _short(last.summary or "")
    return {"text": text, "summary": said, "rows": rows, "more": _more(len(found) - _FOUND)}


def _more(count: int) -> str:
    return trn("and {n} more", "and {n} more", count) if count > 0 else ""


def _footer(given: BriefInput) -> str:
    printed = tr("Printed {on}", on=day_text(given.as_of))
    return " · ".join(part for part in (tr("SAMPLE — fictional") if given.sample else "", printed) if part)


def _short(text: str) -> str:
    """What a line of the page holds."""
    one = " ".join(text.split())
    return one if len(one) <= _LONG else one[: _LONG - 1].rstrip() + "…"
