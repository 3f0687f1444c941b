# SPDX-License-Identifier: Apache-2.0
"""Damaged stores, plain and encrypted: each opens whole, or is refused and left byte for byte (§2 A9, A10).

Children open them in batches, so that a death of the process itself would be counted, not suffered.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from planner.entities.customers.account import ACCOUNT
from planner.entities.registry import ENTITIES
from planner.kernel.errors import PlannerError
from planner.services import crud, people
from planner.services.session import Session
from planner.store.table import Reader
from tests.crash.life import Say, live
from tests.crash.stage import STORE, Stage, small
from tests.crash.tally import Tally

_BATCH: Final = 250
_PAGE: Final = 4096
_CUTS: Final = (0, 1, 15, 16, 99, 100, 511, 512, _PAGE - 1, _PAGE, _PAGE + 1)

Damage = Callable[[bytearray, random.Random], object]


def run(seed: int, size: int, folder: Path) -> Tally:
    """``size`` damaged files, half of them encrypted, every fourth with a write-ahead log beside it."""
    tally = Tally()
    stages = [small(folder / name, encrypted=name == "sealed") for name in ("plain", "sealed")]
    sources = [_with_content(stage) for stage in stages]
    for start in range(0, size, _BATCH):
        numbers = range(start, min(size, start + _BATCH))
        life = live(partial(_batch, stages, sources, seed, numbers), None)
        done = [json.loads(text) for text in life.told("file")]
        for found in done:
            tally.add(Tally(**found))
        if life.code:
            tally.runs += 1
            tally.corrupt += 1
            tally.note(
                f"seed {seed}, file {start + len(done)}: the process ended with {life.code} {life.told('fault')}"
            )
    return tally


def _with_content(stage: Stage) -> tuple[bytes, bytes]:
    """The file and its log as a crash would leave them, with records of several kinds in both."""
    with closing(stage.open()) as session:
        for number in range(20):
            account = crud.add(session, ACCOUNT, name=f"Firm {number}", notes="what was said " * 40)
            people.add_contact(session, account.id, f"Person {number}")
    with closing(stage.open()) as session:
        for number in range(3):
            crud.add(session, ACCOUNT, name=f"Later {number}")
        beside = stage.path.with_name(STORE + "-wal")
        return _copied(stage.path), _copied(beside)


def _copied(path: Path) -> bytes:
    """The bytes of an open store; a copy made by another process, because reading it here would drop our lock."""
    import subprocess

    return subprocess.run(["cat", str(path)], capture_output=True, check=True).stdout


def _batch(stages: list[Stage], sources: list[tuple[bytes, bytes]], seed: int, numbers: range, say: Say) -> None:
    for number in numbers:
        rng, which = random.Random(f"{seed}/{number}"), number % 2
        stage = stages[which].moved(stages[which].folder.with_name("hit"))
        _lay_out(stages[which], stage, sources[which], rng, with_log=number % 4 > 1)
        say(f"file {json.dumps(_open(stage, f'seed {seed}, file {number}').plain())}")


def _lay_out(origin: Stage, stage: Stage, source: tuple[bytes, bytes], rng: random.Random, *, with_log: bool) -> None:
    shutil.rmtree(stage.folder, ignore_errors=True)
    stage.folder.mkdir()
    for name in (".key", ".key.copy"):
        if origin.path.with_name(STORE + name).exists():
            shutil.copyfile(origin.path.with_name(STORE + name), stage.path.with_name(STORE + name))
    store, log = bytearray(source[0]), bytearray(source[1])
    harmed = log if with_log and rng.random() < 0.5 else store
    rng.choice(_DAMAGES)(harmed, rng)
    stage.path.write_bytes(store)
    if with_log:
        stage.path.with_name(STORE + "-wal").write_bytes(log)


def _open(stage: Stage, where: str) -> Tally:
    """Open it as the program does and read every record; count what must not be."""
    tally, before = Tally(runs=1), _bytes(stage)
    session: Session | None = None
    try:
        session = stage.open()
        tally.acknowledged += 1
        session.read(lambda conn: conn.execute("PRAGMA quick_check(1)").fetchall())
        _read_all(session)
    except PlannerError as fault:
        # a damaged schema number calls for an upgrade, which begins with a backup of what is there
        if session is None and _bytes(stage) != before and fault.code != "migration":
            tally.corrupt += 1
            tally.note(f"{where}: refused but not left as it was")
    except Exception as fault:
        tally.unclear += 1
        tally.note(f"{where}: the user would see {type(fault).__name__}: {str(fault)[:120]}")
    finally:
        if session is not None:
            session.close()
    return tally


def _bytes(stage: Stage) -> list[bytes]:
    """File and log; an empty log is none."""
    found = [path.read_bytes() for path in (stage.path, stage.path.with_name(STORE + "-wal")) if path.exists()]
    return [found[0], *(log for log in found[1:] if log)]


def _read_all(session: Session) -> None:
    for spec in ENTITIES:
        session.read(lambda conn, spec=spec: Reader(spec, conn).where())  # type: ignore[misc]


# kinds of damage


def _flip(content: bytearray, rng: random.Random) -> None:
    for _ in range(rng.randrange(1, 13)):
        content[rng.randrange(len(content))] ^= rng.randrange(1, 256)


def _flip_head(content: bytearray, rng: random.Random) -> None:
    for _ in range(rng.randrange(1, 4)):
        content[rng.randrange(min(200, len(content)))] ^= 1 << rng.randrange(8)


def _shorten(content: bytearray, rng: random.Random) -> None:
    del content[rng.choice((*_CUTS, rng.randrange(len(content)))) :]


def _zeros(content: bytearray, rng: random.Random) -> None:
    start = rng.randrange(0, len(content), 512)
    end = min(len(content), start + 512 * rng.randrange(1, 17))
    content[start:end] = bytes(end - start)


def _noise(content: bytearray, rng: random.Random) -> None:
    start = rng.randrange(0, len(content), 512)
    end = min(len(content), start + 512 * rng.randrange(1, 17))
    content[start:end] = rng.randbytes(end - start)


def _swap(content: bytearray, rng: random.Random) -> None:
    pages = len(content) // _PAGE
    one, other = (rng.randrange(pages) * _PAGE for _ in range(2))
    kept = bytes(content[one : one + _PAGE])
    content[one : one + _PAGE] = content[other : other + _PAGE]
    content[other : other + _PAGE] = kept


def _text(content: bytearray, rng: random.Random) -> None:
    """What stands in a record becomes something that no record may hold."""
    for _ in range(4):
        at = content.find(rng.choice((b"Firm", b"Person", b"2026-", b"victim00")), rng.randrange(len(content)))
        if at >= 0:
            content[at : at + 2] = rng.choice((b"\xff\xfe", b"\xc3\x28", b"\x00\x00", b"99"))


_DAMAGES: Final[tuple[Damage, ...]] = (_flip, _flip, _flip_head, _shorten, _zeros, _noise, _swap, _text)
