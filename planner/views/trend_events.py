# SPDX-License-Identifier: Apache-2.0
"""What happened beside a trend: reviews, people who left, grave risks, grades and changed rules (ux C2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from planner.kernel.text import tr
from planner.rules.facts import AccountFacts
from planner.views.review_view import site_name
from planner.views.trend_chart import TrendEvent

_GRAVE = 10


def events(facts: AccountFacts, span: tuple[date, date], changes: Sequence[date]) -> tuple[TrendEvent, ...]:
    """The events after the first day of the span and up to its last, by day."""
    start, end = span
    known = facts.at(end)
    found = [*_reviews(known), *_people(known), *_risks(known), *_grades(known)]
    found += [TrendEvent(on=day, entity="ruleset", id="", text=tr("the rules changed")) for day in changes]
    inside = (event for event in found if start < event.on <= end)
    return tuple(sorted(inside, key=lambda event: (event.on, event.text)))


def _reviews(known: AccountFacts) -> list[TrendEvent]:
    found = []
    for review in known.done_reviews():
        assert review.done_on is not None
        site = site_name(known, review.site_id)
        text = tr("network review, site {site}", site=site) if site else tr("network review")
        found.append(TrendEvent(on=review.done_on, entity="network_review", id=review.id, text=text,
                                short=tr("Review {site}", site=site) if site else tr("Review")))  # fmt: skip
    return found


def _people(known: AccountFacts) -> list[TrendEvent]:
    return [
        TrendEvent(on=c.left_on, entity="contact", id=c.id, text=tr("{name} left", name=c.name))
        for c in known.contacts
        if c.left_on is not None
    ]


def _risks(known: AccountFacts) -> list[TrendEvent]:
    found = []
    for risk in known.risks:
        if risk.opened_on is None or not risk.likelihood or not risk.impact:
            continue
        if risk.likelihood * risk.impact >= _GRAVE:
            text = tr("risk {name} found", name=risk.code or risk.statement)
            found.append(TrendEvent(on=risk.opened_on, entity="risk", id=risk.id, text=text,
                                    short=tr("Risk {name}", name=risk.code or risk.statement)))  # fmt: skip
    return found


def _grades(known: AccountFacts) -> list[TrendEvent]:
    ordered = sorted(known.grades, key=lambda g: (g.decided_on, g.id))
    return [
        TrendEvent(
            on=new.decided_on,
            entity="grade_decision",
            id=new.id,
            text=tr("grade {grade}", grade=new.grade),
            short=tr("Grade {grade}", grade=new.grade),
        )
        for old, new in pairwise(ordered)
        if new.grade != old.grade
    ]


def beside(found: Sequence[TrendEvent], after: date, until: date) -> tuple[TrendEvent, ...]:
    """The events of a stretch, by day; a change of the rules is none of them."""
    return tuple(event for event in found if after < event.on <= until and event.entity != "ruleset")
