# SPDX-License-Identifier: Apache-2.0
"""What the modules of the portfolio page are before they are drawn (ux W11): ranked rows, and the health strip."""

from __future__ import annotations

from typing import Final

from typing_extensions import override

from planner.kernel.data import dataclass
from planner.kernel.text import N_, tr
from planner.rules.words import HEALTH_BANDS
from planner.views.charts import ChartView
from planner.views.tables import AnyCell, CellValue, Column, Row, TableView

ATTENTION: Final = "portfolio-attention"
HEALTH: Final = "portfolio-health"
RISKS: Final = "portfolio-risks"
CADENCE: Final = "portfolio-cadence"
SATISFACTION: Final = "portfolio-satisfaction"
COVERAGE: Final = "portfolio-coverage"
MODULES: Final = (
    (ATTENTION, N_("Attention")),
    (HEALTH, N_("Health")),
    (RISKS, N_("Risks")),
    (CADENCE, N_("Review cadence")),
    (SATISFACTION, N_("Satisfaction")),
    (COVERAGE, N_("Coverage gaps")),
)
NAMES: Final = dict(MODULES)
_BAND_WORDS: Final = dict(HEALTH_BANDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a mark or row leads: a section of an account's page or "health", and a record there or ""."""

    account_id: str
    entity: str
    record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleRow:
    """One line: a rank or a band's letter before the name, words below it, a value at the right.

    ``share`` 0..1 draws a bar, hollow where ``thin``; ``state`` is the glyph before the words, "" for none.
    """

    key: str
    target: Target
    name: str
    words: str
    lead: str = ""
    band: str = ""
    value: str = ""
    share: float | None = None
    thin: bool = False
    state: str = ""
    cells: tuple[AnyCell, ...] = ()

    @property
    def sentence(self) -> str:
        """The line as one sentence."""
        parts = [part for part in (self.value, self.words) if part]
        return tr("{name}: {says}.", name=self.name, says=", ".join(parts)) if parts else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many of one band: its letter on the band's colour or a glyph, the number, the word."""

    key: str
    number: int
    word: str
    letter: str = ""
    band: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsModule(ChartView):
    """Ranked rows below an optional line of tallies; ``rest`` counts what is no row at all.

    ``limit`` 0..1 is the place on the bars that the title compares them with, None for none.
    """

    rows: tuple[ModuleRow, ...]
    columns: tuple[Column, ...]
    tallies: tuple[Tally, ...] = ()
    rest: int = 0
    rules_note: str = ""
    note: str = ""
    note_state: str = ""
    limit: float | None = None
    empty_text: str = ""

    @override
    def table(self) -> TableView:
        """Every row, also those that the picture has no room for."""
        return TableView(columns=self.columns, rows=tuple(Row(key=r.key, cells=r.cells) for r in self.rows))

    @override
    def sentence(self) -> str:
        """The takeaway, the numbers, and the first rows."""
        counts = ", ".join(tr("{word}: {n}", word=t.word, n=t.number) for t in self.tallies)
        parts = [tr("{title}.", title=self.title), *([tr("{title}.", title=counts)] if counts else [])]
        parts += [row.sentence for row in self.rows[:7]]
        return " ".join([*parts, *(said for said in (self.note, self.rules_note) if said)])

    def target(self, key: str) -> Target | None:
        """Where a mark or row leads."""
        return next((row.target for row in self.rows if row.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDot:
    """One account: its health 0-100 or None where nothing is known, and the change in the trend window.

    ``band`` is the stored name, ``proven`` is False where too little is known for one, ``other`` says that it was made
    of other components then.
    """

    account_id: str
    name: str
    grade: str
    value: float | None
    band: str | None
    proven: bool
    change: int | None
    sentence: str
    other: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BandTally:
    """A band of the scale with its lower and upper end, its word and how many proven accounts are in it."""

    key: str
    low: int
    high: int
    word: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthStrip(ChartView):
    """Every account on the 0-100 scale; those not proven and those unknown stand apart; movers at the side.

    ``days`` is over how many they moved; ``rules_note`` is said where other rules were in force on the earlier day.
    """

    dots: tuple[AccountDot, ...]
    bands: tuple[BandTally, ...]
    unproven: tuple[AccountDot, ...]
    unknown: tuple[AccountDot, ...]
    movers: tuple[AccountDot, ...]
    movers_title: str
    movers_none: str
    days: int = 90
    rules_note: str = ""
    empty_text: str = ""

    @property
    def every(self) -> tuple[AccountDot, ...]:
        """All accounts, the weakest proven first."""
        return (*self.dots, *self.unproven, *self.unknown)

    @override
    def table(self) -> TableView:
        """Every account with its value, band and change; and why the change is under today's rules, where it is."""
        moved = N_("In 90 days") if self.days == 90 else tr("In {n} days", n=self.days)
        columns = (
            Column(key="account", title=N_("Account"), width=180),
            Column(key="grade", title=N_("Grade")),
            Column(key="health", title=N_("Health"), kind="number", align="right"),
            Column(key="band", title=N_("Band")),
            Column(key="change", title=moved, kind="number", align="right"),
            *((Column(key="change_rules", title=N_("Change by"), width=220),) if self.rules_note else ()),
        )
        rows = [
            Row(key=d.account_id, cells=(d.name, d.grade, _shown(d), self._band_cell(d), _moved(d), *self._by(d)))
            for d in self.every
        ]
        return TableView(columns=columns, rows=tuple(rows))

    def _by(self, dot: AccountDot) -> tuple[str, ...]:
        return (self.rules_note if dot.change is not None else "",) if self.rules_note else ()

    def band_word(self, dot: AccountDot) -> str:
        """The band in words; unproven and unknown as such."""
        if dot.value is None:
            return tr("unknown")
        return tr(_BAND_WORDS[dot.band or "unproven"])

    def _band_cell(self, dot: AccountDot) -> CellValue:
        return CellValue(text=self.band_word(dot), data=None if dot.value is None else dot.band)

    @override
    def sentence(self) -> str:
        """The takeaway, how many in each band, and who moved most."""
        counts = [tr("{word}: {n}", word=b.word, n=b.number) for b in reversed(self.bands)]
        counts += [tr("{word}: {n}", word=tr("unproven"), n=len(self.unproven))]
        counts += [tr("{word}: {n}", word=tr("unknown"), n=len(self.unknown))]
        parts = [tr("{title}.", title=self.title), tr("{title}.", title=", ".join(counts))]
        return " ".join([*parts, *(dot.sentence for dot in self.movers)])

    @property
    def movers_words(self) -> tuple[str, ...]:
        """What stands over the movers: their heading, and the clause on the rules where there is one."""
        return (self.movers_title, self.rules_note) if self.rules_note else (self.movers_title,)

    def target(self, key: str) -> Target | None:
        """The account's health, whichever mark of it was opened."""
        found = key.removeprefix("mover-")
        return next(
            (Target(account_id=d.account_id, entity="health") for d in self.every if d.account_id == found), None
        )


def _moved(dot: AccountDot) -> int | str | None:
    return tr("not comparable") if dot.other else dot.change


def _shown(dot: AccountDot) -> int | None:
    return None if dot.value is None or not dot.proven else int(dot.value + 0.5)
