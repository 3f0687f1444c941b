# SPDX-License-Identifier: Apache-2.0
"""The story of an account: everything dated about it, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.entities.relations.interaction import CHANNELS
from planner.entities.reviews.network_review import STATES
from planner.kernel.data import dataclass
from planner.kernel.text import tr
from planner.rules.facts import AccountFacts

ICONS = {
    "network_review": "clipboard-check",
    "interaction": "message",
    "callback": "phone",
    "relation_assessment": "users",
    "risk": "alert-circle",
    "contingency_plan": "bulb",
    "action": "circle-check",
    "grade_decision": "star",
    "attachment": "paperclip",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One dated thing: what kind of record, its short title, one more line, who on our side."""

    on: date
    entity: str
    id: str
    title: str
    second: str = ""
    who: str = ""

    @property
    def icon(self) -> str:
        """The icon of its kind."""
        return ICONS[self.entity]


def timeline(facts: AccountFacts) -> list[Moment]:
    """All moments, newest first; of one day the later recorded first."""
    found = [*_reviews(facts), *_talks(facts), *_levels(facts), *_risks(facts), *_actions(facts), *_rest(facts)]
    return sorted(found, key=lambda m: (m.on, m.id), reverse=True)


def _reviews(facts: AccountFacts) -> Iterator[Moment]:
    sites = {s.id: s.name for s in facts.sites}
    words = dict(STATES)
    for review in facts.reviews:
        if review.done_on is None:
            continue
        site = sites.get(review.site_id or "")
        title = tr("Network review, {site}", site=site) if site else tr("Network review")
        checks = [r for r in facts.results if r.review_id == review.id]
        checked = sum(r.result != "not_checked" for r in checks)
        state = tr(words[review.state])
        second = tr("{state}, {n} of {total} checked", state=state, n=checked, total=len(checks)) if checks else state
        who = facts.person_name(review.reviewer_id) or ""
        yield Moment(on=review.done_on, entity="network_review", id=review.id, title=title, second=second, who=who)


def _talks(facts: AccountFacts) -> Iterator[Moment]:
    channels = dict(CHANNELS)
    for talk in facts.interactions:
        names = [facts.contact_name(key) or "" for key in talk.participants]
        second = ", ".join(n for n in names if n) or (talk.outcomes or "").split("\n")[0] or tr(channels[talk.channel])
        who = facts.person_name(talk.person_id) or ""
        yield Moment(on=talk.happened_on, entity="interaction", id=talk.id, title=talk.title, second=second, who=who)
    for call in facts.callbacks:
        day = call.called_on or call.service_on
        if day is None:
            continue
        ratings = " · ".join("–" if v is None else str(v) for v in (call.tech, call.attitude, call.norms))
        title = tr("Callback not reached") if call.reached is False else tr("Callback {ratings}", ratings=ratings)
        said = "“" + call.text.split("\n")[0] + "”" if call.text else ""
        second = " ".join(p for p in (said, facts.contact_name(call.contact_id) or "") if p)
        who = facts.person_name(call.caller_id) or ""
        yield Moment(on=day, entity="callback", id=call.id, title=title, second=second, who=who)


def _levels(facts: AccountFacts) -> Iterator[Moment]:
    before: dict[str, str] = {}
    for found in sorted(facts.assessments, key=lambda a: (a.assessed_on, a.id)):
        name = facts.contact_name(found.contact_id) or ""
        old, new = before.get(found.contact_id), level_text(found.level)
        if old is None:
            title = tr("Level of {name} set to {new}", name=name, new=new)
        else:
            title = tr("Level of {name} {old} → {new}", name=name, old=old, new=new)
        before[found.contact_id] = new
        yield Moment(
            on=found.assessed_on,
            entity="relation_assessment",
            id=found.id,
            title=title,
            second=(found.behaviour or "").split("\n")[0],
            who=facts.person_name(found.holder_id) or "",
        )


def _risks(facts: AccountFacts) -> Iterator[Moment]:
    for risk in facts.risks:
        who, name = facts.person_name(risk.owner_id) or "", f"{risk.code or ''} {risk.statement}".strip()
        for day, title in (
            (risk.opened_on, tr("Risk found")),
            (risk.treated_on, tr("Risk treated")),
            (risk.closed_on, tr("Risk closed")),
        ):
            if day is not None:
                yield Moment(on=day, entity="risk", id=risk.id, title=title, second=name, who=who)
    drills = facts.drills_by_plan()
    for plan in facts.plans:
        held = {drill.held_on for drill in drills.get(plan.id, ())} | {plan.drilled_on}
        days = [(plan.made_on, tr("Contingency plan made")), *((day, tr("Plan drilled")) for day in held)]
        for day, title in days:
            if day is not None:
                yield Moment(on=day, entity="contingency_plan", id=plan.id, title=title, second=plan.title)


def _actions(facts: AccountFacts) -> Iterator[Moment]:
    for action in facts.actions:
        if action.done_on is not None:
            who = facts.person_name(action.owner_id) or ""
            yield Moment(
                on=action.done_on, entity="action", id=action.id, title=tr("Action done"), second=action.title, who=who
            )


def _rest(facts: AccountFacts) -> Iterator[Moment]:
    for decision in facts.grades:
        title = tr("Graded {grade}", grade=decision.grade)
        who = facts.person_name(decision.decided_by) or ""
        second = decision.reason.split("\n")[0] if decision.reason else ""
        yield Moment(
            on=decision.decided_on, entity="grade_decision", id=decision.id, title=title, second=second, who=who
        )
    for file in facts.attachments:
        if file.taken_on is not None and file.target_id is None:
            yield Moment(
                on=file.taken_on, entity="attachment", id=file.id, title=tr("File added"), second=file.file_name
            )


def level_text(level: str) -> str:
    """A relation level as it is shown: +2, 0, −1 or "not met"."""
    if level == "not_met":
        return tr("not met")
    return level.replace("-", "−") if level in ("0", "-1") else f"+{level}"
