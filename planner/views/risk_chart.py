# SPDX-License-Identifier: Apache-2.0
"""C3: what could hurt, which first, and whether we are prepared: the 5×5 matrix and its ranked list (ux C3, D15)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from typing_extensions import override

from planner.kernel.data import dataclass
from planner.kernel.dates import short_day
from planner.kernel.text import N_, tr
from planner.views.charts import ChartView
from planner.views.tables import AnyCell, CellValue, Column, Row, TableView, band_cell

RISK_MATRIX: Final = "risk-matrix"
NO_PLAN, PLAN, DRILLED = "none", "plan", "drilled"
_SHORT: Final = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPin:
    """One rated risk on the grid; ``before`` is its place before a treatment that is done, else None."""

    risk_id: str
    code: str
    number: str
    likelihood: int
    impact: int
    before: tuple[int, int] | None
    plan: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskCell:
    """One of the 25 cells: its band by rule, the band's letter, and the pins in it, worst first."""

    likelihood: int
    impact: int
    band: str
    letter: str
    pins: tuple[RiskPin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskLine:
    """One row of the ranked list; texts are finished. ``loss`` is "" where no money range is known, and
    ``amount`` is what the list is ordered by: the loss, or the score where no risk has a loss.

    ``expected`` is the middle of the loss, by which risks with a loss are ordered; ``plan_state`` is the glyph beside
    the plan's words: "act", "watch" or "".
    """

    risk_id: str
    code: str
    band: str
    letter: str
    band_word: str
    score: int
    statement: str
    loss: str
    amount: str
    trigger: str
    plan: str
    plan_text: str
    plan_state: str
    owners: str
    next_on: date | None
    expected: str = ""

    @property
    def second(self) -> str:
        """The range of the loss, who and until when, as the second line of a row; "" when nothing is known."""
        loss = tr("range {range}", range=self.amount) if self.expected else ""
        return " · ".join(part for part in (loss, self.owner_and_date) if part)

    @property
    def short(self) -> str:
        """The thing itself in a few words: the statement up to its first comma or colon, else the code."""
        first = short_of(self.statement)
        return first if len(first) > 1 else self.code

    @property
    def owner_and_date(self) -> str:
        """Who and until when, as one line; "" when neither is known."""
        day = short_day(self.next_on) if self.next_on else ""
        if self.owners and day:
            return tr("{who}, {when}", who=self.owners, when=day)
        return self.owners or day


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrated:
    """A risk that waits for its likelihood or impact."""

    risk_id: str
    code: str
    statement: str

    @property
    def short(self) -> str:
        """The thing itself in a few words."""
        return short_of(self.statement) or self.code


def short_of(statement: str) -> str:
    """A statement up to its first comma or colon, at most so many letters."""
    first = re.split(r"[,;:，；：。]", statement, maxsplit=1)[0].strip()
    if len(first) > _SHORT:
        first = first[:_SHORT].rpartition(" ")[0].rstrip() + "…"
    return first


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskMatrix(ChartView):
    """The matrix with its list. ``cells`` run from likelihood 5 down and from impact 1 up.

    ``axes`` are the names of both axes, ``bands`` letter and word of each band, the mildest first; ``named`` are the
    ids of the risks that the drafted title speaks of.
    """

    cells: tuple[RiskCell, ...]
    lines: tuple[RiskLine, ...]
    unrated: tuple[Unrated, ...]
    grid_label: str
    heading: str
    amount_label: str
    likelihoods: tuple[tuple[str, str], ...]
    impacts: tuple[str, ...]
    axes: tuple[str, str]
    bands: tuple[str, ...]
    named: tuple[str, ...] = ()
    empty_text: str = ""

    @property
    def pins(self) -> tuple[RiskPin, ...]:
        """All pins on the grid."""
        return tuple(pin for cell in self.cells for pin in cell.pins)

    def cell(self, likelihood: int, impact: int) -> RiskCell:
        """The cell of a likelihood and an impact, both 1 to 5."""
        return self.cells[(5 - likelihood) * 5 + impact - 1]

    def without_list(self) -> RiskMatrix:
        """The same chart for drawing where the list stands beside it as a real table."""
        return replace(self, lines=(), unrated=())

    @override
    def table(self) -> TableView:
        """The ranked list, then what was not assessed."""
        columns = (
            Column(key="band", title=N_("Band"), kind="band"),
            Column(key="code", title=N_("ID")),
            Column(key="risk", title=N_("Risk")),
            Column(key="score", title=N_("Score"), kind="number", align="right"),
            Column(key="loss", title=N_("Loss range"), kind="number", align="right"),
            Column(key="trigger", title=N_("Trigger")),
            Column(key="plan", title=N_("Plan")),
            Column(key="owner", title=N_("Owner")),
            Column(key="next", title=N_("Next")),
        )
        ranked = tuple(Row(key=line.risk_id, cells=_cells(line)) for line in self.lines)
        unknown = CellValue(text=tr("not assessed"), state="unknown", kind="glyph", data=None)
        waiting = tuple(
            Row(key=risk.risk_id, cells=(unknown, risk.code, risk.statement, None, None, "", "", "", None))
            for risk in self.unrated
        )
        return TableView(columns=columns, rows=ranked + waiting)

    def ranked_table(self) -> TableView:
        """The list beside the matrix on screen: two lines a row, in the order of the ranking."""
        amount = "loss" if any(line.loss for line in self.lines) else "score"
        label = tr("Expected loss") if any(line.expected for line in self.lines) else self.amount_label
        columns = (
            Column(key="band", title=N_("Band"), kind="band", sortable=False),
            Column(key="risk", title=self.heading, kind="two_line", sortable=False),
            Column(key=amount, title=label, kind="two_line", align="right", sortable=False),
        )
        ranked = tuple(
            Row(
                key=line.risk_id,
                cells=(
                    band_cell(line.band, line.score),
                    CellValue(text=tr("{code} {statement}", code=line.code, statement=line.statement),
                              second=line.second),
                    CellValue(text=line.expected or line.amount, second=line.plan_text),
                ),
            )
            for line in self.lines
        )  # fmt: skip
        waiting = tuple(
            Row(
                key=risk.risk_id,
                cells=(
                    CellValue(state="unknown", kind="glyph", raw=0),
                    CellValue(text=tr("{code} {statement}", code=risk.code, statement=risk.statement),
                              second=tr("not assessed")),
                    CellValue(),
                ),
            )
            for risk in self.unrated
        )  # fmt: skip
        return TableView(columns=columns, rows=ranked + waiting)

    @override
    def sentence(self) -> str:
        """How many are rated and how, the worst, those without a plan, and what waits for a rating."""
        parts = [tr("{title}.", title=self.title), tr("{facts}.", facts=self.subtitle)]
        if self.lines:
            worst = self.lines[0]
            known = {"code": worst.code, "statement": worst.statement, "band": worst.band_word}
            if worst.plan_text:
                parts.append(tr("First: {code} {statement}, {band}, {plan}.", **known, plan=worst.plan_text))
            else:
                parts.append(tr("First: {code} {statement}, {band}.", **known))
        if self.unrated:
            parts.append(tr("Not assessed: {names}.", names=", ".join(risk.code for risk in self.unrated)))
        return " ".join(parts)


def _cells(line: RiskLine) -> tuple[AnyCell, ...]:
    band = CellValue(text=line.band_word, state=line.band, raw=line.score, data=line.band)
    plan = CellValue(text=line.plan_text, state=line.plan_state, kind="glyph") if line.plan_state else line.plan_text
    return (
        band,
        line.code,
        line.statement,
        line.score,
        line.loss or None,
        line.trigger,
        plan,
        line.owners,
        line.next_on,
    )
