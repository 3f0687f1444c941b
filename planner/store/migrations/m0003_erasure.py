# SPDX-License-Identifier: Apache-2.0
"""What was erased for privacy, known by salted hashes only, and which people were looked at and kept.

``erasure``: ``hash`` is the salted hash of the person's id, ``identities`` those of e-mail, phone and the like,
``kinds`` how many records of each kind went, ``kept`` mentions that were left standing by choice, ``files`` the hashes
of attachments still to be deleted, ``finished_at`` empty until nothing of the person is left in free pages and files.
``kept_person``: a person proposed for erasure whom somebody decided to keep until a day.
"""

from __future__ import annotations

import sqlite_utils

VERSION = 3

_TABLES: dict[str, dict[str, type]] = {
    "erasure": {
        "id": int,
        "salt": str,
        "hash": str,
        "entity": str,
        "erased_on": str,
        "kinds": str,
        "identities": str,
        "kept": str,
        "files": str,
        "finished_at": str,
    },
    "kept_person": {"key": str, "entity": str, "until": str, "at": str},
}
_KEYS = {"erasure": "id", "kept_person": "key"}


def up(db: sqlite_utils.Database) -> None:
    """Two small tables; nothing that is there changes."""
    for name, columns in _TABLES.items():
        optional = {_KEYS[name], "finished_at"}
        db.table(name).create(columns, pk=_KEYS[name], not_null=set(columns) - optional, strict=True)
    db.table("erasure").create_index(["salt", "hash"], unique=True)
