# SPDX-License-Identifier: Apache-2.0
"""Changes that went missing outside the program are noticed and told."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.safe import side_file
from planner.services import customers
from planner.services.crud import set_field
from planner.services.portfolio import create, open_portfolio


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed portfolio with one account."""
    place = tmp_path / "p.waterline"
    with closing(create(place)) as session:
        customers.add_account(session, "Meridian Foods")
    return place


def missing(path: Path) -> int:
    with closing(open_portfolio(path)) as session:
        return session.missing


def test_that_nothing_is_missing_after_an_ordinary_day(path: Path) -> None:
    for _ in range(2):
        with closing(open_portfolio(path)) as session:
            assert session.missing == 0
            customers.add_account(session, "Other")
            session.undo()
            session.redo()
    assert missing(path) == 0


def test_that_a_write_ahead_log_that_was_taken_away_is_noticed(path: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed" / path.name
    crashed.parent.mkdir()
    with closing(open_portfolio(path)) as session:
        for name in ("One", "Two", "Three"):
            customers.add_account(session, name)
        for end in ("", "-wal", ".last"):  # the files as a crash would leave them
            shutil.copyfile(path.with_name(path.name + end), crashed.with_name(crashed.name + end))
    copy = tmp_path / "whole" / path.name
    shutil.copytree(crashed.parent, copy.parent)
    assert missing(copy) == 0
    crashed.with_name(crashed.name + "-wal").unlink()
    assert missing(crashed) == 3
    assert missing(crashed) == 3, "it is told until something is changed"


def test_that_an_older_copy_put_in_place_is_noticed(path: Path, tmp_path: Path) -> None:
    older = shutil.copyfile(path, tmp_path / "older")
    with closing(open_portfolio(path)) as session:
        (account,) = session.read(lambda conn: conn.execute("SELECT id FROM account").fetchall())
        set_field(session, ACCOUNT, account[0], "city", "Bilbao")
    shutil.copyfile(older, path)
    assert missing(path) == 1
    with closing(open_portfolio(path)) as session:
        set_field(session, ACCOUNT, account[0], "city", "León")
    assert missing(path) == 0


def test_that_another_portfolio_at_the_same_place_lacks_nothing(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.waterline"
    create(other).close()
    shutil.copyfile(other, path)
    assert missing(path) == 0


@pytest.mark.parametrize(
    "harm",
    [
        Path.unlink,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\xff" * 200),
        lambda path: path.write_text("0" * 32 + " not a number xxxxxxx\n"),
        lambda path: path.write_text(path.read_text() * 2),
    ],
)
def test_that_a_side_file_that_is_gone_or_senseless_says_nothing_and_is_made_anew(
    path: Path, harm: Callable[[Path], object]
) -> None:
    side = paths.side_path(path)
    harm(side)
    assert missing(path) == 0
    found = side_file.read(side)
    assert found is None or len(found[0]) == 32
