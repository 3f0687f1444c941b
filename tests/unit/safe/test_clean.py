# SPDX-License-Identifier: Apache-2.0
"""Text made storable and names made showable."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.safe.clean import check_length, clean_line, clean_text, count_controls, marked_bidi
from planner.safe.errors import RefusedError

_ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x07c", "abc"),
        ("one\r\ntwo\rthree\n\tfour", "one\ntwo\nthree\n\tfour"),
        ("e\u0301", "é"),
        ("half \ud83d", "half \ufffd"),
        ("\x85\x9f\x7f", ""),
        ("👩‍👩‍👧 𠮷野家 שלום", "👩‍👩‍👧 𠮷野家 שלום"),
    ],
)
def test_that_text_is_cleaned(text: str, expected: str) -> None:
    assert clean_text(text) == expected


@given(_ANY_TEXT)
def test_that_cleaned_text_is_storable_and_stays_so(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    assert clean.encode().decode() == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert "\x00" not in clean
    assert count_controls(clean) == 0


def test_that_removed_characters_are_counted() -> None:
    assert count_controls("a\r\nb\x00\ud800") == 2


def test_that_a_line_has_single_spaces() -> None:
    assert clean_line("  a \n\t b\u3000c ") == "a b c"


def test_that_a_name_cannot_turn_the_sentence_around_it() -> None:
    assert marked_bidi("invoice\u202exslx.exe") == "invoice⟦RLO⟧xslx.exe"
    assert marked_bidi("\u2069x") == "⟦PDI⟧x"
    assert marked_bidi("שלום") == "\u2068שלום\u2069"
    assert marked_bidi("Acme 东澜") == "Acme 东澜"


def test_that_a_limit_counts_exactly() -> None:
    assert check_length("x" * 10, 10) == "x" * 10
    with pytest.raises(RefusedError) as caught:
        check_length("x" * 11, 10)
    assert caught.value.code == "text-too-long"
    assert "11" in str(caught.value)
