# SPDX-License-Identifier: Apache-2.0
"""D3 general relation and D5, the relation of both layers (the organisational one when given)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from math import lcm

from planner.entities.customers.org_unit import OrgUnit
from planner.entities.relations.contact import Contact
from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message
from planner.rules.explain import Evidence, Explained, Missing
from planner.rules.facts import AccountFacts, Touch
from planner.rules.key_relation import Alert, key_relation, relation_alerts
from planner.rules.lines import (
    Addend,
    Frame,
    add_up,
    all_evidence,
    hundredths,
    in_hundredths,
    nothing,
    share,
    weighed,
)
from planner.rules.ruleset import Rules, Weights

__all__ = [
    "Alert",
    "Relation",
    "combine_layers",
    "general_relation",
    "key_relation",
    "relation",
    "relation_alerts",
]

_LAYERS = (
    ("D5.key", N_("Key relation")),
    ("D5.general", N_("General relation")),
    ("D5.organisational", N_("Organisational relation")),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """D5 with its layers; ``organisation`` is the D4 value that was given."""

    explained: Explained
    key: Explained
    general: Explained
    organisation: Decimal | None


def general_relation(facts: AccountFacts, rules: Rules, as_of: date) -> Explained:
    """D3, 0-100: the mean over units in scope of active contacts against the number wanted.

    None where no unit wants contacts, and while nobody is known to have been met: nobody saw that they are not active.
    """
    known = facts.at(as_of)
    in_scope = sorted((u for u in known.units if u.in_scope), key=lambda u: (u.name, u.id))
    units = [u for u in in_scope if u.target_contacts]
    unknown = [u for u in in_scope if u.target_contacts is None]
    missing = _missing_targets(known, in_scope, unknown)
    if not units:
        return nothing(Frame("D3", rules, as_of, missing))
    if not known.last_touches():
        return nothing(Frame("D3", rules, as_of, (_nobody_met(known), *missing)))
    frame = Frame("D3", rules, as_of, missing, share(len(units), len(units) + len(unknown)))
    active = _active(known, rules, as_of)
    base = lcm(*(u.target_contacts or 1 for u in units))
    addends = [_unit(u, active.get(u.id, []), base) for u in units]
    return add_up(frame, addends, len(units) * base, lambda value: _letter(value, rules.general_relation.letters))


def relation(facts: AccountFacts, rules: Rules, as_of: date, *, ro: Decimal | None = None) -> Relation:
    """D5, 0-100: the layers weighed by grade; a layer without value leaves its weight to the others.

    ``ro`` is the organisational relation D4; without it completeness stays below full for S, A.
    """
    known = facts.at(as_of)
    key, general = key_relation(known, rules, as_of), general_relation(known, rules, as_of)
    weights = rules.relation.layers(known.account.grade)
    shares = (key.completeness, general.completeness, Decimal(0) if ro is None else Decimal(1))
    total = sum((w * s for w, s in zip(weights, shares, strict=True)), Decimal(0))
    missing = [*(key.missing if weights[0] else ()), *(general.missing if weights[1] else ())]
    if weights[2] and ro is None:
        missing.append(Missing(Message(N_("The organisational relation is not recorded")), ""))
    frame = Frame("D5", rules, as_of, tuple(missing), _quarter(total / sum(weights)))
    addends = _layer_addends(weights, (key, general), ro)
    weight = sum(w for w, v in zip(weights, (key.value, general.value, ro), strict=True) if v is not None)
    explained = add_up(frame, addends, 100 * weight) if addends else nothing(frame)
    return Relation(explained, key, general, ro)


def combine_layers(
    grade: str, values: tuple[Decimal | None, Decimal | None, Decimal | None], rules: Rules
) -> Decimal | None:
    """The bare D5 value of three layer values; unknown layers are left out and the rest rescaled."""
    weighed = [(w, v) for w, v in zip(rules.relation.layers(grade), values, strict=True) if w and v is not None]
    if not weighed:
        return None
    return hundredths(sum(w * in_hundredths(v) for w, v in weighed), 100 * sum(w for w, _ in weighed))


def _quarter(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.0001"))


def _layer_addends(
    weights: tuple[int, int, int], layers: tuple[Explained, Explained], ro: Decimal | None
) -> list[Addend]:
    addends = []
    parts: tuple[Explained | None, ...] = (*layers, None)
    values = (layers[0].value, layers[1].value, ro)
    known = sum(w for w, value in zip(weights, values, strict=True) if value is not None)
    for (rule, label), weight, part, value in zip(_LAYERS, weights, parts, values, strict=True):
        if not weight or value is None:
            continue
        grade = int(100 * part.confidence) if part and part.confidence is not None else None
        detail = weighed(value, weight, known)
        points, top = weight * in_hundredths(value), weight * 10_000
        addends.append(Addend(rule, Message(label), points, top, all_evidence((part,)), detail, grade))
    return addends


def _active(facts: AccountFacts, rules: Rules, as_of: date) -> Mapping[str, list[tuple[Contact, Touch]]]:
    levels, touches = facts.newest_assessments(), facts.last_touches()
    found: dict[str, list[tuple[Contact, Touch]]] = {}
    for contact in facts.present_contacts():
        level, touch = levels.get(contact.id), touches.get(contact.id)
        if not (contact.unit_id and level and touch) or level.level in {"not_met", "-1"}:
            continue
        if (as_of - touch.on).days <= rules.general_relation.active_days:
            found.setdefault(contact.unit_id, []).append((contact, touch))
    return found


def _unit(unit: OrgUnit, active: list[tuple[Contact, Touch]], base: int) -> Addend:
    wanted = unit.target_contacts or 1
    here = sorted(active, key=lambda pair: (pair[0].name, pair[0].id))
    evidence = {
        (t.entity, t.id): Evidence(t.entity, t.id, t.text, t.on, "E1" if t.entity == "callback" else "E2")
        for _, t in here
    }
    return Addend(
        rule="D3.unit",
        text=Message("{name}", {"name": unit.name}),
        points=100 * min(len(here), wanted) * (base // wanted),
        max_points=100 * base,
        evidence=tuple(evidence.values()),
        detail=Message(N_("{active} of {wanted} contacts active"), {"active": len(here), "wanted": wanted}),
    )


def _missing_targets(facts: AccountFacts, in_scope: list[OrgUnit], unknown: list[OrgUnit]) -> tuple[Missing, ...]:
    if not in_scope:
        text = Message(N_("No unit is recorded"))
        return (Missing(text, "org_unit", "account", facts.account.id, Message(N_("Add"))),)
    return tuple(
        Missing(
            Message(N_("{name}: contacts wanted is not set"), {"name": u.name}),
            "org_unit",
            "org_unit",
            u.id,
            Message(N_("Record")),
        )
        for u in unknown
    )


def _nobody_met(facts: AccountFacts) -> Missing:
    text = Message(N_("No meeting or call with one of their people is recorded"))
    return Missing(text, "interaction", "account", facts.account.id, Message(N_("Record")))


def _letter(value: Decimal, letters: Weights) -> str:
    return next((letter for letter, low in letters if value >= low), "D")
