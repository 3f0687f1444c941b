# SPDX-License-Identifier: Apache-2.0
"""Where the marks of quick capture stand: @person !likelihood×impact >owner action ~contingency #topic.

What only looks like one is none: "> 95 %", "~ 20 °C", "a@b.org", "#204", an arrow. Full-width signs are the same signs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from re import Match
from typing import Final

from planner.kernel.data import dataclass
from planner.rules.capture.types import ACTION, PERSON, SCORE, TOPIC, TRIGGER

PLAN: Final = TRIGGER
_SIGN: Final = re.compile(
    r"(?<![A-Za-z0-9!！])(?P<score>[!！])(?:(?<=\s[!！])\s|(?<=^[!！])\s)?(?P<first>L?\s?\d{1,3})\s?(?:[x×*✕X＊]\s?I?|I)\s?(?P<second>\d{1,3})(?![A-Za-z0-9.,]\d|[A-Za-z0-9])"
    r"|(?<![A-Za-z0-9._%+-])(?P<person>[@＠])(?=[^\W\d_])"
    r"|(?<![A-Za-z0-9&#＃/])(?P<topic>[#＃])(?P<word>[^\W\d_][\w-]{0,39})"
    r"|(?<![A-Za-z0-9~～])(?P<plan>[~～])(?=\s?[^\W\d_]|\s?[<>＜＞≥≤]\s?\d)"
    r"|(?<![A-Za-z0-9>＞=<-])(?P<action>[>＞])(?=[^\W\d_])"
)  # fmt: skip
_AMOUNT: Final = re.compile(
    r"\s?(?:half|ten|twenty|a\s+(?:dozen|third|quarter|few|couple)|one|two|three|four|five|six|eight|nine|"
    r"la\s+mitad|medi[oa]|diez|veinte|un[oa]?\s+docena|dos|tres|cuatro|cinco|[一二两兩三四五六七八九十百半](?!旦))",
    re.IGNORECASE,
)
_END: Final = re.compile(r"[\n。；;]|[.!?！？…]+(?=\s+[^\W\d_a-zà-öø-ÿ]|\s+[¿¡])|[！？]")
_SHORT: Final = re.compile(
    r"(?:(?-i:\b[^\W\d_a-zà-ÿ])|\b(?:no|nr|dr|mr|mrs|ms|sr|sra|srta|ing|lic|núm|approx|aprox|st|vs|etc|max|min|máx|mín|"
    r"mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|ene|abr|ago|dic))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark and all that belongs to it; ``inside`` says that it stands in an action, as "call @Ruiz"."""

    kind: str
    start: int
    end: int
    match: Match[str]
    inside: bool = False


def find_marks(text: str, is_ours: Callable[[int], bool]) -> list[Mark]:
    """All marks in their order; ``is_ours`` tells whether one of our people is named at a place."""
    signs: list[Match[str]] = []
    for m in _SIGN.finditer(text):
        if _is_mark(text, m, signs[-1] if signs else None, is_ours):
            signs.append(m)
    found: list[Mark] = []
    for place, m in enumerate(signs):
        kind = _kind(m)
        inside = bool(found) and any(m.start() < other.end for other in found)
        if inside and kind != PERSON:
            continue
        following = [other.start() for other in signs[place + 1 :] if _kind(other) != PERSON]
        end = (
            _block_end(text, m.end(), min(following, default=len(text)), kind=kind)
            if kind in {ACTION, PLAN}
            else m.end()
        )
        found.append(Mark(kind, m.start(), end, m, inside=inside))
    return found


def _kind(m: Match[str]) -> str:
    return {"score": SCORE, "person": PERSON, "topic": TOPIC, "plan": PLAN, "action": ACTION}[_sign(m)]


def _sign(m: Match[str]) -> str:
    return next(name for name in ("score", "person", "topic", "plan", "action") if m[name])


def _is_mark(text: str, m: Match[str], before: Match[str] | None, is_ours: Callable[[int], bool]) -> bool:
    """Whether a sign is a mark, where ``before`` is the mark before it."""
    sign = _sign(m)
    if sign not in {"plan", "action"}:
        return True
    head = text[: m.start()].rstrip(" \t")
    begins = not head or head[-1] in "\n。；，！？.;!?)）"
    if sign == "plan":
        spaced = text[m.end()].isspace() and not (not head or head[-1] == "\n")  # "x ~ y" is prose
        return not spaced and _AMOUNT.match(text, m.end()) is None
    # "load >limit" is prose; behind another mark it is one.
    follows = (
        before is not None
        and _sign(before) in {"score", "action", "topic"}
        and "\n" not in text[before.end() : m.start()]
    )
    return begins or follows or is_ours(m.end())


def _block_end(text: str, start: int, end: int, *, kind: str = "") -> int:
    """Where an action or a contingency ends: at the end of its sentence or line, or where the next mark stands.

    The steps of a contingency may be set apart by semicolons.
    """
    for m in _END.finditer(text, start, end):
        if kind == PLAN and m[0] in ";；":
            continue
        if not (m[0] == "." and _SHORT.search(text, max(start, m.start() - 8), m.start())):
            return m.start() + (0 if m[0] == "\n" else len(m[0]))
    return end


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences between two places, signs at their ends included."""
    found: list[tuple[int, int]] = []
    at = start
    while at < end:
        stop = _block_end(text, at, end)
        stop = stop + 1 if stop == at else stop
        found.append((at, stop))
        at = stop
    return found
