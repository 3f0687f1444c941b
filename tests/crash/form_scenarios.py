# SPDX-License-Identifier: Apache-2.0
"""Encrypting, taking the encryption off and erasing a person: hit at any call, what is found is all old or all new."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from planner.entities.common.attachment import ATTACHMENT
from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.kernel import paths
from planner.services import attachments, crud, erasure, people, portfolio, sealing
from planner.services.protection import Protection, unlock
from planner.services.session import Session
from tests.crash.life import Say
from tests.crash.scenarios import Scenario, guarded, plain, sealed, whole
from tests.crash.stage import CHEAP, DEVICE, PASSWORD, Stage
from tests.crash.tally import Tally

_NAME = "Ana Ruiz Canary"


def _furnished(stage: Stage) -> Stage:
    """With an attachment and a person of whom traces are in notes and in the log."""
    with closing(stage.open()) as session:
        account = crud.every(session, ACCOUNT)[0]
        source = stage.folder / "note.txt"
        source.write_text("The rectifier runs at 91 %.", encoding="utf-8")
        attachments.attach(session, account.id, source)
        source.unlink()
        people.add_contact(session, account.id, _NAME)
        crud.set_field(session, ACCOUNT, account.id, "notes", f"{_NAME} decides.")
    return stage


def _with_files(folder: Path) -> Stage:
    return _furnished(plain(folder))


def _with_sealed_files(folder: Path) -> Stage:
    return _furnished(sealed(folder))


# the form of the file


def _seal(stage: Stage, say: Say) -> None:
    protection = Protection(password=PASSWORD, cost=CHEAP)
    guarded(say, lambda: sealing.seal(stage.path, protection), "ack form")


def _unseal(stage: Stage, say: Say) -> None:
    key = stage.key
    assert key is not None
    guarded(say, lambda: sealing.unseal(stage.path, key), "ack form")


def _changed_form(stage: Stage, said: tuple[str, ...], tally: Tally) -> str:
    """It opens in its place, with what opened it before or with the new password, and nothing of it is missing."""
    before = stage.key is None
    with closing(_opened(stage)) as session:
        now = session.db.key is None
        if "ack form" in said:
            tally.acknowledged += 1
            tally.lost += now == before
        file = next(iter(crud.every(session, ATTACHMENT)), None)
        if file is None or b"rectifier" not in attachments.content(session, file.id):
            return "the attachment is lost"
        if (fault := whole(session)) or [a.name for a in crud.every(session, ACCOUNT)][:1] != ["Account 0"]:
            return fault or "the portfolio lost content"
    halves = [one.name for one in stage.folder.glob("*changing form*")]
    return f"left half done: {halves}" if halves else ""


def _opened(stage: Stage) -> Session:
    """As the window does: what is encrypted is asked for its password."""
    try:
        return portfolio.open_portfolio(stage.path, device=DEVICE)
    except portfolio.LockedError:
        return portfolio.open_portfolio(stage.path, device=DEVICE, key=unlock(stage.path, PASSWORD))


# erasing a person


def _erase(stage: Stage, say: Say) -> None:
    _forget_earlier(stage)
    opened: list[Session] = []
    if guarded(say, lambda: opened.append(stage.open())):
        person = crud.every(opened[0], CONTACT)[0]
        guarded(say, lambda: erasure.erase(opened[0], "contact", person.id), "ack erased")
        guarded(say, opened[0].close)


def _forget_earlier(stage: Stage) -> None:
    """What this computer remembers of the same erasure in another copy of the stage."""
    store_id = paths.side_path(stage.path).read_text(encoding="utf-8").split()[0]
    paths.erased_copy_path(store_id).unlink(missing_ok=True)


def _erased(stage: Stage, said: tuple[str, ...], tally: Tally) -> str:
    """Nobody is half erased: wholly there, or gone from every table and, where it is plain, from every byte."""
    done = "ack erased" in said
    tally.acknowledged += done
    with closing(stage.open()) as session:
        people_left = [one.name for one in crud.every(session, CONTACT)]
        notes = str(crud.every(session, ACCOUNT)[0].notes)
        if people_left:
            tally.lost += done
            if people_left != [_NAME] or _NAME not in notes:
                return f"half there: {people_left} {notes!r}"
            return still_there_with(session)
        if _NAME in notes:
            return "gone, but a note still names them"
        fault = still_there_with(session)
    files = paths_of(stage) if stage.key is None else []
    named = [path.name for path in files if _NAME.encode() in path.read_bytes()]
    return fault or (f"the bytes are still in {named}" if named else "")


def still_there_with(session: Session) -> str:
    """What else the portfolio holds is whole."""
    if len(crud.every(session, ACCOUNT)) < 5:
        return "the portfolio lost content"
    return whole(session)


def paths_of(stage: Stage) -> list[Path]:
    """The files of the portfolio itself."""
    return [path for path in stage.folder.glob(f"{stage.path.name}*") if path.is_file()]


FORMS = (
    Scenario("seal", _with_files, _seal, _changed_form),
    Scenario("unseal", _with_sealed_files, _unseal, _changed_form),
    Scenario("erase", _with_files, _erase, _erased),
    Scenario("erase-sealed", _with_sealed_files, _erase, _erased),
)
