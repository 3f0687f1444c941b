# SPDX-License-Identifier: Apache-2.0
"""What there is to explain of a review, what of it was told, and what the customer may see (ux W6 step 2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from planner.entities.common.attachment import Attachment
from planner.entities.reviews.explain_session import ExplainSession
from planner.entities.reviews.inspection_result import RESULTS
from planner.entities.reviews.network_review import NetworkReview
from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import tr
from planner.rules.facts import AccountFacts
from planner.rules.told_topics import names_plan
from planner.views.review_view import findings, risks_of

RESULT, RISK, PLAN, PHOTO = "inspection_result", "risk", "contingency_plan", "attachment"
_WORDS = dict(RESULTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """One thing to tell: its record, how it is named among the topics, and its marks.

    ``topic`` is "" for what is only shown, such as the readings within limits. ``records`` are those whose mark is
    changed with this line; ``shared`` says that all of them may be shown, ``can_share`` that they ever may.
    ``photos`` are the pictures of a finding, ``photos_shared`` says that all of them may be shown.
    """

    key: str
    entity: str
    text: str
    topic: str
    code: str
    note: str
    told: bool
    shared: bool
    can_share: bool
    records: tuple[tuple[str, str], ...]
    photos: tuple[tuple[str, str], ...] = ()
    photos_shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLine:
    """One explanation in the list of those of a review."""

    explain_id: str
    text: str


def told_lines(facts: AccountFacts, review_id: str) -> tuple[tuple[ExplainSession, ToldLine], ...]:
    """The explanations of a review, oldest first: day and who listened."""
    found = [session for session in facts.explains if session.review_id == review_id]
    found.sort(key=lambda session: session.id)
    return tuple((one, ToldLine(explain_id=one.id, text=_told_text(facts, one))) for one in found)


def _told_text(facts: AccountFacts, told: ExplainSession) -> str:
    names = [name for key in told.listeners if (name := facts.contact_name(key))]
    day = day_text(told.held_on) if told.held_on else tr("No day")
    if not names:
        return day
    who = tr("{name} and {n} more", name=names[0], n=len(names) - 1) if len(names) > 1 else names[0]
    return tr("{day} · {who}", day=day, who=who)


def topic_lines(facts: AccountFacts, review: NetworkReview, told: Sequence[str]) -> tuple[TopicLine, ...]:
    """Findings, failures first, then the risks and plans of the review, then the readings within limits.

    Topics of the explanation that name no record any more come last, as they were told.
    """
    lines = [*_of_findings(facts, review, told), *_of_risks(facts, review, told)]
    named = {topic for line in lines for topic in told if _names(line, topic)}
    lines += [_loose(topic) for topic in told if topic not in named]
    rest = _within(facts, review)
    return (*lines, *([rest] if rest else []))


def topic_record(facts: AccountFacts, review: NetworkReview, topic: str) -> tuple[str, str] | None:
    """The kind and id of the record that a topic names; None for free words."""
    for line in topic_lines(facts, review, ()):
        if _names(line, topic):
            return line.entity, line.records[0][1]
    return None


def acknowledged_text(told: ExplainSession, facts: AccountFacts) -> str:
    """Who acknowledged and when, with the local time where it is known; "" while nobody did."""
    name = facts.contact_name(told.acknowledged_by) or told.acknowledged_name
    if not name:
        return ""
    if told.acknowledged_at is not None:
        return tr("Acknowledged by {name}, {moment}", name=name, moment=moment_text(told.acknowledged_at))
    if told.acknowledged_on is not None:
        return tr("Acknowledged by {name}, {moment}", name=name, moment=day_text(told.acknowledged_on))
    return tr("Acknowledged by {name}", name=name)


def moment_text(at: datetime) -> str:
    """A stored moment as the clock on the wall shows it here: day, time and offset."""
    local = at.astimezone()
    offset = local.strftime("%z")
    return tr("{day}, {time} (UTC{offset})", day=day_text(local.date()), time=local.strftime("%H:%M"),
              offset=f"{offset[:3]}:{offset[3:5]}")  # fmt: skip


def shown_topics(facts: AccountFacts, review: NetworkReview, told: Sequence[str]) -> tuple[str, ...]:
    """What was told, in the words its records have in these facts now; topics that name none of them are left out."""
    lines = topic_lines(facts, review, told)
    return tuple(line.text for line in lines if line.told and line.records)


def _of_findings(facts: AccountFacts, review: NetworkReview, told: Sequence[str]) -> list[TopicLine]:
    results = {result.id: result for result in facts.results}
    made = []
    for finding in findings(facts, review.id):
        result = results[finding.result_id]
        photos = tuple(_photos(facts.attachments, result.id))
        made.append(
            TopicLine(
                key=f"{RESULT}:{result.id}",
                entity=RESULT,
                text=finding.topic,
                topic=finding.topic,
                code=finding.code,
                note=tr(_WORDS[result.result]),
                told=_is_told(finding.topic, finding.code, told),
                shared=result.audience == "customer",
                can_share=True,
                records=((RESULT, result.id),),
                photos=tuple((PHOTO, photo.id) for photo in photos),
                photos_shared=bool(photos) and all(photo.audience == "customer" for photo in photos),
            )
        )
    return made


def _of_risks(facts: AccountFacts, review: NetworkReview, told: Sequence[str]) -> list[TopicLine]:
    risks = risks_of(facts, review)
    made = []
    for risk in risks:
        topic = tr("{code} {text}", code=risk.code, text=risk.statement) if risk.code else risk.statement
        technical = risk.kind == "technical"
        made.append(
            TopicLine(
                key=f"{RISK}:{risk.id}", entity=RISK, text=topic, topic=topic, code=risk.code or "", note=tr("Risk"),
                told=_is_told(topic, risk.code or "", told), shared=technical and risk.audience == "customer",
                can_share=technical, records=((RISK, risk.id),),
            )
        )  # fmt: skip
    keys = {risk.id for risk in risks}
    for plan in facts.plans:
        if keys.intersection(plan.risk_ids):
            topic = tr("Plan: {title}", title=plan.title)
            made.append(
                TopicLine(
                    key=f"{PLAN}:{plan.id}", entity=PLAN, text=plan.title, topic=topic, code="", note=tr("Plan"),
                    told=names_plan(plan.title, told), shared=plan.audience == "customer", can_share=True,
                    records=((PLAN, plan.id),),
                )
            )  # fmt: skip
    return made


def _within(facts: AccountFacts, review: NetworkReview) -> TopicLine | None:
    """The checks that showed nothing, as one line: they are shown, not told one by one."""
    found = [r for r in facts.results if r.review_id == review.id and r.result == "pass"]
    if not found:
        return None
    return TopicLine(
        key="within",
        entity="",
        text=tr("Readings within limits ({n})", n=len(found)),
        topic="",
        code="",
        note="",
        told=False,
        shared=all(result.audience == "customer" for result in found),
        can_share=True,
        records=tuple((RESULT, result.id) for result in found),
    )


def _loose(topic: str) -> TopicLine:
    return TopicLine(key=f"told:{topic}", entity="", text=topic, topic=topic, code="", note="", told=True, shared=False,
                     can_share=False, records=())  # fmt: skip


def _photos(files: Iterable[Attachment], result_id: str) -> list[Attachment]:
    return [file for file in files if file.target_id == result_id and file.media_type in {"image/png", "image/jpeg"}]


def _names(line: TopicLine, topic: str) -> bool:
    """Whether a topic names a record: by its number, which stays when its words change; a plan by its title."""
    if line.entity == PLAN:
        return names_plan(line.text, (topic,))
    return bool(line.topic) and _is_told(line.topic, line.code, (topic,))


def _is_told(topic: str, code: str, told: Sequence[str]) -> bool:
    return topic in told or (bool(code) and any(one.split(" ", 1)[0] == code for one in told))
