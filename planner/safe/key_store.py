# SPDX-License-Identifier: Apache-2.0
"""The operating system's key store, which may be missing, locked, or never answer (reliability I69).

Credential Manager on Windows, the keychain on macOS, the Secret Service on Linux, all through ``keyring``. A locked
store may wait for ever for a window that nobody sees, so every call runs on a thread of its own that is left behind
when its time is up.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr

R = TypeVar("R")
SERVICE: Final = "Waterline"
PATIENCE: Final = 60.0  # seconds; long enough to type the password of a locked key store into its own window
_STEP: Final = 0.1
LOOKING: Final = 10.0  # seconds; nobody is asked for anything by looking
_GOOD_ENOUGH: Final = 1  # keyring's own line between key stores and makeshifts such as a readable file


class KeyStoreError(PlannerError):
    """This computer has no key store that can be used now."""


def _nothing() -> None:
    """Called while waiting; what asks puts its own in place, which may raise to stop waiting."""


def keep(name: str, secret: str, waiting: Callable[[], object] = _nothing, patience: float = PATIENCE) -> None:
    """Put a secret into the key store and read it back; KeyStoreError when it is not there then."""

    def work() -> None:
        store = _backend()
        store.set_password(SERVICE, name, secret)
        if store.get_password(SERVICE, name) != secret:
            raise KeyStoreError(unusable_text(), "key-store")

    _bounded(work, waiting, patience)


def find(name: str, waiting: Callable[[], object] = _nothing, patience: float = PATIENCE) -> str | None:
    """The secret kept under a name, None where there is none; KeyStoreError where nothing can be asked."""

    def work() -> str | None:
        found = _backend().get_password(SERVICE, name)
        return found if isinstance(found, str) and found else None

    return _bounded(work, waiting, patience)


def drop(name: str, waiting: Callable[[], object] = _nothing, patience: float = PATIENCE) -> None:
    """Take a secret out of the key store; KeyStoreError when it can't be said to be gone."""

    def work() -> None:
        store = _backend()
        if store.get_password(SERVICE, name) is not None:
            store.delete_password(SERVICE, name)

    _bounded(work, waiting, patience)


def is_there(waiting: Callable[[], object] = _nothing, patience: float = LOOKING) -> bool:
    """Whether this computer has a key store to trust, locked or not: whether it makes sense to offer it."""
    try:
        return _bounded(lambda: _backend() is not None, waiting, patience)
    except KeyStoreError:
        return False


def unusable_text() -> str:
    """What to tell somebody who wanted the key store and can't have it."""
    return tr(
        "This computer offers no key store that can be used now, so the password is asked for as before. "
        "Nothing was changed."
    )


def _backend() -> Any:
    """The key store in use, never one that only pretends or keeps secrets readable."""
    import keyring

    found = keyring.get_keyring()
    several = getattr(found, "backends", None) or [found]
    good = next((one for one in several if one.priority >= _GOOD_ENOUGH), None)
    if good is None:
        raise KeyStoreError(unusable_text(), "key-store")
    return good


def _bounded(work: Callable[[], R], waiting: Callable[[], object], patience: float) -> R:
    answers: SimpleQueue[tuple[R | None, Exception | None]] = SimpleQueue()

    def run() -> None:
        try:
            answers.put((work(), None))
        except Exception as fault:  # backends raise whatever their system does
            answers.put((None, fault))

    threading.Thread(target=run, name="key-store", daemon=True).start()
    for _ in range(max(1, round(patience / _STEP))):
        waiting()
        try:
            answer, fault = answers.get(timeout=_STEP)
        except Empty:
            continue
        if fault is None:
            return answer  # type: ignore[return-value]  # None only where R allows it
        raise KeyStoreError(unusable_text(), "key-store") from fault
    raise KeyStoreError(unusable_text(), "key-store")
