# SPDX-License-Identifier: Apache-2.0
"""Writes days as an iCalendar file (RFC 5545) that a second import updates (issue 4, part 10).

A writer of our own (ADR 0025): whole days only, so that neither time zones nor repetitions are needed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from planner.kernel.data import dataclass

_FOLD: Final = 75  # octets of a line without its end
_PRODUCT: Final = "-//Waterline//Waterline//EN"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEvent:
    """One whole day. ``uid`` stays the same for ever; ``sequence`` rises with every change that was given out."""

    uid: str
    on: date
    summary: str = ""
    description: str = ""
    location: str = ""
    sequence: int = 0
    cancelled: bool = False


def ics(events: Iterable[DayEvent], *, name: str, stamped: datetime, private: bool) -> bytes:
    """The file: lines end in CRLF and hold at most 75 octets; the same events give the same bytes.

    ``private`` marks every event as private, which shared calendars hide from others.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in events:
        lines.extend(_event(event, stamped, private=private))
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in folded(line))


def _event(event: DayEvent, stamped: datetime, *, private: bool) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{stamped.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{_day(event.on)}"
    yield f"DTEND;VALUE=DATE:{_day(event.on + timedelta(days=1))}"  # the end is the first day that is free again
    for key, text in (("SUMMARY", event.summary), ("DESCRIPTION", event.description), ("LOCATION", event.location)):
        if text:
            yield f"{key}:{escaped(text)}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield f"CLASS:{'PRIVATE' if private else 'PUBLIC'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def escaped(text: str) -> str:
    """A text value: backslash, semicolon, comma and line ends are escaped, other controls vanish."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lined = "\\n".join(plain.splitlines())
    return "".join(sign for sign in lined if unicodedata.category(sign) not in {"Cc", "Cs"})


def folded(line: str) -> Iterator[bytes]:
    """A line in parts of at most 75 octets, none cut inside a character; those after the first begin with a space."""
    part = b""
    for sign in line:
        octets = sign.encode()
        if len(part) + len(octets) > _FOLD:
            yield part
            part = b" "
        part += octets
    yield part
