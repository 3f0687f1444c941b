# SPDX-License-Identifier: Apache-2.0
"""Facts about the key of an encrypted portfolio and the file that wraps it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.safe import key_file
from planner.safe.key_file import KeyFileError
from planner.safe.keys import (
    LEAST,
    PASSWORD,
    RECOVERY,
    StoreKey,
    WrongSecretError,
    calibrated,
    new_key,
    new_recovery_key,
    read_recovery_key,
    wrap,
)

SECRET = "four words and a river"
OWNER = "a" * 32


@pytest.fixture(scope="module")
def key() -> StoreKey:
    return new_key()


@pytest.fixture(scope="module")
def recovery() -> str:
    return new_recovery_key()


@pytest.fixture
def portfolio(tmp_path: Path, key: StoreKey, recovery: str) -> Path:
    """A place with a key file and no store."""
    path = tmp_path / "p.waterline"
    key_file.create(path, key, owner=OWNER, password=SECRET, recovery=recovery, made_at="2026-11-21", cost=LEAST)
    return path


def test_that_password_and_recovery_key_open_the_same_key(portfolio: Path, key: StoreKey, recovery: str) -> None:
    assert key_file.unlock(portfolio, SECRET) == key
    assert key_file.unlock(portfolio, recovery.lower().replace("-", " "), RECOVERY) == key


def test_that_a_wrong_secret_is_told_from_a_damaged_file(portfolio: Path) -> None:
    with pytest.raises(WrongSecretError, match="not the password"):
        key_file.unlock(portfolio, SECRET + " ")
    with pytest.raises(WrongSecretError, match="recovery key"):
        key_file.unlock(portfolio, new_recovery_key(), RECOVERY)
    for path in (paths.key_path(portfolio), paths.key_copy_path(portfolio)):
        path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(KeyFileError, match="missing or damaged"):
        key_file.unlock(portfolio, SECRET)


def test_that_letters_composed_by_another_keyboard_are_the_same_password(tmp_path: Path, key: StoreKey) -> None:
    path = tmp_path / "p.waterline"
    made = {"owner": OWNER, "recovery": new_recovery_key(), "made_at": "2026-11-21"}
    key_file.create(path, key, password="Año Nuevo 2027", cost=LEAST, **made)
    assert key_file.unlock(path, "An\u0303o Nuevo 2027") == key


@pytest.mark.parametrize("place", [paths.key_path, paths.key_copy_path])
@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b""), lambda path: path.write_text("{}")])
def test_that_one_whole_copy_is_enough_and_heals_the_other(
    portfolio: Path, key: StoreKey, place: Callable[[Path], Path], harm: Callable[[Path], object]
) -> None:
    harm(place(portfolio))
    assert key_file.unlock(portfolio, SECRET) == key
    key_file.heal(portfolio, key)
    assert paths.key_path(portfolio).read_bytes() == paths.key_copy_path(portfolio).read_bytes()


def test_that_a_key_file_of_another_portfolio_is_not_put_over_the_right_one(portfolio: Path, key: StoreKey) -> None:
    right = paths.key_copy_path(portfolio).read_bytes()
    other = new_key()
    made = {"owner": OWNER, "recovery": new_recovery_key(), "made_at": "2026-11-21"}
    elsewhere = portfolio.with_name("other.waterline")
    key_file.create(elsewhere, other, password=SECRET, cost=LEAST, **made)
    paths.key_path(elsewhere).replace(paths.key_path(portfolio))
    key_file.heal(portfolio, key)
    assert paths.key_copy_path(portfolio).read_bytes() == right


def test_that_every_changed_byte_of_both_copies_is_noticed(portfolio: Path) -> None:
    whole = paths.key_path(portfolio).read_bytes()
    body = json.loads(whole)
    for at in range(len(whole)):
        harmed = bytearray(whole)
        harmed[at] ^= 1
        try:
            same = json.loads(harmed) == body
        except ValueError:
            same = False
        paths.key_path(portfolio).write_bytes(harmed)
        paths.key_copy_path(portfolio).write_bytes(harmed)
        if not same:  # a changed blank between the parts changes nothing
            with pytest.raises(KeyFileError):
                key_file.load(portfolio)


def test_that_a_new_password_shuts_the_old_one_out_and_leaves_the_recovery_key(
    portfolio: Path, key: StoreKey, recovery: str
) -> None:
    made = wrap(key, PASSWORD, "another four words", owner=OWNER, made_at="2026-11-22", cost=LEAST)
    key_file.change_secret(portfolio, key, made)
    with pytest.raises(WrongSecretError):
        key_file.unlock(portfolio, SECRET)
    assert key_file.unlock(portfolio, "another four words") == key
    assert key_file.unlock(portfolio, recovery, RECOVERY) == key


def test_that_a_key_of_another_portfolio_changes_nothing(portfolio: Path) -> None:
    before = paths.key_path(portfolio).read_bytes()
    other = new_key()
    foreign = wrap(other, RECOVERY, new_recovery_key(), owner=OWNER, made_at="x")
    with pytest.raises(KeyFileError, match="does not belong"):
        key_file.change_secret(portfolio, other, foreign)
    assert paths.key_path(portfolio).read_bytes() == before


@pytest.mark.parametrize("weaker", [{"passes": 1}, {"memory_kib": 8}, {"memory_kib": 1 << 30}, {"lanes": 0}])
def test_that_a_file_that_asks_for_too_little_or_too_much_work_is_no_key_file(
    portfolio: Path, weaker: dict[str, int]
) -> None:
    body = json.loads(paths.key_path(portfolio).read_bytes())
    body["wraps"][0]["argon2id"] |= weaker
    body["sha256"] = key_file._digest(body)
    for path in (paths.key_path(portfolio), paths.key_copy_path(portfolio)):
        path.write_text(json.dumps(body))
    with pytest.raises(KeyFileError):
        key_file.load(portfolio)


def test_that_a_key_file_of_a_newer_version_is_left_alone(portfolio: Path) -> None:
    body = json.loads(paths.key_path(portfolio).read_bytes()) | {"format": 2}
    text = json.dumps(body)
    for path in (paths.key_path(portfolio), paths.key_copy_path(portfolio)):
        path.write_text(text)
    with pytest.raises(KeyFileError, match="newer version"):
        key_file.load(portfolio)
    assert paths.key_path(portfolio).read_text() == text


def test_that_the_file_holds_neither_key_nor_password(portfolio: Path, key: StoreKey, recovery: str) -> None:
    text = paths.key_path(portfolio).read_text()
    for secret in (key.data.hex(), SECRET, recovery, recovery.replace("-", "")):
        assert secret not in text
    assert paths.key_path(portfolio).stat().st_mode & 0o077 == 0
    assert key.data.hex() not in repr(key)


def test_that_the_cost_of_a_guess_never_falls_below_the_least() -> None:
    cost = calibrated(0.0)
    assert (cost.passes, cost.memory_kib) == (LEAST.passes, LEAST.memory_kib)
    assert calibrated(0.4).memory_kib >= LEAST.memory_kib


def test_that_of_all_single_mistyped_signs_nearly_every_one_is_noticed() -> None:
    whole = new_recovery_key()
    assert read_recovery_key(whole.lower()) == whole
    places = [at for at, sign in enumerate(whole) if sign != "-"]
    typed = [
        whole[:at] + other + whole[at + 1 :] for at in places for other in "0123456789ABCDEFGH" if other != whole[at]
    ]
    taken = 0
    for text in typed:
        with suppress(PlannerError):
            assert read_recovery_key(text) != whole
            taken += 1
    assert taken < len(typed) / 100


@pytest.mark.parametrize("text", ["", "ABCD", "!" * 39, "0" * 31])
def test_that_what_is_no_recovery_key_is_refused(text: str) -> None:
    with pytest.raises(PlannerError, match="missing or mistyped"):
        read_recovery_key(text)
