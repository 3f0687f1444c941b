# SPDX-License-Identifier: Apache-2.0
"""Short jobs that a fault may hit at any call, and what must hold afterwards, wherever it hit."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.decision_role import DECISION_ROLE
from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.safe import key_file
from planner.safe.keys import StoreKey, WrongSecretError, new_recovery_key
from planner.services import backup, backups, crud, drafts, imports, portfolio, swapping
from planner.services.protection import Protection, set_password, set_recovery_key, unlock
from planner.services.session import Session
from tests.crash.life import Say
from tests.crash.stage import CHEAP, DEVICE, PASSWORD, STORE, Stage, small
from tests.crash.tally import Tally

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "stores"
_OTHER = "another five words and a lake"
_AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
_ROWS = 40

Check = Callable[[Stage, tuple[str, ...], Tally], str]


@dataclass(frozen=True, slots=True)
class Scenario:
    """``work`` is what the fault hits; ``check`` answers what is wrong afterwards, given what was said before."""

    name: str
    prepare: Callable[[Path], Stage]
    work: Callable[[Stage, Say], None]
    check: Check


def guarded(say: Say, job: Callable[[], object], done: str = "") -> bool:
    """Do a job as the screens do: a fault of ours is told, anything else is raw."""
    try:
        job()
    except PlannerError as fault:
        say(f"told {fault.code}")
        return False
    except Exception as fault:
        say(f"raw {type(fault).__name__}: {str(fault)[:80]}")
        return False
    if done:
        say(done)
    return True


def plain(folder: Path) -> Stage:
    return small(folder, encrypted=False)


def sealed(folder: Path) -> Stage:
    return small(folder, encrypted=True)


def _with_session(stage: Stage, say: Say, job: Callable[[Session], object]) -> None:
    opened: list[Session] = []
    if guarded(say, lambda: opened.append(stage.open())):
        guarded(say, lambda: job(opened[0]))
        guarded(say, opened[0].close)


# saving: each step leaves a mark of its own, so that it can be found whatever happened to the others


def _marks(session: Session, say: Say) -> None:
    for number in range(10):
        guarded(say, lambda n=number: mark(session, n), f"ack {number}")  # type: ignore[misc]


def mark(session: Session, number: int) -> None:
    """Save something that can be told from everything else."""
    text = f"mark {number}"
    if number % 4 == 0:
        crud.add(session, ACCOUNT, name=text)
    elif number % 4 == 1:
        account = crud.add(session, ACCOUNT, name=f"Of {text}")
        crud.set_field(session, ACCOUNT, account.id, "notes", f"{text}:" + " and on" * 900)
    elif number % 4 == 2:
        drafts.put(session, text, {"text": "typed"})
    else:
        crud.add(session, ACCOUNT, name=text)
        session.undo()
        session.redo()


def _marks_kept(stage: Stage, said: tuple[str, ...], tally: Tally) -> str:
    wanted = {f"mark {line[4:]}" for line in said if line.startswith("ack ")}
    tally.acknowledged += len(wanted)
    with closing(stage.open()) as session:
        # a fault between undo and redo left a step taken back; it is still there to be made again
        session.redo()
        found = {row[0] for row in session.read(lambda c: c.execute("SELECT name FROM account WHERE deleted = 0"))}
        found |= {row[0] for row in session.read(lambda c: c.execute("SELECT place FROM draft"))}
        found |= {
            str(row[0]).partition(":")[0] for row in session.read(lambda c: c.execute("SELECT notes FROM account"))
        }
        tally.lost += len(wanted - found)
        if wanted - found:
            return f"not there any more: {sorted(wanted - found)}"
        return whole(session)


def whole(session: Session) -> str:
    rows = session.read(lambda conn: conn.execute("PRAGMA integrity_check(3)").fetchall())
    dangling = session.read(lambda conn: conn.execute("PRAGMA foreign_key_check").fetchone())
    return "" if rows == [("ok",)] and dangling is None else f"not whole: {rows}"


# import: all rows or none


def _with_list(folder: Path) -> Stage:
    stage = plain(folder)
    lines = ["Company;City", *(f"Imported {n};Río Claro" for n in range(_ROWS))]
    (folder / "list.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return stage


def _import(stage: Stage, say: Say) -> None:
    def job(session: Session) -> None:
        plan = imports.prepare(session, stage.folder / "list.csv")
        imports.apply(session, plan)
        say("ack import")

    _with_session(stage, say, job)


def _imported(stage: Stage, said: tuple[str, ...], tally: Tally) -> str:
    with closing(stage.open()) as session:
        found = sum(account.name.startswith("Imported") for account in crud.every(session, ACCOUNT))
        if "ack import" in said:
            tally.acknowledged += 1
            tally.lost += found != _ROWS
        return whole(session) or ("" if found in (0, _ROWS) else f"{found} rows of {_ROWS}")


# the ladder: a file of the first schema is brought to this one


def _old(folder: Path) -> Stage:
    folder.mkdir(parents=True)
    (folder / STORE).write_bytes(gzip.decompress((GOLDEN / "v1.waterline.gz").read_bytes()))
    return Stage(folder)


def _upgraded(stage: Stage, said: tuple[str, ...], tally: Tally) -> str:
    with closing(stage.open()) as session:
        names = [account.name for account in crud.every(session, ACCOUNT)]
        if names != ["Meridian Foods"] or len(crud.every(session, DECISION_ROLE)) != 12:
            tally.lost += 1
            return "the old file lost content"
        return whole(session) or _backups_whole(stage)


# backups and restoring


def _back_up(stage: Stage, say: Say) -> None:
    def job(session: Session) -> None:
        made = backup.back_up(session.db, paths.backups_folder(stage.path), at=_AT)
        say(f"ack {made.name}")

    _with_session(stage, say, job)


def _backed_up(stage: Stage, said: tuple[str, ...], tally: Tally) -> str:
    folder = paths.backups_folder(stage.path)
    for line in said:
        if line.startswith("ack "):
            tally.acknowledged += 1
            tally.lost += not (folder / line[4:]).is_file()
    return still_there(stage) or _backups_whole(stage)


def _backups_whole(stage: Stage) -> str:
    """Everything that is called a backup is one, with its key."""
    for copy in sorted(paths.backups_folder(stage.path).glob(f"*{paths.SUFFIX}")):
        fault = _copy_whole(copy, stage.key)
        if fault:
            return fault
    return ""


def _copy_whole(copy: Path, key: StoreKey | None) -> str:
    if not backups.is_whole(copy, key):
        return "a copy under its final name is not whole"
    if key is not None:
        with suppress(PlannerError):
            if key_file.load(copy).check == key.check():
                return ""
        return "a copy under its final name stands without its key"
    return ""


def still_there(stage: Stage) -> str:
    with closing(stage.open()) as session:
        names = [account.name for account in crud.every(session, ACCOUNT)]
        if [f"Account {n}" for n in range(5)] != names[:5]:
            return "the portfolio lost content"
        return whole(session)


def _with_backup(folder: Path) -> Stage:
    stage = sealed(folder)
    with closing(stage.open()) as session:
        backup.back_up(session.db, paths.backups_folder(stage.path), at=_AT)
        crud.add(session, ACCOUNT, name="After the backup")
    return stage


def _copy_of(stage: Stage) -> Path:
    return next(paths.backups_folder(stage.path).glob(f"*{paths.SUFFIX}"))


def _restore_as(stage: Stage, say: Say) -> None:
    target = stage.folder / f"restored{paths.SUFFIX}"
    guarded(say, lambda: backups.restore_as(_copy_of(stage), target, stage.key), "ack restored")


def _restored_as(stage: Stage, said: tuple[str, ...], tally: Tally) -> str:
    target = stage.folder / f"restored{paths.SUFFIX}"
    if "ack restored" in said:
        tally.acknowledged += 1
        tally.lost += not target.exists()
    if target.exists() and (fault := _copy_whole(target, stage.key)):
        return fault
    return still_there(stage) or _backups_whole(stage)


def _restore_over(stage: Stage, say: Say) -> None:
    guarded(say, lambda: backups.restore_over(_copy_of(stage), stage.path, stage.key, _AT), "ack restored")


def _restored_over(stage: Stage, said: tuple[str, ...], tally: Tally) -> str:
    """What was replaced is whole under one of the names, and nothing half made has a final name."""
    swapping.settle(stage.path, DEVICE)  # as opening it does first
    found = stage.folder.glob(f"*{paths.SUFFIX}")
    stores = [path for path in found if path.is_file() and not path.stem.endswith(" restoring")]  # not its final name
    if "ack restored" in said:
        tally.acknowledged += 1
        tally.lost += not stage.path.is_file()
    newest = 0
    for store in stores:
        with closing(portfolio.open_portfolio(store, device=DEVICE, key=stage.key)) as session:
            newest += any(account.name == "After the backup" for account in crud.every(session, ACCOUNT))
            fault = whole(session)
        if fault:
            return fault
    tally.lost += newest != 1
    return "" if newest == 1 else f"the replaced portfolio is there {newest} times"


# keys


def _change_keys(stage: Stage, say: Say) -> None:
    def job(_: Session) -> None:
        set_password(stage.path, _key(stage), _OTHER, cost=CHEAP)
        say("ack password")
        set_recovery_key(stage.path, _key(stage), new_recovery_key())

    _with_session(stage, say, job)


def _key(stage: Stage) -> StoreKey:
    assert stage.key is not None
    return stage.key


def _keys_changed(stage: Stage, said: tuple[str, ...], tally: Tally) -> str:
    opened = [word for word in (PASSWORD, _OTHER) if _opens(stage.path, word, stage.key)]
    if "ack password" in said:
        tally.acknowledged += 1
        tally.lost += opened != [_OTHER]
    return still_there(stage) if len(opened) == 1 else f"{len(opened)} passwords open it"


def _opens(path: Path, password: str, key: StoreKey | None) -> bool:
    with suppress(WrongSecretError):
        return unlock(path, password) == key
    return False


# a new portfolio


def _nothing(folder: Path) -> Stage:
    folder.mkdir(parents=True)
    return Stage(folder)


def _create(stage: Stage, say: Say) -> None:
    protection = Protection(password=PASSWORD, cost=CHEAP)
    made: list[Session] = []
    job = lambda: made.append(portfolio.create(stage.path, me_name="New", device=DEVICE, protection=protection))  # noqa: E731
    if guarded(say, job, "ack created"):
        guarded(say, made[0].close)


def _created(stage: Stage, said: tuple[str, ...], tally: Tally) -> str:
    if "ack created" in said:
        tally.acknowledged += 1
        tally.lost += not stage.path.exists()
    if not stage.path.exists():
        return ""
    with closing(portfolio.open_portfolio(stage.path, device=DEVICE, key=unlock(stage.path, PASSWORD))) as session:
        return whole(session)


SCENARIOS = (
    Scenario("save", plain, lambda stage, say: _with_session(stage, say, lambda s: _marks(s, say)), _marks_kept),
    Scenario(
        "save-sealed", sealed, lambda stage, say: _with_session(stage, say, lambda s: _marks(s, say)), _marks_kept
    ),
    Scenario("import", _with_list, _import, _imported),
    Scenario("ladder", _old, lambda stage, say: _with_session(stage, say, lambda _: None), _upgraded),
    Scenario("backup", sealed, _back_up, _backed_up),
    Scenario("restore-as", _with_backup, _restore_as, _restored_as),
    Scenario("restore-over", _with_backup, _restore_over, _restored_over),
    Scenario("keys", sealed, _change_keys, _keys_changed),
    Scenario("create", _nothing, _create, _created),
)
