# SPDX-License-Identifier: Apache-2.0
"""Every weight, limit, cadence and target of D1-D15 in one frozen value with its defaults.

All numbers are integers: weights and shares in percent, money in minor units, times in days
unless the name says otherwise. Pairs read (limit, value); (name, weight) pairs keep their order.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache, lru_cache
from typing import Any

from planner.kernel.data import dataclass, field, fields, replace
from planner.rules.rule_groups import (
    AttractivenessRules,
    CadenceRules,
    CoverageRules,
    DayOff,
    EscalationRules,
    GeneralRelationRules,
    HealthRules,
    KeyRelationRules,
    LossRange,
    MatchRules,
    NeedRules,
    NetworkRules,
    OrganisationRules,
    Pairs,
    RelationRules,
    RiskRules,
    SatisfactionRules,
    ServiceRules,
    ThemeRules,
    ValueRules,
    Weights,
    WorkRules,
)
from planner.rules.words import HEALTH_BANDS, IMPACTS, LIKELIHOODS, RISK_BANDS

__all__ = [
    "DEFAULT",
    "EVIDENCE_GRADES",
    "HEALTH_BANDS",
    "IMPACTS",
    "LIKELIHOODS",
    "RISK_BANDS",
    "DayOff",
    "LossRange",
    "Pairs",
    "Rules",
    "Weights",
    "by_age",
    "from_json",
    "rules_hash",
    "scores_alike",
    "to_json",
    "weight_of",
]

_HASH_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules in force; ``hash`` names them in every result (3.1)."""

    health: HealthRules = field(default_factory=HealthRules)
    key_relation: KeyRelationRules = field(default_factory=KeyRelationRules)
    general_relation: GeneralRelationRules = field(default_factory=GeneralRelationRules)
    organisation: OrganisationRules = field(default_factory=OrganisationRules)
    relation: RelationRules = field(default_factory=RelationRules)
    coverage: CoverageRules = field(default_factory=CoverageRules)
    satisfaction: SatisfactionRules = field(default_factory=SatisfactionRules)
    match: MatchRules = field(default_factory=MatchRules)
    attractiveness: AttractivenessRules = field(default_factory=AttractivenessRules)
    escalation: EscalationRules = field(default_factory=EscalationRules)
    needs: NeedRules = field(default_factory=NeedRules)
    cadence: CadenceRules = field(default_factory=CadenceRules)
    network: NetworkRules = field(default_factory=NetworkRules)
    service: ServiceRules = field(default_factory=ServiceRules)
    value: ValueRules = field(default_factory=ValueRules)
    theme: ThemeRules = field(default_factory=ThemeRules)
    risk: RiskRules = field(default_factory=RiskRules)
    work: WorkRules = field(default_factory=WorkRules)
    hash: str = field(init=False, compare=False, default="")

    def __post_init__(self) -> None:
        """Fix the hash once, because every result carries it."""
        object.__setattr__(self, "hash", hashlib.sha256(to_json(self).encode()).hexdigest()[:_HASH_LENGTH])


def to_json(rules: Rules) -> str:
    """The rules as canonical JSON: sorted keys, no spaces, the same text for equal rules."""
    return json.dumps(_plain(rules), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=4)
def from_json(text: str) -> Rules:
    """Rules from JSON; absent keys take their default. PlannerError says which value is wrong.

    Every reading view asks for the rules in force, so the last few are remembered by their text.
    """
    from planner.rules.ruleset_json import read_rules

    return read_rules(text)


def rules_hash(rules: Rules) -> str:
    """The short SHA-256 of the canonical JSON, by which results name their rules."""
    return rules.hash


def scores_alike(one: Rules, other: Rules) -> bool:
    """Whether every score is the same under both: they may differ in the business calendar, the lists, the
    currency and what an impact costs in money, which no score reads.

    Values of rulesets that are not alike are never joined in a trend (domain-model 3.1).
    """
    return one.hash == other.hash or _scoring(one) == _scoring(other)


def _scoring(rules: Rules) -> Rules:
    return replace(rules, work=WorkRules(), risk=replace(rules.risk, currency="", losses=(), chances=()))


def _plain(value: Any) -> object:
    if hasattr(value, "__dataclass_params__"):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.init}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


@cache
def weight_of(pairs: Weights, name: str) -> int:
    """The weight of a name; 0 when the rules do not list it."""
    return dict(pairs).get(name, 0)


def by_age(pairs: Pairs, days: int, older: int) -> int:
    """The value of the first limit that ``days`` does not pass, otherwise ``older``."""
    for limit, value in pairs:
        if days <= limit:
            return value
    return older


EVIDENCE_GRADES: dict[str, int] = {"E1": 100, "E2": 85, "E3": 70, "E4": 40}

DEFAULT = Rules()
