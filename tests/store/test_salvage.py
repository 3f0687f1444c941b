# SPDX-License-Identifier: Apache-2.0
"""Of a damaged file every row outside the broken pages is saved, plain or encrypted; the file itself stays."""

from __future__ import annotations

import hashlib
import random
import shutil
from contextlib import closing, suppress
from pathlib import Path

import pytest

from planner.kernel.errors import PlannerError
from planner.safe.keys import LEAST, StoreKey
from planner.services import crud, customers, doctor, erasure, salvage
from planner.services.portfolio import create, open_portfolio
from planner.services.protection import Protection, unlock
from planner.store import driver, portfolio_settings
from planner.store.pages import PAGE, Pages
from tests.broken import filled, raw_dump

PASSWORD = "four plain words here"
ACCOUNTS = 400
Whole = tuple[Path, StoreKey | None]


@pytest.fixture(scope="module", params=["plain", "encrypted"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """A portfolio of many pages, made once; tests damage copies."""
    path = tmp_path_factory.mktemp("whole") / "mine.waterline"
    sealed = request.param == "encrypted"
    protection = Protection(password=PASSWORD, cost=LEAST) if sealed else None
    session = create(path, me_name="Dana", device="testdesk", protection=protection)
    filled(session)
    for number in range(ACCOUNTS):
        customers.add_account(session, f"Company {number}", notes="Long notes. " * (600 if number % 97 == 0 else 8))
    session.close()
    return path, unlock(path, PASSWORD) if sealed else None


@pytest.fixture
def damaged(whole: Whole, tmp_path: Path) -> Path:
    """A copy that a test damages, with all that stands beside it."""
    for beside in whole[0].parent.iterdir():
        (shutil.copytree if beside.is_dir() else shutil.copy)(beside, tmp_path / beside.name)
    return tmp_path / whole[0].name


def _pages(path: Path, key: StoreKey | None) -> Pages:
    return Pages(path, key.data if key else None, key.salt if key else b"")


def _tables(path: Path, key: StoreKey | None) -> dict[str, int]:
    with closing(driver.connect(path, key.pragma() if key else "", frozen=True)) as conn:
        return dict(conn.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0"))


def _leaves_of(path: Path, key: StoreKey | None, table: str) -> dict[int, list[str]]:
    """The leaf pages of a table with the ids of the records on them."""
    pages, root = _pages(path, key), _tables(path, key)[table]
    found = {number: pages.leaf(number) for number in pages.below(root)}
    return {number: [str(row.values[0]) for row in rows] for number, rows in found.items() if rows}


def _zap(path: Path, *numbers: int) -> None:
    content = bytearray(path.read_bytes())
    noise = random.Random(7)
    for number in numbers:
        content[(number - 1) * PAGE : number * PAGE] = noise.randbytes(PAGE)
    path.write_bytes(content)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _ids(path: Path, key: StoreKey | None) -> set[str]:
    with closing(open_portfolio(path, key=key)) as session:
        return {row[0] for row in raw_dump(session)["account"]}


def _saved(damaged: Path, key: StoreKey | None) -> tuple[set[str], salvage.Salvaged]:
    """The accounts that a salvage saves; the damaged file is as it was."""
    before = _digest(damaged)
    done = salvage.salvage(damaged, damaged.with_name("saved.waterline"), key)
    assert _digest(damaged) == before
    assert not list(damaged.parent.glob("*.part*"))
    return _ids(done.path, key), done


def test_that_an_undamaged_file_is_saved_whole(whole: Whole, damaged: Path) -> None:
    path, key = whole
    with closing(open_portfolio(path, key=key)) as session:
        wanted = raw_dump(session)
    done = salvage.salvage(damaged, damaged.with_name("saved.waterline"), key)
    with closing(open_portfolio(done.path, key=key)) as session:
        assert raw_dump(session) == wanted
        assert [check.name for check in doctor.look_over(session) if not check.sound] == []
        assert session.undo_label is None
    assert (done.counts.pages, done.counts.lost) == (0, 0)


def test_that_all_rows_outside_a_broken_leaf_are_saved(whole: Whole, damaged: Path) -> None:
    path, key = whole
    leaves = _leaves_of(path, key, "account")
    broken = list(leaves)[2]
    _zap(damaged, broken)
    ids, done = _saved(damaged, key)
    assert ids == {one for number, rows in leaves.items() if number != broken for one in rows}
    assert done.counts.pages >= 1
    assert "could not be read" in done.text


def test_that_a_page_whose_seal_is_broken_is_not_believed(whole: Whole, damaged: Path) -> None:
    path, key = whole
    if key is None:  # a plain page has no seal: the value is read as it stands, and the check judges it
        return
    leaves = _leaves_of(path, key, "account")
    broken = list(leaves)[1]
    content = bytearray(damaged.read_bytes())
    content[broken * PAGE - 10] ^= 1
    damaged.write_bytes(content)
    ids, done = _saved(damaged, key)
    assert done.counts.pages == 1
    assert ids == {one for number, rows in leaves.items() if number != broken for one in rows}


@pytest.mark.parametrize("part", ["root", "schema", "header", "index", "all-inner"])
def test_that_broken_pages_above_the_rows_cost_no_row(whole: Whole, damaged: Path, part: str) -> None:
    path, key = whole
    tables = _tables(path, key)
    if part == "header":
        content = damaged.read_bytes()
        damaged.write_bytes(b"\0" * 100 + content[100:])
    elif part == "all-inner":
        pages = _pages(path, key)
        _zap(damaged, *(number for root in tables.values() for number in pages.below(root) if pages.children(number)))
    else:
        _zap(damaged, {"root": tables["account"], "schema": 1, "index": tables["idx_account_parent_id"]}[part])
    ids, _ = _saved(damaged, key)
    assert ids == _ids(path, key)


@pytest.mark.parametrize("part", [3, 10, 47, 80])
def test_that_a_file_cut_short_gives_what_is_left(whole: Whole, damaged: Path, part: int) -> None:
    path, key = whole
    leaves = _leaves_of(path, key, "account")
    size = path.stat().st_size * part // 100 + 123
    with damaged.open("rb+") as file:
        file.truncate(size)
    kept = {one for number, rows in leaves.items() if number * PAGE <= size for one in rows}
    ids: set[str] = set()
    with suppress(PlannerError):  # too little for a single record
        ids, _ = _saved(damaged, key)
    assert ids <= kept
    assert len(kept - ids) <= 6  # those whose long notes were behind the cut


def test_that_what_is_appended_does_no_harm(whole: Whole, damaged: Path) -> None:
    path, key = whole
    with damaged.open("ab") as file:
        file.write(random.Random(3).randbytes(3 * PAGE + 77))
    assert _saved(damaged, key)[0] == _ids(path, key)


def test_that_nothing_is_left_where_nothing_can_be_read(tmp_path: Path) -> None:
    damaged = tmp_path / "mine.waterline"
    damaged.write_bytes(random.Random(5).randbytes(20 * PAGE))
    with pytest.raises(PlannerError) as refused:
        salvage.salvage(damaged, tmp_path / "saved.waterline")
    assert refused.value.code == "nothing-readable"
    assert list(tmp_path.iterdir()) == [damaged]


def test_that_a_file_in_the_way_is_left_alone(damaged: Path, whole: Whole) -> None:
    target = damaged.with_name("saved.waterline")
    target.write_bytes(b"mine")
    with pytest.raises(PlannerError):
        salvage.salvage(damaged, target, whole[1])
    assert target.read_bytes() == b"mine"


def test_that_a_saved_portfolio_says_so_until_it_is_trusted(damaged: Path, whole: Whole) -> None:
    done = salvage.salvage(damaged, damaged.with_name("saved.waterline"), whole[1])
    with closing(open_portfolio(done.path, key=whole[1])) as session:
        assert session.read(salvage.salvaged_at) is not None
        with session.db.transaction() as conn:
            salvage.trust(conn)
        assert session.read(salvage.salvaged_at) is None
        assert session.read(lambda conn: portfolio_settings.text(conn, "me")) == session.me
        assert crud.record_history(session, next(iter(_account_ids(session))))


def _account_ids(session: object) -> list[str]:
    return [row[0] for row in raw_dump(session)["account"]]  # type: ignore[arg-type]


def test_that_changes_still_in_the_log_beside_the_file_are_saved(whole: Whole, damaged: Path) -> None:
    session = open_portfolio(damaged, key=whole[1])
    added = customers.add_account(session, "Added last")
    for name in (damaged.name, damaged.name + "-wal"):
        shutil.copy(damaged.with_name(name), damaged.with_name(name.replace("mine", "torn")))
    session.close()
    for beside in damaged.parent.glob("mine.waterline.*"):
        if beside.is_file():
            shutil.copy(beside, beside.with_name(beside.name.replace("mine", "torn")))
    torn = damaged.with_name("torn.waterline")
    assert added.id in _saved(torn, whole[1])[0]


def test_that_an_erased_person_is_not_brought_back_by_a_salvage(tmp_path: Path) -> None:
    path = tmp_path / "mine.waterline"
    with closing(create(path, me_name="Dana", device="testdesk")) as session:
        filled(session)
        (person,) = [row[0] for row in raw_dump(session)["contact"]]
    before = path.read_bytes()
    with closing(open_portfolio(path)) as session:
        erasure.erase(session, "contact", person)
    path.write_bytes(before)  # an old page on a failing disk is what an old file is: it holds the person still
    done = salvage.salvage(path, tmp_path / "saved.waterline")
    assert b"E. Ruiz" in before
    assert b"E. Ruiz" not in done.path.read_bytes()
    with closing(open_portfolio(done.path)) as session:
        assert raw_dump(session)["contact"] == []
