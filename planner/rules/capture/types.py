# SPDX-License-Identifier: Apache-2.0
"""What reading a text gives: spans of it, what each was read as, and what else it could be (ux 6.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final, TypeAlias

from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message

PERSON: Final = "person"
SCORE: Final = "score"
ACTION: Final = "action"
OWNER: Final = "owner"
DUE: Final = "due"
TRIGGER: Final = "trigger"
STEP: Final = "step"
TOPIC: Final = "topic"
ASSET: Final = "asset"
RESULT: Final = "result"
MEASURE: Final = "reading"
NEW: Final = "new:"
"""Before the name of a person who is not known yet."""
RESULTS: Final = ("pass", "attention", "fail")


@dataclass(frozen=True, slots=True)
class Score:
    """A rating, likelihood and impact 1 to 5."""

    likelihood: int
    impact: int


@dataclass(frozen=True, slots=True)
class Measure:
    """What was read off, as written, and its unit."""

    value: str
    unit: str


Value: TypeAlias = "str | date | Score | Measure"
Key: TypeAlias = "tuple[str, str, int]"
"""A reading by its kind, its text, and how many of the same stand before it: stays while other words change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """A person who can be meant: of the customer, or one of ours."""

    id: str
    name: str
    given: str | None = None
    family: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A piece of equipment that can be meant."""

    id: str
    name: str
    site_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that a text is read against.

    ``language`` is en, es or zh (both scripts). ``order`` says whether 05/06 begins with the day ("dmy") or the month
    ("mdy"); "" where that is not known. ``me_id`` is who "me" is.
    """

    today: date
    language: str = "en"
    order: str = ""
    contacts: tuple[Someone, ...] = ()
    ours: tuple[Someone, ...] = ()
    assets: tuple[Thing, ...] = ()
    site_id: str | None = None
    me_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A stretch of the text and what it was read as.

    ``value`` None means that it was left as text: it can be several things (``choices``) or none, and ``why`` says
    so. ``choices`` are all that it can be, the present value among them. Readings of one ``group`` belong together: an
    action with its owner and day, an asset with its result. ``fixed`` says that somebody has corrected it.
    """

    kind: str
    start: int
    end: int
    text: str
    value: Value | None = None
    choices: tuple[Value, ...] = ()
    why: Message | None = None
    group: int = 0
    nth: int = 0
    fixed: bool = False

    @property
    def key(self) -> Key:
        """By what a correction finds it again."""
        return (self.kind, self.text, self.nth)

    @property
    def others(self) -> tuple[Value, ...]:
        """What else it can be."""
        return tuple(choice for choice in self.choices if choice != self.value)

    def as_fixed(self, value: Value | None) -> Reading:
        """The same reading, corrected."""
        known = dict.fromkeys([*self.choices, *((self.value,) if self.value is not None else ())])
        added = () if value is None or value in known else (value,)
        return replace(self, value=value, choices=(*known, *added), why=None, fixed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A text that was read. ``blocks`` are the stretches that became records and are no prose any more."""

    text: str
    readings: tuple[Reading, ...] = ()
    blocks: tuple[tuple[int, int], ...] = ()
    prose: str = ""

    def of(self, kind: str) -> tuple[Reading, ...]:
        """The readings of a kind that were not left as text."""
        return tuple(one for one in self.readings if one.kind == kind and one.value is not None)

    def first(self, kind: str, group: int | None = None) -> Value | None:
        """The value of the first reading of a kind, None where there is none."""
        found = (one.value for one in self.of(kind) if group is None or one.group == group)
        return next(found, None)

    def pieces(self) -> tuple[tuple[int, int, bool], ...]:
        """The whole text in stretches: from, to, and whether it became a record. Nothing is left out."""
        found: list[tuple[int, int, bool]] = []
        at = 0
        for start, end in self.blocks:
            if at < start:
                found.append((at, start, False))
            found.append((start, end, True))
            at = end
        if at < len(self.text):
            found.append((at, len(self.text), False))
        return tuple(found)


TWO_DAYS: Final = N_("“{text}” can mean more than one day. Choose the day, or leave it as text.")
NO_DAY: Final = N_("There is no such day as “{text}”.")
WRONG_WEEKDAY: Final = N_("“{text}” falls on another weekday.")
IS_IT_DUE: Final = N_("“{text}” may belong to the action itself. Choose it if the action is due then.")
TWO_PEOPLE: Final = N_("It is not sure who “{text}” is.")
WAS_MET: Final = N_("“{text}” stands in something to do. Choose it if you met this person.")
NOBODY: Final = N_("Nobody here is called “{text}”.")
THEIRS: Final = N_("“{text}” is one of theirs. An action of ours needs one of us.")
NO_SCORE: Final = N_("Likelihood and impact go from 1 to 5.")
TWO_SCORES: Final = N_("There is more than one rating. Choose the one that holds.")
NO_SPLIT: Final = N_("It is not clear where the trigger ends and the step begins.")
ONE_PLAN: Final = N_("There is a plan already; this one stays text.")
WHICH_ASSET: Final = N_("“{text}” can be more than one thing, or only be mentioned.")
TWO_RESULTS: Final = N_("More than one result is told here.")
TWO_VALUES: Final = N_("More than one value is told here.")


def why(key: str, text: str = "") -> Message:
    """A reason with the words it is about."""
    return Message(key, {"text": text.strip()})
