# SPDX-License-Identifier: Apache-2.0
"""Deleting a backup takes the copy with its files, keys and proof, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.safe.keys import LEAST
from planner.safe.locks import Lock, try_lock
from planner.services import attachments, backup_list, backup_removal, customers, off_disk
from planner.services.backup import back_up
from planner.services.portfolio import create, open_portfolio
from planner.services.protection import Protection
from planner.services.session import Session
from tests.conftest import DEVICE

AT = datetime(2026, 11, 20, 18, 2, tzinfo=UTC)


@dataclass
class Kept:
    """An open encrypted portfolio with an attachment, two backups of it, and both in a second folder."""

    session: Session
    backups: list[Path]
    stick: Path
    root: Path

    def files(self) -> set[str]:
        """Every file there is, by its path."""
        return {str(path.relative_to(self.root)) for path in self.root.rglob("*") if path.is_file()}

    @property
    def there(self) -> Path:
        return off_disk.place_in(self.stick, self.session)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    path, stick = tmp_path / "mine.waterline", tmp_path / "stick"
    stick.mkdir()
    session = create(
        path, me_name="Dana", device=DEVICE, protection=Protection(password="a river in Leeds", cost=LEAST)
    )
    account = customers.add_account(session, "Meridian Foods")
    note = tmp_path / "note.txt"
    note.write_text("Rectifier R2 runs hot. " * 200)
    attachments.attach(session, account.id, note)
    made = [back_up(session.db, paths.backups_folder(path), at=AT.replace(day=day)) for day in (20, 21)]
    off_disk.choose(stick, path)
    off_disk.catch_up(session, stick)
    with closing(session):
        yield Kept(session, made, stick, tmp_path)


def _of(copy: Path, root: Path) -> set[str]:
    """The files of a copy: itself and what begins with its name."""
    found = {path for path in copy.parent.rglob("*") if path.is_file() and copy.name in str(path)}
    return {str(path.relative_to(root)) for path in found}


def test_that_the_copy_goes_with_all_that_is_its_own_and_nothing_else(kept: Kept) -> None:
    before, wanted = kept.files(), _of(kept.backups[0], kept.root)
    assert len(wanted) == 5, "copy, attachment, key, its copy, proof"
    backup_removal.delete(kept.session, [kept.backups[0]], kept.stick)
    assert before - kept.files() == wanted
    assert kept.files() <= before
    assert backup_list.listing(kept.session)[0].state == backup_list.VERIFIED


def test_that_it_goes_in_both_places_where_both_were_named(kept: Kept) -> None:
    other = kept.there / kept.backups[0].name
    wanted = _of(kept.backups[0], kept.root) | _of(other, kept.root)
    before = kept.files()
    backup_removal.delete(kept.session, [kept.backups[0], other], kept.stick)
    assert before - kept.files() == wanted
    assert len(wanted) == 10


def test_that_only_backups_of_the_open_portfolio_are_deleted(kept: Kept, tmp_path: Path) -> None:
    elsewhere = back_up(kept.session.db, tmp_path / "elsewhere")
    before = kept.files()
    for wrong in (kept.session.path, elsewhere, tmp_path / "note.txt", kept.there / kept.backups[0].name):
        with pytest.raises(PlannerError) as refused:
            backup_removal.delete(kept.session, [wrong], None)
        assert refused.value.code == "no-backup"
    assert kept.files() == before


def test_that_one_that_is_open_itself_stays(kept: Kept) -> None:
    lock = try_lock(kept.backups[0])
    assert isinstance(lock, Lock)
    with lock, pytest.raises(PlannerError) as refused:
        backup_removal.delete(kept.session, [kept.backups[0]], None)
    assert refused.value.code == "open-elsewhere"
    assert kept.backups[0].exists()


def test_that_nothing_is_deleted_for_whoever_only_reads(kept: Kept) -> None:
    key, path = kept.session.db.key, kept.session.path
    kept.session.close()
    with closing(open_portfolio(path, key=key, read_only=True)) as reader:
        before = kept.files()
        with pytest.raises(PlannerError) as refused:
            backup_removal.delete(reader, [kept.backups[0]], None)
        assert refused.value.code == "read-only"
        assert kept.files() == before


def test_that_only_the_room_that_comes_back_is_counted(kept: Kept) -> None:
    alone = kept.backups[0].stat().st_size
    assert backup_removal.room_of([kept.backups[0]]) == alone, "the attachment is that of the other backup, too"
    backup_removal.delete(kept.session, [kept.backups[1]], None)
    for path in paths.files_folder(kept.session.path).glob("*/*"):
        path.unlink()
    assert backup_removal.room_of([kept.backups[0]]) > kept.backups[0].stat().st_size
