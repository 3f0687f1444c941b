# SPDX-License-Identifier: Apache-2.0
"""Private folders for copies: made for this user alone, and nothing of them is left by a start, a lock or an end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.kernel import paths
from planner.safe import temp
from planner.safe.errors import FileProblemError

ROOT = Path(__file__).parents[3]
MAKES_ONE = """
import sys
from planner.safe import temp
place = temp.fresh()
(place / "copy.txt").write_text("a canary")
print(place, flush=True)
sys.stdin.readline()
"""


@pytest.fixture(autouse=True)
def _emptied() -> Iterator[None]:
    yield
    temp.empty()


def _other(code: str = MAKES_ONE) -> subprocess.Popen[str]:
    """Another program with a folder of its own, which waits."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )


def _place(other: subprocess.Popen[str]) -> Path:
    assert other.stdout is not None
    return Path(other.stdout.readline().strip())


def _end(other: subprocess.Popen[str]) -> None:
    other.communicate("\n")


def test_that_each_folder_is_new_and_for_this_user_alone() -> None:
    first, second = temp.fresh(), temp.fresh()
    assert first != second
    for folder in (first, first.parent, paths.temp_folder()):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_that_emptying_takes_everything_away_read_only_copies_too_and_a_new_folder_can_be_made() -> None:
    place = temp.fresh()
    copy = place / "copy.txt"
    copy.write_text("a canary")
    copy.chmod(0o400)
    (place / "deep").mkdir()
    temp.empty()
    assert list(paths.temp_folder().iterdir()) == []
    assert temp.fresh().is_dir()


def test_that_a_link_in_it_is_removed_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "mine.txt").write_text("mine")
    (temp.fresh() / "link").symlink_to(kept, target_is_directory=True)
    temp.empty()
    assert (kept / "mine.txt").read_text() == "mine"
    assert list(paths.temp_folder().iterdir()) == []


def test_that_an_orderly_end_leaves_nothing() -> None:
    other = _other()
    place = _place(other)
    assert (place / "copy.txt").exists()
    _end(other)
    assert list(paths.temp_folder().iterdir()) == []


def test_that_a_start_takes_away_what_a_killed_program_left_and_nothing_of_one_that_lives() -> None:
    killed, living = _other(), _other()
    gone, kept = _place(killed), _place(living)
    mine = temp.fresh()
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert (gone / "copy.txt").exists(), "the kill left it"
    assert temp.empty_old() == 1
    assert not gone.parent.exists()
    assert (kept / "copy.txt").exists()
    assert mine.is_dir()
    _end(living)


def test_that_there_is_nothing_to_empty_where_nothing_was_made() -> None:
    assert temp.empty_old() == 0
    temp.empty()
    assert not paths.temp_folder().exists()


def test_that_a_place_that_takes_no_folder_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("WATERLINE_DATA_DIR", str(blocked))
    with pytest.raises(FileProblemError):
        temp.fresh()


def test_that_memory_is_the_place_where_the_system_offers_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("WATERLINE_DATA_DIR")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert paths.temp_folder() == tmp_path / "waterline"
    monkeypatch.setenv("XDG_RUNTIME_DIR", "relative")
    assert paths.temp_folder().name == "temp"


def test_that_a_place_set_anew_is_followed_and_the_old_one_is_emptied(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = temp.fresh()
    monkeypatch.setenv("WATERLINE_DATA_DIR", str(tmp_path / "other"))
    assert temp.fresh().is_relative_to(tmp_path / "other")
    assert not before.exists()
    assert not before.parent.exists()


def test_that_libraries_write_into_a_private_folder_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", "/somewhere")
    with temp.for_libraries():
        inside = Path(os.environ["TMPDIR"])
        assert inside.is_relative_to(paths.temp_folder())
        assert inside.stat().st_mode & 0o777 == 0o700
    assert os.environ["TMPDIR"] == "/somewhere"
    monkeypatch.delenv("TMPDIR")
    with temp.for_libraries():
        pass
    assert "TMPDIR" not in os.environ
