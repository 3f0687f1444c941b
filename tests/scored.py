# SPDX-License-Identifier: Apache-2.0
"""Accounts with everything that scores read, at random but the same for the same seed."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from planner.entities.risks.contingency_plan import PlanStep
from tests.builders import (
    a_callback,
    a_contact,
    a_contingency_plan,
    a_decision_role,
    a_drill,
    a_grade_decision,
    a_network_review,
    a_relation_assessment,
    a_risk,
    an_account,
    an_action,
    an_evidence_link,
    an_explain_session,
    an_interaction,
    an_org_unit,
)

LEVELS = ("not_met", "-1", "0", "1", "2", "3")
MOSTLY = ("", "> 95 %", "> 95 %", "J. Paz", "J. Paz")
EDGES = (-1, 0, 89, 90, 91, 180, 181, 260, 270, 365, 440, 441)
ROLES = ("approver", "decider", "supporter", "influencer", "user")


class Maker:
    """Makes accounts as of a day; dates lie up to 500 days back and some ahead, some are missing."""

    def __init__(self, seed: int, today: date, *, spread: int = 500, ahead: int = 40, edges: float = 0.6) -> None:
        self.rng, self.today, self.spread, self.ahead, self.edges = Random(seed), today, spread, ahead, edges

    def account(self, number: int) -> list[Any]:
        """One account with its records, each after those it names."""
        rng = self.rng
        account = an_account(
            name=f"Account {number}", grade=rng.choice(("S", "A", "B", "C", "ungraded")), parent_id=None, owner_id=None,
            service_owner_id=None, plan_start=self._maybe(0.5),
        )  # fmt: skip
        of = {"account_id": account.id}
        units = [
            an_org_unit(**of, parent_id=None, in_scope=rng.random() < 0.8, target_contacts=self._target())
            for _ in range(rng.randrange(4))
        ]
        homes = [None, *(unit.id for unit in units)]
        contacts = [
            a_contact(**of, unit_id=rng.choice(homes), left_on=self._maybe(0.15)) for _ in range(rng.randrange(7))
        ]
        steps = [
            an_action(**of, parent_type=None, parent_id=None, owner_id=None, due=self._maybe(0.9),
                      opened_on=self._maybe(0.5), done_on=self._maybe(0.3), dropped_on=self._maybe(0.1))
            for _ in range(rng.randrange(3))
        ]  # fmt: skip
        grades = [
            a_grade_decision(**of, grade=rng.choice("SABC"), decided_on=self._day(), decided_by=None)
            for _ in range(rng.randrange(5))
        ]
        reviews = [a_network_review(**of, **self._review()) for _ in range(rng.randrange(3))]
        made = [account, *units, *contacts, *steps, *grades, *reviews]
        made += self._relations(of, contacts)
        made += self._touches(of, contacts, reviews)
        made += [self._call(of, contacts, steps) for _ in range(rng.randrange(6))]
        return made + self._risks(of, reviews)

    def _day(self) -> date:
        """Any day, or one of those on which something begins or ends, so that records share it."""
        edge = self.rng.random() < self.edges
        back = self.rng.choice(EDGES) if edge else self.rng.randrange(-self.ahead, self.spread)
        return self.today - timedelta(days=back)

    def _maybe(self, chance: float) -> date | None:
        return self._day() if self.rng.random() < chance else None

    def _target(self) -> int | None:
        return self.rng.choice((None, 0, 1, 2, 3, 5, 7, 24))

    def _review(self) -> dict[str, Any]:
        return {"done_on": self._maybe(0.8), "planned_on": self._maybe(0.5), "site_id": None, "reviewer_id": None,
                "authorised_by": None}  # fmt: skip

    def _relations(self, of: dict[str, Any], contacts: list[Any]) -> list[Any]:
        rng = self.rng
        made: list[Any] = []
        for contact in contacts:
            made += [
                a_decision_role(**of, contact_id=contact.id, role=rng.choice(ROLES)) for _ in range(rng.randrange(3))
            ]
            for _ in range(rng.randrange(3)):
                level = a_relation_assessment(**of, contact_id=contact.id, level=rng.choice(LEVELS),
                                              assessed_on=self._day(), holder_id=None)  # fmt: skip
                made.append(level)
                made += [
                    an_evidence_link(**of, target_type="relation_assessment", target_id=level.id,
                                     evidence_date=self._maybe(0.7), grade=rng.choice(("E1", "E3")), attachment_id=None)
                    for _ in range(rng.randrange(3))
                ]  # fmt: skip
        return made

    def _touches(self, of: dict[str, Any], contacts: list[Any], reviews: list[Any]) -> list[Any]:
        made: list[Any] = [
            an_interaction(**of, happened_on=self._day(), participants=self._some(contacts), person_id=None)
            for _ in range(self.rng.randrange(4))
        ]
        made += [
            an_explain_session(**of, review_id=review.id, held_on=self._maybe(0.7), listeners=self._some(contacts),
                               acknowledged_by=None)
            for review in reviews
        ]  # fmt: skip
        return made

    def _some(self, contacts: list[Any]) -> tuple[str, ...]:
        return tuple(contact.id for contact in contacts if self.rng.random() < 0.4)

    def _rating(self) -> int | None:
        return self.rng.choice((None, 1, 2, 3, 4, 5))

    def _call(self, of: dict[str, Any], contacts: list[Any], steps: list[Any]) -> Any:
        rng = self.rng
        return a_callback(
            **of, contact_id=rng.choice([None, *(c.id for c in contacts)]), review_id=None, person_id=None,
            caller_id=None, service_on=self._maybe(0.5), called_on=self._maybe(0.85),
            reached=rng.choice((None, True, False)), tech=self._rating(), attitude=self._rating(),
            norms=self._rating(), overall=self._rating(),
            corrective_action_id=rng.choice([None, *(s.id for s in steps)]),
        )  # fmt: skip

    def _risks(self, of: dict[str, Any], reviews: list[Any]) -> list[Any]:
        rng = self.rng
        risks = [
            a_risk(
                **of, code=f"R-{n}", review_id=rng.choice([None, *(r.id for r in reviews)]), site_id=None,
                asset_id=None, owner_id=None, customer_owner_id=None,
                kind=rng.choice(("technical", "commercial", "relationship")),
                state=rng.choice(("open", "open", "treated", "accepted", "closed")), likelihood=self._rating(),
                impact=self._rating(), residual_likelihood=self._rating(), residual_impact=self._rating(),
                opened_on=self._maybe(0.8), treated_on=self._maybe(0.4), closed_on=self._maybe(0.3),
                due=self._maybe(0.5),
            )
            for n in range(rng.randrange(5))
        ]  # fmt: skip
        made: list[Any] = list(risks)
        for _ in range(rng.randrange(3) if risks else 0):
            plan = a_contingency_plan(
                **of, risk_ids=tuple(r.id for r in risks if rng.random() < 0.6), trigger=rng.choice(MOSTLY),
                decider=rng.choice(MOSTLY) or None, steps=rng.choice(((), *4 * ((PlanStep(action="Shed load"),),))),
                made_on=self._maybe(0.8), expires_on=self._maybe(0.4), drilled_on=self._maybe(0.7),
                drill_result=rng.choice((None, "passed", "partly", "failed")),
            )  # fmt: skip
            made.append(plan)
            made += [
                a_drill(**of, plan_id=plan.id, planned_on=self._maybe(0.5), held_on=self._maybe(0.8),
                        result=rng.choice(("passed", "partly", "failed")), led_by_id=None)
                for _ in range(rng.randrange(5))
            ]  # fmt: skip
        return made
