# SPDX-License-Identifier: Apache-2.0
"""What each kind of chart says in the details pane, and what its marks and rows open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.risks.risk import RISK
from planner.entities.service.callback import CALLBACK
from planner.kernel.data import dataclass
from planner.render.people_rows import MORE
from planner.render.scene import Mark
from planner.services import mark_why, why
from planner.services.session import Session
from planner.views.cadence_chart import REVIEW_CADENCE
from planner.views.charts import ChartView
from planner.views.coverage_chart import COVERAGE
from planner.views.decision_chain import DECISION_CHAIN
from planner.views.health_chart import HEALTH
from planner.views.power_map import POWER_MAP
from planner.views.risk_chart import RISK_MATRIX
from planner.views.satisfaction_chart import SATISFACTION
from planner.views.trend_chart import TREND
from planner.views.why_view import WhyView
from ui.charts.panel import ChartPanel
from ui.context import AppContext
from ui.screens.parts.seats import ask_holder, seat_of

Reasons = Callable[[Session, str, str, date], WhyView | None]


def _of_cadence(session: Session, account_id: str, _key: str, day: date) -> WhyView:
    return why.of_cadence(session, account_id, day)


def _of_risk(session: Session, account_id: str, key: str, day: date) -> WhyView | None:
    return why.of_risk(session, account_id, key, day) if key else None


def _of_standing(session: Session, account_id: str, key: str, day: date) -> WhyView:
    from planner.services import trend_why

    return trend_why.of_standing(session, account_id, key, day)


def _of_satisfaction(session: Session, account_id: str, key: str, day: date) -> WhyView:
    from planner.services import trend_why

    return trend_why.of_quarter(session, account_id, key, day)


# By kind: the reasons of the mark or row with that key, "" for the chart as a whole. Of a kind that is not here the
# pane tells the words of its marks, their rows and their records (services/mark_why.py).
REASONS: Final[Mapping[str, Reasons]] = MappingProxyType({
    HEALTH: why.of_measure,
    RISK_MATRIX: _of_risk,
    REVIEW_CADENCE: _of_cadence,
    COVERAGE: why.of_coverage,
    POWER_MAP: why.of_person,
    TREND: _of_standing,
    SATISFACTION: _of_satisfaction,
    DECISION_CHAIN: why.of_person,
})  # fmt: skip

# By kind: the noun whose records the rows of its table are. Rows of other kinds explain themselves in the pane.
ROWS: Final[Mapping[str, str]] = MappingProxyType({RISK_MATRIX: RISK.name, REVIEW_CADENCE: NETWORK_REVIEW.name})

# Nouns whose marks are opened, not explained: there is nothing to add up.
OPENED: Final = frozenset({NETWORK_REVIEW.name, CALLBACK.name, MORE})


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about: the chart that is shown, on which day, and the mark that was chosen, None for a row."""

    view: ChartView | None
    day: date
    mark: Mark | None = None


def reasons(session: Session, account_id: str, kind: str, key: str, asked: Asked) -> WhyView | None:
    """Why a mark of a chart stands where it does, None where there is nothing to say."""
    found = REASONS.get(kind)
    if found is not None:
        return found(session, account_id, key, asked.day)
    return None if asked.view is None else mark_why.of_mark(session, asked.view, key, asked.mark)


def key_of(kind: str, mark: Mark) -> str:
    """What a mark is asked for by: its record, else itself where the kind has no reasons of its own."""
    return mark.records[0] if mark.records else "" if kind in REASONS else mark.id


def opened_otherwise(app: AppContext, panel: ChartPanel, account_id: str, mark: Mark) -> bool:
    """Whether a mark was opened by a way of its own: a seat nobody is known in asks who, "+n" leads to the table."""
    seat = None if mark.records else seat_of(mark.id)
    if seat is not None:
        ask_holder(app, account_id, seat, panel.window())
        return True
    if mark.entity != MORE:
        return False
    if not panel.showing_table():
        panel.toggle_table()
    panel.show_row(mark)
    return True


def first_key(kind: str, view: ChartView | None) -> str:
    """What the pane explains when no mark is chosen: the chart as a whole, or the first of a ranked list."""
    rows = view.table().rows if view is not None and kind == RISK_MATRIX else ()
    return rows[0].key if rows else ""
