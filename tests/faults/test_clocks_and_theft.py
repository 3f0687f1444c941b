# SPDX-License-Identifier: Apache-2.0
"""A clock that jumps by years harms neither order nor backups; what a thief gets of an encrypted portfolio is noise."""

from __future__ import annotations

import os

import pytest

from tests.crash.run import counted

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="NOT RUN: the harnesses need fork")


@pytest.mark.parametrize("seed", [1, 2])
def test_that_40_instants_keep_order_backups_and_what_is_due(seed: int) -> None:
    tally = counted("clocks", seed=seed, size=40)
    assert tally.clean, tally
    assert tally.runs == 40


def test_that_none_of_1000_words_is_readable_in_any_file_after_kill_9_and_after_closing() -> None:
    tally = counted("stolen-files", seed=1, size=1000)
    assert tally.clean, tally
    assert tally.acknowledged >= 1000


def test_that_the_same_search_finds_them_all_in_a_portfolio_that_is_not_encrypted() -> None:
    tally = counted("planted-unencrypted", seed=1, size=200)
    assert tally.leaks > 200
