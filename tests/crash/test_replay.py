# SPDX-License-Identifier: Apache-2.0
"""No kill and no power cut loses what was acknowledged, at any moment of a day; and the replay would notice."""

from __future__ import annotations

import pytest

from tests.crash.run import counted

pytestmark = [pytest.mark.usefixtures("tracing"), pytest.mark.slow]


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_that_9000_images_of_a_day_lose_nothing(seed: int) -> None:
    tally = counted("replay", seed=seed, size=9_000)
    assert tally.clean, tally
    assert tally.runs == 9_000
    assert tally.acknowledged > 9_000


@pytest.mark.parametrize("seed", [11, 12, 13, 14])
def test_that_6000_images_of_an_encrypted_day_lose_nothing(seed: int) -> None:
    tally = counted("replay-sealed", seed=seed, size=6_000)
    assert tally.clean, tally
    assert tally.runs == 6_000
    assert tally.acknowledged > 6_000


@pytest.mark.parametrize("seed", [1, 2])
def test_that_250_images_of_a_store_of_10_mb_lose_nothing(seed: int) -> None:
    tally = counted("replay-realistic", seed=seed, size=250)
    assert tally.clean, tally
    assert tally.runs == 250


@pytest.mark.parametrize("seed", [1, 2])
def test_that_1000_crashes_while_recovering_from_a_crash_lose_nothing(seed: int) -> None:
    tally = counted("replay-nested", seed=seed, size=1000)
    assert tally.clean, tally
    assert tally.runs == 1000


@pytest.mark.parametrize(("planted", "size"), [("planted-sync-normal", 1600), ("planted-early-ack", 600)])
def test_that_a_planted_fault_is_noticed_as_loss(planted: str, size: int) -> None:
    assert counted(planted, seed=3, size=size).lost > 0


def test_that_a_store_that_does_not_sync_is_noticed_as_loss_and_as_damage() -> None:
    tally = counted("planted-sync-off", seed=2, size=600)
    assert tally.lost > 0
    assert tally.corrupt > 0


@pytest.mark.parametrize("seed", [1, 2])
def test_that_500_power_cuts_in_backups_restoring_keys_and_set_up_leave_nothing_half_made(seed: int) -> None:
    tally = counted("replay-files", seed=seed, size=500)
    assert tally.clean, tally
    assert tally.runs == 500


def test_that_a_file_renamed_before_it_is_synced_is_noticed() -> None:
    assert counted("planted-missing-sync", seed=1, size=300).corrupt > 0


def test_that_what_is_acknowledged_after_a_failed_sync_survives_power_cuts() -> None:
    for seed in (1, 2):
        tally = counted("replay-failed-sync", seed=seed, size=220)
        assert tally.clean, tally
        assert tally.runs >= 190


def test_that_a_log_whose_name_is_left_to_a_folder_that_does_not_sync_is_noticed() -> None:
    assert counted("planted-lost-name", seed=2, size=200).lost > 0
