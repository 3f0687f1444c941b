# SPDX-License-Identifier: Apache-2.0
"""What a visit should deal with, proposed from what is open: risks, findings, promises, actions, people, checks due.

Workflow 4.1 step 2: the user ticks; nothing is put into a plan by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from planner.entities.reviews.inspection_result import InspectionResult
from planner.entities.reviews.network_review import NetworkReview
from planner.entities.risks.risk import Risk
from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message
from planner.rules.facts import AccountFacts
from planner.rules.key_relation import key_contacts
from planner.rules.review import CHECKED
from planner.rules.risk import risk_states
from planner.rules.ruleset import Rules

RISK, FINDING, PROMISE, ACTION, MEET, DUE = "risk", "finding", "promise", "action", "meet", "due"
KINDS: Final = (
    (MEET, N_("People to meet")),
    (FINDING, N_("Found last time")),
    (RISK, N_("Open risks")),
    (PROMISE, N_("Promises")),
    (ACTION, N_("Open actions")),
    (DUE, N_("Checks that are due")),
)
_LEVELS = {"extreme": "must", "high": "must", "medium": "should", "low": "could"}
_ORDER = {"must": 0, "should": 1, "could": 2}
_INTERVALS = {"monthly": 30, "yearly": 365}
_DECIDING = frozenset({"approver", "decider"})
_LONG, _PROMISED = timedelta(days=180), timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing for a visit: ``level`` must, should or could; ``origin`` is its record as "table:id".

    ``contact_id`` is set where the thing is to meet somebody. ``why`` says in a few words where it comes from.
    """

    kind: str
    text: Message
    why: Message
    level: str
    origin: str
    contact_id: str | None = None


def visit_proposals(facts: AccountFacts, review: NetworkReview, rules: Rules, as_of: date) -> tuple[Proposal, ...]:
    """All proposals for the visit of a review, by kind, the most important first."""
    known = facts.at(as_of)
    found = [
        *_people(known, rules, as_of),
        *_findings(known, review),
        *_risks(known, review, rules, as_of),
        *_promises(known, as_of),
        *_actions(known, as_of),
        *_due(known, review, as_of),
    ]
    kinds = [kind for kind, _ in KINDS]
    return tuple(sorted(found, key=lambda p: (kinds.index(p.kind), _ORDER[p.level])))


def last_review(facts: AccountFacts, review: NetworkReview) -> NetworkReview | None:
    """The review of the same site that was carried out before this one."""
    return next((r for r in facts.done_reviews() if r.site_id == review.site_id and r.id != review.id), None)


def risks_of_site(facts: AccountFacts, review: NetworkReview) -> tuple[Risk, ...]:
    """The open risks of the site of a review, and those of no site."""
    sites = {r.id: r.site_id for r in facts.reviews}
    wanted = {None, review.site_id}
    return tuple(r for r in facts.open_risks() if (r.site_id or sites.get(r.review_id or "")) in wanted)


def open_promises(facts: AccountFacts, as_of: date) -> Iterator[tuple[str, date, bool, str]]:
    """What was promised in the last half-year: the note, the day, whether it was ours, and each line of it."""
    for note in sorted(facts.interactions, key=lambda i: (i.happened_on, i.id), reverse=True):
        if note.happened_on > as_of or as_of - note.happened_on > _PROMISED:
            continue
        for ours, text in ((True, note.our_promises), (False, note.customer_commitments)):
            for line in (text or "").splitlines():
                if line.strip():
                    yield note.id, note.happened_on, ours, line.strip()


def _people(facts: AccountFacts, rules: Rules, as_of: date) -> Iterator[Proposal]:
    last = facts.last_contacts()
    for person in key_contacts(facts, rules):
        if person.role not in _DECIDING:
            continue
        name, key = {"name": person.contact.name}, person.contact.id
        met = last.get(key)
        never = met is None and (person.level is None or person.level.level == "not_met")
        since = met or (person.level.assessed_on if person.level else None)
        if not never and (since is None or as_of - since <= _LONG):
            continue
        why = Message(N_("decides, never met")) if never else Message(N_("decides, not met since {on}"), {"on": since})
        level = "must" if never else "should"
        yield Proposal(MEET, Message(N_("Meet {name}"), name), why, level, f"contact:{key}", key)


