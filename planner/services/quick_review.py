# SPDX-License-Identifier: Apache-2.0
"""Quick review (ux W24): one short form becomes review, finding, risk, plan, action and note in one step."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.asset import ASSET
from planner.entities.relations.contact import CONTACT
from planner.entities.relations.interaction import INTERACTION
from planner.entities.reviews.explain_session import EXPLAIN_SESSION
from planner.entities.reviews.inspection_result import InspectionResult
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN, PlanStep
from planner.entities.risks.risk import Risk
from planner.entities.service.action import ACTION
from planner.kernel.changes import ChangeSet
from planner.kernel.data import dataclass
from planner.kernel.errors import ValidationError
from planner.kernel.text import N_, Message, tr
from planner.rules.risk import band
from planner.services import crud
from planner.services.checks import insert_check
from planner.services.parts import new
from planner.services.review_state import advance
from planner.services.risks import insert_risk
from planner.services.rulesets import rules_in_force
from planner.services.session import Session
from planner.store.table import Reader
from planner.store.unit import Unit

_SEVERE = ("high", "extreme")
_STATEMENT = 200
_ITEM = 120


_SENTENCE: Final = re.compile(r"\n|。|[!?] |(?<!\b\w)\. ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was said of one piece of equipment; ``result`` None follows the rating, ``text`` is what was said."""

    asset_id: str
    result: str | None = None
    reading: str | None = None
    unit: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One thing to do; without an owner it is mine."""

    title: str
    due: date | None = None
    owner_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What the form holds. ``met`` takes contact ids or names; ``explained`` is yes, partly, no or None.

    ``results``, ``more_actions`` and ``topics`` are what was read of the text and has no field.
    """

    account_id: str
    site_id: str | None = None
    on: date | None = None
    met: tuple[str, ...] = ()
    explained: str | None = None
    text: str = ""
    likelihood: int | None = None
    impact: int | None = None
    no_risk: bool = False
    trigger: str = ""
    step: str = ""
    next_action: str = ""
    next_due: date | None = None
    next_owner_id: str | None = None
    audience: str = "internal"
    results: tuple[Checked, ...] = ()
    more_actions: tuple[Todo, ...] = ()
    topics: tuple[str, ...] = ()

    @property
    def rated(self) -> bool:
        """Whether a likelihood or an impact was chosen."""
        return self.likelihood is not None or self.impact is not None

    @property
    def acts(self) -> bool:
        """Whether there is something to do or a contingency, which is a text as well."""
        words = (self.next_action, self.trigger, self.step)
        return bool(self.more_actions) or any(word.strip() for word in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """What was made of it; ``changes`` is the one step."""

    review_id: str
    finding_id: str | None = None
    risk_id: str | None = None
    plan_id: str | None = None
    action_id: str | None = None
    interaction_id: str | None = None
    new_contact_ids: tuple[str, ...] = ()
    check_ids: tuple[str, ...] = ()
    action_ids: tuple[str, ...] = ()
    changes: ChangeSet


def quick_capture(session: Session, capture: Capture, *, source: object = None) -> Captured:
    """Keep a quick review; whatever the four parts still lack stays open as a draft.

    Needs a text or a rated risk. ValidationError when neither is there or "none found" meets a rating.
    """
    _refuse(capture)
    made: dict[str, Any] = {}
    name = crud.title_of(session, ACCOUNT, capture.account_id)

    def work(unit: Unit) -> None:
        made.update(_Writer(session, unit, capture).write())

    label = Message(N_("Quick review of “{name}”"), {"name": name})
    changes = session.write(label, work, source)
    return Captured(**made, changes=changes)


def _refuse(capture: Capture) -> None:
    if capture.no_risk and capture.rated:
        raise ValidationError({"no_risk": tr("Choose either “none found” or a rating, not both. Nothing was lost.")})
    if not capture.text.strip() and not capture.rated and not capture.acts:
        raise ValidationError({"text": tr("Write what you found or heard, or rate a risk.")})


class _Writer:
    """Writes the parts of one capture inside one unit of work."""

    def __init__(self, session: Session, unit: Unit, capture: Capture) -> None:
        self.session = session
        self.unit = unit
        self.capture = capture
        self.today = session.today()
        self.day = capture.on or self.today
        self.text = capture.text.strip()
        self.site_id = capture.site_id or self._site_of_assets()
        self.base = {"account_id": capture.account_id, "audience": capture.audience}

    def _site_of_assets(self) -> str | None:
        """Where the equipment stands that was named, if that is one place."""
        assets = Reader(ASSET, self.unit.conn)
        sites = {asset.site_id for told in self.capture.results if (asset := assets.find(told.asset_id)) is not None}
        return sites.pop() if len(sites) == 1 else None

    def write(self) -> dict[str, Any]:
        """All parts that were given; returns their ids."""
        met, fresh = self._people()
        review = self._review()
        checks = self._checks(review)
        finding = checks[0] if checks else None
        risk = self._risk(review, checks)
        plan_id = self._plan(risk)
        actions = self._actions(review, risk)
        self._explain(review, met)
        interaction_id = self._interaction(met)
        advance(self.unit, [review.id], self.today)
        return {
            "review_id": review.id,
            "finding_id": finding.id if finding else None,
            "risk_id": risk.id if risk else None,
            "plan_id": plan_id,
            "action_id": actions[0] if actions else None,
            "interaction_id": interaction_id,
            "new_contact_ids": fresh,
            "check_ids": tuple(check.id for check in checks),
            "action_ids": actions,
        }

    def _people(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        known = Reader(CONTACT, self.unit.conn).where("account_id = ?", (self.capture.account_id,))
        by_key = {c.name.casefold(): c.id for c in known} | {c.id: c.id for c in known}
        met: list[str] = []
        fresh: list[str] = []
        for who in self.capture.met:
            found = by_key.get(who) or by_key.get(who.strip().casefold())
            if found is None:
                found = new(self.session, self.unit, CONTACT, **self.base, name=who).id
                by_key[who.strip().casefold()] = found
                fresh.append(found)
            met.append(found)
        return tuple(dict.fromkeys(met)), tuple(fresh)

    def _review(self) -> NetworkReview:
        return new(
            self.session,
            self.unit,
            NETWORK_REVIEW,
            **self.base,
            site_id=self.site_id,
            planned_on=self.day,
            reviewer_id=self.session.me,
            state="in_progress",
            no_risk_found=True if self.capture.no_risk else None,
            summary=self.text,
        )

    def _checks(self, review: NetworkReview) -> list[InspectionResult]:
        """One check for what was found, or one for each piece of equipment that was named."""
        if self.capture.results:
            return [self._check(review, place, told) for place, told in enumerate(self.capture.results, start=1)]
        return [self._check(review, 1, Checked(asset_id="", text=self.text))] if self.text else []

    def _check(self, review: NetworkReview, place: int, told: Checked) -> InspectionResult:
        words = told.text.strip() or self.text
        result = told.result or ("pass" if self.capture.no_risk else self._result())
        values: dict[str, Any] = {"note": words} if result == "pass" else {"finding": words}
        return insert_check(
            self.session,
            self.unit,
            **self.base,
            review_id=review.id,
            asset_id=told.asset_id or None,
            item=_shortened(words, _ITEM),
            result=result,
            reading=told.reading,
            unit=told.unit,
            position=place,
            **values,
        )

    def _result(self) -> str:
        score = (self.capture.likelihood or 0) * (self.capture.impact or 0)
        severe = bool(score) and band(score, rules_in_force(self.unit.conn)) in _SEVERE
        return "fail" if severe else "attention"

    def _risk(self, review: NetworkReview, checks: list[InspectionResult]) -> Risk | None:
        if not self.capture.rated:
            return None
        found = [check for check in checks if check.result != "pass"] or checks
        assets = {check.asset_id for check in found if check.asset_id}
        statement = _shortened(self.text, _STATEMENT) or tr("Risk seen on {day}", day=self.day.isoformat())
        return insert_risk(
            self.session,
            self.unit,
            **self.base,
            statement=statement,
            review_id=review.id,
            site_id=self.site_id,
            asset_id=assets.pop() if len(assets) == 1 else None,
            finding_ids=tuple(check.id for check in found),
            likelihood=self.capture.likelihood,
            impact=self.capture.impact,
            owner_id=self.session.me,
            opened_on=self.day,
        )

    def _plan(self, risk: Risk | None) -> str | None:
        trigger, step = self.capture.trigger.strip(), self.capture.step.strip()
        if not trigger and not step:
            return None
        title = tr("Plan for {risk}", risk=risk.code) if risk else _shortened(trigger or step, _ITEM)
        plan = new(
            self.session,
            self.unit,
            CONTINGENCY_PLAN,
            **self.base,
            title=title,
            risk_ids=(risk.id,) if risk else (),
            trigger=trigger,
            steps=(PlanStep(t_plus_min=0, action=step),) if step else (),
            made_on=self.day,
        )
        return plan.id

    def _actions(self, review: NetworkReview, risk: Risk | None) -> tuple[str, ...]:
        capture = self.capture
        first = Todo(title=capture.next_action, due=capture.next_due, owner_id=capture.next_owner_id)
        return tuple(self._action(review, risk, one) for one in (first, *capture.more_actions) if one.title.strip())

    def _action(self, review: NetworkReview, risk: Risk | None, todo: Todo) -> str:
        action = new(
            self.session,
            self.unit,
            ACTION,
            **self.base,
            title=todo.title,
            parent_type="risk" if risk else "network_review",
            parent_id=risk.id if risk else review.id,
            owner_id=todo.owner_id or self.session.me,
            opened_on=self.today,
            due=todo.due,
        )
        return action.id

    def _explain(self, review: NetworkReview, met: tuple[str, ...]) -> None:
        if self.capture.explained is None:
            return
        values = {"review_id": review.id, "held_on": self.day, "understood": self.capture.explained}
        told = {"listeners": met, "topics": self.capture.topics}
        new(self.session, self.unit, EXPLAIN_SESSION, **self.base, **values, **told)

    def _interaction(self, met: tuple[str, ...]) -> str | None:
        if not met:
            return None
        meeting = new(
            self.session,
            self.unit,
            INTERACTION,
            **self.base,
            happened_on=self.day,
            title=tr("Network review"),
            channel="visit",
            direction="proactive",
            participants=met,
            person_id=self.session.me,
            outcomes=self.text,
        )
        return meeting.id


def _shortened(text: str, limit: int) -> str:
    """The first sentence or line, at most ``limit`` characters; the point of an initial ("E. Ruiz") ends none."""
    line = _SENTENCE.split(text.strip(), maxsplit=1)[0].strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
