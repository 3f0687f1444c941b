# SPDX-License-Identifier: Apache-2.0
"""The calendar file by RFC 5545: line ends, folding, escaping, whole days."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from planner.formats.calendar_out import DayEvent, escaped, folded, ics

_NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def _lines(content: bytes) -> list[str]:
    """The lines as a reader puts them together again."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_that_a_day_is_whole_and_ends_before_the_next() -> None:
    event = DayEvent(uid="review-1@waterline", on=date(2026, 12, 31), summary="Network review", sequence=2)
    lines = _lines(ics([event], name="Reviews", stamped=_NOW, private=True))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    for wanted in (
        "VERSION:2.0", "METHOD:PUBLISH", "UID:review-1@waterline", "DTSTAMP:20261121T093000Z", "SEQUENCE:2",
        "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "SUMMARY:Network review", "CLASS:PRIVATE",
        "STATUS:CONFIRMED", "TRANSP:TRANSPARENT",
    ):  # fmt: skip
        assert wanted in lines


def test_that_every_line_ends_in_crlf_and_no_bare_line_end_is_left() -> None:
    content = ics([DayEvent(uid="u", on=date(2026, 1, 1), summary="a\nb\r\nc")], name="x", stamped=_NOW, private=False)
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    assert b"SUMMARY:a\\nb\\nc" in content


def test_that_signs_with_a_meaning_are_escaped() -> None:
    assert escaped("a,b;c\\d\x07") == "a\\,b\\;c\\\\d"


def test_that_a_cancelled_day_says_so() -> None:
    content = ics([DayEvent(uid="u", on=date(2026, 1, 1), cancelled=True)], name="x", stamped=_NOW, private=False)
    assert b"STATUS:CANCELLED" in content
    assert b"CLASS:PUBLIC" in content
    assert b"SUMMARY" not in content


@given(st.text(max_size=400))
def test_that_folded_lines_hold_75_octets_and_no_half_character_and_come_back_whole(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    parts = list(folded(line))
    assert all(len(part) <= 75 for part in parts)
    assert all(part.startswith(b" ") for part in parts[1:])
    assert parts[0] + b"".join(part[1:] for part in parts[1:]) == line.encode()
    for part in parts:
        part.decode()
