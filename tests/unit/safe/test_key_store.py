# SPDX-License-Identifier: Apache-2.0
"""Facts about the operating system's key store, which may be missing, deaf or locked."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator

import keyring
import pytest
from keyring.backends import fail, null

from planner.kernel.errors import Cancelled
from planner.safe import key_store
from planner.safe.key_store import KeyStoreError
from tests.key_stores import DeafKeyring, LockedKeyring, MemoryKeyring, ReadableKeyring


@pytest.fixture(autouse=True)
def before() -> Iterator[None]:
    found = keyring.get_keyring()
    yield
    keyring.set_keyring(found)


def test_that_a_secret_is_kept_found_and_dropped() -> None:
    store = MemoryKeyring()
    keyring.set_keyring(store)
    assert key_store.find("a") is None
    key_store.keep("a", "secret")
    assert store.kept == {("Waterline", "a"): "secret"}
    assert key_store.find("a") == "secret"
    key_store.drop("a")
    key_store.drop("a")
    assert key_store.find("a") is None


@pytest.mark.parametrize("made", [fail.Keyring, null.Keyring, LockedKeyring, ReadableKeyring])
def test_that_a_store_that_is_missing_pretends_is_locked_or_readable_is_not_trusted(
    made: type[keyring.backend.KeyringBackend],
) -> None:
    keyring.set_keyring(made())
    asks: tuple[Callable[[], object], ...] = (
        lambda: key_store.keep("a", "secret"),
        lambda: key_store.find("a"),
        lambda: key_store.drop("a"),
    )
    for ask in asks:
        with pytest.raises(KeyStoreError, match="no key store that can be used"):
            ask()


def test_that_a_computer_without_the_library_has_no_key_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(KeyStoreError):
        key_store.find("a")


def test_that_a_store_that_forgets_at_once_is_noticed() -> None:
    store = MemoryKeyring()
    store.set_password = lambda *_: None  # type: ignore[method-assign]
    keyring.set_keyring(store)
    with pytest.raises(KeyStoreError):
        key_store.keep("a", "secret")


def test_that_a_store_that_never_answers_is_left_behind() -> None:
    deaf = DeafKeyring()
    keyring.set_keyring(deaf)
    with pytest.raises(KeyStoreError):
        key_store.find("a", patience=0.2)
    deaf.wake.set()


def test_that_waiting_can_be_ended() -> None:
    deaf = DeafKeyring()
    keyring.set_keyring(deaf)

    def tired() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        key_store.find("a", tired)
    deaf.wake.set()
    assert all(thread.daemon for thread in threading.enumerate() if thread.name == "key-store")


@pytest.mark.parametrize(("made", "there"), [(MemoryKeyring, True), (LockedKeyring, True), (ReadableKeyring, False)])
def test_that_only_a_key_store_to_trust_is_there_to_be_offered(made: type[MemoryKeyring], there: bool) -> None:
    keyring.set_keyring(made())
    assert key_store.is_there() is there


def test_that_none_is_there_where_nothing_keeps_keys() -> None:
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    assert not key_store.is_there()
