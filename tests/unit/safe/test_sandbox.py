# SPDX-License-Identifier: Apache-2.0
"""A child process that may do anything to itself and nothing to us."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from planner.kernel.errors import Cancelled, PlannerError
from planner.safe.errors import RefusedError, SandboxError
from planner.safe.sandbox import Bounds, run_limited

HERE = "tests.unit.safe.victims:"
posix = pytest.mark.skipif(sys.platform == "win32", reason="rlimits are a POSIX thing")


def _kind(name: str, bounds: Bounds, payload: dict[str, object] | None = None) -> str:
    with pytest.raises(SandboxError) as caught:
        run_limited(HERE + name, payload or {}, bounds=bounds)
    assert isinstance(caught.value, PlannerError)
    return caught.value.kind


def test_that_any_json_comes_back_as_it_went_in() -> None:
    payload = {"text": "Ñandú 东澜 \ud800 \x00", "list": [1, 2.5, None, True]}
    assert run_limited(HERE + "echo", payload) == payload


def test_that_progress_is_heard_in_the_calling_thread() -> None:
    heard: list[tuple[int, int, int]] = []
    run_limited(HERE + "count", {}, on_progress=lambda d, t: heard.append((d, t, threading.get_ident())))
    assert heard[-1] == (2, 2, threading.get_ident())


def test_that_a_refusal_keeps_key_arguments_and_code() -> None:
    with pytest.raises(RefusedError) as caught:
        run_limited(HERE + "refuse", {"name": "Ünal"})
    assert str(caught.value) == "Ünal is odd."
    assert caught.value.code == "odd"
    assert caught.value.message.key == "{name} is odd."


def test_that_time_is_limited() -> None:
    assert _kind("spin", Bounds(timeout_s=0.5)) == "timeout"


@posix
def test_that_memory_is_limited() -> None:
    assert _kind("hog", Bounds(memory_mb=256)) == "memory"


def test_that_a_crash_is_told_apart() -> None:
    assert _kind("abort", Bounds()) == "crash"
    assert _kind("leave", Bounds()) == "crash"


def test_that_faults_of_the_function_do_not_carry_its_data() -> None:
    with pytest.raises(SandboxError) as caught:
        run_limited(HERE + "fail", {})
    assert caught.value.kind == "failed"
    assert "secret" not in str(caught.value)


def test_that_the_answer_is_limited() -> None:
    assert _kind("much", Bounds(result_mb=1)) == "too-big"


@pytest.mark.parametrize("name", ["no_json", "no_such_function"])
def test_that_an_answer_that_is_none_is_a_failure(name: str) -> None:
    assert _kind(name, Bounds()) == "failed"


@posix
def test_that_nothing_can_be_left_on_the_disk(tmp_path: Path) -> None:
    target = tmp_path / "left"
    assert _kind("write_file", Bounds(), {"path": str(target)}) == "failed"
    assert not target.exists() or target.stat().st_size == 0


@posix
def test_that_the_child_sees_neither_our_files_nor_our_environment(tmp_path: Path) -> None:
    with (tmp_path / "open").open("wb") as ours:
        os.set_inheritable(ours.fileno(), True)
        seen = run_limited(HERE + "surroundings", {})
    assert set(seen["env"]) <= {"HOME", "LC_CTYPE"}
    assert len(seen["files"]) == 1


def test_that_cancelling_ends_the_child() -> None:
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        run_limited(HERE + "spin", {}, cancelled=lambda: next(asked))


def test_that_no_thread_is_left() -> None:
    before = threading.active_count()
    for name in ("echo", "abort", "much"):
        try:
            run_limited(HERE + name, {}, bounds=Bounds(result_mb=1))
        except SandboxError:
            continue
    assert threading.active_count() == before
