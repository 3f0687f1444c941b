# SPDX-License-Identifier: Apache-2.0
"""How scores stood over time: as they were kept, and between that from dated facts with the rules of each day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta
from decimal import Decimal

from planner.kernel.data import dataclass
from planner.rules.explain import Explained
from planner.rules.facts import AccountFacts
from planner.rules.health import Health, health
from planner.rules.ruleset import DEFAULT, Rules, scores_alike, weight_of

HEALTH = "health"
COMPONENTS = ("relation", "satisfaction", "service", "network", "needs")
LAYERS = ("key", "general", "organisational")
MEASURES = (HEALTH, *COMPONENTS, *LAYERS)
WEEK, REVIEW, PLAN = "week", "review", "plan"
"""Why a score was kept: the first opening of a week, a network review, an exported plan."""
STEP, BACK = 30, 360
_STRANGE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One measure as it stood on a day under the ruleset of that hash and version (domain-model entity 49)."""

    on: date
    measure: str
    value: Decimal | None
    ruleset: str
    version: int | None = None
    cause: str = WEEK
    completeness: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All measures on one day. Values of another ``era`` may not be compared; ``cause`` is "" where not kept.

    ``weighed`` are the components that have a weight by the rules of the day.

    ``ruleset`` and ``version`` are hash and number of the rules behind them, ``shares`` are for each measure the share
    0..1 of its own data, without those that were not kept; ``completeness`` is that of health.
    """

    on: date
    values: Mapping[str, Decimal | None]
    era: int
    cause: str = ""
    ruleset: str = ""
    version: int | None = None
    shares: Mapping[str, Decimal] = field(default_factory=dict)
    weighed: frozenset[str] = frozenset(COMPONENTS)

    @property
    def completeness(self) -> Decimal | None:
        """The share 0..1 of the data of health, None where it was not kept."""
        return self.shares.get(HEALTH)

    def value(self, measure: str) -> Decimal | None:
        """The value of a measure, None where it was not known."""
        return self.values.get(measure)

    @property
    def parts(self) -> frozenset[str]:
        """The components that were known, of which health was made."""
        return frozenset(name for name in self.weighed if self.value(name) is not None)

    def alike(self, other: Standing, measure: str) -> bool:
        """Whether a difference is a change of the measure: the same rules, and health made of the same components."""
        return self.era == other.era and (measure != HEALTH or self.parts == other.parts)


@dataclass(frozen=True, slots=True)
class Eras:
    """The rulesets of a portfolio by the day each was adopted; those that score alike share an era.

    ``numbers`` are their versions in the same order; without them they count from 1.
    """

    adopted: tuple[tuple[date, Rules], ...] = ()
    _kinds: list[Rules] = field(default_factory=lambda: [DEFAULT])
    _known: dict[str, int] = field(default_factory=dict)
    numbers: tuple[int, ...] = ()

    def rules(self, day: date) -> Rules:
        """The rules in force at the end of a day; before the first adoption the built-in ones."""
        return next((rules for since, rules in reversed(self.adopted) if since <= day), DEFAULT)

    def version(self, day: date) -> int:
        """The version of those, 0 for the built-in ones."""
        place = next((n for n in range(len(self.adopted), 0, -1) if self.adopted[n - 1][0] <= day), 0)
        return self.numbers[place - 1] if place and self.numbers else place

    def era(self, rules: Rules) -> int:
        """The number all rules share that score alike."""
        if rules.hash not in self._known:
            alike = next((n for n, known in enumerate(self._kinds) if scores_alike(known, rules)), len(self._kinds))
            if alike == len(self._kinds):
                self._kinds.append(rules)
            self._known[rules.hash] = alike
        return self._known[rules.hash]

    def era_of(self, ruleset: str) -> int:
        """The same for a ruleset known by its hash; one that is not in the portfolio is like no other."""
        found = self.known(ruleset)
        return self.era(found) if found else _STRANGE + int(ruleset[:8] or "0", 16)

    def known(self, ruleset: str) -> Rules | None:
        """The rules of that hash; None where they are not in the portfolio."""
        every = (DEFAULT, *(rules for _, rules in self.adopted))
        return next((rules for rules in every if rules.hash == ruleset), None)

    def changes(self) -> tuple[date, ...]:
        """The days from which scores are computed otherwise than the day before."""
        found, last = [], self.era(DEFAULT)
        for since, rules in self.adopted:
            era = self.era(rules)
            if era != last:
                found.append(since)
            last = era
        return tuple(found)


def values_of(found: Health) -> dict[str, Explained]:
    """The explained value behind each measure that a health was made of."""
    return {
        HEALTH: found.explained,
        "relation": found.relation.explained,
        "satisfaction": found.satisfaction.explained,
        "network": found.network,
        "key": found.relation.key,
        "general": found.relation.general,
    }


def standing(facts: AccountFacts, eras: Eras, day: date) -> Standing:
    """All measures as of a day, from the facts of that day and the rules then in force."""
    rules = eras.rules(day)
    found = health(facts, rules, day, trend=False)
    known = values_of(found)
    values = {name: value.value for name, value in known.items()}
    shares = {name: value.completeness for name, value in known.items()}
    return Standing(
        on=day, values=values, era=eras.era(rules), ruleset=rules.hash, version=eras.version(day),
        shares=shares, weighed=_weighed(rules),
    )  # fmt: skip


def standings(
    facts: AccountFacts, eras: Eras, kept: Iterable[Kept], as_of: date, back: int = BACK
) -> tuple[Standing, ...]:
    """One a month in the year to ``as_of``, oldest first: kept ones where there are, else computed.

    All kept at a review or a plan are among them; that of ``as_of`` is computed.
    """
    start = as_of - timedelta(days=back)
    by_day = _kept_days([one for one in kept if start <= one.on < as_of], eras)
    chosen = {day: found for day, found in by_day.items() if found.cause != WEEK}
    for number in range(1, back // STEP + 1):
        day = as_of - timedelta(days=STEP * number)
        near = [on for on in by_day if abs((on - day).days) <= STEP // 2]
        if near:
            nearest = min(near, key=lambda on: (abs((on - day).days), on))
            chosen[nearest] = by_day[nearest]
        else:
            chosen[day] = standing(facts, eras, day)
    chosen[as_of] = standing(facts, eras, as_of)
    return tuple(chosen[day] for day in sorted(chosen))


def _kept_days(kept: Sequence[Kept], eras: Eras) -> dict[date, Standing]:
    days: dict[date, list[Kept]] = {}
    for one in kept:
        days.setdefault(one.on, []).append(one)
    return {
        on: Standing(
            on=on,
            values={one.measure: one.value for one in rows},
            era=eras.era_of(rows[0].ruleset),
            cause=rows[0].cause,
            ruleset=rows[0].ruleset,
            version=rows[0].version,
            shares={one.measure: one.completeness for one in rows if one.completeness is not None},
            weighed=_weighed(eras.known(rows[0].ruleset) or DEFAULT),
        )
        for on, rows in days.items()
    }


def _weighed(rules: Rules) -> frozenset[str]:
    return frozenset(name for name in COMPONENTS if weight_of(rules.health.weights, name))


def falls(now: Standing, before: Standing, earlier: Standing, measure: str, most: int) -> Decimal | None:
    """The sum of two quarters falling, where it is more than ``most``; None otherwise (D1).

    None across other rules too, and of health where another component counts: that is no fall.
    """
    if not (now.alike(before, measure) and before.alike(earlier, measure)):
        return None
    a, b, c = earlier.value(measure), before.value(measure), now.value(measure)
    if a is None or b is None or c is None:
        return None
    return a - c if c < b < a and a - c > most else None
