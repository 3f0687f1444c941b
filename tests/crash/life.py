# SPDX-License-Identifier: Apache-2.0
"""One forked life of the program under strace: traced, killed or given errors at a counted system call.

The caller has imported everything; each life opens the store itself. What it reports goes through a pipe by ``writev``,
which no harness kills or fails, so that an acknowledgement is never a victim itself.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

Say = Callable[[str], None]
Work = Callable[[Say], None]

# what changes a disk; the only calls that are killed at, failed or replayed
CHANGING: Final = (
    "pwrite64", "write", "ftruncate", "fdatasync", "fsync", "unlink", "rename", "link", "mkdir", "rmdir", "openat",
    "sendfile", "copy_file_range", "unlinkat",
)  # fmt: skip
_PR_SET_PTRACER: Final = 0x59616D61
_PATIENCE: Final = 120


@dataclass(frozen=True, slots=True)
class Life:
    """How a life went: what it said line by line, and how it ended (negative: the signal)."""

    said: tuple[str, ...]
    code: int

    def told(self, word: str) -> list[str]:
        """What was said behind that word."""
        return [line[len(word) + 1 :] for line in self.said if line.startswith(word + " ")]

    @property
    def killed(self) -> bool:
        """Whether the kill came before the end."""
        return self.code == -signal.SIGKILL


def trouble() -> str:
    """Why lives under strace can't be had here; empty when they can."""
    if sys.platform != "linux":
        return "strace belongs to Linux"
    if shutil.which("strace") is None:
        return "strace is not installed"
    with contextlib.suppress(OSError, RuntimeError):
        if live(lambda say: say("ack 1"), ["-e", "trace=none"]).told("ack") == ["1"]:
            return ""
    return "strace may not follow processes here"


def live(work: Work, options: Sequence[str] | None, log: Path | None = None) -> Life:
    """Run ``work`` in a forked child; with ``options`` strace follows it from before its first step."""
    go_read, go_write = os.pipe()
    heard, say = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(go_write)
        os.close(heard)
        _run(work, go_read, say)
    os.close(go_read)
    os.close(say)
    tracer: subprocess.Popen[bytes] | None = None
    try:
        if options is not None:
            tracer = _attach(child, options, log)
        os.write(go_write, b"g")
        said = _hear(heard, child)
    finally:
        os.close(go_write)
        os.close(heard)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if tracer is not None:
            tracer.wait()
            assert tracer.stderr is not None
            tracer.stderr.close()
    return Life(tuple(said.decode().split("\n")[:-1]), status)


def _run(work: Work, go: int, say: int) -> None:
    """The child: waits for the tracer, works, and never returns into the parent's code."""
    code = 70
    try:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(2**64 - 1), 0, 0, 0)
        if os.read(go, 1):
            work(lambda line: (os.writev(say, [line.encode() + b"\n"]), None)[1])
            code = 0
    except BaseException as fault:
        os.writev(say, [f"fault {type(fault).__name__}: {str(fault)[:200]}".replace("\n", " ").encode() + b"\n"])
    finally:
        os._exit(code)


def _attach(child: int, options: Sequence[str], log: Path | None) -> subprocess.Popen[bytes]:
    """strace on a child that waits; it says "attached" once the child can't take a step unseen."""
    command = ["strace", "-p", str(child), "-o", str(log or os.devnull), *options]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE)
    assert tracer.stderr is not None
    line = tracer.stderr.readline()
    if b"attached" not in line:
        os.kill(child, signal.SIGKILL)
        raise RuntimeError(line.decode(errors="replace"))
    return tracer


def _hear(pipe: int, child: int) -> bytes:
    """All it says until it ends; a life that hangs is ended and heard of as one that was not killed in time."""
    found = b""
    while True:
        if not select.select([pipe], [], [], _PATIENCE)[0]:
            os.kill(child, signal.SIGKILL)
            return found + b"fault hung\n"
        more = os.read(pipe, 65536)
        if not more:
            return found
        found += more
