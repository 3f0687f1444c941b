# SPDX-License-Identifier: Apache-2.0
"""Why a value is what it is, and why it moved, on the command line."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.conftest import Run, refused
from tests.conftest import copied


@pytest.fixture(scope="module")
def file(sample_of_today: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample."""
    return str(copied(sample_of_today, tmp_path_factory.mktemp("why") / "sample"))


@pytest.mark.parametrize("measure", ["health", "relation", "satisfaction", "network", "key", "general", "hygiene"])
def test_that_the_lines_and_the_way_add_up(run: Run, file: str, measure: str) -> None:
    asked = ("why", file, measure, "--account", "Meridian", "--as-of", "2026-11-02", "--since", "2026-06-01", "--json")
    found = json.loads(run(*asked)[1])
    assert sum(Decimal(line["points"]) for line in found["lines"]) == Decimal(found["shown"])
    way = found["since"]
    assert Decimal(found["shown"]) - Decimal(way["shown"]) == Decimal(way["change"])
    assert sum(Decimal(move["points"]) for move in way["moves"]) == Decimal(way["change"])
    assert all(move["cause"] for move in way["moves"])
    assert all(move["records"] for move in way["moves"]), "every step names its records"


def test_that_it_is_told_in_words_with_its_records(run: Run, file: str) -> None:
    said = run("why", file, "health", "--account", "Meridian", "--as-of", "2026-11-02", "--since", "2026-06-01")[1]
    assert "Meridian Foods: Health" in said
    assert "Missing: " in said
    assert "Since 1 Jun 2026, when it was" in said
    assert "recorded since" in said
    assert re.search(r"^ +\+\d+\.\d  .+: recorded since$", said, re.MULTILINE), "a step up has its sign"
    risk = json.loads(run("why", file, "r-07", "--account", "Meridian", "--json")[1])
    assert (risk["value"], risk["band"], risk["ruleset_version"]) == ("9.00", "medium", 1)
    assert risk["measure"] == "R-07"
    assert json.loads(run("why", file, "Health", "--account", "Meridian", "--json")[1])["measure"] == "health"
    assert {one["entity"] for one in risk["lines"][0]["evidence"]} >= {"risk", "inspection_result"}


def test_that_the_unknown_is_said_and_wrong_questions_are_refused(run: Run, file: str) -> None:
    found = json.loads(run("why", file, "service", "--account", "Meridian", "--json")[1])
    assert (found["value"], found["lines"]) == (None, [])
    assert found["missing"]
    early = run("why", file, "network", "--account", "Meridian", "--since", "2001-01-01")[1]
    assert "unknown is not zero" in early
    assert "choose one of health" in refused(run("why", file, "luck", "--account", "Meridian"))
    theirs = refused(run("why", file, "R-19", "--account", "Meridian"))
    assert "R-19 is a risk of Vantaa Rail, not of Meridian Foods" in theirs
    assert "Meridian Foods has no risk R-999" in refused(run("why", file, "r-999", "--account", "Meridian", "--green"))
    late = run("why", file, "health", "--account", "Meridian", "--as-of", "2026-01-01", "--since", "2026-02-01")
    assert "must come before" in refused(late)


def test_that_a_risk_says_when_it_was_opened_where_it_was_not_yet(run: Run, file: str) -> None:
    asked = ("why", file, "R-07", "--account", "Meridian", "--as-of", "2001-01-01", "--green")
    said = run(*asked)[1]
    opened = re.search(r"Meridian Foods: R-07 was opened on (.+ 20\d\d); it has no value on 1 Jan 2001", said)
    assert opened is not None
    assert f"R-07 was opened on {opened[1]}: on this day there is nothing to turn green." in said
    assert "must be recorded" not in said
    found = json.loads(run(*asked, "--json")[1])
    assert (found["value"], found["missing"]) == (None, [f"R-07 was opened on {opened[1]}"])


def test_that_the_fewest_changes_are_told_and_add_up(run: Run, file: str) -> None:
    asked = ("why", file, "health", "--account", "Vantaa", "--green")
    found = json.loads(run(*asked, "--json")[1])["green"]
    assert found["ways"]
    assert {"kind", "entity", "id", "to", "text", "points"} == set(found["ways"][0]["steps"][0])
    assert all(Decimal(way["value"]) >= way["goal"] for way in found["ways"])
    said = run(*asked)[1]
    assert "What would turn it green:" in said
    assert "Needs to be known: " in said
    assert "no longer counts" in run("why", file, "R-07", "--account", "Meridian", "--green")[1]


def test_that_hygiene_is_a_value_of_its_own(run: Run, file: str) -> None:
    found = json.loads(run("why", file, "hygiene", "--account", "Meridian", "--as-of", "2026-11-02", "--json")[1])
    assert sum(Decimal(line["points"]) for line in found["lines"]) == Decimal(found["value"]).quantize(Decimal("0.1"))
    assert found["band"] in {"tidy", "uneven", "to_tidy"}
    health = json.loads(run("why", file, "health", "--account", "Meridian", "--as-of", "2026-11-02", "--json")[1])
    assert not any(line["rule"].startswith("HY") for line in health["lines"])


def test_that_the_way_is_drawn_where_a_day_is_given(run: Run, file: str, tmp_path: Path) -> None:
    target = tmp_path / "way.svg"
    asked = ("why", file, "network", "--account", "Meridian", "--to", target)
    assert "give --since with --to" in refused(run(*asked))
    said = run(*asked, "--as-of", "2026-11-02", "--since", "2026-06-01")[1]
    assert str(target) in said
    drawn = target.read_text(encoding="utf-8")
    assert "SAMPLE" in drawn
    assert "1 Jun 2026" in drawn


def test_that_green_is_not_asked_of_the_hygiene_of_a_plan(run: Run, file: str) -> None:
    said = refused(run("why", file, "hygiene", "--account", "Meridian", "--green"))
    assert "What is missing says what would tidy the plan" in said
