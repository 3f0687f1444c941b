# SPDX-License-Identifier: Apache-2.0
"""Creating, opening and closing portfolio files."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from planner.kernel import paths
from planner.kernel import settings as settings_module
from planner.kernel.clock import Clock
from planner.kernel.data import replace
from planner.kernel.errors import PlannerError
from planner.kernel.settings import Settings
from planner.kernel.text import N_, Message, tr, trn
from planner.safe import side_file
from planner.safe.errors import FileProblemError
from planner.safe.problems import file_problem
from planner.safe.process import make_private
from planner.services import places
from planner.services.guarding import guard
from planner.services.owning import AlreadyOpenError as AlreadyOpenError  # noqa: PLC0414 - known under this name, too
from planner.services.owning import Ownership, own
from planner.services.session import Session
from planner.store import driver, portfolio_settings, undo_stacks
from planner.store.database import SCHEMA, Database, check_header, is_plain, looks_sealed
from planner.store.faults import not_made, unclean

if TYPE_CHECKING:  # only what is encrypted loads the means for it
    from planner.safe.keys import StoreKey
    from planner.services.protection import Protection


_NOT_WRITABLE = frozenset({"file-denied", "file-read-only"})


class LockedError(PlannerError):
    """The portfolio is encrypted and was asked for without its key."""


def create(
    path: Path,
    *,
    me_name: str = "",
    currency: str = "",
    clock: Clock | None = None,
    device: str = "",
    sample: bool = False,
    protection: Protection | None = None,
    anyway: bool = False,
) -> Session:
    """A new portfolio at ``path``, built beside it and moved into place complete.

    ``me_name`` becomes the Person who signs changes, ``currency`` (ISO 4217) what money is counted in, and with
    ``protection`` the file is encrypted. ``anyway`` keeps it in a folder that is synchronised. PlannerError when
    something is there already, the folder takes no file or would harm one, the currency or the password is none.
    """
    from planner.services import rulesets

    wanted = rulesets.read_currency(currency) if currency else ""
    if paths.is_taken(path):
        raise PlannerError(tr("There is already a file at this place; it was left untouched."), "exists")
    try:
        places.check(path.parent, anyway=anyway)
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise file_problem(fault, path, saving=True) from fault
    session = _made(path, clock, device, sample=sample, protection=protection)
    try:
        if name := me_name.strip():
            become(session, name)
        if wanted:
            rulesets.set_currency(session, wanted)
        places.keep_if_synced(session)
        session.begin_here()
    except BaseException:
        session.close()
        _take_away(path)
        raise
    return session


def _made(path: Path, clock: Clock | None, device: str, *, sample: bool, protection: Protection | None) -> Session:
    """The new file, open; without a trace of it or of a lock when that fails."""
    owner = own(path, device or device_id(), clock)
    try:
        return _session(_new(path, clock, sample=sample, protection=protection), owner, clock, device)
    except BaseException:
        _take_away(path)
        owner.release()
        raise


def _new(path: Path, clock: Clock | None, *, sample: bool, protection: Protection | None) -> Database:
    """The new file, made under another name and moved into place complete."""
    from planner.safe.files import sync_folder

    try:
        store_id = os.urandom(16).hex()
        key = protection.write(path, store_id, clock) if protection else None
        part = path.with_name(path.name + ".part")
        part.unlink(missing_ok=True)
        _build(part, store_id, key, sample=sample)
        make_private(part)
        part.replace(path)
        sync_folder(path.parent)
        return Database(path, key=key)
    except driver.DatabaseError as fault:
        raise not_made(fault, path) from fault
    except OSError as fault:
        raise file_problem(fault, path, saving=True) from fault


def _take_away(path: Path) -> None:
    """Nothing is left of a portfolio that could not be made, so that it can be tried again at the same place."""
    part = path.with_name(path.name + ".part")
    stores = [one.with_name(one.name + end) for one in (part, path) for end in ("", "-wal", "-shm")]
    for file in (*stores, paths.side_path(path), paths.key_path(path), paths.key_copy_path(path)):
        with suppress(OSError):
            file.unlink(missing_ok=True)


def is_encrypted(path: Path) -> bool:
    """Whether opening the portfolio needs a secret."""
    if not path.exists() or is_plain(path):
        return False
    from planner.safe import key_file

    return key_file.is_at_hand(path) or (looks_sealed(path) and paths.side_path(path).exists())


def _locked(path: Path) -> LockedError:
    """What is told of an encrypted portfolio asked for without a key; KeyFileError, StoreError when none would help."""
    from planner.safe import key_file

    check_header(path, encrypted=True)
    key_file.load(path)
    return LockedError(tr("This portfolio is encrypted; its password is needed."), "needs-password")


def open_portfolio(
    path: Path,
    *,
    clock: Clock | None = None,
    device: str = "",
    key: StoreKey | None = None,
    read_only: bool = False,
    break_claim: bool = False,
) -> Session:
    """The portfolio at ``path``, brought to the current schema after a verified backup if it is older.

    ``read_only`` opens it for reading, and so does a folder or a file that can't be written to. ``break_claim`` takes
    it over from another computer that has it open. Raises AlreadyOpenError, ClaimedError, LockedError for an encrypted
    one without its key, or StoreError for what can't be opened; the file is then untouched.
    """
    places.check(path.parent, anyway=True)
    if read_only:
        return _read(path, "chosen", clock, device, key)
    _finish_moving(path, device, clock)
    if path.exists() and not os.access(path, os.W_OK):
        return _read(path, "not-writable", clock, device, key)
    owner: Ownership | None = None
    try:
        if path.exists():
            owner = own(path, device or device_id(), clock, break_claim=break_claim)
    except FileProblemError as fault:
        if fault.code not in _NOT_WRITABLE:
            raise
        return _read(path, "not-writable", clock, device, key)
    try:
        return _session(_opened(path, key), owner, clock, device)
    except BaseException:
        if owner is not None:
            owner.release()
        raise


def _finish_moving(path: Path, device: str, clock: Clock | None) -> None:
    """What was cut off while its file was being replaced."""
    if paths.moving_path(path).exists():
        from planner.services import swapping

        swapping.settle(path, device or device_id(), clock)


def _opened(path: Path, key: StoreKey | None) -> Database:
    from planner.store.marks import refuse_early

    _refuse_sealed(path, key)
    key = None if key is not None and path.exists() and is_plain(path) else key  # a plain copy was put in its place
    refuse_early(path, key)
    make_private(path)
    db = Database(path, key=key)
    try:
        side_file.lower(paths.side_path(path), undo_stacks.newest(db.conn))
        if db.schema < SCHEMA:
            _upgrade(db)
        if key is not None:
            from planner.safe import key_file

            key_file.heal(path, key)
    except driver.DatabaseError as fault:
        db.disconnect()
        raise unclean(fault, db.path) from fault
    except BaseException:
        db.close()
        raise
    return db


def _refuse_sealed(path: Path, key: StoreKey | None) -> None:
    if key is None and is_encrypted(path):
        raise _locked(path)


def _read(path: Path, reason: str, clock: Clock | None, device: str, key: StoreKey | None) -> Session:
    from planner.services.reading import open_for_reading

    _refuse_sealed(path, key)
    return open_for_reading(path, reason, clock=clock, device=device, key=key)


def become(session: Session, name: str) -> None:
    """Make the person of that name the one who signs changes, creating them when unknown."""
    from planner.entities.common.person import PERSON, Person
    from planner.store.table import Table

    known = session.read(lambda conn: portfolio_settings.get(conn, "me"))
    person = Person(id=session.new_id(), name=name)

    def work(unit):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        table = Table(PERSON, unit)
        if isinstance(known, str) and table.find(known) is not None:
            table.set(known, name=name)
            return
        session.me = person.id
        unit.stamp = replace(unit.stamp, person_id=person.id)
        table.add(person)
        portfolio_settings.put(unit.conn, "me", person.id)

    session.write(Message(N_("Set my name to {name}"), {"name": name}), work)


def device_id() -> str:
    """A short random name of this computer's installation, made once."""
    path = paths.config_folder() / "device"
    try:
        found = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        found = ""
    if len(found) == 8 and found.isascii() and found.isalnum():
        return found
    from planner.safe.files import write_atomic

    made = os.urandom(4).hex()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, made.encode(), private=True)
    return made


