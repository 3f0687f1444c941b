# SPDX-License-Identifier: Apache-2.0
"""D1: the health of an account over the components that have data, its band, trend and alarm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from planner.kernel.data import dataclass, replace
from planner.kernel.numbers import whole_change
from planner.kernel.text import N_, Message
from planner.rules.explain import Evidence, Explained, Missing, one_place
from planner.rules.facts import AccountFacts
from planner.rules.lines import Addend, Frame, add_up, all_evidence, in_hundredths, nothing, weighed
from planner.rules.network import network
from planner.rules.relation import Relation, relation
from planner.rules.rule_groups import HealthRules
from planner.rules.ruleset import HEALTH_BANDS, Rules
from planner.rules.satisfaction import Satisfaction, satisfaction

LABELS = {
    "relation": N_("Relation"),
    "satisfaction": N_("Satisfaction"),
    "service": N_("Service"),
    "network": N_("Network"),
    "needs": N_("Needs and value"),
}
HEALTH_WORDS: dict[str, str] = dict(HEALTH_BANDS)
_UNRECORDED = {
    "service": N_("Service: no issue, inquiry or promise is recorded"),
    "needs": N_("Needs and value: no need is recorded"),
}
UP, DOWN, STEADY, OTHER = "up", "down", "steady", "other"
"""The ways a trend goes; OTHER: the value then was made of other components, so that nothing rose or fell."""
_ARROWS = {UP: "↑", DOWN: "↓", STEADY: "→"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One part of health: its value 0-100 or None, and the share 0..1 of its own inputs with data."""

    name: str
    weight: int
    value: Decimal | None = None
    share: Decimal = Decimal(0)
    evidence: tuple[Evidence, ...] = ()
    confidence: Decimal | None = None
    missing: tuple[Missing, ...] = ()

    @property
    def label(self) -> str:
        """The marked name."""
        return LABELS[self.name]


@dataclass(frozen=True, slots=True)
class Trend:
    """The change since the value of ``since``: within 3 points, as the values are shown, it is steady.

    ``direction`` is one of UP, DOWN, STEADY and OTHER; for the last ``delta`` is None and ``unlike`` are the names of
    the components that count on one of both days only.
    """

    direction: str
    delta: Decimal | None
    before: Decimal
    since: date
    unlike: tuple[str, ...] = ()

    @property
    def arrow(self) -> str:
        """↑, ↓ or →; "" where other components counted then."""
        return _ARROWS.get(self.direction, "")


@dataclass(frozen=True, slots=True)
class Health:
    """D1 with everything it was made of."""

    explained: Explained
    components: tuple[Component, ...]
    trend: Trend | None
    relation: Relation
    satisfaction: Satisfaction
    network: Explained

    @property
    def counted(self) -> frozenset[str]:
        """The names of the components that the value is made of."""
        return _counted(self.components)

    @property
    def parts(self) -> dict[str, Explained]:
        """The explained value behind each line of it and of its parts, by the line's rule."""
        return {
            "D1.relation": self.relation.explained,
            "D1.satisfaction": self.satisfaction.explained,
            "D1.network": self.network,
            "D5.key": self.relation.key,
            "D5.general": self.relation.general,
        }


def health(facts: AccountFacts, rules: Rules, as_of: date, *, trend: bool = True) -> Health:
    """D1, 0-100, with its components and the change over 90 days (``trend=False`` leaves it out)."""
    known = facts.at(as_of)
    r = relation(known, rules, as_of)
    s = satisfaction(known, rules, as_of)
    n = network(known, rules, as_of)
    by_name = {"relation": r.explained, "satisfaction": s.explained, "network": n}
    components = tuple(_component(name, weight, by_name.get(name)) for name, weight in rules.health.weights)
    explained = combine(components, rules, as_of)
    found = Health(explained, components, None, r, s, n)
    return replace(found, trend=_trend(facts, rules, as_of, found)) if trend else found


def combine(components: Sequence[Component], rules: Rules, as_of: date) -> Explained:
    """D1 of given components: those without value leave their weight to the others."""
    weight = sum(c.weight for c in components)
    covered = sum((c.weight * c.share for c in components), Decimal(0))
    complete = (covered / weight).quantize(Decimal("0.0001")) if weight else Decimal(0)
    missing = tuple(m for c in components if c.weight for m in c.missing)
    frame = Frame("D1", rules, as_of, missing, complete)
    present = [c for c in components if c.value is not None and c.weight]
    if not present:
        return nothing(frame)
    known = sum(c.weight for c in present)
    addends = [_addend(c, c.value, known) for c in present if c.value is not None]
    return add_up(frame, addends, 100 * known, lambda value: health_band(value, rules.health))


def health_band(value: Decimal, rules: HealthRules) -> str:
    """healthy, watch, at_risk or critical: the band of the value as it is shown, with one place."""
    shown = one_place(value)
    for name, low in (
        ("healthy", rules.healthy_from),
        ("watch", rules.watch_from),
        ("at_risk", rules.at_risk_from),
    ):
        if shown >= low:
            return name
    return "critical"


def direction_of(points: int, rules: Rules) -> str:
    """UP, DOWN or STEADY of a change in whole points, as it is shown."""
    if abs(points) <= rules.health.steady_within:
        return STEADY
    return UP if points > 0 else DOWN


def falling(facts: AccountFacts, rules: Rules, as_of: date) -> bool:
    """The alarm: two quarters falling, with more than 10 points in sum; never where another component counts."""
    step = timedelta(days=rules.health.trend_days)
    found = [health(facts, rules, as_of - n * step, trend=False) for n in range(3)]
    known = [one.counted for one in found]
    if known.count(known[0]) < len(known):
        return False
    now, before, earlier = (one.explained.value for one in found)
    if now is None or before is None or earlier is None:
        return False
    return now < before < earlier and earlier - now > rules.health.alarm_fall


def _component(name: str, weight: int, found: Explained | None) -> Component:
    if found is None:
        text = _UNRECORDED.get(name)
        return Component(name=name, weight=weight, missing=(Missing(Message(text), ""),) if text else ())
    return Component(
        name=name,
        weight=weight,
        value=found.value,
        share=found.completeness,
        evidence=all_evidence((found,)),
        confidence=found.confidence,
        missing=found.missing,
    )


def _addend(component: Component, value: Decimal, known: int) -> Addend:
    return Addend(
        rule=f"D1.{component.name}",
        text=Message(component.label),
        points=component.weight * in_hundredths(value),
        max_points=component.weight * 10_000,
        evidence=component.evidence,
        detail=weighed(value, component.weight, known),
        grade=None if component.confidence is None else int(100 * component.confidence),
    )


def _trend(facts: AccountFacts, rules: Rules, as_of: date, found: Health) -> Trend | None:
    since = as_of - timedelta(days=rules.health.trend_days)
    earlier = health(facts, rules, since, trend=False)
    now, before = found.explained.value, earlier.explained.value
    if now is None or before is None:
        return None
    if unlike := found.counted ^ earlier.counted:
        return Trend(OTHER, None, before, since, tuple(name for name in LABELS if name in unlike))
    return Trend(direction_of(whole_change(now, before), rules), now - before, before, since)


def _counted(components: Iterable[Component]) -> frozenset[str]:
    return frozenset(part.name for part in components if part.value is not None and part.weight)
