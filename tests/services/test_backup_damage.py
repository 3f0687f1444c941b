# SPDX-License-Identifier: Apache-2.0
"""Every damaged byte range of a backup is rejected: store, attachments, keys; plain and encrypted (reliability J79)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.safe.keys import LEAST, StoreKey
from planner.services import attachments, backup_proof, customers, doctor_repair, recovery
from planner.services.backup import back_up
from planner.services.backup_check import BYTES, FILES, REFERENCES, SIZE, check, fault_of, is_damage
from planner.services.backup_list import DAMAGED, FAULTY, UNPROVEN
from planner.services.backups import has_faults, listing_for, restore_as
from planner.services.portfolio import create, open_portfolio
from planner.services.protection import Protection
from tests.broken import NOBODY, filled, raw
from tests.conftest import DEVICE

PASSWORD = "four words and a river"
REGION = 512
"""Bytes: one flip in each region of this size, so eight in every page."""


@pytest.fixture(params=["plain", "encrypted"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, StoreKey | None]:
    """A small backup with two attachments, and what opens it."""
    protection = Protection(password=PASSWORD, cost=LEAST) if request.param == "encrypted" else None
    path = tmp_path / "p.waterline"
    with closing(create(path, me_name="Dana", device=DEVICE, protection=protection)) as session:
        account = customers.add_account(session, "Meridian Foods", notes="long " * 3000)
        for number in range(2):
            note = tmp_path / f"note {number}.txt"
            note.write_text(f"{number} Rectifier R2 runs hot. " * 200)
            attachments.attach(session, account.id, note)
        return back_up(session.db, paths.backups_folder(path)), session.db.key


def _flips(file: Path) -> Iterator[int]:
    """Flip one bit in each region of a file in turn, each time putting it right again; gives the places."""
    whole = file.read_bytes()
    chance = random.Random(7)
    for start in range(0, len(whole), REGION):
        place = min(start + chance.randrange(REGION), len(whole) - 1)
        content = bytearray(whole)
        content[place] ^= 1 << chance.randrange(8)
        file.write_bytes(content)
        yield place
    file.write_bytes(whole)


def test_that_one_flipped_bit_anywhere_in_the_store_is_rejected(made: tuple[Path, StoreKey | None]) -> None:
    backup, key = made
    assert fault_of(backup, key) == ""
    tried = sum(1 for _ in _flips(backup) if fault_of(backup, key) == BYTES)
    assert tried == -(-backup.stat().st_size // REGION) >= 500
    assert fault_of(backup, key) == ""


def test_that_encrypted_pages_notice_it_even_without_the_proof(tmp_path: Path) -> None:
    path = tmp_path / "p.waterline"
    with closing(create(path, device=DEVICE, protection=Protection(password=PASSWORD, cost=LEAST))) as session:
        customers.add_account(session, "Meridian Foods")
        backup, key = back_up(session.db, paths.backups_folder(path)), session.db.key
    paths.proof_path(backup).unlink()
    assert fault_of(backup, key) == ""
    accepted = [place for place in _flips(backup) if fault_of(backup, key) == ""]
    # the first 16 bytes are the salt, which is given with the key and not read from the file
    assert [place for place in accepted if place >= 16] == []


def test_that_one_flipped_bit_in_an_attachment_is_rejected(made: tuple[Path, StoreKey | None]) -> None:
    backup, key = made
    files = [path for path in paths.files_folder(backup).rglob("*") if path.is_file()]
    assert len(files) == 2
    for file in files:
        assert all(fault_of(backup, key) == FILES for _ in _flips(file))
    assert fault_of(backup, key) == ""
    files[0].unlink()
    assert fault_of(backup, key) == FILES


@pytest.mark.parametrize("harm", ["cut", "longer", "empty", "zeros", "swapped"])
def test_that_a_cut_stretched_or_swapped_copy_is_rejected_and_never_restored(
    made: tuple[Path, StoreKey | None], harm: str, tmp_path: Path
) -> None:
    backup, key = made
    whole = backup.read_bytes()
    half = len(whole) // 8192 * 4096
    content = {
        "cut": whole[:-1],
        "longer": whole + b"\0",
        "empty": b"",
        "zeros": bytes(len(whole)),
        "swapped": whole[half:] + whole[:half],
    }[harm]
    backup.write_bytes(content)
    assert fault_of(backup, key) == (BYTES if len(content) == len(whole) else SIZE)
    target = tmp_path / "again.waterline"
    with pytest.raises(PlannerError, match="damaged"):
        restore_as(backup, target, key)
    assert list(tmp_path.glob("again*")) == []


def test_that_a_damaged_attachment_is_never_restored_as_whole(
    made: tuple[Path, StoreKey | None], tmp_path: Path
) -> None:
    backup, key = made
    file = next(path for path in paths.files_folder(backup).rglob("*") if path.is_file())
    file.write_bytes(file.read_bytes()[::-1])
    with pytest.raises(PlannerError, match="damaged"):
        restore_as(backup, tmp_path / "again.waterline", key)
    assert list(tmp_path.glob("again*")) == []


def test_that_a_damaged_proof_is_none_and_the_copy_is_held_to_its_content(made: tuple[Path, StoreKey | None]) -> None:
    backup, key = made
    proof = paths.proof_path(backup)
    for _ in _flips(proof):
        assert backup_proof.read(backup) is None
        assert fault_of(backup, key) == ""
    assert backup_proof.read(backup) is not None


def test_that_what_a_check_found_is_remembered_and_listed(made: tuple[Path, StoreKey | None]) -> None:
    backup, key = made
    portfolio = backup.parent.with_name("p.waterline")
    whole = backup.read_bytes()
    backup.write_bytes(whole[:-10] + bytes(10))
    assert listing_for(portfolio, key)[0].state == "verified", "a glance does not read every byte"
    assert check(backup, key) == BYTES
    assert listing_for(portfolio, key)[0].state == "damaged"
    backup.write_bytes(whole)
    assert check(backup, key) == ""
    assert listing_for(portfolio, key)[0].state == "verified"


def test_that_a_copy_of_an_earlier_version_gets_its_proof_with_its_first_check(
    made: tuple[Path, StoreKey | None],
) -> None:
    backup, key = made
    paths.proof_path(backup).unlink()
    portfolio = backup.parent.with_name("p.waterline")
    assert listing_for(portfolio, key)[0].state == "unproven"
    assert check(backup, key) == ""
    assert listing_for(portfolio, key)[0].state == "verified"


def test_that_an_attachment_the_portfolio_had_lost_is_no_fault_of_the_backup(tmp_path: Path) -> None:
    path = tmp_path / "p.waterline"
    with closing(create(path, device=DEVICE)) as session:
        account = customers.add_account(session, "Meridian Foods")
        for number in range(2):
            note = tmp_path / f"{number}.txt"
            note.write_text(f"note {number}")
            attachments.attach(session, account.id, note)
        first = back_up(session.db, paths.backups_folder(path))
        lost = [one for one in paths.files_folder(path).rglob("*") if one.is_file()]
        lost[0].unlink()
        lost[1].write_bytes(b"rotten")
        healed = back_up(session.db, paths.backups_folder(path))
        assert backup_proof.read(healed).missing == ()  # type: ignore[union-attr]
        assert fault_of(healed) == "", "an earlier backup had both"
        for one in paths.files_folder(first).rglob("*"):
            if one.is_file():
                one.write_bytes(b"rotten")  # the same file as in the later one
        poor = back_up(session.db, tmp_path / "elsewhere")
        assert len(backup_proof.read(poor).missing) == 2  # type: ignore[union-attr]
    assert fault_of(poor) == ""
    assert fault_of(first) == FILES


@pytest.fixture
def before_repair(tmp_path: Path) -> Path:
    """The copy that a repair made of a portfolio with a reference that leads nowhere; the portfolio is sound now."""
    path = tmp_path / "p.waterline"
    with closing(create(path, me_name="Dana", device=DEVICE)) as session:
        filled(session)
        raw(session, f"UPDATE account SET owner_id = '{NOBODY}' WHERE name = 'Nordlys'")
        return doctor_repair.repair(session).copy


def _as_listed(copy: Path) -> str:
    portfolio = copy.parent.with_name(copy.parent.name.removesuffix(".backups"))
    return next(one.state for one in listing_for(portfolio) if one.path == copy)


def test_that_a_copy_from_before_a_repair_is_faulty_but_not_damaged(before_repair: Path) -> None:
    assert _as_listed(before_repair) == UNPROVEN
    assert check(before_repair) == REFERENCES
    assert not is_damage(REFERENCES)
    assert _as_listed(before_repair) == FAULTY
    assert check(before_repair) == REFERENCES, "with its proof, too"
    assert _as_listed(before_repair) == FAULTY


def test_that_it_is_restored_with_its_faults_which_can_be_repaired(before_repair: Path, tmp_path: Path) -> None:
    check(before_repair)
    made = restore_as(before_repair, tmp_path / "again.waterline")
    assert has_faults(made)
    with closing(open_portfolio(made, device=DEVICE)) as session:
        doctor_repair.repair(session)
    assert not has_faults(made)


def test_that_a_damaged_one_of_them_is_damaged_all_the_same(before_repair: Path, tmp_path: Path) -> None:
    check(before_repair)
    content = bytearray(before_repair.read_bytes())
    content[9000] ^= 1
    before_repair.write_bytes(content)
    assert check(before_repair) == BYTES
    assert _as_listed(before_repair) == DAMAGED
    with pytest.raises(PlannerError) as refused:
        restore_as(before_repair, tmp_path / "again.waterline")
    assert refused.value.code == "damaged-backup"


def test_that_its_lost_attachment_is_found_besides_its_faults(before_repair: Path) -> None:
    file = next(path for path in paths.files_folder(before_repair).glob("*/*") if path.is_file())
    file.chmod(0o600)
    file.write_bytes(b"something else")
    assert check(before_repair) == FILES


def test_that_it_is_offered_where_no_whole_one_is_left(before_repair: Path) -> None:
    portfolio = before_repair.parent.with_name(before_repair.parent.name.removesuffix(".backups"))
    case = recovery.case_of(portfolio, "damaged")
    assert case.best is not None
    assert (case.best.path, case.best.state) == (before_repair, FAULTY)