def load_settings() -> Settings:
    """This computer's settings."""
    return settings_module.load(paths.config_folder() / "settings.toml")


def save_settings(settings: Settings) -> None:
    """Keep this computer's settings."""
    from planner.safe.files import write_atomic

    folder = paths.config_folder()
    folder.mkdir(parents=True, exist_ok=True)
    write_atomic(folder / "settings.toml", settings_module.dump(settings), private=True)


def _build(path: Path, store_id: str, key: StoreKey | None, *, sample: bool) -> None:
    from planner.store.migrations.runner import migrate

    db = Database(path, create=True, key=key)
    try:
        migrate(db)
        with db.transaction() as conn:
            portfolio_settings.put(conn, "store_id", store_id)
            if sample:
                portfolio_settings.put(conn, "sample", value=True)
    finally:
        db.close()
    if path.with_name(path.name + "-wal").exists():  # the disk refused to take it in; the file alone is not whole
        raise OSError(errno.EIO, "the log was not folded in")
    with path.open("rb+") as file:  # closed by SQLite by now, so this drops no lock
        os.fsync(file.fileno())


def _upgrade(db: Database) -> None:
    from planner.services.backup import back_up
    from planner.store.migrations.runner import migrate

    back_up(db, paths.backups_folder(db.path), reason="before-upgrade")
    migrate(db)


