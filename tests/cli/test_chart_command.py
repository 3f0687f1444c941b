# SPDX-License-Identifier: Apache-2.0
"""Facts about the command that draws charts."""

from __future__ import annotations

import json
import struct
from datetime import date
from pathlib import Path

import pytest

from planner.services.chart_cards import kinds
from tests.cli.conftest import Run, refused
from tests.conftest import copied


@pytest.fixture(scope="module")
def file(sample_of_today: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample."""
    return str(copied(sample_of_today, tmp_path_factory.mktemp("chart") / "sample"))


def test_that_the_kinds_of_chart_are_listed_without_a_portfolio(run: Run) -> None:
    shown = json.loads(run("chart", "--list", "--json")[1])
    assert [item["chart"] for item in shown["items"]] == list(kinds())
    assert {item["chart"]: item["customer"] for item in shown["items"]}["health"] is False


@pytest.mark.parametrize("kind", kinds())
def test_that_every_kind_is_drawn_for_a_slide_and_told_as_data(run: Run, file: str, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "slide.png"
    code, said, _ = run("chart", file, kind, "--account", "Meridian", "--to", target, "--size", "show", "--json")
    assert code == 0
    found = json.loads(said)
    assert (found["kind"], found["chart"], found["file"]) == ("chart", kind, str(target))
    assert found["rows"]
    assert set(found["rows"][0]) == {column["key"] for column in found["columns"]}
    assert struct.unpack(">II", target.read_bytes()[16:24]) == (1920, 1080)


def test_that_a_chart_of_a_past_day_says_so(run: Run, file: str) -> None:
    asked = ("chart", file, "health", "--account", "Meridian", "--as-of", "2026-06-01", "--json")
    assert json.loads(run(*asked)[1])["as_of"] == "2026-06-01"


def test_that_what_is_not_for_customers_is_refused_and_nothing_is_written(run: Run, file: str, tmp_path: Path) -> None:
    target = tmp_path / "x.png"
    told = run("chart", file, "health", "--account", "Meridian", "--to", target, "--audience", "customer")
    assert "not for customers" in refused(told)
    assert not target.exists()


def test_that_half_a_question_is_answered_with_what_is_needed(run: Run, file: str) -> None:
    code, said, told = run("chart", file, "health", "--account", "Meridian")
    assert (code, said) == (2, "")
    assert "--to X.png" in told
    assert (
        "there is no chart called" in refused(run("chart", file, "pie", "--account", "Meridian", "--json")).casefold()
    )


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("account", ["Meridian", "Nordlys", "Estancia"])
def test_that_data_hold_stored_names_iso_days_and_null_for_unknown(
    run: Run, file: str, kind: str, account: str
) -> None:
    asked = ("chart", file, kind, "--account", account, "--json")
    said = run(*asked)[1]
    found = json.loads(said)
    assert found["completeness"] is None or 0 <= float(found["completeness"]) <= 1
    for row in found["rows"]:
        assert not any(cell in {"", "–", "not assessed"} for cell in row.values() if isinstance(cell, str)), row
        assert row.get("level") in {None, "not_met", "-1", "0", "1", "2", "3"}
        assert row.get("band") in {None, "low", "medium", "high", "extreme"}
        for key in {"last", "next"} & set(row):
            assert row[key] is None or date.fromisoformat(row[key])
        if kind == "power-map":
            assert row["role"] in {None, "approver", "decider", "supporter", "influencer", "user"}
