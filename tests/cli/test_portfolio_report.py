# SPDX-License-Identifier: Apache-2.0
"""The report of the portfolio on the command line: the accounts, and the modules of the page."""

from __future__ import annotations

import json
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
    whole = {one["id"]: one["health"] for one in found["items"] if one["health_band"] not in {None, "unproven"}}
    assert {key: value and str(round(float(whole[key]))) for key, value in shown.items() if value} == {
        key: str(round(float(value))) for key, value in whole.items()
    }
    said = run("report", file, "portfolio", "--as-of", day)[1]
    assert said.startswith("As it stood on ")
    ahead = (datetime.now(UTC).date() + timedelta(days=3)).isoformat()
    _, said, told = run("report", file, "portfolio", "--as-of", ahead)
    assert "still ahead" in told
    assert "Attention: " not in said
