# SPDX-License-Identifier: Apache-2.0
"""A person is found in free text however they were written, and nobody else is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.mentions import EXACT, GUESS, Finder, Identity, context, name_parts, whole_names

ANA = Finder(
    Identity(
        names=(*whole_names("Ana Pérez", "Ana", "Pérez"), "王小明"),
        parts=("Ana", "Pérez"),
        emails=("ana@x.example",),
        phones=("+34 600 123 123", "+86 138 0013 8000"),
        numbers=("C-10042",),
    )
)


def found(text: str, sort: str = EXACT) -> list[str]:
    return [text[one.start : one.end] for one in ANA.find(text) if one.sort == sort]


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("met ana perez today", ["ana perez"]),
        ("Ana  Pe\u0301rez, and ANA\nPÉREZ", ["Ana  Pe\u0301rez", "ANA\nPÉREZ"]),
        ("Pérez, Ana (CFO)", ["Pérez, Ana"]),
        ("与王小明见面", ["王小明"]),
        ("mail ANA@x.example.", ["ANA@x.example"]),
        ("600-12-31-23, (0)600 123 123", ["600-12-31-23", "(0)600 123 123"]),
        ("0034600123123 or +34 (600) 123123", ["0034600123123", "+34 (600) 123123"]),
        ("tel 13800138000", ["13800138000"]),
        ("on 2026-11-21 600123123", ["600123123"]),
        ("number c-10042!", ["c-10042"]),
    ],
)
def test_that_the_person_is_found_however_written(text: str, exact: list[str]) -> None:
    assert found(text) == exact
    assert found(ANA.replaced(text, "[erased]")) == []


@pytest.mark.parametrize(
    "text", ["anaperez", "ana@x.example.com", "xana@x.example", "Susana Pérezo", "1600123123", "6001231234", "王小"]
)
def test_that_somebody_else_is_not(text: str) -> None:
    assert found(text) == []
    assert ANA.replaced(text, "[erased]") == text


def test_that_a_part_of_the_name_is_a_guess_and_only_outside_the_whole_one() -> None:
    assert found("Ana Pérez and Perez", GUESS) == ["Perez"]
    assert ANA.replaced("Ana Pérez and Perez", "–", guesses=True) == "– and –"


@pytest.mark.parametrize(
    ("name", "given", "family", "parts"),
    [
        ("Ana Pérez", None, None, ("Ana", "Pérez")),
        ("Ana Pérez", "Ana", None, ("Ana",)),
        ("Cher", None, None, ()),
        ("王小明", "小明", "王", ("小明", "王")),
    ],
)
def test_that_the_parts_of_a_name_are_known(name: str, given: str, family: str, parts: tuple[str, ...]) -> None:
    assert name_parts(name, given, family) == parts


def test_that_a_name_too_short_to_tell_is_a_guess() -> None:
    bo = Finder(Identity(names=("Bo",)))
    jo = Finder(Identity(names=("Joan",)))
    assert bo.find("Bo said") == []
    assert [one.sort for one in jo.find("Joan said")] == [GUESS]


def test_that_the_context_is_one_short_line() -> None:
    text = "x" * 60 + "\n Ana Pérez\nagreed " + "y" * 60
    before, match, after = context(text, ANA.find(text)[0])
    assert match == "Ana Pérez"
    assert before.startswith("…")
    assert after.startswith(" agreed")
    assert "\n" not in before + after


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["Ana Pérez", "ana@x.example", "王小明"]))
def test_that_nothing_of_the_person_survives_between_any_texts(before: str, after: str, who: str) -> None:
    text = f"{before} {who} {after}"
    done = ANA.replaced(text, "[erased]")
    assert not ANA.has(done)
    assert unicodedata.normalize("NFC", who) not in unicodedata.normalize("NFC", done)
