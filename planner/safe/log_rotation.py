# SPDX-License-Identifier: Apache-2.0
"""The rotating file of the log; loaded with the first record that is written, since it takes sockets and more along."""

from __future__ import annotations

from logging import LogRecord
from logging.handlers import RotatingFileHandler

from planner.kernel.override import override


class QuietFile(RotatingFileHandler):
    """A log file whose own faults (full disk, removed folder) never reach the user or the console."""

    @override
    def handleError(self, record: LogRecord) -> None:
        return