def _session(db: Database, owner: Ownership | None, clock: Clock | None, device: str) -> Session:
    try:
        with db.reading() as conn:
            me = portfolio_settings.text(conn, "me")
        session = Session(db, clock, device=device or device_id(), me=me)
        _keep_erased(session)
    except driver.DatabaseError as fault:
        db.disconnect()
        raise unclean(fault, db.path) from fault
    _watch(session)
    if owner is not None:
        session.unclean = owner.unclean
        guard(session, owner)
    return session


def _keep_erased(session: Session) -> None:
    """Nobody who was erased comes back with an older copy, and an erasure that was cut off is finished (I76)."""
    from planner.store import erasures

    store_id = session.read(lambda conn: portfolio_settings.text(conn, "store_id")) or ""
    journals = (paths.erased_path(session.path), paths.erased_copy_path(store_id))
    if session.read(erasures.any_at_all) or any(path.exists() for path in journals):
        from planner.services import erase_journal

        session.erased_again = erase_journal.settle(session)


def missing_text(count: int) -> str:
    """What to tell about changes that went missing."""
    return trn(
        "The last change made here is missing: the file beside the portfolio was taken away, or an older copy was put "
        "in its place. Nothing was changed; look into the backups.",
        "The last {n} changes made here are missing: the file beside the portfolio was taken away, or an older copy "
        "was put in its place. Nothing was changed; look into the backups.",
        count,
    )


def _watch(session: Session) -> None:
    """Compare the store with its side file, and let the side file follow it from now on."""
    store_id = session.read(lambda conn: portfolio_settings.text(conn, "store_id")) or ""
    path, newest = paths.side_path(session.path), session.read(undo_stacks.newest)
    found = side_file.read(path)
    ours = found if found is not None and found.store_id == store_id else None
    session.missing = max(0, ours.step - newest) if ours else 0
    session.side = side_file.SideFile(path, store_id, ours)
    if not session.missing:  # what is missing stays on record until the next change
        session.side.note(newest)
    session.db.on_fold = session.side.fold
    session.on_close.append(session.side.close)
