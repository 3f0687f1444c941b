# SPDX-License-Identifier: Apache-2.0
"""Facts about listing, checking and restoring backups."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.safe.keys import LEAST
from planner.services import attachments, crud, customers
from planner.services.backup import back_up
from planner.services.backups import is_whole, listing, listing_for, restore_as, restore_over
from planner.services.doctor import look_over
from planner.services.portfolio import create, open_portfolio
from planner.services.protection import Protection, unlock
from planner.services.session import Session
from tests.conftest import DEVICE
from tests.stores import dump

PASSWORD = "four words and a river"
AT = datetime(2026, 11, 20, 18, 2, tzinfo=UTC)


@pytest.fixture
def backup(session: Session, tmp_path: Path) -> Path:
    """A backup by hand of an account with one file; another account was added after it."""
    account = customers.add_account(session, "Meridian Foods")
    note = tmp_path / "note.txt"
    note.write_text("Rectifier R2 runs hot.")
    attachments.attach(session, account.id, note)
    made = back_up(session.db, paths.backups_folder(session.path), at=AT)
    customers.add_account(session, "Nordlys")
    return made


def names(path: Path) -> list[str]:
    with closing(open_portfolio(path, device=DEVICE)) as session:
        return sorted(account.name for account in crud.every(session, ACCOUNT))


def test_that_backups_are_listed_newest_first_with_what_changed_since(session: Session, backup: Path) -> None:
    later = back_up(session.db, paths.backups_folder(session.path), reason="daily", at=AT.replace(day=21))
    found = listing(session)
    assert [(one.path, one.made_at.day, one.reason, one.since) for one in found] == [
        (later, 21, "daily", 0),
        (backup, 20, "by-hand", 1),
    ]
    assert [one.reason_text for one in found] == ["Daily", "By hand"]


def test_that_looking_at_backups_writes_nothing_beside_them(session: Session, backup: Path) -> None:
    before = sorted(backup.parent.iterdir())
    listing(session)
    assert is_whole(backup)
    assert sorted(backup.parent.iterdir()) == before


def test_that_a_copy_that_is_none_is_listed_as_unreadable_and_a_stranger_by_its_own_date(
    session: Session, backup: Path
) -> None:
    backup.write_bytes(b"\0" * 5000)
    stranger = backup.with_name("from a colleague.waterline")
    stranger.write_bytes(b"nothing")
    assert {one.path.name: (one.since, one.reason) for one in listing(session)} == {
        backup.name: (None, "by-hand"),
        stranger.name: (None, ""),
    }


def test_that_a_backup_becomes_a_new_portfolio_with_its_files(session: Session, backup: Path, tmp_path: Path) -> None:
    made = restore_as(backup, tmp_path / "elsewhere" / "restored.waterline")
    with closing(open_portfolio(made, device=DEVICE)) as restored:
        assert [account.name for account in crud.every(restored, ACCOUNT)] == ["Meridian Foods"]
        assert all(check.sound for check in look_over(restored))
        assert restored.undo_label is not None, "what was done before the backup can still be undone"
    with pytest.raises(PlannerError, match="already a file"):
        restore_as(backup, made)
    assert len(crud.every(session, ACCOUNT)) == 2


def test_that_every_damaged_page_of_a_backup_is_noticed_before_it_is_restored(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    pages = len(whole) // 4096
    noticed = 0
    for page in range(pages):
        content = bytearray(whole)
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
        backup.write_bytes(content)
        noticed += not is_whole(backup)
    backup.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(PlannerError, match="damaged"):
        restore_as(backup, tmp_path / "x.waterline")
    assert not (tmp_path / "x.waterline").exists()
    # a page that nothing uses, or the middle of a text, says nothing about itself without a checksum
    assert noticed > pages * 0.9


def test_that_a_restored_portfolio_takes_the_place_and_the_one_before_is_kept_whole(
    session: Session, backup: Path
) -> None:
    path, before = session.path, dump(session)
    session.close()
    kept = restore_over(backup, path, at=AT)
    assert kept.name == f"{path.stem} replaced 2026-11-20T180200.waterline"
    assert names(path) == ["Meridian Foods"]
    with closing(open_portfolio(kept, device=DEVICE)) as old:
        assert dump(old) == before
        assert all(check.sound for check in look_over(old))
        assert old.missing == 0
    again = restore_over(kept, path, at=AT)
    assert again.name.endswith("replaced 2026-11-20T180200 (2).waterline")
    assert names(path) == ["Meridian Foods", "Nordlys"]


def test_that_an_open_portfolio_is_not_replaced(session: Session, backup: Path) -> None:
    with pytest.raises(PlannerError, match="already open"):
        restore_over(backup, session.path)
    assert len(crud.every(session, ACCOUNT)) == 2


def test_that_a_fault_at_any_step_of_replacing_leaves_the_portfolio_as_it_was(
    session: Session, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before = session.path, dump(session)
    session.close()
    rename = Path.rename
    faults = 0
    for fatal in range(1, 20):
        calls = [0]

        def counted(one: Path, target: Path, calls: list[int] = calls, fatal: int = fatal) -> Path:
            calls[0] += 1
            if calls[0] == fatal:
                raise OSError(28, "No space left on device")
            return rename(one, target)

        monkeypatch.setattr(Path, "rename", counted)
        try:
            restore_over(backup, path, at=AT)
        except PlannerError:
            faults += 1
        monkeypatch.setattr(Path, "rename", rename)
        if calls[0] < fatal:
            break
        with closing(open_portfolio(path, device=DEVICE)) as whole:
            assert dump(whole) == before
            assert all(check.sound for check in look_over(whole))
        assert [one.name for one in path.parent.glob("* restoring*")] == []
    assert faults >= 5
    assert names(path) == ["Meridian Foods"]


def test_that_an_encrypted_backup_is_restored_with_its_keys(tmp_path: Path) -> None:
    path = tmp_path / "secret.waterline"
    session = create(path, device=DEVICE, protection=Protection(password=PASSWORD, cost=LEAST))
    customers.add_account(session, "Meridian Foods")
    backup = back_up(session.db, paths.backups_folder(path))
    assert [one.since for one in listing(session)] == [0]
    key = session.db.key
    session.close()
    assert is_whole(backup, key)
    assert is_whole(backup), "without the key it is held to its proof, byte by byte"
    kept = restore_over(backup, path, key)
    for one in (path, kept):
        with closing(open_portfolio(one, device=DEVICE, key=unlock(one, PASSWORD))) as opened:
            assert [account.name for account in crud.every(opened, ACCOUNT)] == ["Meridian Foods"]


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_that_a_lost_or_empty_portfolio_is_replaced_too(
    session: Session, backup: Path, harm: Callable[[Path], object]
) -> None:
    path = session.path
    session.close()
    harm(path)
    restore_over(backup, path, at=AT)
    assert names(path) == ["Meridian Foods"]


def test_that_the_backups_of_a_portfolio_that_is_damaged_are_listed_the_newest_verified_first(
    session: Session, backup: Path
) -> None:
    path, folder = session.path, backup.parent
    later = back_up(session.db, folder, reason="auto", at=AT.replace(day=21))
    last = back_up(session.db, folder, reason="auto", at=AT.replace(day=22))
    session.close()
    path.write_bytes(b"\0" * 4096)
    last.write_bytes(last.read_bytes()[:-100])
    assert [(one.path, one.state, one.since) for one in listing_for(path)] == [
        (later, "verified", 0),
        (backup, "verified", 1),
        (last, "damaged", None),
    ]
    path.unlink()
    assert len(listing_for(path)) == 3


def test_that_an_encrypted_one_is_listed_without_its_key(tmp_path: Path) -> None:
    path = tmp_path / "secret.waterline"
    session = create(path, device=DEVICE, protection=Protection(password=PASSWORD, cost=LEAST))
    made = back_up(session.db, paths.backups_folder(path))
    session.close()
    assert [(one.path, one.state) for one in listing_for(path)] == [(made, "verified")]
    paths.proof_path(made).unlink()
    assert [one.state for one in listing_for(path)] == ["unproven"]
