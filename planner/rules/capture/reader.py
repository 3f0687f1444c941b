# SPDX-License-Identifier: Apache-2.0
"""Reads a quick note: what is marked and what is plainly said becomes a reading, everything else stays text (ux 6.2).

Offline and by rules: the same text with the same corrections on the same day always reads the same. Nothing is guessed;
what can mean two things is found, left as text, and offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from planner.kernel.text import Message
from planner.rules.capture import contingency, results
from planner.rules.capture.days import find_days, standing
from planner.rules.capture.marks import PLAN, Mark, find_marks, sentences
from planner.rules.capture.names import Name, People, Things
from planner.rules.capture.types import (
    ACTION,
    ASSET,
    DUE,
    IS_IT_DUE,
    MEASURE,
    NEW,
    NO_SCORE,
    NO_SPLIT,
    NOBODY,
    ONE_PLAN,
    OWNER,
    PERSON,
    RESULT,
    RESULTS,
    SCORE,
    STEP,
    THEIRS,
    TOPIC,
    TRIGGER,
    TWO_DAYS,
    TWO_PEOPLE,
    TWO_RESULTS,
    TWO_SCORES,
    TWO_VALUES,
    WAS_MET,
    WHICH_ASSET,
    Key,
    Known,
    Measure,
    Read,
    Reading,
    Score,
    Value,
    why,
)

Fixes = Mapping[Key, "Value | None"]
_EDGE: Final = " \t\r\n,，;；:：、.。!！"
_INITIALS: Final = re.compile(r"[^\W\d_a-zà-ÿ]{2,4}")
_GAP: Final = re.compile(r"[ \t]{2,}")
_EMPTY: Final = re.compile(r"[(（\[]\s*[)）\]]|(?<=[,，])\s*[,，]+")
_SPACE_BEFORE: Final = re.compile(r"[ \t]+(?=[,.;:?，。；：？\r\n]|[!！](?!\s?[L\d]))")


class Reader:
    """Reads texts against what is known; made once and used for every key press."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.contacts = People(known.contacts)
        self.ours = People(known.ours, known.me_id)
        self.assets = Things(known.assets, known.site_id)

    def read(self, text: str, fixes: Fixes | None = None) -> Read:
        """The readings of a text, with ``fixes`` by which somebody has corrected some of them (None: left as text)."""
        return _Reading(self, text, fixes or {}).all()

    def is_ours(self, text: str, at: int) -> bool:
        """Whether one of our people is named at a place."""
        found = self.ours.at(text, at)
        return bool(found and found.ids)


