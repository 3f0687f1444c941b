# SPDX-License-Identifier: Apache-2.0
"""Whether a day at a site is covered by an authorisation."""

from __future__ import annotations

from typing import Any

import pytest

from planner.rules.authorisation import cover_words, covers, inspection_day, state_of, visit_day
from tests.builders import TODAY, a_network_review, an_authorisation
from tests.unit.rules.worlds import ago


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "in_force"),
        ({"from_on": TODAY, "until_on": TODAY}, "in_force"),
        ({"from_on": ago(-1)}, "not_yet"),
        ({"until_on": ago(1)}, "expired"),
        ({"withdrawn_on": TODAY}, "withdrawn"),
        ({"withdrawn_on": ago(-1)}, "in_force"),
        ({"until_on": ago(5), "withdrawn_on": ago(2)}, "expired"),
        ({"until_on": ago(2), "withdrawn_on": ago(5)}, "withdrawn"),
        ({"from_on": ago(-5), "withdrawn_on": ago(1)}, "withdrawn"),
        ({"site_ids": ("here", "there")}, "in_force"),
        ({"site_ids": ("there",)}, "elsewhere"),
    ],
)
def test_that_an_authorisation_counts_for_its_days_and_sites(fields: dict[str, Any], state: str) -> None:
    found = covers([an_authorisation(**fields)], a_network_review(site_id="here"), TODAY)
    assert (found.state, found.permits) == (state, state == "in_force")


def test_that_without_any_there_is_none() -> None:
    assert covers([], a_network_review(), TODAY).state == "none"
    assert cover_words(covers([], a_network_review(), TODAY)).text() == "No authorisation"


def test_that_a_review_of_no_site_needs_leave_for_all_of_them() -> None:
    assert covers([an_authorisation(site_ids=("here",))], a_network_review(), TODAY).state == "elsewhere"
    assert covers([an_authorisation()], a_network_review(), TODAY).permits


def test_that_one_in_force_counts_before_others_and_the_linked_before_the_longest() -> None:
    over, short, long = (an_authorisation(until_on=ago(days)) for days in (1, -3, -9))
    ahead = an_authorisation(from_on=ago(-20))
    every = [over, ahead, long, short]
    assert covers(every, a_network_review(), TODAY).authorisation == long
    assert covers(every, a_network_review(authorisation_id=short.id), TODAY).authorisation == short
    assert covers(every, a_network_review(authorisation_id=over.id), TODAY).authorisation == long
    assert covers([over, ahead], a_network_review(), TODAY).state == "not_yet"


def test_that_of_those_that_ended_the_last_is_told() -> None:
    first, last = an_authorisation(until_on=ago(50)), an_authorisation(withdrawn_on=ago(3))
    assert covers([first, last], a_network_review(), TODAY) == state_of(last, TODAY)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"authorised_until": TODAY}, "in_force"),
        ({"authorised_until": ago(1)}, "expired"),
        ({"authorised_by": "somebody"}, "in_force"),
        ({"authorised_until": TODAY, "authorisation_id": "gone"}, "none"),
    ],
)
def test_that_what_an_older_review_noted_counts_while_none_is_linked(fields: dict[str, Any], state: str) -> None:
    assert covers([], a_network_review(**fields), TODAY).state == state


def test_that_the_day_of_the_inspection_decides() -> None:
    assert inspection_day(a_network_review(done_on=ago(3), planned_on=ago(9)), TODAY) == ago(3)
    assert inspection_day(a_network_review(planned_on=ago(9)), TODAY) == ago(9)
    assert inspection_day(a_network_review(planned_on=ago(-9)), TODAY) == TODAY
    assert visit_day(a_network_review(planned_on=ago(-9)), TODAY) == ago(-9)
    assert visit_day(a_network_review(planned_on=ago(9)), TODAY) == TODAY
