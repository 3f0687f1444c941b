# SPDX-License-Identifier: Apache-2.0
"""The closing page of a show: who does what by when, of what was noted while it ran (ux 4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from typing_extensions import override

from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import N_, tr, trn
from planner.views.audience import CUSTOMER, audience_name
from planner.views.charts import ChartView
from planner.views.tables import Column, Row, TableView

RECAP: Final = "recap"
LABEL: Final = N_("Recap")
_COLUMNS: Final = (
    Column(key="title", title=N_("Action")),
    Column(key="owner", title=N_("Owner")),
    Column(key="due", title=N_("Due")),
)
_MARK: Final = Column(key="audience", title=N_("Audience"))


class Agreed(NamedTuple):
    """One action; ``audience`` is "" where its mark is nobody's business."""

    title: str
    due: date | None = None
    owner: str = ""
    audience: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap(ChartView):
    """The actions in the order in which they were noted, numbered from 1 instead of by their ids."""

    actions: tuple[Agreed, ...]

    @override
    def table(self) -> TableView:
        """One row for each action."""
        marked = self.audience != CUSTOMER
        rows = []
        for number, one in enumerate(self.actions, 1):
            mark = (audience_name(one.audience),) if marked else ()
            rows.append(Row(key=str(number), cells=(one.title, one.owner or None, one.due, *mark)))
        return TableView(columns=(*_COLUMNS, _MARK) if marked else _COLUMNS, rows=tuple(rows))

    @override
    def sentence(self) -> str:
        """Every action in words."""
        return " ".join(said(one) for one in self.actions)


def said(one: Agreed) -> str:
    """An action with its owner and day: "Send the drawing: A. Vidal, 3 Dec 2026."."""
    rest = ", ".join(part for part in (one.owner, day_text(one.due) if one.due else "") if part)
    return tr("{what}: {rest}.", what=one.title, rest=rest or tr("no owner and no day yet"))


def recap(account: str, actions: Sequence[Agreed], audience: str, as_of: date, *, sample: bool = False) -> Recap:
    """The page; a customer's says what was agreed, ours what was noted and what of it is shareable."""
    count = len(actions)
    if audience == CUSTOMER:
        title = trn("We agreed on {n} action", "We agreed on {n} actions", count)
        footer = tr("Noted together on {day}.", day=day_text(as_of))
    else:
        title = trn("{n} action noted in this show", "{n} actions noted in this show", count)
        shared = sum(one.audience == CUSTOMER for one in actions)
        footer = trn("{n} of them is shareable.", "{n} of them are shareable.", shared)
    if sample:
        mark = tr("SAMPLE — fictional")
        footer = f"{mark} · {footer}"
    return Recap(
        kind=RECAP,
        account=account,
        title=title,
        subtitle=tr("Who does what by when"),
        footer=footer,
        audience=audience,
        as_of=as_of,
        actions=tuple(actions),
    )
