# SPDX-License-Identifier: Apache-2.0
"""Where no window can be shown the command line says so, or works without one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from planner.cli import main
from planner.cli.display import has_display

DEAD = ":987"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["", DEAD, "nonsense"])
def no_display(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", request.param)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


def test_that_a_display_that_does_not_answer_is_none(no_display: None) -> None:
    assert not has_display()


def test_that_the_window_is_refused_in_one_sentence(no_display: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gui"], gui=lambda _path: 0) == 1
    said = capsys.readouterr().err.strip()
    assert "no display" in said
    assert "\n" not in said


def test_that_without_a_command_the_window_opens_as_by_a_double_click() -> None:
    asked: list[Path | None] = []

    def gui(path: Path | None) -> int:
        asked.append(path)
        return 7

    assert main([], gui=gui) == 7
    assert asked == [None]


def test_that_without_a_command_and_a_display_it_is_said_in_one_sentence(
    no_display: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([], gui=lambda _path: 0) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("There is no display here")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("started", ["main.main([])", "main.gui()"])
def test_that_the_program_itself_says_it_and_ends_with_two(no_display: None, started: str) -> None:
    words = [sys.executable, "-c", f"import sys, main; sys.argv = ['waterline']; sys.exit({started})"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("There is no display here")
    assert done.stderr.count("\n") == 1


def test_that_the_demo_writes_its_files_where_no_display_answers(
    no_display: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--out", str(tmp_path / "out")], gui=lambda _path: 99) == 0
    assert (tmp_path / "out" / "Meridian Foods plan.pdf").exists()


def test_that_a_platform_without_screen_counts_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert has_display()
