# SPDX-License-Identifier: Apache-2.0
"""Chart views for drawing tests, made by hand so that every mark of the drawings occurs once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from planner.kernel.text import Message
from planner.rules.explain import Evidence, Explained, Missing
from planner.rules.facts import AccountFacts
from planner.rules.history import Eras, Kept
from planner.rules.movement import AGE, CHANGED, GONE, NEW, WEIGHT, Move, Movement
from planner.rules.ruleset import DEFAULT
from planner.rules.shared_account import Wave
from planner.views.cadence_chart import CadenceChart, cadence_view
from planner.views.health_chart import HealthChart, Reading, health_chart
from planner.views.health_options import in_view
from planner.views.movement_chart import MovementChart, movement_view
from planner.views.risk_chart import RISK_MATRIX, RiskCell, RiskLine, RiskMatrix, RiskPin, Unrated
from planner.views.satisfaction_chart import SatisfactionChart
from planner.views.satisfaction_view import of_waves, satisfaction_view
from planner.views.trend_chart import TrendChart
from planner.views.trend_view import trend_view
from tests.builders import (
    a_callback,
    a_contact,
    a_decision_role,
    a_network_review,
    a_relation_assessment,
    a_risk,
    an_account,
)

AS_OF = date(2026, 11, 21)
SINCE = date(2026, 8, 23)
_NOW = {
    "relation": "59.15", "satisfaction": "75", "service": "82", "network": "63", "needs": "70",
    "key": "53.93", "general": "68.75", "organisational": "60",
}  # fmt: skip
_BEFORE = {
    "relation": "68", "satisfaction": "74", "service": "93", "network": "72", "needs": "69",
    "key": "64", "general": "65.5",
}  # fmt: skip


def reading(value: str | None, *, completeness: str = "1", missing: str = "") -> Reading:
    """A reading with two records behind it, or one without a value and what would tell."""
    return Reading(
        value=None if value is None else Decimal(value),
        completeness=Decimal(completeness),
        evidence=(Evidence("callback", f"c-{value}", "Call"), Evidence("callback", "c-1", "Call")) if value else (),
        missing=(Missing(Message(missing), "callback", verb=Message("Record")),) if missing else (),
    )


def full_health() -> HealthChart:
    """All components known, on two days."""
    now = {key: reading(value) for key, value in _NOW.items()} | {"health": reading("69.10", completeness="0.82")}
    before = {key: reading(value) for key, value in _BEFORE.items()} | {"health": reading("75.2")}
    return health_chart("Meridian Foods", now, before, as_of=AS_OF, since=SINCE, grade="S")


def partial_health() -> HealthChart:
    """Three of five components and no day to compare with."""
    now = {
        "health": reading("66.2", completeness="0.63"),
        "relation": reading("59.15"),
        "satisfaction": reading("75"),
        "network": reading("63"),
        "needs": reading(None, missing="No need recorded yet"),
        "key": reading("53.93"),
        "general": reading(None, missing="No unit has a target for contacts"),
    }
    return health_chart("Meridian Foods", now, as_of=AS_OF, grade="A")


def empty_health() -> HealthChart:
    """Nothing known."""
    return health_chart("Meridian Foods", {}, as_of=AS_OF)


# code, statement, likelihood, impact, before, plan, amount, owner, next day
_RISKS: tuple[tuple[str, str, int, int, tuple[int, int] | None, str, str, str, date | None], ...] = (
    ("R-12", "Rectifier overload, outage of 3 stores", 3, 4, None, "none", "90–200 k", "A. Vidal / J. Paz",
     date(2026, 12, 4)),
    ("R-07", "冷链断电：B1 电池组老化", 3, 3, (4, 3), "plan", "40–110 k", "林建国", date(2026, 12, 12)),
    ("R-21", "Uplink with a single path to store 11", 2, 4, None, "plan", "30–90 k", "M. Ibáñez", date(2026, 12, 15)),
    ("R-09", "Core switch 2 firmware out of support", 2, 4, None, "none", "20–60 k", "A. Vidal", date(2026, 12, 20)),
    ("R-15", "CRAC 2 filter over age", 2, 2, None, "drilled", "2–8 k", "Site team", date(2026, 12, 5)),
)  # fmt: skip
_EXPECTED = {"R-12": "145 k", "R-07": "75 k", "R-21": "60 k", "R-09": "40 k", "R-15": "5 k"}
_BANDS = {"low": ("L", "Low"), "medium": ("M", "Medium"), "high": ("H", "High"), "extreme": ("E", "Extreme")}
_PLANS = {"none": "No plan yet", "plan": "Plan ready", "drilled": "Plan drilled"}


def _band(score: int) -> str:
    return "extreme" if score >= 20 else "high" if score >= 10 else "medium" if score >= 5 else "low"


def full_matrix() -> RiskMatrix:
    """Five rated risks, one of them moved by its treatment, and one that waits for a rating."""
    pins = [
        RiskPin(risk_id=code, code=code, number=code[2:].lstrip("0"), likelihood=li, impact=im, before=before,
                plan=plan, sentence=f"{code} {statement}")
        for code, statement, li, im, before, plan, *_ in _RISKS
    ]  # fmt: skip
    lines = tuple(
        RiskLine(risk_id=code, code=code, band=_band(li * im), letter=_BANDS[_band(li * im)][0],
                 band_word=_BANDS[_band(li * im)][1], score=li * im, statement=statement, loss=amount,
                 amount=amount, trigger="none", plan=plan, plan_text=_PLANS[plan],
                 plan_state={"high": "act", "medium": "watch"}.get(_band(li * im), "") if plan == "none" else "",
                 owners=owner, next_on=day, expected=_EXPECTED[code])
        for code, statement, li, im, _, plan, amount, owner, day in _RISKS
    )  # fmt: skip
    return matrix(
        pins, lines, (Unrated(risk_id="R-24", code="R-24", statement="Generator fuel contract ends in March"),)
    )


def crowded_matrix() -> RiskMatrix:
    """Seven risks in one cell, three in the next, and long statements."""
    base = full_matrix()
    pins = [replace(base.pins[0], risk_id=f"x{n}", code=f"R-{n}", number=str(n), before=None, likelihood=4, impact=3,
                    plan=("none", "plan", "drilled")[n % 3]) for n in (101, 22, 3, 44, 45, 46, 47)]  # fmt: skip
    pins += [replace(pin, risk_id=f"y{pin.number}", likelihood=5, impact=5) for pin in pins[1:4]]
    pins += [replace(pin, risk_id=f"z{pin.number}", likelihood=1, impact=1) for pin in pins[1:5]]
    said = (
        "Power supply of the northern distribution centre fails during the holiday peak "
        "because both feeds share one transformer"
    )
    lines = tuple(
        replace(base.lines[n % 5], risk_id=pin.risk_id, code=pin.code, statement=said) for n, pin in enumerate(pins)
    )
    return matrix(pins, lines, base.unrated)


def empty_matrix() -> RiskMatrix:
    """No risk at all."""
    return replace(matrix([], (), ()), title="No risks recorded", empty_text="No risks recorded yet", completeness=None)


def matrix(pins: list[RiskPin], lines: tuple[RiskLine, ...], unrated: tuple[Unrated, ...]) -> RiskMatrix:
    """A matrix of these pins, lines and unrated risks."""
    cells = tuple(
        RiskCell(likelihood=li, impact=im, band=_band(li * im), letter=_BANDS[_band(li * im)][0],
                 pins=tuple(pin for pin in pins if (pin.likelihood, pin.impact) == (li, im)))
        for li in range(5, 0, -1)
        for im in range(1, 6)
    )  # fmt: skip
    return RiskMatrix(
        kind=RISK_MATRIX, account="Meridian Foods", title="Rectifier overload: the one high risk without a plan",
        subtitle=f"Likelihood × impact after treatment · {len(lines)} rated, {len(unrated)} not assessed · "
                 "as of 21 Nov 2026",
        footer=f"Positions are judgements; order comes from the list. {len(lines)} rated, {len(unrated)} not assessed.",
        audience="internal",
        as_of=AS_OF, completeness=Decimal("0.83"), cells=cells, lines=lines, unrated=unrated,
        grid_label="Likelihood × impact, after treatment", heading="Ranked by expected loss",
        amount_label="Expected, range",
        likelihoods=(("Rare", "< 10 %"), ("Unlikely", "10–30 %"), ("Possible", "30–50 %"), ("Likely", "50–80 %"),
                     ("Frequent", "> 80 %")),
        impacts=("Negligible", "Minor", "Moderate", "Major", "Catastrophic"),
        axes=("Likelihood", "Impact"), bands=("L low", "M medium", "H high", "E extreme"),
    )  # fmt: skip


def full_cadence() -> CadenceChart:
    """An account with a gap and a planned review, beside one that is overdue and one with a long name."""
    first = a_rhythm("Meridian Foods", "S", (330, 150, 40), planned=25)
    others = (a_rhythm("Vantaa Rail", "S", (200,)), a_rhythm("晨曦半导体 " + "Semiconductors " * 5, "B", (100,)))
    return cadence_view(first, DEFAULT, as_of=AS_OF, others=others)


def empty_cadence() -> CadenceChart:
    """An account nobody ever reviewed."""
    return cadence_view(a_rhythm("San Telmo", "ungraded", ()), DEFAULT, as_of=AS_OF)


def a_rhythm(name: str, grade: str, ago: tuple[int, ...], planned: int | None = None) -> AccountFacts:
    """An account with reviews so many days ago, and one planned so many days ahead."""
    account = an_account(name=name, grade=grade)
    done = tuple(a_network_review(account_id=account.id, done_on=AS_OF - timedelta(days=days)) for days in ago)
    ahead = () if planned is None else (a_network_review(account_id=account.id, planned_on=AS_OF + timedelta(planned)),)
    return AccountFacts(account=account, reviews=(*done, *ahead))


def _value(value: str | None, day: date) -> Explained:
    known = None if value is None else Decimal(value)
    return Explained("D1", known, Decimal(100), "watch", (), (), Decimal("0.8"), Decimal("0.9"), day, "rules")


def _move(text: str, points: str, cause: str, *records: Evidence) -> Move:
    return Move(rule="D2.contact", text=Message("{name}", {"name": text}), points=Decimal(points), cause=cause,
                records=records)  # fmt: skip


def full_movement() -> MovementChart:
    """Every cause once, up and down, names of every length."""
    call = Evidence("callback", "c-1", "Rápidos y claros, gracias.", date(2026, 11, 15), "E1")
    moves = (
        _move("Callback of 15 Nov 2026", "4.3", NEW, call, replace(call, id="c-2", text="")),
        _move("Extreme risk R-12, which takes the power of the northern distribution centre", "-6.1", NEW,
              Evidence("risk", "r-12", "Rectifier overload", date(2026, 11, 2), "E1")),
        _move("王敏", "2.2", CHANGED, Evidence("relation_assessment", "a-1", "王敏", date(2026, 11, 3), "E2")),
        _move("Callback of 8 Sep 2025", "-1.6", GONE, replace(call, id="c-3")),
        _move("E. Ruiz", "-1.1", AGE, replace(call, id="c-4")),
        _move("Network", "-0.2", WEIGHT),
    )  # fmt: skip
    way = Movement(before=_value("72.4", SINCE), after=_value("69.9", AS_OF), moves=moves)
    return movement_view(way, "health", "Meridian Foods")


def still_movement() -> MovementChart:
    """The same on both days."""
    return movement_view(Movement(before=_value("12.0", SINCE), after=_value("12.0", AS_OF)), "network", "Meridian")


def no_movement() -> MovementChart:
    """Nothing was known on the earlier day."""
    way = Movement(before=_value(None, SINCE), after=_value("69.9", AS_OF))
    return movement_view(way, "satisfaction", "Meridian Foods")


def a_story() -> AccountFacts:
    """A year of an account with callbacks, reviews, risks, people who left, and one measure that comes late."""
    account = an_account(name="Meridian Foods", grade="B", plan_start=None)
    ids = {"account_id": account.id}
    ana, luo = a_contact(name="Ana Ruiz", **ids), a_contact(name="罗敏", left_on=AS_OF - timedelta(days=70), **ids)
    roles = tuple(a_decision_role(contact_id=c.id, role="approver", **ids) for c in (ana, luo))
    levels = tuple(
        a_relation_assessment(contact_id=c.id, level=level, assessed_on=AS_OF - timedelta(days=ago), **ids)
        for c, level, ago in ((ana, "1", 300), (luo, "3", 200), (ana, "2", 100))
    )
    calls = tuple(
        a_callback(id=f"call-{n:02}", called_on=AS_OF - timedelta(days=ago), service_on=None, reached=True, tech=t,
                   attitude=4, norms=t, overall=t, expected=4, text="Ask before you come." if t == 2 else None, **ids)
        for n, (ago, t) in enumerate(((262, 4), (240, 5), (236, 3), (170, 4), (160, 4), (150, 5), (80, 3), (72, 2),
                                      (66, 4), (20, 2)))
    )  # fmt: skip
    missed = a_callback(id="call-99", called_on=AS_OF - timedelta(days=10), service_on=None, reached=False, **ids)
    reviews = tuple(
        a_network_review(id=f"review-{ago}", state="closed", done_on=AS_OF - timedelta(days=ago), **ids)
        for ago in (290, 120)
    )
    risks = tuple(
        a_risk(id=f"risk-{ago}", code=f"R-{ago}", likelihood=4, impact=4, opened_on=AS_OF - timedelta(days=ago), **ids)
        for ago in (115, 40)
    )
    return AccountFacts(account=account, contacts=(ana, luo), roles=roles, assessments=levels, risks=risks,
                        callbacks=(*calls, missed), reviews=reviews)  # fmt: skip


STRICT = replace(DEFAULT, health=replace(DEFAULT.health, weights=(("relation", 50), ("satisfaction", 30),
                                                                  ("network", 20))))  # fmt: skip


def full_trend(option: str = "panels") -> TrendChart:
    """A year with alarms, events, and a kept value."""
    seen = {"health": "71.5", "relation": "75", "satisfaction": "70", "network": "68"}
    day = AS_OF - timedelta(days=58)
    past = [Kept(on=day, measure=key, value=Decimal(v), ruleset=DEFAULT.hash, version=0, completeness=Decimal("0.5"))
            for key, v in seen.items()]  # fmt: skip
    return trend_view(a_story(), DEFAULT, as_of=AS_OF, kept=past, option=option)


def broken_trend() -> TrendChart:
    """The same with other rules since half a year."""
    eras = Eras(((AS_OF - timedelta(days=140), STRICT),))
    return trend_view(a_story(), STRICT, as_of=AS_OF, eras=eras)


def slope_trend() -> TrendChart:
    """Two dates of it."""
    return full_trend("slope")


def empty_trend() -> TrendChart:
    """Nothing known in the year."""
    return trend_view(AccountFacts(account=an_account(name="San Telmo")), DEFAULT, as_of=AS_OF)


def late_relation() -> AccountFacts:
    """The same where relation is known since a quarter alone, so that health is made of more from then on."""
    facts = a_story()
    known = tuple(replace(one, assessed_on=AS_OF - timedelta(days=85)) for one in facts.assessments[:1])
    return replace(facts, assessments=known)


def full_satisfaction() -> SatisfactionChart:
    """Three quarters with answers enough, one that is thin, two without any."""
    return satisfaction_view(a_story(), DEFAULT, as_of=AS_OF)


def partial_satisfaction() -> SatisfactionChart:
    """One quarter with two answers and nothing expected."""
    facts = a_story()
    calls = tuple(replace(call, expected=None) for call in facts.callbacks[-3:])
    return satisfaction_view(replace(facts, callbacks=calls), DEFAULT, as_of=AS_OF, option="tech")


def shared_satisfaction() -> SatisfactionChart:
    """What a customer gets of it: quarters of five people or more, added up in the store."""
    waves = (
        Wave(year=2025, quarter=4, n=6, value=79.1667, overall=4.0),
        Wave(year=2026, quarter=1, n=5, value=71.5, overall=3.9),
        Wave(year=2026, quarter=2, n=7, value=83.0, overall=4.2),
        Wave(year=2026, quarter=3, n=3),
    )
    return of_waves("Meridian Foods", waves, DEFAULT, AS_OF)


def empty_satisfaction() -> SatisfactionChart:
    """No callback at all."""
    return satisfaction_view(AccountFacts(account=an_account(name="San Telmo")), DEFAULT, as_of=AS_OF)


def radar_health() -> HealthChart:
    """All eight values as a closed shape."""
    return in_view(full_health(), "radar", DEFAULT)


def open_radar() -> HealthChart:
    """A shape that stays open through two values that are not known."""
    made = full_health()
    rows = tuple(replace(row, now=None, change="") if row.key in {"service", "needs"} else row for row in made.rows)
    return in_view(replace(made, rows=rows), "radar", DEFAULT)


def weak_health() -> HealthChart:
    """A relation that stands lowest and fell most, on half of its own data; on the earlier day service was weak too."""
    now = {key: reading(value) for key, value in _NOW.items()} | {"health": reading("62.3", completeness="0.67")}
    now |= {"relation": reading("12", completeness="0.5"), "key": reading("12", completeness="0.5")}
    before = {key: reading(value) for key, value in _BEFORE.items()} | {"health": reading("75.2")}
    before |= {"needs": reading("90", completeness="0.59")}
    return health_chart("Nordlys Marine", now, before, as_of=AS_OF, since=SINCE, grade="S")


def weak_radar() -> HealthChart:
    """The same as a shape."""
    return in_view(weak_health(), "radar", DEFAULT)
