# SPDX-License-Identifier: Apache-2.0
"""What all parts of the review section are handed: the review with its facts, and the way to do things."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final, Protocol, TypeVar

from planner.entities.reviews.network_review import NetworkReview
from planner.kernel.data import dataclass
from planner.rules.facts import AccountFacts
from planner.rules.review import ReviewParts, review_parts
from planner.rules.ruleset import Rules
from planner.views.review_view import SETTLED
from ui.context import AppContext
from ui.forms.editor import Editor

T = TypeVar("T")
INSPECT, EXPLAIN, RISKS, PLANS = range(4)
PICTURES: Final = "*.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff *.gif"


@dataclass(frozen=True, slots=True)
class Shown:
    """One review as it stands today."""

    facts: AccountFacts
    review: NetworkReview
    rules: Rules
    today: date
    parts: ReviewParts

    @property
    def settled(self) -> bool:
        """Whether the review is reported or closed, so that its checks are only read."""
        return self.review.state in SETTLED


def shown(facts: AccountFacts, review: NetworkReview, rules: Rules, today: date) -> Shown:
    """The review with its parts computed."""
    return Shown(facts, review, rules, today, review_parts(facts, review, rules, today))


@dataclass(frozen=True, slots=True)
class Found:
    """Where a record is shown: its review ("" for any) and the step, None for the review as a whole."""

    review_id: str = ""
    step: int | None = None


def locate(facts: AccountFacts, key: str) -> Found:
    """Where a review, check, explanation, risk or plan is shown; an unknown id is nowhere."""
    if not key:
        return Found()
    owners: list[tuple[int | None, dict[str, str | None]]] = [
        (None, {r.id: r.id for r in facts.reviews}),
        (INSPECT, {r.id: r.review_id for r in facts.results}),
        (EXPLAIN, {e.id: e.review_id for e in facts.explains}),
        (RISKS, {r.id: r.review_id for r in facts.risks}),
        (PLANS, {p.id: None for p in facts.plans}),
    ]
    for step, owner in owners:
        if key in owner:
            return Found(owner[key] or "", step)
    return Found()


class Host(Protocol):
    """What the steps and panes ask of the section around them."""

    app: AppContext

    def perform(self, work: Callable[[object], T], editor: Editor | None = None) -> T | None:
        """Run a verb with the section as its source and show what follows; None when it was refused.

        A refused value is said beside ``editor`` where one is given.
        """
        ...

    def open_step(self, step: int, record: str = "") -> None:
        """Show a step and select a record in it."""
        ...

    def attach(self, result_id: str, paths: list[Path]) -> None:
        """Put pictures or files to a check."""
        ...

    def ask_photo(self, result_id: str) -> None:
        """Let the user choose a picture for a check."""
        ...
