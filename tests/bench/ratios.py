# SPDX-License-Identifier: Apache-2.0
"""Collects pairs of floor and ours, and prints medians and ratios against the goals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from statistics import median
from types import MappingProxyType

GOALS = {
    "T1 import": 2.5,
    "T2 first page by grade": 3.0,
    "T2 sorted by last review": 3.0,
    "T3 english word": 2.0,
    "T3 spanish word": 2.0,
    "T3 chinese word": 2.0,
    "T4 health of all": 1.2,
    "T6 durable edit p50": 3.0,
    "T6 durable edit p95": 3.0,
    "T7 first paint": 1.3,
    "T7 account list painted": 1.7,
    "T7 everything ready": 2.9,
    "T8 memory at the list": 1.4,
}


class Ratios:
    """Per task the (floor, ours) pairs of every round, in ms or MB."""

    def __init__(self, goals: Mapping[str, float] = MappingProxyType({})) -> None:
        """``goals`` are those that differ from the usual ones."""
        self.goals = {**GOALS, **goals}
        self.pairs: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self.said: list[tuple[str, float, float]] = []

    def add(self, task: str, floor: float, ours: float) -> None:
        """Note one round."""
        self.pairs[task].append((floor, ours))

    def say(self, task: str, ours: float, goal: float) -> None:
        """Note a task whose goal is a number and no ratio."""
        self.said.append((task, ours, goal))

    def lines(self) -> list[str]:
        """One line a task: medians of floor and ours, median of the per-round ratios, goal, met or not."""
        made = [f"{'task':<44}{'floor':>10}{'ours':>10}{'ratio':>8}{'goal':>7}"]
        for task, pairs in self.pairs.items():
            ratio = median(o / f for f, o in pairs)
            goal = self.goals.get(task)
            verdict = "" if goal is None else "  met" if ratio <= goal else "  NOT MET"
            made.append(
                f"{task:<44}{median(f for f, _ in pairs):>10.2f}{median(o for _, o in pairs):>10.2f}{ratio:>8.2f}"
                f"{'' if goal is None else f'{goal:>7.1f}'}{verdict}"
            )
        for task, ours, limit in self.said:
            verdict = "  met" if ours <= limit else "  NOT MET"
            made.append(f"{task:<44}{'':>10}{ours:>10.2f}{'':>8}{limit:>7.1f}{verdict}")
        return made
