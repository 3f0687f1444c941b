# SPDX-License-Identifier: Apache-2.0
"""Saving, import, upgrade, backup, restoring, keys, form, erasing: hit at a counted call, all or nothing is there."""

from __future__ import annotations

import pytest

from tests.crash.run import counted

pytestmark = [pytest.mark.usefixtures("tracing"), pytest.mark.slow]


@pytest.mark.parametrize("seed", [1, 2])
def test_that_500_kills_at_counted_calls_leave_nothing_half_done(seed: int) -> None:
    tally = counted("kill-points", seed=seed, size=500)
    assert tally.clean, tally
    assert tally.runs == 500


@pytest.mark.parametrize("seed", [1, 2])
def test_that_300_failing_calls_are_told_in_a_sentence_and_lose_nothing(seed: int) -> None:
    tally = counted("failing-calls", seed=seed, size=300)
    assert tally.clean, tally
    assert tally.runs == 300
