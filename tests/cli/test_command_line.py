# SPDX-License-Identifier: Apache-2.0
"""Facts about the command line: what it prints, what it writes, how it refuses."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main
from planner.entities.customers.account import ACCOUNT
from planner.entities.registry import BY_NAME
from planner.kernel.clock import SystemClock
from planner.services import crud, sample
from planner.services.portfolio import create, open_portfolio
from tests.cli.conftest import Run, refused
from tests.conftest import DEVICE, copied


@pytest.fixture(scope="module")
def made(sample_of_today: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, made once."""
    return copied(sample_of_today, tmp_path_factory.mktemp("cli") / "sample")


@pytest.fixture
def file(made: Path, tmp_path: Path) -> str:
    """A copy of the sample."""
    return str(shutil.copy(made, tmp_path / "sample.waterline"))


def test_that_a_new_portfolio_is_made_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.waterline"
    assert run("new", path, "--name", "Dana", "--plain") == (0, f"{path}\n", "")
    assert "untouched" in refused(run("new", path, "--plain"))
    empty = {"schema": 1, "kind": "accounts", "items": []}
    assert json.loads(run("list", path, "accounts", "--json")[1]) == empty


def test_that_a_sample_of_any_size_is_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "s.waterline"
    assert run("sample", path, "--accounts", 10, "--seed", 4)[0] == 0
    assert len(json.loads(run("list", path, "accounts", "--json")[1])["items"]) == 10
    assert "untouched" in refused(run("sample", path))


@pytest.mark.parametrize(
    ("kind", "entity"),
    [
        ("accounts", "account"),
        ("contacts", "contact"),
        ("reviews", "network_review"),
        ("risks", "risk"),
        ("actions", "action"),
    ],
)
def test_that_listings_have_the_names_of_the_specs(run: Run, file: str, kind: str, entity: str) -> None:
    code, out, _ = run("list", file, kind, "--json")
    answer = json.loads(out)
    assert (code, answer["schema"], answer["kind"]) == (0, 1, kind)
    assert {key for item in answer["items"] for key in item} == {*BY_NAME[entity].names, "id", "rev"}
    rows = list(csv.DictReader(io.StringIO(run("list", file, kind, "--csv")[1])))
    assert [row["id"] for row in rows] == [item["id"] for item in answer["items"]]
    text = run("list", file, kind)[1].splitlines()
    assert len(text) == len(rows) + 1


def test_that_an_empty_csv_still_has_its_header(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "mine.waterline", "--plain")
    out = run("list", tmp_path / "mine.waterline", "risks", "--csv")[1]
    assert out.splitlines()[0].startswith('"id","code","rev","account_id"')


def test_that_values_are_printed_as_the_rulings_say(run: Run, file: str) -> None:
    items = json.loads(run("list", file, "accounts", "--json")[1])["items"]
    meridian = next(i for i in items if i["name"] == "Meridian Foods")
    assert (meridian["grade"], meridian["employees"], meridian["languages"]) == ("S", 18400, ["es", "en", "zh"])
    assert date.fromisoformat(meridian["tenure_start"])
    assert next(i for i in items if i["name"] == "Estancia San Telmo")["employees"] is None
    assert "川住 Kawasumi" in [i["name"] for i in items]


def test_that_a_filter_wants_all_its_words_in_any_script(run: Run, file: str) -> None:
    def names(text: str) -> list[str]:
        return [i["name"] for i in json.loads(run("list", file, "accounts", "--filter", text, "--json")[1])["items"]]

    assert names("meridian") == ["Meridian Foods"]
    assert names("rio energia") == ["Río Claro Energía"]
    assert names("半导体") == ["晨曦半导体 Chenxi Semi"]
    assert names("meridian nordlys") == []


def test_that_csv_cells_are_never_formulas_but_numbers_stay(run: Run, file: str) -> None:
    with_formula = open_portfolio(Path(file), device=DEVICE)
    crud.add(with_formula, ACCOUNT, name="=HYPERLINK(1)", phone="+34 91 000")
    with_formula.close()
    rows = list(csv.DictReader(io.StringIO(run("list", file, "accounts", "--csv")[1])))
    assert ("'=HYPERLINK(1)", "+34 91 000") in [(row["name"], row["phone"]) for row in rows]


