# SPDX-License-Identifier: Apache-2.0
"""The risk matrix of shareable records alone, saying nothing of plans that are not shown (ux C3, customer version)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.entities.customers.account import Account
from planner.entities.risks.contingency_plan import ContingencyPlan
from planner.entities.risks.risk import Risk
from planner.kernel.text import tr
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import Rules
from planner.views.audience import CUSTOMER
from planner.views.risk_chart import NO_PLAN, RiskLine, RiskMatrix, RiskPin
from planner.views.risk_matrix import risk_matrix


def shared_matrix(
    account: str, risks: Sequence[Risk], plans: Sequence[ContingencyPlan], rules: Rules, as_of: date
) -> RiskMatrix:
    """The matrix of these risks under the numbers 1, 2 and so on in their order, instead of their ids."""
    numbers = numbered(risks)
    facts = AccountFacts(
        account=Account(id="", name=account),
        risks=tuple(replace(risk, id=numbers[risk.id], audience=CUSTOMER) for risk in risks),
        plans=tuple(
            replace(plan, id=str(n), risk_ids=tuple(numbers[key] for key in plan.risk_ids), audience=CUSTOMER)
            for n, plan in enumerate(plans, 1)
        ),
    )
    made = risk_matrix(facts, rules, as_of=as_of, audience=CUSTOMER)
    words = {line.risk_id: line.band_word for line in made.lines}
    cells = tuple(replace(cell, pins=tuple(_pin(pin, risks, words) for pin in cell.pins)) for cell in made.cells)
    return replace(made, cells=cells, lines=tuple(_line(line) for line in made.lines))


def numbered(risks: Sequence[Risk]) -> dict[str, str]:
    """The numbers under which risks are shown, by id."""
    return {risk.id: str(n) for n, risk in enumerate(risks, 1)}


def _pin(pin: RiskPin, risks: Sequence[Risk], words: dict[str, str]) -> RiskPin:
    if pin.plan != NO_PLAN:
        return pin
    statement = risks[int(pin.risk_id) - 1].statement
    score = pin.likelihood * pin.impact
    said = tr("{code} {statement}: {score} {band}", code=pin.code, statement=statement, score=score,
              band=words.get(pin.risk_id, ""))  # fmt: skip
    return replace(pin, sentence=said)


def _line(line: RiskLine) -> RiskLine:
    """A plan that is not shown is not said to be missing."""
    return line if line.plan != NO_PLAN else replace(line, plan_text="", plan_state="", trigger="")
