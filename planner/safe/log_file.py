# SPDX-License-Identifier: Apache-2.0
"""The log's file: small, private, and silent about its own faults."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from typing_extensions import override

_MAX_BYTES: Final = 1_000_000
_KEEP: Final = 3


def open_log(folder: Path) -> logging.Handler | None:
    """``waterline.log`` in ``folder``, about 1 MB and three older ones; None where no file can be made."""
    path = folder / "waterline.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _QuietFile(path, maxBytes=_MAX_BYTES, backupCount=_KEEP, encoding="utf-8")
        path.chmod(0o600)
    except OSError:
        return None
    return handler


class _QuietFile(RotatingFileHandler):
    """A log file whose own faults (full disk, removed folder) never reach the user or the console."""

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        return