class _Reading:
    """One text on its way through the rules."""

    def __init__(self, reader: Reader, text: str, fixes: Fixes) -> None:
        self.reader, self.known, self.text, self.fixes = reader, reader.known, text, fixes
        self.found: list[Reading] = []
        self.blocks: list[tuple[int, int]] = []
        self.marks = find_marks(text, lambda at: reader.is_ours(text, at))
        self._seen: dict[tuple[str, str], int] = {}
        self._group = 0

    def all(self) -> Read:
        """Marks first, then what the rest says of equipment."""
        scores = [mark for mark in self.marks if mark.kind == SCORE]
        for mark in self.marks:
            if mark.kind == SCORE:
                self._score(mark, scores)
            elif mark.kind == ACTION:
                self._action(mark)
            elif mark.kind == PLAN:
                self._plan(mark)
            elif mark.kind == PERSON:
                self._person(mark)
            else:
                self._add(TOPIC, mark.start, mark.end, mark.match["word"].strip("-"))
        self.blocks.sort()
        self._equipment()
        self.found.sort(key=lambda one: (one.start, one.end, one.kind))
        return Read(text=self.text, readings=tuple(self.found), blocks=tuple(self.blocks), prose=self._prose())

    def _add(
        self,
        kind: str,
        start: int,
        end: int,
        value: Value | None,
        choices: Iterable[Value] = (),
        *,
        reason: Message | None = None,
        group: int = 0,
    ) -> Reading:
        """Note a reading, corrected where somebody has done so."""
        text = self.text[start:end]
        nth = self._seen[kind, text] = self._seen.get((kind, text), -1) + 1
        known = tuple(dict.fromkeys((*((value,) if value is not None else ()), *choices)))
        made = Reading(
            kind=kind, start=start, end=end, text=text, value=value, choices=known, why=reason, group=group, nth=nth
        )
        if made.key in self.fixes:
            made = made.as_fixed(self.fixes[made.key])
        self.found.append(made)
        return made

    def _next_group(self) -> int:
        self._group += 1
        return self._group

    # -- marks

    def _score(self, mark: Mark, scores: list[Mark]) -> None:
        value = _score_of(mark)
        reason = why(NO_SCORE) if value is None else None
        choices: tuple[Value, ...] = (value,) if value is not None else ()
        if value is not None and len({s for one in scores if (s := _score_of(one)) is not None}) > 1:
            value, reason = None, why(TWO_SCORES)
        made = self._add(SCORE, mark.start, mark.end, value, choices, reason=reason)
        if made.value is not None:
            self.blocks.append((mark.start, mark.end))

    def _person(self, mark: Mark) -> None:
        name = self.reader.contacts.at(self.text, mark.match.end())
        if name is None:
            return
        if not name.ids and self.reader.is_ours(self.text, mark.match.end()):
            return  # one of ours was there; nobody was met
        shown = self.text[mark.match.end() : name.end]
        if mark.inside:
            if name.ids:
                self._add(PERSON, mark.start, name.end, None, name.ids, reason=why(WAS_MET, shown))
        elif len(name.ids) == 1 and name.sure_end:
            self._add(PERSON, mark.start, name.end, name.ids[0])
        elif name.ids:
            self._add(PERSON, mark.start, name.end, None, name.ids, reason=why(TWO_PEOPLE, shown))
        else:
            self._add(PERSON, mark.start, name.end, None, (NEW + shown,), reason=why(NOBODY, shown))

    def _action(self, mark: Mark) -> None:
        group, at, end = self._next_group(), mark.match.end(), mark.end
        name = None if self.text[at : at + 1].isspace() else self.reader.ours.at(self.text, at)
        owner_end = self._owner(name, at, group) if name is not None else at
        due = self._due(owner_end, end, group)
        start, stop = self._title(owner_end, end)
        title = self._words(start, stop, due)
        if not any(c.isalpha() for c in title):
            self.found = [one for one in self.found if one.group != group]
            return
        made = self._add(ACTION, mark.start, end, title, group=group)
        if made.value is None:
            self.found = [one for one in self.found if one.group != group or one is made]
        else:
            self.blocks.append((mark.start, _without_space(self.text, end)))

    def _owner(self, name: Name, at: int, group: int) -> int:
        """Where the owner ends; where nobody is sure the word stays in the action."""
        shown = self.text[at : name.end]
        if len(name.ids) == 1 and name.sure_end:
            made = self._add(OWNER, at, name.end, name.ids[0], group=group)
        elif name.ids:
            made = self._add(OWNER, at, name.end, None, name.ids, reason=why(TWO_PEOPLE, shown), group=group)
        else:
            theirs = self.reader.contacts.at(self.text, at)
            if theirs and theirs.ids:
                made = self._add(OWNER, at, theirs.end, None, self._all_ours(), reason=why(THEIRS, shown), group=group)
            elif _INITIALS.fullmatch(shown):
                made = self._add(OWNER, at, name.end, None, self._all_ours(), reason=why(NOBODY, shown), group=group)
            else:
                return at
        return made.end if made.value is not None else at

    def _all_ours(self) -> tuple[str, ...]:
        return tuple(person.id for person in self.known.ours)

    def _due(self, start: int, end: int, group: int) -> Reading | None:
        """The day of an action: the only one in it, where it stands at the end; others are offered."""
        known = self.known
        days = find_days(self.text, (start, end), known.today, known.language, known.order)
        made: list[Reading] = []
        for day in standing(days, self.text, start, end, known.language):
            alone = len(days) == 1 and day.sure_place
            reason = day.why(self.text) or (
                None if alone else why(TWO_DAYS if len(days) > 1 else IS_IT_DUE, self.text[day.start : day.end])
            )
            value = day.day if alone and not day.reason else None
            made.append(self._add(DUE, day.start, day.end, value, day.choices, reason=reason, group=group))
        return next((one for one in made if one.value is not None), None)

    def _title(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start] in _EDGE:
            start += 1
        while start < end and self.text[end - 1] in _EDGE:
            end -= 1
        return start, end

    def _words(self, start: int, end: int, due: Reading | None) -> str:
        """The action in words: without the day it is due."""
        if due is None:
            return _tidy(self.text[start:end])
        before, behind = self.text[start : due.start].rstrip(_EDGE), self.text[due.end : end].lstrip(_EDGE)
        return _tidy(f"{before} {behind}").strip(_EDGE + "-–—")

    def _plan(self, mark: Mark) -> None:
        group = self._next_group()
        if any(one.kind in {TRIGGER, STEP} and one.value is not None for one in self.found):
            self._add(STEP, mark.start, mark.end, None, reason=why(ONE_PLAN), group=group)
            return
        cut = contingency.split(self.text, mark.match.end(), mark.end)
        reason = None if cut.sure else why(NO_SPLIT)
        made = [
            self._add(
                kind, start, end, _tidy(self.text[start:end]), reason=reason if kind == TRIGGER else None, group=group
            )
            for kind, (start, end) in ((TRIGGER, cut.trigger), (STEP, cut.step))
            if start < end
        ]
        if not cut.sure:
            self.found = [self._unsplit(one) if one in made and not one.fixed else one for one in self.found]
            made = [one for one in self.found if one.group == group]
        if made and all(one.value is not None for one in made):
            self.blocks.append((mark.start, _without_space(self.text, mark.end)))
        else:
            self.found = [replace(one, value=None, choices=_all(one)) if one in made else one for one in self.found]

    @staticmethod
    def _unsplit(one: Reading) -> Reading:
        return replace(one, value=None, choices=_all(one))

    # -- equipment

    def _equipment(self) -> None:
        """Assets, results and values in the prose, sentence by sentence."""
        mentions = []
        for start, end in self._stretches():
            for first, last in sentences(self.text, start, end):
                mentions.append((first, last, self.reader.assets.find(self.text, first, last)))
        total = sum(len(found) for _, _, found in mentions)
        for first, last, found in mentions:
            for place, (m, ids) in enumerate(found):
                stop = found[place + 1][0].start() if place + 1 < len(found) else last
                self._asset(m, ids, _Clause(first, last, self._clause(found, place, stop), alone=total == 1))
        self._contradictions()

    def _contradictions(self) -> None:
        """Two results of the same equipment are none."""
        assets = {one.group: one.value for one in self.found if one.kind == ASSET and one.value is not None}
        told: dict[Value, set[Value]] = {}
        for one in self.found:
            if one.kind == RESULT and one.value is not None and one.group in assets:
                told.setdefault(assets[one.group], set()).add(one.value)
        twice = {asset for asset, names in told.items() if len(names) > 1}
        self.found = [
            replace(one, value=None, choices=_all(one), why=why(TWO_RESULTS))
            if one.kind == RESULT and not one.fixed and assets.get(one.group) in twice
            else one
            for one in self.found
        ]

    def _clause(self, found: list[tuple[re.Match[str], tuple[str, ...]]], place: int, stop: int) -> tuple[int, int]:
        """What is said of a mention: up to the next one; "R2 and R3 failed" is said of both."""
        m = found[place][0]
        ahead = place
        while ahead + 1 < len(found) and results.joined(self.text[found[ahead][0].end() : found[ahead + 1][0].start()]):
            ahead += 1
        if ahead == place:
            return m.end(), stop
        behind = found[ahead + 1][0].start() if ahead + 1 < len(found) else -1
        return found[ahead][0].end(), behind

    def _asset(self, m: re.Match[str], ids: tuple[str, ...], clause: _Clause) -> None:
        start, end = clause.span if clause.span[1] >= 0 else (clause.span[0], clause.end)
        told = results.results(self.text, clause.start, start, end)
        values = results.measures(self.text, clause.start, start, end)
        if not (told or values or clause.alone):
            return
        group = self._next_group()
        sure = len(ids) == 1
        reason = None if sure else why(WHICH_ASSET, m[0])
        asset = self._add(ASSET, m.start(), m.end(), ids[0] if sure else None, ids, reason=reason, group=group)
        names = {name for name, _, _ in told}
        by_hand = self.fixes.get(result_key(asset)) if not told else None
        if by_hand is not None:
            self._add(RESULT, m.start(), m.end(), by_hand, RESULTS, group=group)
        for name, first, last in told:
            value = name if len(names) == 1 else None
            reason = None if value else why(TWO_RESULTS)
            if not self._has(RESULT, group) or value is None:
                self._add(RESULT, first, last, value, (name, *RESULTS), reason=reason, group=group)
        for one in values:
            measure = Measure(one["value"], one["unit"].replace(" ", ""))
            alone = len(values) == 1
            reason = None if alone else why(TWO_VALUES)
            self._add(
                MEASURE, one.start(), one.end(), measure if alone else None, (measure,), reason=reason, group=group
            )

    def _has(self, kind: str, group: int) -> bool:
        return any(one.kind == kind and one.group == group for one in self.found)

    # -- prose

    def _stretches(self) -> list[tuple[int, int]]:
        whole = Read(text=self.text, blocks=tuple(self.blocks))
        return [(start, end) for start, end, taken in whole.pieces() if not taken]

    def _prose(self) -> str:
        """The text without what became records of its own; the signs of persons who were found are left out."""
        signs = {one.start for one in self.found if one.kind == PERSON and one.value is not None}
        parts = ("".join(self.text[at] for at in range(*span) if at not in signs) for span in self._stretches())
        if not self.blocks:
            return "".join(parts)
        found = _tidy(" ".join(part.strip(" \t") for part in parts if part.strip(" \t")))
        return found if any(c.isalnum() for c in found) else ""  # a sign that stood beside a mark tells nothing


