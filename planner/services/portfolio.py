# SPDX-License-Identifier: Apache-2.0
"""Creating, opening and closing portfolio files."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.kernel import paths
from planner.kernel import settings as settings_module
from planner.kernel.clock import Clock
from planner.kernel.errors import PlannerError
from planner.kernel.settings import Settings
from planner.kernel.text import N_, Message, tr, trn
from planner.safe import side_file
from planner.safe.locks import Lock, try_lock
from planner.safe.places import NETWORK, SYNCED, trouble_with
from planner.services.session import Session
from planner.store import portfolio_settings, undo_stacks
from planner.store.database import SCHEMA, Database, is_plain

if TYPE_CHECKING:  # only what is encrypted loads the means for it
    from planner.safe.keys import StoreKey
    from planner.services.protection import Protection


class AlreadyOpenError(PlannerError):
    """Another window or program has the portfolio open."""


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
    ``protection`` the file is encrypted. ``anyway`` keeps it in a folder that is synchronised. Raises PlannerError
    when something is already there, the folder takes no file, is on a network drive or synchronised, the currency is
    none or the password is too short.
    """
    from planner.services import rulesets

    wanted = rulesets.read_currency(currency) if currency else ""
    if path.exists() or paths.key_path(path).exists():
        raise PlannerError(tr("There is already a file at this place; it was left untouched."), "exists")
    _check_place(path.parent, anyway=anyway)
    path.parent.mkdir(parents=True, exist_ok=True)
    session = _made(path, clock, device, sample=sample, protection=protection)
    try:
        name = me_name.strip()
        if name:
            become(session, name)
        if wanted:
            rulesets.set_currency(session, wanted)
        session.begin_here()
    except BaseException:
        session.close()
        _take_away(path)
        raise
    return session


def _made(path: Path, clock: Clock | None, device: str, *, sample: bool, protection: Protection | None) -> Session:
    """The new file, first under another name, then open; without a trace of a lock when that fails."""
    from planner.safe.files import sync_folder

    lock = _lock(path)
    try:
        store_id = os.urandom(16).hex()
        key = protection.write(path, store_id, clock) if protection else None
        part = path.with_name(path.name + ".part")
        part.unlink(missing_ok=True)
        _build(part, store_id, key, sample=sample)
        part.replace(path)
        sync_folder(path.parent)
        return _session(Database(path, key=key), lock, clock, device)
    except BaseException:
        _take_away(path)
        lock.release()
        raise


def _take_away(path: Path) -> None:
    """Nothing is left of a portfolio that could not be made, so that it can be tried again at the same place."""
    part = path.with_name(path.name + ".part")
    stores = [one.with_name(one.name + end) for one in (part, path) for end in ("", "-wal", "-shm")]
    for file in (*stores, paths.side_path(path), paths.key_path(path), paths.key_copy_path(path)):
        with suppress(OSError):
            file.unlink(missing_ok=True)


def _check_place(folder: Path, *, anyway: bool) -> None:
    """Refuse a folder that would harm a store; one that is synchronised can be insisted on, a network drive not."""
    found = trouble_with(folder)
    if found is None or (anyway and found.kind == SYNCED):
        return
    if found.kind == NETWORK:
        text = tr(
            "This folder is on a network drive ({name}), which can damage a portfolio. Nothing was changed; keep the "
            "portfolio on this computer and put plans and backups there.",
            name=found.name,
        )
        raise PlannerError(text, "network-place")
    text = tr(
        "This folder is synchronised by {name}, which copies a portfolio while it changes and may put older copies "
        "back. Nothing was changed; choose another folder and keep plans and backups here.",
        name=found.name,
    )
    raise PlannerError(text, "synced-place")


def is_encrypted(path: Path) -> bool:
    """Whether opening the portfolio needs a secret."""
    has_key = paths.key_path(path).exists() or paths.key_copy_path(path).exists()
    return has_key and path.exists() and not is_plain(path)


def open_portfolio(path: Path, *, clock: Clock | None = None, device: str = "", key: StoreKey | None = None) -> Session:
    """The portfolio at ``path``, brought to the current schema after a verified backup if it is older.

    Raises AlreadyOpenError, LockedError for an encrypted one without its key, or StoreError for what can't be opened;
    the file is then untouched.
    """
    _check_place(path.parent, anyway=True)
    lock = _lock(path) if path.exists() else None
    db: Database | None = None
    try:
        if key is None and is_encrypted(path):
            raise LockedError(tr("This portfolio is encrypted; its password is needed."), "needs-password")
        db = Database(path, key=key)
        if db.schema < SCHEMA:
            _upgrade(db)
    except BaseException:
        if db is not None:
            db.close()
        if lock is not None:
            lock.release()
        raise
    return _session(db, lock, clock, device)


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
    write_atomic(path, made.encode())
    return made


def load_settings() -> Settings:
    """This computer's settings."""
    return settings_module.load(paths.config_folder() / "settings.toml")


def save_settings(settings: Settings) -> None:
    """Keep this computer's settings."""
    from planner.safe.files import write_atomic

    folder = paths.config_folder()
    folder.mkdir(parents=True, exist_ok=True)
    write_atomic(folder / "settings.toml", settings_module.dump(settings))


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
        raise PlannerError(
            tr("The portfolio could not be made: the disk did not take it. Nothing was changed."), "build"
        )
    with path.open("rb+") as file:  # closed by SQLite by now, so this drops no lock
        os.fsync(file.fileno())


def _upgrade(db: Database) -> None:
    from planner.services.backup import back_up
    from planner.store.migrations.runner import migrate

    back_up(db, paths.backups_folder(db.path), reason="before-upgrade")
    migrate(db)


def _session(db: Database, lock: Lock | None, clock: Clock | None, device: str) -> Session:
    with db.reading() as conn:
        me = portfolio_settings.text(conn, "me")
    session = Session(db, clock, device=device or device_id(), me=me)
    _watch(session)
    if lock is not None:
        session.on_close.append(lock.release)
    return session


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
    if found is not None and found[0] == store_id:
        session.missing = max(0, found[1] - newest)
    session.side = side_file.SideFile(path, store_id)
    if not session.missing:  # what is missing stays on record until the next change
        session.side.note(newest)
    session.on_close.append(session.side.close)


def _lock(path: Path) -> Lock:
    found = try_lock(path, "Waterline")
    if isinstance(found, Lock):
        return found
    raise AlreadyOpenError(
        tr("This portfolio is already open in another window or program. Close it there, or go on there."),
        "already-open",
    )
