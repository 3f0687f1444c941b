# SPDX-License-Identifier: Apache-2.0
"""Importing accounts: what each row of a list becomes, said before and done after."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.entities.common.person import PERSON
from planner.entities.customers.account import ACCOUNT, Account
from planner.entities.customers.grade_decision import GRADE_DECISION
from planner.formats.sheets_out import write_xlsx
from planner.kernel.errors import Cancelled, PlannerError
from planner.services import crud, imports
from planner.services.customers import add_account
from planner.services.import_plan import ImportPlan
from planner.services.imports import ImportOptions
from planner.services.session import Session
from planner.views.import_view import RowCheck
from tests.services.dumps import dump, one_step, steps
from tests.services.import_lists import CHINESE_HEAD, ENGLISH_HEAD, SPANISH_HEAD, companies, write


def _list(tmp_path: Path, *lines: str, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _account(session: Session, name: str) -> Account:
    return next(a for a in crud.every(session, ACCOUNT) if a.name == name)


def _outcomes(plan: ImportPlan) -> list[str]:
    return [row.outcome for row in plan.rows]


def _only(plan: ImportPlan) -> RowCheck:
    assert len(plan.rows) == 1
    return plan.rows[0]


@pytest.mark.parametrize(
    ("head", "script", "encoding", "delimiter"),
    [
        (ENGLISH_HEAD, "all", "utf-8", ","),
        (ENGLISH_HEAD, "all", "utf-8-sig", ";"),
        (SPANISH_HEAD, "es", "cp1252", ";"),
        (SPANISH_HEAD, "all", "utf-16", "\t"),
        (CHINESE_HEAD, "zh", "gb18030", ","),
    ],
)
def test_that_a_list_of_hundreds_in_any_language_and_encoding_gets_in_whole(
    session: Session, tmp_path: Path, head: tuple[str, ...], script: str, encoding: str, delimiter: str
) -> None:
    rows = companies(300, script)
    path = write(tmp_path / "list.csv", head, rows, encoding=encoding, delimiter=delimiter)
    plan = imports.prepare(session, path)
    assert [c.field for c in plan.columns] == [
        "external_id", "name", "grade", "industry", "country", "city", "website", "phone", "employees", "parent",
        "owner", "tenure_start", "notes",
    ]  # fmt: skip
    assert plan.source.source.delimiter == delimiter
    assert (plan.counts.create, plan.counts.left_out) == (300, 0)
    with one_step(session):
        result = imports.apply(session, plan)
    assert result.text() == "300 of 300 rows are in."
    stored = {a.external_id: a for a in crud.every(session, ACCOUNT)}
    names = {a.id: a.name for a in stored.values()}
    for row in rows:
        account = stored[row[0]]
        assert account.name == row[1]
        assert account.employees == int(row[8].replace(".", ""))
        assert names.get(account.parent_id or "", "") == row[9]
        day, month, year = map(int, row[11].split("/"))
        assert account.tenure_start == date(year, month, day)
    assert len(crud.every(session, GRADE_DECISION)) == sum(1 for row in rows if row[2])


def test_that_the_dry_run_changes_nothing(session: Session, tmp_path: Path) -> None:
    before = dump(session)
    imports.prepare(session, write(tmp_path / "list.csv", ENGLISH_HEAD, companies(20, "en")))
    assert dump(session) == before
    assert session.redo_label is None


def test_that_blank_cells_keep_the_old_value_and_updates_say_old_and_new(session: Session, tmp_path: Path) -> None:
    add_account(session, "Acme", external_id="7", city="Leeds", industry="Food")
    path = _list(tmp_path, "Customer no,Company,City,Industry", "7,Acme,York,")
    plan = imports.prepare(session, path)
    row = _only(plan)
    assert row.outcome == "update"
    assert [(d.label, d.old, d.new) for d in row.diffs] == [("City", "Leeds", "York")]
    with one_step(session):
        imports.apply(session, plan)
    assert (_account(session, "Acme").city, _account(session, "Acme").industry) == ("York", "Food")
    session.undo()
    assert _account(session, "Acme").city == "Leeds"


def test_that_a_known_number_updates_an_account_even_without_a_name(session: Session, tmp_path: Path) -> None:
    add_account(session, "Acme", external_id="7")
    plan = imports.prepare(session, _list(tmp_path, "Customer no,City", "7,York", "8,Hull"))
    assert _outcomes(plan) == ["update", "error"]
    assert plan.rows[1].faults[0].reason == "A new account needs a name."


@pytest.mark.parametrize(
    ("stored", "line"),
    [
        ({"external_id": "K-7"}, "k-7,Other,,"),
        ({"phone": "+34 600 123 123"}, ",Other,0034600123123,"),
        ({"domain": "acme.com"}, ",Other,,https://www.acme.com/home"),
        ({"website": "http://ACME.com"}, ",Other,,acme.com"),
    ],
)
def test_that_number_phone_and_domain_recognise_an_account(
    session: Session, tmp_path: Path, stored: dict[str, str], line: str
) -> None:
    add_account(session, "Acme", **stored)
    plan = imports.prepare(session, _list(tmp_path, "Customer no,Company,Phone,Website", line))
    assert _outcomes(plan) == ["update"]
    assert plan.rows[0].remark.startswith("Recognised by its")


def test_that_the_name_alone_recognises_nothing_in_a_list_with_numbers(session: Session, tmp_path: Path) -> None:
    add_account(session, "Acme", city="Leeds")
    plan = imports.prepare(session, _list(tmp_path, "Customer no,Company,City", "1,Acme,York", ",Acme,York"))
    assert _outcomes(plan) == ["create", "skip"]
    plan = imports.prepare(session, _list(tmp_path, "Customer no,Company,City", "1,Zeta,York", ",Acme,York"))
    assert _outcomes(plan) == ["create", "create"]
    assert "is not taken for it" in plan.rows[1].remark


def test_that_a_list_of_names_only_matches_equal_names_and_says_so(session: Session, tmp_path: Path) -> None:
    add_account(session, "Grupo  Almenara")
    plan = imports.prepare(
        session, _list(tmp_path, "Company,City", "ＧＲＵＰＯ almenara,Madrid", "Grupo Almenar,Bilbao")
    )
    assert _outcomes(plan) == ["update", "create"]
    assert any("exactly the same name" in note.text() for note in plan.notes)


def test_that_different_numbers_keep_accounts_of_one_domain_apart(session: Session, tmp_path: Path) -> None:
    plan = imports.prepare(
        session, _list(tmp_path, "Customer no,Company,Website", "1,Acme,acme.com", "2,Acme Energy,acme.com")
    )
    assert _outcomes(plan) == ["create", "create"]


def test_that_a_row_like_an_earlier_one_is_skipped_and_named(session: Session, tmp_path: Path) -> None:
    plan = imports.prepare(
        session, _list(tmp_path, "Company,Website", "Acme,acme.com", "Beta,beta.com", "ACME Ltd,www.acme.com")
    )
    assert _outcomes(plan) == ["create", "create", "skip"]
    assert plan.rows[2].remark == "Same domain as row 2, so this row was not used."
    assert plan.rows[2].left_out


def test_that_doubtful_matches_are_left_out(session: Session, tmp_path: Path) -> None:
    add_account(session, "Acme North", domain="acme.com")
    add_account(session, "Acme South", domain="acme.com")
    plan = imports.prepare(session, _list(tmp_path, "Company,Website", "Acme,acme.com", "Acme South,acme.com"))
    assert _outcomes(plan) == ["error", "update"]
    assert plan.rows[1].name == "Acme South"
    assert "not clear which one" in plan.rows[0].faults[0].reason


def test_that_parents_are_found_in_any_row_order_by_number_or_name(session: Session, tmp_path: Path) -> None:
    plan = imports.prepare(
        session,
        _list(
            tmp_path,
            "Customer no,Company,Subsidiary of",
            "1,Leaf,Branch",
            "2,Branch,3",
            "3,Root,",
            "4,Stray,Nobody",
            "5,Under stray,Stray",
        ),
    )
    assert _outcomes(plan) == ["create", "create", "create", "error", "error"]
    assert (plan.rows[3].faults[0].column, plan.rows[3].faults[0].value) == ("Subsidiary of", "Nobody")
    assert plan.rows[4].faults[0].reason == "Row 5 with this account is left out."
    imports.apply(session, plan)
    assert _account(session, "Leaf").parent_id == _account(session, "Branch").id
    assert _account(session, "Branch").parent_id == _account(session, "Root").id


def test_that_circles_of_parents_are_refused(session: Session, tmp_path: Path) -> None:
    add_account(session, "Top", external_id="9")
    plan = imports.prepare(
        session,
        _list(tmp_path, "Customer no,Company,Subsidiary of", "1,A,B", "2,B,C", "3,C,A", "4,D,D", "9,Top,E", "5,E,Top"),
    )
    assert set(_outcomes(plan)) == {"error"}
    assert "circle" in plan.rows[0].faults[0].reason


def test_that_a_subsidiary_of_the_same_domain_is_no_double_of_its_parent(session: Session, tmp_path: Path) -> None:
    path = _list(tmp_path, "Company,Website,Subsidiary of", "Acme,acme.com,", "Acme Energy,acme.com,Acme")
    plan = imports.prepare(session, path)
    assert _outcomes(plan) == ["create", "create"]
    imports.apply(session, plan)
    assert _outcomes(imports.prepare(session, path)) == ["skip", "skip"]


def test_that_cells_of_the_wrong_kind_are_named_with_their_reason(session: Session, tmp_path: Path) -> None:
    plan = imports.prepare(
        session,
        _list(
            tmp_path,
            "Company;Grade;Employees;Customer since;Phone;Segment",
            "A;gold;12;2020-01-31;+34600123123;empresa",
            "B;a;many;2020-01-31;;政府",
            "C;A 级;12,5;31/02/2020;;",
            "D;战略客户;12;31/01/2020;call me;",
        ),
    )
    faults = [[(f.column, f.value) for f in row.faults] for row in plan.rows]
    assert faults == [
        [("Grade", "gold")],
        [("Employees", "many")],
        [("Employees", "12,5"), ("Customer since", "31/02/2020")],
        [("Phone", "call me")],
    ]
    assert plan.rows[0].faults[0].reason.startswith("This is not one of S strategic")


def test_that_ambiguous_dates_are_asked_and_the_answer_is_remembered(session: Session, tmp_path: Path) -> None:
    path = _list(tmp_path, "Customer no,Company,Customer since", "1,Acme,03/04/2020", "2,Beta,05/06/2021")
    plan = imports.prepare(session, path)
    assert [q.name for q in plan.questions] == ["dates"]
    assert _outcomes(plan) == ["error", "error"]
    plan = imports.prepare(session, path, options=ImportOptions(dates="dmy"))
    assert plan.questions == ()
    imports.apply(session, plan)
    assert _account(session, "Acme").tenure_start == date(2020, 4, 3)
    assert imports.prepare(session, path).questions == ()


def test_that_decimal_marks_are_asked_with_the_likely_reading_first(session: Session, tmp_path: Path) -> None:
    likely = imports.prepare(session, _list(tmp_path, "Company;Employees", "A;1.234", "B;15.020"))
    assert [(q.name, q.proposal) for q in likely.questions] == [("decimals", ",")]
    assert likely.rows[0].diffs[-1].new == "1234"
    path = _list(tmp_path, "Company;Employees", "A;12.000", name="b.csv")
    assert [q.proposal for q in imports.prepare(session, path).questions] == [""]
    answered = imports.prepare(session, path, options=ImportOptions(decimals="."))
    assert answered.rows[0].diffs[-1].new == "12"


def test_that_columns_can_be_matched_by_hand_and_are_remembered(session: Session, tmp_path: Path) -> None:
    path = _list(tmp_path, "Foo,Bar,Baz", "1,Acme,Leeds", "2,Beta,York")
    mapping: dict[str | int, str | None] = {"foo": "external_id", "Bar": "name", 2: "city"}
    plan = imports.prepare(session, path, mapping=mapping)
    assert [c.how for c in plan.columns] == ["hand", "hand", "hand"]
    imports.apply(session, plan)
    again = imports.prepare(session, path)
    assert [(c.field, c.how) for c in again.columns] == [
        ("external_id", "remembered"),
        ("name", "remembered"),
        ("city", "remembered"),
    ]
    assert _outcomes(again) == ["skip", "skip"]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"Nowhere": "name"}, "There is no column “Nowhere”"),
        ({"Foo": "colour"}, "There is no field “colour”"),
        ({"Foo": "name", "Bar": "name"}, "Two columns are matched to Name"),
    ],
)
def test_that_mappings_that_do_not_fit_are_refused_in_one_sentence(
    session: Session, tmp_path: Path, mapping: dict[str | int, str | None], said: str
) -> None:
    with pytest.raises(PlannerError, match=said):
        imports.prepare(session, _list(tmp_path, "Foo,Bar", "1,Acme"), mapping=mapping)


def test_that_grades_become_decisions_and_unknown_owners_become_colleagues(session: Session, tmp_path: Path) -> None:
    account = add_account(session, "Acme", external_id="1", grade="B")
    plan = imports.prepare(
        session, _list(tmp_path, "Customer no,Company,Grade,Owner", "1,Acme,S,Elena Ruiz", "2,Beta,,dana whitfield")
    )
    assert any("Elena Ruiz" in note.text() for note in plan.notes)
    with one_step(session):
        imports.apply(session, plan)
    decisions = [d for d in crud.every(session, GRADE_DECISION) if d.account_id == account.id]
    assert [(d.grade, d.decided_by) for d in decisions] == [("B", session.me), ("S", session.me)]
    assert decisions[1].valid_until is not None
    assert sorted(p.name for p in crud.every(session, PERSON)) == ["Dana Whitfield", "Elena Ruiz"]
    assert _account(session, "Beta").owner_id == session.me


def test_that_a_list_without_known_headers_is_matched_by_its_content(session: Session, tmp_path: Path) -> None:
    lines = [f"Firma {n},info@firma{n}.example.com,+34 600 000 {n:03}" for n in range(5)]
    plan = imports.prepare(session, _list(tmp_path, *lines))
    assert [c.field for c in plan.columns] == ["name", "domain", "phone"]
    assert plan.counts.create == 5


def test_that_the_rows_left_out_can_be_saved_corrected_and_imported(session: Session, tmp_path: Path) -> None:
    path = _list(tmp_path, "Customer no,Company,Employees", "1,Acme,many", "2,Beta,5")
    plan = imports.prepare(session, path)
    result = imports.apply(session, plan)
    assert result.text() == "1 of 2 rows are in. 1 was left out."
    for name in ("left.csv", "left.xlsx"):
        imports.save_left_out(plan, tmp_path / name)
        again = imports.prepare(session, tmp_path / name)
        assert again.source.rows[0][:3] == ("1", "Acme", "many")
        assert again.source.rows[0][3] == "Employees: many – This is not a number."
        assert [c.field for c in again.columns] == ["external_id", "name", "employees", None]


def test_that_a_workbook_with_real_dates_and_numbers_gets_in(session: Session, tmp_path: Path) -> None:
    rows: list[tuple[str | int | date, ...]] = [
        ("007", "Aceros Ávila", 1200, date(2020, 4, 3)),
        ("008", "海岚物流", 35, date(2021, 12, 1)),
    ]
    write_xlsx(tmp_path / "list.xlsx", ["客户编号", "客户名称", "员工人数", "合作开始日期"], rows, title="客户")
    plan = imports.prepare(session, tmp_path / "list.xlsx")
    assert (plan.questions, plan.counts.create, plan.source.source.sheet) == ((), 2, "客户")
    imports.apply(session, plan)
    account = _account(session, "Aceros Ávila")
    assert (account.external_id, account.employees, account.tenure_start) == ("007", 1200, date(2020, 4, 3))


def test_that_a_traditional_chinese_list_in_big5_gets_in(session: Session, tmp_path: Path) -> None:
    lines = ["客戶編號,客戶名稱,客戶級別,行業,城市,負責人,備註"]
    lines += [f"K{n},臺北電子科技股份有限公司{n},A級,電子製造,新竹市,陳經理,每季拜訪客戶" for n in range(40)]
    (tmp_path / "list.csv").write_bytes("\r\n".join(lines).encode("big5"))
    plan = imports.prepare(session, tmp_path / "list.csv")
    assert (plan.source.source.encoding, plan.counts.create, plan.counts.left_out) == ("big5", 40, 0)
    assert all(column.field for column in plan.columns)


def test_that_a_change_in_between_is_noticed(session: Session, tmp_path: Path) -> None:
    plan = imports.prepare(session, _list(tmp_path, "Customer no,Company", "1,Acme"))
    add_account(session, "Other")
    assert imports.apply(session, plan).counts.create == 1
    plan = imports.prepare(session, _list(tmp_path, "Customer no,Company", "2,Beta"))
    add_account(session, "Beta", external_id="2")
    before = dump(session)
    with pytest.raises(PlannerError, match="was changed since"):
        imports.apply(session, plan)
    assert dump(session) == before


def test_that_a_cancelled_import_leaves_nothing(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path / "list.csv", ENGLISH_HEAD, companies(1200, "en"))
    plan = imports.prepare(session, path)
    before, count = dump(session), steps(session)

    def stop(done: int, total: int, note: str) -> None:
        if done > 600:
            raise Cancelled

    with pytest.raises(Cancelled):
        imports.apply(session, plan, report=stop)
    assert (dump(session), steps(session)) == (before, count)


@pytest.mark.slow
def test_that_ten_thousand_rows_report_their_progress_and_are_one_step(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path / "list.csv", ENGLISH_HEAD, companies(10_000, "all"))
    notes: dict[str, int] = {}

    def listen(done: int, total: int, note: str) -> None:
        notes[note] = notes.get(note, 0) + 1

    plan = imports.prepare(session, path, report=listen)
    assert plan.counts.create == 10_000
    count = steps(session)
    imports.apply(session, plan, report=listen)
    assert steps(session) == count + 1
    assert notes["Reading values"] >= 20
    assert notes["Importing"] >= 20
    assert imports.prepare(session, path).counts.changing == 0


def test_that_reading_can_be_cancelled(session: Session, tmp_path: Path) -> None:
    def stop(done: int, total: int, note: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        imports.prepare(session, _list(tmp_path, "Company", "Acme"), report=stop)


def test_that_undo_is_offered_only_while_the_import_is_the_newest_step(session: Session, tmp_path: Path) -> None:
    result = imports.apply(session, imports.prepare(session, _list(tmp_path, "Customer no,Company", "1,Acme")))
    assert imports.is_newest(session, result)
    add_account(session, "Later")
    assert not imports.is_newest(session, result)
