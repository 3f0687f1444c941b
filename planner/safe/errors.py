# SPDX-License-Identifier: Apache-2.0
"""Refusals that keep their text as key and arguments, so that they can cross a process border."""

from __future__ import annotations

from planner.kernel.errors import PlannerError
from planner.kernel.text import Message


class RefusedError(PlannerError):
    """Something was not done, nothing was changed, and the sentence says why and what to do.

    ``message`` keeps the untranslated key and its arguments; ``code`` is a stable short name.
    """

    def __init__(self, key: str, code: str = "refused", **args: object) -> None:
        self.message = Message(key, args)
        super().__init__(self.message.text(), code)


class FileProblemError(RefusedError):
    """A file or folder could not be read or written; what was there before is untouched."""


class SandboxError(RefusedError):
    """A foreign file could not be read inside the limited child process.

    ``kind`` is one of timeout, memory, crash, too-big or failed.
    """

    def __init__(self, key: str, kind: str, **args: object) -> None:
        super().__init__(key, f"sandbox-{kind}", **args)
        self.kind = kind
