# SPDX-License-Identifier: Apache-2.0
"""What somebody decided about the charts of an account: title, tick, order, notes, view, rehearsed time (W12, ux 4).

Tick, order, note, view and time belong to the chart of the account and stand on its internal card; a confirmed title
belongs to the audience it was confirmed for, so that an internal takeaway is never read out to a customer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from planner.entities.common.chart_card import CHART_CARD, ChartCard
from planner.kernel.changes import ChangeSet
from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message
from planner.services.parts import change, new
from planner.services.session import Session
from planner.store import driver
from planner.store.table import Reader
from planner.store.unit import Unit
from planner.views.audience import INTERNAL, allowed
from planner.views.chart_options import OPTIONS
from planner.views.charts import ChartView
from planner.views.confirmed import draft_in, stand

CATALOGUE: Final = (
    "health",
    "trend",
    "risk-matrix",
    "coverage",
    "power-map",
    "decision-chain",
    "satisfaction",
    "review-cadence",
)
"""The charts of an account in the order of the catalogue (C1 to C12)."""
_NOT_AT_FIRST: Final = frozenset({"coverage", "power-map", "decision-chain"})

_Which = tuple[str, str, str]
View = TypeVar("View", bound=ChartView)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One chart in the list: its marked ``label``, whether it is ``shown`` in the show, the presenter's ``note``."""

    kind: str
    label: str
    shown: bool
    note: str | None = None
    view: str | None = None
    seconds: int | None = None


def kinds() -> tuple[str, ...]:
    """The kinds of chart of an account there are, in the order of the catalogue."""
    from planner.services import charts

    known = [kind for kind in CATALOGUE if kind in charts.KINDS]
    return (*known, *(kind for kind in charts.KINDS if kind not in CATALOGUE))


def cards(session: Session, account_id: str) -> tuple[Card, ...]:
    """All charts of an account in the order of its show, ticked or not."""
    from planner.render.picture import CHARTS

    kept = {card.kind: card for card in session.read(lambda conn: _of(conn, account_id)) if card.audience == INTERNAL}
    every = kinds()
    places = {kind: _place(kept.get(kind), n) for n, kind in enumerate(every)}
    found = []
    for kind in sorted(every, key=lambda kind: (places[kind], every.index(kind))):
        card = kept.get(kind)
        found.append(
            Card(
                kind=kind,
                label=CHARTS[kind].label,
                shown=_shown(card, kind),
                note=card.note if card else None,
                view=_view(card, kind),
                seconds=card.seconds if card else None,
            )
        )
    return tuple(found)


def deck(session: Session, account_id: str, audience: str) -> tuple[Card, ...]:
    """The ticked charts that the audience may see, in the order of the show."""
    return tuple(card for card in cards(session, account_id) if card.shown and allowed(card.kind, audience))


def withheld(session: Session, account_id: str, audience: str) -> tuple[Card, ...]:
    """The ticked charts that the audience may not see."""
    return tuple(card for card in cards(session, account_id) if card.shown and not allowed(card.kind, audience))


def card_of(session: Session, account_id: str, kind: str) -> Card:
    """What was decided about one chart; KeyError when there is no such kind."""
    return {card.kind: card for card in cards(session, account_id)}[kind]


def titled(session: Session, account_id: str, view: View) -> View:
    """The chart under the title confirmed for its audience, while the data draft what it was confirmed against."""
    card = _title_card(session, account_id, view)
    if card is None or card.title is None or card.title_of != stand(view, view.title):
        return view
    return replace(view, title=card.title, title_auto=False)


def outdated_title(session: Session, account_id: str, view: ChartView) -> str | None:
    """The title confirmed before the data changed, None when there is none or it still holds."""
    card = _title_card(session, account_id, view)
    if card is None or card.title is None or not view.title_auto:
        return None
    return card.title


def draft_of(session: Session, account_id: str, view: ChartView) -> str:
    """The title that the data draft, whichever stands over the chart."""
    card = None if view.title_auto else _title_card(session, account_id, view)
    return view.title if card is None or card.title_of is None else draft_in(card.title_of, view.audience)


def tick(session: Session, account_id: str, kind: str, *, shown: bool, source: object = None) -> ChangeSet:
    """Take a chart into the show or out of it."""
    text = N_("Show chart “{name}”") if shown else N_("Leave chart “{name}” out of the show")
    return _change(session, (account_id, kind, INTERNAL), text, {"shown": shown}, source)


