# SPDX-License-Identifier: Apache-2.0
"""Importing equipment: its account, its site, and which piece a row is about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.entities.customers.account import Account
from planner.entities.customers.asset import ASSET, Asset
from planner.entities.customers.site import SITE
from planner.services import crud, imports
from planner.services.customers import add_account
from planner.services.import_plan import ImportPlan
from planner.services.imports import ImportOptions
from planner.services.session import Session
from tests.services.dumps import dump, one_step


@pytest.fixture
def acme(session: Session) -> Account:
    return add_account(session, "Acme Rail", external_id="K-1")


def _plan(session: Session, tmp_path: Path, *lines: str, account: Account | None = None) -> ImportPlan:
    path = tmp_path / "equipment.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return imports.prepare(session, path, "assets", options=ImportOptions(account=account.id if account else None))


def _brought(session: Session, tmp_path: Path, *lines: str, account: Account | None = None) -> None:
    imports.apply(session, _plan(session, tmp_path, *lines, account=account))


def _assets(session: Session) -> dict[str, Asset]:
    return {asset.name: asset for asset in crud.every(session, ASSET)}


def _outcomes(plan: ImportPlan) -> list[str]:
    return [row.outcome for row in plan.rows]


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Equipment name,Customer,Site,Type,Model,Serial number,Firmware,Installed on,End of support,Criticality,"
            "Redundant,Spare place,Notes,Audience",
            "Core 1,Acme Rail,North,switch,X 48,SN-1,7.2,2021-03-01,2027-12-31,5,yes,Store room,Left rack,customer",
        ),
        (
            "Nombre del equipo,Cliente,Sitio,Tipo de equipo,Modelo,Número de serie,Versión,Fecha de instalación,"
            "Fin de soporte,Criticidad,Redundancia,Repuesto en,Observaciones,Visibilidad",
            "Core 1,Acme Rail,North,conmutador,X 48,SN-1,7.2,2021-03-01,2027-12-31,muy alta,sí,Store room,Left rack,"
            "cliente",
        ),
        (
            "设备名称,客户,站点,设备类型,型号,序列号,软件版本,安装日期,停止支持日期,重要性,冗余,备件位置,备注,可见范围",
            "Core 1,Acme Rail,North,交换机,X 48,SN-1,7.2,2021-03-01,2027-12-31,关键,是,Store room,Left rack,客户",
        ),
    ],
)
def test_that_a_list_in_three_languages_becomes_equipment_at_its_site_in_one_step(
    session: Session, tmp_path: Path, acme: Account, lines: tuple[str, ...]
) -> None:
    plan = _plan(session, tmp_path, *lines)
    assert [column.field for column in plan.columns if column.field is None] == []
    with one_step(session):
        imports.apply(session, plan)
    found, site = _assets(session)["Core 1"], crud.every(session, SITE)[0]
    assert (site.name, site.account_id, found.site_id, found.account_id) == ("North", acme.id, site.id, acme.id)
    assert (found.kind, found.model, found.serial, found.version) == ("switch", "X 48", "SN-1", "7.2")
    assert (found.installed_on, found.end_of_support) == (date(2021, 3, 1), date(2027, 12, 31))
    assert (found.criticality, found.redundancy, found.spare_place) == (5, True, "Store room")
    assert (found.notes, found.audience) == ("Left rack", "customer")


def test_that_the_account_may_be_given_for_the_whole_list(session: Session, tmp_path: Path, acme: Account) -> None:
    lines = ("Name,Site", "Core 1,North", "Core 2,North")
    assert _outcomes(_plan(session, tmp_path, *lines)) == ["error", "error"]
    _brought(session, tmp_path, *lines, account=acme)
    assert {a.account_id for a in _assets(session).values()} == {acme.id}
    assert len(crud.every(session, SITE)) == 1


def test_that_a_serial_number_tells_more_than_name_and_site(session: Session, tmp_path: Path, acme: Account) -> None:
    _brought(session, tmp_path, "Name,Site,Serial number", "Core 1,North,SN-1", account=acme)
    key = _assets(session)["Core 1"].id
    _brought(session, tmp_path, "Name,Site,Serial number", "Core A,South,sn-1", account=acme)
    found = _assets(session)
    assert list(found) == ["Core A"]
    assert found["Core A"].id == key
    assert len(crud.every(session, SITE)) == 2


def test_that_the_same_name_at_another_site_is_another_piece(session: Session, tmp_path: Path, acme: Account) -> None:
    _brought(session, tmp_path, "Name,Site", "Core 1,North", account=acme)
    plan = _plan(session, tmp_path, "Name,Site,Model", "Core 1,South,X", "core 1,north,Y", account=acme)
    assert _outcomes(plan) == ["create", "update"]


def test_that_equipment_of_one_name_is_told_apart_by_serial_numbers_and_without_them_is_asked(
    session: Session, tmp_path: Path, acme: Account
) -> None:
    lines = ("Name,Site,Serial number", "Core,North,SN-1", "Core,North,SN-2")
    assert _outcomes(_plan(session, tmp_path, *lines, account=acme)) == ["create", "create"]
    _brought(session, tmp_path, *lines, account=acme)
    plan = _plan(session, tmp_path, "Name,Site,Model", "Core,North,X", account=acme)
    assert _outcomes(plan) == ["error"]
    assert "not clear which one" in plan.rows[0].reason()


@pytest.mark.parametrize(
    "rows",
    [
        ("Core,North,S1", "Core,North,S2", "Core,North,", "Core,,", "Core,South,"),
        ("Core,North,", "Core,North,S1", "Core,North,S2", "Core,North,S1"),
        ("Core,,", "Core,North,", "Core,South,S9", "Ring,,S9", "Ring,North,"),
    ],
)
def test_that_the_same_list_twice_changes_nothing(
    session: Session, tmp_path: Path, acme: Account, rows: tuple[str, ...]
) -> None:
    _brought(session, tmp_path, "Name,Site,Serial number", "Core,North,S0", account=acme)
    lines = ("Name,Site,Serial number", *rows)
    _brought(session, tmp_path, *lines, account=acme)
    before = dump(session)
    again = _plan(session, tmp_path, *lines, account=acme)
    assert not again.counts.changing
    assert dump(session) == before


def test_that_what_cannot_be_taken_is_listed_with_its_cell(session: Session, tmp_path: Path, acme: Account) -> None:
    plan = _plan(
        session,
        tmp_path,
        "Name,Site,Criticality,Redundant,End of support",
        "Core 1,North,9,perhaps,2027-02-31",
        ",North,3,no,2027-02-28",
        "Core 3,North,high,no,2027-02-28",
        account=acme,
    )
    assert _outcomes(plan) == ["error", "error", "create"]
    assert [f.column for f in plan.rows[0].faults] == ["Criticality", "Redundant", "End of support"]
    imports.apply(session, plan)
    assert _assets(session)["Core 3"].criticality == 4


def test_that_a_row_with_the_serial_number_counts_before_one_with_the_name_only(
    session: Session, tmp_path: Path, acme: Account
) -> None:
    _brought(session, tmp_path, "Name,Site,Serial number", "Core,North,S0", account=acme)
    lines = ("Name,Site,Serial number,Model", "Core,North,,X", "Core,North,S0,Y")
    plan = _plan(session, tmp_path, *lines, account=acme)
    assert _outcomes(plan) == ["skip", "update"]
    imports.apply(session, plan)
    assert _assets(session)["Core"].model == "Y"


def test_that_replaced_equipment_keeps_its_record_and_gets_the_new_number(
    session: Session, tmp_path: Path, acme: Account
) -> None:
    _brought(session, tmp_path, "Name,Site,Serial number", "Core,North,S0", account=acme)
    key = _assets(session)["Core"].id
    _brought(session, tmp_path, "Name,Site,Serial number", "Core,North,S7", account=acme)
    found = _assets(session)["Core"]
    assert (found.id, found.serial) == (key, "S7")
