# SPDX-License-Identifier: Apache-2.0
"""Build the risk matrix and its ranked list from the facts of one account (ux C3, D15)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from planner.kernel.dates import day_text
from planner.kernel.money import to_decimal
from planner.kernel.text import N_, tr, trn
from planner.rules.facts import AccountFacts
from planner.rules.risk import Ranking, RiskState, band, letter, ranked, risk_states, word
from planner.rules.ruleset import IMPACTS, LIKELIHOODS, Rules
from planner.views.audience import CUSTOMER, require, visible
from planner.views.charts import whole
from planner.views.risk_chart import (
    DRILLED,
    NO_PLAN,
    PLAN,
    RISK_MATRIX,
    RiskCell,
    RiskLine,
    RiskMatrix,
    RiskPin,
    Unrated,
)

_EXACT = 100
_SEVERE = frozenset({"high", "extreme"})


def risk_matrix(facts: AccountFacts, rules: Rules, *, as_of: date, audience: str = "internal") -> RiskMatrix:
    """The matrix of the risks that were open on ``as_of``, as far as ``audience`` may see them.

    A customer sees technical risks marked shareable, shareable plans, and no money. Raises PlannerError for an
    audience that may not have this chart.
    """
    require(RISK_MATRIX, audience)
    seen = _seen(facts, audience)
    ranking = ranked(risk_states(seen, rules, as_of), rules)
    by_loss = ranking.by_loss and bool(rules.risk.currency) and audience != CUSTOMER
    if ranking.by_loss and not by_loss:
        ranking = _by_score(ranking)
    currency = rules.risk.currency if by_loss else ""
    lines = tuple(_line(state, seen, currency) for state in ranking.rated)
    unrated = tuple(Unrated(risk_id=s.risk.id, code=_code(s), statement=s.risk.statement) for s in ranking.unrated)
    counts = _counts(len(lines), len(unrated))
    return RiskMatrix(
        kind=RISK_MATRIX,
        account=facts.account.name,
        title=_title(lines, len(unrated), audience),
        subtitle=tr("Likelihood × impact after treatment · {counts} · as of {day}", counts=counts, day=day_text(as_of)),
        footer=tr("Positions are judgements; order comes from the list. {counts}.", counts=counts),
        audience=audience,
        as_of=as_of,
        completeness=Decimal(len(lines)) / (len(lines) + len(unrated)) if lines or unrated else None,
        cells=_cells(ranking.rated, rules),
        lines=lines,
        unrated=unrated,
        grid_label=tr("Likelihood × impact, after treatment"),
        heading=tr("Ranked by score, then date") if ranking.by_loss and not by_loss else ranking.heading.text(),
        amount_label=tr("Expected, range") if by_loss else tr("Score"),
        likelihoods=tuple((tr(word), chance) for _, word, chance in LIKELIHOODS),
        impacts=tuple(tr(word) for _, word in IMPACTS),
        axes=(tr("Likelihood"), tr("Impact")),
        bands=tuple(_band_words(name) for name in ("low", "medium", "high", "extreme")),
        named=() if audience == CUSTOMER else tuple(line.risk_id for line in _bare(lines)),
        empty_text=_empty(len(lines), len(unrated), audience),
    )


def _band_words(name: str) -> str:
    sign, said = tr(letter(name)), tr(word(name)).lower()
    return said if said.startswith(sign) else tr("{letter} {word}", letter=sign, word=said)


def _by_score(ranking: Ranking) -> Ranking:
    """The same risks ordered without the money that a reader does not see."""
    rated = sorted(ranking.rated, key=lambda state: (-(state.current or 0), state.next_date or date.max))
    return replace(ranking, rated=tuple(rated))


def _seen(facts: AccountFacts, audience: str) -> AccountFacts:
    if audience != CUSTOMER:
        return facts
    risks = tuple(r for r in facts.risks if r.kind == "technical" and visible(r.audience, audience))
    plans = tuple(plan for plan in facts.plans if visible(plan.audience, audience))
    return replace(facts, risks=risks, plans=plans)


def _cells(rated: tuple[RiskState, ...], rules: Rules) -> tuple[RiskCell, ...]:
    places: dict[tuple[int, int], list[RiskPin]] = {}
    for state in rated:
        pin = _pin(state)
        places.setdefault((pin.likelihood, pin.impact), []).append(pin)
    return tuple(
        RiskCell(
            likelihood=likelihood,
            impact=impact,
            band=band(likelihood * impact, rules),
            letter=tr(letter(band(likelihood * impact, rules))),
            pins=tuple(places.get((likelihood, impact), ())),
        )
        for likelihood in range(5, 0, -1)
        for impact in range(1, 6)
    )


def _pin(state: RiskState) -> RiskPin:
    risk = state.risk
    likelihood, impact = state.likelihood or 0, state.impact or 0
    here = (likelihood, impact)
    before = (risk.likelihood or 0, risk.impact or 0)
    moved = state.treated and all(before) and before != here
    return RiskPin(
        risk_id=risk.id,
        code=_code(state),
        number=_number(_code(state)),
        likelihood=likelihood,
        impact=impact,
        before=before if moved else None,
        plan=_plan(state),
        sentence=tr(
            "{code} {statement}: {band} {score}, {plan}",
            code=_code(state),
            statement=risk.statement,
            band=tr(word(state.band or "low")),
            score=state.current or 0,
            plan=_plan_said(state),
        ),
    )


def _line(state: RiskState, facts: AccountFacts, currency: str) -> RiskLine:
    """One row; without a currency no money is shown."""
    risk = state.risk
    band_name = state.band or "low"
    loss = _loss(state.loss, currency) if currency else ""
    trigger = next((plan.trigger for plan in state.plans if plan.trigger), None)
    owners = (facts.person_name(risk.owner_id), facts.contact_name(risk.customer_owner_id))
    return RiskLine(
        risk_id=risk.id,
        code=_code(state),
        band=band_name,
        letter=tr(letter(band_name)),
        band_word=tr(word(band_name)),
        score=state.current or 0,
        statement=risk.statement,
        loss=loss,
        amount=loss or str(state.current or 0),
        trigger=trigger or tr("none"),
        plan=_plan(state),
        plan_text=_plan_text(state),
        plan_state=_plan_state(state, band_name),
        owners=" / ".join(name for name in owners if name),
        next_on=state.next_date,
        expected=_expected(state.loss, currency) if currency else "",
    )


def _code(state: RiskState) -> str:
    return state.risk.code or tr("R")


def _number(code: str) -> str:
    """The number of a code without leading zeros: "R-07" is 7."""
    digits = "".join(char for char in code if char.isdigit())
    return digits.lstrip("0") or digits or code


def _plan(state: RiskState) -> str:
    if not state.valid_plan:
        return NO_PLAN
    return DRILLED if state.drilled else PLAN


def _plan_text(state: RiskState) -> str:
    """The state of the plan as words that stand alone."""
    if _plan(state) == NO_PLAN and state.plans:
        return tr("Plan incomplete")
    return {NO_PLAN: tr("No plan yet"), PLAN: tr("Plan ready"), DRILLED: tr("Plan drilled")}[_plan(state)]


def _plan_said(state: RiskState) -> str:
    """The state of the plan within a sentence."""
    if _plan(state) == NO_PLAN and state.plans:
        return tr("plan incomplete")
    return {NO_PLAN: tr("no plan yet"), PLAN: tr("plan ready"), DRILLED: tr("plan drilled")}[_plan(state)]


def _plan_state(state: RiskState, band_name: str) -> str:
    if _plan(state) != NO_PLAN:
        return ""
    return "act" if band_name in _SEVERE else "watch" if band_name == "medium" else ""


_UNITS = ((Decimal(1_000_000), N_("{low}–{high} M"), N_("{n} M")), (Decimal(1_000), N_("{low}–{high} k"), N_("{n} k")))


def _loss(loss: tuple[int, int] | None, currency: str) -> str:
    """A money range in the largest unit that keeps it readable: "90–200 k"."""
    if loss is None:
        return ""
    low, high = (to_decimal(amount, currency) for amount in loss)
    for limit, text, _ in _UNITS:
        if high >= limit * 10 or low >= limit:
            return tr(text, low=whole(low / limit), high=whole(high / limit))
    return tr("{low}–{high}", low=whole(low), high=whole(high))


def _expected(loss: tuple[int, int] | None, currency: str) -> str:
    """The middle of the range in the same unit, to a tenth below a hundred, so that near ones are told apart."""
    if loss is None:
        return ""
    low, high = (to_decimal(amount, currency) for amount in loss)
    middle = (low + high) / 2
    for limit, _, text in _UNITS:
        if high >= limit * 10 or low >= limit:
            return tr(text, n=_tenth(middle / limit))
    return str(whole(middle))


def _tenth(value: Decimal) -> str:
    return (
        str(whole(value)) if value >= _EXACT else str(value.quantize(Decimal("0.1"), ROUND_HALF_UP)).removesuffix(".0")
    )


def _counts(rated: int, unrated: int) -> str:
    known = trn("{n} rated", "{n} rated", rated)
    if not unrated:
        return known
    return tr("{rated}, {unrated}", rated=known, unrated=trn("{n} not assessed", "{n} not assessed", unrated))


def _title(lines: tuple[RiskLine, ...], unrated: int, audience: str) -> str:
    """The drafted takeaway; a customer reads only how many risks are shared."""
    if audience == CUSTOMER:
        return trn(
            "{n} technical risk for your attention", "{n} technical risks for your attention", len(lines) + unrated
        )
    if not lines:
        return trn("{n} risk waits for a rating", "{n} risks wait for a rating", unrated) if unrated else tr(
            "No risks recorded")  # fmt: skip
    severe = [line for line in lines if line.band in _SEVERE]
    bare = _bare(lines)
    if len(bare) == 1:
        return _without_plan(bare[0])
    if bare:
        return trn("{n} high risk has no plan", "{n} high or extreme risks have no plan", len(bare))
    if severe:
        return trn("The one high or extreme risk has a plan", "All {n} high or extreme risks have a plan", len(severe))
    return trn("{n} risk, none high", "{n} risks, none high", len(lines))


def _bare(lines: tuple[RiskLine, ...]) -> list[RiskLine]:
    """The high and extreme risks without a plan."""
    return [line for line in lines if line.band in _SEVERE and line.plan == NO_PLAN]


def _without_plan(line: RiskLine) -> str:
    """The takeaway about the one severe risk that is not prepared; a plan that lacks something is not none."""
    if line.plan_text == tr("Plan incomplete"):
        return tr("{risk}: the plan is not complete", risk=line.short)
    if line.band == "extreme":
        return tr("{risk}: the one extreme risk without a plan", risk=line.short)
    return tr("{risk}: the one high risk without a plan", risk=line.short)


def _empty(rated: int, unrated: int, audience: str) -> str:
    if rated:
        return ""
    if unrated and audience == CUSTOMER:
        return tr("Nothing is rated yet.")
    if unrated:
        return tr("Nothing is rated yet. Rate likelihood and impact of a risk, and it stands here.")
    if audience == CUSTOMER:
        return tr("No shared risks")
    return tr("No risks recorded yet. Record a risk with likelihood and impact, and it stands here.")
