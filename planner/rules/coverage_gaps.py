# SPDX-License-Identifier: Apache-2.0
"""Where the coverage of an account is thin: no approver known, an approver not met, all hanging on one person (W11)."""

from __future__ import annotations

from datetime import date

from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message
from planner.rules.coverage import coverage
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One gap: its words, the glyph beside it, and the contact that opens or "" for all of them."""

    kind: str
    text: Message
    state: str
    contact_id: str = ""


def coverage_gaps(facts: AccountFacts, rules: Rules, today: date) -> tuple[Gap, ...]:
    """The gaps of one account, the gravest first; nothing without any contact named in a seat is one gap."""
    found = coverage(facts, rules, today)
    seats = [s for cell in found.cells for s in cell.seats] + [*found.hidden, *found.unplaced]
    approvers = {s.contact.id: s for s in seats if s.role.role == "approver"}
    gaps = [
        Gap(kind="not_met", text=Message(N_("approver {name} not met"), {"name": s.contact.name}), state="act",
            contact_id=s.contact.id)
        for s in approvers.values()
        if s.level is not None and s.level.level == "not_met"
    ]  # fmt: skip
    if not approvers:
        gaps.append(Gap(kind="unnamed", text=Message(N_("no approver named")), state="unknown"))
    gaps += [
        Gap(kind="unassessed", text=Message(N_("approver {name} not assessed"), {"name": s.contact.name}),
            state="unknown", contact_id=s.contact.id)
        for s in approvers.values()
        if s.level is None
    ]  # fmt: skip
    single = found.single[:1]
    gaps += [
        Gap(kind="single", text=Message(N_("hangs on {name} alone"), {"name": t.name}), state="watch",
            contact_id=t.id if t.kind == "contact" else "")
        for t in single
    ]  # fmt: skip
    return tuple(gaps)