def move(session: Session, account_id: str, kind: str, by: int, *, source: object = None) -> ChangeSet:
    """Move a chart up (-1) or down (+1) in the show; at the ends nothing happens."""
    order = [card.kind for card in cards(session, account_id)]
    here = order.index(kind)
    there = min(len(order) - 1, max(0, here + by))
    order.insert(there, order.pop(here))
    label = Message(N_("Move chart “{name}”"), {"name": _label(kind)})

    def work(unit: Unit) -> None:
        if there != here:
            for place, one in enumerate(order):
                _put(session, unit, (account_id, one, INTERNAL), {"place": place})

    return session.write(label, work, source)


def confirm_title(
    session: Session, account_id: str, view: ChartView, draft: str, title: str, *, source: object = None
) -> ChangeSet:
    """Say that this title is meant for the audience of ``view``; ``draft`` is what the data draft now.

    An empty title goes back to the draft.
    """
    wanted = title.strip() or None
    values = {"title": wanted, "title_of": stand(view, draft) if wanted else None}
    label = Message(N_("Title of chart “{name}”"), {"name": _label(view.kind)})

    def work(unit: Unit) -> None:
        _put(session, unit, (account_id, view.kind, view.audience), values)

    return session.write(label, work, source)


def set_note(session: Session, account_id: str, kind: str, note: str, *, source: object = None) -> ChangeSet:
    """What only the presenter sees beside a chart."""
    return _change(
        session, (account_id, kind, INTERNAL), N_("Note on chart “{name}”"), {"note": note.strip() or None}, source
    )


def set_view(session: Session, account_id: str, kind: str, view: str, *, source: object = None) -> ChangeSet:
    """Which of its views a chart is shown in; "" is the first."""
    return _change(session, (account_id, kind, INTERNAL), N_("View of chart “{name}”"), {"view": view or None}, source)


def remember_seconds(
    session: Session, account_id: str, seconds: Mapping[str, int], *, source: object = None
) -> ChangeSet:
    """How long each chart took when the show was rehearsed, in seconds."""

    def work(unit: Unit) -> None:
        for kind, taken in seconds.items():
            _put(session, unit, (account_id, kind, INTERNAL), {"seconds": taken})

    return session.write(Message(N_("Rehearse the show")), work, source)


def _change(session: Session, which: _Which, text: str, values: Mapping[str, Any], source: object) -> ChangeSet:
    def work(unit: Unit) -> None:
        _put(session, unit, which, values)

    return session.write(Message(text, {"name": _label(which[1])}), work, source)


def _put(session: Session, unit: Unit, which: _Which, values: Mapping[str, Any]) -> None:
    account_id, kind, audience = which
    card = next((c for c in _of(unit.conn, account_id) if (c.kind, c.audience) == (kind, audience)), None)
    if card is None:
        new(session, unit, CHART_CARD, account_id=account_id, kind=kind, audience=audience, **values)
    else:
        change(unit, CHART_CARD, card.id, **values)


def _of(conn: driver.Connection, account_id: str) -> list[ChartCard]:
    return Reader(CHART_CARD, conn).where("account_id = ?", (account_id,), order="id")


def _title_card(session: Session, account_id: str, view: ChartView) -> ChartCard | None:
    """The card of the chart for its audience alone: for a customer no internal card is read."""
    where = "account_id = ? AND kind = ? AND audience = ?"
    found: Iterable[ChartCard] = session.read(
        lambda conn: Reader(CHART_CARD, conn).where(where, (account_id, view.kind, view.audience), order="id")
    )
    return next(iter(found), None)


def _label(kind: str) -> Message:
    from planner.render.picture import CHARTS

    return Message(CHARTS[kind].label)


def _place(card: ChartCard | None, otherwise: int) -> int:
    return otherwise if card is None or card.place is None else card.place


def _view(card: ChartCard | None, kind: str) -> str | None:
    """The chosen view, as far as the kind still has it."""
    known = [name for name, _ in OPTIONS.get(kind, ())]
    return card.view if card is not None and card.view in known else None


def _shown(card: ChartCard | None, kind: str) -> bool:
    return kind not in _NOT_AT_FIRST if card is None or card.shown is None else card.shown
