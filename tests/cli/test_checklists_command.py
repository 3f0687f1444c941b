# SPDX-License-Identifier: Apache-2.0
"""Facts about checklists on the command line, and about the page that documents them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from planner.entities.reviews.checklist_template import DOMAINS
from planner.entities.reviews.inspection_result import GROUPS
from planner.formats.checklist_file import read
from planner.services.checklist_library import library
from tests.cli.conftest import Run, refused

PAGE = (Path(__file__).parents[2] / "docs" / "checklists.md").read_text("utf-8")


@pytest.fixture
def store(run: Run, tmp_path: Path) -> Path:
    """A new portfolio with the library."""
    path = tmp_path / "mine.waterline"
    assert run("new", path, "--plain", "--checklists")[0] == 0
    return path


def test_that_a_new_portfolio_has_the_library_when_that_is_wished(run: Run, store: Path, tmp_path: Path) -> None:
    items = json.loads(run("checklists", store, "--json")[1])["items"]
    assert {item["name"] for item in items} == {template.name for template in library("en")}
    plain = tmp_path / "plain.waterline"
    run("new", plain, "--plain")
    assert json.loads(run("checklists", plain, "--json")[1])["items"] == []
    added = run("checklists", plain, "--starter", "--lang", "es", "--json")
    assert "20 checklists were added." in added[2]
    assert "Baterías" in {item["name"] for item in json.loads(added[1])["items"]}


def test_that_a_checklist_goes_out_as_a_file_and_comes_back(run: Run, store: Path, tmp_path: Path) -> None:
    target = tmp_path / "power.wlchecklist"
    assert run("checklists", store, "--only", "Batteries", "--export", target)[:2] == (0, f"{target}\n")
    assert [template.name for template in read(target.read_text("utf-8"))] == ["Batteries"]
    again = run("checklists", store, "--only", "UPS", "--export", target)[1]
    assert again == f"{tmp_path / 'power (2).wlchecklist'}\n", "nothing is overwritten"
    assert "0 checklists were added." in run("checklists", store, "--import", target)[2], "it is there word for word"
    target.write_text(target.read_text("utf-8").replace("Batteries", "Cells"), encoding="utf-8")
    code, out, said = run("checklists", store, "--import", target)
    assert code == 0
    assert "Cells" in out
    assert "1 checklist was added." in said
    assert "table holds one" in refused(run("checklists", store, "--export", tmp_path / "all.csv"))
    target.write_text(target.read_text("utf-8").replace('"power"', '"steam"'), encoding="utf-8")
    assert "Line 6, “domain”" in refused(run("checklists", store, "--import", target))


def _rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading of the page."""
    part = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


def test_that_the_page_names_the_source_of_every_check() -> None:
    told = {source: set(re.findall(r"`([\w.\-]+)`", keys)) for source, _, keys in _rows("Where the limits come from")}
    held: dict[str, set[str]] = {}
    for template in library("en"):
        for item in template.items:
            held.setdefault(item.source, set()).add(item.key)
    assert told == held


def test_that_the_page_lists_the_library() -> None:
    names = dict(DOMAINS)
    told = {(domain, name, int(count)) for domain, name, _, count in _rows("The starter library")}
    assert told == {(names[t.domain], t.name, len(t.items)) for t in library("en")}


def test_that_the_example_of_the_page_is_read_and_its_words_are_those_of_the_program() -> None:
    example = PAGE.split("```toml\n")[1].split("```")[0]
    found = read(example)[0]
    assert (found.name, found.version, found.items[0].ok_range) == ("Rectifiers", 3, "< 80")
    for name, _ in (*DOMAINS, *GROUPS):
        assert f"`{name}`" in PAGE, name
