# SPDX-License-Identifier: Apache-2.0
"""Running one function on foreign input in a fresh, limited process; only JSON comes back."""

from __future__ import annotations

import importlib
import json
import os
import platform
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from typing import IO, Any

from planner.kernel.data import dataclass
from planner.kernel.errors import Cancelled
from planner.kernel.text import N_
from planner.safe.errors import RefusedError, SandboxError

MB = 1024 * 1024
_CHUNK = 256 * 1024
_TICK = 0.05
_STARTER = "import sys; sys.path.insert(0, sys.argv[1]); from planner.safe.child import main; main()"

_TEXTS: dict[str, str] = {
    "timeout": N_("Reading this file took too long and was stopped. Nothing was changed. Try a smaller file."),
    "memory": N_("Reading this file needs too much memory and was stopped. Nothing was changed. Try a smaller file."),
    "crash": N_("This file could not be read: it may be damaged. Nothing was changed. Save it anew, then try again."),
    "too-big": N_("This file holds more than Waterline takes. Nothing was changed. Split it, then try again."),
    "failed": N_("This file could not be read. Nothing was changed. Save it anew, then try again."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one run may use: seconds of time, megabytes of memory and of answer."""

    timeout_s: float = 30.0
    memory_mb: int = 512
    result_mb: int = 64


@dataclass(slots=True)
class _Run:
    """One child, the thread that talks to it, and what has been heard so far."""

    process: subprocess.Popen[bytes]
    heard: queue.Queue[bytes | None] = field(default_factory=lambda: queue.Queue(maxsize=64))
    left_over: bytearray = field(default_factory=bytearray)
    size: int = 0


def run_limited(
    function_path: str,
    payload: Mapping[str, Any],
    *,
    bounds: Bounds | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Any:
    """Call ``module:function`` with ``payload`` (JSON values) in a child process and return its JSON answer.

    The function may also take ``report``, to call with (done, total); calls reach ``on_progress`` here, in
    the calling thread. A RefusedError of the function is raised here with its text in the current language.
    Raises SandboxError when a limit was reached or the child died, Cancelled when ``cancelled`` says so.
    The child has no standard streams of ours, no environment, and never outlives this call.
    """
    bounds = bounds or Bounds()
    request = json.dumps({"function": function_path, "payload": payload, "path": _search_path()}).encode("ascii")
    run = _Run(_start(bounds))
    talker = threading.Thread(target=_talk, args=(run, request, bounds.result_mb * MB), daemon=True)
    talker.start()
    try:
        answer = _listen(run, bounds, on_progress, cancelled)
    finally:
        _end(run, talker)
    return _unwrap(answer, run, bounds)


def _start(bounds: Bounds) -> subprocess.Popen[bytes]:
    root = str(Path(__file__).resolve().parents[2])
    limits = json.dumps({"memory": bounds.memory_mb * MB, "cpu": max(1, round(bounds.timeout_s) + 1)})
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", _STARTER, root, limits]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        return subprocess.Popen(  # noqa: S603 - our own interpreter with fixed arguments
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=flags,
            close_fds=True,
        )
    except OSError as error:
        raise SandboxError(_TEXTS["failed"], "failed") from error


def _environment() -> dict[str, str]:
    """Only what a process cannot start without; nothing that names the user.

    With some HOME given, Python does not ask the system (over a socket) who the user is.
    """
    if os.name != "nt":
        return {"HOME": "/"}
    return {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}


def _search_path() -> list[str]:
    """The folders this process imports from: the child finds the same packages however we were installed."""
    return [entry for entry in sys.path if entry and Path(entry).is_absolute()]


def _talk(run: _Run, request: bytes, limit: int) -> None:
    """Send the request and pass on what comes back; runs in its own thread because pipes block."""
    stdin, stdout = run.process.stdin, run.process.stdout
    if stdin is not None and stdout is not None:
        with suppress(OSError, ValueError):
            stdin.write(request)
            stdin.close()
        with suppress(OSError, ValueError):
            _pass_on(run, stdout, limit)
    run.heard.put(None)


def _pass_on(run: _Run, stdout: IO[bytes], limit: int) -> None:
    while chunk := stdout.read1(_CHUNK):  # type: ignore[attr-defined]
        run.size += len(chunk)
        if run.size > limit:
            return
        run.heard.put(chunk)


def _listen(
    run: _Run,
    bounds: Bounds,
    on_progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> dict[str, Any] | None:
    """The child's answer, or None when it ended without one; raises when time, memory or patience ends."""
    deadline = time.monotonic() + bounds.timeout_s
    too_much = _memory_watch(run.process, bounds)
    while True:
        if cancelled is not None and cancelled():
            raise Cancelled
        _check_bounds(deadline, too_much)
        try:
            chunk = run.heard.get(timeout=_TICK)
        except queue.Empty:
            continue
        if chunk is None:
            return None
        for line in _lines(run, chunk):
            answer = _heard(line, on_progress)
            if answer is not None:
                return answer


def _check_bounds(deadline: float, too_much: Callable[[], bool]) -> None:
    if time.monotonic() > deadline:
        raise SandboxError(_TEXTS["timeout"], "timeout")
    if too_much():
        raise SandboxError(_TEXTS["memory"], "memory")


def _lines(run: _Run, chunk: bytes) -> list[bytes]:
    """Whole lines that ``chunk`` completes; the rest waits."""
    if b"\n" not in chunk:
        run.left_over += chunk
        return []
    first, *rest = chunk.split(b"\n")
    lines = [bytes(run.left_over) + first, *rest[:-1]]
    run.left_over = bytearray(rest[-1])
    return lines


def _heard(line: bytes, on_progress: Callable[[int, int], None] | None) -> dict[str, Any] | None:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        raise SandboxError(_TEXTS["failed"], "failed") from None
    if not isinstance(said, dict):
        raise SandboxError(_TEXTS["failed"], "failed")
    if "done" in said:
        if on_progress is not None:
            on_progress(int(said["done"]), int(said["total"]))
        return None
    return said


def _memory_watch(process: subprocess.Popen[bytes], bounds: Bounds) -> Callable[[], bool]:
    """Tells whether the child took too much, where the system itself cannot limit its memory."""
    if platform.system() == "Linux":
        return lambda: False
    psutil = importlib.import_module("psutil")
    watched = psutil.Process(process.pid)

    def too_much() -> bool:
        try:
            return bool(watched.memory_info().rss > bounds.memory_mb * MB)
        except psutil.Error:
            return False

    return too_much


def _end(run: _Run, talker: threading.Thread) -> None:
    """Stop the child if it still runs, let the thread finish, close the pipes."""
    with suppress(OSError):
        if run.process.poll() is None and not _ending(run.process):
            run.process.kill()
    while talker.is_alive():  # empty the queue, or a full one would hold the thread for ever
        with suppress(queue.Empty):
            run.heard.get(timeout=_TICK)
    talker.join()
    for pipe in (run.process.stdin, run.process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    run.process.wait()


def _ending(process: subprocess.Popen[bytes]) -> bool:
    """Whether the child ends by itself within a moment, so that its own exit code is seen."""
    try:
        process.wait(timeout=0.2)
    except subprocess.TimeoutExpired:
        return False
    return True


def _unwrap(answer: dict[str, Any] | None, run: _Run, bounds: Bounds) -> Any:
    if answer is None:
        kind = "too-big" if run.size > bounds.result_mb * MB else _kind_of_death(run.process.returncode)
        raise SandboxError(_TEXTS[kind], kind)
    if "result" in answer:
        return answer["result"]
    if "refused" in answer:
        refused = answer["refused"]
        raise RefusedError(str(refused["key"]), str(refused["code"]), **dict(refused["args"]))
    kind = str(answer.get("fault", "failed"))
    if kind not in _TEXTS:
        kind = "failed"
    raise SandboxError(_TEXTS[kind], kind)


def _kind_of_death(code: int) -> str:
    """What an exit without an answer means; -24 is the system's processor time limit on Linux."""
    return "timeout" if code == -24 else "crash"
