# SPDX-License-Identifier: Apache-2.0
"""`export --deck` and `chart --to X.pptx` write slides and say what they leave out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pptx import Presentation

from tests.cli.conftest import Run, refused
from tests.conftest import copied


@pytest.fixture(scope="module")
def file(sample_of_today: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample."""
    return str(copied(sample_of_today, tmp_path_factory.mktemp("deck") / "sample"))


def test_that_both_decks_are_written_and_what_is_left_out_is_listed(run: Run, file: str, tmp_path: Path) -> None:
    for deck in ("internal", "customer"):
        target = tmp_path / f"{deck}.pptx"
        asked = ("export", file, "--account", "Meridian", "--deck", deck, "--to", target, "--json")
        code, said, _ = run(*asked)
        assert code == 0
        found = json.loads(said)
        assert (found["file"], found["deck"]) == (str(target), deck)
        assert len(Presentation(str(target)).slides) >= found["slides"] >= 5
        assert any(line.startswith(("Strategy match", "Value delivered")) for line in found["left_out"])
    code, said, _ = run(*asked[:-1])
    assert str(tmp_path / "customer (2).pptx") in said
    assert "Left out: Value delivered" in said


def test_that_what_is_left_out_is_told_in_one_language(run: Run, file: str, tmp_path: Path) -> None:
    asked = ("export", file, "--account", "Meridian", "--deck", "customer", "--to", tmp_path / "x.pptx")
    lines = run(*asked, "--lang", "es")[1].splitlines()[1:]
    assert lines
    assert all(line.startswith("Omitido: ") for line in lines)


def test_that_chosen_charts_are_written_for_a_template(run: Run, file: str, tmp_path: Path) -> None:
    template, target = tmp_path / "company.pptx", tmp_path / "x.pptx"
    Presentation().save(str(template))
    more = ("--charts", "health,risk-matrix", "--template", template, "--lang", "es")
    code, _, _ = run("export", file, "--account", "Meridian", "--deck", "internal", "--to", target, *more)
    assert code == 0
    made = Presentation(str(target))
    assert made.slide_width == 9144000
    assert len(made.slides) == 3  # the list of risks goes on on a second slide


def test_that_one_chart_is_written_as_a_slide(run: Run, file: str, tmp_path: Path) -> None:
    target = tmp_path / "health.pptx"
    assert run("chart", file, "health", "--account", "Meridian", "--to", target)[0] == 0
    (slide,) = Presentation(str(target)).slides
    assert any(shape.has_chart for shape in slide.shapes)


def test_that_half_a_question_is_answered_with_what_is_needed(run: Run, file: str, tmp_path: Path) -> None:
    asked = ("export", file, "--account", "Meridian")
    code, _, told = run(*asked, "--to", tmp_path / "x.pptx")
    assert code == 2
    assert "--deck internal or customer" in told
    assert run(*asked, "--deck", "internal", "--to", tmp_path / "x.pdf")[0] == 2
    assert run("export", file, "--deck", "internal", "--to", tmp_path / "x.pptx")[0] == 2
    for nothing in ("", " , "):
        code, _, said = run(*asked, "--deck", "internal", "--to", tmp_path / "x.pptx", "--charts", nothing)
        assert (code, "at least one chart" in said, (tmp_path / "x.pptx").exists()) == (2, True, False)
    broken = tmp_path / "broken.pptx"
    broken.write_bytes(b"not a presentation")
    assert refused(run(*asked, "--deck", "internal", "--to", tmp_path / "y.pptx", "--template", broken))
    assert not (tmp_path / "y.pptx").exists()
