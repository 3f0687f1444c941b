# SPDX-License-Identifier: Apache-2.0
"""The disk is full, fails once or fails for ever: nothing acknowledged is lost, and what was not saved is said."""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.kernel.errors import PlannerError
from planner.services import crud, customers
from planner.services.portfolio import create, open_portfolio
from planner.services.protection import Protection, unlock
from planner.store import driver, faults
from planner.store.faults import StoreError

ROOT = Path(__file__).resolve().parents[2]
needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace: not run here")


def work(path: Path, *before: str, count: int = 12) -> dict[str, Any]:
    """What a process says that works while the disk fails."""
    command = [*before, sys.executable, "-m", "tests.store.faulty", str(path), str(count)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def names(path: Path) -> list[str]:
    """The accounts of a portfolio that opens sound and misses nothing."""
    with closing(open_portfolio(path, device="here")) as session:
        assert session.db.is_sound()
        assert session.missing == 0
        return sorted(account.name for account in crud.every(session, ACCOUNT))


def failing(call: str, when: str, path: Path) -> tuple[str, ...]:
    inject = f"--inject={call}:error=EIO:when={when}"
    paths = [f"--trace-path={path}{end}" for end in ("", "-wal")]
    return ("strace", "-f", "-qq", "-o", os.devnull, *paths, inject)


@needs_strace
@pytest.mark.slow
@pytest.mark.parametrize(
    ("call", "when"), [("fsync", n) for n in (2, 5, 9)] + [("pwrite64", n) for n in (20, 150, 400)]
)
def test_that_after_one_fault_work_goes_on_and_nothing_kept_is_lost(portfolio: Path, call: str, when: int) -> None:
    said = work(portfolio, *failing(call, str(when), portfolio))
    assert said["told"] == ["mended"]
    assert said["reading"] == ""
    assert len(said["refused"]) <= 1
    assert set(said["refused"]) <= {faults.IO}
    assert sorted(said["seen"]) == sorted(said["kept"])
    assert names(portfolio) == sorted(said["kept"])


@needs_strace
@pytest.mark.slow
@pytest.mark.parametrize(("call", "when"), [("fsync", "9+"), ("pwrite64", "150+")])
def test_that_where_the_disk_goes_on_failing_it_can_only_be_read(portfolio: Path, call: str, when: str) -> None:
    said = work(portfolio, *failing(call, when, portfolio))
    assert said["told"] == ["disk-io"]
    assert said["reading"] == "disk-io"
    assert said["kept"]
    assert set(said["refused"]) == {faults.IO, "read-only"}
    assert said["refused"][1:] == ["read-only"] * (len(said["refused"]) - 1)
    assert set(said["kept"]) <= set(said["seen"])
    assert set(said["kept"]) <= set(names(portfolio)), "what was kept is there after a restart"


@pytest.mark.skipif(os.name == "nt", reason="a limit of the system that is not there")
def test_that_a_limit_on_the_size_of_files_is_a_fault_of_the_disk(portfolio: Path) -> None:
    said = work(portfolio, "prlimit", f"--fsize={portfolio.stat().st_size + 60_000}", count=60)
    assert said["kept"]
    assert said["refused"][0] == faults.IO
    assert set(names(portfolio)) >= set(said["kept"])


FULL = (
    "import subprocess, sys, tempfile; from pathlib import Path\n"
    "place = Path(sys.argv[1])\n"
    "subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', str(place)], check=True)\n"
    "from planner.kernel.errors import PlannerError\n"
    "from planner.services.portfolio import create, open_portfolio\n"
    "from planner.services import customers, crud; from planner.entities.customers.account import ACCOUNT\n"
    "session, kept, said = create(place / 'p.waterline', device='here'), 0, []\n"
    "while not said:\n"
    "    try:\n        customers.add_account(session, f'Account {kept}', notes='x' * 20000); kept += 1\n"
    "    except PlannerError as fault:\n        said.append((fault.code, str(fault)))\n"
    "print(said[0][0]); print(said[0][1]); print(session.read_only)\n"
    "print(len(crud.every(session, ACCOUNT)) == kept)\n"
    "subprocess.run(['mount', '-o', 'remount,size=100m', str(place)], check=True)\n"
    "customers.add_account(session, 'Again', notes='x' * 20000)\n"
    "session.close()\n"
    "session = open_portfolio(place / 'p.waterline', device='here')\n"
    "print(len(crud.every(session, ACCOUNT)) == kept + 1, session.missing, session.db.is_sound())\n"
    "session.close()\n"
)


def _has_namespaces() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-Urm", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _has_namespaces(), reason="needs a mount namespace: not run here")
def test_that_a_full_disk_loses_nothing_and_trying_again_works(tmp_path: Path) -> None:
    place = tmp_path / "small"
    place.mkdir()
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["unshare", "-Urm", sys.executable, "-c", FULL, str(place)],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    code, sentence, *facts = done.stdout.splitlines() or ["", ""]
    assert facts == ["False", "True", "True 0 True"], done.stderr
    assert code == faults.FULL
    assert sentence.startswith("The disk is full, so this was not saved. What you typed is still in its field")


@pytest.mark.expects_log
def test_that_damage_stops_the_writing_and_is_said(portfolio: Path) -> None:
    with closing(open_portfolio(portfolio, device="here")) as session:
        for number in range(40):
            customers.add_account(session, f"Account {number}")
    whole = bytearray(portfolio.read_bytes())
    for page in range(4096, len(whole), 4096):
        if b"Account 1" in whole[page : page + 4096]:
            whole[page : page + 60] = b"\xa5" * 60
    portfolio.write_bytes(whole)
    with pytest.raises(PlannerError) as refused:
        open_portfolio(portfolio, device="here")
    assert refused.value.code == faults.DAMAGED
    assert portfolio.read_bytes() == bytes(whole)


@pytest.mark.expects_log
@pytest.mark.parametrize("sealed", [False, True])
def test_that_damage_met_at_work_stops_the_writing(tmp_path: Path, sealed: bool) -> None:
    path = tmp_path / "p.waterline"
    secret = "correct horse battery"
    with closing(create(path, protection=Protection(password=secret) if sealed else None, device="here")) as session:
        for number in range(200):
            customers.add_account(session, f"Account {number}", notes="x" * 800)
        page = session.db.value("SELECT rootpage FROM sqlite_schema WHERE name = 'account'") - 1
    whole = bytearray(path.read_bytes())
    whole[page * 4096 : page * 4096 + 60] = b"\xa5" * 60
    path.write_bytes(whole)
    told: list[str] = []
    with closing(open_portfolio(path, device="here", key=unlock(path, secret) if sealed else None)) as session:
        session.on_trouble.append(told.append)
        with pytest.raises(PlannerError) as fault:
            customers.add_account(session, "Too late")
        assert fault.value.code == faults.DAMAGED
        assert told in (["damaged"], ["closed"])
        assert session.read_only
        with pytest.raises(PlannerError):
            customers.add_account(session, "Far too late")
    assert path.read_bytes() == bytes(whole), "the damaged file is as it was"


def test_that_damage_found_while_opening_speaks_of_nothing_typed(portfolio: Path) -> None:
    with closing(driver.connect(portfolio, "", frozen=True)) as conn:
        page = conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'setting'").fetchone()[0]
    with portfolio.open("rb+") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    before = portfolio.read_bytes()
    with pytest.raises(StoreError) as caught:
        open_portfolio(portfolio)
    assert caught.value.code == "damaged"
    assert "typed" not in str(caught.value)
    assert portfolio.read_bytes() == before


def of_folders(monkeypatch: pytest.MonkeyPatch, *errors: int) -> list[int]:
    """Let our next syncs of a folder fail with these errors; what is left of them."""
    left, sync = list(errors), os.fsync

    def fails(handle: int) -> None:
        if left and stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(left.pop(0), "planted")
        sync(handle)

    monkeypatch.setattr(os, "fsync", fails)
    return left


@pytest.mark.expects_log
@pytest.mark.skipif(sys.platform == "win32", reason="no folder is synced there")
@pytest.mark.parametrize(("error", "code"), [(errno.EIO, faults.IO), (errno.ENOSPC, faults.FULL)])
def test_that_nothing_is_called_saved_before_the_name_of_its_log_is_durable(
    portfolio: Path, monkeypatch: pytest.MonkeyPatch, error: int, code: str
) -> None:
    with closing(open_portfolio(portfolio, device="here")) as session:
        left = of_folders(monkeypatch, error)
        with pytest.raises(StoreError) as told:
            customers.add_account(session, "Lost")
        assert told.value.code == code
        assert not left
        customers.add_account(session, "Kept")
    assert names(portfolio) == ["Kept"]


@pytest.mark.skipif(sys.platform == "win32", reason="no folder is synced there")
def test_that_a_volume_that_syncs_no_folders_takes_a_portfolio(
    portfolio: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_portfolio(portfolio, device="here")) as session:
        left = of_folders(monkeypatch, errno.EINVAL)
        customers.add_account(session, "Kept")
        assert not left
    assert names(portfolio) == ["Kept"]


@pytest.mark.expects_log
@pytest.mark.parametrize("saving", [False, True])
def test_that_what_was_typed_is_spoken_of_only_where_something_was_to_be_saved(portfolio: Path, saving: bool) -> None:
    with closing(open_portfolio(portfolio, device="here")) as session:
        customers.add_account(session, "Meridian Foods")
        page = session.db.value("SELECT rootpage FROM sqlite_schema WHERE name = 'account'") - 1
    with portfolio.open("rb+") as file:
        file.seek(page * 4096)
        file.write(b"\xa5" * 4096)
    with closing(open_portfolio(portfolio, device="here")) as session:
        work = partial(customers.add_account, name="Too late") if saving else partial(crud.every, spec=ACCOUNT)
        with pytest.raises(PlannerError) as fault:
            work(session)
        assert fault.value.code == faults.DAMAGED
        assert ("What you typed is still in its field" in str(fault.value)) is saving


@pytest.mark.parametrize("code", [5, 8, 10, 11, 13])
def test_that_no_sentence_about_looking_speaks_of_what_was_typed(portfolio: Path, code: int) -> None:
    fault = driver.DatabaseError("told by the library")
    fault.sqlite_errorcode = code
    looking, saving = (faults.explained(fault, portfolio, saving=on) for on in (False, True))
    assert looking is not None
    assert saving is not None
    assert "typed" not in str(looking)
    assert "What you typed" in str(saving) or "what you typed" in str(saving)
    assert looking.code == saving.code
