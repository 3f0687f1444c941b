# SPDX-License-Identifier: Apache-2.0
"""Text widths and line breaks without a font library."""

from __future__ import annotations

import pytest

from planner.render.measure import CHINESE, LATIN, elide, runs, text_width, wrap


def test_that_a_chinese_character_is_as_wide_as_the_type_is_high() -> None:
    assert text_width("电池组", 14) == pytest.approx(42)


def test_that_all_digits_have_one_width_and_semibold_is_wider() -> None:
    assert len({text_width(digit, 14) for digit in "0123456789"}) == 1
    assert text_width("Relation", 14, 600) > text_width("Relation", 14, 400)


def test_that_mixed_text_is_cut_into_one_part_for_each_font() -> None:
    assert runs("B1 电池组 R2") == ((LATIN, "B1 "), (CHINESE, "电池组"), (LATIN, " R2"))


def test_that_short_text_is_left_alone_and_long_text_ends_in_an_ellipsis() -> None:
    assert elide("Service", 14, 400, 200) == "Service"
    cut = elide("Rectifier overload, outage of 3 stores", 14, 400, 100)
    assert cut.endswith("…")
    assert text_width(cut, 14) <= 100


def test_that_nothing_is_left_where_not_even_the_ellipsis_fits() -> None:
    assert elide("Service", 14, 400, 3) == ""


def test_that_lines_break_at_words_and_the_last_line_takes_the_rest() -> None:
    lines = wrap("Rectifier overload, outage of 3 stores", 14, 400, 130, 2)
    assert lines == ("Rectifier overload,", "outage of 3 stores")


def test_that_chinese_breaks_between_characters_but_never_before_a_full_stop() -> None:
    lines = wrap("冷链断电电池组老化。请检查", 14, 400, 14 * 9, 2)
    assert "".join(lines) == "冷链断电电池组老化。请检查"
    assert not lines[1].startswith("。")


def test_that_a_word_wider_than_the_room_is_elided_not_dropped() -> None:
    assert wrap("Uninterruptiblepowersupply", 14, 400, 80, 2)[0].startswith("Uninter")
