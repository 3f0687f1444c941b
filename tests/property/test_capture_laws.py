# SPDX-License-Identifier: Apache-2.0
"""Laws of reading a note: it never fails, loses nothing, tells real days from today on, and reads the same again."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from planner.rules.capture import types as kinds
from planner.rules.capture.reader import Reader
from planner.rules.capture.types import Read
from tests.unit.rules.capture_sentences import SENTENCES, known

PARTS = (
    *(part for one in SENTENCES for part in re.split(r"(?<=[ ，。])", one.text)),
    "!3x4", "!6x9 ", ">AV ", "＞王明 ", "@Ruiz ", "＠", "~if ", "～如果", "#t", "31/02", " 27 Nov", "next Tuesday",
    "周五前", "\n", "\r\n", "  ", ". ", "。", "R2 ", "Rectifier R2", "failed", " 91 %", "\u0000", "\ud7ff", "e\u0301",
    "👩\u200d🔧", "\u202e", "٣", "３×４", "29 February", "in 9999 weeks", "2年底", "三十一月", "İ", "ß", "ﬁ",
)  # fmt: skip
NOTES = st.one_of(st.lists(st.sampled_from(PARTS), max_size=14).map("".join), st.text(max_size=120))
LANGUAGES = st.sampled_from(("en", "es", "zh"))
DAYS = st.dates()


def _read(text: str, language: str, today: date) -> Read:
    return Reader(known(language, today)).read(text)


@given(NOTES, LANGUAGES, DAYS)
def test_that_any_text_is_read_and_no_character_of_it_is_lost(text: str, language: str, today: date) -> None:
    read = _read(text, language, today)
    assert read.text == text
    assert "".join(text[start:end] for start, end, _ in read.pieces()) == text
    for one in read.readings:
        assert 0 <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        assert one.value is None or one.value in one.choices
        assert one.value is not None or one.why is not None


@given(NOTES, LANGUAGES, DAYS)
def test_that_what_became_no_record_stays_in_the_finding(text: str, language: str, today: date) -> None:
    read = _read(text, language, today)
    rest = "".join(text[start:end] for start, end, taken in read.pieces() if not taken)
    assert _letters(read.prose) == _letters(rest)


@given(NOTES, LANGUAGES, DAYS)
@example(">AV call E. Ruiz tomorrow 10am", "en", date(2026, 11, 23))
def test_that_every_word_of_an_action_is_in_its_title_owner_or_day(text: str, language: str, today: date) -> None:
    read = _read(text, language, today)
    for action in read.of(kinds.ACTION):
        parts = [one for one in read.of(kinds.OWNER) + read.of(kinds.DUE) if one.group == action.group]
        told = _letters(str(action.value)) + "".join(_letters(one.text) for one in parts)
        assert sorted(told) == sorted(_letters(action.text))


@given(NOTES, LANGUAGES, DAYS)
def test_that_a_day_is_never_before_today_unless_its_year_is_written(text: str, language: str, today: date) -> None:
    for due in _read(text, language, today).of(kinds.DUE):
        assert isinstance(due.value, date)
        assert due.value >= today or re.search(r"\d{4}|/\d{2}\b", due.text)


@given(NOTES, LANGUAGES, DAYS)
def test_that_a_text_reads_the_same_again(text: str, language: str, today: date) -> None:
    reader = Reader(known(language, today))
    assert reader.read(text) == reader.read(text) == _read(text, language, today)


@given(NOTES, LANGUAGES, DAYS)
def test_that_any_correction_is_taken_and_loses_nothing(text: str, language: str, today: date) -> None:
    reader = Reader(known(language, today))
    read = reader.read(text)
    for one in read.readings:
        for value in (None, *one.choices):
            again = reader.read(text, {one.key: value})
            assert "".join(text[start:end] for start, end, _ in again.pieces()) == text
            same = [other for other in again.readings if other.key == one.key]
            assert all(other.value == value or other.group for other in same)


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
