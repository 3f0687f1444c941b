# SPDX-License-Identifier: Apache-2.0
"""The show as a value: where the presenter is, what the audience sees, and how the time goes (ux 4).

Nothing here knows of windows. Every key is a verb; `press` gives the state after it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from planner.kernel.data import dataclass
from planner.views.charts import MINUS

BLACK, WHITE = "black", "white"
LAST_MINUTES: Final = 5 * 60
"""Seconds before the end from which the time left is marked."""
_DIGITS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One picture of the show: which chart, how far it is built up, as a table, with its words veiled."""

    slide: int = 0
    step: int = 0
    table: bool = False
    veiled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowState:
    """A moment of the show.

    ``steps`` says for each chart in how many steps it is built up (1 or more). ``at`` is the picture of the presenter,
    ``held`` the one that the audience keeps while it is frozen, ``blank`` what covers it. ``chosen`` is the chart
    chosen in the overview, None while that is closed; ``ending`` that a customer's show asks whether it is over.
    """

    steps: tuple[int, ...]
    at: Frame = Frame()
    held: Frame | None = None
    blank: str = ""
    digits: str = ""
    chosen: int | None = None
    peek: bool = False
    ending: bool = False

    @property
    def count(self) -> int:
        """How many charts there are."""
        return len(self.steps)

    @property
    def seen(self) -> Frame:
        """The picture of the audience, behind what covers it."""
        return self.held or self.at

    @property
    def frozen(self) -> bool:
        """Whether the audience keeps its picture."""
        return self.held is not None

    @property
    def follows(self) -> Frame | None:
        """What comes next, None at the end."""
        after = _next(self)
        return None if after.at == self.at else after.at

    @property
    def before(self) -> Frame | None:
        """What was before, None at the beginning."""
        earlier = _back(self)
        return None if earlier.at == self.at else earlier.at

    @property
    def mine(self) -> Frame:
        """What the presenter sees: the chart in full while peeking at steps that are still hidden."""
        if not self.peek:
            return self.at
        return replace(self.at, step=self.steps[self.at.slide] - 1)


def begin(steps: tuple[int, ...], at: int = 0) -> ShowState:
    """A show that begins with the chart of that number from 0; ValueError for one without charts."""
    if not steps:
        raise ValueError("a show needs a chart")
    return ShowState(steps=steps, at=Frame(slide=min(max(0, at), len(steps) - 1)))


def with_steps(state: ShowState, steps: tuple[int, ...]) -> ShowState:
    """The same moment of a show that has grown or shrunk at its end: what is no longer there gives way to the last."""
    last = len(steps) - 1

    def kept(frame: Frame) -> Frame:
        return frame if frame.slide <= last else Frame(slide=last, step=steps[last] - 1, veiled=frame.veiled)

    return replace(
        state,
        steps=steps,
        at=kept(state.at),
        held=kept(state.held) if state.held else None,
        chosen=None if state.chosen is None else min(state.chosen, last),
    )


def _to(state: ShowState, slide: int, step: int = 0) -> ShowState:
    """To another chart; it is never shown as a table, and its words stay veiled while they are."""
    slide = min(max(0, slide), state.count - 1)
    return replace(state, at=Frame(slide=slide, step=step, veiled=state.at.veiled), peek=False, chosen=None)


def _next(state: ShowState) -> ShowState:
    at = state.at
    if not at.table and at.step + 1 < state.steps[at.slide]:
        return replace(state, at=replace(at, step=at.step + 1), peek=False)
    return state if at.slide + 1 >= state.count else _to(state, at.slide + 1)


def _back(state: ShowState) -> ShowState:
    at = state.at
    if not at.table and at.step > 0:
        return replace(state, at=replace(at, step=at.step - 1), peek=False)
    return state if at.slide == 0 else _to(state, at.slide - 1, state.steps[at.slide - 1] - 1)


def _first(state: ShowState) -> ShowState:
    return _to(state, 0)


def _last(state: ShowState) -> ShowState:
    return _to(state, state.count - 1)


def _table(state: ShowState) -> ShowState:
    return replace(state, at=replace(state.at, table=not state.at.table))


def _veil(state: ShowState) -> ShowState:
    """On the audience's picture at once, also while that is frozen: the veil is there to hide."""
    veiled = not state.seen.veiled
    held = replace(state.held, veiled=veiled) if state.held else None
    return replace(state, at=replace(state.at, veiled=veiled), held=held)


def _freeze(state: ShowState) -> ShowState:
    return replace(state, held=None if state.held else state.at)


def _peek(state: ShowState) -> ShowState:
    return replace(state, peek=not state.peek and state.at.step + 1 < state.steps[state.at.slide])


def _overview(state: ShowState) -> ShowState:
    return replace(state, chosen=None if state.chosen is not None else state.at.slide, digits="")


