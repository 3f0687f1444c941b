# SPDX-License-Identifier: Apache-2.0
"""Functions that behave badly inside the sandbox, one way each."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner.safe.errors import RefusedError


def echo(payload: dict[str, Any]) -> Any:
    """What came in, although something printed on the way."""
    print("noise that is no JSON", flush=True)
    os.write(1, b"more noise")
    return payload


def count(payload: dict[str, Any], report: Callable[[int, int], None]) -> int:
    """Reports progress."""
    report(1, 2)
    report(2, 2)
    return 2


def refuse(payload: dict[str, Any]) -> None:
    """Refuses with a name in the sentence."""
    raise RefusedError("{name} is odd.", "odd", name=payload["name"])


def spin(payload: dict[str, Any]) -> None:
    """Never ends."""
    while True:
        pass


def hog(payload: dict[str, Any]) -> int:
    """Takes far more memory than allowed."""
    return sum(len(bytearray(256 * 1024 * 1024)) for _ in [[bytearray(300_000_000)] * 1 for _ in range(20)])


def abort(payload: dict[str, Any]) -> None:
    """Ends the process the hard way."""
    os.abort()


def leave(payload: dict[str, Any]) -> None:
    """Ends the process quietly, without an answer."""
    os._exit(0)


def fail(payload: dict[str, Any]) -> None:
    """An exception with data in its text."""
    raise KeyError("secret of the customer")


def much(payload: dict[str, Any]) -> str:
    """An answer larger than allowed."""
    return "x" * 3_000_000


def no_json(payload: dict[str, Any]) -> object:
    """An answer that JSON does not know."""
    return {1, 2}


def write_file(payload: dict[str, Any]) -> None:
    """Tries to leave something on the disk."""
    Path(payload["path"]).write_bytes(b"x" * 100_000)


def surroundings(payload: dict[str, Any]) -> dict[str, Any]:
    """What the child can see of its parent."""
    open_files = []
    for n in range(3, 64):
        try:
            os.fstat(n)
            open_files.append(n)
        except OSError:
            continue
    return {"env": sorted(os.environ), "files": open_files, "argv": sys.argv[1:2], "host": bool(socket)}
