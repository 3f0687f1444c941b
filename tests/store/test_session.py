# SPDX-License-Identifier: Apache-2.0
"""Opening, restarting, refusing: the promises of the file itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.kernel.changes import ChangeSet
from planner.kernel.clock import FixedClock
from planner.kernel.errors import PlannerError
from planner.kernel.text import Message
from planner.safe.vault import stored_path
from planner.services import crud, portfolio
from planner.services.backup import back_up
from planner.services.owning import AlreadyOpenError
from planner.services.session import Session
from planner.store.database import SCHEMA
from planner.store.faults import StoreError
from planner.store.table import Reader, Table
from planner.store.undo_stacks import UNDO_STEPS
from tests.stores import a_stored, dump


def test_that_the_recipe_is_in_force(session: Session) -> None:
    found = {name: session.db.value(f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert session.db.value("PRAGMA locking_mode") == "exclusive"
    assert session.db.value("PRAGMA application_id") == 0x574C4E31


def test_that_undo_goes_on_after_a_restart(session: Session, clock: FixedClock) -> None:
    made = a_stored(session, "account", name="Kawasumi")
    crud.set_field(session, ACCOUNT, made.id, "name", "川住 Kawasumi")
    session.undo()
    session.close()
    again = portfolio.open_portfolio(session.path, clock=clock, device="other")
    try:
        assert again.redo_label is not None
        again.redo()
        assert crud.get(again, ACCOUNT, made.id).name == "川住 Kawasumi"
        again.undo()
        again.undo()
        assert crud.find(again, ACCOUNT, made.id) is None
    finally:
        again.close()


def test_that_a_new_step_makes_the_undone_one_unreachable(session: Session) -> None:
    made = a_stored(session, "account", name="One")
    crud.set_field(session, ACCOUNT, made.id, "name", "Two")
    session.undo()
    crud.set_field(session, ACCOUNT, made.id, "name", "Three")
    assert session.redo() is None
    session.undo()
    assert crud.get(session, ACCOUNT, made.id).name == "One"


def test_that_exactly_the_promised_number_of_steps_can_be_undone(session: Session) -> None:
    made = a_stored(session, "account", employees=0)
    for n in range(UNDO_STEPS + 5):
        session.write(Message("Count"), lambda unit, n=n: Table(ACCOUNT, unit).set(made.id, employees=n + 1))  # type: ignore[misc]
    steps = 0
    while session.undo() is not None:
        steps += 1
    assert steps == UNDO_STEPS
    assert crud.get(session, ACCOUNT, made.id).employees == 5


def test_that_listeners_hear_of_a_commit_with_its_source_and_not_of_a_failure(session: Session) -> None:
    heard: list[tuple[ChangeSet, object]] = []
    stop = session.bus.subscribe(lambda changes, source: heard.append((changes, source)))
    crud.add(session, ACCOUNT, name="Nordlys", source="form")
    with pytest.raises(PlannerError):
        crud.add(session, ACCOUNT, name="")
    stop()
    crud.add(session, ACCOUNT, name="Unheard")
    assert [(c.tables, s) for c, s in heard] == [(frozenset({"account"}), "form")]


def test_that_a_second_opening_is_told_kindly(session: Session) -> None:
    with pytest.raises(AlreadyOpenError):
        portfolio.open_portfolio(session.path)


def test_that_a_newer_file_is_refused_and_stays_byte_identical(portfolio_copy: Path) -> None:
    content = bytearray(portfolio_copy.read_bytes())
    content[60:64] = (99).to_bytes(4, "big")
    portfolio_copy.write_bytes(content)
    with pytest.raises(StoreError) as refused:
        portfolio.open_portfolio(portfolio_copy)
    assert refused.value.code == "newer-file"
    assert portfolio_copy.read_bytes() == bytes(content)
    assert list(portfolio_copy.parent.iterdir()) == [portfolio_copy]


@pytest.mark.parametrize("size", [0, 1, 15, 99])
def test_that_a_cut_file_is_never_taken_for_a_new_one(portfolio_copy: Path, size: int) -> None:
    cut = portfolio_copy.read_bytes()[:size]
    portfolio_copy.write_bytes(cut)
    with pytest.raises(StoreError) as refused:
        portfolio.open_portfolio(portfolio_copy)
    assert refused.value.code == "truncated"
    assert portfolio_copy.read_bytes() == cut


@pytest.mark.parametrize("content", [b"Dear customer, " * 20, b"abc"])
def test_that_a_foreign_file_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    foreign = tmp_path / "letter.waterline"
    foreign.write_bytes(content)
    with pytest.raises(StoreError) as refused:
        portfolio.open_portfolio(foreign)
    assert refused.value.code == "foreign-file"


def test_that_a_missing_file_is_not_created_by_opening(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        portfolio.open_portfolio(tmp_path / "none.waterline")
    assert list(tmp_path.glob("none*")) == []


def test_that_creating_over_a_file_is_refused(portfolio_copy: Path) -> None:
    before = portfolio_copy.read_bytes()
    with pytest.raises(PlannerError):
        portfolio.create(portfolio_copy, me_name="Ana")
    assert portfolio_copy.read_bytes() == before


def test_that_a_backup_opens_and_holds_the_same_records(session: Session, tmp_path: Path) -> None:
    a_stored(session, "risk")
    copy = back_up(session.db, tmp_path / "backups")
    expected = dump(session)
    session.close()
    restored = portfolio.open_portfolio(copy)
    try:
        assert dump(restored) == expected
    finally:
        restored.close()


def test_that_a_backup_holds_the_attachments_and_the_next_one_copies_only_what_is_new(
    session: Session, tmp_path: Path
) -> None:
    from planner.services import attachments

    account = a_stored(session, "account")
    note = tmp_path / "note.txt"
    note.write_text("Rectifier R2 runs hot.", encoding="utf-8")
    file = attachments.attach(session, account.id, note)
    first, second = (back_up(session.db, tmp_path / "backups") for _ in range(2))
    session.close()
    kept = [stored_path(paths.files_folder(copy), file.sha256) for copy in (first, second)]
    assert [path.read_bytes() for path in kept] == [note.read_bytes()] * 2
    assert kept[0].stat().st_ino == kept[1].stat().st_ino


def test_that_an_older_file_is_backed_up_before_it_is_changed(
    portfolio_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.store.migrations import runner

    class Later:
        VERSION = SCHEMA + 1
        __name__ = "x.m9999_later"

        @staticmethod
        def up(db: object) -> None:
            db.execute("CREATE TABLE later (id TEXT PRIMARY KEY) STRICT")  # type: ignore[attr-defined]

    for module in ("planner.store.database", "planner.store.migrations.runner", "planner.services.portfolio"):
        monkeypatch.setattr(f"{module}.SCHEMA", SCHEMA + 1)
    monkeypatch.setattr(runner, "STEPS", (*runner.STEPS, Later()))
    opened = portfolio.open_portfolio(portfolio_copy)
    try:
        assert opened.db.schema == SCHEMA + 1
        made = {path.suffix: path for path in paths.backups_folder(portfolio_copy).iterdir()}
        assert set(made) == {".waterline", ".proof"}
        assert int.from_bytes(made[".waterline"].read_bytes()[60:64], "big") == SCHEMA
    finally:
        opened.close()


def test_that_the_name_given_at_creation_signs_changes(tmp_path: Path) -> None:
    session = portfolio.create(tmp_path / "p.waterline", me_name="Ana Vidal")
    try:
        made = crud.add(session, ACCOUNT, name="Meridian")
        entry = crud.record_history(session, made.id)[0]
        assert entry.person_id == session.me
        from planner.entities.common.person import PERSON

        people = session.read(lambda conn: Reader(PERSON, conn).where())
        assert [p.name for p in people] == ["Ana Vidal"]
    finally:
        session.close()


@pytest.fixture
def portfolio_copy(template: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "copy"
    folder.mkdir()
    return Path(shutil.copy(template, folder / "p.waterline"))


def test_that_a_synchronised_folder_is_refused_unless_it_is_insisted_on(tmp_path: Path) -> None:
    path = tmp_path / "Dropbox" / "plans" / "p.waterline"
    with pytest.raises(PlannerError, match="synchronised by Dropbox"):
        portfolio.create(path)
    assert list(tmp_path.iterdir()) == []
    portfolio.create(path, anyway=True).close()
    portfolio.open_portfolio(path).close()


def test_that_a_network_drive_is_never_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p.waterline"
    portfolio.create(path).close()
    before = path.read_bytes()
    monkeypatch.setattr("planner.safe.places._mounts", lambda: {"/": "ext4", str(tmp_path): "nfs4"})
    with pytest.raises(PlannerError, match="network drive"):
        portfolio.open_portfolio(path)
    with pytest.raises(PlannerError, match="network drive"):
        portfolio.create(tmp_path / "other.waterline", anyway=True)
    assert path.read_bytes() == before
