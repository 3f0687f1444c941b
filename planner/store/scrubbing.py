# SPDX-License-Identifier: Apache-2.0
"""Taking one person out of stored values: the same function for rows, their log, drafts, settings and labels.

Rows and their log images pass the same function, so that replaying the log still gives the rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, Final, NamedTuple

from planner.entities.personal import is_drawn, is_free_text, is_pointer, refers_to
from planner.entities.spec import EntitySpec, FieldSpec, Kind
from planner.kernel.data import dataclass
from planner.rules.mentions import EXACT, GUESS, Finder
from planner.store.person_trace import Trace
from planner.store.rows import from_json, to_json

WORDS: Final = "words"


class Place(NamedTuple):
    """One field of one record, or a draft or setting by its name, and what of the person stands there.

    ``sort`` is exact (a name, e-mail or phone), guess (a part of the name) or words (what they alone said).
    """

    entity: str
    key: str
    field: str
    sort: str


@dataclass(frozen=True, slots=True)
class Scrub:
    """How one person is taken out. ``flipped`` are the places treated otherwise than usual: exact mentions and words
    left standing, guesses replaced. ``mark`` stands where a mention stood."""

    trace: Trace
    mark: str
    flipped: Callable[[Place], bool] = lambda _: False
    finder: Finder = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "finder", Finder(self.trace.identity))

    def touches(self, text: str) -> bool:
        """A quick look: False when a stored text, JSON or not, can hold nothing of the person."""
        held = any(part in text for parts in (self.trace.ids, self.trace.drawn) for part in parts)
        return held or self.finder.may_be_in(text)

    def image(self, spec: EntitySpec[Any], key: str, image: Mapping[str, object]) -> dict[str, object]:
        """Stored values by field without the person; the same values when they are not in it."""
        done = dict(image)
        for one in spec.fields:
            if done.get(one.name) is not None:
                done[one.name] = self._value(spec, key, one, done[one.name])
        for one in spec.fields:
            partner = f"{one.name.removesuffix('_id')}_type"
            if is_pointer(one) and image.get(one.name) is not None and done[one.name] is None and partner in done:
                done[partner] = None
        return done

    def text(self, entity: str, key: str, name: str, text: str) -> str:
        """A text of a named place without the person."""
        exact = not self.flipped(Place(entity, key, name, EXACT))
        guesses = self.flipped(Place(entity, key, name, GUESS))
        if not exact:
            return text
        return self.finder.replaced(text, self.mark, guesses=guesses)

    def any_json(self, text: str, change: Callable[[str], str]) -> str:
        """A JSON text with every string in it changed; a text that is no JSON is changed as it stands."""
        try:
            value = json.loads(text)
        except ValueError:
            return change(text)
        done = _walk(value, change)
        return text if done == value else json.dumps(done, ensure_ascii=False, separators=(",", ":"))

    def text_of(self, entity: str, key: str) -> Callable[[str], str]:
        """`text` for every text of one draft or setting."""
        return lambda part: self.text(entity, key, "", part)

    def label_word(self, *, near: bool) -> Callable[[str], str]:
        """What is done with a word in the label of a step; ``near`` for steps that changed the person's own records."""
        said = self.trace.said

        def change(word: str) -> str:
            if near and word in said:
                return self.mark
            return self.finder.replaced(word, self.mark)

        return change

    def _value(self, spec: EntitySpec[Any], key: str, one: FieldSpec, value: object) -> object:
        if refers_to(one, self.trace.kind):
            return _without(value, self.trace.key, one.kind)
        if is_pointer(one) or is_drawn(spec, one):
            return None if value in self.trace.ids | self.trace.drawn else value
        if not is_free_text(one) or not isinstance(value, str):
            return value
        theirs = one.name in self.trace.words.get((spec.name, key), ())
        if theirs and not self.flipped(Place(spec.name, key, one.name, WORDS)):
            return self.mark if one.required else None
        if one.kind is not Kind.LIST:
            return self.text(spec.name, key, one.name, value)
        done = _walk(from_json(value), lambda part: self.text(spec.name, key, one.name, part))
        return to_json(done) if done != from_json(value) else value


def _without(value: object, key: str, kind: Kind) -> object:
    if kind is Kind.REF:
        return None if value == key else value
    ids = from_json(str(value))
    rest = [one for one in ids if one != key]
    return value if len(rest) == len(ids) else (to_json(rest) if rest else None)


def _walk(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_walk(part, change) for part in value]
    if isinstance(value, dict):
        return {name: _walk(part, change) for name, part in value.items()}
    return value
