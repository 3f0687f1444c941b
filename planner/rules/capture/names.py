# SPDX-License-Identifier: Apache-2.0
"""Finding the person or the equipment that a word names; namesakes are all answered, so that nobody is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import Match
from typing import Final

from planner.kernel.data import dataclass
from planner.rules.capture.day_words import bare
from planner.rules.capture.types import Someone, Thing

_WORD: Final = re.compile(r"[^\W_][^\s,;:!?。，；：！？、)）@＠>＞#＃~～]*")
_CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MOST_WORDS: Final = 5
_CODE: Final = re.compile(r"(?=.*\d)(?=.*[^\W\d_])[\w./-]+")
_PLACE: Final = re.compile(
    r"(?:\b(?:room|floor|rack|level|building|port|row|hall|sala|planta|piso|puerto|fila|edificio|nivel|bastidor)\s+|"
    r"[机機]房|[楼樓]|端口|机柜|機櫃|[层層])$",
    re.IGNORECASE,
)
_ME: Final = frozenset({"me", "yo", "我", "自己"})


@dataclass(frozen=True, slots=True)
class Name:
    """Who stands at a place: all ids that the words fit, and where they end; no ids, nobody of that name."""

    end: int
    ids: tuple[str, ...] = ()
    sure_end: bool = True


class People:
    """The ways to write the names of some people: whole, by a part, "E. Ruiz", and by initials."""

    def __init__(self, people: Iterable[Someone], me_id: str | None = None) -> None:
        self._ways: dict[str, list[str]] = {}
        self._cjk: dict[str, list[str]] = {}
        self._initials: dict[str, list[str]] = {}
        for person in people:
            for way in _ways(person):
                into = self._cjk if _CJK.search(way) else self._ways
                into.setdefault(way, []).append(person.id)
            for letters in _initials(person):
                self._initials.setdefault(letters, []).append(person.id)
        if me_id is not None:
            for word in _ME:
                (self._cjk if _CJK.search(word) else self._ways).setdefault(word, []).append(me_id)

    def at(self, text: str, start: int) -> Name | None:
        """Who is named at a place; None where no name can begin."""
        cjk = self._cjk_at(text, start)
        if cjk is not None:
            return cjk
        ends = _ends(text, start)
        for end in reversed(ends):
            ids = self._ways.get(_key(text[start:end])) or self._initials.get(text[start:end].replace(".", ""))
            if ids:
                return Name(end, tuple(dict.fromkeys(ids)))
        return Name(ends[0]) if ends else None

    def _cjk_at(self, text: str, start: int) -> Name | None:
        head = text[start : start + 12]
        if not _CJK.match(head):
            return None
        fitting = [way for way in self._cjk if head.startswith(way)]
        if not fitting:
            end = start + (re.match(f"(?:{_CJK.pattern})+", head) or re.match("", head)).end()  # type: ignore[union-attr]
            return Name(end)
        way = max(fitting, key=len)
        end = start + len(way)
        # 王明 may be the beginning of another name; three characters are a whole one.
        alone = len(way) > 2 or not _CJK.match(text[end : end + 1])
        return Name(end, tuple(dict.fromkeys(self._cjk[way])), alone)


def _ends(text: str, start: int) -> list[int]:
    """Where one word, two words and so on end, signs behind them left out."""
    found: list[int] = []
    at = start
    for _ in range(_MOST_WORDS):
        word = _WORD.match(text, at)
        if word is None:
            break
        found.append(start + len(_trimmed(text[start : word.end()])))
        if text[word.end() : word.end() + 1] != " ":
            break
        at = word.end() + 1
    return found


def _trimmed(text: str) -> str:
    text = text.rstrip(".,;:'\"")
    return text[:-2] if text[-2:] in {"'s", "’s"} else text


def _ways(person: Someone) -> set[str]:
    name = person.name.strip()
    if _CJK.search(name):
        return {name, *filter(None, (f"{person.family or ''}{person.given or ''}" if person.family else "",))}
    words = name.split()
    family = person.family or (words[-1] if words else "")
    given = person.given or (words[0] if len(words) > 1 else "")
    ways = {name, family, given, f"{given} {family}"}
    if given and family:
        ways |= {f"{given[0]}. {family}", f"{given[0]} {family}"}
    return {key for way in ways if len(key := _key(way)) > 1}


def _initials(person: Someone) -> set[str]:
    """The first letters of a name, in capitals as they are written: "Mr" is not Marta Ruiz."""
    words = [word for word in re.split(r"[\s.-]+", person.name) if word and not _CJK.search(word)]
    parts = [person.given, person.family] if person.given and person.family else []
    found = {"".join(word[0] for word in words), "".join(part[0] for part in parts if part)}
    if len(words) > 2:
        found.add(words[0][0] + words[-1][0])
    return {letters.upper() for letters in found if len(letters) > 1}


def _key(text: str) -> str:
    return " ".join(bare(text).replace(".", " ").split())


class Things:
    """The ways to write the names of equipment: whole, or by its number alone, as R2 for Rectifier R2."""

    def __init__(self, things: Iterable[Thing], site_id: str | None = None) -> None:
        self._ids: dict[str, list[Thing]] = {}
        self._exact: set[str] = set()
        self._site = site_id
        shown: list[str] = []
        for thing in things:
            for way in _things_ways(thing.name):
                key = bare(way)
                if key not in self._ids:
                    shown.append(way)
                self._ids.setdefault(key, []).append(thing)
            if len(thing.name.split()) == 1 and not _CODE.fullmatch(thing.name):
                self._exact.add(thing.name)  # a plain word, as Generator, is meant only as it is written
        shown.sort(key=len, reverse=True)
        words = "|".join(r"\s*".join(map(re.escape, way.split())) for way in shown)
        self._pattern = re.compile(rf"(?<![A-Za-z0-9_])(?:{words})(?![A-Za-z0-9_])", re.IGNORECASE) if shown else None

    def find(self, text: str, start: int, end: int) -> list[tuple[Match[str], tuple[str, ...]]]:
        """Each mention with the ids it fits; of namesakes the one at the site of the visit counts."""
        if self._pattern is None:
            return []
        found = []
        for m in self._pattern.finditer(text, start, end):
            things = self._things(m[0])
            if things and _CODE.fullmatch(m[0]) and _PLACE.search(text, max(start, m.start() - 12), m.start()):
                continue  # "room B1" is no battery string
            if things:
                here = [thing for thing in things if self._site and thing.site_id == self._site]
                found.append((m, tuple(dict.fromkeys(thing.id for thing in here or things))))
        return found

    def _things(self, text: str) -> list[Thing]:
        if len(text.split()) == 1 and not _CODE.fullmatch(text) and not _CJK.search(text) and text not in self._exact:
            return []
        wanted = "".join(bare(text).split())
        return next((things for key, things in self._ids.items() if "".join(key.split()) == wanted), [])


def _things_ways(name: str) -> set[str]:
    words = name.split()
    codes = {word for word in words if _CODE.fullmatch(word)} if len(words) > 1 else set()
    return {name.strip(), *codes} - {""}
