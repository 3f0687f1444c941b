# SPDX-License-Identifier: Apache-2.0
"""C7: how satisfied they are, whether a change is real and who said so, quarter by quarter, as facts (ux C7, D7)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from typing_extensions import override

from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import N_, tr, trn
from planner.views.charts import ChartView, percent, whole
from planner.views.tables import CellValue, Column, Row, TableView

SATISFACTION: Final = "satisfaction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One callback that answered: ``value`` 0-100, ``spread`` -1..1 its place beside others of that value."""

    callback_id: str
    on: date
    value: Decimal
    spread: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """One quarter: the mean of its answers or None. ``thin`` is fewer answers than the rules ask for.

    ``n`` counts answers, ``reached`` is the share of calls that reached somebody, ``gap`` what was perceived less what
    was expected with its ``sign`` −, 0 or +; each None or "" where nothing tells. ``least`` is not 0 where fewer than
    that many answers are not shown, nor how many there are.
    """

    key: str
    label: str
    start: date
    end: date
    mean: Decimal | None
    n: int
    thin: bool
    calls: int
    reached: Decimal | None
    gap: Decimal | None
    sign: str
    answers: tuple[Answer, ...]
    sentence: str
    least: int = 0

    @property
    def single(self) -> bool:
        """Whether its mean is one answer alone, which is drawn as that and not as a mean."""
        return len(self.answers) == 1

    @property
    def gap_text(self) -> str:
        """What was perceived against what was expected as a word, "" where nothing tells."""
        words = {"−": tr("below"), "0": tr("equal"), "+": tr("above")}
        return words.get(self.sign, "")

    @property
    def open_text(self) -> str:
        """The words that stand in place of a mean."""
        return tr("not shown") if self.least else tr("no answers")

    @property
    def value_text(self) -> str:
        """The mean as printed, or the words for none."""
        return tr("no answer") if self.mean is None else str(whole(self.mean))

    @property
    def n_text(self) -> str:
        """The number of answers as printed."""
        return tr("< {n}", n=self.least) if self.least else str(self.n)

    @property
    def reached_text(self) -> str:
        """The reached rate as printed, "–" where no call tells."""
        return "–" if self.reached is None else percent(self.reached)


@dataclass(frozen=True, slots=True, kw_only=True)
class SatisfactionChart(ChartView):
    """The quarters. ``joined`` are the runs of quarters that a line may join; ``quote`` the lowest recent words."""

    quarters: tuple[Quarter, ...]
    joined: tuple[tuple[int, ...], ...]
    measure: str
    thin_below: int
    legend: tuple[str, str, str]
    row_labels: tuple[str, str, str]
    quote: str = ""
    quote_note: str = ""
    empty_text: str = ""
    aggregate: bool = False

    @property
    def gaps(self) -> bool:
        """Whether any quarter tells what was expected."""
        return any(quarter.sign for quarter in self.quarters)

    @override
    def table(self) -> TableView:
        """Each quarter with its mean, answers, reached rate and gap; below it, where allowed, its callbacks."""
        columns = (
            Column(key="on", title=N_("Quarter")),
            Column(key="value", title=N_("Mean"), kind="number", align="right"),
            Column(key="n", title=N_("Answers"), kind="number", align="right"),
            Column(key="reached", title=N_("Reached"), kind="number", align="right"),
            Column(key="gap", title=N_("Overall, against expected")),
            Column(key="note", title=N_("Note"), width=240),
        )
        rows: list[Row] = []
        for quarter in reversed(self.quarters):
            value = None if quarter.mean is None else whole(quarter.mean)
            number = quarter.n_text if quarter.least else quarter.n
            counts = trn("{n} answer", "{n} answers", quarter.n)
            note = tr("only {counts}", counts=counts) if quarter.thin and quarter.n and not quarter.least else ""
            rows.append(
                Row(key=quarter.key, cells=(quarter.label, value, number, quarter.reached_text, quarter.gap_text, note))
            )
            rows += [
                Row(key=a.callback_id, cells=(_day(a), whole(a.value), None, "", "", a.words[-1]))
                for a in sorted(quarter.answers, key=_on, reverse=True)
            ]
        return TableView(columns=columns, rows=tuple(rows))

    @override
    def sentence(self) -> str:
        """The takeaway, then each quarter with its mean and its number of answers."""
        said = [tr("{title}.", title=self.title), *(q.sentence for q in self.quarters if q.calls)]
        return " ".join(said)


def _day(answer: Answer) -> CellValue:
    return CellValue(text=f"  {day_text(answer.on)}", raw=answer.on.isoformat())


def _on(answer: Answer) -> date:
    return answer.on
