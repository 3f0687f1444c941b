# SPDX-License-Identifier: Apache-2.0
"""Copies in a second folder: made, read back, thinned, caught up; and what happens when the disk is pulled out."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.kernel.errors import PlannerError
from planner.safe.keys import LEAST
from planner.services import automatic_backups, customers, off_disk, portfolio
from planner.services.backup import back_up
from planner.services.backups import is_whole, restore_as
from planner.services.protection import Protection, set_password, unlock
from planner.services.session import Session
from planner.store import portfolio_settings
from tests.conftest import DEVICE
from tests.stores import dump

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PASSWORD, OTHER = "four words and a river", "five other words by the sea"


@pytest.fixture
def stick(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A chosen second folder that counts as another disk."""
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr(off_disk, "_disk", lambda place: 2 if place.is_relative_to(folder) else 1)
    assert off_disk.choose(folder, session.path) == off_disk.OTHER_DISK
    return folder


def _there(stick: Path) -> list[str]:
    return sorted(path.name for path in stick.rglob("*.waterline"))


def _backed_up(session: Session, name: str = "Meridian Foods") -> Path:
    customers.add_account(session, name)
    made = automatic_backups.make(session)
    assert made is not None
    return made


def test_that_a_copy_off_the_disk_opens_on_its_own(session: Session, stick: Path, tmp_path: Path) -> None:
    made = _backed_up(session)
    assert off_disk.catch_up(session, stick) == 1
    copy = off_disk.listing(session, stick)[0]
    assert (copy.path.name, copy.state, copy.since) == (made.name, "verified", 0)
    expected = dump(session)
    again = restore_as(copy.path, tmp_path / "again.waterline")
    with closing(portfolio.open_portfolio(again, device=DEVICE)) as opened:
        assert dump(opened) == expected


def test_that_what_was_missed_is_caught_up_and_nothing_is_copied_twice(
    session: Session, stick: Path, clock: FixedClock
) -> None:
    stick.joinpath(off_disk.MARK).rename(stick / "away")
    names = []
    for number in range(3):
        names.append(_backed_up(session, f"Account {number}").name)
        clock.advance(HOUR)
        assert off_disk.catch_up(session, stick) == 0
    stick.joinpath("away").rename(stick / off_disk.MARK)
    assert off_disk.catch_up(session, stick) == 3
    assert _there(stick) == names
    assert off_disk.catch_up(session, stick) == 0


def test_that_a_damaged_copy_is_made_anew(session: Session, stick: Path) -> None:
    _backed_up(session)
    off_disk.catch_up(session, stick)
    copy = off_disk.listing(session, stick)[0].path
    copy.write_bytes(copy.read_bytes()[:-1])
    assert off_disk.catch_up(session, stick) == 1
    assert is_whole(copy)


def test_that_the_second_folder_is_thinned_too(session: Session, stick: Path, clock: FixedClock) -> None:
    for number in range(24):
        _backed_up(session, f"Account {number}")
        off_disk.catch_up(session, stick)
        clock.advance(DAY)
    assert _there(stick) == sorted(path.name for path in paths.backups_folder(session.path).glob("*.waterline"))
    assert len(_there(stick)) == 17


def test_that_portfolios_of_one_name_do_not_meet(session: Session, stick: Path, tmp_path: Path) -> None:
    _backed_up(session)
    off_disk.catch_up(session, stick)
    other = portfolio.create(tmp_path / "elsewhere" / "portfolio.waterline", clock=session.clock, device=DEVICE)
    with closing(other):
        _backed_up(other)
        off_disk.catch_up(other, stick)
        assert len(off_disk.listing(other, stick)) == 1
    assert len(_there(stick)) == 2


def test_that_the_age_off_the_disk_is_known_when_the_disk_is_not_there(
    session: Session, stick: Path, clock: FixedClock
) -> None:
    assert off_disk.standing(session, stick).newest is None
    _backed_up(session)
    off_disk.catch_up(session, stick)
    made = clock.now()
    clock.advance(DAY)
    shutil.rmtree(stick)
    found = off_disk.standing(session, stick)
    assert (found.reachable, found.newest) == (False, made)
    assert off_disk.standing(session, None).newest == made


