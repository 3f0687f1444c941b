# SPDX-License-Identifier: Apache-2.0
"""The daily backup on a real disk: when it is made, what it holds, and what happens when it can't be made."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.kernel.errors import PlannerError
from planner.safe.vault import stored_path
from planner.services import backup, customers, daily_backup, portfolio
from planner.services.backup import back_up
from planner.services.session import Session
from planner.store import driver, portfolio_settings
from tests.stores import a_stored, dump

DAY = timedelta(days=1)


def _kept(session: Session) -> list[str]:
    return sorted(path.name for path in paths.backups_folder(session.path).glob("*.waterline"))


def test_that_the_first_change_is_backed_up_and_the_copy_opens(session: Session) -> None:
    customers.add_account(session, "Meridian Foods")
    made = daily_backup.make(session)
    assert made is not None
    assert made.name == "portfolio 2026-11-02T090000 daily.waterline"
    expected = dump(session)
    copy = portfolio.open_portfolio(made)
    try:
        assert dump(copy) == expected
    finally:
        copy.close()


def test_that_there_is_one_a_day_and_only_when_something_was_changed(session: Session, clock: FixedClock) -> None:
    customers.add_account(session, "Meridian Foods")
    assert daily_backup.make(session) is not None
    customers.add_account(session, "Nordlys")
    assert daily_backup.make(session) is None
    clock.advance(DAY)
    assert daily_backup.make(session) is not None
    clock.advance(DAY)
    assert daily_backup.make(session) is None
    session.undo()
    assert daily_backup.make(session) is not None


def test_that_a_backup_that_was_taken_away_is_made_again(session: Session) -> None:
    customers.add_account(session, "Meridian Foods")
    first = daily_backup.make(session)
    assert first is not None
    first.unlink()
    assert daily_backup.make(session) == first


def test_that_the_sample_is_not_backed_up(session: Session) -> None:
    with session.db.transaction() as conn:
        portfolio_settings.put(conn, "sample", value=True)
    customers.add_account(session, "Meridian Foods")
    assert daily_backup.make(session) is None
    assert _kept(session) == []


def test_that_fourteen_days_are_kept_and_every_backup_by_hand(session: Session, clock: FixedClock) -> None:
    by_hand = back_up(session.db, paths.backups_folder(session.path), at=clock.now()).name
    for number in range(16):
        customers.add_account(session, f"Account {number}")
        assert daily_backup.make(session) is not None
        clock.advance(DAY)
    kept = _kept(session)
    assert by_hand in kept
    assert len(kept) == 15
    assert "portfolio 2026-11-04T090000 daily.waterline" in kept
    assert "portfolio 2026-11-03T090000 daily.waterline" not in kept


def test_that_the_attachments_of_a_day_go_with_its_backup(session: Session, clock: FixedClock, tmp_path: Path) -> None:
    from planner.services import attachments

    note = tmp_path / "note.txt"
    note.write_text("Rectifier R2 runs hot.", encoding="utf-8")
    file = attachments.attach(session, a_stored(session, "account").id, note)
    for number in range(15):
        customers.add_account(session, f"Account {number}")
        daily_backup.make(session)
        clock.advance(DAY)
    folders = list(paths.backups_folder(session.path).glob("*.files"))
    assert len(folders) == 14
    assert all(stored_path(folder, file.sha256).read_bytes() == note.read_bytes() for folder in folders)


def _no_space(*_args: object, **_named: object) -> None:
    raise OSError(errno.ENOSPC, "no space")


def _no_room(folder: Path) -> int:
    return 40_000_000


def _denied(*_args: object, **_named: object) -> None:
    raise OSError(errno.EACCES, "denied")


def _damaged(*_args: object, **_named: object) -> None:
    raise driver.DatabaseError("disk I/O error")


def _full_store(*_args: object, **_named: object) -> None:
    raise driver.DatabaseError("database or disk is full")


@pytest.mark.parametrize(
    ("place", "fault", "code"),
    [
        ("planner.services.backup.free_space", _no_room, "daily-full"),
        ("planner.services.backup._copy", _full_store, "daily-full"),
        ("planner.services.backup.keep_files", _no_space, "daily-full"),
        ("planner.services.backup.keep_files", _denied, "daily-folder"),
        ("planner.services.backup._verify", _damaged, "daily-backup"),
        ("planner.services.backup.os.fsync", _no_space, "daily-full"),
    ],
)
def test_that_a_fault_leaves_nothing_half_done_and_says_what_is_safe(
    session: Session, monkeypatch: pytest.MonkeyPatch, place: str, fault: Callable[..., object], code: str
) -> None:
    customers.add_account(session, "Meridian Foods")
    before = dump(session)
    with monkeypatch.context() as broken:
        broken.setattr(place, fault)
        with pytest.raises(PlannerError) as caught:
            daily_backup.make(session)
    assert caught.value.code == code
    assert "backup" in str(caught.value)
    assert list(paths.backups_folder(session.path).iterdir()) == []
    assert dump(session) == before
    assert daily_backup.make(session) is not None


def test_that_a_copy_that_differs_is_thrown_away(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    customers.add_account(session, "Meridian Foods")
    real = backup._copy
    monkeypatch.setattr(backup, "_copy", lambda db, part: replace(real(db, part), counts={"account": 2}))
    with pytest.raises(PlannerError) as caught:
        daily_backup.make(session)
    assert caught.value.code == "daily-backup"
    assert _kept(session) == []


def test_that_a_folder_that_is_gone_is_told_calmly(session: Session) -> None:
    customers.add_account(session, "Meridian Foods")
    paths.backups_folder(session.path).write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(PlannerError) as caught:
        daily_backup.make(session)
    assert caught.value.code in {"daily-folder", "daily-backup"}
    assert "Your plans are safe" in str(caught.value)


def test_that_what_was_cut_off_with_the_program_is_cleared(session: Session) -> None:
    customers.add_account(session, "Meridian Foods")
    folder = paths.backups_folder(session.path)
    folder.mkdir()
    for name in ("portfolio 2026-11-01T090000 daily.waterline.partial", "my own notes.partial"):
        (folder / name).write_bytes(b"half")
    made = daily_backup.make(session)
    assert made is not None
    assert sorted(p.name for p in folder.iterdir()) == sorted(["my own notes.partial", made.name, f"{made.name}.proof"])


def test_that_a_renamed_portfolio_begins_its_own_row(session: Session, tmp_path: Path) -> None:
    customers.add_account(session, "Meridian Foods")
    daily_backup.make(session)
    session.close()
    moved = tmp_path / "other.waterline"
    shutil.move(session.path, moved)
    again = portfolio.open_portfolio(moved, clock=session.clock)
    try:
        made = daily_backup.make(again)
    finally:
        again.close()
    assert made is not None
    assert made.parent == paths.backups_folder(moved)
