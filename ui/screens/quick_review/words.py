# SPDX-License-Identifier: Apache-2.0
"""How readings are told: what each chip says of them, and the entries by which they are corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from planner.entities.reviews.inspection_result import RESULTS
from planner.kernel.data import dataclass
from planner.kernel.text import N_, tr
from planner.rules.capture import types as kinds
from planner.rules.capture.types import Measure, Read, Reading, Score, Value
from planner.rules.risk import band
from planner.rules.ruleset import Rules
from planner.views.review_view import rating_words, scale_text
from ui.text import near_date

_DAYS: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_GLYPHS: Final = {"fail": "act", "attention": "watch", "pass": "fine"}
_SEVERE: Final = frozenset({"high", "extreme"})
KINDS: Final = {
    kinds.PERSON: N_("Met"),
    kinds.SCORE: N_("Risk"),
    kinds.ACTION: N_("Action"),
    kinds.OWNER: N_("Owner"),
    kinds.DUE: N_("Day"),
    kinds.TRIGGER: N_("Plan"),
    kinds.STEP: N_("Plan"),
    kinds.TOPIC: N_("Topic"),
    kinds.ASSET: N_("Asset"),
    kinds.RESULT: N_("Result"),
    kinds.MEASURE: N_("Reading"),
}
_ICONS: Final = {kinds.PERSON: "user", kinds.TOPIC: "tag", kinds.ACTION: "circle-check"}
Named = Callable[[str, str], str]
"""The name of a record by its kind of reading and its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipText:
    """One chip: the readings it stands for, its words, and the sign before them.

    ``sign`` is a status glyph, ``band`` a risk band, ``icon`` an icon. ``open`` says that nothing was decided, ``left``
    that somebody left it as text; ``why`` is the sentence that goes with it.
    """

    label: str
    value: str
    readings: tuple[Reading, ...]
    sign: str = ""
    band: str = ""
    icon: str = ""
    open: bool = False
    left: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effective:
    """What the fields say of what was read: the rating, and day and owner of the action that stands in the field."""

    score: Score | None = None
    action: str | None = None
    due: date | None = None
    owner_id: str | None = None
    me_id: str | None = None


def chips(read: Read, rules: Rules, today: date, named: Named, fields: Effective) -> tuple[ChipText, ...]:
    """The chips of a text in the order of the mock-up: results, risk, actions, plan, people, topics, then open ones."""
    teller = _Teller(read, rules, today, named, fields)
    return (*teller.sure(), *teller.open())


