# SPDX-License-Identifier: Apache-2.0
"""A backup while the work goes on: what is changed under way is in it, whole; and it can be stopped anywhere."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.kernel.errors import Cancelled, PlannerError
from planner.services import backup, backup_proof, crud, customers, purge
from planner.services.backup import back_up
from planner.services.backup_check import fault_of
from planner.services.session import Session
from planner.store import undo_stacks
from tests.drill import Drill

LONG = "long " * 2000


@pytest.fixture
def large(session: Session) -> Session:
    """A portfolio of several thousand pages, so that copying it takes many parts."""
    for number in range(60):
        customers.add_account(session, f"Account {number}", notes=f"{number} {LONG * 3}")
    assert session.path.stat().st_size + session.path.with_name(session.path.name + "-wal").stat().st_size > 4_000_000
    return session


def test_that_what_is_changed_under_way_is_in_the_backup(large: Session) -> None:
    seen: list[int] = []

    def work(done: int, total: int, _note: str) -> None:
        if done < total // 3 and len(seen) < 8:  # while pages are copied
            seen.append(done)
            first = crud.every(large, ACCOUNT)[0]
            crud.set_field(large, ACCOUNT, first.id, "notes", f"changed {len(seen)} {LONG}")
            customers.add_account(large, f"Late {len(seen)}")
            if len(seen) % 3 == 0:
                large.undo()

    made = back_up(large.db, paths.backups_folder(large.path), report=work)
    proof = backup_proof.read(made)
    assert len(seen) == 8
    assert proof is not None
    assert proof.step == large.read(undo_stacks.newest)
    assert fault_of(made) == ""


def test_that_another_thread_writes_while_pages_are_copied(large: Session, drill: Drill) -> None:
    drill.free = True
    stop, written = Event(), [0]

    def write() -> None:
        while not stop.is_set():
            written[0] += 1
            customers.add_account(large, f"Thread {written[0]}", notes=LONG)

    thread = Thread(target=write)
    thread.start()
    try:
        before = written[0]
        made = [back_up(large.db, paths.backups_folder(large.path)) for _ in range(3)]
    finally:
        stop.set()
        thread.join()
    assert [fault_of(one) for one in made] == ["", "", ""]
    assert written[0] > before, "the store was free meanwhile"


def test_that_the_store_is_free_between_the_pages(
    large: Session, drill: Drill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_PAUSE_S", 0.05)  # long enough for a reader on a busy computer, too
    drill.free = True
    stop, reads, seen = Event(), [0], set[int]()

    def read() -> None:
        while not stop.is_set():
            large.read(undo_stacks.newest)
            reads[0] += 1

    def report(done: int, total: int, _note: str) -> None:
        if 0 < done < total // 3:  # between two parts of the copy, with the store held
            seen.add(reads[0])

    thread = Thread(target=read)
    thread.start()
    try:
        for _ in range(5):  # a busy computer may not let the reader run in the pauses of one backup
            back_up(large.db, paths.backups_folder(large.path), report=report)
            if len(seen) > 1:
                break
            seen.clear()
    finally:
        stop.set()
        thread.join()
    assert len(seen) > 1, "somebody read between two parts"


def test_that_it_can_be_stopped_at_every_report_and_leaves_nothing(large: Session) -> None:
    folder = paths.backups_folder(large.path)
    reports: list[int] = []
    back_up(large.db, folder, report=lambda done, _total, _note: reports.append(done))
    kept = sorted(path.name for path in folder.iterdir())
    assert len(reports) > 10
    for stop in range(1, len(reports)):
        told = 0

        def stopping(_done: int, _total: int, _note: str, stop: int = stop) -> None:
            nonlocal told
            told += 1
            if told == stop:
                raise Cancelled

        with pytest.raises(Cancelled):
            back_up(large.db, folder, report=stopping)
        assert sorted(path.name for path in folder.iterdir()) == kept
    customers.add_account(large, "The store is free")


def test_that_a_store_opened_anew_under_way_ends_the_backup(large: Session) -> None:
    told = 0

    def reopened(_done: int, _total: int, _note: str) -> None:
        nonlocal told
        told += 1
        if told == 3:
            connection = large.db.conn
            large.db.conn = None  # type: ignore[assignment]
            restore.append(connection)

    restore: list[object] = []
    with pytest.raises(PlannerError, match="could not be made"):
        back_up(large.db, paths.backups_folder(large.path), report=reopened)
    large.db.conn = restore[0]  # type: ignore[assignment]
    assert list(Path(paths.backups_folder(large.path)).iterdir()) == []


def test_that_a_copy_gives_many_free_pages_back(large: Session) -> None:
    crud.trash(large, ACCOUNT, [one.id for one in crud.every(large, ACCOUNT)])
    before = back_up(large.db, paths.backups_folder(large.path)).stat().st_size
    purge.empty_trash(large)
    made = back_up(large.db, paths.backups_folder(large.path))
    assert made.stat().st_size < before / 4
    assert fault_of(made) == ""
