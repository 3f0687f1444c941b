# SPDX-License-Identifier: Apache-2.0
"""One root for everything a user may be told about."""

from __future__ import annotations


class PlannerError(Exception):
    """Something the user can understand and act on.

    ``str(error)`` is a finished, translated sentence: what happened, what is safe, what to do.
    ``code`` is a short stable name for logs and tests; it never holds user data.
    """

    def __init__(self, message: str, code: str = "planner") -> None:
        super().__init__(message)
        self.code = code


class Cancelled(Exception):  # noqa: N818 - a request of the user, not a fault
    """The user asked a running job to stop; nothing of it was kept."""


class StaleRowError(PlannerError):
    """A recorded change no longer fits the record, so undo or redo refused to guess."""

    def __init__(self, message: str, table: str, key: str) -> None:
        super().__init__(message, "stale-row")
        self.table = table
        self.key = key


class NotFoundError(PlannerError):
    """A record that was asked for is absent or in the Trash."""


class ValidationError(PlannerError):
    """Values that a record may not hold; ``faults`` maps field names to finished sentences."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(next(iter(faults.values())), "invalid")
        self.faults = faults
