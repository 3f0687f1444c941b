# SPDX-License-Identifier: Apache-2.0
"""The other side of the sandbox: limit this process, call one function, answer in JSON lines."""

from __future__ import annotations

import importlib
import inspect
import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO

from planner.safe.errors import RefusedError

_OPEN_FILES = 64
_REPORT_EVERY_S = 0.1


def main() -> None:
    """Read the request from standard input and write the answer to what was standard output."""
    limit_self(json.loads(sys.argv[2]))
    out = _private_output()
    request = json.loads(sys.stdin.buffer.read())
    known = set(sys.path)
    sys.path.extend(entry for entry in request["path"] if entry not in known)
    _say(out, answer(request["function"], request["payload"], _reporter(out)))
    out.close()
    os._exit(0)  # no clean-up of foreign parsers: their ends have crashed before


def answer(function_path: str, payload: dict[str, Any], report: Callable[[int, int], None]) -> dict[str, Any]:
    """The result of the call, or why there is none, as JSON values."""
    try:
        module, _, name = function_path.partition(":")
        function = getattr(importlib.import_module(module), name)
        takes_report = "report" in inspect.signature(function).parameters
        return {"result": function(payload, report=report) if takes_report else function(payload)}
    except RefusedError as error:
        return {"refused": {"key": error.message.key, "args": dict(error.message.args), "code": error.code}}
    except MemoryError:
        return {"fault": "memory"}
    except BaseException:  # whatever a foreign parser raises, the caller gets one kind of answer
        return {"fault": "failed"}


def limit_self(limits: dict[str, int]) -> None:
    """Lower this process's limits for good: memory, processor time, no file growth, few files."""
    try:
        resource = importlib.import_module("resource")
    except ImportError:  # Windows: the parent watches instead
        return
    wanted = (
        ("RLIMIT_AS", limits["memory"]),
        ("RLIMIT_CPU", limits["cpu"]),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_NOFILE", _OPEN_FILES),
        ("RLIMIT_CORE", 0),
    )
    for name, value in wanted:
        with suppress(ValueError, OSError, AttributeError):  # each system knows only some of them
            resource.setrlimit(getattr(resource, name), (value, value))


def _private_output() -> BinaryIO:
    """The pipe to the parent, out of reach of anything that prints."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return out


def _say(out: BinaryIO, said: dict[str, Any]) -> None:
    try:
        line = json.dumps(said).encode("ascii") + b"\n"
    except MemoryError:
        line = b'{"fault": "memory"}\n'
    except (TypeError, ValueError, RecursionError):
        line = b'{"fault": "failed"}\n'
    out.write(line)
    out.flush()


def _reporter(out: BinaryIO) -> Callable[[int, int], None]:
    last = [0.0]

    def report(done: int, total: int) -> None:
        now = time.monotonic()
        if done == total or now - last[0] >= _REPORT_EVERY_S:
            last[0] = now
            _say(out, {"done": done, "total": total})

    return report
