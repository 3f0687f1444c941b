# SPDX-License-Identifier: Apache-2.0
"""A repair makes whole what can be, takes one step that undo takes back exactly, and marks what it touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from planner.entities.registry import BY_NAME
from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.services import backups, crud, doctor, doctor_mends, doctor_repair
from planner.services.backup import back_up
from planner.services.portfolio import open_portfolio
from planner.services.session import Session
from planner.store.table import Reader
from tests.broken import DEFECTS, NOBODY, TIDY, Defect, filled, planted, raw, raw_dump

MENDED = [defect for defect in (*TIDY, *DEFECTS) if defect.mends]
LEFT = [defect for defect in (*DEFECTS, *TIDY) if not defect.mends]


def _unsound(session: Session) -> list[str]:
    return [check.name for check in doctor.look_over(session) if not check.sound]


@pytest.mark.parametrize("defect", MENDED, ids=lambda defect: defect.name)
def test_that_a_second_look_is_sound_and_undo_brings_the_exact_content_back(session: Session, defect: Defect) -> None:
    filled(session)
    planted(session, defect)
    before = raw_dump(session)
    done = doctor_repair.repair(session)
    assert _unsound(session) == []
    assert done.left == 0
    if done.step:
        assert raw_dump(session) != before
        session.undo()
    assert raw_dump(session) == before


@pytest.mark.parametrize("defect", LEFT, ids=lambda defect: defect.name)
def test_that_what_can_not_be_repaired_is_left_as_it_is_and_said(session: Session, defect: Defect) -> None:
    filled(session)
    name = planted(session, defect)
    before = raw_dump(session)
    done = doctor_repair.repair(session)
    assert raw_dump(session) == before
    assert name in _unsound(session)
    assert {one.check for one in doctor_mends.plan(done.checks)} >= {name}


def test_that_all_defects_at_once_are_repaired_in_one_step(session: Session) -> None:
    filled(session)
    for defect in MENDED:
        if defect.name not in {"ring", "own-parent"}:
            planted(session, defect)
    before = raw_dump(session)
    done = doctor_repair.repair(session)
    assert _unsound(session) == []
    assert session.undo_step == done.step
    session.undo()
    assert raw_dump(session) == before


def test_that_a_repaired_portfolio_stays_sound_after_closing(session: Session, portfolio: Path) -> None:
    filled(session)
    for defect in (d for d in MENDED if d.name in {"score", "log", "reference", "list", "orphan"}):
        planted(session, defect)
    before = raw_dump(session)
    done = doctor_repair.repair(session)
    session.close()
    again = open_portfolio(portfolio, clock=session.clock)
    assert _unsound(again) == []
    assert again.undo_step == done.step
    again.undo()
    assert raw_dump(again) == before
    assert again.undo_label is not None
    assert again.undo_label.text() != "Repair the change log"  # it changed no record, so there is nothing to undo
    again.redo()
    assert backups.is_whole(back_up(again.db, portfolio.parent / "copies"))
    again.close()


def test_that_the_old_value_stays_in_the_history(session: Session) -> None:
    filled(session)
    planted(session, next(d for d in DEFECTS if d.name == "score"))
    doctor_repair.repair(session)
    account = next(a for a in crud.every(session, BY_NAME["account"]) if a.name == "Nordlys")
    assert account.stability is None
    newest = crud.record_history(session, account.id)[0]
    assert newest.label.text() == "Repair the portfolio"
    assert newest.before == {"stability": 9}


def test_that_a_ring_is_opened_at_its_newest_link(session: Session) -> None:
    filled(session)
    meridian, nordlys = sorted(crud.every(session, BY_NAME["account"]), key=lambda account: account.name)
    crud.set_field(session, BY_NAME["account"], nordlys.id, "city", "Oslo")
    raw(session, f"UPDATE account SET parent_id = '{nordlys.id}' WHERE id = '{meridian.id}'")
    doctor_repair.repair(session)
    assert crud.get(session, BY_NAME["account"], nordlys.id).parent_id == meridian.id or (
        crud.get(session, BY_NAME["account"], meridian.id).parent_id == nordlys.id
    )
    assert "loops" not in _unsound(session)


def test_that_a_copy_of_the_state_before_is_made_first(session: Session) -> None:
    filled(session)
    raw(session, "UPDATE account SET stability = 9 WHERE name = 'Nordlys'")
    before = raw_dump(session)
    done = doctor_repair.repair(session)
    assert backups.is_whole(done.copy)
    copied = open_portfolio(backups.restore_as(done.copy, session.path.with_name("copy.waterline")))
    assert raw_dump(copied) == before
    copied.close()


def test_that_dangling_references_do_not_keep_the_copy_from_being_made(session: Session) -> None:
    filled(session)
    raw(session, f"UPDATE account SET owner_id = '{NOBODY}' WHERE name = 'Nordlys'")
    done = doctor_repair.repair(session)
    assert done.copy.is_file()
    assert backups.is_whole(back_up(session.db, session.path.parent / "copies"))


def test_that_a_list_that_could_not_be_read_does_not_keep_the_copy_from_being_made(session: Session) -> None:
    filled(session)
    raw(session, f"UPDATE account SET owner_id = '{NOBODY}', vip_from = '2026-02-31' WHERE name = 'Nordlys'")
    with pytest.raises(PlannerError) as shown:
        session.read(lambda conn: Reader(BY_NAME["account"], conn).where(order="name DESC"))
    assert doctor_repair.repair(session).copy.is_file()
    assert shown.value.code == "damaged"  # still at hand, as where a window tells it, with all that it holds


def test_that_nothing_is_repaired_when_no_copy_can_be_made(session: Session) -> None:
    filled(session)
    raw(session, "UPDATE account SET stability = 9 WHERE name = 'Nordlys'")
    before = raw_dump(session)
    paths.backups_folder(session.path).write_text("in the way", encoding="utf-8")
    with pytest.raises(PlannerError):
        doctor_repair.repair(session)
    assert raw_dump(session) == before


def test_that_repaired_records_are_marked_until_somebody_has_looked(session: Session, portfolio: Path) -> None:
    filled(session)
    raw(session, "UPDATE account SET stability = 9 WHERE name = 'Nordlys'", "UPDATE risk SET impact = 77")
    doctor_repair.repair(session)
    session.close()
    again = open_portfolio(portfolio, clock=session.clock)
    marks = doctor_repair.marks(again)
    assert {(mark.entity, mark.check) for mark in marks} == {("account", "values"), ("risk", "values")}
    doctor_repair.acknowledge(again, [marks[0].key])
    assert len(doctor_repair.marks(again)) == 1
    doctor_repair.acknowledge(again)
    assert doctor_repair.marks(again) == []
    again.close()


def test_that_marks_go_with_a_repair_that_is_taken_back_and_return_with_redo(session: Session) -> None:
    filled(session)
    raw(session, "UPDATE account SET stability = 9 WHERE name = 'Nordlys'")
    doctor_repair.repair(session)
    session.undo()
    assert doctor_repair.marks(session) == []
    session.redo()
    assert len(doctor_repair.marks(session)) == 1


@pytest.mark.parametrize("name", ["file", "content"])
def test_that_a_file_is_fetched_from_a_backup_that_has_it(session: Session, name: str) -> None:
    filled(session)
    # links of a backup share their content, so the copy is made a file of its own first
    kept = back_up(session.db, paths.backups_folder(session.path), at=session.clock.now())
    for path in paths.files_folder(kept).glob("*/*"):
        shutil.copy(path, path.with_suffix(".own"))
        path.with_suffix(".own").replace(path)
    planted(session, next(d for d in DEFECTS if d.name == name))
    done = doctor_repair.repair(session)
    assert done.left == 0
    assert doctor_repair.marks(session) == []


def test_that_an_attachment_no_backup_has_is_marked(session: Session) -> None:
    filled(session)
    planted(session, next(d for d in DEFECTS if d.name == "file"))
    doctor_repair.repair(session)
    assert [(mark.entity, mark.check) for mark in doctor_repair.marks(session)] == [("attachment", "files")]


def test_that_damaged_pages_are_never_repaired_in_place(portfolio: Path) -> None:
    session = open_portfolio(portfolio)
    filled(session)
    (root,) = session.db.conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'asset'").fetchone()
    session.close()
    content = bytearray(portfolio.read_bytes())
    content[(root - 1) * 4096 : root * 4096 : 8] = b"\xff" * 512
    portfolio.write_bytes(content)
    again = open_portfolio(portfolio)
    with pytest.raises(PlannerError) as refused:
        doctor_repair.repair(again)
    assert refused.value.code == "damaged"
    again.close()


def test_that_a_broken_index_is_written_anew(session: Session) -> None:
    filled(session)
    conn = session.db.conn
    conn.execute("PRAGMA writable_schema = ON")
    (root,) = conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'idx_account_domain'").fetchone()
    other = conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'idx_contact_email'").fetchone()[0]
    conn.execute("UPDATE sqlite_schema SET rootpage = ? WHERE name = 'idx_account_domain'", (other,))
    conn.execute("UPDATE sqlite_schema SET rootpage = ? WHERE name = 'idx_contact_email'", (root,))
    conn.execute("PRAGMA writable_schema = RESET")
    session.close()
    again = open_portfolio(session.path)
    assert "structure" in _unsound(again)
    doctor_repair.repair(again)
    assert _unsound(again) == []
    again.close()
