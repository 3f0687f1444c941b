# SPDX-License-Identifier: Apache-2.0
"""A portfolio that does not open: the right backup is offered, nothing is overwritten, the damaged file is kept."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.kernel.errors import PlannerError
from planner.safe.keys import LEAST, StoreKey
from planner.services import crud, customers, recovery
from planner.services.backup import back_up
from planner.services.portfolio import create, open_portfolio
from planner.services.protection import Protection, unlock
from planner.store.pages import PAGE
from tests.conftest import DEVICE, NOW, copied

PASSWORD = "four plain words here"
Spoil = Callable[[bytes], bytes]
Made = tuple[Path, StoreKey | None]


def _noise(content: bytes, page: int) -> bytes:
    spoilt = bytearray(content)
    spoilt[(page - 1) * PAGE : page * PAGE] = random.Random(1).randbytes(PAGE)
    return bytes(spoilt)


SPOILT: dict[str, Spoil] = {
    "empty": lambda _content: b"",
    "one-byte": lambda content: content[:1],
    "fifteen": lambda content: content[:15],
    "ninety-nine": lambda content: content[:99],
    "half": lambda content: content[: len(content) // 2],
    "page-less": lambda content: content[: -PAGE - 1],
    "zero-bytes": lambda content: bytes(len(content)),
    "header": lambda content: bytes(100) + content[100:],
    "schema": lambda content: _noise(content, 1),
}


@pytest.fixture(scope="module", params=["plain", "encrypted"])
def once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A portfolio with two backups: the older of one account, the newer of two; a third came after them."""
    path, clock = tmp_path_factory.mktemp("made") / "mine.waterline", FixedClock(NOW)
    sealed = request.param == "encrypted"
    protection = Protection(password=PASSWORD, cost=LEAST) if sealed else None
    with closing(create(path, me_name="Dana", clock=clock, device=DEVICE, protection=protection)) as session:
        for name in ("Meridian", "Nordlys", "Osprey"):
            customers.add_account(session, name)
            if name != "Osprey":
                back_up(session.db, paths.backups_folder(path), at=clock.now())
                clock.advance(timedelta(hours=1))
    return path, unlock(path, PASSWORD) if sealed else None


@pytest.fixture
def made(once: Made, tmp_path: Path, clock: FixedClock) -> Made:
    """A copy of that portfolio, two hours after its first account."""
    clock.advance(timedelta(hours=2))
    path, key = once
    return copied(path, tmp_path / "made"), key


def _digests(path: Path) -> dict[str, str]:
    """What every file beside the portfolio holds, but for its lock."""
    files = (p for p in path.parent.rglob("*") if p.is_file() and path.parent / "config" not in p.parents)
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def _refusal(path: Path, key: StoreKey | None) -> PlannerError:
    with pytest.raises(PlannerError) as refused:
        open_portfolio(path, key=key).close()
    return refused.value


def _names(path: Path, key: StoreKey | None) -> list[str]:
    with closing(open_portfolio(path, key=key)) as session:
        return sorted(account.name for account in crud.every(session, ACCOUNT))


@pytest.mark.parametrize("name", SPOILT)
def test_that_a_damaged_file_stays_as_it_is_and_its_newest_backup_is_offered(made: Made, name: str) -> None:
    path, key = made
    path.write_bytes(SPOILT[name](path.read_bytes()))
    before = _digests(path)
    error = _refusal(path, key)
    assert error.code in recovery.DAMAGE
    case = recovery.case_of(path, error.code, key)
    assert case.best is not None
    assert case.best.made_at == NOW + timedelta(hours=1)
    assert case.best.since == 1
    assert recovery.lacks(case.best) == "1 change made after it is not in it."
    assert "Nothing was changed." in case.said
    assert _digests(path) == before


def test_that_the_backup_takes_the_place_and_the_damaged_file_is_kept_whole(made: Made) -> None:
    path, key = made
    path.write_bytes(SPOILT["zero-bytes"](path.read_bytes()))
    wanted = path.read_bytes()
    case = recovery.case_of(path, "damaged", key)
    assert case.best is not None
    kept = recovery.put_in_place(case, case.best.path, key, NOW)
    assert kept.name == "mine damaged 2026-11-02.waterline"
    assert kept.read_bytes() == wanted
    assert _names(path, key) == ["Meridian", "Nordlys"]
    assert not list(path.parent.glob("* replaced *"))
    if key is not None:
        assert paths.key_path(kept).is_file()


