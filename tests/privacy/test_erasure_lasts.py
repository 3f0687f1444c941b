# SPDX-License-Identifier: Apache-2.0
"""An erasure that is cut off is finished, and no older copy brings anybody back (reliability I76)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planner.entities.relations.contact import CONTACT
from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.safe.keys import LEAST, StoreKey
from planner.services import crud, customers, drafts, erased_backups, erasure, off_disk, people, sealing
from planner.services.backup import back_up
from planner.services.backups import is_whole, listing, restore_as, restore_over
from planner.services.doctor import look_over
from planner.services.portfolio import create, open_portfolio
from planner.services.protection import Protection
from planner.services.session import Session
from planner.store import driver, erasures
from tests.conftest import DEVICE, ME
from tests.privacy.canaries import Subject, Words, a_contact_everywhere, files_below, found_in

PASSWORD = "four words and a river"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "place" / "people.waterline"


def filled(path: Path, folder: Path, protection: Protection | None = None) -> tuple[Session, Subject, Subject]:
    session = create(path, me_name=ME, device=DEVICE, protection=protection)
    account = customers.add_account(session, "Alpha")
    words = Words(5)
    first, second = (a_contact_everywhere(session, account.id, words, folder) for _ in range(2))
    return session, first, second


def is_gone(path: Path, who: Subject, key: StoreKey | None = None) -> bool:
    """Whether a portfolio that was opened and closed holds nothing of somebody, and is sound."""
    with closing(open_portfolio(path, device=DEVICE, key=key)) as session:
        assert [check.name for check in look_over(session) if not check.sound] == []
        found = crud.find(session, CONTACT, who.key) is not None
        assert not session.read(erasures.unfinished)
    if found or key is not None:
        return not found
    beside = {n: c for n, c in files_below(path.parent).items() if ".backups" not in n}
    return not any(found_in(content, who.canaries) for content in beside.values())


def test_that_an_erasure_cut_off_anywhere_has_not_begun_or_is_finished_at_the_next_opening(
    path: Path, tmp_path: Path
) -> None:
    session, who, kept = filled(path, tmp_path)
    drafts.put(session, "elsewhere", {"text": "nobody"})
    session.close()
    pristine = tmp_path / "pristine"
    shutil.copytree(path.parent, pristine)
    steps = int(cut(path, who.key, 0))
    assert steps > 100
    began = ended = 0
    for last in sorted({*range(1, steps + 1, steps // 12), *range(steps - 11, steps + 1)}):
        shutil.rmtree(path.parent)
        shutil.copytree(pristine, path.parent)
        shutil.rmtree(paths.erased_copy_path("x").parent, ignore_errors=True)
        cut(path, who.key, last)
        noted = paths.erased_path(path).exists()
        assert is_gone(path, who) is noted
        began, ended = began + (not noted), ended + noted
        with closing(open_portfolio(path, device=DEVICE)) as again:
            assert crud.get(again, CONTACT, kept.key).name == kept.name
    assert began
    assert ended > 10


def cut(path: Path, key: str, last: int) -> str:
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    command = [sys.executable, "-m", "tests.privacy.stand", str(path), key, str(last)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == (9 if last else 0), done.stderr
    return done.stdout


@pytest.mark.parametrize("sealed", [False, True])
def test_that_a_restored_backup_does_not_bring_anybody_back(path: Path, tmp_path: Path, sealed: bool) -> None:
    session, who, kept = filled(path, tmp_path, Protection(password=PASSWORD, cost=LEAST) if sealed else None)
    key = session.db.key
    backup = back_up(session.db, paths.backups_folder(path))
    erasure.erase(session, "contact", who.key)
    session.close()
    elsewhere = restore_as(backup, tmp_path / "new" / "other.waterline", key)
    with closing(driver.connect(elsewhere, key.pragma() if key else "")) as conn:
        assert conn.execute("SELECT count(*) FROM contact WHERE id = ?", (who.key,)).fetchone()[0] == 0
    assert is_gone(elsewhere, who, key)
    restore_over(backup, path, key)
    assert is_gone(path, who, key)
    with closing(open_portfolio(path, device=DEVICE, key=key)) as session:
        assert crud.get(session, CONTACT, kept.key).name == kept.name
        assert len(erasure.erased(session)) == 1


def test_that_a_copy_put_back_by_hand_does_not_bring_anybody_back(path: Path, tmp_path: Path) -> None:
    session, who, _ = filled(path, tmp_path)
    session.close()
    older = path.read_bytes()
    with closing(open_portfolio(path, device=DEVICE)) as session:
        erasure.erase(session, "contact", who.key)
    path.write_bytes(older)
    with closing(open_portfolio(path, device=DEVICE)) as session:
        assert session.erased_again == 1
        assert session.undo() is None
    assert is_gone(path, who)


def test_that_either_copy_of_the_journal_is_enough_and_a_lost_one_is_written_anew(path: Path, tmp_path: Path) -> None:
    session, who, _ = filled(path, tmp_path)
    backup = back_up(session.db, paths.backups_folder(path))
    erasure.erase(session, "contact", who.key)
    session.close()
    paths.erased_path(path).unlink()
    restored = restore_as(backup, tmp_path / "new.waterline")
    assert is_gone(restored, who)
    with closing(open_portfolio(path, device=DEVICE)):
        assert paths.erased_path(path).exists()


def test_that_the_journal_names_nobody(path: Path, tmp_path: Path) -> None:
    session, who, _ = filled(path, tmp_path)
    erasure.erase(session, "contact", who.key)
    session.close()
    text = paths.erased_path(path).read_text()
    assert who.key not in text
    assert not found_in(text.encode(), who.canaries)
    assert "2026" in text


def test_that_backups_that_hold_an_erased_person_are_told_and_made_anew(path: Path, tmp_path: Path) -> None:
    session, who, kept = filled(path, tmp_path)
    made = [back_up(session.db, paths.backups_folder(path)) for _ in range(2)]
    assert erased_backups.holding(session) == []
    erasure.erase(session, "contact", who.key)
    later = back_up(session.db, paths.backups_folder(path))
    assert [(one.path, one.people) for one in erased_backups.holding(session)] == [(p, 1) for p in sorted(made)]
    before = {one.path: (one.number, one.made_at) for one in listing(session)}
    assert erased_backups.make_anew(session, made) == []
    assert erased_backups.holding(session) == []
    for copy in (*made, later):
        assert is_whole(copy)
    assert {one.path: (one.number, one.made_at) for one in listing(session)} == before
    session.close()
    for name, content in files_below(path.parent).items():
        assert not found_in(content, who.canaries), name
    restored = restore_as(made[0], tmp_path / "restored.waterline")
    with closing(open_portfolio(restored, device=DEVICE)) as again:
        assert crud.get(again, CONTACT, kept.key).name == kept.name


def test_that_what_was_damaged_and_kept_is_told_after_an_erasure(path: Path, tmp_path: Path) -> None:
    session, who, _kept = filled(path, tmp_path)
    damaged = path.with_name(f"{path.stem} damaged 2026-11-20{path.suffix}")
    damaged.write_bytes(path.read_bytes()[:8192])
    assert erased_backups.holding(session) == []
    erasure.erase(session, "contact", who.key)
    (one,) = erased_backups.holding(session)
    assert (one.path, one.readable) == (damaged, False)
    session.close()


def test_that_backups_that_nobody_made_anew_are_so_after_90_days(path: Path, tmp_path: Path) -> None:
    clock = FixedClock(datetime(2026, 1, 10, tzinfo=UTC))
    session = create(path, me_name=ME, device=DEVICE, clock=clock)
    account = customers.add_account(session, "Alpha")
    who = [people.add_contact(session, account.id, name) for name in ("Ana Pérez", "Bo Lind")]
    second = tmp_path / "second"
    second.mkdir()
    off_disk.choose(second, path)
    folders = (paths.backups_folder(path), off_disk.place_in(second, session))
    backup, elsewhere = (back_up(session.db, folder) for folder in folders)
    erasure.erase(session, "contact", who[0].id)
    assert {one.path for one in erased_backups.holding(session, folder=second)} == {backup, elsewhere}
    clock.advance(timedelta(days=50))
    erasure.erase(session, "contact", who[1].id)
    clock.advance(timedelta(days=39))
    assert erased_backups.age_out(session, second) == 0
    clock.advance(timedelta(days=1))
    second.rename(tmp_path / "away")
    assert erased_backups.age_out(session, second) == 1
    (tmp_path / "away").rename(second)
    assert erased_backups.age_out(session, second) == 1
    assert erased_backups.holding(session, folder=second) == []
    assert erased_backups.age_out(session, second) == 0
    assert is_whole(backup)
    assert is_whole(elsewhere)
    session.close()


def test_that_readable_backups_of_before_the_encryption_are_made_anew_too(path: Path) -> None:
    with closing(create(path, me_name=ME, device=DEVICE)) as session:
        account = customers.add_account(session, "Alpha")
        someone = people.add_contact(session, account.id, "Ana Wiedergaenger")
        backup = back_up(session.db, paths.backups_folder(path))
    sealed = sealing.seal(path, Protection(password="four words and a river", cost=LEAST))
    sealing.wipe_left(sealed.left)
    with closing(open_portfolio(path, key=sealed.key, device=DEVICE)) as session:
        erasure.erase(session, "contact", someone.id)
        assert [(one.path, one.people) for one in erased_backups.holding(session)] == [(backup, 1)]
        assert erased_backups.make_anew(session, [backup]) == []
        assert erased_backups.holding(session) == []
    assert b"Wiedergaenger" not in backup.read_bytes()
    assert is_whole(backup)


def test_that_a_backup_of_an_earlier_schema_can_be_made_anew(tmp_path: Path) -> None:
    import gzip

    golden = Path(__file__).resolve().parents[1] / "golden" / "stores" / "v1.waterline.gz"
    path = tmp_path / "old.waterline"
    path.write_bytes(gzip.decompress(golden.read_bytes()))
    with closing(open_portfolio(path, device=DEVICE)) as session:
        someone = crud.every(session, CONTACT)[0]
        (before,) = paths.backups_folder(path).glob("*.waterline")
        erasure.erase(session, "contact", someone.id)
        assert [one.people for one in erased_backups.holding(session)] == [1]
        assert erased_backups.make_anew(session, [before]) == []
        assert erased_backups.holding(session) == []
    with closing(driver.connect(before)) as conn:
        assert conn.execute("PRAGMA user_version").fetchone()[0] == 1


def test_that_a_refused_erasure_has_not_begun(path: Path, tmp_path: Path) -> None:
    session = create(path, me_name=ME, device=DEVICE)
    account = customers.add_account(session, "Alpha")
    ana = people.add_contact(session, account.id, "Ana Pérez")
    session.db.read_only = True
    with pytest.raises(Exception, match="reading only"):
        erasure.erase(session, "contact", ana.id)
    session.db.read_only = False
    assert not paths.erased_path(path).exists()
    session.close()
    with closing(open_portfolio(path, device=DEVICE)) as again:
        assert crud.get(again, CONTACT, ana.id).name == "Ana Pérez"
