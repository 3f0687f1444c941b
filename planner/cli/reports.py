# SPDX-License-Identifier: Apache-2.0
"""The command that works out health, risks and the portfolio, on any day."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from planner.cli import output, portfolio_report
from planner.cli.alerts import alerts
from planner.cli.opened import account, opened
from planner.cli.review_reports import cadence, reviews
from planner.entities.customers.account import ACCOUNT
from planner.entities.risks.risk import RISK
from planner.kernel.text import tr
from planner.rules.account_list import score_row
from planner.rules.account_rows import ScoreRow
from planner.rules.explain import one_place
from planner.rules.health import LABELS
from planner.rules.risk import RiskState, urgency
from planner.rules.words import HEALTH_BANDS, RISK_BANDS
from planner.services import records, ruleset_versions, rulesets
from planner.services import reports as service
from planner.services.session import Session
from planner.views.movement_chart import signed_points

_BANDS = {**dict(HEALTH_BANDS), **{name: word for name, word, *_ in RISK_BANDS}}


def report(command: argparse.Namespace, _gui: object) -> int:
    """Print the report asked for."""
    with opened(command) as session:
        day = command.as_of or session.today()
        known = [one.entity for one in records.listing(session, ACCOUNT)]
        if command.account:
            key = account(session, command.account)
            known = [one for one in known if one.id == key]
        _REPORTS[command.kind](session, known, day, command)
    return 0


def _health(session: Session, known: list[Any], day: date, command: argparse.Namespace) -> None:
    items = [_health_item(session, one, day) for one in known]
    if command.account and command.form != "csv":
        output.single("health", items[0], command.form, _health_lines(items[0]))
        return
    columns = (
        ("grade", tr("Grade")),
        ("account", tr("Account")),
        ("value", tr("Health")),
        ("band", tr("Band")),
        ("change", tr("In 90 days")),
        ("complete", tr("Complete")),
    )
    if command.form == "text":
        items = [
            {
                **item,
                "value": output.points(item["value"]),
                "change": tr("not comparable") if item["not_comparable"] else _signed(item["change"]),
                "complete": f"{float(item['completeness']):.0%}",
                "band": _word(item["band"]),
            }
            for item in items
        ]
    output.listing("health", items, command.form, columns)
    held = next((item["change_rules"] for item in items if item["change_rules"]), None)
    if command.form == "text" and held:
        print(tr("In 90 days: {clause}", clause=held))


def _health_item(session: Session, one: Any, day: date) -> dict[str, Any]:
    found = service.health(session, one.id, day)
    trend = found.now.trend
    compared = trend is not None and trend.delta is not None
    components = [
        {"name": c.name, "weight": c.weight, "value": c.value, "share": c.share} for c in found.now.components
    ]
    return {
        "account_id": one.id,
        "account": one.name,
        "grade": _grade(session, one.id, day),
        "change": trend.delta if trend else None,
        "change_since": trend.since if trend else None,
        "change_rules": (ruleset_versions.held_then(session, trend.since) or None) if trend and compared else None,
        "trend": trend.direction if trend else None,
        "not_comparable": list(trend.unlike) if trend else [],
        **output.explained(found.explained),
        "ruleset_version": ruleset_versions.number_of(session, found.explained.ruleset),
        "components": components,
    }


def _grade(session: Session, account_id: str, day: date) -> str:
    """The grade that held on that day."""
    return service.facts(session, account_id).at(day).account.grade


def _health_lines(item: dict[str, Any]) -> list[str]:
    """One account's health with its addends and what is missing."""
    shown = tr(
        "{name}: health {value} of {max}, {band}, as of {day}",
        name=item["account"],
        value=output.text(output.points(item["value"])),
        max=item["max"],
        band=output.text(_word(item["band"])),
        day=item["as_of"].isoformat(),
    )
    lines = [shown]
    lines += [f"  {output.points(line['points']):>6}  {line['text']}" for line in item["lines"]]
    if item["change"] is not None:
        words = {"change": output.text(_signed(item["change"])), "day": item["change_since"].isoformat()}
        said = tr("Change since {day}: {change}", **words)
        lines.append(tr("{said}, {clause}", said=said, clause=item["change_rules"]) if item["change_rules"] else said)
    if item["not_comparable"]:
        names = ", ".join(tr(LABELS[name]) for name in item["not_comparable"])
        lines.append(tr("not comparable with {day}: {names}", day=item["change_since"].isoformat(), names=names))
    if item["missing"]:
        lines += [tr("Missing:"), *(f"  {text}" for text in item["missing"])]
    return lines


