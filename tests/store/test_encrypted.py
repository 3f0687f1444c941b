# SPDX-License-Identifier: Apache-2.0
"""An encrypted portfolio: nothing readable on disk, everything else as in a plain one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.safe.key_file import KeyFileError
from planner.safe.keys import LEAST, RECOVERY, WrongSecretError, new_key, new_recovery_key
from planner.services import attachments, crud, customers, purge
from planner.services.backup import back_up
from planner.services.doctor import look_over
from planner.services.portfolio import LockedError, create, is_encrypted, open_portfolio
from planner.services.protection import Protection, set_password, set_recovery_key, unlock
from planner.services.session import Session
from planner.store.faults import StoreError
from tests.conftest import DEVICE
from tests.stores import dump

PASSWORD = "four words and a river"
CANARY = "Zwergkaninchen"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "secret.waterline"


@pytest.fixture
def locked(path: Path) -> Iterator[Session]:
    """An open encrypted portfolio with one account and one file, all naming a canary."""
    session = create(path, me_name=CANARY, device=DEVICE, protection=Protection(password=PASSWORD, cost=LEAST))
    account = customers.add_account(session, CANARY, notes=CANARY * 50)
    note = path.with_name("note.txt")
    note.write_text(CANARY * 200)
    attachments.attach(session, account.id, note)
    note.unlink()
    yield session
    session.close()


def everything(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file() and file.suffix != ".lock"}


def test_that_nothing_on_disk_is_readable_while_open_after_closing_and_in_backups(locked: Session, path: Path) -> None:
    back_up(locked.db, path.parent / "elsewhere")
    seen = everything(path.parent)
    locked.close()
    seen |= {Path("closed", file.name): content for file, content in everything(path.parent).items()}
    assert len(seen) > 8
    for file, content in seen.items():
        for form in (CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.lower().encode()):
            assert form not in content, file
    assert not path.read_bytes().startswith(b"SQLite format 3")


def test_that_it_opens_only_with_its_key(locked: Session, path: Path) -> None:
    before = dump(locked)
    locked.close()
    assert is_encrypted(path)
    with pytest.raises(LockedError, match="password is needed"):
        open_portfolio(path)
    with pytest.raises(WrongSecretError):
        unlock(path, "four words and a lake")
    with closing(open_portfolio(path, key=unlock(path, PASSWORD))) as session:
        assert dump(session) == before
        assert all(check.sound for check in look_over(session))


def test_that_a_damaged_store_is_not_called_a_wrong_password(locked: Session, path: Path) -> None:
    locked.close()
    content = bytearray(path.read_bytes())
    content[200:260] = b"\0" * 60
    path.write_bytes(content)
    with pytest.raises(StoreError, match="didn't open cleanly"):
        open_portfolio(path, key=unlock(path, PASSWORD))
    assert path.read_bytes() == content
    with pytest.raises(StoreError):
        open_portfolio(path, key=new_key())


def test_that_an_attachment_comes_back_and_a_damaged_one_is_told(locked: Session, path: Path) -> None:
    (file,) = locked.read(lambda conn: conn.execute("SELECT id FROM attachment").fetchall())
    assert attachments.content(locked, file[0]) == (CANARY * 200).encode()
    (stored,) = (one for one in paths.files_folder(path).rglob("*") if one.is_file())
    sealed = stored.read_bytes()
    stored.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    with pytest.raises(PlannerError, match="missing from the files folder"):
        attachments.content(locked, file[0])


def test_that_a_purged_attachment_leaves_no_file(locked: Session, path: Path) -> None:
    crud.trash(locked, ACCOUNT, [account.id for account in crud.every(locked, ACCOUNT)])
    purge.empty_trash(locked)
    assert [one for one in paths.files_folder(path).rglob("*") if one.is_file()] == []


def test_that_a_backup_opens_with_the_same_password(locked: Session, path: Path) -> None:
    made = back_up(locked.db, path.parent / "elsewhere")
    before = dump(locked)
    with closing(open_portfolio(made, key=unlock(made, PASSWORD))) as session:
        assert dump(session) == before
        assert all(check.sound for check in look_over(session))


def test_that_a_changed_password_and_a_new_recovery_key_open_it_and_the_old_ones_do_not(
    locked: Session, path: Path
) -> None:
    key = unlock(path, PASSWORD)
    assert set_password(path, key, "another four words", cost=LEAST) == 0
    printed, newer = new_recovery_key(), new_recovery_key()
    set_recovery_key(path, key, printed)
    set_recovery_key(path, key, newer)
    locked.close()
    for secret, kind in ((PASSWORD, "password"), (printed, RECOVERY)):
        with pytest.raises(WrongSecretError):
            unlock(path, secret, kind)
    assert unlock(path, "another four words") == unlock(path, newer, RECOVERY)


def test_that_a_missing_key_file_never_makes_a_fresh_store(locked: Session, path: Path) -> None:
    locked.close()
    content = path.read_bytes()
    for file in (paths.key_path(path), paths.key_copy_path(path)):
        file.unlink()
    with pytest.raises(KeyFileError, match=r"Put secret\.waterline\.key back"):
        open_portfolio(path)
    with pytest.raises(PlannerError, match="already a file"):
        create(path, protection=Protection(password=PASSWORD, cost=LEAST))
    assert path.read_bytes() == content


def test_that_a_store_that_is_gone_is_not_replaced_under_its_key_file(locked: Session, path: Path) -> None:
    locked.close()
    path.unlink()
    with pytest.raises(PlannerError, match="already a file"):
        create(path)
    assert not path.exists()


@pytest.mark.parametrize("weak", ["", "short", "aaaaaaaaaaaaaaa", "Waterline2026!", "qwertyuiop1234"])
def test_that_a_password_that_is_guessed_too_soon_makes_nothing(path: Path, weak: str) -> None:
    with pytest.raises(PlannerError, match="too easy to guess"):
        create(path, protection=Protection(password=weak, cost=LEAST))
    assert list(path.parent.glob("secret*")) == []


@pytest.mark.parametrize("left", [paths.key_path, paths.key_copy_path])
def test_that_no_portfolio_is_made_where_a_key_file_lies_which_may_open_a_backup(
    tmp_path: Path, left: Callable[[Path], Path]
) -> None:
    place = tmp_path / "new.waterline"
    left(place).write_bytes(b"the last way in")
    with pytest.raises(PlannerError, match="left untouched"):
        create(place)
    assert left(place).read_bytes() == b"the last way in"
    assert not place.exists()
