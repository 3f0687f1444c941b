# SPDX-License-Identifier: Apache-2.0
"""What every chart is before it is drawn: its words, its facts and its table twin (ux 3.0)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from planner.kernel.data import dataclass
from planner.kernel.numbers import MINUS as MINUS  # noqa: PLC0414 - charts hand it on
from planner.kernel.numbers import whole as whole  # noqa: PLC0414
from planner.kernel.text import tr
from planner.views.tables import TableView

if TYPE_CHECKING:
    from planner.views.why_view import WhyView


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartView(ABC):
    """A chart as facts in finished words of the language in force when it was built; nothing of Qt or files.

    ``title`` is the takeaway, ``title_auto`` whether it was drafted from the data. ``audience`` was applied while
    building. ``completeness`` is the share 0..1 of what was known, None where that has no meaning. ``option`` names
    the view it is drawn in (chart_options), ``withheld`` those that the data don't allow, each with the reason.
    """

    kind: str
    account: str
    title: str
    title_auto: bool = True
    subtitle: str
    footer: str
    audience: str
    as_of: date
    completeness: Decimal | None = None
    option: str = ""
    withheld: tuple[tuple[str, str], ...] = ()

    @abstractmethod
    def table(self) -> TableView:
        """The table twin; its row keys are the mark or record ids."""

    @abstractmethod
    def sentence(self) -> str:
        """The chart in words for those who do not see it: extremes, change, gaps."""

    def why(self, key: str) -> WhyView | None:
        """What the chart itself knows of a mark or row, "" for the whole, as the details pane shows it.

        Asked where its kind has no reasons of its own; None leaves it to the mark's words, its row and its records.
        """
        del key
        return None


def percent(share: Decimal) -> str:
    """A share 0..1 as "82 %"."""
    return tr("{n} %", n=whole(share * 100))


def signed(number: int) -> str:
    """A change with its sign, the minus as long as the plus."""
    return f"+{number}" if number > 0 else f"{MINUS}{-number}" if number < 0 else "0"
