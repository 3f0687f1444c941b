# SPDX-License-Identifier: Apache-2.0
"""Facts about importing lists from the command line."""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing
from pathlib import Path

import pytest

from planner.cli import main
from planner.kernel import paths
from planner.services import customers
from planner.services.portfolio import create, open_portfolio
from tests.conftest import DEVICE

LIST = "Cliente;Sitio web;Ciudad\nAceros Loma;aceros.example;Bilbao\n;solo.example;León\n半导体园;park.example;苏州\n"


@pytest.fixture
def file(tmp_path: Path) -> str:
    """An empty portfolio."""
    path = tmp_path / "mine.waterline"
    create(path, device=DEVICE).close()
    return str(path)


@pytest.fixture
def source(tmp_path: Path) -> str:
    """A list with two sound rows and one without a name."""
    path = tmp_path / "list.csv"
    path.write_bytes(LIST.encode("utf-8-sig"))
    return str(path)


def names(file: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The accounts there are."""
    capsys.readouterr()
    main(["list", file, "accounts", "--json"])
    return [item["name"] for item in json.loads(capsys.readouterr().out)["items"]]


def test_that_a_dry_run_tells_each_row_and_changes_nothing(
    file: str, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", file, source, "--as", "accounts", "--map", "Cliente=name", "--dry-run", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["schema"], answer["kind"]) == (1, "import")
    assert [item["outcome"] for item in answer["items"]] == ["create", "error", "create"]
    assert answer["items"][1]["faults"] or answer["items"][1]["reason"]
    assert names(file, capsys) == []


def test_that_an_unknown_encoding_is_bad_usage_and_names_the_known_ones(
    file: str, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", file, source, "--as", "accounts", "--encoding", "klingon"]) == 2
    assert "utf-8, utf-16-le" in capsys.readouterr().err
    assert names(file, capsys) == []


def test_that_a_list_is_read_in_the_encoding_that_was_named(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes("Name;City\nŁódź Stal;Łódź\n".encode("cp1250"))
    assert main(["import", file, str(path), "--as", "accounts", "--encoding", "CP1250"]) == 0
    assert names(file, capsys) == ["Łódź Stal"]


def test_that_sound_rows_get_in_and_the_others_come_back_as_a_file(
    file: str, source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left = tmp_path / "left.csv"
    words = ["import", file, source, "--as", "accounts", "--map", "Cliente=name", "--left-out", str(left)]
    assert main(words) == 0
    said = capsys.readouterr()
    assert "2 of 3 rows are in." in said.out
    assert "Read as Unicode (UTF-8), columns parted by: Semicolon.\n" in said.err
    assert '"solo.example";"León"' in left.read_text(encoding="utf-8-sig")
    assert names(file, capsys) == ["Aceros Loma", "半导体园"]
    assert main([*words, "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["outcome"] for row in rows] == ["skip", "error", "skip"]


def test_that_a_list_read_again_says_that_nothing_was_changed(
    file: str, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", file, source, "--as", "accounts", "--map", "Cliente=name"]) == 0
    sound = Path(source).with_name("sound.csv")
    sound.write_text("name\nAceros Loma\n", encoding="utf-8")
    assert main(["import", file, str(sound), "--as", "accounts"]) == 0
    assert "1 row is in already; nothing was changed." in capsys.readouterr().out


def test_that_a_plain_list_has_no_sheets(file: str, source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", file, source, "--as", "accounts", "--sheet", "March"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Only a workbook has sheets")
    assert names(file, capsys) == []


def test_that_contacts_find_their_account(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accounts, people = tmp_path / "a.csv", tmp_path / "p.csv"
    accounts.write_text("name,domain\nAlba,alba.example\n", encoding="utf-8")
    people.write_text("name,email,account\nJ. Paz,j.paz@alba.example,Alba\n", encoding="utf-8")
    assert main(["import", file, str(accounts), "--as", "accounts"]) == 0
    assert main(["import", file, str(people), "--as", "contacts"]) == 0
    capsys.readouterr()
    main(["list", file, "contacts"])
    assert "J. Paz" in capsys.readouterr().out


def test_that_dates_of_two_meanings_want_an_answer(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "list.csv"
    source.write_text("name,customer since\nAlba,03/04/2021\nBeta,05/06/2021\n", encoding="utf-8")
    words = ["import", file, str(source), "--as", "accounts", "--map", "customer since=tenure_start"]
    assert main(words) == 1
    said = capsys.readouterr()
    assert ("--dates" in said.err, said.err.count("\n"), said.out) == (True, 1, "")
    assert names(file, capsys) == []
    assert main([*words, "--dates", "dmy"]) == 0
    capsys.readouterr()
    main(["list", file, "accounts", "--json"])
    items = json.loads(capsys.readouterr().out)["items"]
    assert [item["tenure_start"] for item in items] == ["2021-04-03", "2021-06-05"]


@pytest.mark.parametrize("mapping", ["Cliente=nonsense", "No such header=name"])
def test_that_a_mapping_that_does_not_fit_is_refused(
    file: str, source: str, mapping: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", file, source, "--as", "accounts", "--map", mapping]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert names(file, capsys) == []


def test_that_bad_usage_and_missing_lists_are_told_apart(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", file, str(tmp_path / "gone.csv"), "--as", "accounts"]) == 1
    assert main(["import", file, str(tmp_path / "gone.csv")]) == 2
    assert main(["import", file, str(tmp_path / "gone.csv"), "--as", "accounts", "--map", "x"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_that_the_rows_left_out_are_never_written_over_a_file(
    file: str, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path(source).read_bytes()
    assert main(["import", file, source, "--as", "accounts", "--map", "Cliente=name", "--left-out", source]) == 0
    assert Path(source).read_bytes() == before
    beside = Path(source).with_name(f"{Path(source).stem} (2).csv")
    assert beside.exists()
    assert beside.name in capsys.readouterr().err


def test_that_programs_get_field_names_and_stored_values(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Name,Employees,Grade\nAlba,12,A\n", encoding="utf-8")
    assert main(["import", file, str(path), "--as", "accounts", "--dry-run", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["items"]
    changes = {one["field"]: (one["old"], one["new"]) for one in row["changes"]}
    assert changes["employees"] == (None, 12)
    assert changes["name"] == (None, "Alba")


def test_that_an_import_begins_with_a_backup_of_what_was_there(
    file: str, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_portfolio(Path(file), device=DEVICE)) as session:
        customers.add_account(session, "Meridian Foods")
    assert main(["import", file, source, "--as", "accounts"]) == 0
    (made,) = paths.backups_folder(Path(file)).glob("*before-import.waterline")
    assert names(str(made), capsys) == ["Meridian Foods"]
    assert len(names(file, capsys)) == 3


def test_that_an_import_without_its_backup_changes_nothing(
    file: str, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_portfolio(Path(file), device=DEVICE)) as session:
        customers.add_account(session, "Meridian Foods")
    paths.backups_folder(Path(file)).write_text("in the way")
    assert main(["import", file, source, "--as", "accounts"]) == 1
    assert "nothing was imported" in capsys.readouterr().err
    assert names(file, capsys) == ["Meridian Foods"]


def test_that_equipment_comes_in_for_an_account_and_its_sites_are_made(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_portfolio(Path(file), device=DEVICE)) as session:
        customers.add_account(session, "Aceros Loma")
    source = tmp_path / "equipment.csv"
    source.write_text("Name,Site,Serial number,Type\nCore 1,North,SN-1,conmutador\nCore 2,North,SN-2,switch\n")
    asked = ["import", file, str(source), "--as", "assets", "--json"]
    assert main([*asked, "--dry-run"]) == 0
    assert [item["outcome"] for item in json.loads(capsys.readouterr().out)["items"]] == ["error", "error"]
    assert main([*asked, "--account", "Aceros Loma"]) == 0
    items = json.loads(capsys.readouterr().out)["items"]
    assert [item["outcome"] for item in items] == ["create", "create"]
    assert {"field": "kind", "old": None, "new": "switch"} in items[0]["changes"]
    assert main([*asked, "--account", "Nobody"]) != 0


def test_that_an_account_for_the_whole_list_is_for_equipment_only(
    file: str, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", file, source, "--as", "accounts", "--account", "Aceros"]) != 0
    assert "assets" in capsys.readouterr().err
