# SPDX-License-Identifier: Apache-2.0
"""Full disks, damaged files, many starts at once and two writers: told in a sentence, and nothing is lost."""

from __future__ import annotations

import os

import pytest

from tests.crash.conftest import not_run
from tests.crash.run import counted
from tests.faults import full_disk

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="NOT RUN: the harnesses need fork"),
    pytest.mark.slow,
]


def test_that_20_jobs_on_a_full_disk_change_nothing_and_work_once_there_is_room() -> None:
    not_run(full_disk.trouble())
    tally = counted("full-disk", seed=1, size=20)
    assert tally.clean, tally
    assert tally.runs == 20


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_that_2500_damaged_files_open_whole_or_are_refused_untouched(seed: int) -> None:
    tally = counted("damaged-files", seed=seed, size=2500)
    assert tally.clean, tally
    assert tally.runs == 2500


@pytest.mark.parametrize("seed", [1, 2])
def test_that_50_starts_at_once_have_one_owner(seed: int) -> None:
    tally = counted("parallel-starts", seed=seed, size=50)
    assert tally.clean, tally
    assert (tally.runs, tally.acknowledged) == (50, 1)


def test_that_two_writers_lose_none_of_2000_increments() -> None:
    tally = counted("two-writers", seed=1, size=2000)
    assert tally.clean, tally
    assert tally.acknowledged == 2000


def test_that_a_lost_update_is_noticed() -> None:
    assert counted("planted-lost-update", seed=1, size=400).lost > 0
