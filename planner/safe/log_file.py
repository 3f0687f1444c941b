# SPDX-License-Identifier: Apache-2.0
"""The log's file: small, private, and silent about its own faults."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from planner.kernel.override import override

_MAX_BYTES: Final = 1_000_000
_KEEP: Final = 3


def open_log(folder: Path) -> logging.Handler | None:
    """``waterline.log`` in ``folder``, about 1 MB and three older ones; None where no file can be made."""
    from planner.safe.log_rotation import QuietFile

    path = folder / "waterline.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = QuietFile(path, maxBytes=_MAX_BYTES, backupCount=_KEEP, encoding="utf-8")
        path.chmod(0o600)
    except OSError:
        return None
    return handler


class WhenNeeded(logging.Handler):
    """Opens the log file when there is something to write; passes every record on to it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder: Path | None = folder
        self._file: logging.Handler | None = None

    @override
    def emit(self, record: logging.LogRecord) -> None:
        folder, self._folder = self._folder, None
        if folder is not None:
            self._file = open_log(folder)
            if self._file is not None:
                self._file.setFormatter(_Lines())
        if self._file is not None:
            self._file.handle(record)

    @override
    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        super().close()


class _Lines(logging.Formatter):
    """One line per event, in UTC, without anything that names a machine or a folder."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    @override
    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @override
    def formatException(self, ei: object) -> str:
        return ""


def take_away(logger: logging.Logger) -> None:
    """Close the files that a log is written to."""
    for handler in [one for one in logger.handlers if isinstance(one, WhenNeeded)]:
        logger.removeHandler(handler)
        handler.close()
