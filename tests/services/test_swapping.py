# SPDX-License-Identifier: Apache-2.0
"""A change of a portfolio's file that was cut off, as the next opening finds it; the cuts are in tests/crash."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.services import crud, customers, swapping
from planner.services.owning import AlreadyOpenError, own
from planner.services.portfolio import create, open_portfolio


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A portfolio, the name it gets when it is replaced, and what is to replace it, each with an account."""
    path = tmp_path / "mine.waterline"
    fresh = tmp_path / "mine changing form.waterline"
    for place, name in ((path, "Old"), (fresh, "New")):
        with closing(create(place)) as session:
            customers.add_account(session, name)
    return path, tmp_path / "mine not encrypted 1.waterline", fresh


def noted(path: Path, fresh: str, kept: str = "") -> None:
    paths.moving_path(path).write_text(json.dumps({"fresh": fresh, "kept": kept}))


def names(path: Path) -> list[str]:
    with closing(open_portfolio(path)) as session:
        return [account.name for account in crud.every(session, ACCOUNT)]


def test_that_what_was_half_built_goes(two: tuple[Path, Path, Path]) -> None:
    path, _, fresh = two
    noted(path, fresh.name)
    assert names(path) == ["Old"]
    assert not list(path.parent.glob("*changing form*"))
    assert not paths.moving_path(path).exists()


def test_that_it_goes_back_while_the_old_one_is_in_its_place(two: tuple[Path, Path, Path]) -> None:
    path, kept, fresh = two
    noted(path, fresh.name, kept.name)
    paths.side_path(path).rename(paths.side_path(kept))
    assert names(path) == ["Old"]
    assert paths.side_path(path).exists()
    assert not list(path.parent.glob("*changing form*"))


def test_that_it_goes_on_once_the_old_one_is_out_of_the_way(two: tuple[Path, Path, Path]) -> None:
    path, kept, fresh = two
    noted(path, fresh.name, kept.name)
    path.rename(kept)
    assert paths.is_there(path), "a start must not take it for gone"
    assert names(path) == ["New"]
    assert names(kept) == ["Old"]


def test_that_reading_finishes_nothing(two: tuple[Path, Path, Path]) -> None:
    path, _, fresh = two
    noted(path, fresh.name)
    with closing(open_portfolio(path, read_only=True)):
        pass
    assert fresh.exists()
    assert paths.moving_path(path).exists()


def test_that_nothing_is_finished_while_another_program_is_at_it(two: tuple[Path, Path, Path]) -> None:
    path, _, fresh = two
    noted(path, fresh.name)
    owner = own(path, "other")
    try:
        with pytest.raises(AlreadyOpenError):
            open_portfolio(path)
    finally:
        owner.release()
    assert fresh.exists()


@pytest.mark.parametrize(
    "note", [b"", b"{", b"[]", b'{"fresh": "other.waterline", "kept": ""}', b'{"fresh": "../mine x", "kept": ""}',
             b'{"fresh": "mine x/../../other.waterline", "kept": ""}', b'{"fresh": "mine.waterline", "kept": ""}']
)  # fmt: skip
def test_that_a_note_that_is_none_of_ours_moves_and_deletes_nothing(
    two: tuple[Path, Path, Path], note: bytes, tmp_path: Path
) -> None:
    path, _, fresh = two
    other = tmp_path / "other.waterline"
    create(other).close()
    paths.moving_path(path).write_bytes(note)
    assert names(path) == ["Old"]
    assert fresh.exists()
    assert other.exists()
    assert not paths.moving_path(path).exists()


def test_that_a_refused_move_leaves_all_as_it_was(
    two: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, kept, fresh = two
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == fresh:
            raise PermissionError(13, "in use", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PlannerError):
        swapping.swap(path, kept, fresh)
    assert not paths.moving_path(path).exists()
    assert names(path) == ["Old"]
    assert not kept.exists()
