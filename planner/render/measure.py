# SPDX-License-Identifier: Apache-2.0
"""How wide text will be, from the shipped width table, so that layout needs neither Qt nor a font library."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from itertools import groupby

from resources import resource

LATIN = "Inter"
CHINESE = "Noto Sans SC"
ELLIPSIS = "…"
_UNITS = 1000
_CHINESE_FROM = 0x2E80
# Closing signs that may not begin a line and opening signs that may not end one, in Chinese setting.
_NO_START = frozenset("，。、；：？！）》」』”’…%")
_NO_END = frozenset("（《「『“‘")


@cache
def _table(weight: int) -> dict[str, int]:
    tables = json.loads(resource("fonts", "inter-widths.json").read_text(encoding="utf-8"))
    return {str(char): int(units) for char, units in tables[str(weight)].items()}


def text_width(text: str, size: float, weight: int = 400) -> float:
    """The advance of ``text`` in px at ``size`` px; a character outside the table counts one em.

    Digits count as tabular figures. Weight is 400, 500 or 600; KeyError for any other.
    """
    table = _table(weight)
    return sum(table.get(char, _UNITS) for char in text) * size / _UNITS


def runs(text: str) -> tuple[tuple[str, str], ...]:
    """``text`` cut into (font family, part): characters of the table are Inter, all others the Chinese font."""
    table = _table(400)
    return tuple(
        (LATIN if latin else CHINESE, "".join(part)) for latin, part in groupby(text, key=lambda char: char in table)
    )


def elide(text: str, size: float, weight: int, room: float) -> str:
    """``text`` when it fits ``room`` px, else its longest beginning that does, with "…"; "" when nothing fits."""
    if text_width(text, size, weight) <= room:
        return text
    cut = text
    while cut and text_width(cut.rstrip() + ELLIPSIS, size, weight) > room:
        cut = cut[:-1]
    return cut.rstrip() + ELLIPSIS if cut else ""


def wrap(text: str, size: float, weight: int, room: float, lines: int = 2) -> tuple[str, ...]:
    """``text`` in at most ``lines`` lines of ``room`` px; what is left over makes the last line end in "…"."""
    done: list[str] = []
    rest = _pieces(" ".join(text.split()))
    while rest and len(done) < lines - 1:
        taken = _fit(rest, size, weight, room)
        done.append("".join(rest[:taken]).strip())
        rest = rest[taken:]
    if rest:
        done.append(elide("".join(rest).strip(), size, weight, room))
    return tuple(line for line in done if line)


def _fit(pieces: list[str], size: float, weight: int, room: float) -> int:
    """How many pieces go on one line; at least one, so that an overlong word moves on and is elided."""
    taken, line = 0, ""
    for piece in pieces:
        if taken and text_width((line + piece).rstrip(), size, weight) > room:
            break
        line += piece
        taken += 1
    return taken


def _pieces(text: str) -> list[str]:
    """Where a line may break: after a space, and between Chinese characters."""
    table = _table(400)
    pieces: list[str] = []
    for char in text:
        glued = (
            pieces
            and not pieces[-1].endswith(" ")
            and (
                (char in table and pieces[-1][-1] in table)
                or char in _NO_START
                or char == " "
                or pieces[-1][-1] in _NO_END
            )
        )
        if glued:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def first_fitting(choices: Sequence[str], size: float, weight: int, room: float, lines: int) -> tuple[str, ...]:
    """The first of the texts that needs no "…" on so many lines of ``room`` px; where none does, the last, cut."""
    for text in choices:
        found = wrap(text, size, weight, room, lines)
        if found and not found[-1].endswith(ELLIPSIS) and all(text_width(f, size, weight) <= room for f in found):
            return found
    return wrap(choices[-1], size, weight, room, lines) if choices and lines else ()


def name_in(name: str, size: float, weight: int, room: float, lines: int = 1) -> tuple[str, ...]:
    """A name that fits, shortened in every chart alike: whole, else with its first part as initial, else that cut."""
    shorter = initialled(name)
    choices = [name] if shorter == name else [name, shorter]
    found = first_fitting(choices, size, weight, room, lines)
    return tuple(elide(line, size, weight, room) for line in found)


def initialled(name: str) -> str:
    """ "Ana Featherstone" as "A. Featherstone"; a name of one part, or of words that are none, stays."""
    first, _, rest = name.strip().partition(" ")
    is_name = len(first) > 2 and first[0].isupper() and rest[:1].isupper() and ord(first[0]) < _CHINESE_FROM
    return f"{first[0]}. {rest}" if is_name else name


def wrap_whole(text: str, size: float, weight: int, room: float) -> tuple[str, ...]:
    """``text`` in as many lines of ``room`` px as it takes, nothing left out; overlong words are cut where they end."""
    lines: list[str] = []
    for part in text.split("\n"):
        rest = [cut for piece in _pieces(" ".join(part.split())) for cut in _cuts(piece, size, weight, room)]
        if not rest:
            lines.append("")
        while rest:
            taken = _fit(rest, size, weight, room)
            lines.append("".join(rest[:taken]).strip())
            rest = rest[taken:]
    return tuple(lines)


def _cuts(piece: str, size: float, weight: int, room: float) -> list[str]:
    """A piece that is wider than a line, in parts that are not."""
    made: list[str] = []
    while len(piece) > 1 and text_width(piece.rstrip(), size, weight) > room:
        taken = len(piece) - 1
        while taken > 1 and text_width(piece[:taken], size, weight) > room:
            taken -= 1
        made.append(piece[:taken])
        piece = piece[taken:]
    return [*made, piece]
