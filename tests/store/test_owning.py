# SPDX-License-Identifier: Apache-2.0
"""One owner per portfolio: on this computer by the lock, towards other computers by the claim (B16, B17)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.kernel.errors import PlannerError
from planner.safe import claims
from planner.safe.locks import host_name, lock_path
from planner.services import customers
from planner.services.owning import AlreadyOpenError, ClaimedError, last_used
from planner.services.portfolio import open_portfolio

ROOT = Path(__file__).resolve().parents[2]
HOLD = (
    "import sys; from pathlib import Path; from planner.services.portfolio import open_portfolio\n"
    "from planner.services.owning import AlreadyOpenError\n"
    "print('ready', flush=True); sys.stdin.readline()\n"
    "try:\n    session = open_portfolio(Path(sys.argv[1]), device='here')\n    print('owner', flush=True)\n"
    "except AlreadyOpenError as refused:\n    print(refused.code, flush=True)\n"
    "sys.stdin.readline()\n"
)


def started(portfolio: Path) -> subprocess.Popen[str]:
    """A program that opens the portfolio at the first line it is sent, and ends at the second."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(portfolio)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert answer(process) == "ready"
    return process


def go_on(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def answer(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


@pytest.mark.slow
def test_that_of_fifty_starts_at_once_exactly_one_owns_it(portfolio: Path) -> None:
    processes: list[subprocess.Popen[str]] = []
    try:
        processes.extend(started(portfolio) for _ in range(50))
        for process in processes:
            go_on(process)
        answers = [answer(process) for process in processes]
    finally:
        for process in processes:
            end(process)
    assert sorted(answers) == ["already-open"] * 49 + ["owner"]


def test_that_a_killed_owner_needs_no_question_and_loses_nothing(portfolio: Path) -> None:
    process = started(portfolio)
    try:
        go_on(process)
        assert answer(process) == "owner"
        with pytest.raises(AlreadyOpenError, match=rf"on this computer since .* \(process {process.pid}\)"):
            open_portfolio(portfolio, device="here")
    finally:
        end(process)
    assert lock_path(portfolio).exists()
    assert paths.claim_path(portfolio).exists()
    with closing(open_portfolio(portfolio, device="here")) as session:
        customers.add_account(session, "Meridian Foods")
    assert not paths.claim_path(portfolio).exists()
    assert not lock_path(portfolio).exists() or os.name == "nt"


def left(portfolio: Path, clock: FixedClock, device: str, **changes: object) -> Path:
    """The claim that a crash on the computer ``device`` left, with something in it changed."""
    path = paths.claim_path(portfolio)
    claims.take(path, device, clock.now())
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))
    return path


@pytest.mark.parametrize("forged", [{"pid": os.getpid()}, {"pid": 1}, {"host": "renamed"}, {"pid": -1, "host": ""}])
def test_that_a_renamed_host_or_a_number_used_again_raises_no_alarm(
    portfolio: Path, clock: FixedClock, forged: dict[str, object]
) -> None:
    left(portfolio, clock, "here", **forged)
    lock_path(portfolio).write_text("1\nelsewhere\nWaterline")
    open_portfolio(portfolio, clock=clock, device="here").close()


def test_that_a_claim_of_another_computer_is_told_and_can_be_broken(portfolio: Path, clock: FixedClock) -> None:
    path = left(portfolio, clock, "there", host="DESK-7")
    before = path.read_bytes()
    clock.advance(timedelta(days=1))
    with pytest.raises(ClaimedError, match="on the computer DESK-7 since 2 Nov 2026 09:00") as refused:
        open_portfolio(portfolio, clock=clock, device="here")
    assert last_used(refused.value.claim, clock.today()) == "Something was last saved there at 2 Nov 2026 09:00."
    assert path.read_bytes() == before
    assert not lock_path(portfolio).exists() or os.name == "nt", "refused, so nothing is held"
    with closing(open_portfolio(portfolio, clock=clock, device="here", break_claim=True)):
        ours = claims.read(path)
        assert ours is not None
        assert (ours.computer, ours.host, ours.pid) == ("here", host_name(), os.getpid())
    assert not path.exists()


UNTIMELY = '{"computer": "x", "host": "y", "pid": 1, "since": "soon", "used": "now", "token": "t"}'
SENSELESS = ["", "{", "[]", "null", '{"computer": 3}', "\x00" * 300, '{"computer":' * 400, UNTIMELY]


@pytest.mark.parametrize("text", SENSELESS)
def test_that_a_claim_without_sense_is_none(portfolio: Path, text: str) -> None:
    paths.claim_path(portfolio).write_text(text)
    open_portfolio(portfolio, device="here").close()


@pytest.mark.expects_log
def test_that_a_portfolio_taken_over_by_another_computer_is_written_no_more(portfolio: Path, clock: FixedClock) -> None:
    with closing(open_portfolio(portfolio, clock=clock, device="here")) as session:
        customers.add_account(session, "Meridian Foods")
        told: list[str] = []
        session.on_trouble.append(told.append)
        path = left(portfolio, clock, "there", host="DESK-7")
        with pytest.raises(PlannerError, match="on the computer DESK-7 at 09:00, so nothing more is saved here") as no:
            customers.add_account(session, "Too late")
        assert no.value.code == "read-only"
        assert session.read_only
        assert told == ["taken-over"]
        assert session.read(lambda conn: conn.execute("SELECT name FROM account").fetchall()) == [("Meridian Foods",)]
        theirs = path.read_bytes()
    assert path.read_bytes() == theirs, "their claim stays"


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_text("")])
def test_that_a_claim_that_went_is_made_again_and_renewed(
    portfolio: Path, clock: FixedClock, harm: Callable[[Path], object]
) -> None:
    path = paths.claim_path(portfolio)
    with closing(open_portfolio(portfolio, clock=clock, device="here")) as session:
        harm(path)
        customers.add_account(session, "Meridian Foods")
        found = claims.read(path)
        assert found is not None
        assert found.used == clock.now()
        clock.advance(timedelta(minutes=2))
        customers.add_account(session, "Lakeside")
        renewed = claims.read(path)
        assert renewed is not None
        assert (renewed.used, renewed.since) == (clock.now(), found.since)
