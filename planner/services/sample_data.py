# SPDX-License-Identifier: Apache-2.0
"""The sample portfolio of ux 6.1: eight fictional customers, dated from today."""

from __future__ import annotations

from planner.entities.common.ruleset import RULESET
from planner.services import bulk_data, rulesets, sample_checklists, sample_loader, scores
from planner.services.sample_loader import RULES
from planner.services.sample_story import START, Story
from planner.services.session import Session

STORIES = 8


def build(session: Session, *, accounts: int = STORIES, seed: int = 1) -> None:
    """Fill an empty portfolio with the sample.

    The first eight accounts are told in resources/demo, further ones are generated from ``seed``.
    Nothing of it can be undone after the portfolio is opened the next time, and the derived scores
    are fresh.
    """
    story = Story(session)
    reason = "Euro, and what an impact costs us, as agreed when planning began."
    story.add(RULESET, START, reason=reason, **rulesets.fields(RULES, 1, story.day(START)))
    sample_checklists.tell(story)
    told = sample_loader.accounts()[: max(0, accounts)]
    for account in told:
        sample_loader.tell(story, account)
    story.write()
    if accounts > len(told):
        bulk_data.bulk(session, accounts - len(told), seed=seed)
    scores.catch_up(session)
