# SPDX-License-Identifier: Apache-2.0
"""An older copy of a portfolio is never mixed with the write-ahead log of a later day (reliability A11)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import planner
from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.safe import side_file
from planner.safe.keys import Cost, StoreKey, new_recovery_key
from planner.services import customers, drafts, recovery, sample_data
from planner.services.crud import set_field
from planner.services.portfolio import create, open_portfolio
from planner.services.protection import Protection
from planner.services.session import Session
from planner.store import driver, undo_stacks
from planner.store.faults import StoreError

KINDS = pytest.mark.parametrize("days", [False, True], ids=["plain", "sealed"], indirect=True)
TABLES = ("account", "step", "change", "search_doc", "stale", "draft", "setting")
STEPS = 9
REFUSED = ("foreign-log", "older-copy")  # the first where pages happen to disagree, too
SECRET = "correct horse battery staple"
COST = Cost(passes=3, memory_kib=64 * 1024)


@dataclass
class Days:
    """Some days of one portfolio: what its files held after each step, and what was acknowledged."""

    path: Path
    key: StoreKey | None = None
    accounts: list[str] = field(default_factory=list)
    stores: list[bytes] = field(default_factory=list)
    logs: list[bytes] = field(default_factory=list)
    sides: list[bytes] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)

    def open(self) -> Session:
        return open_portfolio(self.path, key=self.key)

    def keep(self, session: Session) -> None:
        """Remember the files as a crash would leave them now."""
        self.stores.append(self.path.read_bytes())
        self.logs.append(log_of(self.path).read_bytes())
        self.sides.append(paths.side_path(self.path).read_bytes())
        self.pictures.append(session.read(picture))

    def lay_out(self, store: int, log: int, side: int | None) -> bytes:
        """The store of one moment, the log of another, the side file of a third or none."""
        self.path.write_bytes(self.stores[store])
        log_of(self.path).write_bytes(self.logs[log])
        paths.side_path(self.path).unlink(missing_ok=True)
        if side is not None:
            paths.side_path(self.path).write_bytes(self.sides[side])
        return self.stores[store] + self.logs[log]

    def content(self) -> bytes:
        return self.path.read_bytes() + log_of(self.path).read_bytes()

    def set_city(self, session: Session, number: int) -> None:
        set_field(session, ACCOUNT, self.accounts[number % len(self.accounts)], "city", f"Town {number}")


def log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def picture(conn: driver.Connection) -> str:
    return repr([conn.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in TABLES])


@pytest.fixture(scope="module")
def templates() -> dict[bool, Days]:
    """What `days` copies, made once of either kind."""
    return {}


def _made(path: Path, *, sealed: bool) -> Days:
    days = Days(path)
    how = Protection(password=SECRET, recovery=new_recovery_key(), cost=COST) if sealed else None
    with closing(create(path, protection=how)) as session:
        days.key = session.db.key
        for number in range(STEPS + 2):
            account = customers.add_account(session, f"Account {number}").id
            set_field(session, ACCOUNT, account, "notes", f"{number} " * 1200)
            days.accounts.append(account)
    return days


@pytest.fixture
def days(
    request: pytest.FixtureRequest,
    templates: dict[bool, Days],
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Days:
    """A closed portfolio, plain or sealed, whose accounts fill a page each: what one step changes no other does."""
    sealed = getattr(request, "param", False)
    if sealed not in templates:
        templates[sealed] = _made(tmp_path_factory.mktemp("days") / "p.waterline", sealed=sealed)
    template = templates[sealed]
    shutil.copytree(template.path.parent, tmp_path / "days")
    return Days(tmp_path / "days" / template.path.name, template.key, list(template.accounts))


def lived(days: Days, how: str) -> None:
    """Days on which every step changes another account; the log is folded in now and then."""
    session = days.open()
    for number in range(STEPS):
        if number % 3 == 2:
            if how == "closed":
                session.close()
                session = days.open()
            elif how == "folded":
                session.db.fold()
        if how == "by itself":
            session.db.conn.execute("PRAGMA wal_autocheckpoint = 40")
        if number % 4 == 1:
            drafts.put(session, "note:new", {"text": f"typed before step {number}"})
        days.set_city(session, number)
        days.keep(session)
    session.close()


def opening(days: Days) -> str:
    """What is in it when it opens, the code of the refusal where it does not."""
    try:
        with closing(days.open()) as session:
            return session.read(picture)
    except StoreError as fault:
        return fault.code


def mixtures(days: Days) -> Iterator[tuple[int, int]]:
    """Every store that there was with every log."""
    seen = set()
    for store, content in enumerate(days.stores):
        if content not in seen:
            seen.add(content)
            yield from ((store, log) for log in range(len(days.logs)))


@KINDS
@pytest.mark.parametrize("how", ["closed", "folded", "by itself"])
def test_that_a_mixture_of_two_days_is_refused_or_is_what_was_acknowledged(days: Days, how: str) -> None:
    lived(days, how)
    opened = refused = 0
    for store, log in mixtures(days):
        side = (len(days.sides) - 1, store, None)[(store + log) % 3]
        before = days.lay_out(store, log, side)
        found = opening(days)
        if found in REFUSED:
            refused += 1
            assert days.content() == before
        else:
            opened += 1
            assert found in days.pictures, (store, log, side)
        if days.stores[store] == days.stores[log]:
            assert found == days.pictures[log], "the log of its own day"
    assert opened >= STEPS, "each log goes with the store of its day at least"
    assert refused > STEPS


@KINDS
@pytest.mark.parametrize("older", [1, 2, 7])
@pytest.mark.parametrize("newer", [1, 3])
def test_that_an_older_store_beside_a_newer_log_is_refused_and_told_of(days: Days, older: int, newer: int) -> None:
    yesterday = days.path.read_bytes()
    with closing(days.open()) as session:
        for number in range(older):
            days.set_city(session, number)
    with closing(days.open()) as session:
        for number in range(newer):
            days.set_city(session, older + number)
        days.keep(session)
    for side in (0, None):
        days.lay_out(0, 0, side)
        days.path.write_bytes(yesterday)
        for read_only in (False, True):
            with pytest.raises(
                StoreError, match=f"the file {log_of(days.path).name}|The file {log_of(days.path).name}"
            ) as told:
                open_portfolio(days.path, key=days.key, read_only=read_only)
            assert told.value.code in REFUSED
            assert days.content() == yesterday + days.logs[0]
        assert recovery.is_damage(days.path, told.value.code)
        if told.value.code == "older-copy":
            assert not recovery.case_of(days.path, told.value.code, days.key).can_salvage, "it would mix the two"
    log_of(days.path).unlink()
    with closing(days.open()) as session:
        assert session.missing == 0, "the side file was left out in the last round"


@KINDS
def test_that_a_log_of_drafts_alone_is_told_from_one_of_the_older_day_by_the_side_file(days: Days) -> None:
    yesterday = days.path.read_bytes()
    with closing(days.open()) as session:
        days.set_city(session, 1)
    with closing(days.open()) as session:
        drafts.put(session, "note:new", {"text": "typed today"})
        days.keep(session)
    days.lay_out(0, 0, 0)
    with closing(days.open()) as session:
        assert session.missing == 0
        assert drafts.get(session, "note:new") == {"text": "typed today"}
    days.lay_out(0, 0, 0)
    days.path.write_bytes(yesterday)
    with pytest.raises(StoreError, match="older copy") as told:
        days.open()
    assert told.value.code == "older-copy"
    assert days.content() == yesterday + days.logs[0]


@KINDS
def test_that_an_older_store_that_was_opened_alone_goes_on_after_a_crash(days: Days) -> None:
    """Its own log is no foreign one, with or without a step in it; what it lacks is told as before."""
    yesterday = days.path.read_bytes()
    with closing(days.open()) as session:
        days.set_city(session, 1)
        days.set_city(session, 2)
    days.path.write_bytes(yesterday)
    with closing(days.open()) as session:
        assert session.missing == 2
        drafts.put(session, "note:new", {"text": "typed into the older one"})
        days.keep(session)
        days.set_city(session, 3)
        days.keep(session)
    for moment, missing in ((0, 2), (1, 0)):
        days.lay_out(moment, moment, moment)
        with closing(days.open()) as session:
            assert session.missing == missing
            assert session.read(picture) == days.pictures[moment]


@KINDS
def test_that_store_and_log_of_one_older_day_open_and_tell_what_they_lack(days: Days) -> None:
    for number in range(2):
        with closing(days.open()) as session:
            days.set_city(session, number)
            days.keep(session)
    days.lay_out(0, 0, 1)
    with closing(days.open()) as session:
        assert session.missing == 1
        assert session.read(picture) == days.pictures[0]


def test_that_the_side_file_knows_what_the_file_alone_holds(days: Days) -> None:
    side = paths.side_path(days.path)
    at_first = side_file.read(side)
    assert at_first is not None
    assert at_first.folded == at_first.step
    with closing(days.open()) as session:
        days.set_city(session, 1)
        noted = side_file.read(side)
        assert noted == at_first._replace(step=at_first.step + 1)
        session.db.fold()
        assert side_file.read(side) == noted._replace(folded=noted.step)


def test_that_a_side_file_of_an_earlier_version_is_read_and_written_anew(days: Days) -> None:
    side = paths.side_path(days.path)
    noted = side_file.read(side)
    assert noted is not None
    side.write_text(f"{noted.store_id} {noted.step + 3:020d}\n")
    with closing(days.open()) as session:
        assert session.missing == 3
    assert side_file.read(side) == noted._replace(step=noted.step + 3)


def test_that_a_sample_cut_off_while_its_story_was_told_opens(tmp_path: Path) -> None:
    """Its story is many steps in one transaction."""
    place, path = tmp_path / "made.waterline", tmp_path / "crashed.waterline"
    with closing(create(place, me_name="Ana", sample=True)) as session:
        session.db.fold()
        session.db.conn.execute("PRAGMA wal_autocheckpoint = 0")
        sample_data.build(session, accounts=2, seed=1)
        newest = session.read(undo_stacks.newest)
        for end in ("", "-wal"):
            shutil.copyfile(place.with_name(place.name + end), path.with_name(path.name + end))
    with closing(open_portfolio(path)) as session:
        assert session.read(undo_stacks.newest) == newest


def test_that_only_the_sample_makes_several_steps_in_one_transaction() -> None:
    """The look at a log counts on it: a transaction of several steps would be taken for one of a later day."""
    package = Path(planner.__file__).parent
    makers = [path.stem for path in package.rglob("*.py") if "unit.finish(" in path.read_text(encoding="utf-8")]
    assert sorted(makers) == ["sample_story", "session"]