def _leave(state: ShowState) -> ShowState:
    """Out of the uppermost overlay; the same state where there is none."""
    if state.digits:
        return replace(state, digits="")
    if state.chosen is not None:
        return replace(state, chosen=None)
    if state.at.table:
        return _table(state)
    return replace(state, peek=False)


_VERBS: Final[Mapping[str, Callable[[ShowState], ShowState]]] = MappingProxyType({
    "next": _next,
    "back": _back,
    "first": _first,
    "last": _last,
    "table": _table,
    "veil": _veil,
    "freeze": _freeze,
    "peek": _peek,
    "overview": _overview,
    "leave": _leave,
})  # fmt: skip
_WALKS: Final = {"next": 1, "back": -1}


def press(state: ShowState, verb: str) -> ShowState:
    """The state after a verb. Under black or white every one only brings the picture back, except the other colour.

    KeyError for an unknown verb.
    """
    if verb in {BLACK, WHITE}:
        return replace(state, blank="" if state.blank == verb else verb, digits="", ending=False)
    if state.blank:
        return replace(state, blank="", digits="", ending=False)
    if state.chosen is not None and verb in _WALKS:
        return walk(state, _WALKS[verb])
    if verb in {"first", "last"} and state.chosen is not None:
        return replace(state, chosen=0 if verb == "first" else state.count - 1)
    made = _VERBS[verb](state)
    return made if verb == "leave" else replace(made, digits="")


def walk(state: ShowState, by: int) -> ShowState:
    """Choose another chart in the overview; it stops at the ends."""
    if state.chosen is None:
        return state
    return replace(state, chosen=min(max(0, state.chosen + by), state.count - 1))


def digit(state: ShowState, number: str) -> ShowState:
    """One digit more of the number to jump to; only the last two count."""
    if state.blank:
        return press(state, "leave")
    return replace(state, digits=(state.digits + number)[-_DIGITS:])


def enter(state: ShowState) -> ShowState:
    """To the number that was typed, or the chart chosen in the overview; else on. An unknown number is forgotten."""
    if state.blank:
        return press(state, "leave")
    if state.digits:
        wanted = int(state.digits)
        cleared = replace(state, digits="")
        return _to(cleared, wanted - 1) if 1 <= wanted <= state.count else cleared
    if state.chosen is not None:
        return _to(state, state.chosen)
    return press(state, "next")


def ask_end(state: ShowState) -> ShowState:
    """A customer's show goes black before it is asked whether it is over."""
    return replace(state, blank=BLACK, ending=True, digits="", chosen=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowClock:
    """The time of a show in seconds of any running clock; ``since`` is None while it stands still."""

    duration: int
    spent: float = 0.0
    since: float | None = None
    started: bool = False

    def start(self, now: float) -> ShowClock:
        """Begin once; a clock that was paused stays so."""
        return self if self.started else replace(self, since=now, started=True)

    def toggle(self, now: float) -> ShowClock:
        """Pause or go on."""
        if self.since is None:
            return replace(self, since=now, started=True)
        return replace(self, spent=self.elapsed(now), since=None)

    def pause(self, now: float) -> ShowClock:
        """Stand still."""
        return self if self.since is None else self.toggle(now)

    def reset(self, now: float) -> ShowClock:
        """From zero; it runs on if it runs."""
        return replace(self, spent=0.0, since=None if self.since is None else now, started=self.since is not None)

    def elapsed(self, now: float) -> float:
        """Seconds that have passed."""
        return self.spent + (now - self.since if self.since is not None else 0.0)

    def left(self, now: float) -> float:
        """Seconds that are left, below 0 when the time is over."""
        return self.duration - self.elapsed(now)

    def phase(self, now: float) -> str:
        """ "", "last" for the last five minutes, or "over"; short shows have no last five minutes."""
        left = self.left(now)
        if left < 0:
            return "over"
        return "last" if left <= min(LAST_MINUTES, self.duration / 4) else ""


def minutes_text(seconds: float) -> str:
    """ "12:03", "1:02:03", or "−02:10" for a time that is over."""
    sign = MINUS if seconds < 0 else ""
    whole = int(-seconds) if seconds < 0 else int(seconds)
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{sign}{minutes:02d}:{rest:02d}"
    return f"{sign}{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartTimes:
    """How long each chart was on, in seconds by its number; ``now_on`` is the one that is, since when."""

    spent: Mapping[int, float]
    now_on: int | None = None
    since: float = 0.0

    def at(self, slide: int | None, now: float) -> ChartTimes:
        """Another chart is on, or none (a pause)."""
        spent = dict(self.spent)
        if self.now_on is not None:
            spent[self.now_on] = spent.get(self.now_on, 0.0) + now - self.since
        return ChartTimes(spent=spent, now_on=slide, since=now)

    def of(self, slide: int, now: float) -> float:
        """Seconds of one chart up to now."""
        running = now - self.since if self.now_on == slide else 0.0
        return self.spent.get(slide, 0.0) + running
