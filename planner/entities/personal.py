# SPDX-License-Identifier: Apache-2.0
"""Which fields hold data about people: the map that export, erasure and docs/PRIVACY.md are made from.

Nothing here is kept by hand for a new noun: its fields are sorted by their kind and by what they refer to.
"""

from __future__ import annotations

from typing import Any, Final

from planner.entities.spec import EntitySpec, FieldSpec, Kind

PEOPLE: Final = ("contact", "person")
"""The nouns that are people: those of the customer, and our own."""

ABOUT: Final[dict[str, dict[str, str]]] = {
    "contact": {
        "contact": "id",
        "decision_role": "contact_id",
        "relation_assessment": "contact_id",
        "relation_edge": "contact_id",
        "map_place": "contact_id",
    },
    "person": {"person": "id"},
}
"""For each kind of person the nouns that are about one person alone, and the column that says whom."""

WORDS_OF: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "callback": (("contact_id", "text"),),
    "explain_session": (("listeners", "questions"),),
    "interaction": tuple(
        ("participants", name) for name in ("title", "outcomes", "customer_commitments", "our_promises")
    ),
}
"""What was written down with a person alone: (the column that names them, the text that is then theirs)."""

DRAWN_BY: Final[dict[str, tuple[str, str, str]]] = {
    "explain_session": ("signature", "acknowledged_by", "acknowledged_name"),
}
"""What a person drew by hand: the field it is kept in, and the fields that tell whose it is, by id or by name."""

_POINTERS: Final = frozenset({"target_id", "ref_id", "parent_id"})


def is_about_one(spec: EntitySpec[Any]) -> bool:
    """Whether records of this kind are about one person alone."""
    return any(spec.name in kinds for kinds in ABOUT.values())


def refers_to(field: FieldSpec, kind: str) -> bool:
    """Whether a field names people of that kind by their ids."""
    return field.ref == kind and field.kind in {Kind.REF, Kind.LIST}


def is_pointer(field: FieldSpec) -> bool:
    """Whether a field holds the id of a record of any kind, named in the field before it."""
    return field.name in _POINTERS and field.kind is Kind.TEXT


def is_drawn(spec: EntitySpec[Any], field: FieldSpec) -> bool:
    """Whether a field holds what somebody drew by hand."""
    return spec.name in DRAWN_BY and DRAWN_BY[spec.name][0] == field.name


def is_free_text(field: FieldSpec) -> bool:
    """Whether people may be mentioned in a field by whoever typed into it."""
    return field.editable and (field.kind in {Kind.TEXT, Kind.NOTE} or (field.kind is Kind.LIST and not field.ref))


def sort_of(spec: EntitySpec[Any], field: FieldSpec) -> str:
    """``about`` a person, a ``reference`` to one, ``words`` of one, free ``text`` that may mention one, or ""."""
    if is_about_one(spec) and field.name not in {"account_id", "audience"}:
        return "about"
    if any(refers_to(field, kind) for kind in PEOPLE):
        return "reference"
    if is_drawn(spec, field) or any(field.name == text for _, text in WORDS_OF.get(spec.name, ())):
        return "words"
    return "text" if is_free_text(field) else ""
