# SPDX-License-Identifier: Apache-2.0
"""What the coverage map says in words: its titles, its shares with what they are of, its alerts (ux C4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from planner.kernel.data import dataclass
from planner.kernel.text import tr, trn
from planner.rules.coverage import CONTACT, Coverage, Thread
from planner.rules.facts import AccountFacts
from planner.rules.key_relation import key_contacts, relation_alerts
from planner.rules.ruleset import Rules
from planner.rules.unknown_seat import is_unknown_seat
from planner.views.account_people import role_word
from planner.views.charts import percent
from planner.views.coverage_rows import Ours, Theirs
from planner.views.person_card import chain_word


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A share with its name and what it is a share of, so that nobody has to guess.

    ``proven`` is False where too few seats are known for it to say anything: it is then set back. ``loud`` is the
    one that is read first.
    """

    label: str
    value: str
    basis: str
    proven: bool = True
    loud: bool = False

    @property
    def words(self) -> str:
        """What stands beside the value."""
        return tr("{label}: {basis}", label=self.label, basis=self.basis)


def heads_of(known: AccountFacts, rules: Rules, found: Coverage, *, of_people: bool) -> tuple[Head, ...]:
    """How many seats have a name, where the seats are seen, and how many of those who are known stand with us.

    Seats and people nobody knows or assessed are said, and counted neither way. While fewer seats have a name than a
    proven score needs, who stands with us is "unproven"; below half, the seats are the news.
    """

    def shown(value: Decimal | None) -> str:
        return tr("not assessed") if value is None else percent(value / 100)

    every = len(found.cells)
    held = sum(1 for cell in found.cells if cell.seats)
    proven = 100 * held >= rules.health.unproven_below * every
    seats = tr("{n} of {all} seats, {unknown} unknown", n=held, all=every, unknown=every - held)
    basis = _basis(known, rules, found)
    if of_people and every > held >= every / 2:
        basis = tr("{basis}; {seats}", basis=basis, seats=trn("{n} seat unknown", "{n} seats unknown", every - held))
    if not proven and found.decision.lines:
        basis = tr("unproven, {basis}", basis=basis)
    named = Head(
        label=tr("Seats with a name"), value=shown(found.identification.value), basis=seats, loud=2 * held < every
    )
    weighed = Head(label=tr("Decision coverage, weighted by role"), value=shown(found.decision.value), basis=basis,
                   proven=proven)  # fmt: skip
    return (weighed,) if of_people and not named.loud else (named, weighed)


def _basis(known: AccountFacts, rules: Rules, found: Coverage) -> str:
    """What decision coverage is of: those who are assessed, and how many are not."""
    people = [p for p in key_contacts(known, rules) if not is_unknown_seat(p.contact)]
    assessed = len(found.decision.lines)
    if not assessed:
        return tr("nobody known is assessed")
    with_us = sum(1 for line in found.decision.lines if line.points)
    basis = trn("{met} of {n} person with us, met in {days} days",
                "{met} of {n} people with us, met in {days} days",
                assessed, met=with_us, days=rules.coverage.active_days)  # fmt: skip
    if len(people) > assessed:
        basis = tr("{basis}; {n} not assessed", basis=basis, n=len(people) - assessed)
    return basis


def flags_of(known: AccountFacts, rules: Rules, found: Coverage, as_of: date) -> tuple[tuple[str, str], ...]:
    """K2: approver or decider not met, told together; K3: single thread, theirs or ours."""
    unmet = [alert.text.text() for alert in relation_alerts(known, rules, as_of) if alert.code == "K2"]
    flags = [("K2", unmet[0])] if len(unmet) == 1 else []
    if len(unmet) > 1:
        more = trn("{first}, and {n} more", "{first}, and {n} more", len(unmet) - 1, first=unmet[0])
        flags.append(("K2", more))
    flags += [("K3", single_words(t)) for t in found.single]
    return tuple(flags)


def single_words(thread: Thread) -> str:
    """K3: one contact gives, or one of ours is named as the holder of, too much of what is known."""
    share = percent(thread.share)
    if thread.kind == CONTACT:
        return tr("{share} of the known key relation rests on {name}", share=share, name=thread.name)
    if thread.share == 1:
        return tr("{name} alone holds every key relation we know of", name=thread.name)
    return tr("{name} is named holder of {share} of the known key relation", share=share, name=thread.name)


def title_holder(found: Coverage, title: str) -> str:
    """The one of ours whom the title speaks of, "" for none."""
    told = (thread.name for thread in found.single if thread.kind != CONTACT and single_words(thread) == title)
    return next(told, "")


def deeper(rows: tuple[Theirs, ...], ours: tuple[Ours, ...]) -> tuple[tuple[str, str], ...]:
    """Where somebody else of ours meets a contact more than who is named as the holder: the widest gap."""
    found = []
    for row in rows:
        held = next((cell.value for cell in row.depths if cell.holds), None)
        best = max(range(len(ours)), key=lambda n: row.depths[n].value, default=None)
        if held is not None and best is not None and row.depths[best].value > held:
            found.append((held - row.depths[best].value, row.card.name, ours[best].name, row.depths[best].value, held))
    if not found:
        return ()
    _, name, other, depth, held = min(found)
    words = {"name": name, "ours": other, "n": depth, "held": held}
    return (("", tr("Meets more than the named holder: {ours} with {name}, depth {n} against {held}", **words)),)


def seat_title(found: Coverage, known: AccountFacts) -> str:
    """While more seats are unknown than known that is the news; then on whom all hangs; then what is unknown."""
    if not known.roles:
        return tr("Who decides is not recorded yet")
    unknown = [c for c in found.cells if not c.seats]
    if found.single and 2 * len(unknown) <= len(found.cells):
        return single_words(found.single[0])
    heavy = next((c for c in unknown if c.role in {"approver", "decider"}), None)
    if heavy is not None:
        words = {"role": role_word(heavy.role).lower(), "chain": chain_word(heavy.chain).lower()}
        return trn("{n} of {all} seats unknown, first the {chain} {role}",
                   "{n} of {all} seats unknown, first the {chain} {role}",
                   len(unknown), all=len(found.cells), **words)  # fmt: skip
    if found.single:
        return single_words(found.single[0])
    if unknown:
        return trn("{n} of 12 seats has nobody known", "{n} of 12 seats have nobody known", len(unknown))
    return tr("Every seat of the decision has a name")


def people_title(rows: tuple[Theirs, ...]) -> str:
    """Who of those with a role of weight knows at most one of us; the heaviest role stands first."""
    if not rows:
        return tr("Nobody of this customer is recorded yet")
    alone = [row for row in rows if row.flag]
    if alone:
        return trn(
            "Decision-maker {name} knows at most one of us",
            "{n} decision-makers know at most one of us, first {name}",
            len(alone),
            name=alone[0].card.name,
        )
    return tr("Everybody who decides is known by two of us")