@pytest.mark.parametrize("name", ["Nordlys Telecom", "nordlys telecom", "NORD", "nordlys"])
def test_that_an_account_is_found_by_name_or_beginning(run: Run, file: str, name: str) -> None:
    answer = json.loads(run("show", file, name, "--json")[1])
    assert (answer["schema"], answer["kind"], answer["name"]) == (1, "account", "Nordlys Telecom")
    assert json.loads(run("show", file, answer["id"], "--json")[1])["id"] == answer["id"]


def test_that_an_ambiguous_name_lists_what_fits(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.waterline"
    session = create(path, device=DEVICE)
    for n in range(7):
        crud.add(session, ACCOUNT, name=f"Alba {n}")
    exact = crud.add(session, ACCOUNT, name="Alba")
    session.close()
    sentence = refused(run("show", path, "alb"))
    assert "8" in sentence
    assert sentence.count("Alba") == 5
    assert json.loads(run("show", path, "ALBA", "--json")[1])["id"] == exact.id, "the exact name wins"
    lost = refused(run("show", path, "zzz"))
    assert "“zzz”" in lost
    assert "Nothing was changed" in lost


def test_that_parts_of_an_account_are_columns_of_their_own(run: Run, file: str) -> None:
    (row,) = csv.DictReader(io.StringIO(run("show", file, "meridian", "--csv")[1]))
    assert row["counts.contacts"] == "11"
    assert row["health.band"]


def test_that_an_account_is_shown_as_text(run: Run, file: str) -> None:
    code, out, _ = run("show", file, "meridian")
    assert code == 0
    assert out.startswith("Meridian Foods\nGrade: S strategic\n")
    assert "R-12  12 High  Rectifier overload, outage of 3 stores" in out
    assert "R-24  not rated" in out


def test_that_health_of_one_account_is_explained(run: Run, file: str) -> None:
    answer = json.loads(run("report", file, "health", "--account", "grupo", "--json")[1])
    assert (answer["kind"], answer["account"]) == ("health", "Grupo Almenara")
    keys = {"value", "max", "band", "completeness", "confidence", "lines", "missing", "ruleset", "as_of"}
    assert keys <= set(answer)
    assert set(answer["lines"][0]) == {"rule", "text", "points", "max", "evidence"}
    shown = round(sum(float(line["points"]) for line in answer["lines"]), 1)
    assert shown == pytest.approx(float(answer["value"]), abs=0.06)
    assert "Missing:" in run("report", file, "health", "--account", "grupo")[1]


def test_that_health_of_other_components_is_not_compared(run: Run, file: str) -> None:
    one = json.loads(run("report", file, "health", "--account", "nordlys", "--json")[1])
    assert (one["change"], one["trend"], one["not_comparable"]) == (None, "other", ["satisfaction"])
    shown = run("report", file, "health", "--account", "nordlys")[1]
    assert f"not comparable with {one['change_since']}: Satisfaction" in shown
    assert "not comparable" in run("report", file, "health")[1]
    items = json.loads(run("report", file, "portfolio", "--json")[1])["items"]
    ways = {item["name"]: (item["health_change"], item["health_trend"]) for item in items}
    assert ways["Nordlys Telecom"] == (None, "other")


def test_that_reports_stand_on_any_day(run: Run, file: str) -> None:
    def value(*more: str) -> Any:
        return json.loads(run("report", file, "health", "--account", "vantaa", "--json", *more)[1])

    past = value("--as-of", "2020-01-01")
    assert (past["value"], past["as_of"]) == (None, "2020-01-01")
    assert value()["value"] is not None


def test_that_risks_come_with_what_they_need(run: Run, file: str) -> None:
    items = json.loads(run("report", file, "risks", "--json")[1])["items"]
    assert len(items) == 14
    assert (items[0]["code"], items[0]["score"], items[0]["band"]) == ("R-03", 20, "extreme")
    assert (items[0]["required"], items[0]["valid_plan"]) == ("plan_drill", False)
    assert [i["score"] for i in items[-2:]] == [None, None]
    own = json.loads(run("report", file, "risks", "--account", "vantaa", "--json")[1])["items"]
    assert [i["code"] for i in own] == ["R-19"]


def test_that_the_portfolio_report_has_a_row_for_each_account(run: Run, file: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("report", file, "portfolio", "--csv")[1])))
    assert len(rows) == 8
    assert {"health", "health_band", "satisfaction_n", "risk_code", "as_of"} <= set(rows[0])
    assert rows[0]["as_of"] == SystemClock().today().isoformat()


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf"])
@pytest.mark.parametrize("kind", ["health", "risk-matrix", "review-cadence"])
def test_that_charts_are_written(run: Run, file: str, tmp_path: Path, kind: str, ending: str) -> None:
    target = tmp_path / f"chart{ending}"
    assert run("chart", file, kind, "--account", "meridian", "--to", target) == (0, f"{target}\n", "")
    assert target.stat().st_size > 1000
    second = run("chart", file, kind, "--account", "meridian", "--to", target)[1].strip()
    assert Path(second).name == f"chart (2){ending}", "nothing is overwritten"