def test_that_a_folder_on_the_same_disk_does_not_count_as_off_it(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "beside"
    folder.mkdir()
    kind = off_disk.choose(folder, session.path)
    _backed_up(session)
    assert off_disk.catch_up(session, folder) == 1
    assert kind == off_disk.SAME_DISK
    assert off_disk.standing(session, folder).newest is None
    assert "same disk" in off_disk.warning(kind, encrypted=True)


def test_that_a_plain_portfolio_in_a_synchronised_folder_is_warned_of() -> None:
    assert "whoever can read" in off_disk.warning("synced", encrypted=False)
    assert off_disk.warning("synced", encrypted=True) == ""
    assert off_disk.warning(off_disk.OTHER_DISK, encrypted=False) == ""


@pytest.mark.parametrize("place", ["", "inside", "missing"])
def test_that_a_folder_that_is_no_second_one_is_refused(session: Session, place: str, tmp_path: Path) -> None:
    own = paths.backups_folder(session.path)
    (own / "inside").mkdir(parents=True)
    folder = tmp_path / "missing" if place == "missing" else own / place
    with pytest.raises(PlannerError):
        off_disk.choose(folder, session.path)
    assert list(own.rglob(off_disk.MARK)) == []


def test_that_an_encrypted_copy_carries_its_key_and_follows_a_new_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, folder = tmp_path / "secret.waterline", tmp_path / "stick"
    folder.mkdir()
    with closing(portfolio.create(path, device=DEVICE, protection=Protection(password=PASSWORD, cost=LEAST))) as made:
        off_disk.choose(folder, path)
        _backed_up(made)
        off_disk.catch_up(made, folder)
        copy = off_disk.listing(made, folder)[0].path
        expected = dump(made)
        assert unlock(copy, PASSWORD) == made.db.key
        assert made.db.key is not None
        set_password(path, made.db.key, OTHER, cost=LEAST)
        off_disk.catch_up(made, folder)
    again = restore_as(copy, tmp_path / "again.waterline", unlock(copy, OTHER))
    with closing(portfolio.open_portfolio(again, device=DEVICE, key=unlock(again, OTHER))) as opened:
        assert dump(opened) == expected


def _gone(stick: Path) -> Callable[..., object]:
    def pulled(*_args: object, **_named: object) -> None:
        shutil.rmtree(stick)
        raise OSError(errno.EIO, "input/output error")

    return pulled


def _full(_stick: Path) -> Callable[..., object]:
    def full(*_args: object, **_named: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    return full


@pytest.mark.parametrize(("fault", "code"), [(_gone, "backup-target-gone"), (_full, "backup-target")])
@pytest.mark.parametrize("place", ["shutil.copyfile", "keep_files", "fault_of", "os.fsync", "sync_folder"])
def test_that_a_disk_pulled_out_or_full_leaves_nothing_half_done(
    session: Session,
    stick: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[[Path], Callable[..., object]],
    code: str,
    place: str,
) -> None:
    made = _backed_up(session)
    with monkeypatch.context() as broken:
        broken.setattr(f"planner.services.off_disk.{place}", fault(stick))
        with pytest.raises(PlannerError) as caught:
            off_disk.catch_up(session, stick)
    assert caught.value.code == code
    assert "The backup on this computer is whole" in str(caught.value)
    assert is_whole(made)
    stick.mkdir(exist_ok=True)
    (stick / off_disk.MARK).write_bytes(b"")
    half = [path for path in stick.rglob("*") if path.is_file() and path.name != off_disk.MARK]
    assert half == [] or place == "sync_folder", "only what was complete already stays"
    off_disk.catch_up(session, stick)
    assert [one.state for one in off_disk.listing(session, stick)] == ["verified"]
    assert is_whole(off_disk.listing(session, stick)[0].path)


def test_that_a_copy_that_reads_back_differently_is_thrown_away(
    session: Session, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _backed_up(session)
    real = shutil.copyfile

    def rotten(source: Path, target: Path) -> None:
        real(source, target)
        if target.name.endswith(".partial"):
            content = bytearray(target.read_bytes())
            content[5000] ^= 1
            target.write_bytes(content)

    monkeypatch.setattr("planner.services.off_disk.shutil.copyfile", rotten)
    with pytest.raises(PlannerError, match="could not be written"):
        off_disk.catch_up(session, stick)
    assert _there(stick) == []


def test_that_the_full_folder_is_said_before_anything_is_written(
    session: Session, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(session.db, paths.backups_folder(session.path), at=session.clock.now())
    monkeypatch.setattr(off_disk, "free_space", lambda _folder: 5_000_000)
    with pytest.raises(PlannerError, match=r"full \(5 MB left\)"):
        off_disk.catch_up(session, stick)
    assert _there(stick) == []


def test_when_the_reminder_is_due(session: Session, stick: Path, clock: FixedClock) -> None:
    assert not off_disk.is_due(session, None)
    clock.advance(14 * DAY)
    assert off_disk.is_due(session, None)
    assert "Choose a folder" in off_disk.reminder_text(session, None)
    _backed_up(session)
    off_disk.catch_up(session, stick)
    assert not off_disk.is_due(session, stick)
    clock.advance(20 * DAY)
    assert off_disk.is_due(session, stick)
    assert "20 days old" in off_disk.reminder_text(session, stick)
    off_disk.put_off(session)
    assert not off_disk.is_due(session, stick)


def test_that_the_sample_is_neither_copied_nor_reminded_of(session: Session, stick: Path, clock: FixedClock) -> None:
    customers.add_account(session, "Meridian Foods")
    back_up(session.db, paths.backups_folder(session.path))
    with session.db.transaction() as conn:
        portfolio_settings.put(conn, "sample", value=True)
    clock.advance(30 * DAY)
    assert off_disk.catch_up(session, stick) == 0
    assert not off_disk.is_due(session, stick)
