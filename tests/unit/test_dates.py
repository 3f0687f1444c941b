# SPDX-License-Identifier: Apache-2.0
"""Days in words or by the chosen pattern, here and in documents for others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from planner.kernel import dates
from planner.kernel.text import speaking

DAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _words_again() -> Iterator[None]:
    yield
    dates.use_pattern("")


def test_that_days_are_words_until_a_pattern_is_chosen() -> None:
    assert dates.day_text(DAY) == "21 Nov 2026"
    assert dates.short_day(DAY) == "21 Nov"
    assert dates.near_day(DAY, date(2026, 11, 2)) == "21 Nov"
    assert dates.near_day(DAY, date(2028, 11, 2)) == "21 Nov 2026"


def test_that_a_pattern_holds_for_every_day_shown() -> None:
    dates.use_pattern("%d/%m/%Y")
    for text in (dates.day_text(DAY), dates.short_day(DAY), dates.near_day(DAY, date(2026, 11, 2))):
        assert text == "21/11/2026"
    assert dates.day_words(DAY) == "21 Nov 2026"


def test_that_documents_for_others_keep_words_that_no_one_misreads() -> None:
    dates.use_pattern("%m/%d/%Y")
    with speaking("en"):
        assert dates.day_text(DAY) == "21 Nov 2026"
    with speaking("es"):
        assert dates.day_text(DAY) == "21 nov 2026"
    assert dates.day_text(DAY) == "11/21/2026"
