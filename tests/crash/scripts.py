# SPDX-License-Identifier: Apache-2.0
"""Scripted days of real verbs; each says "ack" once a step was kept and "is" with the picture of the store then."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.services import attachments, crud, drafts, people
from planner.services.session import Session
from tests.crash.life import Say
from tests.crash.stage import Stage, picture

Verb = Callable[[Session], object]


def preload() -> None:
    """Import what a life will need, so that each of them starts in milliseconds, and make keys cheap to read."""
    import zxcvbn  # noqa: F401
    from argon2 import low_level  # noqa: F401
    from cryptography.hazmat.primitives.ciphers import aead  # noqa: F401

    from planner.safe import key_file, vault  # noqa: F401
    from planner.services import (  # noqa: F401
        backup,
        backups,
        erasure,
        follow_ups,
        imports,
        leftovers,
        protection,
        sealing,
    )
    from planner.store import history, labels, table, unit  # noqa: F401
    from planner.store.migrations import runner  # noqa: F401
    from tests.crash.stage import cheap_keys

    cheap_keys()


def everyday(seed: int, steps: int) -> list[Verb]:
    """Edits, additions, Trash, undo, drafts and attachments as the seed has them; the same seed, the same day."""
    rng = random.Random(seed)
    kinds: tuple[Callable[[random.Random, int], Verb], ...] = (
        _edit, _edit, _note, _add, _person, _trash, _back, _forth, _draft, _draft_done, _attach,
    )  # fmt: skip
    return [rng.choice(kinds)(rng, number) for number in range(steps)]


def play(stage: Stage, say: Say, verbs: list[Verb], *, sittings: int = 3, too_early: bool = False) -> None:
    """Do the verbs in several sittings, the portfolio closed between them.

    ``too_early`` acknowledges before the verb: the harness must report loss.
    """
    number = 0
    for part in _parts(verbs, sittings):
        session = stage.open()
        for verb in part:
            number += 1
            if too_early:
                say(f"ack {number}")
            verb(session)
            if not too_early:
                say(f"ack {number}")
            say(f"is {number} {session.read(picture)}")
        session.close()


def _parts(verbs: list[Verb], sittings: int) -> Iterator[list[Verb]]:
    size = max(1, -(-len(verbs) // sittings))
    for start in range(0, len(verbs), size):
        yield verbs[start : start + size]


def _keys(session: Session) -> list[str]:
    return [account.id for account in crud.every(session, ACCOUNT)]


def _edit(rng: random.Random, number: int) -> Verb:
    place = rng.random()
    return lambda s: crud.set_field(s, ACCOUNT, _one(_keys(s), place), "employees", number)


def _note(rng: random.Random, number: int) -> Verb:
    place, text = rng.random(), f"Note {number}. " + "a long line of what was said " * rng.randrange(5, 250)
    return lambda s: crud.set_field(s, ACCOUNT, _one(_keys(s), place), "notes", text)


def _add(rng: random.Random, number: int) -> Verb:
    return lambda s: crud.add(s, ACCOUNT, name=f"Added {number}", city="Río Claro")


def _person(rng: random.Random, number: int) -> Verb:
    place = rng.random()
    return lambda s: people.add_contact(s, _one(_keys(s), place), f"Person {number}")


def _trash(rng: random.Random, number: int) -> Verb:
    place = rng.random()

    def work(session: Session) -> None:
        keys = [contact.id for contact in crud.every(session, CONTACT)]
        if keys:
            crud.trash(session, CONTACT, [_one(keys, place)])

    return work


def _back(rng: random.Random, number: int) -> Verb:
    return lambda s: s.undo()


def _forth(rng: random.Random, number: int) -> Verb:
    return lambda s: s.redo()


def _draft(rng: random.Random, number: int) -> Verb:
    place = f"place {rng.randrange(3)}"
    return lambda s: drafts.put(s, place, {"text": f"typed {number}"})


def _draft_done(rng: random.Random, number: int) -> Verb:
    place = f"place {rng.randrange(3)}"
    return lambda s: drafts.drop(s, place)


def _attach(rng: random.Random, number: int) -> Verb:
    place, size = rng.random(), rng.randrange(200, 3000)

    def work(session: Session) -> None:
        source = session.path.with_name(f"source {number}.txt")
        source.write_text(f"{number} " * size, encoding="utf-8")
        attachments.attach(session, _one(_keys(session), place), source)
        source.unlink()

    return work


def _one(keys: list[str], place: float) -> str:
    return keys[int(place * len(keys))]
