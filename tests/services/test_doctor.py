# SPDX-License-Identifier: Apache-2.0
"""The doctor finds what is wrong and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from planner.services import doctor
from planner.services.session import Session
from tests.stores import a_stored


def _faults(session: Session) -> dict[str, int]:
    return {check.name: check.faults for check in doctor.look_over(session) if not check.sound}


def test_that_a_portfolio_with_every_kind_of_record_is_sound(session: Session) -> None:
    for kind in ("risk", "explain_session", "callback", "evidence_link", "contingency_plan", "decision_role"):
        a_stored(session, kind, **_lists(kind))
    assert _faults(session) == {}


def _lists(kind: str) -> Mapping[str, object]:
    """Empty lists where a builder would name records that are not in the store."""
    names = {"risk": "finding_ids", "explain_session": "listeners", "contingency_plan": "risk_ids"}
    return {names[kind]: ()} if kind in names else {}


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("log", "UPDATE account SET name = 'Other'"),
        ("search", "DELETE FROM search_doc WHERE entity = 'account'"),
        ("loops", "UPDATE account SET parent_id = id"),
        ("values", "UPDATE account SET stability = 9"),
    ],
)
def test_that_a_planted_fault_is_found(session: Session, name: str, damage: str) -> None:
    a_stored(session, "account", name="Meridian")
    session.db.conn.execute(damage)
    assert _faults(session).get(name) == 1


def test_that_an_attachment_without_its_file_is_found(session: Session) -> None:
    a_stored(session, "attachment")
    assert _faults(session) == {"files": 1}


def test_that_looking_over_changes_nothing(session: Session) -> None:
    a_stored(session, "account")
    before = session.db.conn.total_changes
    doctor.look_over(session)
    assert session.db.conn.total_changes == before
