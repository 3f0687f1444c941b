# SPDX-License-Identifier: Apache-2.0
"""A log that can be sent to a stranger: codes, ids and counts only, never names, texts or paths."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # loaded with the first event
    import logging

ROOT: Final = "waterline"
_NAMES = (
    "bytes code count done entity errno error field id kind ms pid platform python rows schema screen"
    " source step table total verb version where"
)
FIELDS: Final = frozenset(_NAMES.split())
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+-]{0,63}")
_LEFT_OUT = "-"
_DEBUG, _INFO, _WARNING, _ERROR = 10, 20, 30, 40  # the levels of `logging`

_file: list[tuple[Path, int]] = []  # where the log is to be written, and from which level
_begun: list[bool] = []
_one = Lock()


class SafeLog:
    """Writes events as ``code field=value …``; fields and values outside the allowed shapes are left out."""

    def __init__(self, name: str) -> None:
        self._name = name

    def debug(self, code: str, **fields: object) -> None:
        """A detail that helps while searching for a fault."""
        self._write(_DEBUG, code, fields)

    def info(self, code: str, **fields: object) -> None:
        """Something that happened as planned."""
        self._write(_INFO, code, fields)

    def warning(self, code: str, **fields: object) -> None:
        """Something that was refused or had to be done in a second way."""
        self._write(_WARNING, code, fields)

    def error(self, code: str, **fields: object) -> None:
        """Something that failed."""
        self._write(_ERROR, code, fields)

    def exception(self, code: str, error: BaseException, **fields: object) -> None:
        """A fault with its kind and the places it passed, without its text (which may hold data)."""
        import traceback

        steps = traceback.extract_tb(error.__traceback__)[-8:]
        where = ":".join(f"{Path(s.filename).stem}.{s.lineno}" for s in steps)[-64:].lstrip("_.:+-")
        number = {"errno": error.errno} if isinstance(error, OSError) else {}
        self._write(_ERROR, code, {**fields, **number, "error": type(error).__name__, "where": where})

    def _write(self, level: int, code: str, fields: dict[str, object]) -> None:
        import logging

        prepare()
        logger = logging.getLogger(self._name)
        if logger.isEnabledFor(level):
            parts = [_word(code), *(f"{name}={_word(v)}" for name, v in fields.items() if name in FIELDS)]
            logger.log(level, "%s", " ".join(parts))


def get_logger(name: str) -> SafeLog:
    """The log of one part of the program, e.g. ``get_logger("store")``."""
    return SafeLog(f"{ROOT}.{name}")


def start_log_file(folder: Path, *, level: int = _INFO) -> None:
    """Write the log to ``waterline.log`` in ``folder``, about 1 MB each and three older ones.

    The file is opened with the first record, and nothing of logging is loaded before it: not on the way to the
    first page. A folder that takes no file only means no log: the program goes on.
    """
    stop_log_file()
    _file.append((folder, level))


def stop_log_file() -> None:
    """Close the log file, if there is one."""
    _file.clear()
    if _begun:
        from planner.safe.log_file import take_away

        take_away(_root())
        _begun.clear()


def prepare() -> None:
    """Load what the first event needs, which may be a fault of the disk: then it is too late for loading.

    From here on nothing goes to the console, and all goes to the file if one is wanted.
    """
    if _begun:
        return
    import logging

    with _one:
        if _begun:
            return
        root = _root()
        if not root.handlers:
            root.addHandler(logging.NullHandler())
        for folder, level in _file:
            from planner.safe.log_file import WhenNeeded

            root.setLevel(level)
            root.addHandler(WhenNeeded(folder))
        _begun.append(True)


def _root() -> logging.Logger:
    import logging

    return logging.getLogger(ROOT)


def _word(value: object) -> str:
    """The value as it may stand in the log, or a dash for anything that could be a user's text."""
    if value is None or isinstance(value, bool | int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.3f}"
    return value if isinstance(value, str) and _WORD.fullmatch(value) else _LEFT_OUT