def _findings(facts: AccountFacts, review: NetworkReview) -> Iterator[Proposal]:
    last = last_review(facts, review)
    if last is None:
        return
    found = [r for r in facts.results if r.review_id == last.id and r.result in {"fail", "attention"}]
    for check in sorted(found, key=lambda r: (r.result != "fail", r.position or 0, r.id)):
        words = {"what": _name(facts, check), "reading": _reading(check)}
        text = Message(N_("{what}: {reading} last time; mended?") if check.reading else N_("{what}: mended?"), words)
        why = Message(N_("failed on {on}") if check.result == "fail" else N_("attention on {on}"), {"on": last.done_on})
        level = "must" if check.result == "fail" else "should"
        yield Proposal(FINDING, text, why, level, f"inspection_result:{check.id}")


def _risks(facts: AccountFacts, review: NetworkReview, rules: Rules, as_of: date) -> Iterator[Proposal]:
    wanted = {risk.id for risk in risks_of_site(facts, review)}
    states = [s for s in risk_states(facts, rules, as_of) if s.risk.id in wanted]
    for state in sorted(states, key=lambda s: (-(s.current or 0), s.risk.id)):
        text = Message(N_("{name}: has anything changed?"), {"name": state.name})
        why = Message("{text}", {"text": state.risk.statement})
        yield Proposal(RISK, text, why, _LEVELS.get(state.band or "", "should"), f"risk:{state.risk.id}")


def _promises(facts: AccountFacts, as_of: date) -> Iterator[Proposal]:
    for key, on, ours, line in open_promises(facts, as_of):
        text = Message(N_("We promised: {text}; kept?") if ours else N_("They promised: {text}; kept?"), {"text": line})
        why = Message(N_("promised on {on}"), {"on": on})
        yield Proposal(PROMISE, text, why, "must" if ours else "should", f"interaction:{key}")


def _actions(facts: AccountFacts, as_of: date) -> Iterator[Proposal]:
    for action in sorted(facts.open_actions(), key=lambda a: (a.due or date.max, a.id)):
        late = action.due is not None and action.due < as_of
        words = N_("was due on {on}") if late else N_("due on {on}") if action.due else N_("no day set")
        text = Message(N_("{title}: done?"), {"title": action.title})
        why = Message(words, {"on": action.due})
        yield Proposal(ACTION, text, why, "must" if late else "could", f"action:{action.id}")


def _due(facts: AccountFacts, review: NetworkReview, as_of: date) -> Iterator[Proposal]:
    """Checks with a rhythm of their own whose last look is longer ago, and those that were left out last time."""
    days = {r.id: r.done_on for r in facts.reviews if r.site_id == review.site_id and r.done_on is not None}
    newest: dict[tuple[str | None, str], InspectionResult] = {}
    for check in sorted(facts.results, key=lambda c: (days.get(c.review_id) or date.min, c.id)):
        if check.review_id in days and check.result in CHECKED:
            newest[check.asset_id, check.item] = check
    last = last_review(facts, review)
    left = [r for r in facts.results if last is not None and r.review_id == last.id and r.result == "not_checked"]
    for check in left:
        text, why = (
            Message("{text}", {"text": _what(facts, check)}),
            Message(N_("left out on {on}"), {"on": days[check.review_id]}),
        )
        yield Proposal(DUE, text, why, "should", f"inspection_result:{check.id}")
    taken = {(check.asset_id, check.item) for check in left}
    for key, check in newest.items():
        on, every = days[check.review_id], _INTERVALS.get(check.cadence or "")
        if on is None or every is None or key in taken or as_of - on < timedelta(days=every):
            continue
        words = {"on": on, "n": every}
        why = Message(N_("every {n} days, last on {on}"), words)
        yield Proposal(
            DUE, Message("{text}", {"text": _what(facts, check)}), why, "should", f"inspection_result:{check.id}"
        )


def _what(facts: AccountFacts, check: InspectionResult) -> str:
    asset = next((a.name for a in facts.assets if a.id == check.asset_id), "")
    return f"{asset}, {check.item}" if asset else check.item


def _name(facts: AccountFacts, check: InspectionResult) -> str:
    what = _what(facts, check)
    return f"{check.code} {what}" if check.code else what


def _reading(check: InspectionResult) -> str:
    return " ".join(part for part in (check.reading, check.unit) if part)
