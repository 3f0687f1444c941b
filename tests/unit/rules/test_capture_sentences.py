# SPDX-License-Identifier: Apache-2.0
"""The notes of docs/capture.md are read rightly or left as text, and the page shows what is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.capture_table import BEGIN, END, tables
from tests.unit.rules.capture_sentences import SENTENCES, Sentence, found, left, read

PAGE = Path(__file__).resolve().parents[3] / "docs" / "capture.md"


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda one: f"{one.language}-{one.text[:24]}")
def test_that_a_note_is_read_as_it_is_meant_or_left_as_text(sentence: Sentence) -> None:
    reading = read(sentence)
    assert sorted(found(reading)) == sorted(sentence.read)
    assert sorted(left(reading)) == sorted(sentence.left)


def test_that_there_are_ten_notes_in_each_language() -> None:
    assert [sum(one.language == name for one in SENTENCES) for name in ("en", "es", "zh")] == [10, 10, 10]


def test_that_the_page_shows_the_notes_as_they_are_read() -> None:
    page = PAGE.read_text(encoding="utf-8")
    shown = page.partition(BEGIN)[2].partition(END)[0]
    assert shown.strip() == tables().strip(), "run: python -m tests.tools.capture_table"
