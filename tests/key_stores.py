# SPDX-License-Identifier: Apache-2.0
"""Key stores of operating systems as tests need them: in memory, locked, deaf, readable by everybody."""

from __future__ import annotations

import threading

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError
from typing_extensions import override


class MemoryKeyring(KeyringBackend):
    """A key store that works; ``kept`` is what it holds."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError("not there")
        del self.kept[service, username]


class ReadableKeyring(MemoryKeyring):
    """One of those that keep secrets in a file that anybody can read; keyring ranks them below one."""

    priority = 0.5  # type: ignore[assignment]


class LockedKeyring(MemoryKeyring):
    """One whose owner closed the window that asks for its password."""

    @override
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("dismissed")

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("dismissed")


class DeafKeyring(MemoryKeyring):
    """One that waits for a window which nobody sees, until a test wakes it."""

    def __init__(self) -> None:
        super().__init__()
        self.wake = threading.Event()

    @override
    def get_password(self, service: str, username: str) -> str | None:
        self.wake.wait()
        return None