def _risks(session: Session, known: list[Any], day: date, command: argparse.Namespace) -> None:
    found: list[tuple[str, int, RiskState]] = []
    revs = {one.entity.id: one.rev for one in records.listing(session, RISK)}
    for one in known:
        ranking = service.risks(session, one.id, day)
        found += [(one.name, n, s) for n, s in enumerate((*ranking.rated, *ranking.unrated), start=1)]
    if not command.account:
        found.sort(key=lambda line: (line[2].current is None, urgency(line[2])))
    number, rules = session.read(rulesets.numbered)
    by = {"ruleset": rules.hash, "ruleset_version": number, "as_of": day}
    items = [{"account": name, "rank": rank, **_risk_item(state, revs), **by} for name, rank, state in found]
    columns = (
        ("code", tr("Number")),
        ("account", tr("Account")),
        ("statement", tr("Risk")),
        ("score", tr("Score")),
        ("band", tr("Band")),
        ("missing", tr("Still needed")),
        ("next_date", tr("By")),
    )
    output.listing("risks", items, command.form, columns)


def _risk_item(state: RiskState, revs: dict[str, int]) -> dict[str, Any]:
    return {
        **output.record(RISK, state.risk, revs[state.risk.id]),
        "score": state.current,
        "inherent": state.inherent,
        "residual": state.residual,
        "band": state.band,
        "valid_plan": state.valid_plan,
        "drilled": state.drilled,
        "required": state.required,
        "plan_due": state.plan_due,
        "drill_due": state.drill_due,
        "next_date": state.next_date,
        "missing": [missing.text.text() for missing in state.needs],
    }


def _portfolio(session: Session, known: list[Any], day: date, command: argparse.Namespace) -> None:
    number, rules = session.read(rulesets.numbered)
    stood = [service.facts(session, one.id).at(day) for one in known]
    held = ruleset_versions.held_then(session, day - timedelta(days=rules.health.trend_days)) or None
    items = [
        {**_portfolio_item(facts.account, score_row(facts, rules, day)), "ruleset_version": number} for facts in stood
    ]
    items = [{**item, "change_rules": None if item["health_change"] is None else held} for item in items]
    columns = (
        ("grade", tr("Grade")),
        ("name", tr("Account")),
        ("health", tr("Health")),
        ("health_band", tr("Band")),
        ("satisfaction", tr("Satisfaction")),
        ("risk_code", tr("Top risk")),
        ("risk_band", tr("Risk")),
        ("last_review_on", tr("Last review")),
        ("next_review_on", tr("Next review")),
        ("next_due", tr("Next step")),
    )
    if command.form == "text":
        items = [
            {
                **item,
                "health": output.points(item["health"]),
                "health_band": _word(item["health_band"]),
                "satisfaction": output.points(item["satisfaction"]),
                "risk_band": _word(item["risk_band"]),
            }
            for item in items
        ]
    if command.account or day > session.today():
        portfolio_report.accounts_only(items, command.form, columns, day, past=day < session.today())
    else:
        portfolio_report.show(session, items, command.form, columns, day)
    if command.form == "text" and day > session.today():
        print("\n" + tr("The modules of the page are told of today and of days before."))


def _signed(change: Decimal | None) -> str | None:
    return None if change is None else signed_points(one_place(change))


def _word(band: str | None) -> str | None:
    """A stored band as people read it."""
    return tr(_BANDS.get(band, band)) if band else None


def _portfolio_item(one: Any, score: ScoreRow) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "grade": one.grade,
        "industry": one.industry,
        "health": _hundredths(score.health),
        "health_band": score.health_band,
        "health_change": _hundredths(score.health_change),
        "health_trend": score.health_trend,
        "completeness": f"{score.completeness / 100:.2f}",
        "satisfaction": _hundredths(score.satisfaction),
        "satisfaction_n": score.satisfaction_n,
        "risk_score": score.risk_score,
        "risk_id": score.risk_id,
        "risk_code": score.risk_code,
        "risk_band": score.risk_band,
        "open_risks": score.open_risks,
        "last_review_on": score.last_review_on,
        "next_review_on": score.next_review_on,
        "review_state": score.review_state,
        "next_action": score.next_action,
        "next_due": score.next_due,
        "ruleset": score.ruleset,
        "as_of": score.as_of,
    }


def _hundredths(value: int | None) -> str | None:
    return None if value is None else f"{value / 100:.2f}"


_REPORTS = {
    "health": _health,
    "risks": _risks,
    "portfolio": _portfolio,
    "reviews": reviews,
    "cadence": cadence,
    "alerts": alerts,
}
