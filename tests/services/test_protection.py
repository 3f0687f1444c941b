# SPDX-License-Identifier: Apache-2.0
"""Ways into an encrypted portfolio: made, changed, lost one after the other, and never a fresh store instead."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail, null

from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.kernel.errors import PlannerError
from planner.kernel.settings import Settings
from planner.safe import key_file
from planner.safe.key_file import KeyFileError
from planner.safe.key_store import KeyStoreError
from planner.safe.keys import COMPUTER, LEAST, PASSWORD, RECOVERY, Cost, WrongSecretError, calibrated, new_recovery_key
from planner.services import off_disk, protection
from planner.services.backup import back_up
from planner.services.password_rules import judged
from planner.services.portfolio import LockedError, create, open_portfolio, save_settings
from planner.services.protection import Protection
from planner.store.database import StoreError
from tests.conftest import DEVICE, NOW, copied
from tests.key_stores import LockedKeyring, MemoryKeyring

SECRET = "four words and a river"
PRINTED = new_recovery_key()


@pytest.fixture
def store() -> Iterator[MemoryKeyring]:
    """A key store that works, for one test."""
    before, made = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed encrypted portfolio with a backup beside it; tests work on copies."""
    place = tmp_path_factory.mktemp("sealed") / "Mine.waterline"
    made = Protection(password=SECRET, recovery=PRINTED, cost=LEAST)
    session = create(place, me_name="Dana", device=DEVICE, protection=made, clock=FixedClock(NOW))
    back_up(session.db, paths.backups_folder(place))
    session.close()
    return place


@pytest.fixture
def path(once: Path, tmp_path: Path) -> Path:
    """A copy of that portfolio, with its backup."""
    return copied(once, tmp_path / "mine")


def _kinds(path: Path) -> list[str]:
    return [way.kind for way in protection.ways(path)]


def test_that_every_way_in_is_listed_with_its_day(path: Path, store: MemoryKeyring, clock: FixedClock) -> None:
    protection.remember_here(path, protection.unlock(path, SECRET), clock=clock)
    found = protection.ways(path)
    assert [way.kind for way in found] == [PASSWORD, RECOVERY, COMPUTER]
    assert {way.since for way in found} == {clock.now()}
    assert [way.here for way in found] == [False, False, True]


# -- this computer


def test_that_this_computer_opens_it_without_asking_once_it_was_allowed_to(path: Path, store: MemoryKeyring) -> None:
    assert protection.unlock_here(path) is None
    assert store.kept == {}
    key = protection.unlock(path, SECRET)
    protection.remember_here(path, key)
    assert protection.opens_here(path)
    assert protection.unlock_here(path) == key
    assert SECRET not in str(store.kept)
    assert key.data.hex() not in str(store.kept)


def test_that_a_forgotten_computer_asks_again_and_its_key_store_is_empty(path: Path, store: MemoryKeyring) -> None:
    protection.remember_here(path, protection.unlock(path, SECRET))
    assert protection.forget_computer(path)
    assert store.kept == {}
    assert not protection.opens_here(path)
    assert protection.unlock_here(path) is None
    assert _kinds(path) == [PASSWORD, RECOVERY]


@pytest.mark.parametrize("made", [fail.Keyring, null.Keyring, LockedKeyring])
def test_that_without_a_key_store_the_password_is_asked_and_nothing_changes(
    path: Path, made: type[keyring.backend.KeyringBackend], store: MemoryKeyring
) -> None:
    key = protection.unlock(path, SECRET)
    protection.remember_here(path, key)
    before = paths.key_path(path).read_bytes()
    keyring.set_keyring(made())
    assert protection.unlock_here(path) is None
    with pytest.raises(KeyStoreError, match="password is asked for as before"):
        protection.remember_here(path, key)
    assert paths.key_path(path).read_bytes() == before
    assert not protection.forget_computer(path), "it could not be told"
    assert not protection.opens_here(path)


def test_that_a_reset_key_store_only_means_the_password_again(path: Path, store: MemoryKeyring) -> None:
    protection.remember_here(path, protection.unlock(path, SECRET))
    store.kept.clear()
    assert protection.unlock_here(path) is None
    assert protection.opens_here(path)
    store.kept["Waterline", key_file.load(path).owner] = "0" * 64
    assert protection.unlock_here(path) is None
    protection.remember_here(path, protection.unlock(path, SECRET))
    assert protection.unlock_here(path) is not None


