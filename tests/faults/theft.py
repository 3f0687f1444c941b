# SPDX-License-Identifier: Apache-2.0
"""A stolen laptop: canary words in every text of an encrypted portfolio, then every byte it left on disk (§2 I67, I73).

The words go into every text field of every kind of record, drafts, settings, attachments and their names; a backup is
made, faults are logged, an attachment is opened as a copy; the process is killed in the middle of it. What is looked
through is everything in the folders of data, settings and temporary files: while open, after the kill, after the next
start and after closing.
"""

from __future__ import annotations

import os
import random
import re
import tempfile
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from planner.entities.customers.account import ACCOUNT
from planner.entities.registry import ENTITIES
from planner.entities.spec import EntitySpec, Kind
from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.safe import temp
from planner.safe.log import get_logger, start_log_file, stop_log_file
from planner.services import attachments, backup, crud, drafts
from planner.services.session import Session
from planner.store import portfolio_settings
from tests.crash.life import Say, live
from tests.crash.stage import STORE, Stage, small
from tests.crash.tally import Tally
from tests.stores import a_stored

_MARK: Final = "QzkxVw"
_FOUND: Final = re.compile(f"(?i){_MARK}".encode() + rb"[0-9a-f]{4}")
_WIDE: Final = re.compile(b"(?i)" + b"".join(bytes((sign, 0)) for sign in _MARK.encode()))


@dataclass(slots=True)
class Words:
    """Canary words, counted."""

    made: int = 0

    def one(self) -> str:
        """The next word."""
        self.made += 1
        return f"{_MARK}{self.made:04x}"


def run(seed: int, size: int, folder: Path, *, encrypted: bool = True) -> Tally:
    """At least ``size`` words; ``leaks`` counts those found, with ``encrypted`` off the planted fault."""
    places = [folder / name for name in ("data", "config", "tmp")]
    for place in places:
        place.mkdir(parents=True)
    os.environ["WATERLINE_DATA_DIR"], os.environ["WATERLINE_CONFIG_DIR"] = map(str, places[:2])
    os.environ["TMPDIR"] = tempfile.tempdir = str(places[2])
    stage = small(places[0] / "p", encrypted=encrypted)
    tally, found = Tally(runs=size), set[bytes]()
    life = live(partial(_day, stage, size, random.Random(seed)), None)
    if not life.killed or not life.told("words"):
        raise RuntimeError(f"the day did not come to its kill: {life.code} {life.said[-1:]}")
    tally.acknowledged = int(life.told("words")[0])
    found |= _scan(folder, "after kill -9", tally)
    with closing(stage.open()) as session:
        crud.add(session, ACCOUNT, name=f"{_MARK}ffff")
        found |= _scan(folder, "while open", tally)
    temp.empty_old()
    found |= _scan(folder, "after closing", tally)
    tally.leaks = len(found)
    return tally


def _day(stage: Stage, size: int, rng: random.Random, say: Say) -> None:
    start_log_file(paths.config_folder() / "logs")
    words, session = Words(), stage.open()
    while words.made < size - 10:
        for spec in ENTITIES:
            _record(session, spec, words)
    _beside(session, words)
    backup.back_up(session.db, paths.backups_folder(stage.path))
    backup.back_up(session.db, stage.folder.parent / "elsewhere")
    _faults(session, words)
    for account in crud.every(session, ACCOUNT)[: rng.randrange(1, 4)]:
        crud.set_field(session, ACCOUNT, account.id, "notes", words.one())
    say(f"words {words.made}")
    stop_log_file()
    os.kill(os.getpid(), 9)


def _record(session: Session, spec: EntitySpec[object], words: Words) -> None:
    """A record with a word of its own in every text field."""
    texts = {one.name: words.one() for one in spec.fields if one.kind in (Kind.TEXT, Kind.NOTE) and _is_free(one.name)}
    a_stored(session, spec.name, **texts)


def _is_free(name: str) -> bool:
    """Not what has a form of its own, as a hash or a media type has."""
    return name not in {"sha256", "media_type", "code", "domain", "email", "phone"}


def _beside(session: Session, words: Words) -> None:
    """What is no field: drafts, attachments and their names, settings, what was undone."""
    account = crud.every(session, ACCOUNT)[0]
    source = Path(tempfile.mkdtemp()) / f"{words.one()}.txt"
    source.write_text(f"{words.one()} " * 30, encoding="utf-8")
    made = attachments.attach(session, account.id, source, caption=words.one())
    source.unlink()  # it was the user's own file, not ours
    source.parent.rmdir()
    drafts.put(session, "canary", {"text": words.one()})
    with session.db.transaction() as conn:
        portfolio_settings.put(conn, "canary", words.one())
    crud.set_field(session, ACCOUNT, account.id, "city", words.one())
    session.undo()
    crud.trash(session, ACCOUNT, [crud.every(session, ACCOUNT)[1].id])
    attachments.content(session, made.id)


def _faults(session: Session, words: Words) -> None:
    """What a log might tell: a refused value, a missing file, an exception with a word in its text."""
    told = get_logger("canary")
    with suppress(PlannerError):
        crud.set_field(session, ACCOUNT, words.one(), "name", words.one())
    try:
        raise LookupError(words.one())
    except LookupError as fault:
        told.exception("canary", fault, kind=words.one() + " of a firm", entity="account")


def _scan(folder: Path, moment: str, tally: Tally) -> set[bytes]:
    """The words that stand readable in any file or file name."""
    found: set[bytes] = set()
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        words = set(_FOUND.findall(content)) | set(_FOUND.findall(path.name.encode()))
        if words or _WIDE.search(content):
            found |= {word.lower() for word in words} or {b"in 16 bits"}
            tally.note(f"{moment}: {len(words)} words in a file called …{path.name[-20:].replace(STORE, 'store')}")
    return found