def test_that_a_second_damage_on_a_day_takes_no_name_away(made: Made) -> None:
    path, key = made
    case = recovery.case_of(path, "damaged", key)
    assert case.best is not None
    first = recovery.put_in_place(case, case.best.path, key, NOW)
    second = recovery.put_in_place(case, case.best.path, key, NOW)
    assert (first.name, second.name) == ("mine damaged 2026-11-02.waterline", "mine damaged 2026-11-02 (2).waterline")


def test_that_a_damaged_backup_is_never_offered_first_nor_put_in_place(made: Made) -> None:
    path, key = made
    newest = recovery.case_of(path, "damaged", key).backups[0]
    newest.path.write_bytes(bytes(newest.size))
    case = recovery.case_of(path, "damaged", key)
    assert case.best is not None
    assert case.best.made_at == NOW
    before = path.read_bytes()
    with pytest.raises(PlannerError):
        recovery.put_in_place(case, newest.path, key)
    assert path.read_bytes() == before


@pytest.mark.parametrize("missing", [0, 1, PAGE])
def test_that_a_file_that_ends_too_early_is_told_as_that(made: Made, missing: int) -> None:
    path, key = made
    path.write_bytes(path.read_bytes()[: -missing or None])
    told = recovery.case_of(path, "damaged", key).said
    seen = missing == 1 or (missing == PAGE and key is None)  # how many pages an encrypted one has is not to be seen
    assert told.startswith("The portfolio file is cut short." if seen else "The portfolio file didn't open cleanly.")


def test_that_without_backups_nothing_is_offered(tmp_path: Path) -> None:
    path = tmp_path / "mine.waterline"
    path.write_bytes(b"")
    case = recovery.case_of(path, "truncated")
    assert (case.best, case.can_salvage, case.step) == (None, False, 0)


@pytest.fixture
def keyless(tmp_path: Path, clock: FixedClock) -> Path:
    """An encrypted portfolio whose key file is gone, one copy of it damaged; another's and its own lie elsewhere."""
    for name in ("mine", "other"):
        path = tmp_path / f"{name}.waterline"
        protection = Protection(password=PASSWORD, cost=LEAST)
        with closing(create(path, clock=clock, device="testdesk", protection=protection)) as session:
            customers.add_account(session, name)
        elsewhere = tmp_path / "stick" / f"{name}.key"
        elsewhere.parent.mkdir(exist_ok=True)
        paths.key_path(path).rename(elsewhere)
        paths.key_copy_path(path).write_bytes(b"spoilt")
    return tmp_path / "mine.waterline"


def test_that_a_key_file_from_elsewhere_opens_it_again(keyless: Path, tmp_path: Path) -> None:
    error = _refusal(keyless, None)
    assert error.code == recovery.KEY_FILE
    case = recovery.case_of(keyless, error.code)
    assert (case.best, case.can_salvage, case.encrypted) == (None, False, True)
    recovery.bring_key(case, tmp_path / "stick" / "mine.key")
    assert _names(keyless, unlock(keyless, PASSWORD)) == ["mine"]
    assert len(list(tmp_path.glob("mine*.damaged"))) == 1


@pytest.mark.parametrize("name", ["stick/other.key", "mine.waterline", "nothing"])
def test_that_what_is_not_its_key_file_is_refused(keyless: Path, tmp_path: Path, name: str) -> None:
    before = _digests(keyless)
    with pytest.raises(PlannerError):
        recovery.bring_key(recovery.case_of(keyless, recovery.KEY_FILE), tmp_path / name)
    assert _digests(keyless) == before


@pytest.mark.parametrize(
    ("ago", "words"),
    [(0, "made just now"), (1, "1 minute old"), (200, "3 hours old"), (3000, "2 days old"), (-90, "made just now")],
)
def test_that_the_age_of_a_backup_is_told_in_words(made: Made, ago: int, words: str) -> None:
    one = recovery.case_of(*_plain(made)).backups[0]
    assert recovery.age(one, one.made_at + timedelta(minutes=ago)) == words


def _plain(made: Made) -> tuple[Path, str, StoreKey | None]:
    return made[0], "damaged", made[1]


def test_that_a_copy_gets_a_name_that_is_free(made: Made) -> None:
    path, _ = made
    at = datetime(2026, 11, 22, tzinfo=UTC)
    first = recovery.copy_for(path, at)
    first.write_bytes(b"")
    assert (first.name, recovery.copy_for(path, at).name) == (
        "mine saved 2026-11-22.waterline",
        "mine saved 2026-11-22 (2).waterline",
    )