def result_key(asset: Reading) -> Key:
    """By what a result is corrected that the text does not tell; it follows the rating until then."""
    return (RESULT, asset.text, asset.nth)


class _Clause:
    """What is said of one mention, in which sentence, and whether it is the only mention of the whole text."""

    __slots__ = ("alone", "end", "span", "start")

    def __init__(self, start: int, end: int, span: tuple[int, int], *, alone: bool) -> None:
        self.start, self.end, self.span, self.alone = start, end, span, alone


def _all(one: Reading) -> tuple[Value, ...]:
    return tuple(dict.fromkeys((*one.choices, *((one.value,) if one.value is not None else ()))))


def _score_of(mark: Mark) -> Score | None:
    likelihood, impact = (int("".join(c for c in mark.match[name] if c.isdecimal())) for name in ("first", "second"))
    return Score(likelihood, impact) if 1 <= likelihood <= 5 and 1 <= impact <= 5 else None


def _tidy(text: str) -> str:
    """Words with single spaces, none before a sign that ends a sentence, and no brackets round what was taken out."""
    return _SPACE_BEFORE.sub("", _GAP.sub(" ", _EMPTY.sub("", text))).strip()


def _without_space(text: str, end: int) -> int:
    """The end of a block before the space that stands behind it."""
    while end > 0 and text[end - 1] in " \t\n":
        end -= 1
    return end