def test_that_the_plan_is_exported(run: Run, file: str, tmp_path: Path) -> None:
    target = tmp_path / "plan.pdf"
    code, out, err = run(
        "export", file, "--account", "meridian", "--to", target, "--audience", "lead", "--paper", "letter"
    )
    assert (code, out.strip(), err) == (0, str(target), "")
    assert target.read_bytes().startswith(b"%PDF-")


def test_that_a_sound_portfolio_passes_the_doctor(run: Run, file: str, made: Path) -> None:
    shutil.copytree(made.with_name(made.name + ".files"), Path(file + ".files"))
    code, out, _ = run("doctor", file, "--json")
    assert code == 0
    assert {item["sound"] for item in json.loads(out)["items"]} == {True}


def test_that_missing_files_fail_the_doctor(run: Run, file: str) -> None:
    code, out, err = run("doctor", file)
    assert code == 1
    assert "nothing was changed" in err
    assert "Every attachment has its file" in out


def test_that_a_backup_is_written_and_opens(run: Run, file: str, tmp_path: Path) -> None:
    code, out, _ = run("backup", file, "--to", tmp_path / "safe")
    assert code == 0
    assert len(json.loads(run("list", out.strip(), "accounts", "--json")[1])["items"]) == 8


def test_that_an_open_portfolio_is_refused_in_one_sentence(run: Run, file: str) -> None:
    session = open_portfolio(Path(file), device=DEVICE)
    assert "already open" in refused(run("list", file, "accounts"))
    session.close()
    assert run("list", file, "accounts")[0] == 0


@pytest.mark.parametrize("content", [None, b"", b"not a portfolio at all", b"SQLite format 3\x00" + b"x" * 5000])
def test_that_what_is_no_portfolio_is_refused_untouched(run: Run, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.waterline"
    if content is not None:
        path.write_bytes(content)
    for words in (("list", path, "accounts"), ("backup", path, "--to", tmp_path / "b")):
        told = refused(run(*words))
        if content is None:
            assert "x.waterline" in told
            assert "Nothing was changed" in told
    refused(run("doctor", path), code=2)
    assert (path.read_bytes() if path.exists() else None) == content


def test_that_a_folder_that_takes_no_file_is_told(run: Run, file: str, tmp_path: Path) -> None:
    block = tmp_path / "block"
    block.write_text("a file")
    assert "a file stands where its folder should be" in refused(run("backup", file, "--to", block))
    refused(run("chart", file, "health", "--account", "meridian", "--to", block / "x.png"))
    refused(run("new", block / "x.waterline", "--plain"))


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nonsense",),
        ("list",),
        ("list", "x.waterline"),
        ("list", "x.waterline", "nonsense"),
        ("list", "x.waterline", "risks", "--json", "--csv"),
        ("report", "x.waterline", "health", "--as-of", "yesterday"),
        ("chart", "x.waterline", "health", "--account", "a", "--to", "x.gif"),
        ("export", "x.waterline", "--account", "a", "--to", "x.doc"),
        ("export", "x.waterline", "--account", "a", "--to", "x.pdf", "--audience", "customer"),
        ("export", "x.waterline", "--account", "a", "--to", "x.pdf", "--paper", "a5"),
        ("sample", "x.waterline", "--accounts", "many"),
        ("new", ""),
        ("import", "x.waterline", " ", "--as", "accounts"),
        ("backup", "x.waterline"),
    ],
)
def test_that_bad_usage_exits_with_two(run: Run, words: tuple[str, ...]) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "usage: waterline" in err


