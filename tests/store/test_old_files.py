# SPDX-License-Identifier: Apache-2.0
"""Every portfolio of an earlier version and of this one opens whole. The files in tests/golden are never made anew."""

from __future__ import annotations

import gzip
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from planner.entities.common.attachment import ATTACHMENT
from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.decision_role import DECISION_ROLE
from planner.kernel import paths
from planner.safe.keys import RECOVERY
from planner.services import attachments, crud, drafts, people, reports, scores
from planner.services.doctor import look_over
from planner.services.portfolio import is_encrypted, open_portfolio
from planner.services.protection import unlock
from planner.store.database import SCHEMA

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "stores"
STORES = sorted(GOLDEN.glob("v*.waterline.gz"))
SEALED = sorted(GOLDEN.glob("v*-sealed"))
_SECRETS = re.search(
    r"password `([^`]+)` and with the recovery key `([^`]+)`", (GOLDEN / "README.md").read_text("utf-8")
)
assert _SECRETS is not None
PASSWORD, RECOVERY_KEY = _SECRETS.groups()


@pytest.fixture(params=STORES, ids=lambda path: path.name.partition(".")[0])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a file that an earlier version wrote."""
    path = tmp_path / "old.waterline"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def test_that_there_is_a_file_of_every_schema() -> None:
    assert [path.name.partition(".")[0] for path in STORES] == [f"v{number}" for number in range(1, SCHEMA + 1)]
    assert SEALED


def test_that_an_old_file_opens_sound_and_keeps_what_it_held(old: Path, request: pytest.FixtureRequest) -> None:
    with closing(open_portfolio(old)) as session:
        assert session.db.schema == SCHEMA
        (account,) = crud.every(session, ACCOUNT)
        assert account.name == "Meridian Foods"
        assert len(crud.every(session, DECISION_ROLE)) == 12
        faults = [check.name for check in look_over(session) if not check.sound and check.name != "files"]
        assert faults == []
        made = len(list(paths.backups_folder(old).glob("*.waterline")))
    assert made == int(not request.node.callspec.id.startswith(f"v{SCHEMA}"))


@pytest.mark.parametrize("folder", SEALED, ids=lambda path: path.name)
def test_that_an_old_encrypted_file_opens_with_both_secrets_and_keeps_what_it_held(
    folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "p")
    (path,) = (tmp_path / "p").glob("*.waterline")
    assert is_encrypted(path)
    key = unlock(path, PASSWORD)
    assert unlock(path, RECOVERY_KEY, RECOVERY) == key
    with closing(open_portfolio(path, key=key)) as session:
        assert session.db.schema == SCHEMA
        (account,) = crud.every(session, ACCOUNT)
        assert (account.name, account.notes) == ("Meridian Foods", ("华为 · Río Claro · 𠮷 " * 20).strip())
        assert len(crud.every(session, DECISION_ROLE)) == 12
        (file,) = crud.every(session, ATTACHMENT)
        assert attachments.content(session, file.id) == b"kept for ever\n" * 20
        assert drafts.get(session, "golden") == {"text": "half a sent"}
        assert [check.name for check in look_over(session) if not check.sound] == []
        assert session.redo() is not None


def test_that_a_person_of_an_old_file_can_get_what_the_new_schema_allows(old: Path) -> None:
    with closing(open_portfolio(old)) as session:
        (account,) = crud.every(session, ACCOUNT)
        person = people.add_contact(session, account.id, "N. Nueva", role="user")
        seat = next(s for s in crud.every(session, DECISION_ROLE) if s.contact_id == person.id)
        assert (seat.chain, seat.is_kdm) == (None, None)
        while session.undo():
            pass
        assert crud.get(session, ACCOUNT, account.id).name == "Meridian Foods"


def test_that_values_kept_for_lists_before_a_change_was_told_of_the_same_parts_only_are_worked_out_anew(
    tmp_path: Path,
) -> None:
    old = tmp_path / "old.waterline"
    old.write_bytes(gzip.decompress((GOLDEN / "v5.waterline.gz").read_bytes()))
    with closing(sqlite3.connect(old)) as conn:
        conn.execute("UPDATE score SET as_of = date('now')")
        conn.execute("DELETE FROM stale")
        conn.commit()
    with closing(open_portfolio(old)) as session:
        assert scores.waiting(session) == 1
        scores.catch_up(session)
        (row,) = reports.portfolio(session)
        assert row.score is not None
        assert row.score.health_trend is not None
