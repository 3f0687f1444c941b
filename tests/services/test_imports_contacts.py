# SPDX-License-Identifier: Apache-2.0
"""Importing people: their account, who they are, their unit and their seat in decisions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.entities.customers.account import Account
from planner.entities.customers.org_unit import ORG_UNIT
from planner.entities.relations.contact import CONTACT, Contact
from planner.entities.relations.decision_role import DECISION_ROLE
from planner.services import crud, imports
from planner.services.customers import add_account
from planner.services.import_plan import ImportPlan
from planner.services.people import add_contact
from planner.services.session import Session
from tests.services.dumps import one_step


@pytest.fixture
def acme(session: Session) -> Account:
    """An account with a number and a domain."""
    return add_account(session, "Acme Rail", external_id="K-1", domain="acme.example.com", country="Spain")


def _list(tmp_path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "people.csv"
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def _plan(session: Session, tmp_path: Path, *lines: str) -> ImportPlan:
    return imports.prepare(session, _list(tmp_path, *lines), "contacts")


def _outcomes(plan: ImportPlan) -> list[str]:
    return [row.outcome for row in plan.rows]


def _people(session: Session) -> dict[str, Contact]:
    return {c.name: c for c in crud.every(session, CONTACT)}


@pytest.mark.parametrize(
    "head",
    [
        "Full name,Job title,Department,Company,E-mail,Phone,Mobile,Decision role,Chain,Language,Contact no,Left on,"
        "Notes",
        "Nombre y apellidos,Cargo,Departamento,Empresa,Correo electrónico,Teléfono,Móvil,Rol de decisión,Cadena,Idioma,"
        "Número de contacto,Fecha de baja,Observaciones",
        "姓名,职务,部门,公司名称,电子邮箱,办公电话,手机号码,决策角色,决策链,语言,联系人编号,离职日期,备注",
        "姓名,職稱,部門,公司名稱,電子郵件,電話,手機,決策角色,決策鏈,語言,聯絡人編號,離職日期,備註",
    ],
)
def test_that_columns_of_people_are_matched_in_three_languages(
    session: Session, tmp_path: Path, acme: Account, head: str
) -> None:
    line = "王伟,Jefe de redes,IT,Acme Rail,wang@acme.example.com,+34911111111,+34600111222,Decisor,técnica,zh,P1,,Nota"
    plan = _plan(session, tmp_path, head, line)
    assert [c.field for c in plan.columns] == [
        "name", "title", "unit", "account", "email", "phone", "mobile", "role", "chain", "language", "external_id",
        "left_on", "notes",
    ]  # fmt: skip
    with one_step(session):
        imports.apply(session, plan)
    person = _people(session)["王伟"]
    assert person.account_id == acme.id
    assert [u.name for u in crud.every(session, ORG_UNIT)] == ["IT"]
    seat = crud.every(session, DECISION_ROLE)[0]
    assert (seat.contact_id, seat.role, seat.chain) == (person.id, "decider", "technical")


@pytest.mark.parametrize(
    ("company", "email"),
    [
        ("K-1", ""),
        ("k-1", ""),
        ("ACME  rail", ""),
        ("acme.example.com", ""),
        ("", "x@acme.example.com"),
        ("Acm", "x@acme.example.com"),
    ],
)
def test_that_the_account_is_found_by_number_name_or_domain(
    session: Session, tmp_path: Path, acme: Account, company: str, email: str
) -> None:
    plan = _plan(session, tmp_path, "Name,Company,E-mail", f"Elena Ruiz,{company},{email}")
    assert _outcomes(plan) == ["create"]
    imports.apply(session, plan)
    assert _people(session)["Elena Ruiz"].account_id == acme.id


def test_that_free_mail_and_unknown_names_find_no_account(session: Session, tmp_path: Path, acme: Account) -> None:
    add_account(session, "Odd", domain="gmail.com")
    plan = _plan(session, tmp_path, "Name,Company,E-mail", "Elena,,elena@gmail.com", "Ana,Acne Rail,")
    assert _outcomes(plan) == ["error", "error"]
    assert plan.rows[1].faults[0].column == "Company"


def test_that_a_namesake_account_is_told_apart_by_the_mail(session: Session, tmp_path: Path, acme: Account) -> None:
    add_account(session, "Acme Rail", domain="other.example.com")
    plan = _plan(session, tmp_path, "Name,Company,E-mail", "Ana,Acme Rail,a@acme.example.com", "Eva,Acme Rail,")
    assert _outcomes(plan) == ["create", "error"]


def test_that_people_are_recognised_by_number_mail_and_phone(session: Session, tmp_path: Path, acme: Account) -> None:
    add_contact(session, acme.id, "Elena Ruiz", email="Elena@Acme.example.com", title="CTO")
    add_contact(session, acme.id, "Ana Vidal", mobile="600 100 200")
    add_contact(session, acme.id, "Eva", external_id="P-9")
    plan = _plan(
        session,
        tmp_path,
        "Contact no,Name,Company,E-mail,Mobile,Job title",
        ",E. Ruiz,Acme Rail,elena@acme.example.com,,COO",
        ",A. Vidal,Acme Rail,,+34 600 100 200,",
        "p-9,Eva,,,,Buyer",
    )
    assert _outcomes(plan) == ["update", "update", "update"]
    assert [(d.label, d.old, d.new) for d in plan.rows[0].diffs] == [
        ("Name", "Elena Ruiz", "E. Ruiz"),
        ("Job title", "CTO", "COO"),
    ]


def test_that_a_shared_switchboard_does_not_make_one_person_of_two(
    session: Session, tmp_path: Path, acme: Account
) -> None:
    plan = _plan(
        session,
        tmp_path,
        "Name,Company,E-mail,Phone",
        "Ana,Acme Rail,ana@acme.example.com,+34911234567",
        "Eva,Acme Rail,eva@acme.example.com,+34911234567",
        "Ana,Acme Rail,ana@acme.example.com,+34911234567",
    )
    assert _outcomes(plan) == ["create", "create", "skip"]


def test_that_nobody_is_moved_to_another_account(session: Session, tmp_path: Path, acme: Account) -> None:
    add_account(session, "Beta")
    add_contact(session, acme.id, "Ana", email="ana@acme.example.com")
    plan = _plan(session, tmp_path, "Name,Company,E-mail", "Ana,Beta,ana@acme.example.com")
    assert _outcomes(plan) == ["error"]
    assert plan.rows[0].faults[0].reason == "This person is at Acme Rail. An import moves nobody."


def test_that_names_are_made_of_their_parts(session: Session, tmp_path: Path, acme: Account) -> None:
    plan = _plan(session, tmp_path, "Nombre,Apellidos,Empresa", "Elena,Ruiz Vidal,Acme Rail", "伟,王,Acme Rail")
    imports.apply(session, plan)
    assert set(_people(session)) == {"Elena Ruiz Vidal", "王伟"}


def test_that_a_role_changes_the_highest_seat_and_a_chain_needs_a_role(
    session: Session, tmp_path: Path, acme: Account
) -> None:
    add_contact(session, acme.id, "Ana", email="ana@acme.example.com", role="user")
    plan = _plan(
        session,
        tmp_path,
        "Name,Company,E-mail,Role,Chain",
        "Ana,Acme Rail,ana@acme.example.com,审批人,",
        "Eva,Acme Rail,eva@acme.example.com,,technical",
    )
    assert [(d.label, d.old, d.new) for d in plan.rows[0].diffs] == [("Role", "User", "Approver")]
    assert "needs a decision role" in plan.rows[1].remark
    with one_step(session):
        imports.apply(session, plan)
    assert [s.role for s in crud.every(session, DECISION_ROLE)] == ["approver"]
    assert _outcomes(_plan(session, tmp_path, "Name,Company,E-mail,Role", "Ana,K-1,ana@acme.example.com,approver")) == [
        "skip"
    ]


def test_that_units_are_made_once_and_found_again(session: Session, tmp_path: Path, acme: Account) -> None:
    lines = ("Name,Company,E-mail,Department,Left on", "Ana,K-1,a@x.com,Compras,2026-01-31", "Eva,K-1,e@x.com,COMPRAS,")
    plan = _plan(session, tmp_path, *lines)
    assert any("New units" in note.text() for note in plan.notes)
    imports.apply(session, plan)
    assert [u.name for u in crud.every(session, ORG_UNIT)] == ["Compras"]
    assert _people(session)["Ana"].left_on == date(2026, 1, 31)
    assert _outcomes(_plan(session, tmp_path, *lines)) == ["skip", "skip"]


def test_that_a_list_of_names_only_matches_within_one_account(session: Session, tmp_path: Path, acme: Account) -> None:
    other = add_account(session, "Beta")
    add_contact(session, other.id, "Ana")
    add_contact(session, acme.id, "Eva")
    plan = _plan(session, tmp_path, "Name,Company,Job title", "Ana,Acme Rail,CTO", "eva,Acme Rail,COO")
    assert _outcomes(plan) == ["create", "update"]
    assert any("exactly the same name" in note.text() for note in plan.notes)
