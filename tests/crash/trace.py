# SPDX-License-Identifier: Apache-2.0
"""What a traced life did to its folder, call by call, read from the log that strace wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.crash.life import CHANGING, Life, Work, live

OPTIONS: Final = ("-xx", "-s", "200000000", "-e", f"trace={','.join(CHANGING)},lseek,close,dup,writev,exit_group")
_CALL = re.compile(r"(?P<name>\w+)\((?P<args>.*)\)\s+= (?P<result>-?\d+)(?: (?P<error>E\w+))?.*", re.DOTALL)
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One call: its numbers as they stand and its texts as bytes."""

    name: str
    args: tuple[str, ...]
    texts: tuple[bytes, ...]
    result: int
    error: str = ""

    @property
    def fd(self) -> int:
        """The handle a call on a handle was made with."""
        return int(self.args[0])

    def path(self, at: int = 0) -> str:
        """A path among the arguments."""
        return self.texts[at].decode("utf-8", "surrogateescape")


def traced(work: Work, log: Path, inject: str = "") -> tuple[Life, list[Event]]:
    """Let a life run under strace; what it said and what it did."""
    found = live(work, [*OPTIONS, *(("-e", f"inject={inject}") if inject else ())], log)
    return found, list(events(log))


def events(log: Path) -> Iterator[Event]:
    """The calls of a log, in order."""
    with log.open(encoding="ascii") as lines:
        for line in lines:
            match = _CALL.fullmatch(line.rstrip("\n"))
            if match is None:  # "+++ exited" and the call that a signal cut short
                continue
            texts = _TEXT.findall(match["args"])
            if any(cut for _, cut in texts):
                raise ValueError("strace cut a text short")
            yield Event(
                name=match["name"],
                args=tuple(part.strip() for part in _TEXT.sub("", match["args"]).split(",")),
                texts=tuple(bytes.fromhex(text.replace("\\x", "")) for text, _ in texts),
                result=int(match["result"]),
                error=match["error"] or "",
            )
