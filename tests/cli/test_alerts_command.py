# SPDX-License-Identifier: Apache-2.0
"""`report FILE alerts`: what is heard, what is muted and why, of one account or all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.services import alert_list
from planner.services.portfolio import open_portfolio
from tests.cli.conftest import Run
from tests.conftest import DEVICE


@pytest.fixture
def file(todays_sample: Path) -> str:
    """The sample, new for each test: one of them mutes."""
    return str(todays_sample)


def test_that_each_alert_names_its_rule_its_records_and_its_step(run: Run, file: str) -> None:
    found = json.loads(run("report", file, "alerts", "--account", "Meridian", "--json")[1])
    assert (found["schema"], found["kind"]) == (1, "alerts")
    rules = [item["rule"] for item in found["items"]]
    assert {"K1", "K5", "K6", "K11"} <= set(rules)
    assert all(item["records"] and item["remedy"] and item["account"] == "Meridian Foods" for item in found["items"])


def test_that_what_is_muted_is_counted_and_told_with_its_reason(run: Run, file: str) -> None:
    assert run("report", file, "alerts", "--account", "Vantaa")[1].endswith("Nothing is muted.\n")
    assert "Muted: 1. See them with --muted." in run("report", file, "alerts", "--account", "Meridian")[1]
    session = open_portfolio(Path(file), device=DEVICE)
    row = next(r for r in alert_list.portfolio_alerts(session).heard if r.alert.rule == "K1")
    alert_list.mute(session, row.account_id, *row.alert.key, "She leaves in May")
    session.close()
    said = run("report", file, "alerts")[1]
    assert row.alert.text.text() not in said
    assert "Muted: 2. See them with --muted." in said
    muted = json.loads(run("report", file, "alerts", "--muted", "--json")[1])["items"]
    assert [(item["rule"], item["muted"]) for item in muted] == [("K1", True), ("K3", True)]
    assert (muted[0]["reason"], muted[1]["muted_by"]) == ("She leaves in May", "A. Vidal")
    assert run("report", file, "alerts", "--as-of", "2026-10-01", "--muted", "--csv")[1].count("\n") <= 1


def test_that_muted_is_asked_of_alerts_alone(run: Run, file: str) -> None:
    code, said, wrong = run("report", file, "portfolio", "--muted")
    assert (code, said) == (2, "")
    assert "--muted goes with alerts" in wrong
