# SPDX-License-Identifier: Apache-2.0
"""Open for reading only: everything can be seen, nothing can be changed, and not one byte beside the file changes."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.kernel.errors import PlannerError
from planner.kernel.text import Message
from planner.rules.account_rows import AccountFilter
from planner.rules.account_views import AccountView
from planner.safe import temp
from planner.safe.keys import LEAST
from planner.safe.private_copy import PrivateCopy
from planner.services import (
    account_list,
    account_views,
    automatic_backups,
    backup,
    crud,
    customers,
    drafts,
    purge,
    scores,
)
from planner.services.portfolio import LockedError, open_portfolio
from planner.services.protection import Protection, unlock
from planner.services.session import Session
from tests.store.test_owning import answer, end, go_on, started

ROOT = Path(__file__).resolve().parents[2]
STORES = ROOT / "tests/golden/stores"


def beside(folder: Path) -> dict[str, str]:
    """Every file below a folder with the hash of its bytes."""
    own = folder / "data"  # the temporary files of the program under test
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_relative_to(own))
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


@pytest.fixture(autouse=True)
def nothing_left(tmp_path: Path) -> Iterator[None]:
    """No private copy outlives its reader."""
    yield
    temp_home = paths.temp_folder()
    assert [path for path in temp_home.rglob("*") if path.is_file() and path.suffix != ".lock"] == []
    temp.empty()


@pytest.fixture
def crashed(portfolio: Path, tmp_path: Path) -> Path:
    """A portfolio as a crash leaves it: the newest account is in the write-ahead log only."""
    place = tmp_path / "crashed" / portfolio.name
    place.parent.mkdir()
    with closing(open_portfolio(portfolio)) as session:
        customers.add_account(session, "Meridian Foods")
        for path in portfolio.parent.glob(f"{portfolio.name}*"):
            if path.is_file():
                shutil.copyfile(path, place.with_name(path.name))
    assert place.with_name(place.name + "-wal").stat().st_size > 0
    return place


def reading(path: Path, **how: Any) -> Session:
    return open_portfolio(path, read_only=True, **how)


def test_that_reading_sees_all_and_changes_no_byte(crashed: Path, clock: FixedClock) -> None:
    before = beside(crashed.parent)
    with closing(reading(crashed, clock=clock)) as session:
        assert session.read_only
        assert [a.name for a in crud.every(session, ACCOUNT)] == ["Meridian Foods"]
        assert scores.catch_up(session) == 1, "what is worked out goes into the private copy"
        assert len(account_list.account_ids(session, AccountFilter())) == 1
        assert beside(crashed.parent) == before
    assert beside(crashed.parent) == before


WRITES: list[Callable[[Session], object]] = [
    lambda session: customers.add_account(session, "Lakeside"),
    lambda session: session.write(Message("Nothing"), lambda _unit: None),
    lambda session: session.begin_here(),
    lambda session: drafts.put(session, "place", {"a": 1}),
    lambda session: drafts.drop(session, "place"),
    purge.empty_trash,
    lambda session: account_views.save(session, AccountView(name="Largest first")),
    lambda session: session.undo(),
]


@pytest.mark.parametrize("write", WRITES)
def test_that_every_change_is_refused_in_one_sentence(crashed: Path, write: Callable[[Session], object]) -> None:
    with closing(reading(crashed)) as session, pytest.raises(PlannerError, match="open for reading only") as refused:
        write(session)
    assert refused.value.code == "read-only"


def test_that_what_works_in_the_background_is_silent(crashed: Path) -> None:
    before = beside(crashed.parent)
    with closing(reading(crashed)) as session:
        assert purge.purge_old(session) == 0
        assert automatic_backups.make(session) is None
        assert session.undo_label is None, "there is nothing to take back"
        assert session.redo() is None
    assert beside(crashed.parent) == before


def test_that_an_encrypted_one_is_read_with_its_key_alone(portfolio: Path, tmp_path: Path) -> None:
    from planner.services.portfolio import create

    path = tmp_path / "sealed" / "p.waterline"
    with closing(create(path, protection=Protection(password="correct horse battery"))) as session:
        customers.add_account(session, "Meridian Foods")
    before = beside(path.parent)
    with pytest.raises(LockedError):
        reading(path)
    with closing(reading(path, key=unlock(path, "correct horse battery"))) as session:
        assert b"Meridian" not in session.db.file.read_bytes(), "the copy is as closed as the portfolio"
        assert [a.name for a in crud.every(session, ACCOUNT)] == ["Meridian Foods"]
    assert beside(path.parent) == before


@pytest.mark.parametrize(
    "harm", [lambda path: paths.key_copy_path(path).unlink(), lambda path: paths.key_path(path).write_bytes(b"spoilt")]
)
def test_that_a_damaged_key_file_stays_as_it_is_until_it_is_opened_for_editing(
    tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    from planner.services.portfolio import create

    path = tmp_path / "sealed" / "p.waterline"
    create(path, protection=Protection(password="correct horse battery", cost=LEAST)).close()
    harm(path)
    before = beside(path.parent)
    with pytest.raises(LockedError):
        reading(path)
    key = unlock(path, "correct horse battery")
    with closing(reading(path, key=key)):
        assert beside(path.parent) == before
    assert beside(path.parent) == before
    with closing(open_portfolio(path, key=key)):
        pass
    assert paths.key_path(path).read_bytes() == paths.key_copy_path(path).read_bytes() != b"spoilt"


@pytest.mark.parametrize("packed", sorted(STORES.glob("*.waterline.gz")), ids=lambda path: path.name)
def test_that_an_older_file_is_read_as_it_lies(tmp_path: Path, packed: Path) -> None:
    path = tmp_path / "old.waterline"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    before = beside(tmp_path)
    with closing(reading(path)) as session:
        assert crud.every(session, ACCOUNT)
    assert beside(tmp_path) == before


def test_that_a_portfolio_open_elsewhere_is_read_as_it_stands(portfolio: Path) -> None:
    process = started(portfolio)
    try:
        go_on(process)
        assert answer(process) == "owner"
        before = beside(portfolio.parent)
        with closing(reading(portfolio)) as session:
            assert session.read_only
            assert crud.every(session, ACCOUNT) == []
        assert beside(portfolio.parent) == before
    finally:
        end(process)


def test_that_a_backup_of_what_is_read_can_be_made_elsewhere(crashed: Path, tmp_path: Path) -> None:
    before = beside(crashed.parent)
    with closing(reading(crashed)) as session:
        made = backup.back_up(session.db, tmp_path / "elsewhere")
    with closing(reading(made)) as session:
        assert [a.name for a in crud.every(session, ACCOUNT)] == ["Meridian Foods"]
    assert beside(crashed.parent) == before


AS_NOBODY = (
    "import os, sys; from pathlib import Path; import sqlcipher3, sqlite_utils\n"
    "from planner.services.portfolio import open_portfolio\n"
    "from planner.services import customers, crud; from planner.entities.customers.account import ACCOUNT\n"
    "if os.getuid() == 0:\n    os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
    "session = open_portfolio(Path(sys.argv[1]), device='here')\n"
    "print(session.reading, [a.name for a in crud.every(session, ACCOUNT)])\n"
    "try:\n    customers.add_account(session, 'Lakeside')\n"
    "except Exception as refused:\n    print(refused.code)\n"
    "session.close()\n"
)


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_that_what_may_not_be_written_opens_for_reading(crashed: Path, what: str) -> None:
    """As another user where the tests are run by root, whom no right stops."""
    # below /tmp: the way to it is open to everybody
    with tempfile.TemporaryDirectory(dir="/tmp") as name, tempfile.TemporaryDirectory(dir="/tmp") as others:
        place = Path(name)
        place.chmod(0o755 if what == "folder" else 0o777)
        for path in crashed.parent.iterdir():
            shutil.copyfile(path, place / path.name)
            (place / path.name).chmod(0o444)
        if os.getuid() != 0 and what == "folder":
            place.chmod(0o555)
        before, data = beside(place), Path(others)
        data.chmod(0o777)
        env = {**os.environ, "PYTHONPATH": str(ROOT), "WATERLINE_DATA_DIR": str(data)}
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, str(place / crashed.name)],
            env=env,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
        place.chmod(stat.S_IRWXU)
        assert done.stdout.splitlines() == ["not-writable ['Meridian Foods']", "read-only"], done.stderr
        assert beside(place) == before


def test_that_a_store_that_changes_while_it_is_copied_is_copied_again(
    crashed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, changes = shutil.copyfile, iter([True, False])

    def changing(source: Path, target: Path) -> Path:
        done = copy(source, target)
        if Path(source) == crashed and next(changes):
            with crashed.open("rb+") as file:
                file.seek(50)
                file.write(b"!")
        return Path(done)

    monkeypatch.setattr(shutil, "copyfile", changing)
    with PrivateCopy(crashed) as made:
        assert made.path.read_bytes() == crashed.read_bytes()
    assert next(changes, None) is None, "it was copied twice"
