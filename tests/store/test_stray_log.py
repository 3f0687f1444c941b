# SPDX-License-Identifier: Apache-2.0
"""A write-ahead log that is not the portfolio's own is never folded into it (reliability A11)."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from planner.kernel import paths
from planner.safe.keys import Cost, StoreKey, new_recovery_key
from planner.services import customers, recovery
from planner.services.portfolio import create, open_portfolio
from planner.services.protection import Protection, unlock
from planner.store.faults import StoreError

SECRET = "correct horse battery staple"
KINDS = pytest.mark.parametrize("sealed", [False, True], ids=["plain", "sealed"])


def made(place: Path, *names: str, sealed: bool) -> Path:
    """A closed portfolio with accounts of these names."""
    place.parent.mkdir(parents=True)
    cost = Cost(passes=3, memory_kib=64 * 1024)
    how = Protection(password=SECRET, recovery=new_recovery_key(), cost=cost) if sealed else None
    with closing(create(place, protection=how)) as session:
        for name in names:
            customers.add_account(session, name)
    return place


def key_of(path: Path) -> StoreKey | None:
    return unlock(path, SECRET) if paths.key_path(path).exists() else None


def log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def crashed(path: Path, place: Path, *names: str) -> Path:
    """The portfolio as a crash would leave it after these accounts were added; the original goes on and is closed."""
    place.parent.mkdir()
    with closing(open_portfolio(path, key=key_of(path))) as session:
        for name in names:
            customers.add_account(session, name)
        for end in ("", "-wal", ".last", ".key", ".key.copy"):
            if (source := path.with_name(path.name + end)).exists():
                shutil.copyfile(source, place.with_name(place.name + end))
    return place


def refused(path: Path) -> None:
    """It is refused by name for reading and for writing, and not one byte of file and log changes."""
    before = path.read_bytes(), log_of(path).read_bytes()
    for read_only in (False, True):
        with pytest.raises(StoreError, match=log_of(path).name) as told:
            open_portfolio(path, key=key_of(path), read_only=read_only)
        assert told.value.code == "foreign-log"
    assert (path.read_bytes(), log_of(path).read_bytes()) == before
    assert recovery.is_damage(path, "foreign-log")


def accounts(path: Path) -> set[str]:
    with closing(open_portfolio(path, key=key_of(path))) as session:
        assert session.missing == 0
        return {name for (name,) in session.read(lambda conn: conn.execute("SELECT name FROM account").fetchall())}


@KINDS
def test_that_the_log_of_another_portfolio_is_refused_and_leaves_with_no_loss(tmp_path: Path, sealed: bool) -> None:
    ours = made(tmp_path / "ours/p.waterline", "Meridian Foods", "Halden Rail", sealed=sealed)
    theirs = made(tmp_path / "theirs/p.waterline", "Stranger", sealed=sealed)
    other = crashed(theirs, tmp_path / "crashed/p.waterline", *(f"Stranger {n}" for n in range(30)))
    shutil.copyfile(log_of(other), log_of(ours))
    refused(ours)
    log_of(ours).rename(tmp_path / "put away")
    assert accounts(ours) == {"Meridian Foods", "Halden Rail"}


@KINDS
def test_that_the_log_of_an_earlier_day_is_refused(tmp_path: Path, sealed: bool) -> None:
    ours = made(tmp_path / "ours/p.waterline", "Meridian Foods", sealed=sealed)
    monday = crashed(ours, tmp_path / "monday/p.waterline", "Halden Rail")
    with closing(open_portfolio(ours, key=key_of(ours))) as session:
        customers.add_account(session, "Tuesday Mills")
    shutil.copyfile(log_of(monday), log_of(ours))
    refused(ours)


@KINDS
def test_that_the_log_of_a_later_day_is_refused(tmp_path: Path, sealed: bool) -> None:
    """The file is that of Sunday; the log holds some pages of Tuesday, and what came between is in neither."""
    ours = made(tmp_path / "ours/p.waterline", "Meridian Foods", sealed=sealed)
    sunday = shutil.copytree(ours.parent, tmp_path / "sunday") / ours.name
    with closing(open_portfolio(ours, key=key_of(ours))) as session:
        for number in range(300):
            customers.add_account(session, f"Monday Mills {number}")
    tuesday = crashed(ours, tmp_path / "tuesday/p.waterline", "Tuesday Mills")
    shutil.copyfile(log_of(tuesday), log_of(sunday))
    refused(sunday)


@KINDS
def test_that_its_own_log_is_folded_in(tmp_path: Path, sealed: bool) -> None:
    ours = made(tmp_path / "ours/p.waterline", "Meridian Foods", sealed=sealed)
    assert accounts(crashed(ours, tmp_path / "crashed/p.waterline", "Halden Rail")) == {"Meridian Foods", "Halden Rail"}
