# SPDX-License-Identifier: Apache-2.0
"""Which records the topics of an explanation name: by their number, plans by their title (ux W6 step 2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.rules.facts import AccountFacts


def names_plan(title: str, topics: Sequence[str]) -> bool:
    """Whether one of the topics names the plan; before its title stands the word for "plan" of some language."""
    return any(topic == title or topic.endswith((f" {title}", f"：{title}")) for topic in topics)


def only_of(facts: AccountFacts, topics: Iterable[str]) -> tuple[str, ...]:
    """Of topics those that name a record of these facts, as its bare number or title; every other word is dropped.

    A topic keeps the words its record had when it was told, and may name a record that the reader may not know of.
    """
    codes = {result.code for result in facts.results} | {risk.code for risk in facts.risks}
    made: list[str] = []
    for topic in topics:
        code = topic.split(" ", 1)[0]
        if code and code in codes:
            made.append(code)
        else:
            made += [plan.title for plan in facts.plans if names_plan(plan.title, (topic,))]
    return tuple(dict.fromkeys(made))
