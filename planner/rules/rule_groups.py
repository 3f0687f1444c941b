# SPDX-License-Identifier: Apache-2.0
"""The groups of rules: each a frozen value whose defaults are those of the domain model."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from planner.kernel.data import dataclass

Pairs = tuple[tuple[int, int], ...]
Weights = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthRules:
    """D1: component weights, band limits (from that value up), trend window and alarm."""

    weights: Weights = (
        ("relation", 30),
        ("satisfaction", 20),
        ("service", 20),
        ("network", 15),
        ("needs", 15),
    )
    healthy_from: int = 80
    watch_from: int = 60
    at_risk_from: int = 40
    unproven_below: int = 60
    trend_days: int = 90
    steady_within: int = 3
    alarm_fall: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRelationRules:
    """D2: role weights, level values, freshness by age and the evidence a level needs."""

    roles: Weights = (("approver", 5), ("decider", 4), ("supporter", 3), ("influencer", 2), ("user", 1))
    key_from: int = 2
    levels: Weights = (("not_met", 0), ("-1", 0), ("0", 25), ("1", 50), ("2", 75), ("3", 100))
    freshness: Pairs = ((90, 100), (180, 80), (365, 60))
    stale: int = 40
    opponent_from: int = 4
    evidence_needed: Weights = (("3", 2), ("2", 2), ("-1", 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralRelationRules:
    """D3: how recent a contact must be, and the letters (from that value up; below the last is D)."""

    active_days: int = 180
    letters: Weights = (("A", 85), ("B", 70), ("C", 50))


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRules:
    """D4: points of the organisational layer and its letters."""

    points: Weights = (
        ("executive_met", 25),
        ("agreement", 20),
        ("joint_plan", 20),
        ("reviews_on_time", 20),
        ("sponsors", 15),
    )
    executive_days: int = 365
    letters: Weights = (("A", 75), ("B", 50))


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRules:
    """D5: weights (key, general, organisational) by grade."""

    strategic: tuple[int, int, int] = (50, 25, 25)
    partner: tuple[int, int, int] = (50, 25, 25)
    cash_flow_b: tuple[int, int, int] = (70, 30, 0)
    cash_flow_c: tuple[int, int, int] = (100, 0, 0)
    ungraded: tuple[int, int, int] = (70, 30, 0)

    def layers(self, grade: str) -> tuple[int, int, int]:
        """The three weights for a grade."""
        by_grade = {"S": self.strategic, "A": self.partner, "B": self.cash_flow_b, "C": self.cash_flow_c}
        return by_grade.get(grade, self.ungraded)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRules:
    """D6: from which level a contact covers, and the share that makes a single thread."""

    level_from: int = 1
    active_days: int = 180
    single_thread_above: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SatisfactionRules:
    """D7: weight by age of a callback, the thin mark, and the penalty for overdue corrections."""

    ages: Pairs = ((90, 100), (180, 75), (365, 50))
    thin_below: int = 3
    low_rating: int = 2
    penalty: int = 5
    penalty_max: int = 20
    top_two_from: int = 4
    target: int = 90
    gap_within: int = 25
    person_min: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRules:
    """D8: weights of f1-f6 and the class limits."""

    weights: Weights = (("f1", 25), ("f2", 20), ("f3", 20), ("f4", 15), ("f5", 10), ("f6", 10))
    candidate_from: int = 70
    revenue_below: int = 50
    revenue_drift: int = -15
    revenue_share: int = 5
    marginal_to: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AttractivenessRules:
    """D9: weights, growth scale and limits of the suggested grade."""

    weights: Weights = (("match", 50), ("growth", 20), ("profit_per_head", 15), ("stability", 15))
    growth_full: int = 20
    strategic: tuple[int, int, int] = (75, 75, 3)
    partner: tuple[int, int] = (60, 60)
    cash_flow_b: int = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityTarget:
    """D10: minutes to respond, restore and solve, ordinary and VIP; 0 is no target."""

    severity: str
    respond: int
    restore: int
    solve: int
    vip_respond: int
    vip_restore: int
    vip_solve: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationRules:
    """D10: shares of the target in percent at which each level starts, and the targets."""

    levels: tuple[int, int, int, int] = (50, 75, 100, 150)
    vip_management: int = 100
    targets: tuple[SeverityTarget, ...] = (
        SeverityTarget(
            severity="critical",
            respond=15,
            restore=240,
            solve=21_600,
            vip_respond=5,
            vip_restore=120,
            vip_solve=14_400,
        ),
        SeverityTarget(
            severity="major",
            respond=30,
            restore=1_440,
            solve=43_200,
            vip_respond=15,
            vip_restore=720,
            vip_solve=28_800,
        ),
        SeverityTarget(
            severity="minor",
            respond=240,
            restore=7_200,
            solve=86_400,
            vip_respond=120,
            vip_restore=4_320,
            vip_solve=64_800,
        ),
        SeverityTarget(
            severity="none",
            respond=480,
            restore=0,
            solve=4_320,
            vip_respond=240,
            vip_restore=0,
            vip_solve=1_440,
        ),
    )
    first_notice: int = 30
    notices: Weights = (("critical", 60), ("major", 240), ("minor", 10_080))


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRules:
    """D11: pieces of evidence below which a need is blocked."""

    evidence_min: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceRules:
    """D12: days per grade (S, A, B, C; 0 is on request), state limits in percent, shortened reviews."""

    network_review: tuple[int, int, int, int] = (90, 180, 365, 0)
    working_visit: tuple[int, int, int, int] = (7, 14, 30, 90)
    executive_meeting: tuple[int, int, int, int] = (90, 180, 365, 0)
    plan_review: tuple[int, int, int, int] = (30, 90, 180, 365)
    selection_review: tuple[int, int, int, int] = (180, 365, 365, 365)
    callback_days: int = 2
    callback_ask_days: int = 30
    soon_from: int = 80
    due_from: int = 100
    overdue_above: int = 110
    high_review: int = 60
    extreme_review: int = 30
    contacts_a_month: int = 11

    def review_days(self, grade: str) -> int | None:
        """Days between network reviews: 0 is on request, None without a grade."""
        return self.network_review["SABC".index(grade)] if grade in {"S", "A", "B", "C"} else None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkRules:
    """D13: points an open risk costs by band, (plain, with a drilled plan), and an overdue review."""

    low: tuple[int, int] = (1, 0)
    medium: tuple[int, int] = (4, 2)
    high: tuple[int, int] = (12, 7)
    extreme: tuple[int, int] = (25, 15)
    overdue_review: int = 15
    kinds: tuple[str, ...] = ("technical", "commercial", "relationship")
    drill_counts: tuple[str, ...] = ("passed", "partly")

    def cost(self, band: str) -> tuple[int, int]:
        """(points, points with a drilled plan) for a risk band."""
        return {"low": self.low, "medium": self.medium, "high": self.high, "extreme": self.extreme}[band]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRules:
    """D13: points of the service component by escalation level and event."""

    levels: tuple[int, int, int, int] = (2, 5, 10, 20)
    solved_late: int = 3
    theme: int = 10
    broken_promise: int = 3
    late_inquiry: int = 3
    window_days: int = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRules:
    """D13: weights of the needs-and-value component."""

    weights: Weights = (("validated", 40), ("answered", 40), ("confirmed", 20))
    confirmed_days: int = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRules:
    """D14: reports that make a signal or a pattern, and when a pattern counts as ignored."""

    signal: int = 2
    pattern: int = 3
    window_days: int = 180
    customers: int = 2
    ignored_days: int = 30
    hand_offs: int = 3
    chase_warning: int = 2
    chase_alert: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LossRange:
    """What an impact step may cost, in minor units; ``site_id`` overrides the portfolio's scale."""

    impact: int
    low_minor: int
    high_minor: int
    site_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRules:
    """D15: band limits, deadlines in days, plan life, probability ranges and money per impact step."""

    medium_from: int = 5
    high_from: int = 10
    extreme_from: int = 20
    high_plan_days: int = 30
    extreme_plan_days: int = 7
    extreme_drill_days: int = 30
    plan_months: int = 12
    chances: Pairs = ((0, 10), (10, 30), (30, 50), (50, 80), (80, 100))
    currency: str = ""
    losses: tuple[LossRange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOff:
    """A holiday: ``on`` as an ISO date, ``name`` as people call it."""

    on: str
    name: str = ""


MOST_ON_TODAY: Final = 8  # more would be a backlog that punishes, whatever the rules say


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRules:
    """Working days (Monday is 0), days to report a review, grade life in months, the Today list."""

    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    days_off: tuple[DayOff, ...] = ()
    report_days: int = 3
    grade_months: int = 12
    grade_months_s: int = 6
    today_rows: int = MOST_ON_TODAY
    today_ahead: int = 7
    older_days: int = 14

    @property
    def closed(self) -> frozenset[str]:
        """The ISO dates of all days off."""
        return _dates(self.days_off)


@lru_cache(maxsize=8)
def _dates(days: tuple[DayOff, ...]) -> frozenset[str]:
    return frozenset(day.on for day in days)
