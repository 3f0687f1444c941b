# SPDX-License-Identifier: Apache-2.0
"""D11: the state of a need from its four tests, the five errors and its evidence. There are no records for it yet."""

from __future__ import annotations

from collections.abc import Mapping

from planner.kernel.data import dataclass
from planner.rules.ruleset import Rules

RAW, SIFTED, CONNECTED, ROOTED = "raw", "sifted", "connected", "rooted"
TESTS = ("significance", "truth", "connection", "root")


@dataclass(frozen=True, slots=True)
class NeedState:
    """How far a need has come, and what blocks it: "errors", "evidence"."""

    state: str
    blocked_by: tuple[str, ...]

    @property
    def validated(self) -> bool:
        """Rooted and not blocked: only then an ask may be accepted."""
        return self.state == ROOTED and not self.blocked_by


def need_state(
    tests: Mapping[str, bool | None], errors: Mapping[str, bool | None], evidence: int, rules: Rules
) -> NeedState:
    """D11; a test that was not made is not passed, and one that was not passed stops the way."""
    passed = {name for name in TESTS if tests.get(name)}
    state = RAW
    if {"significance", "truth"} <= passed:
        state = SIFTED
        if "connection" in passed:
            state = ROOTED if "root" in passed else CONNECTED
    blocks = (("errors", any(errors.values())), ("evidence", evidence < rules.needs.evidence_min))
    return NeedState(state, tuple(name for name, holds in blocks if holds))
