# SPDX-License-Identifier: Apache-2.0
"""Reviews, their rhythm, their reports and the calendar on the command line (issue 4, part 12)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planner.services import sample
from tests.cli.conftest import Run, refused
from tests.conftest import DEVICE


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with its first account."""
    return sample.make_sample(tmp_path_factory.mktemp("sample") / "s.waterline", accounts=2, device=DEVICE)


def _items(answer: tuple[int, str, str], kind: str) -> list[dict[str, Any]]:
    code, out, err = answer
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert (found["schema"], found["kind"]) == (1, kind)
    return list(found["items"])


def test_that_reviews_are_listed_with_their_parts_and_what_changed(run: Run, made: Path) -> None:
    items = _items(run("report", made, "reviews", "--account", "meridian", "--json"), "reviews")
    newest = next(item for item in items if item["site"] == "North" and item["done_on"])
    assert (newest["inspect"], newest["failed"], newest["attention"]) == ("14/18", 1, 4)
    assert (newest["repeated"], newest["worse"], newest["fixed"]) == (4, 3, 0)
    assert newest["compared_with"] in {item["id"] for item in items}
    assert newest["missing"]
    assert "North" in run("report", made, "reviews", "--account", "meridian")[1]


def test_that_the_rhythm_says_when_and_why(run: Run, made: Path) -> None:
    items = _items(run("report", made, "cadence", "--json"), "cadence")
    assert len(items) == 2
    meridian = next(item for item in items if item["account"] == "Meridian Foods")
    assert (meridian["base_days"], meridian["interval_days"], meridian["shortened_by"]) == (90, 60, "high")
    assert meridian["next_due"] > meridian["last_done"]
    assert "90" in meridian["reason"]
    states = ["overdue", "due", "soon", "unknown", "ok", "on_request"]
    assert [item["state"] for item in items] == sorted((i["state"] for i in items), key=states.index)


def test_that_both_editions_and_the_calendar_are_written(run: Run, made: Path, tmp_path: Path) -> None:
    review = next(
        item for item in _items(run("report", made, "reviews", "--account", "meridian", "--json"), "reviews")
        if item["done_on"]
    )  # fmt: skip
    for audience, lang in (("internal", "zh_TW"), ("customer", "es")):
        target = tmp_path / f"{audience}.pdf"
        answer = run("export", made, "--review", review["code"], "--to", target, "--audience", audience, "--lang", lang)
        assert answer == (0, f"{target}\n", "")
        assert target.read_bytes().startswith(b"%PDF-")
    days = tmp_path / "x.ics"
    assert run("export", made, "--calendar", days) == (0, f"{days}\n", "")
    assert days.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize(
    "words",
    [
        ("--account", "meridian"),
        ("--to", "x.pdf"),
        ("--calendar", "x.ics", "--to", "x.pdf"),
        ("--calendar", "x.ics", "--audience", "customer"),
        ("--review", "V-1", "--to", "x.pdf", "--audience", "lead"),
        ("--review", "V-99", "--to", "x.pdf"),
        ("--review", "V-7", "--account", "nordlys", "--to", "x.pdf"),
    ],
)
def test_that_what_is_missing_or_not_for_that_reader_is_said_in_one_sentence(
    run: Run, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    refused(run("export", made, *words))
    assert list(tmp_path.glob("x.*")) == []


def test_that_a_password_file_that_is_not_there_is_named_and_nothing_is_said_of_saving(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "word").write_text("plain words 42\n")
    file = tmp_path / "p.waterline"
    made = run("new", file, "--name", "A", "--password-file", tmp_path / "word", "--recovery-file", tmp_path / "key")
    assert made[0] == 0
    said = refused(run("report", file, "cadence", "--password-file", tmp_path / "nothing"))
    assert "nothing" in said
    assert "could not be read" in said
