# SPDX-License-Identifier: Apache-2.0
"""A log that can be sent to a stranger: codes, ids and counts only, never names, texts or paths."""

from __future__ import annotations

import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from planner.kernel.override import override

ROOT: Final = "waterline"
_NAMES = (
    "bytes code count done entity errno error field id kind ms pid platform python rows schema screen"
    " source step table total verb version where"
)
FIELDS: Final = frozenset(_NAMES.split())
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+-]{0,63}")
_LEFT_OUT = "-"

logging.getLogger(ROOT).addHandler(logging.NullHandler())


class SafeLog:
    """Writes events as ``code field=value …``; fields and values outside the allowed shapes are left out."""

    def __init__(self, logger: logging.Logger) -> None:
        self._logger = logger

    def debug(self, code: str, **fields: object) -> None:
        """A detail that helps while searching for a fault."""
        self._write(logging.DEBUG, code, fields)

    def info(self, code: str, **fields: object) -> None:
        """Something that happened as planned."""
        self._write(logging.INFO, code, fields)

    def warning(self, code: str, **fields: object) -> None:
        """Something that was refused or had to be done in a second way."""
        self._write(logging.WARNING, code, fields)

    def error(self, code: str, **fields: object) -> None:
        """Something that failed."""
        self._write(logging.ERROR, code, fields)

    def exception(self, code: str, error: BaseException, **fields: object) -> None:
        """A fault with its kind and the places it passed, without its text (which may hold data)."""
        steps = traceback.extract_tb(error.__traceback__)[-8:]
        where = ":".join(f"{Path(s.filename).stem}.{s.lineno}" for s in steps)[-64:].lstrip("_.:+-")
        number = {"errno": error.errno} if isinstance(error, OSError) else {}
        self._write(logging.ERROR, code, {**fields, **number, "error": type(error).__name__, "where": where})

    def _write(self, level: int, code: str, fields: dict[str, object]) -> None:
        if self._logger.isEnabledFor(level):
            parts = [_word(code), *(f"{name}={_word(v)}" for name, v in fields.items() if name in FIELDS)]
            self._logger.log(level, "%s", " ".join(parts))


def get_logger(name: str) -> SafeLog:
    """The log of one part of the program, e.g. ``get_logger("store")``."""
    return SafeLog(logging.getLogger(f"{ROOT}.{name}"))


def start_log_file(folder: Path, *, level: int = logging.INFO) -> None:
    """Write the log to ``waterline.log`` in ``folder``, about 1 MB each and three older ones.

    The file is opened with the first record, not on the way to the first page. A folder that takes no file
    only means no log: the program goes on.
    """
    stop_log_file()
    logger = logging.getLogger(ROOT)
    logger.setLevel(level)
    logger.addHandler(_WhenNeeded(folder))


def stop_log_file() -> None:
    """Close the log file, if there is one."""
    logger = logging.getLogger(ROOT)
    for handler in [h for h in logger.handlers if isinstance(h, _WhenNeeded)]:
        logger.removeHandler(handler)
        handler.close()


def _word(value: object) -> str:
    """The value as it may stand in the log, or a dash for anything that could be a user's text."""
    if value is None or isinstance(value, bool | int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.3f}"
    return value if isinstance(value, str) and _WORD.fullmatch(value) else _LEFT_OUT


class _WhenNeeded(logging.Handler):
    """Opens the log file when there is something to write; passes every record on to it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder: Path | None = folder
        self._file: logging.Handler | None = None

    @override
    def emit(self, record: logging.LogRecord) -> None:
        folder, self._folder = self._folder, None
        if folder is not None:
            from planner.safe.log_file import open_log

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
