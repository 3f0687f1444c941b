# SPDX-License-Identifier: Apache-2.0
"""One owner per portfolio, whatever happens to the owner."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from planner.safe.errors import FileProblemError
from planner.safe.locks import Holder, Lock, lock_path, try_lock

_HOLD = (
    "import sys; from pathlib import Path; from planner.safe.locks import try_lock;"
    " lock = try_lock(Path(sys.argv[1]), 'other'); print(type(lock).__name__, flush=True); sys.stdin.read()"
)


def _other_process(portfolio: Path) -> subprocess.Popen[str]:
    root = str(Path(__file__).resolve().parents[3])
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(portfolio)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "Lock"
    return process


def _close(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


def test_that_a_second_opening_learns_who_holds_it(tmp_path: Path) -> None:
    book = tmp_path / "p.waterline"
    with try_lock(book, "Waterline") as lock:  # type: ignore[union-attr]
        assert lock.held
        second = try_lock(book)
        assert second == Holder(host=second.host, pid=os.getpid(), text="Waterline")  # type: ignore[union-attr]
    assert not lock_path(book).exists() or os.name == "nt"
    third = try_lock(book)
    assert isinstance(third, Lock)
    third.release()
    third.release()
    assert not third.held


def test_that_another_process_keeps_us_out_until_it_is_killed(tmp_path: Path) -> None:
    book = tmp_path / "p.waterline"
    process = _other_process(book)
    try:
        holder = try_lock(book)
        assert isinstance(holder, Holder)
        assert (holder.pid, holder.text) == (process.pid, "other")
    finally:
        _close(process)
    assert lock_path(book).exists()
    lock = try_lock(book)
    assert isinstance(lock, Lock)
    lock.release()


def test_that_a_forged_or_stale_lock_file_needs_no_question(tmp_path: Path) -> None:
    book = tmp_path / "p.waterline"
    lock_path(book).write_text('{"host": "elsewhere", "pid": 1, "text": "x"}')
    lock = try_lock(book)
    assert isinstance(lock, Lock)
    lock.release()


@pytest.mark.parametrize("text", ["", "[]", '{"pid": "x", "host": 3}', "\x00" * 9000])
def test_that_an_unreadable_holder_is_an_empty_one(tmp_path: Path, text: str) -> None:
    book = tmp_path / "p.waterline"
    lock = try_lock(book)
    assert isinstance(lock, Lock)
    lock_path(book).write_text(text)
    assert try_lock(book) == Holder()
    lock.release()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_that_two_paths_to_one_file_meet_at_one_lock(tmp_path: Path) -> None:
    book, link = tmp_path / "p.waterline", tmp_path / "link.waterline"
    book.touch()
    link.symlink_to(book)
    with try_lock(book):  # type: ignore[union-attr]
        assert isinstance(try_lock(link), Holder)


def test_that_of_many_at_once_exactly_one_owns_it(tmp_path: Path) -> None:
    book = tmp_path / "p.waterline"
    found: list[Lock | Holder] = []
    threads = [threading.Thread(target=lambda: found.append(try_lock(book))) for _ in range(40)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    owners = [f for f in found if isinstance(f, Lock)]
    assert len(owners) == 1
    owners[0].release()


def test_that_taking_and_leaving_in_turns_never_gives_two_owners(tmp_path: Path) -> None:
    book, inside, worst = tmp_path / "p.waterline", [0], [0]

    def work() -> None:
        for _ in range(200):
            lock = try_lock(book)
            if isinstance(lock, Lock):
                inside[0] += 1
                worst[0] = max(worst[0], inside[0])
                inside[0] -= 1
                lock.release()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert worst[0] == 1


def test_that_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError):
        try_lock(tmp_path / "gone" / "p.waterline")
