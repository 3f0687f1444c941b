# SPDX-License-Identifier: Apache-2.0
"""Encrypting a portfolio that was not, and back: nothing lost, nothing readable left, undo goes on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.safe.keys import LEAST, RECOVERY, new_recovery_key
from planner.safe.wipe import wipe
from planner.services import attachments, backups, crud, customers, sealing
from planner.services.backup import back_up
from planner.services.doctor import look_over
from planner.services.owning import AlreadyOpenError
from planner.services.portfolio import create, is_encrypted, open_portfolio
from planner.services.protection import Protection, unlock
from planner.services.session import Session
from planner.store.database import Database
from tests.conftest import DEVICE
from tests.stores import dump

CANARY = "Zwergkaninchen"
SECRET = "four words and a river"
PRINTED = new_recovery_key()


@pytest.fixture
def protection() -> Protection:
    return Protection(password=SECRET, recovery=PRINTED, cost=LEAST)


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Session]:
    """A plain portfolio with history, one attachment and a backup, all naming a canary."""
    session = create(tmp_path / "own" / "Mine.waterline", me_name="Dana", device=DEVICE)
    account = customers.add_account(session, CANARY, notes=CANARY * 30)
    note = tmp_path / "note.txt"
    note.write_text(CANARY * 100)
    attachments.attach(session, account.id, note)
    note.unlink()
    back_up(session.db, paths.backups_folder(session.path))
    crud.set_fields(session, ACCOUNT, [account.id], {"city": CANARY})
    yield session
    session.close()


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and file.suffix != ".lock"
    }


def _content(session: Session) -> bytes:
    ((file_id,),) = session.read(lambda conn: conn.execute("SELECT id FROM attachment").fetchall())
    return attachments.content(session, file_id)


def test_that_an_encrypted_portfolio_holds_what_the_plain_one_held_and_undo_goes_on(
    plain: Session, protection: Protection
) -> None:
    path, before = plain.path, dump(plain)
    plain.close()
    changed = sealing.seal(path, protection)
    assert is_encrypted(path)
    assert unlock(path, SECRET) == unlock(path, PRINTED, RECOVERY) == changed.key
    with closing(open_portfolio(path, key=changed.key, device=DEVICE)) as session:
        assert dump(session) == before
        assert session.missing == 0
        assert _content(session) == (CANARY * 100).encode()
        assert all(check.sound for check in look_over(session))
        session.undo()
        (account,) = crud.every(session, ACCOUNT)
        assert not account.city
        assert customers.add_account(session, "Another")


def test_that_nothing_readable_is_left_once_the_rest_is_wiped(plain: Session, protection: Protection) -> None:
    path = plain.path
    plain.close()
    changed = sealing.seal(path, protection)
    assert CANARY.encode() in changed.left.read_bytes(), "kept until it is wiped"
    sealing.wipe_left(changed.left)
    (copy,) = sealing.readable_copies(path)
    assert copy.parent == paths.backups_folder(path)
    sealing.wipe_left(copy)
    assert sealing.readable_copies(path) == []
    for name, content in _files(path.parent).items():
        assert CANARY.encode() not in content, name
        assert CANARY not in name


def test_that_encryption_is_taken_off_again_without_loss(plain: Session, protection: Protection) -> None:
    path, before = plain.path, dump(plain)
    plain.close()
    sealed = sealing.seal(path, protection)
    sealing.wipe_left(sealed.left)
    assert sealed.key is not None
    changed = sealing.unseal(path, sealed.key)
    assert changed.key is None
    sealing.wipe_left(changed.left)
    assert not is_encrypted(path)
    assert not paths.key_path(path).exists()
    with closing(open_portfolio(path, device=DEVICE)) as session:
        assert dump(session) == before
        assert _content(session) == (CANARY * 100).encode()
        assert all(check.sound for check in look_over(session))


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE account SET city = 'Elsewhere'",
        "DELETE FROM attachment",
        "DELETE FROM search_data",
        "UPDATE step SET at = at || ' '",
        "CREATE TABLE more (id TEXT)",
        "SELECT 1",
    ],
)
def test_that_a_copy_that_differs_in_any_row_never_takes_the_place(plain: Session, harm: str, tmp_path: Path) -> None:
    path, copy = plain.path, tmp_path / "copy.waterline"
    plain.close()
    copy.write_bytes(path.read_bytes())
    with closing(Database(path)) as one, closing(Database(copy)) as two:
        two.conn.execute(harm)
        if harm.startswith("SELECT"):
            sealing._compare(one, two, lambda _part: None)
            return
        with pytest.raises(PlannerError, match="It is as it was; nothing was lost"):
            sealing._compare(one, two, lambda _part: None)


def test_that_a_weak_password_changes_nothing(plain: Session) -> None:
    path = plain.path
    plain.close()
    before = _files(path.parent)
    with pytest.raises(PlannerError, match="too easy to guess"):
        sealing.seal(path, Protection(password="password12", cost=LEAST))
    after = _files(path.parent)
    assert after == before


@pytest.mark.parametrize("at", range(1, 12))
def test_that_stopping_half_way_leaves_it_as_it_was(plain: Session, protection: Protection, at: int) -> None:
    path = plain.path
    plain.close()
    before = _files(path.parent)
    left = iter(range(at))

    def report(_done: int, _total: int, _note: str) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sealing.seal(path, protection, report=report)
    assert _files(path.parent) == before


def test_that_a_portfolio_that_is_open_is_not_changed_over(plain: Session, protection: Protection) -> None:
    with pytest.raises(AlreadyOpenError):
        sealing.seal(plain.path, protection)


def test_that_a_plain_backup_is_whole_and_restored_also_when_the_portfolio_is_encrypted_now(
    plain: Session, protection: Protection
) -> None:
    path = plain.path
    plain.close()
    changed = sealing.seal(path, protection)
    with closing(open_portfolio(path, key=changed.key, device=DEVICE)) as session:
        (one,) = backups.listing(session)
        assert (one.state, one.since) == ("verified", 1)
    assert backups.is_whole(one.path, changed.key)
    made = backups.restore_as(one.path, path.with_name("again.waterline"), changed.key)
    with closing(open_portfolio(made, key=changed.key, device=DEVICE)) as session:
        assert session.db.key is None
        assert _content(session) == (CANARY * 100).encode()


def test_that_a_backup_under_another_key_asks_for_its_own_password(plain: Session, protection: Protection) -> None:
    path = plain.path
    plain.close()
    first = sealing.seal(path, protection)
    with closing(open_portfolio(path, key=first.key, device=DEVICE)) as session:
        sealed = back_up(session.db, paths.backups_folder(path))
    assert first.key is not None
    sealing.unseal(path, first.key)
    again = sealing.seal(path, Protection(password="another four words", cost=LEAST))
    assert again.key != first.key
    with closing(open_portfolio(path, key=again.key, device=DEVICE)) as session:
        states = {one.path: one.state for one in backups.listing(session)}
    assert states[sealed] == "verified"
    with pytest.raises(PlannerError, match="its password is needed"):
        backups.restore_as(sealed, path.with_name("again.waterline"), again.key)
    assert unlock(sealed, SECRET) == first.key
    backups.restore_as(sealed, path.with_name("again.waterline"), first.key)


def test_that_wiping_overwrites_a_file_unless_another_name_shares_it(tmp_path: Path) -> None:
    one, two, three = (tmp_path / name for name in "abc")
    one.write_bytes(b"secret" * 1000)
    os.link(one, two)
    wipe(one)
    assert two.read_bytes() == b"secret" * 1000
    handle = os.open(two, os.O_RDONLY)
    wipe(two)
    assert set(os.pread(handle, 6000, 0)) == {0}
    os.close(handle)
    wipe(three)
    assert list(tmp_path.iterdir()) == []
