# SPDX-License-Identifier: Apache-2.0
"""Automatic backups on a real disk: when it is made, what it holds, and what happens when it can't be made."""

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
from planner.services import automatic_backups, backup, customers, erased_backups, erasure, off_disk, people, portfolio
from planner.services.backup import back_up
from planner.services.backups import is_whole, listing, restore_over
from planner.services.session import Session
from planner.store import driver, portfolio_settings
from tests.stores import a_stored, dump

DAY = timedelta(days=1)


def _kept(session: Session) -> list[str]:
    return sorted(path.name for path in paths.backups_folder(session.path).glob("*.waterline"))


def test_that_the_first_change_is_backed_up_and_the_copy_opens(session: Session) -> None:
    customers.add_account(session, "Meridian Foods")
    made = automatic_backups.make(session)
    assert made is not None
    assert made.name == "portfolio 2026-11-02T090000 auto.waterline"
    expected = dump(session)
    copy = portfolio.open_portfolio(made)
    try:
        assert dump(copy) == expected
    finally:
        copy.close()


def test_that_there_is_one_only_when_something_was_changed(session: Session, clock: FixedClock) -> None:
    customers.add_account(session, "Meridian Foods")
    assert automatic_backups.make(session) is not None
    clock.advance(DAY)
    assert automatic_backups.make(session) is None
    customers.add_account(session, "Nordlys")
    assert automatic_backups.make(session, "on-quit") is not None
    assert automatic_backups.make(session) is None
    session.undo()
    assert automatic_backups.make(session) is not None


def test_that_a_backup_by_hand_counts_and_a_damaged_one_does_not(session: Session, clock: FixedClock) -> None:
    customers.add_account(session, "Meridian Foods")
    by_hand = back_up(session.db, paths.backups_folder(session.path), at=clock.now())
    assert automatic_backups.make(session) is None
    by_hand.write_bytes(by_hand.read_bytes()[:-1])
    assert automatic_backups.make(session) is not None


def test_that_the_same_step_of_another_line_does_not_count(session: Session, clock: FixedClock) -> None:
    customers.add_account(session, "Meridian Foods")
    first = automatic_backups.make(session)
    customers.add_account(session, "Nordlys")
    automatic_backups.make(session)
    path = session.path
    session.close()
    assert first is not None
    restore_over(first, path)
    clock.advance(DAY)
    again = portfolio.open_portfolio(path, clock=clock)
    try:
        assert automatic_backups.make(again) is None
        customers.add_account(again, "Oriel")
        assert {one.line for one in listing(again)} == {"same", "apart"}
        assert automatic_backups.make(again) is not None
    finally:
        again.close()


def test_that_an_import_that_can_not_be_backed_up_before_says_so(session: Session) -> None:
    customers.add_account(session, "Meridian Foods")
    paths.backups_folder(session.path).write_text("in the way", encoding="utf-8")
    with pytest.raises(PlannerError, match="nothing was imported"):
        automatic_backups.before_import(session)


def test_that_a_backup_before_restoring_is_verified_made_once_and_takes_no_old_one_away(
    session: Session, clock: FixedClock
) -> None:
    made = []
    for number in range(6):
        customers.add_account(session, f"Account {number}")
        made.append(automatic_backups.make(session))
        clock.advance(timedelta(hours=1))
    clock.advance(60 * DAY)  # all but one of that day would go now
    customers.add_account(session, "Nordlys")
    before = automatic_backups.before_restore(session)
    assert before is not None
    assert is_whole(before)
    assert before.stem.endswith("before-restore")
    assert all(one is not None and one.exists() for one in made)
    assert automatic_backups.before_restore(session) is None


def test_that_a_backup_that_was_taken_away_is_made_again(session: Session) -> None:
    customers.add_account(session, "Meridian Foods")
    first = automatic_backups.make(session)
    assert first is not None
    first.unlink()
    assert automatic_backups.make(session) == first


def test_that_the_sample_is_not_backed_up(session: Session) -> None:
    with session.db.transaction() as conn:
        portfolio_settings.put(conn, "sample", value=True)
    customers.add_account(session, "Meridian Foods")
    assert automatic_backups.make(session) is None
    assert _kept(session) == []


