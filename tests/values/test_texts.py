# SPDX-License-Identifier: Apache-2.0
"""Any text goes through every text field and back; limits count exactly; nothing breaks the store."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.entities.registry import ENTITIES
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN, PlanStep
from planner.entities.spec import EntitySpec, FieldSpec, Kind
from planner.kernel.errors import ValidationError
from planner.safe.clean import clean_text
from planner.services import crud
from planner.services.session import Session
from tests.stores import a_stored

# every plane, with halves of pairs, controls, what turns the writing round and what combines
_ANY = st.text(st.characters(exclude_categories=()), max_size=80)
_HARD = (
    "a\x00b", "\ud83d half", "half \udc00", "e\u0301", "\u202egnp.exe", "zero\u200bwidth", "\ufeffmark", "𠮷野家 𰻞",
    "שלום עולם", "مرحبا", "👩\u200d👩\u200d👧\u200d👦 🏳️\u200d🌈", "กำลัง", "नमस्ते", "ﬀ ligature", "Å Å Å",
    "'; DROP TABLE account; --", '"quoted"', "%s %d {x} {{y}}", "<b>bold</b> &amp;", "=1+1", "007", "1,5", "1.5",
    "50 %", "0034 91 555 01 23", "\u2028line\u2029par", "\x85next", '\\x00 \\ud800', "NULL", "None",
)  # fmt: skip
_TEXTS = (Kind.TEXT, Kind.NOTE)
_SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def _text_fields(spec: EntitySpec[Any]) -> list[FieldSpec]:
    return [field for field in spec.fields if field.kind in _TEXTS]


_SPECS = [spec for spec in ENTITIES if _text_fields(spec) and not spec.append_only]
_CASES = [
    pytest.param(spec, field, id=f"{spec.name}.{field.name}")
    for spec in _SPECS
    for field in _text_fields(spec)
    if field.editable and spec.name != "attachment"  # the others are set by verbs only
]


@pytest.fixture
def records(session: Session) -> dict[str, Any]:
    """One stored record of every kind that has a text."""
    return {spec.name: a_stored(session, spec.name) for spec in _SPECS}


@_SHARED
@given(_ANY)
def test_that_any_text_in_every_field_comes_back_as_it_was_cleaned(
    session: Session, records: dict[str, Any], text: str
) -> None:
    assert _round_trips(session, records, text) > 0


def test_that_hard_texts_come_back_from_every_field_as_they_were_cleaned(
    session: Session, records: dict[str, Any]
) -> None:
    kept = sum(_round_trips(session, records, text) for text in _HARD)
    assert kept > 1000


@pytest.mark.parametrize(("spec", "field"), _CASES)
def test_that_the_limit_of_a_field_counts_exactly(session: Session, spec: EntitySpec[Any], field: FieldSpec) -> None:
    key, before = a_stored(session, spec.name).id, None
    for size in (field.limit - 1, field.limit):
        text = _shaped(field, size)
        if _set(session, spec, key, field, text):
            before = text
            assert getattr(crud.get(session, spec, key), field.name) == text
    assert not _set(session, spec, key, field, _shaped(field, field.limit + 1))
    assert before is None or getattr(crud.get(session, spec, key), field.name) == before


def test_that_texts_inside_lists_are_cleaned_like_all_others(session: Session) -> None:
    plan = a_stored(session, "contingency_plan")
    hard = tuple(PlanStep(action=f"step {text}") for text in _HARD)
    crud.set_field(session, CONTINGENCY_PLAN, plan.id, "steps", hard)
    kept = crud.get(session, CONTINGENCY_PLAN, plan.id).steps
    assert [step.action for step in kept] == [clean_text(step.action).strip() for step in hard]


def _round_trips(session: Session, records: dict[str, Any], text: str) -> int:
    """How many fields took the text; each gives it back, and those that refused it hold what they held."""
    kept = 0
    for spec in _SPECS:
        key = records[spec.name].id
        for field in _text_fields(spec):
            before = getattr(crud.get(session, spec, key), field.name)
            took = _set(session, spec, key, field, text)
            expected = (clean_text(text).strip() or None) if took else before
            assert getattr(crud.get(session, spec, key), field.name) == expected, f"{spec.name}.{field.name}"
            kept += took
    return kept


def _set(session: Session, spec: EntitySpec[Any], key: str, field: FieldSpec, text: str) -> bool:
    try:
        crud.set_field(session, spec, key, field.name, text)
    except ValidationError as refused:
        return not refused.faults  # a refusal says why
    return True


def _shaped(field: FieldSpec, size: int) -> str:
    """A text of that many characters, none of which cleaning would take."""
    return ("海岚 abc é " * (size // 9 + 1))[: size - 1].strip().ljust(size, "x")


def test_that_no_record_has_a_text_that_is_not_checked() -> None:
    """The texts in the lines of these lists are checked part by part (`validate`); another list is to be added here."""
    holders = {
        f"{spec.name}.{field.name}"
        for spec in ENTITIES
        for field in spec.fields
        if field.item is not None and is_dataclass(field.item.cls) and fields(field.item.cls)
    }
    assert holders == {
        "checklist_template.items",
        "contingency_plan.steps",
        "network_review.templates",
        "site.impact_examples",
        "visit_plan.facts",
    }
