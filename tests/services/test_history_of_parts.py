# SPDX-License-Identifier: Apache-2.0
"""The history of a record tells of what belongs to it alone."""

from __future__ import annotations

from planner.services import customers, people
from planner.services.record_log import field_history
from planner.services.session import Session


def test_that_levels_roles_and_grades_are_in_the_history_of_their_record(session: Session) -> None:
    account = customers.add_account(session, "Meridian")
    contact = people.add_contact(session, account.id, "E. Ruiz", role="user")
    people.assess(session, contact.id, "1", evidence=[("interaction", "Met us", "E2", None)])
    people.set_role(session, contact.id, "approver", "commercial")
    customers.decide_grade(session, [account.id], "S", "Leads its sector")
    told = {line.label: line for line in field_history(session, "contact", contact.id)}
    assert told["Decision role: Role"].new == "Approver"
    assert told["Level: Added"].new.startswith("+1 ")
    assert not told["Decision role: Role"].restorable
    graded = {line.label: line for line in field_history(session, "account", account.id)}
    assert graded["Grade decision: Added"].new == "S strategic"
