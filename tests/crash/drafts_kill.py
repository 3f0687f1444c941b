# SPDX-License-Identifier: Apache-2.0
"""Kills a program in which someone types at random moments; at most a second of typing may be lost (reliability 15).

A fork server: this process imports everything but makes no application and opens no store; each child shows real forms
on Qt's offscreen platform and types into them with real key events. Time is the child's own: every key takes 100 ms of
an injected clock, and the keeper's timer runs on that clock, so that a busy computer changes nothing about what counts
as a second. Before every key the child tells what stands in the field. After the kill each text must be saved, or kept
but for its last second; and the next life must be offered it in its field.

Run it alone with "python -m tests.crash.drafts_kill COUNT SEED [FOLDER] [late]"; ``late`` begins the timer anew with
every key, which must be seen as loss.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.entities.spec import EntitySpec
from planner.kernel.clock import FixedClock
from planner.services import crud, draft_places, drafts, portfolio
from planner.services.session import Session

if TYPE_CHECKING:
    from tests.crash.drafts_typist import Typist

KEY_MS: Final = 100
"""What one key takes of the child's time: ten keys a second, faster than anyone writes for long."""
LOST_MS: Final = 1000
"""What may be lost: the promise."""
NOW: Final = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@dataclass(slots=True)
class Tally:
    """What a run counted; ``lost`` are texts of which more than their last second is gone."""

    kills: int = 0
    keystrokes: int = 0
    kept: int = 0
    offered: int = 0
    not_offered: int = 0
    lost: int = 0


def run(count: int, seed: int, folder: Path, *, late: bool = False) -> Tally:
    """Kill ``count`` children while they type."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["WATERLINE_CONFIG_DIR"], os.environ["WATERLINE_DATA_DIR"] = str(folder / "config"), str(folder / "data")
    from tests.crash import drafts_typist  # what is imported here need not be imported in each child

    rng, tally = random.Random(seed), Tally()
    path = folder / "typed.waterline"
    session = portfolio.create(path, me_name="Victim", device="victim00", clock=FixedClock(NOW))
    account = crud.add(session, ACCOUNT, name="Meridian Foods").id
    crud.add(session, CONTACT, account_id=account, name="E. Ruiz")
    session.close()
    expected: dict[str, str] = {}
    for _ in range(count):
        said = _one_life(path, drafts_typist.Typist, rng, late=late)
        tally.kills += 1
        _check_offers(said, expected, tally)
        expected = _check_texts(path, said, tally)
    return tally


def _one_life(path: Path, kind: type[Typist], rng: random.Random, *, late: bool) -> list[dict[str, Any]]:
    """What a child said until it was killed: after so many keys, and a moment later."""
    read_end, write_end = os.pipe()
    seed = rng.randrange(10**9)
    child = os.fork()
    if child == 0:
        os.close(read_end)
        kind(path, random.Random(seed), write_end, late=late).type_until_killed()
    os.close(write_end)
    heard, wanted = b"", 5 + rng.randrange(60)
    while heard.count(b"\n") < wanted:
        more = os.read(read_end, 65536)
        if not more:
            break
        heard += more
    time.sleep(rng.random() * 0.01)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
        raise SystemExit(f"the typist ended by itself: {status}")
    with os.fdopen(read_end, "rb") as pipe:
        lines = (heard + pipe.read()).decode().split("\n")[:-1]
    return [json.loads(line) for line in lines]


def _check_offers(said: list[dict[str, Any]], expected: dict[str, str], tally: Tally) -> None:
    """At its start the next life must have found in its fields what was left behind."""
    first = next((one for one in said if one["what"] == "offers"), None)
    if first is None:  # killed before its forms were there
        return
    for place, text in expected.items():
        shown = first["texts"].get(place) == text
        tally.offered += shown
        tally.not_offered += not shown


def _check_texts(path: Path, said: list[dict[str, Any]], tally: Tally) -> dict[str, str]:
    """Whether each text typed is in the store but for its last second; what will have to be offered next."""
    session = portfolio.open_portfolio(path, device="victim00", clock=FixedClock(NOW))
    try:
        found = {draft.place: draft for draft in drafts.every(session)}
        keys = [one for one in said if one["what"] == "key"]
        tally.keystrokes += len(keys)
        ended = {one["place"]: number for number, one in enumerate(said) if one["what"] in ("saved", "given up")}
        for place in {one["place"] for one in keys}:
            typed = [one for n, one in enumerate(said) if one.get("place") == place and n > ended.get(place, -1)]
            _check_one(session, [one for one in typed if one["what"] == "key"], found.get(place), keys[-1]["at"], tally)
        return {place: draft.text for place, draft in found.items()}
    finally:
        session.close()


def _check_one(
    session: Session, typed: list[dict[str, Any]], draft: drafts.Draft | None, end: int, tally: Tally
) -> None:
    """What stood in a field a second before the end, or later, must be there since it was last saved."""
    must = [number for number, one in enumerate(typed) if end - one["at"] >= LOST_MS]
    if not must:
        return
    good = [one["text"] for one in typed[must[-1] :]]
    held = draft is not None and _is_one(draft.text, good)
    tally.kept += held
    tally.lost += not (held or _saved(session, typed[-1]["place"], good))


def _is_one(text: str, good: list[str]) -> bool:
    """The last key may have had no time to be told."""
    return text in good or len(text) == len(good[-1]) + 1


def _saved(session: Session, place: str, good: list[str]) -> bool:
    """Killed between the save and its word: then the record has the text."""
    if not place.startswith("record:"):  # never saved by the typist
        return False
    _, entity, key, field = place.split(":")
    spec: EntitySpec[Any] = ACCOUNT if entity == "account" else CONTACT
    value = str(getattr(crud.get(session, spec, key), field) or "")
    return _is_one(value, [text.strip() for text in good])


def places(session: Session) -> dict[str, str]:
    """The places in which the children type."""
    account, person = crud.every(session, ACCOUNT)[0].id, crud.every(session, CONTACT)[0].id
    return {
        "city": draft_places.record("account", account, "city"),
        "strategy": draft_places.record("account", account, "what_matters"),
        "notes": draft_places.record("contact", person, "notes"),
        "new": draft_places.new("contact", account),
        "quick": draft_places.QUICK_REVIEW,
    }


if __name__ == "__main__":
    where = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(tempfile.mkdtemp())
    print(json.dumps(asdict(run(int(sys.argv[1]), int(sys.argv[2]), where, late="late" in sys.argv))))
