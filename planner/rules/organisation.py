# SPDX-License-Identifier: Apache-2.0
"""D4: the relation between two companies, from what is in place. There are no records for it yet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message
from planner.rules.explain import Explained, Missing
from planner.rules.lines import Addend, Frame, add_up, nothing, share
from planner.rules.ruleset import Rules, weight_of

_TEXTS = {
    "executive_met": N_("Executives met"),
    "agreement": N_("Agreement in force"),
    "joint_plan": N_("Joint plan active"),
    "reviews_on_time": N_("Reviews on time, by their share"),
    "sponsors": N_("Sponsors on both sides and matched processes"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InPlace:
    """What is known; None is unknown. ``executive_met_on`` counts where ``executives_known``: date None is never."""

    executives_known: bool = False
    executive_met_on: date | None = None
    agreement: bool | None = None
    joint_plan: bool | None = None
    reviews_planned: int = 0
    reviews_on_time: int = 0
    sponsors: bool | None = None


def organisation(known: InPlace, rules: Rules, as_of: date) -> Explained:
    """D4, 0-100 with letters A, B, C: points of what is in place; the unknown is left out and the rest is rescaled."""
    shares = _shares(known, rules, as_of)
    weights = {name: weight_of(rules.organisation.points, name) for name in _TEXTS}
    total, there = sum(weights.values()), sum(weights[name] for name in shares)
    missing = tuple(
        Missing(Message(N_("{what}: not known"), {"what": Message(_TEXTS[name])}), "")
        for name, weight in weights.items()
        if weight and name not in shares
    )
    frame = Frame("D4", rules, as_of, missing, share(there, total))
    if not there:
        return nothing(frame)
    parts = max(1, known.reviews_planned)
    addends = [
        Addend(f"D4.{name}", Message(_TEXTS[name]), 100 * weights[name] * reached, 100 * weights[name] * parts)
        for name, reached in shares.items()
    ]
    return add_up(frame, addends, there * parts, lambda value: _letter(value, rules))


def _shares(known: InPlace, rules: Rules, as_of: date) -> dict[str, int]:
    """How much of each part is reached, in parts of the planned reviews; what is not known is not there."""
    whole = max(1, known.reviews_planned)
    met, found = known.executive_met_on, dict[str, int]()
    if known.executives_known:
        recent = met is not None and 0 <= (as_of - met).days <= rules.organisation.executive_days
        found["executive_met"] = whole if recent else 0
    for name in ("agreement", "joint_plan"):
        value = getattr(known, name)
        if value is not None:
            found[name] = whole if value else 0
    if known.reviews_planned:
        found["reviews_on_time"] = min(known.reviews_on_time, known.reviews_planned)
    if known.sponsors is not None:
        found["sponsors"] = whole if known.sponsors else 0
    return found


def _letter(value: Decimal, rules: Rules) -> str:
    return next((letter for letter, low in rules.organisation.letters if value >= low), "C")