def test_that_another_computer_keeps_its_way_in_and_can_be_forgotten_from_here(
    path: Path, store: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    protection.remember_here(path, protection.unlock(path, SECRET))
    monkeypatch.setenv("WATERLINE_CONFIG_DIR", str(tmp_path / "other"))
    assert not protection.opens_here(path)
    (other,) = (way for way in protection.ways(path) if way.kind == COMPUTER)
    assert not other.here
    assert protection.forget_computer(path, other.place)
    assert _kinds(path) == [PASSWORD, RECOVERY]
    assert len(store.kept) == 1, "its own key store is not reached from here"


# -- each way in deleted in turn


@pytest.mark.parametrize("lost", [PASSWORD, RECOVERY, COMPUTER])
def test_that_the_other_ways_open_it_when_one_is_lost(path: Path, store: MemoryKeyring, lost: str) -> None:
    key = protection.unlock(path, SECRET)
    protection.remember_here(path, key)
    file = key_file.load(path)
    (gone,) = (one for one in file.wraps if one.kind == lost)
    key_file.save(path, file.without(gone.kind, gone.place))
    tries: dict[str, Callable[[], object]] = {
        PASSWORD: lambda: protection.unlock(path, SECRET),
        RECOVERY: lambda: protection.unlock(path, PRINTED, RECOVERY),
        COMPUTER: lambda: protection.unlock_here(path),
    }
    for kind, attempt in tries.items():
        if kind != lost:
            assert attempt() == key
    if lost == COMPUTER:
        assert protection.unlock_here(path) is None
    else:
        with pytest.raises(KeyFileError, match=r"any more\. Nothing was changed; use the"):
            tries[lost]()


@pytest.mark.parametrize("harm", [Path.unlink, lambda file: file.write_bytes(b"{}")])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("second", [True, False])
def test_that_key_files_are_healed_from_each_other_and_from_a_backup(
    path: Path, harm: Callable[[Path], object], first: bool, second: bool
) -> None:
    whole = paths.key_path(path).read_bytes()
    for lost, place in ((first, paths.key_path(path)), (second, paths.key_copy_path(path))):
        if lost:
            harm(place)
    with closing(open_portfolio(path, key=protection.unlock(path, SECRET))):
        pass
    assert paths.key_path(path).read_bytes() == paths.key_copy_path(path).read_bytes() == whole


def test_that_without_any_key_file_it_stays_shut_and_whole_and_says_what_to_do(path: Path) -> None:
    content = path.read_bytes()
    _lose_keys(path)
    for ask in (lambda: open_portfolio(path), lambda: protection.unlock(path, SECRET)):
        with pytest.raises(KeyFileError, match=r"Put Mine\.waterline\.key back beside it; a copy lies with each"):
            ask()
    with pytest.raises(PlannerError, match="already a file"):
        create(path)
    assert path.read_bytes() == content


def test_that_an_encrypted_file_brought_alone_is_told_from_a_foreign_one(path: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone.waterline"
    alone.write_bytes(path.read_bytes())
    with pytest.raises(StoreError, match=r"put alone\.waterline\.key back beside it"):
        open_portfolio(alone)
    alone.write_text("no portfolio " * 40)
    with pytest.raises(StoreError, match=r"^This file is not a Waterline portfolio"):
        open_portfolio(alone)


def test_that_a_key_file_of_another_store_is_not_taken_from_the_backups(path: Path) -> None:
    _lose_keys(path)
    side = paths.side_path(path)
    side.write_text("b" * 32 + side.read_text()[32:])
    foreign = paths.backups_folder(path) / "x.waterline"
    made = key_file.KeyFile(owner="c" * 32, check="", wraps=())
    key_file.save(foreign, made)
    with pytest.raises(KeyFileError, match="missing or damaged"):
        protection.unlock(path, SECRET)


def _lose_keys(path: Path) -> None:
    for file in (paths.key_path(path), paths.key_copy_path(path), *paths.backups_folder(path).glob("*.key*")):
        file.unlink()


# -- wrong secret and damaged file, told apart


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _flip_first(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[40:300] = bytes(260)
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [None, _cut, _empty, _flip_first])
@pytest.mark.parametrize("right", [True, False])
def test_that_a_wrong_secret_and_a_damaged_store_are_told_apart(
    path: Path, harm: Callable[[Path], None] | None, right: bool
) -> None:
    if harm is not None:
        harm(path)
    harmed = path.read_bytes()
    if not right:
        with pytest.raises(WrongSecretError, match="not the password"):
            protection.unlock(path, SECRET + "s")
        with pytest.raises(WrongSecretError, match="recovery key does not open"):
            protection.unlock(path, new_recovery_key(), RECOVERY)
        return
    for secret, kind in ((SECRET, PASSWORD), (PRINTED, RECOVERY)):
        key = protection.unlock(path, secret, kind)
        if harm is None:
            open_portfolio(path, key=key).close()
            continue
        with pytest.raises(StoreError, match=r"cut short|didn't open cleanly"):
            open_portfolio(path, key=key)
        assert path.read_bytes() == harmed


def test_that_a_portfolio_cut_short_is_not_asked_for_a_password(path: Path) -> None:
    _cut(path)
    with pytest.raises(StoreError, match="cut short"):
        open_portfolio(path)


def test_that_a_whole_one_is(path: Path) -> None:
    with pytest.raises(LockedError):
        open_portfolio(path)


# -- changing


def test_that_a_new_password_holds_for_the_backups_too(path: Path) -> None:
    key = protection.unlock(path, SECRET)
    assert protection.set_password(path, key, "another four words", cost=LEAST) == 1
    (backup,) = paths.backups_folder(path).glob("*.waterline")
    for place in (path, backup):
        with pytest.raises(WrongSecretError):
            protection.unlock(place, SECRET)
        assert protection.unlock(place, "another four words") == key
        assert protection.unlock(place, PRINTED, RECOVERY) == key


def test_that_a_new_password_holds_for_what_was_damaged_and_kept(path: Path) -> None:
    key = protection.unlock(path, SECRET)
    kept = path.with_name(f"{path.stem} damaged 2026-11-20{path.suffix}")
    shutil.copyfile(path, kept)
    shutil.copyfile(paths.key_path(path), paths.key_path(kept))
    assert protection.set_password(path, key, "another four words", cost=LEAST) == 2
    with pytest.raises(WrongSecretError):
        protection.unlock(kept, SECRET)


def test_that_a_new_password_holds_for_the_copies_in_the_second_folder(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    off_disk.choose(folder, path)
    save_settings(Settings(backup_folder=str(folder)))
    key = protection.unlock(path, SECRET)
    with closing(open_portfolio(path, key=key)) as session:
        assert off_disk.catch_up(session, folder) == 1
    (copy,) = folder.rglob("*.waterline")
    assert protection.set_password(path, key, "another four words", cost=LEAST) == 2
    assert protection.unlock(copy, "another four words") == key
    (folder / off_disk.MARK).unlink()
    assert protection.set_password(path, key, "a third set of words", cost=LEAST) == 1, "another disk is there"


def test_that_a_backup_of_another_portfolio_keeps_its_own_ways_in(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.waterline"
    session = create(other, device=DEVICE, protection=Protection(password=SECRET, recovery=PRINTED, cost=LEAST))
    copy = back_up(session.db, paths.backups_folder(path))
    session.close()
    protection.set_password(path, protection.unlock(path, SECRET), "another four words", cost=LEAST)
    assert protection.unlock(copy, SECRET) == protection.unlock(other, SECRET)


@pytest.mark.parametrize(
    ("password", "enough"),
    [
        ("", False),
        ("a1!Zq", False),
        ("qwertyuiop1234", False),
        ("Waterline2026!", False),
        ("Mine Mine Mine", False),
        ("abababababab", False),
        ("four words and a river", True),
        ("correct horse battery", True),
        ("ein Fluss aus Kupferdraht", True),
        ("龍舟水線客戶計劃春天", True),
        ("x7#Kp2!vQ9", True),
        ("four words and a river " * 6, True),
    ],
)
def test_that_passwords_are_judged_by_how_soon_they_are_guessed(password: str, enough: bool) -> None:
    found = judged(password, ("Mine",))
    assert found.is_enough is enough
    assert found.text
    assert bool(found.advice) is not enough


def test_that_the_name_of_the_portfolio_makes_a_poor_password(path: Path) -> None:
    poor = path.with_name("Kupferdraht.waterline")
    with pytest.raises(PlannerError, match="too easy to guess"):
        create(poor, protection=Protection(password="Kupferdraht1", cost=LEAST))
    assert list(poor.parent.glob("Kupferdraht*")) == []


def test_that_a_new_password_is_never_cheaper_to_guess_than_the_one_before(path: Path) -> None:
    key = protection.unlock(path, SECRET)
    dear = Cost(passes=11, memory_kib=320 * 1024)
    protection.set_password(path, key, "another four words", cost=dear)
    protection.set_password(path, key, "a third set of words")
    found = key_file.load(path).of_kind(PASSWORD)
    assert found is not None
    assert found.cost is not None
    assert found.cost.passes * found.cost.memory_kib >= dear.passes * dear.memory_kib


def test_that_the_cost_is_kept_as_it_was_measured_and_a_new_password_measures_anew(path: Path) -> None:
    dear = calibrated(0.3)
    key = protection.unlock(path, SECRET)
    protection.set_password(path, key, "another four words", cost=dear)
    found = key_file.load(path).of_kind(PASSWORD)
    assert found is not None
    assert found.cost == dear
    assert dear.passes * dear.memory_kib >= LEAST.passes * LEAST.memory_kib
