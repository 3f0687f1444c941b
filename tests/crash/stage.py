# SPDX-License-Identifier: Apache-2.0
"""What the scripts play on: a portfolio, plain or encrypted, and the picture of its content that judges compare."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from planner.entities.customers.account import ACCOUNT
from planner.safe import key_file
from planner.safe.keys import Cost, StoreKey
from planner.services import crud, portfolio
from planner.services.protection import Protection
from planner.services.session import Session
from planner.store import driver

# what a guess costs plays no part here; thousands of openings would wait for it
CHEAP = Cost(passes=1, memory_kib=64, lanes=1)
PASSWORD = "four words and a river"
DEVICE = "victim00"
ACCOUNTS = 5
STORE = "p.waterline"
# what a user would miss, without ids, so that two plays of one script look the same
_PICTURE = (
    "SELECT name, employees, notes, city, deleted FROM account ORDER BY id",
    "SELECT name, title, deleted FROM contact ORDER BY id",
    "SELECT file_name, sha256, deleted FROM attachment ORDER BY id",
    "SELECT seq, kind, of, rows FROM step WHERE seq > (SELECT max(seq) - 60 FROM step) ORDER BY seq",
    "SELECT place, text FROM draft ORDER BY place",
    "SELECT count(*) FROM search_doc",
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A folder with a closed portfolio in it, and what opens it."""

    folder: Path
    key: StoreKey | None = None

    @property
    def path(self) -> Path:
        """The portfolio."""
        return self.folder / STORE

    def open(self) -> Session:
        """The portfolio, opened as the program does."""
        return portfolio.open_portfolio(self.path, device=DEVICE, key=self.key)

    def moved(self, folder: Path) -> Stage:
        """The same in another folder."""
        return Stage(folder, self.key)


def cheap_keys() -> None:
    """Let this process read key files whose passwords cost little to guess."""
    vars(key_file)["LEAST"] = CHEAP


def scratch(base: Path | None = None) -> Path:
    """A folder in memory where the computer has one; images are written and thrown away by the thousand."""
    import tempfile

    memory = Path("/dev/shm")
    where = base or (memory if memory.is_dir() and os.access(memory, os.W_OK) else None)
    return Path(tempfile.mkdtemp(prefix="waterline-crash-", dir=where))


def small(folder: Path, *, encrypted: bool) -> Stage:
    """A portfolio of a few accounts."""
    folder.mkdir(parents=True, exist_ok=True)
    protection = Protection(password=PASSWORD, cost=CHEAP) if encrypted else None
    session = portfolio.create(folder / STORE, me_name="Victim", device=DEVICE, protection=protection)
    for number in range(ACCOUNTS):
        crud.add(session, ACCOUNT, name=f"Account {number}", employees=0)
    key = session.db.key
    session.close()
    return Stage(folder, key)


def realistic(folder: Path, *, encrypted: bool) -> Stage:
    """A portfolio of about 10 MB: accounts with people and reviews, change log and full text."""
    from tests.bench.data import make
    from tests.bench.store import load

    stage = small(folder, encrypted=encrypted)
    session = stage.open()
    load(session, make(56))
    session.close()
    return stage


def fresh(template: Stage, folder: Path) -> Stage:
    """A copy of a stage to play on."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template.folder, folder)
    return template.moved(folder)


def picture(conn: driver.Connection) -> str:
    """A digest of what a user would miss."""
    found = hashlib.sha256()
    for sql in _PICTURE:
        found.update(repr(conn.execute(sql).fetchall()).encode())
    return found.hexdigest()[:24]
