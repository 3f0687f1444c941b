# SPDX-License-Identifier: Apache-2.0
"""The report of the portfolio on the command line: the accounts, and the modules of the page."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import copied


@pytest.fixture(scope="module")
def file(sample_of_today: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample."""
    return str(copied(sample_of_today, tmp_path_factory.mktemp("page") / "sample"))


def test_that_the_modules_are_told_as_data_with_their_rows(run: Run, file: str) -> None:
    found = json.loads(run("report", file, "portfolio", "--json")[1])
    assert {"items", "modules", "schema", "kind"} <= set(found)
    modules = {module["kind"]: module for module in found["modules"]}
    assert len(modules) >= 6
    assert modules["portfolio-attention"]["rows"][0]["reason"]
    assert modules["portfolio-risks"]["counts"]["extreme"] >= 1
    assert len(modules["portfolio-health"]["rows"]) == len(found["items"])


def test_that_the_modules_are_told_in_words_below_the_accounts(run: Run, file: str) -> None:
    said = run("report", file, "portfolio")[1]
    assert "Attention: " in said
    assert "Coverage gaps: " in said
    assert "no contingency plan" in said


def test_that_a_past_day_has_every_module_as_of_that_day(run: Run, file: str) -> None:
    day = (datetime.now(UTC).date() - timedelta(days=300)).isoformat()
    found = json.loads(run("report", file, "portfolio", "--as-of", day, "--json")[1])
    assert (found["as_of"], found["past"]) == (day, True)
    assert {module["as_of"] for module in found["modules"]} == {day}
    assert len(found["modules"]) >= 6
    (health,) = (module for module in found["modules"] if module["kind"] == "portfolio-health")
    shown = {row["id"]: row["health"] for row in health["rows"]}
    bands = {row["id"]: row["band"] for row in health["rows"]}
    assert bands == {one["id"]: one["health_band"] for one in found["items"]}
    whole = {one["id"]: one["health"] for one in found["items"] if one["health_band"] not in {None, "unproven"}}
    assert {key: value for key, value in shown.items() if value is not None} == {
        key: round(float(value)) for key, value in whole.items()
    }
    said = run("report", file, "portfolio", "--as-of", day)[1]
    assert said.startswith("As it stood on ")
    ahead = (datetime.now(UTC).date() + timedelta(days=3)).isoformat()
    _, said, told = run("report", file, "portfolio", "--as-of", ahead)
    assert "still ahead" in told
    assert "Attention: " not in said
    assert "told of today and of days before" in said


@pytest.mark.parametrize("more", [(), ("--account", "Meridian"), ("--as-of", "2099-01-01"), ("--as-of", "2026-03-01")])
def test_that_the_data_have_the_same_names_of_every_day_and_account(run: Run, file: str, more: tuple[str, ...]) -> None:
    found = json.loads(run("report", file, "portfolio", "--json", *more)[1])
    assert list(found) == ["schema", "kind", "as_of", "past", "items", "modules"]
    assert found["items"]
    assert all({"kind", "title", "rows", "as_of"} <= set(module) for module in found["modules"])


def test_that_people_read_scores_with_one_place_and_both_next_days(run: Run, file: str) -> None:
    shown = json.loads(run("report", file, "health", "--account", "Meridian", "--json")[1])["shown"]
    for asked in (("report", file, "portfolio"), ("report", file, "health"), ("show", file, "Meridian")):
        said = run(*asked)[1]
        assert re.search(rf"(?<![\d.]){re.escape(shown)}(?![\d.])", said), asked
        assert not re.search(r"\d\.\d\d(?!\d)", said), asked
    assert {"Next review", "Next step"} <= set(re.split(r" {2,}", run("report", file, "portfolio")[1].split("\n")[0]))
