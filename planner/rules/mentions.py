# SPDX-License-Identifier: Apache-2.0
"""Finding a person in free text: by name, e-mail and phone exactly, by parts of the name as a guess.

Accents, case, spaces and the ways to write a phone number make no difference. A part of a name alone may be somebody
else, so it is told apart and left to a person to judge.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

from planner.kernel.data import dataclass

EXACT, GUESS = "exact", "guess"
_CJK: Final = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_IS_CJK: Final = re.compile(f"[{_CJK}]")
_MARKS: Final = "[\u0300-\u036f]*"
_ACCENTS: Final = re.compile("[\u0300-\u036f]+")
_BETWEEN: Final = r"[\s().\-/\u2010-\u2013]*"
_LEAST_DIGITS: Final = 6
_NATIONAL: Final = 8
_ROUND: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """All that a person is or was called: names (whole), parts of names, e-mails, phones, numbers of other systems."""

    names: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text: from, to, and whether it is exact or a guess."""

    start: int
    end: int
    sort: str


class Finder:
    """Finds and replaces one person in texts; compiled once."""

    def __init__(self, identity: Identity) -> None:
        whole: list[str] = []
        short: list[str] = []
        for name in identity.names:
            (whole if _is_telling(name) else short).append(name)
        for number in identity.numbers:
            (whole if len(number) >= _LEAST_DIGITS else short).append(number)
        parts = [part for part in (*identity.parts, *short) if _is_part(part)]
        phones = filter(None, map(_phone, identity.phones))
        self._exact = [
            _Patterns([*map(_words, whole), *map(_email, identity.emails)], [*whole, *identity.emails]),
            _Patterns(phones, ()),
        ]
        self._guess = [_Patterns(map(_words, parts), parts)]

    def find(self, text: str) -> list[Mention]:
        """All places, in their order; a guess inside an exact place is no place of its own."""
        folded = fold(text)
        found = [Mention(m.start(), m.end(), EXACT) for one in self._exact for m in one.all(text, folded)]
        taken = [(one.start, one.end) for one in found]
        for one in self._guess:
            free = (m for m in one.all(text, folded) if not any(s < m.end() and m.start() < e for s, e in taken))
            found += [Mention(m.start(), m.end(), GUESS) for m in free]
        return sorted(found, key=lambda one: one.start)

    def has(self, text: str) -> bool:
        """Whether the person is in the text for certain."""
        folded = fold(text)
        return any(True for one in self._exact for _ in one.all(text, folded))

    def may_be_in(self, text: str) -> bool:
        """A quick look: False when neither the person nor a guess can be in the text."""
        folded = fold(text)
        return any(one.fits(text, folded) for one in (*self._exact, *self._guess))

    def replaced(self, text: str, by: str, *, guesses: bool = False) -> str:
        """The text without the person."""
        for one in (*self._exact, *(self._guess if guesses else ())):
            text = one.replaced(text, by)
        return text


class _Patterns:
    """Patterns that are only tried on a text in which one of the ``hints`` stands; texts can be long."""

    def __init__(self, patterns: Iterable[str], hints: Iterable[str]) -> None:
        known = sorted(dict.fromkeys(patterns), key=len, reverse=True)
        self._pattern = re.compile("|".join(known), re.IGNORECASE if any(hints) else 0) if known else None
        self._hints = tuple({max(fold(hint).split(), key=len, default="") for hint in hints})

    def fits(self, text: str, folded: str) -> bool:
        """Whether a match is possible."""
        if self._pattern is None:
            return False
        if self._hints:
            return any(hint in folded for hint in self._hints)
        return self._pattern.search(text) is not None

    def all(self, text: str, folded: str) -> Iterable[re.Match[str]]:
        """Every match."""
        return self._pattern.finditer(text) if self._pattern is not None and self.fits(text, folded) else ()

    def replaced(self, text: str, by: str) -> str:
        """The text with every match replaced."""
        fits = self._pattern is not None and self.fits(text, fold(text))
        return self._pattern.sub(lambda _: by, text) if fits and self._pattern is not None else text


def fold(text: str) -> str:
    """The text without case, accents and widths, for a quick look."""
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()


def context(text: str, mention: Mention) -> tuple[str, str, str]:
    """What stands before a place, at it and behind it, on one line and short."""
    before, after = text[: mention.start], text[mention.end :]
    left = " ".join(before[-_ROUND:].split()) + (" " if before[-1:].isspace() else "")
    right = (" " if after[:1].isspace() else "") + " ".join(after[:_ROUND].split())
    return (
        ("…" if len(before) > _ROUND else "") + left,
        text[mention.start : mention.end],
        right + ("…" if len(after) > _ROUND else ""),
    )


def whole_names(name: str, given: str | None, family: str | None) -> tuple[str, ...]:
    """The name and the orders in which its parts are written."""
    found = [name]
    if given and family:
        joined = f"{family}{given}" if _IS_CJK.search(family) else f"{given} {family}"
        found += [joined, f"{family} {given}", f"{family}, {given}"]
    return tuple(dict.fromkeys(filter(None, found)))


def name_parts(name: str, given: str | None, family: str | None) -> tuple[str, ...]:
    """What of a name may stand for the person."""
    known = [part for part in (given, family) if part]
    return tuple(dict.fromkeys(known or (name.split() if " " in name.strip() else ())))


def digits(text: str) -> str:
    """The digits of a phone number."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdecimal())


def _is_telling(name: str) -> bool:
    """Whether a name is long enough to mean this person wherever it stands."""
    cjk = len(_IS_CJK.findall(name))
    return cjk >= 2 or len(name.split()) > 1 or len(name) >= 5


def _is_part(part: str) -> bool:
    return bool(_IS_CJK.search(part)) or len(part.strip(".")) >= 3


def _words(text: str) -> str:
    """A name in any case, with or without accents, with any space between its words."""
    words = [_letters(word) for word in unicodedata.normalize("NFKC", text).split()]
    plain = r"\s+".join(words)
    return f"{_edge(text[:1], behind=False)}{plain}{_edge(text[-1:], behind=True)}"


def _letters(word: str) -> str:
    return "".join(_letter(c) for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@cache
def _letter(letter: str) -> str:
    if not letter.isalpha() or _IS_CJK.match(letter):
        return re.escape(letter)
    base = letter.casefold()
    alike = "".join(c for c in _accented() if _base(c) == base)
    return f"[{re.escape(letter + alike)}]{_MARKS}"


@cache
def _accented() -> str:
    return "".join(chr(n) for n in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))


def _base(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0].casefold()


def _edge(letter: str, *, behind: bool) -> str:
    """Latin names end where the word ends; Chinese ones stand in running text."""
    if not letter or _IS_CJK.match(letter) or not letter.isalnum():
        return ""
    inside = rf"[^\W_{_CJK}]"
    return f"(?!{inside})" if behind else f"(?<!{inside})"


def _email(text: str) -> str:
    return rf"(?<![\w.+%-]){re.escape(text.strip())}(?![\w%-])(?!\.\w)"


def _phone(text: str) -> str:
    """The number with any signs between its digits, with and without its country code."""
    found = digits(text)
    if len(found) < _LEAST_DIGITS:
        return ""
    ways = [rf"(?:\+|00)?{_BETWEEN.join(found)}"]
    if len(found) > _NATIONAL:
        codes = (found[length:] for length in (1, 2, 3))
        ways += [rf"\(?0?\)?{_BETWEEN.join(rest)}" for rest in codes if len(rest) >= _NATIONAL]
    return rf"(?<!\d)(?:{'|'.join(ways)})(?!\d)"
