# SPDX-License-Identifier: Apache-2.0
"""The data key of an encrypted portfolio, and how secrets that people hold wrap it (reliability I67-I70).

The data key never changes while the portfolio lives; a new password only wraps it anew. A wrap says which secret
opens it, how a key is derived from that secret, and the sealed data key. There are three kinds: a password, a printed
recovery key, and a random secret in the operating system's key store.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import time
from typing import Final

from planner.kernel.data import dataclass, field
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr

PASSWORD, RECOVERY, COMPUTER = "password", "recovery", "computer"
KINDS: Final = (PASSWORD, RECOVERY, COMPUTER)
_KEY, _SALT, _NONCE = 32, 16, 12
_PURPOSE = b"waterline key wrap 1"
# letters and digits that are not mistaken for each other when written down (Crockford)
_SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_GROUP, _GROUPS, _CHECK = 4, 8, 2


class WrongSecretError(PlannerError):
    """The password or recovery key is not the one that opens this portfolio."""


@dataclass(frozen=True, slots=True)
class StoreKey:
    """The key of the store and its files; ``salt`` is SQLCipher's, kept so that a torn first page can be recovered."""

    data: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    def pragma(self) -> str:
        """Both as the driver takes them: 96 hexadecimal digits, so that nothing is derived."""
        return f"x'{self.data.hex()}{self.salt.hex()}'"

    def for_use(self, purpose: str) -> bytes:
        """A key of its own for another use than the store, such as the attachments."""
        return hmac.new(self.data, f"waterline {purpose}".encode(), hashlib.sha256).digest()

    def check(self) -> str:
        """What the key file holds to tell a wrong key from a damaged store; it says nothing about the key."""
        return hmac.new(self.data, b"waterline key check" + self.salt, hashlib.sha256).hexdigest()[:32]


def new_key() -> StoreKey:
    """A fresh random key."""
    return StoreKey(os.urandom(_KEY), os.urandom(_SALT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """How dear one guess of a password is: Argon2id passes, memory in KiB, lanes."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 2


LEAST: Final = Cost()
MOST: Final = Cost(passes=20, memory_kib=2 * 1024 * 1024, lanes=16)
_STEPS: Final = (256 * 1024, 128 * 1024, 64 * 1024)


def calibrated(seconds: float = 0.8) -> Cost:
    """The cost that keeps a guess on this computer busy for about ``seconds``, never below the least."""
    began = time.perf_counter()
    _argon2(b"calibration", b"\0" * _SALT, LEAST)
    once = max(time.perf_counter() - began, 1e-4)
    for memory in _STEPS:
        dear = once * memory / LEAST.memory_kib
        if dear <= seconds or memory == LEAST.memory_kib:
            passes = max(LEAST.passes, min(MOST.passes, int(LEAST.passes * seconds / dear)))
            return Cost(passes=passes, memory_kib=memory)
    return LEAST


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrap:
    """One way in: the kind of secret, what derives a key from it, and the sealed data key.

    ``place`` is the id of the computer whose key store holds the secret, "" for what people hold.
    """

    kind: str
    made_at: str
    salt: bytes
    nonce: bytes
    sealed: bytes
    cost: Cost | None = None
    place: str = ""


def wrap(
    key: StoreKey, kind: str, secret: str, *, owner: str, made_at: str, cost: Cost | None = None, place: str = ""
) -> Wrap:
    """Seal the data key under a secret; ``owner`` (the id of the store) is bound to it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    cost = (cost or calibrated()) if kind == PASSWORD else None
    derived = _derived(kind, secret, salt, cost)
    sealed = AESGCM(derived).encrypt(nonce, key.data + key.salt, _bound(kind, owner))
    return Wrap(kind=kind, made_at=made_at, salt=salt, nonce=nonce, sealed=sealed, cost=cost, place=place)


def unwrap(found: Wrap, secret: str, *, owner: str) -> StoreKey:
    """The data key; WrongSecretError when the secret does not open it."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    derived = _derived(found.kind, secret, found.salt, found.cost)
    try:
        opened = AESGCM(derived).decrypt(found.nonce, found.sealed, _bound(found.kind, owner))
    except InvalidTag:
        raise WrongSecretError(_WRONG[found.kind](), "wrong-secret") from None
    return StoreKey(opened[:_KEY], opened[_KEY:])


_WRONG = {
    PASSWORD: lambda: tr("This is not the password of this portfolio. Nothing was changed; try again."),
    RECOVERY: lambda: tr("This recovery key does not open this portfolio. Compare it with your print, sign by sign."),
    COMPUTER: lambda: tr("What this computer keeps does not open this portfolio any more; the password is needed."),
}


def new_computer_secret() -> str:
    """A secret of 256 random bits for the key store of a computer."""
    return secrets.token_hex(_KEY)


def new_recovery_key() -> str:
    """A recovery key to print: eight groups of four characters, the last two a check of the rest."""
    body = "".join(secrets.choice(_SIGNS) for _ in range(_GROUP * _GROUPS - _CHECK))
    whole = body + _check_signs(body)
    return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))


def read_recovery_key(text: str) -> str:
    """A recovery key as somebody typed it, in its plain form; PlannerError when a sign is missing or mistyped."""
    plain = "".join(sign for sign in text.upper() if sign.isalnum()).translate(_READ_AS)
    body, check = plain[:-_CHECK], plain[-_CHECK:]
    if len(plain) != _GROUP * _GROUPS or any(sign not in _SIGNS for sign in plain) or check != _check_signs(body):
        said = tr(
            "A character of this recovery key is missing or mistyped. It has eight groups of four letters and digits."
        )
        raise PlannerError(said, "recovery-key")
    return "-".join(plain[at : at + _GROUP] for at in range(0, len(plain), _GROUP))


def is_recovery_key(text: str) -> bool:
    """Whether a text is a recovery key as it is printed, with its dashes, of whichever portfolio."""
    try:
        return read_recovery_key(text) == text.strip().upper()
    except PlannerError:
        return False


def _check_signs(body: str) -> str:
    number = int.from_bytes(hashlib.sha256(body.encode()).digest()[:4], "big")
    return _SIGNS[number % 32] + _SIGNS[number // 32 % 32]


def _derived(kind: str, secret: str, salt: bytes, cost: Cost | None) -> bytes:
    if kind == PASSWORD:
        return _argon2(_plain_password(secret), salt, cost or LEAST)
    # both are random enough already; stretching them would only make the emergency slower
    plain = read_recovery_key(secret) if kind == RECOVERY else secret
    return hmac.new(salt, _PURPOSE + plain.encode(), hashlib.sha256).digest()


def _plain_password(text: str) -> bytes:
    """The same bytes for the same letters, however the keyboard composed them."""
    import unicodedata

    return unicodedata.normalize("NFKC", text).encode("utf-8", "surrogatepass")


def _argon2(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, _KEY, Type.ID)


def _bound(kind: str, owner: str) -> bytes:
    return f"{kind} of {owner}".encode()
