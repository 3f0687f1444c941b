# SPDX-License-Identifier: Apache-2.0
"""The command capture: how a note was read as JSON, and the records that it makes."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.services import crud, customers
from planner.services.portfolio import open_portfolio
from tests.cli.conftest import Run, refused
from tests.conftest import DEVICE

NOTE = "Rectifier R2 at 91 % load. !3x4 >me order module ~if >95 % switch to generator"


@pytest.fixture
def file(template: Path, tmp_path: Path) -> str:
    path = Path(shutil.copy(template, tmp_path / "plans.waterline"))
    with closing(open_portfolio(path, device=DEVICE)) as session:
        account = customers.add_account(session, "Meridian Foods")
        for name in ("North", "South"):
            site = crud.add(session, SITE, account_id=account.id, name=name)
            crud.add(session, ASSET, account_id=account.id, site_id=site.id, name="Rectifier R2")
    return str(path)


def _read(run: Run, *words: object) -> dict[str, Any]:
    code, out, said = run("capture", *words)
    assert (code, said) == (0, "")
    found: dict[str, Any] = json.loads(out)
    assert (found["schema"], found["kind"]) == (1, "capture")
    return found


def test_that_every_part_is_told_with_its_span(run: Run, file: str) -> None:
    found = _read(run, file, NOTE, "--account", "meridian")
    assert found["saved"] is None
    assert found["prose"] == "Rectifier R2 at 91 % load."
    assert all(NOTE[one["start"] : one["end"]] == one["text"] for one in found["readings"])
    values = {one["kind"]: one["value"] for one in found["readings"]}
    assert values["score"] == {"likelihood": 3, "impact": 4}
    assert values["reading"] == {"value": "91", "unit": "%"}
    assert values["owner"]["name"] == "Dana Whitfield"
    assert values["asset"] is None  # there are two of that name
    with closing(open_portfolio(Path(file), device=DEVICE)) as session:
        assert crud.every(session, NETWORK_REVIEW) == []


def test_that_saving_adds_ids_and_numbers(run: Run, file: str) -> None:
    saved = _read(run, file, NOTE, "--account", "meridian", "--site", "south", "--save")["saved"]
    assert (saved["review"]["code"], saved["risk"]["code"], saved["checks"][0]["code"]) == ("V-1", "R-1", "F-1")
    with closing(open_portfolio(Path(file), device=DEVICE)) as session:
        (review,) = crud.every(session, NETWORK_REVIEW)
        assert review.id == saved["review"]["id"]
        assert crud.title_of(session, SITE, review.site_id or "") == "South"
        assert crud.every(session, ACCOUNT)[0].name == "Meridian Foods"


def test_that_the_language_of_the_note_can_be_named(run: Run, file: str) -> None:
    found = _read(run, file, ">me pedir módulo 05/06/2031", "--account", "meridian", "--lang", "es")
    assert [one["value"] for one in found["readings"] if one["kind"] == "due"] == ["2031-06-05"]
    found = _read(run, file, ">me order 05/06/2031", "--account", "meridian", "--lang", "en")
    (due,) = (one for one in found["readings"] if one["kind"] == "due")
    assert (due["value"], due["alternatives"]) == (None, ["2031-06-05", "2031-05-06"])
    assert "more than one day" in due["why"]
    found = _read(run, file, ">me order 05/06/2031", "--account", "meridian", "--lang", "en", "--dates", "mdy")
    assert [one["value"] for one in found["readings"] if one["kind"] == "due"] == ["2031-05-06"]


def test_that_what_cannot_be_done_is_said_in_one_sentence(run: Run, file: str) -> None:
    assert "Nobody" in refused(run("capture", file, "x", "--account", "Nobody"))
    assert "Moon" in refused(run("capture", file, "x", "--account", "meridian", "--site", "Moon"))
    assert "Write what you found" in refused(run("capture", file, "  ", "--account", "meridian", "--save"))


def test_that_lead_stands_for_the_team_lead_as_elsewhere(run: Run, file: str) -> None:
    _read(run, file, "Fan is loud", "--account", "meridian", "--audience", "lead", "--save")
    with closing(open_portfolio(Path(file), device=DEVICE)) as session:
        assert {review.audience for review in crud.every(session, NETWORK_REVIEW)} == {"team_lead"}
