# SPDX-License-Identifier: Apache-2.0
"""Values that may not be kept, and the sentence that says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.entities.registry import BY_NAME
from planner.entities.risks.contingency_plan import PlanStep
from planner.entities.spec import EntitySpec, FieldSpec, Kind
from planner.rules.validate import check, check_all
from tests.builders import BUILDERS, a_valid_plan


def sentence(entity: str, field: str, value: object) -> str | None:
    spec = BY_NAME[entity]
    return check(spec, spec.field(field), value)


@pytest.mark.parametrize("name", sorted(BUILDERS))
def test_that_built_records_have_no_faults(name: str) -> None:
    assert check_all(BY_NAME[name], BUILDERS[name]()) == {}


@pytest.mark.parametrize(
    ("entity", "field", "value", "words"),
    [
        ("account", "name", "  ", "Name is needed."),
        ("account", "name", None, "Name is needed."),
        ("account", "name", "x" * 201, "Name may have up to 200 characters."),
        ("account", "name", 5, "Name cannot hold this value."),
        ("account", "legal_name", None, None),
        ("account", "grade", "Z", "Grade: “Z” is not one of S strategic"),
        ("account", "grade", "A", None),
        ("account", "employees", -1, "Employees is 0 or more."),
        ("account", "employees", 0, None),
        ("account", "employees", "many", "Employees is a whole number."),
        ("account", "employees", True, "Employees is a whole number."),
        ("account", "stability", 6, "Stability 1–5 lies between 1 and 5."),
        ("account", "stability", 5, None),
        ("account", "tenure_start", "2020", "Customer since is a date."),
        ("account", "tenure_start", date(1066, 1, 1), "Customer since: the year 1066 is out of reach."),
        ("account", "tenure_start", date(1900, 1, 1), None),
        ("account", "languages", ("es", "zh"), None),
        ("account", "languages", "es", "Languages cannot hold this value."),
        ("account", "languages", (1,), "Languages cannot hold this value."),
        ("account", "website", "www.meridian.example/a?b=1", None),
        ("account", "website", "https://río.es:8080", None),
        ("account", "website", "no site", "“no site” does not look like a web address."),
        ("account", "domain", "meridian.com.mx", None),
        ("account", "domain", "meridian", "“meridian” does not look like a domain."),
        ("contact", "email", "e.ruiz@meridian.example", None),
        ("contact", "email", "e.ruiz@meridian", "“e.ruiz@meridian” does not look like an e-mail address."),
        ("contact", "email2", "a@b@c.com", "“a@b@c.com” does not look like an e-mail address."),
        ("contact", "is_end_user", "yes", "End user: choose yes or no."),
        ("contact", "is_end_user", False, None),
        ("org_unit", "in_scope", None, "In scope: choose yes or no."),
        ("org_unit", "in_scope", False, None),
        ("contingency_plan", "steps", (), None),
        ("contingency_plan", "steps", ("call",), "Steps, row 1: Steps cannot hold this value."),
        ("contingency_plan", "steps", (PlanStep(action="a"), PlanStep()), "Steps, row 2: Does is needed."),
        ("contingency_plan", "steps", (PlanStep(action="a", t_plus_min=-1),), "Steps, row 1: T + min is 0 or more."),
        ("contingency_plan", "steps", (PlanStep(action="a", t_plus_min=5, who="me"),), None),
    ],
)
def test_that_a_value_is_kept_or_answered_in_words(entity: str, field: str, value: object, words: str | None) -> None:
    found = sentence(entity, field, value)
    assert found is None if words is None else (found or "").startswith(words)


def test_that_an_upper_bound_alone_is_enough() -> None:
    field = FieldSpec("n", "Count", Kind.INT, high=3)
    spec: EntitySpec[Any] = replace(BY_NAME["site"], fields=(field,))
    assert check(spec, field, 4) == "Count is 3 or less."
    assert check(spec, field, 3) is None


@pytest.mark.parametrize(
    ("name", "fields", "field", "words"),
    [
        (
            "account",
            {"vip_from": date(2026, 2, 1), "vip_to": date(2026, 1, 1)},
            "vip_to",
            "VIP until lies before VIP from (2026-02-01).",
        ),
        ("callback", {"caller_id": "p", "person_id": "p"}, "caller_id", "The caller may not be the person who served."),
        ("callback", {"reached": False, "tech": 3}, "reached", "There are ratings, so somebody was reached."),
        ("action", {"done_on": date(2026, 1, 1), "dropped_on": date(2026, 1, 1)}, "dropped_on", "An action is either"),
        ("risk", {"opened_on": date(2026, 2, 1), "due": date(2026, 1, 1)}, "due", "Due lies before Opened on"),
        (
            "network_review",
            {"done_on": date(2026, 2, 1), "reported_on": date(2026, 1, 1)},
            "reported_on",
            "Reported on lies",
        ),
    ],
)
def test_that_fields_must_fit_each_other(name: str, fields: dict[str, Any], field: str, words: str) -> None:
    faults = check_all(BY_NAME[name], BUILDERS[name](**fields))
    assert list(faults) == [field]
    assert faults[field].startswith(words)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("callback", {"caller_id": "p", "person_id": "q"}),
        ("callback", {}),
        ("callback", {"reached": False}),
        ("account", {"vip_from": date(2026, 1, 1), "vip_to": date(2026, 1, 1)}),
        ("network_review", {"planned_on": date(2026, 2, 1), "done_on": date(2026, 1, 1)}),
    ],
)
def test_that_fitting_fields_have_no_faults(name: str, fields: dict[str, Any]) -> None:
    assert check_all(BY_NAME[name], BUILDERS[name](**fields)) == {}


@pytest.mark.parametrize(
    ("name", "field"), [("account", "parent_id"), ("org_unit", "parent_id"), ("person", "manager_id")]
)
def test_that_no_record_is_above_itself(name: str, field: str) -> None:
    record = BUILDERS[name]()
    assert list(check_all(BY_NAME[name], replace(record, **{field: record.id}))) == [field]


def test_that_the_fault_of_the_field_itself_comes_first() -> None:
    plan = a_valid_plan(expires_on=date(1800, 1, 1))
    assert "out of reach" in check_all(BY_NAME["contingency_plan"], plan)["expires_on"]