class _Teller:
    def __init__(self, read: Read, rules: Rules, today: date, named: Named, fields: Effective) -> None:
        self.read, self.rules, self.today, self.named, self.fields = read, rules, today, named, fields

    def sure(self) -> list[ChipText]:
        """What was read."""
        found = [self._asset(one) for one in self.read.of(kinds.ASSET)]
        found += [self._score(one) for one in self.read.of(kinds.SCORE)[:1]]
        found += [self._action(one) for one in self.read.of(kinds.ACTION)]
        found += self._plan()
        for kind in (kinds.PERSON, kinds.TOPIC):
            found += [self._plain(one) for one in self.read.of(kind)]
        return found

    def open(self) -> list[ChipText]:
        """What was found and left as text; a part of something that was left as a whole is not told again."""
        left = {one.group for one in self.read.readings if one.kind in _WHOLE and one.value is None and one.group}
        found = []
        for one in self.read.readings:
            if one.value is not None or (one.group in left and one.kind not in _WHOLE):
                continue
            if one.kind == kinds.STEP and any(
                o.kind == kinds.TRIGGER and o.group == one.group for o in self.read.readings
            ):
                continue
            label = tr(KINDS[one.kind]) if one.fixed else tr("{what}?", what=tr(KINDS[one.kind]))
            reason = "" if one.fixed or one.why is None else one.why.text()
            sign = "" if one.fixed else "watch"
            text = one.text.strip()
            found.append(
                ChipText(
                    label=label, value=text, readings=(one,), sign=sign, open=not one.fixed, left=one.fixed, why=reason
                )
            )
        return found

    def _in_group(self, kind: str, group: int) -> Reading | None:
        return next((one for one in self.read.of(kind) if one.group == group), None)

    def _asset(self, one: Reading) -> ChipText:
        result = self._in_group(kinds.RESULT, one.group)
        measure = self._in_group(kinds.MEASURE, one.group)
        word = str(result.value) if result is not None else self._implied()
        shown = tr(dict(RESULTS)[word]).casefold() if word else ""
        value = " ".join(filter(None, (one.text, shown)))
        if measure is not None:
            value = tr("{first}, {second}", first=value, second=value_text(measure.value, self.today))
        label = tr("Result") if word else tr("Asset")
        parts = tuple(part for part in (one, result, measure) if part is not None)
        return ChipText(
            label=label, value=value, readings=parts, sign=_GLYPHS.get(word, ""), icon="" if word else "server"
        )

    def _implied(self) -> str:
        """A result that is not told follows a severe rating, as it does on saving."""
        rated = self.fields.score
        if rated is None:
            return ""
        severe = band(rated.likelihood * rated.impact, self.rules) in _SEVERE
        return "fail" if severe else ""

    def _score(self, one: Reading) -> ChipText:
        assert isinstance(one.value, Score)
        name, words = rating_words(one.value.likelihood, one.value.impact, self.rules)
        value = tr("{first}, {second}", first=words, second=value_text(one.value, self.today))
        return ChipText(label=tr("Risk"), value=value, readings=(one,), band=name[:1])

    def _action(self, one: Reading) -> ChipText:
        owner, due = self._in_group(kinds.OWNER, one.group), self._in_group(kinds.DUE, one.group)
        in_field = one is next(iter(self.read.of(kinds.ACTION))) and self.fields.action is not None
        day = self.fields.due if in_field else due.value if due is not None else None
        who = str(owner.value) if owner is not None else ""
        if in_field and self.fields.owner_id not in {None, self.fields.me_id}:
            who = str(self.fields.owner_id)
        words = [str(one.value)]
        if who:
            words.append(self.named(kinds.OWNER, who))
        if isinstance(day, date):
            words.append(day_text(day, self.today))
        parts = tuple(part for part in (one, owner, due) if part is not None)
        return ChipText(label=tr("Action"), value=", ".join(words), readings=parts, icon="circle-check")

    def _plan(self) -> list[ChipText]:
        parts = (*self.read.of(kinds.TRIGGER)[:1], *self.read.of(kinds.STEP)[:1])
        if not parts:
            return []
        return [
            ChipText(label=tr("Plan"), value=": ".join(str(one.value) for one in parts), readings=parts, icon="bulb")
        ]

    def _plain(self, one: Reading) -> ChipText:
        value = self.named(one.kind, str(one.value)) if one.kind == kinds.PERSON else str(one.value)
        return ChipText(label=tr(KINDS[one.kind]), value=value, readings=(one,), icon=_ICONS.get(one.kind, ""))


_WHOLE: Final = frozenset({kinds.ACTION, kinds.ASSET, kinds.TRIGGER})


def day_text(day: date, today: date) -> str:
    """A day with its weekday: "Fri 27 Nov"."""
    return tr("{weekday} {day}", weekday=tr(_DAYS[day.weekday()]), day=near_date(day, today))


def value_text(value: Value | None, today: date) -> str:
    """A value in words."""
    if isinstance(value, date):
        return day_text(value, today)
    if isinstance(value, Score):
        return tr("{likelihood} × {impact}", likelihood=value.likelihood, impact=value.impact)
    if isinstance(value, Measure):
        return tr("{value} {unit}", value=value.value, unit=value.unit)
    return "" if value is None else value


def choice_text(kind: str, value: Value, today: date, named: Named) -> str:
    """A value as an entry to choose."""
    if isinstance(value, Score):
        return scale_text(value.likelihood, value.impact)
    if kind == kinds.RESULT:
        return tr(dict(RESULTS)[str(value)])
    if kind in {kinds.PERSON, kinds.OWNER, kinds.ASSET}:
        if str(value).startswith(kinds.NEW):
            return tr("Add “{name}” as a new person", name=str(value).removeprefix(kinds.NEW))
        return named(kind, str(value))
    return value_text(value, today)
