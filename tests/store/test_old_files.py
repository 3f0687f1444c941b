# SPDX-License-Identifier: Apache-2.0
"""Every portfolio of an earlier schema opens, whole. The files in tests/golden/stores are never made anew."""

from __future__ import annotations

import gzip
from contextlib import closing
from pathlib import Path

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.decision_role import DECISION_ROLE
from planner.kernel import paths
from planner.services import crud, people
from planner.services.doctor import look_over
from planner.services.portfolio import open_portfolio
from planner.store.database import SCHEMA

STORES = sorted((Path(__file__).resolve().parents[1] / "golden" / "stores").glob("v*.waterline.gz"))


@pytest.fixture(params=STORES, ids=lambda path: path.name.partition(".")[0])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a file that an earlier version wrote."""
    path = tmp_path / "old.waterline"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def test_that_there_is_a_file_of_every_earlier_schema() -> None:
    assert [path.name.partition(".")[0] for path in STORES] == [f"v{number}" for number in range(1, SCHEMA)]


def test_that_an_old_file_opens_sound_and_keeps_what_it_held(old: Path) -> None:
    with closing(open_portfolio(old)) as session:
        assert session.db.schema == SCHEMA
        (account,) = crud.every(session, ACCOUNT)
        assert account.name == "Meridian Foods"
        assert len(crud.every(session, DECISION_ROLE)) == 12
        faults = [check.name for check in look_over(session) if not check.sound and check.name != "files"]
        assert faults == []
    assert len(list(paths.backups_folder(old).glob("*.waterline"))) == 1


def test_that_a_person_of_an_old_file_can_get_what_the_new_schema_allows(old: Path) -> None:
    with closing(open_portfolio(old)) as session:
        (account,) = crud.every(session, ACCOUNT)
        person = people.add_contact(session, account.id, "N. Nueva", role="user")
        seat = next(s for s in crud.every(session, DECISION_ROLE) if s.contact_id == person.id)
        assert (seat.chain, seat.is_kdm) == (None, None)
        while session.undo():
            pass
        assert crud.get(session, ACCOUNT, account.id).name == "Meridian Foods"
