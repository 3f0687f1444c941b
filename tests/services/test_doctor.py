# SPDX-License-Identifier: Apache-2.0
"""The doctor finds what is wrong and nothing else, tells how far it is, and stops when asked."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from planner.kernel.errors import Cancelled
from planner.services import doctor
from planner.services.session import Session
from tests.broken import DEFECTS, filled, planted
from tests.stores import a_stored


def _faults(session: Session) -> dict[str, int]:
    return {check.name: check.faults for check in doctor.look_over(session) if not check.sound}


def test_that_a_portfolio_with_every_kind_of_record_is_sound(session: Session) -> None:
    account = a_stored(session, "account")
    a_stored(session, "evidence_link", target_type="account", target_id=account.id, ref_type=None, ref_id=None)
    for kind in ("risk", "explain_session", "callback", "contingency_plan", "decision_role"):
        a_stored(session, kind, **_lists(kind))
    assert _faults(session) == {}


def _lists(kind: str) -> Mapping[str, object]:
    """Empty lists where a builder would name records that are not in the store."""
    names = {"risk": "finding_ids", "explain_session": "listeners", "contingency_plan": "risk_ids"}
    return {names[kind]: ()} if kind in names else {}


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_that_a_planted_defect_is_found_by_its_own_check(session: Session, defect: object) -> None:
    filled(session)
    assert _faults(session) == {}
    wanted = planted(session, defect)
    assert _faults(session).keys() >= {wanted}


def test_that_an_attachment_without_its_file_is_found(session: Session) -> None:
    a_stored(session, "attachment", target_type=None, target_id=None)
    assert _faults(session) == {"files": 1}


def test_that_looking_over_changes_nothing(session: Session) -> None:
    a_stored(session, "account")
    before = session.db.conn.total_changes
    doctor.look_over(session)
    assert session.db.conn.total_changes == before


def test_that_the_look_tells_how_far_it_is_and_ends_complete(session: Session) -> None:
    said: list[tuple[int, int, str]] = []
    checks = doctor.look_over(session, lambda *step: said.append(step))
    assert [done for done, _, _ in said] == list(range(len(checks) + 1))
    assert said[0] == (0, len(checks), checks[0].text.text())


def test_that_the_look_stops_when_asked(session: Session) -> None:
    def stop(done: int, _total: int, _note: str) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        doctor.look_over(session, stop)


def test_that_findings_hold_codes_and_ids_but_no_content(session: Session) -> None:
    filled(session)
    for defect in DEFECTS:
        planted(session, defect)
    said = repr([check.findings for check in doctor.look_over(session)])
    assert "Meridian" not in said
    assert "Nordlys" not in said
