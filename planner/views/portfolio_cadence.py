# SPDX-License-Identifier: Apache-2.0
"""The rhythm of network reviews over the accounts whose next one comes first (ux C12 on W11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from planner.kernel.data import dataclass
from planner.kernel.text import tr, trn
from planner.rules.due import late_words
from planner.rules.facts import AccountFacts
from planner.views.cadence_chart import AHEAD, BACK, CadenceChart
from planner.views.cadence_strip import Strip, strip_of
from planner.views.months import months
from planner.views.portfolio_modules import CADENCE, Target
from planner.views.portfolio_view import Read, frame_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioCadence(CadenceChart):
    """The strips of several accounts under one takeaway."""

    def target(self, key: str) -> Target | None:
        """The reviews of a strip's account, or the review of a dot."""
        for strip in self.strips:
            if key in {f"strip-{strip.account_id}", strip.account_id}:
                return Target(account_id=strip.account_id, entity="reviews")
            for dot in strip.dots:
                if key in {f"review-{dot.review_id}", dot.review_id}:
                    return Target(account_id=strip.account_id, entity="network_review", record=dot.review_id)
        return None


def first_due(read: Read, most: int) -> list[str]:
    """The accounts whose next review is due first."""
    return [key for _, _, key in sorted(_dated(read))[:most]]


def _dated(read: Read) -> list[tuple[date, str, str]]:
    return [(a.score.next_review_on, a.name, a.id) for a in read.accounts if a.score and a.score.next_review_on]


def cadence_module(read: Read, facts: Sequence[AccountFacts]) -> PortfolioCadence:
    """The strips of ``facts`` in their order; the title counts over all accounts."""
    start, end = read.today - timedelta(days=BACK), read.today + timedelta(days=AHEAD)
    strips = tuple(_short(strip_of(one, read.rules, read.today, (start, end)), read) for one in facts)
    states = [a.score.review_state if a.score else None for a in read.accounts]
    late, dated = states.count("overdue"), sum(state not in {None, "unknown", "on_request"} for state in states)
    if not dated:
        title = tr("No account has a review rhythm yet")
    elif late:
        title = tr("{n} of {total} network reviews are overdue", n=late, total=dated)
    else:
        title = trn("The {n} network review keeps its rhythm", "All {n} network reviews keep their rhythm", dated)
    return PortfolioCadence(
        **frame_of(CADENCE, read, tr("Next due first · band: within the interval, dotted: none in force")),
        title=title,
        start=start,
        end=end,
        months=months(start, end),
        strips=strips,
        today_label=tr("today"),
        rest=len(_dated(read)) - len(strips),
        empty_text="" if strips else tr("A grade or a first review starts the rhythm of an account."),
    )


def _short(strip: Strip, read: Read) -> Strip:
    """The strip with the short words for its state and rule; the whole ones are in its sentence."""
    strip = replace(strip, reason=strip.brief, note="", eras=())
    score = read.names[strip.account_id].score
    if score is None or score.next_review_on is None:
        return strip
    return replace(strip, words=late_words((read.today - score.next_review_on).days).text())
