# SPDX-License-Identifier: Apache-2.0
"""What a show needs of the portfolio: charts for the audience, and apart from them what is the presenter's (ux 4)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import date
from typing import Any, Final

from planner.entities.common.chart_card import CHART_CARD
from planner.entities.service.action import ACTION, Action
from planner.kernel.changes import ChangeSet
from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, Message, speaking, tr
from planner.services import chart_cards, charts
from planner.services.parts import new
from planner.services.session import Session
from planner.store import driver
from planner.store.table import Reader
from planner.store.unit import Unit
from planner.views.audience import CUSTOMER, INTERNAL
from planner.views.charts import ChartView
from planner.views.show_steps import steps_of
from planner.views.tables import TableView, words

__all__ = [
    "Aside",
    "Slide",
    "asides",
    "capture",
    "held_back",
    "inside_key",
    "keep_times",
    "of_show",
    "slides",
    "unshared",
]
_FIELDS: Final = ("title", "due", "owner_id", "audience")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One chart as its audience may see it: ``label`` is its name, ``steps`` are its pictures up to the whole.

    For a customer every part was made by the customer's own path; nothing internal is in it.
    """

    kind: str
    label: str
    steps: tuple[ChartView, ...]

    @property
    def view(self) -> ChartView:
        """The whole chart."""
        return self.steps[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """What is only for the presenter of a chart: the ``note``, and how long it took when rehearsed."""

    note: str = ""
    seconds: int | None = None


def slides(
    session: Session, account_id: str, audience: str, *, as_of: date | None = None, language: str = ""
) -> tuple[Slide, ...]:
    """The ticked charts that the audience may see, in the order of the show, in another language where one is named.

    A chart that has nothing for this audience is left out, as `held_back` tells.
    """
    with speaking(language) if language else nullcontext():
        made = (_slide(session, account_id, card, audience, as_of)
                for card in chart_cards.deck(session, account_id, audience))  # fmt: skip
        return tuple(slide for slide in made if slide is not None)


def of_show(
    session: Session, account_id: str, audience: str, given: tuple[Slide, ...] | None, *,
    as_of: date | None = None, language: str = "",
) -> tuple[Slide, ...]:  # fmt: skip
    """The slides of a show: those ``given``, which are internal and no customer ever gets, or those of the account.

    PlannerError, code "empty", where nothing may be shown.
    """
    if given is not None:
        if audience != INTERNAL or any(slide.view.audience != INTERNAL for slide in given):
            raise PlannerError(tr("The portfolio speaks of all accounts: it is never shown to customers."), "audience")
        return given
    found = slides(session, account_id, audience, as_of=as_of, language=language)
    if not found:
        raise PlannerError(tr("None of the ticked charts may be shown to customers."), "empty")
    return found


def held_back(session: Session, account_id: str, audience: str) -> tuple[str, ...]:
    """The names of the ticked charts that this audience may never get; `unshared` are those that wait for records."""
    return tuple(tr(card.label) for card in chart_cards.withheld(session, account_id, audience))


def unshared(session: Session, account_id: str, audience: str) -> tuple[str, ...]:
    """The names of the ticked charts that this audience may get, of which nothing is shareable yet."""
    if audience != CUSTOMER:
        return ()
    from planner.services import customer_charts

    bare = customer_charts.unshared(session, account_id)
    return tuple(tr(card.label) for card in chart_cards.deck(session, account_id, audience) if card.kind in bare)


def _slide(
    session: Session, account_id: str, card: chart_cards.Card, audience: str, as_of: date | None
) -> Slide | None:
    from planner.render.picture import CHARTS

    try:
        view = charts.view(session, account_id, card.kind, audience=audience, as_of=as_of, option=card.view or "")
    except PlannerError:
        if audience != CUSTOMER:
            raise
        return None
    if audience == CUSTOMER and not view.table().rows:  # nothing of it is shared
        return None
    return Slide(kind=card.kind, label=tr(CHARTS[card.kind].label), steps=steps_of(view))


def asides(session: Session, account_id: str) -> dict[str, Aside]:
    """Notes and rehearsed times of all charts, by kind; for the presenter's own window alone."""
    cards = chart_cards.cards(session, account_id)
    return {card.kind: Aside(note=card.note or "", seconds=card.seconds) for card in cards}


def inside_key(session: Session, account_id: str, slide: Slide, key: str, as_of: date) -> str:
    """Which record the presenter reads about, where the audience's chart has names of its own for them.

    ``key`` is a row of the shown chart's table, "" for the first of a ranked list. Internal charts name the records
    themselves; in a customer's chart rows are found again by the number that people call them by. "" where none is.
    """
    if slide.view.audience == INTERNAL:
        return key
    inside = charts.view(session, account_id, slide.kind, as_of=as_of).table()
    code = _code(slide.view.table(), key)
    return next((row.key for row in inside.rows if code and _code(inside, row.key) == code), "")


def _code(table: TableView, key: str) -> str:
    names = [column.key for column in table.columns]
    row = next((row for row in table.rows if row.key == key), None)
    return words(row.cells[names.index("code")]) if row is not None and "code" in names else ""


def keep_times(session: Session, account_id: str, seconds: Mapping[str, float], *, source: object = None) -> ChangeSet:
    """Keep how long each chart was on in a rehearsal; those that were not on keep what they had."""
    whole = {kind: max(1, round(taken)) for kind, taken in seconds.items() if taken > 0}
    return chart_cards.remember_seconds(session, account_id, whole, source=source)


def capture(
    session: Session, account_id: str, kind: str, values: Mapping[str, Any], *, source: object = None
) -> Action:
    """An action that came up while a chart was shown; it names that chart as what it comes from."""
    kept: list[Action] = []

    def work(unit: Unit) -> None:
        card = _card(unit.conn, account_id, kind)
        if card is None:
            card = new(session, unit, CHART_CARD, account_id=account_id, kind=kind, audience=INTERNAL).id
        given = {name: values.get(name) for name in _FIELDS}
        given["audience"] = given["audience"] or INTERNAL
        kept.append(
            new(
                session,
                unit,
                ACTION,
                account_id=account_id,
                opened_on=session.today(),
                parent_type=CHART_CARD.name,
                parent_id=card,
                **{**given, "title": given["title"] or ""},
            )
        )

    session.write(Message(N_("Add action “{name}”"), {"name": str(values.get("title") or "").strip()}), work, source)
    return kept[0]


def _card(conn: driver.Connection, account_id: str, kind: str) -> str | None:
    where = "account_id = ? AND kind = ? AND audience = ?"
    found = Reader(CHART_CARD, conn).where(where, (account_id, kind, INTERNAL), order="id")
    return next((card.id for card in found), None)