def test_that_help_and_version_exit_with_nought(run: Run) -> None:
    assert run("--help")[0] == 0
    assert run("--version")[1].startswith("waterline ")


def test_that_the_window_is_handed_in(run: Run, tmp_path: Path) -> None:
    asked: list[Path | None] = []

    def gui(path: Path | None) -> int:
        asked.append(path)
        return 7

    assert main(["gui"], gui=gui) == 7
    assert main(["gui", str(tmp_path / "x.waterline")], gui=gui) == 7
    assert asked == [None, tmp_path / "x.waterline"]
    assert "waterline gui" in refused(run("gui"))


def test_that_the_demo_opens_the_sample_where_there_is_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":99")
    asked: list[Path | None] = []

    def gui(path: Path | None) -> int:
        asked.append(path)
        return 0

    assert main(["demo"], gui=gui) == 0
    (path,) = asked
    assert path is not None
    session = open_portfolio(path, device=DEVICE)
    assert sample.is_sample(session)
    session.close()


def test_that_the_demo_writes_files_without_a_display(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    for _ in range(2):
        code, out, err = run("demo", "--out", tmp_path / "out")
        paths = [Path(line) for line in out.splitlines()[1:]]
        assert (code, err) == (0, "")
        assert {p.suffix for p in paths} == {".waterline", ".pdf", ".png", ".svg"}
        assert all(p.stat().st_size > 1000 for p in paths)
    assert len([p for p in (tmp_path / "out").iterdir() if p.suffix == ".pdf"]) == 1


def test_that_a_fault_of_ours_is_one_sentence_and_shows_itself_on_demand(
    run: Run, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr("planner.services.records.listing", broken)
    assert "unexpected" in refused(run("list", file, "accounts"))
    monkeypatch.setenv("WATERLINE_DEBUG", "1")
    assert "RuntimeError: inside" in run("list", file, "accounts")[2]


def test_that_the_portfolio_of_a_past_day_knows_nothing_later(run: Run, file: str) -> None:
    early = json.loads(run("report", file, "portfolio", "--as-of", "2020-01-01", "--json")[1])["items"]
    assert early
    later = ("open_risks", "risk_code", "next_action", "last_review_on")
    assert {tuple(item[name] for name in later) for item in early} == {(0, None, None, None)}
    now = json.loads(run("report", file, "portfolio", "--json")[1])["items"]
    assert any(item["open_risks"] for item in now)


def test_that_still_needed_is_empty_once_everything_required_is_there(run: Run, file: str) -> None:
    items = json.loads(run("report", file, "risks", "--json")[1])["items"]
    rows = list(csv.DictReader(io.StringIO(run("report", file, "risks", "--csv")[1])))
    met = [n for n, item in enumerate(items) if item["required"] and not item["missing"]]
    assert met
    table = run("report", file, "risks")[1].splitlines()
    assert "Still needed" in table[0]
    assert len(rows) == len(items)
    prepared = next(line for line in table if line.startswith(items[met[0]]["code"] + " "))
    assert items[met[0]]["required"] not in prepared.split()


def test_that_risks_of_all_accounts_come_by_score_then_required_date(run: Run, file: str) -> None:
    items = [i for i in json.loads(run("report", file, "risks", "--json")[1])["items"] if i["score"] is not None]
    keys = [(-item["score"], item["next_date"] or "9999") for item in items]
    assert keys == sorted(keys)
