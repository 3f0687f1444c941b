# SPDX-License-Identifier: Apache-2.0
"""The rules on the command line: in words, into a file and back, tried, adopted."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.conftest import Run, refused


@pytest.fixture
def file(todays_sample: Path) -> Path:
    """The sample."""
    return todays_sample


@pytest.fixture
def edited(run: Run, file: Path, tmp_path: Path) -> Path:
    """Its rules in a file, with two numbers changed."""
    assert run("rules", file, "--export", tmp_path / "rules.toml")[0] == 0
    text = (tmp_path / "rules.toml").read_text("utf-8")
    text = text.replace("relation = 30", "relation = 50").replace("high_from = 10", "high_from = 9")
    (tmp_path / "rules.toml").write_text(text, "utf-8")
    return tmp_path / "rules.toml"


def test_that_the_rules_are_told_in_words_with_version_and_hash(run: Run, file: Path) -> None:
    said = run("rules", file)[1]
    found = json.loads(run("rules", file, "--json")[1])
    assert said.splitlines()[0] == f"Rules of this portfolio · Rules v1 · {found['hash'][:8]}"
    assert "Health is 30 Relation + 20 Satisfaction + 20 Service + 15 Network + 15 Needs and value, out of 100." in said
    assert "Bands: 1–4 Low, 5–9 Medium, 10–19 High, 20–25 Extreme." in said
    assert "Network review, by grade: S 90 days, A 180 days" in said
    assert (found["kind"], found["version"], found["rules"]["health"]["healthy_from"]) == ("rules", 1, 80)
    assert [one["version"] for one in found["versions"]] == [1, 0]


def test_that_lists_within_lists_are_cells_that_other_programs_read(run: Run, file: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(run("rules", file, "--csv")[1]))
    assert json.loads(row["rules.health.weights"])[0] == ["relation", 30]
    assert row["rules.risk.currency"] == "EUR"


def test_that_an_export_is_no_change_and_never_takes_a_name(run: Run, file: Path, tmp_path: Path) -> None:
    first = run("rules", file, "--export", tmp_path / "r.toml")[1].strip()
    second = run("rules", file, "--export", tmp_path / "r.toml")[1].strip()
    assert (first, second) == (str(tmp_path / "r.toml"), str(tmp_path / "r (2).toml"))
    assert "in force already" in refused(run("rules", file, "--import", first))


def test_that_a_trial_shows_one_account_line_by_line_and_changes_nothing(run: Run, file: Path, edited: Path) -> None:
    before = run("rules", file, "--json")[1]
    found = json.loads(run("rules", file, "--try", edited, "--account", "Meridian", "--json")[1])
    for value in found["values"].values():
        for side in ("now", "then"):
            lines = sum(Decimal(line["points"]) for line in value[side]["lines"])
            assert value[side]["value"] is None or abs(lines - Decimal(value[side]["value"])) <= Decimal("0.05")
    health = found["values"]["health"]
    assert health["now"]["value"] != health["then"]["value"]
    assert {health["now"]["ruleset"], health["then"]["ruleset"]} == {found["now"]["hash"], found["tried"]["hash"]}
    assert [(one["key"], one["now"], one["value"]) for one in found["differences"]] == [
        ("health.weights.relation", "30", "50"),
        ("risk.high_from", "10", "9"),
    ]
    said = run("rules", file, "--try", edited, "--account", "Meridian")[1]
    assert "tried; nothing was changed" in said
    assert "Medium risk R-07 → High risk R-07" in said
    assert run("rules", file, "--json")[1] == before


def test_that_a_trial_without_an_account_is_of_all_of_them(run: Run, file: Path, edited: Path) -> None:
    found = json.loads(run("rules", file, "--try", edited, "--json")[1])["items"]
    changes = [abs(Decimal(one["change"])) for one in found if one["now_band"] == one["then_band"] and one["change"]]
    assert len(found) == 8
    assert changes == sorted(changes, reverse=True)
    assert "accounts have another value" in run("rules", file, "--try", edited)[1]


def test_that_an_import_is_the_next_version_with_its_reason_and_results_name_it(
    run: Run, file: Path, edited: Path
) -> None:
    said = run("rules", file, "--import", edited, "--reason", "The board wants it")[1]
    assert "Rules v2" in said
    assert "High from this score up: 10 → 9" in said
    found = json.loads(run("rules", file, "--json")[1])
    assert (found["version"], found["reason"]) == (2, "The board wants it")
    earlier, held = (datetime.now(UTC).date() - timedelta(days=60)).isoformat(), "version 1 held then"
    for command in (
        ("why", file, "health", "--account", "Meridian", "--since", earlier),
        ("report", file, "health", "--account", "Meridian"),
        ("report", file, "portfolio"),
    ):
        told = run(*command, "--json")[1]
        assert found["hash"] in told
        assert '"ruleset_version": 2' in told
        assert f'"change_rules": "under today’s rules; {held}"' in told, "a change over days of other rules says so"
    assert held in run("report", file, "health", "--account", "Meridian")[1]


def test_that_an_import_never_claims_the_reason_of_an_earlier_adoption(
    run: Run, file: Path, edited: Path, tmp_path: Path
) -> None:
    assert "The board wants it" in run("rules", file, "--import", edited, "--reason", "The board wants it")[1]
    out = run("rules", file, "--export", tmp_path / "ours.toml", "--json")[1]
    again = Path(json.loads(out)["path"])
    again.write_text(again.read_text("utf-8").replace("steady_within = 3", "steady_within = 4"), "utf-8")
    assert json.loads(run("rules", file, "--import", again, "--json")[1])["reason"] == f"Imported from {again.name}"


def test_that_a_file_with_a_fault_changes_nothing_and_says_which_key(run: Run, file: Path, edited: Path) -> None:
    edited.write_text(edited.read_text("utf-8").replace("watch_from = 60", "watch_from = 99"), "utf-8")
    before = run("rules", file, "--json")[1]
    for way in ("--import", "--try"):
        assert "health.watch_from" in refused(run("rules", file, way, edited))
    assert run("rules", file, "--json")[1] == before
    assert "no.toml" in refused(run("rules", file, "--import", file.parent / "no.toml"))


@pytest.mark.parametrize("words", [("--reason", "x"), ("--account", "A"), ("--try", "x.toml", "--as-of", "2026-01-01")])
def test_that_options_that_do_not_go_together_are_bad_usage(run: Run, file: Path, words: tuple[str, ...]) -> None:
    code, out, said = run("rules", file, *words)
    assert (code, out) == (2, "")
    assert " goes with --" in said


@pytest.mark.parametrize("kind", ["health", "risks", "portfolio", "cadence", "alerts"])
def test_that_every_report_names_version_and_hash_of_its_rules(run: Run, file: Path, kind: str) -> None:
    now = json.loads(run("rules", file, "--json")[1])
    for item in json.loads(run("report", file, kind, "--json")[1])["items"]:
        assert (item["ruleset"], item["ruleset_version"]) == (now["hash"], now["version"])
        assert item["as_of"]
