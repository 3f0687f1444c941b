# SPDX-License-Identifier: Apache-2.0
"""Everything about one person, and erasing them, from the command line."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from planner.entities.common.person import PERSON
from planner.entities.relations.contact import CONTACT
from planner.kernel import paths
from planner.services import crud, customers, people
from planner.services.backup import back_up
from planner.services.portfolio import create, open_portfolio
from tests.cli.conftest import Run, refused


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "people.waterline"
    with closing(create(path, me_name="Dana Whitfield")) as session:
        account = customers.add_account(session, "Alpha", notes="Ask Ana Pérez")
        people.add_contact(session, account.id, "Ana Pérez", email="ana@alpha.example")
        crud.add(session, PERSON, name="Sam Ortiz")
        back_up(session.db, paths.backups_folder(path))
    return path


@pytest.mark.parametrize(("who", "kind"), [("ana p", "contact"), ("ANA@alpha.example", "contact"), ("Sam", "person")])
def test_that_a_person_is_written_to_a_folder(run: Run, path: Path, tmp_path: Path, who: str, kind: str) -> None:
    code, out, err = run("person", path, who, "--to", tmp_path / "out")
    assert (code, err) == (0, "")
    text, html = map(Path, out.splitlines())
    assert json.loads(text.read_text(encoding="utf-8"))["person"]["kind"] == kind
    assert html.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_that_nobody_of_that_name_is_one_sentence(run: Run, path: Path, tmp_path: Path) -> None:
    assert "Nobody" in refused(run("person", path, "Nobody", "--to", tmp_path))


def test_that_erasing_asks_for_the_name_and_says_what_backups_still_hold(run: Run, path: Path) -> None:
    assert "Ana Pérez" in refused(run("erase", path, "ana", "--confirm", "ana"))
    code, out, err = run("erase", path, "ana", "--confirm", "ana  pérez")
    assert (code, out) == (0, "1 record was erased.\n")
    assert "1 backup still holds" in err
    with closing(open_portfolio(path)) as session:
        assert crud.every(session, CONTACT) == []


def test_that_the_backups_can_be_cleaned_at_once(run: Run, path: Path) -> None:
    assert run("erase", path, "ana", "--confirm", "Ana Pérez", "--backups") == (0, "1 record was erased.\n", "")
    for copy in [path, *paths.backups_folder(path).glob("*.waterline")]:
        assert "Pérez".encode() not in copy.read_bytes()