def test_that_old_ones_are_thinned_and_every_backup_by_hand_stays(session: Session, clock: FixedClock) -> None:
    by_hand = back_up(session.db, paths.backups_folder(session.path), at=clock.now()).name
    for number in range(24):
        customers.add_account(session, f"Account {number}")
        assert automatic_backups.make(session) is not None
        clock.advance(DAY)
    kept = _kept(session)
    assert by_hand in kept
    # the last day of the first week, then the 14 days before yesterday, yesterday and today
    assert [name[18:20] for name in kept if "auto" in name] == ["08", *[f"{day:02}" for day in range(10, 26)]]


def test_that_the_attachments_of_a_day_go_with_its_backup(session: Session, clock: FixedClock, tmp_path: Path) -> None:
    from planner.services import attachments

    note = tmp_path / "note.txt"
    note.write_text("Rectifier R2 runs hot.", encoding="utf-8")
    file = attachments.attach(session, a_stored(session, "account").id, note)
    for number in range(15):
        customers.add_account(session, f"Account {number}")
        automatic_backups.make(session)
        clock.advance(DAY)
    folders = list(paths.backups_folder(session.path).glob("*.files"))
    assert len(folders) == 15
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
        ("planner.services.backup.free_space", _no_room, "backup-full"),
        ("planner.services.backup._copy", _full_store, "backup-full"),
        ("planner.services.backup.keep_files", _no_space, "backup-full"),
        ("planner.services.backup.keep_files", _denied, "backup-folder"),
        ("planner.services.backup._verify", _damaged, "backup"),
        ("planner.services.backup.os.fsync", _no_space, "backup-full"),
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
            automatic_backups.make(session)
    assert caught.value.code == code
    assert "backup" in str(caught.value)
    assert list(paths.backups_folder(session.path).iterdir()) == []
    assert dump(session) == before
    assert automatic_backups.make(session) is not None


def test_that_a_copy_that_differs_is_thrown_away(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    customers.add_account(session, "Meridian Foods")
    real = backup._copy
    monkeypatch.setattr(backup, "_copy", lambda *args: replace(real(*args), counts={"account": 2}))
    with pytest.raises(PlannerError) as caught:
        automatic_backups.make(session)
    assert caught.value.code == "backup"
    assert _kept(session) == []


def test_that_a_folder_that_is_gone_is_told_calmly(session: Session) -> None:
    customers.add_account(session, "Meridian Foods")
    paths.backups_folder(session.path).write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(PlannerError) as caught:
        automatic_backups.make(session)
    assert caught.value.code in {"backup-folder", "backup"}
    assert "Your plans are safe" in str(caught.value)


def test_that_what_was_cut_off_with_the_program_is_cleared(session: Session) -> None:
    customers.add_account(session, "Meridian Foods")
    folder = paths.backups_folder(session.path)
    folder.mkdir()
    for name in ("portfolio 2026-11-01T090000 auto.waterline.partial", "my own notes.partial"):
        (folder / name).write_bytes(b"half")
    made = automatic_backups.make(session)
    assert made is not None
    assert sorted(p.name for p in folder.iterdir()) == sorted(["my own notes.partial", made.name, f"{made.name}.proof"])


def test_that_a_renamed_portfolio_begins_its_own_row(session: Session, tmp_path: Path) -> None:
    customers.add_account(session, "Meridian Foods")
    automatic_backups.make(session)
    session.close()
    moved = tmp_path / "other.waterline"
    shutil.move(session.path, moved)
    again = portfolio.open_portfolio(moved, clock=session.clock)
    try:
        made = automatic_backups.make(again)
    finally:
        again.close()
    assert made is not None
    assert made.parent == paths.backups_folder(moved)


def test_that_a_backup_made_anew_without_an_erased_person_replaces_its_copy(session: Session, tmp_path: Path) -> None:
    account = customers.add_account(session, "Meridian Foods")
    ana = people.add_contact(session, account.id, "Ana Perez")
    made = automatic_backups.make(session)
    stick = tmp_path / "stick"
    stick.mkdir()
    off_disk.choose(stick, session.path)
    off_disk.catch_up(session, stick)
    assert made is not None
    erasure.erase(session, "contact", ana.id)
    assert b"Ana Perez" in next(stick.rglob(made.name)).read_bytes()
    assert erased_backups.make_anew(session, [made]) == []
    assert off_disk.catch_up(session, stick) == 1
    assert is_whole(made)
    assert b"Ana Perez" not in next(stick.rglob(made.name)).read_bytes()
