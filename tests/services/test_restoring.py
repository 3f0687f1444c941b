# SPDX-License-Identifier: Apache-2.0
"""Restoring with all that belongs to a portfolio: passwords of now, an unfolded log, reading only, foreign files."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.kernel.errors import PlannerError
from planner.safe.keys import LEAST, WrongSecretError
from planner.services import attachments, backups, crud, customers
from planner.services.backup import back_up
from planner.services.backup_check import check
from planner.services.backups import listing, restore_as, restore_over
from planner.services.portfolio import create, open_portfolio
from planner.services.protection import Protection, set_password, unlock
from planner.services.session import Session
from tests.conftest import DEVICE

OLD, NEW = "four words and a river", "five other words by the sea"


@pytest.fixture
def secret(tmp_path: Path) -> tuple[Path, Path]:
    """An encrypted portfolio whose password was changed after its backup, and that backup."""
    path = tmp_path / "secret.waterline"
    with closing(create(path, device=DEVICE, protection=Protection(password=OLD, cost=LEAST))) as session:
        customers.add_account(session, "Meridian Foods")
        backup = back_up(session.db, paths.backups_folder(path))
        old = paths.key_path(backup).read_bytes()
        assert session.db.key is not None
        set_password(path, session.db.key, NEW, cost=LEAST)
        for key_file in (paths.key_path(backup), paths.key_copy_path(backup)):
            key_file.write_bytes(old)  # as with a copy that lay on another disk
    return path, backup


def names(path: Path, password: str = "") -> list[str]:
    key = unlock(path, password) if password else None
    with closing(open_portfolio(path, device=DEVICE, key=key)) as session:
        return sorted(account.name for account in crud.every(session, ACCOUNT))


def test_that_a_password_changed_since_stays_changed_when_a_backup_is_put_in_place(secret: tuple[Path, Path]) -> None:
    path, backup = secret
    restore_over(backup, path, unlock(path, NEW))
    assert names(path, NEW) == ["Meridian Foods"]
    with pytest.raises(WrongSecretError):
        unlock(path, OLD)


def test_that_a_new_file_has_the_passwords_of_the_portfolio_it_is_restored_from(
    secret: tuple[Path, Path], tmp_path: Path
) -> None:
    path, backup = secret
    with_own = restore_as(backup, tmp_path / "own.waterline", unlock(backup, OLD))
    assert names(with_own, OLD) == ["Meridian Foods"]
    with_now = restore_as(backup, tmp_path / "now.waterline", unlock(path, NEW), keys_from=path)
    assert names(with_now, NEW) == ["Meridian Foods"]


def test_that_an_encrypted_backup_is_not_restored_without_its_key(secret: tuple[Path, Path], tmp_path: Path) -> None:
    _, backup = secret
    with pytest.raises(PlannerError, match="password is needed"):
        restore_as(backup, tmp_path / "x.waterline")
    assert list(tmp_path.glob("x*")) == []


def test_that_a_replaced_portfolio_that_was_never_closed_comes_back_with_its_last_changes(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    customers.add_account(session, "Meridian Foods")
    backup = back_up(session.db, paths.backups_folder(session.path))
    customers.add_account(session, "Nordlys")
    crashed = tmp_path / "crashed" / "portfolio.waterline"
    crashed.parent.mkdir()
    for end in ("", "-wal"):  # as the disk is when the power goes
        shutil.copyfile(f"{session.path}{end}", f"{crashed}{end}")
    shutil.copytree(paths.backups_folder(session.path), paths.backups_folder(crashed))
    kept = restore_over(paths.backups_folder(crashed) / backup.name, crashed)
    assert names(crashed) == ["Meridian Foods"]
    assert check(kept) == ""
    assert not paths.proof_path(kept).exists(), "what lies in its log is not proved by its file alone"
    restore_over(kept, crashed)
    assert names(crashed) == ["Meridian Foods", "Nordlys"]


def test_that_a_portfolio_open_for_reading_is_backed_up_and_lists_its_backups(
    portfolio: Path, tmp_path: Path, clock: FixedClock
) -> None:
    with closing(open_portfolio(portfolio, clock=clock, device=DEVICE)) as session:
        customers.add_account(session, "Meridian Foods")
        back_up(session.db, paths.backups_folder(portfolio))
    with closing(open_portfolio(portfolio, clock=clock, device=DEVICE, read_only=True)) as reader:
        assert [(one.state, one.since) for one in listing(reader)] == [("verified", 0)]
        made = back_up(reader.db, tmp_path / "safe")
    assert names(restore_as(made, tmp_path / "again.waterline")) == ["Meridian Foods"]


def test_that_every_restored_copy_passes_one_place_before_it_gets_its_name(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = customers.add_account(session, "Meridian Foods")
    note = tmp_path / "note.txt"
    note.write_text("R2 runs hot.")
    attachments.attach(session, account.id, note)
    backup = back_up(session.db, paths.backups_folder(session.path))
    path = session.path
    session.close()
    seen: list[tuple[str, bool, bool]] = []

    def refuse(target: Path, _key: object) -> None:
        seen.append((target.name, target.is_file(), paths.files_folder(target).is_dir()))
        raise PlannerError("no", "refused")

    monkeypatch.setattr(backups, "_after_restore", refuse)
    before = sorted(path for path in tmp_path.rglob("*") if "config" not in path.parts)
    with pytest.raises(PlannerError, match="no"):
        restore_as(backup, tmp_path / "new.waterline")
    with pytest.raises(PlannerError, match="no"):
        restore_over(backup, path)
    assert seen == [("new restoring.waterline", True, True), ("portfolio restoring.waterline", True, True)]
    after = sorted(path for path in tmp_path.rglob("*") if "config" not in path.parts)
    assert after == before, "nothing is left of a restore that was refused"


def test_that_the_attachments_of_a_restored_portfolio_are_its_own(session: Session, tmp_path: Path) -> None:
    account = customers.add_account(session, "Meridian Foods")
    note = tmp_path / "note.txt"
    note.write_text("R2 runs hot.")
    attachments.attach(session, account.id, note)
    made = restore_as(back_up(session.db, paths.backups_folder(session.path)), tmp_path / "again.waterline")
    (own,) = [one for one in paths.files_folder(made).rglob("*") if one.is_file()]
    assert own.stat().st_nlink == 1
