# SPDX-License-Identifier: Apache-2.0
"""Why the next network review of an account is due when it is, for the details pane of C12."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.kernel.dates import near_day
from planner.kernel.text import N_, Message, tr, trn
from planner.rules.cadence import review_cadence
from planner.rules.explain import Missing
from planner.rules.facts import AccountFacts
from planner.rules.risk import risk_states
from planner.rules.ruleset import Rules
from planner.views.review_view import site_name
from planner.views.timeline import ICONS
from planner.views.why_view import Link, Links, WhyView

_MOST = 8


def cadence_why(facts: AccountFacts, rules: Rules, as_of: date) -> WhyView:
    """The rule, the days it counts, the risks that shorten it, and the reviews themselves."""
    known = facts.at(as_of)
    states = risk_states(known, rules, as_of)
    found = review_cadence(known, rules, as_of, states)
    planned = sorted(r.planned_on for r in known.reviews if r.done_on is None and r.planned_on and r.state != "closed")
    interval = trn("{n} day", "{n} days", found.interval) if found.interval else "–"
    pairs = (
        (tr("Interval"), interval),
        (tr("Last review"), near_day(found.last_done, as_of) if found.last_done else tr("never reviewed")),
        (tr("Next due"), near_day(found.next_due, as_of) if found.next_due else ""),
        (tr("Planned for"), near_day(planned[0], as_of) if planned else ""),
    )
    shortening = [s for s in states if s.band == found.shortened_by and found.shortened_by]
    groups = [_reviews(known, as_of)]
    if shortening:
        links = tuple(
            Link(icon="alert-triangle", title=s.name, second=s.risk.statement if s.risk.code else "", right="",
                 entity="risk", id=s.risk.id)
            for s in shortening[:_MOST]
        )  # fmt: skip
        groups.insert(0, Links(title=tr("Shortened by"), links=links))
    return WhyView(
        key=facts.account.id,
        title=tr("Review cadence"),
        note=found.text.text(),
        empty=found.reason.text(),
        missing=tuple(_missing(known)),
        facts=tuple(pair for pair in pairs if pair[1]),
        groups=tuple(group for group in groups if group.links),
    )


def _missing(known: AccountFacts) -> Iterator[Missing]:
    """What a rhythm needs: a grade that sets it, and a review to count from."""
    key = known.account.id
    if known.account.grade == "ungraded":
        yield Missing(Message(N_("The account is not graded")), "grade_decision", "account", key, Message(N_("Decide")))
    if not known.done_reviews():
        text = Message(N_("The network was never reviewed"))
        yield Missing(text, "network_review", "account", key, Message(N_("Record")))


def _reviews(known: AccountFacts, as_of: date) -> Links:
    done = known.done_reviews()
    links = tuple(
        Link(
            icon=ICONS.get("network_review", "clipboard-check"),
            title=site_name(known, review.site_id) or tr("Network review"),
            second=review.code or "",
            right=near_day(review.done_on, as_of) if review.done_on else "",
            entity="network_review",
            id=review.id,
        )
        for review in done[:_MOST]
    )
    return Links(title=trn("Network review ({n})", "Network reviews ({n})", len(done)), links=links)
