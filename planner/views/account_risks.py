# SPDX-License-Identifier: Apache-2.0
"""The risks of an account as the ranked list of mock-up 04b, and one risk's score and needs in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.entities.risks.contingency_plan import ContingencyPlan
from planner.entities.risks.risk import STATES, Risk
from planner.kernel.dates import day_text, short_day
from planner.kernel.text import N_, tr
from planner.rules.facts import AccountFacts
from planner.rules.risk import RiskState, plan_drilled, plan_expiry, plan_valid, word
from planner.rules.ruleset import IMPACTS, LIKELIHOODS, Rules
from planner.views.risk_chart import NO_PLAN, RiskLine, RiskMatrix
from planner.views.tables import AnyCell, CellValue, Column, Row, TableView, band_cell

_STATES = dict(STATES)


def columns(*, by_loss: bool) -> tuple[Column, ...]:
    """The columns of the ranked list; what it is ordered by is the loss or the score."""
    amount = N_("Loss range") if by_loss else N_("Score")
    return (
        Column(key="band", title=N_("Band"), kind="band", width=56),
        Column(key="code", title=N_("ID"), width=58),
        Column(key="statement", title=N_("Risk"), kind="two_line", width=200),
        Column(key="amount", title=amount, kind="number", align="right", width=92 if by_loss else 72),
        Column(key="trigger", title=N_("Trigger, plan"), kind="two_line", width=150),
        Column(key="owners", title=N_("Owner, next"), kind="two_line", width=130),
    )


def risk_table(matrix: RiskMatrix, facts: AccountFacts, *, closed: bool = False) -> TableView:
    """Rated risks by rank, then those that wait for a rating, then closed ones where they are wanted."""
    by_id = {risk.id: risk for risk in facts.risks}
    amount_by_loss = any(line.loss for line in matrix.lines)
    rows = [_ranked(line, by_id.get(line.risk_id)) for line in matrix.lines]
    rows += [_waiting(by_id[item.risk_id], facts) for item in matrix.unrated if item.risk_id in by_id]
    if closed:
        rows += [_closed(risk, facts) for risk in facts.risks if risk.state == "closed"]
    return TableView(columns=columns(by_loss=amount_by_loss), rows=tuple(rows))


def _ranked(line: RiskLine, risk: Risk | None) -> Row:
    state = tr(_STATES[risk.state]) if risk is not None and risk.state != "open" else ""
    cells: tuple[AnyCell, ...] = (
        band_cell(line.band, float(line.score)),
        CellValue(text=line.code, role="name"),
        _lines(line.statement, state),
        CellValue(text=line.amount, raw=float(line.score)),
        _plan_cell(line),
        _lines(line.owners or "–", short_day(line.next_on) if line.next_on else ""),
    )
    return Row(key=line.risk_id, cells=cells)


def _lines(text: str, second: str) -> CellValue:
    """Two lines, or one in the middle of the row."""
    return CellValue(text=text, second=second, kind="two_line" if second else "text")


def _plan_cell(line: RiskLine) -> CellValue:
    if line.plan != NO_PLAN:
        return CellValue(text=line.trigger, second=line.plan_text)
    return CellValue(text=line.plan_text, state=line.plan_state, kind="glyph" if line.plan_state else "text")


def _waiting(risk: Risk, facts: AccountFacts) -> Row:
    unknown = CellValue(text=tr("not assessed"), state="unknown", kind="glyph", color="muted")
    return _unranked(risk, facts, CellValue(kind="glyph", state="unknown", raw=0.0), unknown)


def _closed(risk: Risk, facts: AccountFacts) -> Row:
    day = day_text(risk.closed_on) if risk.closed_on else ""
    words = CellValue(text=tr("closed"), second=day, color="muted")
    return _unranked(risk, facts, CellValue(text="", raw=-1.0), words)


def _unranked(risk: Risk, facts: AccountFacts, band: CellValue, words: CellValue) -> Row:
    owner = facts.person_name(risk.owner_id)
    return Row(
        key=risk.id,
        cells=(band, CellValue(text=risk.code or "–", role="name"), _lines(risk.statement, ""), None, words,
               _lines(owner or "–", short_day(risk.due) if risk.due else "")),
    )  # fmt: skip


def score_words(risk: Risk, state: RiskState | None) -> str:
    """ "3 Possible, 30–50 % × 4 Major = 12 High", or what is missing for it."""
    if risk.likelihood is None or risk.impact is None:
        return tr("Not assessed: choose likelihood and impact.")
    likely = next(
        tr("{n} {word}, {span}", n=n, word=tr(name), span=span) for n, name, span in LIKELIHOODS if n == risk.likelihood
    )
    impact = next(tr("{n} {word}", n=n, word=tr(name)) for n, name in IMPACTS if n == risk.impact)
    score = risk.likelihood * risk.impact
    if state is not None and state.treated and state.residual is not None:
        return tr("{likely} × {impact} = {score}; treated, now {now}", likely=likely, impact=impact, score=score,
                  now=_banded(state))  # fmt: skip
    return tr("{likely} × {impact} = {score}", likely=likely, impact=impact, score=_banded(state) if state else score)


def _banded(state: RiskState) -> str:
    return tr("{score} {band}", score=state.current, band=tr(word(state.band))) if state.band else "–"


def need_words(state: RiskState) -> list[str]:
    """What D15 asks for and is not there, as sentences."""
    return [need.text.text() for need in state.needs]


def plan_words(plan: ContingencyPlan, rules: Rules, today: date) -> tuple[str, str]:
    """State sign and sentence of a plan: valid until when and drilled, or what it lacks."""
    if plan_valid(plan, rules, today):
        expiry = plan_expiry(plan, rules)
        until = tr("valid until {on}", on=day_text(expiry)) if expiry else tr("valid")
        if plan_drilled(plan, rules, today) and plan.drilled_on:
            return "", tr("{valid}, drilled {on}", valid=until, on=day_text(plan.drilled_on))
        if plan.drill_result == "failed" and plan.drilled_on:
            return "watch", tr("{valid}; the drill of {on} failed", valid=until, on=day_text(plan.drilled_on))
        return "", tr("{valid}, not drilled", valid=until)
    lacks = [
        words
        for words, there in ((tr("trigger"), plan.trigger), (tr("decider"), plan.decider), (tr("a step"), plan.steps))
        if not there
    ]
    if lacks:
        return "watch", tr("To be valid it needs: {parts}", parts=", ".join(lacks))
    return "watch", tr("It has expired.")


def first_unrated(states: Iterable[RiskState]) -> RiskState | None:
    """The oldest risk that waits for a rating."""
    waiting = [s for s in states if s.current is None]
    return min(waiting, key=lambda s: (s.risk.opened_on or date.max, s.risk.id), default=None)
