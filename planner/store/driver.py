# SPDX-License-Identifier: Apache-2.0
"""The only importer of the database driver: SQLite 3.53 through sqlcipher3, plain or encrypted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

if TYPE_CHECKING:
    import sqlite_utils

Connection = dbapi2.Connection
Row = tuple[Any, ...]
DatabaseError = dbapi2.DatabaseError
IntegrityError = dbapi2.IntegrityError
OperationalError = dbapi2.OperationalError
VERSION: tuple[int, ...] = tuple(int(part) for part in dbapi2.sqlite_version.split("."))


def connect(path: Path, key: str = "", *, frozen: bool = False) -> Connection:
    """A connection that leaves transactions to us; the caller guards it with one lock.

    ``frozen`` reads a file that nobody changes, such as a backup, and writes nothing beside it.

    ``key`` opens an encrypted file: 96 hexadecimal digits as ``x'...'``, key and salt, so that nothing is derived and
    nothing of the file is read before its write-ahead log was recovered.
    """
    place = f"{path.absolute().as_uri()}?immutable=1" if frozen else str(path)
    conn = dbapi2.connect(place, isolation_level=None, check_same_thread=False, cached_statements=256, uri=frozen)
    if key:
        conn.execute("PRAGMA cipher_log_level = NONE")  # what it says goes to standard error and helps nobody
        conn.execute(f'PRAGMA key = "{key}"')
    return conn


def sqlite_utils_on(conn: Connection) -> sqlite_utils.Database:
    """sqlite-utils on our connection.

    It picks the driver from the name pysqlite3 and would load numpy if it were there, so the
    one is put in its place and the other kept out while it is imported; numpy stays usable.
    """
    load_sqlite_utils()
    import sqlite_utils

    return sqlite_utils.Database(conn, execute_plugins=False, recursive_triggers=False)


def load_sqlite_utils() -> None:
    """Import sqlite-utils so that no second database library is loaded with it; before anything else imports it."""
    if "sqlite_utils" in sys.modules:
        return
    import sqlcipher3

    sys.modules.setdefault("pysqlite3", sqlcipher3)
    sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)
    # Its hooks name the module sqlite3, which would load a second database library; ours has the same names.
    hidden = {name: sys.modules.get(name) for name in ("numpy", "pandas", "sqlite3")}
    for name, module in hidden.items():
        if module is None:
            stand_in = sqlcipher3 if name == "sqlite3" else None  # None makes the import fail for a moment
            sys.modules[name] = stand_in  # type: ignore[assignment]
    try:
        import sqlite_utils  # noqa: F401
    finally:
        for name, module in hidden.items():
            if module is None:
                del sys.modules[name]
