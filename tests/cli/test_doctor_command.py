# SPDX-License-Identifier: Apache-2.0
"""doctor and recover on the command line: what they print, what they change, and their exit codes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner.kernel import paths
from planner.safe.claims import Claim, Claimed
from planner.services.portfolio import device_id, open_portfolio
from tests.broken import filled, raw
from tests.cli.conftest import Run
from tests.conftest import DEVICE


@pytest.fixture
def ill(portfolio: Path) -> Path:
    """A portfolio with two faults that can be repaired and one that only its user can put right."""
    session = open_portfolio(portfolio, device=DEVICE)
    filled(session)
    raw(session, "UPDATE account SET stability = 9 WHERE name = 'Nordlys'", "UPDATE risk SET impact = 77")
    raw(session, "UPDATE contact SET email = 'nobody' WHERE id = (SELECT min(id) FROM contact)")
    session.close()
    return portfolio


def test_that_the_doctor_tells_and_changes_nothing(run: Run, ill: Path) -> None:
    code, out, err = run("doctor", ill, "--json")
    assert code == 1
    assert "7 faults were found; nothing was changed." in err
    items = {item["name"]: item for item in json.loads(out)["items"]}
    assert items["values"]["faults"] == 3
    assert [name for name, item in items.items() if not item["sound"]] == ["values", "log", "search"]
    assert run("doctor", ill, "--json")[1] == out


def test_that_a_repair_tells_what_it_did_and_what_is_left(run: Run, ill: Path) -> None:
    code, _, err = run("doctor", ill, "--repair")
    assert code == 1
    assert "Set 2 values that can't be to unknown" in err
    assert "1 fault is left" in err
    assert "before-repair" in err
    assert run("doctor", ill, "--json")[0] == 1


def test_that_a_repaired_portfolio_passes(run: Run, portfolio: Path) -> None:
    session = open_portfolio(portfolio, device=DEVICE)
    filled(session)
    raw(session, "UPDATE account SET stability = 9 WHERE name = 'Nordlys'")
    session.close()
    assert run("doctor", portfolio)[0] == 1
    assert run("doctor", portfolio, "--repair")[0] == 0
    assert run("doctor", portfolio)[0] == 0


def test_that_what_can_not_be_looked_at_has_a_code_of_its_own(run: Run, tmp_path: Path) -> None:
    assert run("doctor", tmp_path / "nothing.waterline")[0] == 2


def test_that_a_damaged_portfolio_is_saved_into_a_new_one(run: Run, ill: Path, tmp_path: Path) -> None:
    content = ill.read_bytes()
    ill.write_bytes(b"\0" * 100 + content[100:])
    assert run("list", ill, "accounts")[0] == 1
    saved = tmp_path / "saved.waterline"
    code, out, err = run("recover", ill, "--to", saved)
    assert (code, out.strip()) == (0, str(saved))
    assert "records were saved" in err
    assert len(json.loads(run("list", saved, "accounts", "--json")[1])["items"]) == 2
    assert run("recover", ill, "--to", saved)[0] == 1


def test_that_damage_is_said_by_the_first_command_after_a_program_was_cut_off(run: Run, portfolio: Path) -> None:
    session = open_portfolio(portfolio, device=DEVICE)
    filled(session)
    root = session.read(lambda conn: conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'asset'").fetchone())
    session.close()
    left = Claim("testdesk", "desk", 1, datetime(2026, 11, 21, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC), "x")
    assert run("list", portfolio, "accounts")[2] == ""
    with portfolio.open("r+b") as file:
        file.seek((root[0] - 1) * 4096)
        file.write(bytes(4096))
    Claimed(paths.claim_path(portfolio), left._replace(computer=device_id()))
    code, _, err = run("list", portfolio, "accounts")
    assert code == 0
    assert "restore a backup" in err
