# SPDX-License-Identifier: Apache-2.0
"""A portfolio of a newer version is refused and not one byte of it or beside it changes (C24, C29)."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from planner.cli import main
from planner.kernel.errors import PlannerError
from planner.safe.keys import StoreKey
from planner.services import backup, customers
from planner.services.portfolio import create, open_portfolio
from planner.services.protection import Protection, unlock
from planner.store import driver
from planner.store.database import SCHEMA
from tests.store.test_reading import beside

SECRET = "four words and a river"


def newer(folder: Path, *, sealed: bool, in_log: bool) -> Path:
    """A portfolio with a backup whose format was raised by a later version; ``in_log``: which then crashed."""
    work = folder / "work" / "p.waterline"
    with closing(create(work, protection=Protection(password=SECRET) if sealed else None)) as session:
        customers.add_account(session, "Meridian Foods")
        backup.back_up(session.db, work.with_name(work.name + ".backups"))
    key = unlock(work, SECRET) if sealed else None
    place = folder / "newer" / work.name
    place.parent.mkdir()
    later = driver.connect(work, key.pragma() if key else "")
    try:
        later.execute("PRAGMA locking_mode = EXCLUSIVE")
        later.execute("PRAGMA journal_mode = WAL")
        later.execute(f"PRAGMA user_version = {SCHEMA + 4}")
        later.execute("CREATE TABLE novelty (id TEXT)")
        if not in_log:
            later.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for path in work.parent.iterdir():
            copy = shutil.copytree if path.is_dir() else shutil.copyfile
            copy(path, place.with_name(path.name))
    finally:
        later.close()
    shutil.rmtree(work.parent)
    return place


def key_for(path: Path, *, sealed: bool) -> StoreKey | None:
    return unlock(path, SECRET) if sealed else None


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("in_log", [False, True])
@pytest.mark.parametrize("sealed", [False, True])
def test_that_a_newer_file_is_refused_byte_for_byte(
    tmp_path: Path, sealed: bool, in_log: bool, read_only: bool
) -> None:
    path = newer(tmp_path, sealed=sealed, in_log=in_log)
    key = key_for(path, sealed=sealed)
    before = beside(path.parent)
    assert any(name.endswith(".key") for name in before) == sealed
    assert path.with_name(path.name + "-wal").stat().st_size > 0 or not in_log
    for _ in range(2):
        with pytest.raises(PlannerError, match=rf"format {SCHEMA + 4}; this version reads up to format {SCHEMA}") as no:
            open_portfolio(path, key=key, read_only=read_only)
        assert no.value.code == "newer-file"
    assert beside(path.parent) == before


def test_that_the_command_line_leaves_it_alone_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = newer(tmp_path, sealed=False, in_log=True)
    before = beside(path.parent)
    for words in (["list", path, "accounts"], ["report", path, "risks"], ["backup", path, "--to", tmp_path / "copies"]):
        assert main([str(word) for word in words]) == 1
    assert capsys.readouterr().err.count("newer version") == 3
    assert beside(path.parent) == before


def test_that_after_a_failed_update_the_backup_of_this_version_opens(tmp_path: Path) -> None:
    path = newer(tmp_path, sealed=False, in_log=False)
    (copy,) = path.with_name(path.name + ".backups").glob("*.waterline")
    with closing(open_portfolio(Path(shutil.copy(copy, tmp_path / "older.waterline")))) as session:
        assert session.read(lambda conn: conn.execute("SELECT name FROM account").fetchall()) == [("Meridian Foods",)]
