# SPDX-License-Identifier: Apache-2.0
"""What the details pane says about a mark of a chart whose kind has no reasons of its own: its words, row and records.

So a new chart is explained before anybody wrote more for it than its view and its drawing (docs/charts.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.entities.registry import BY_NAME
from planner.kernel.text import tr
from planner.services import lookups
from planner.services.session import Session
from planner.views.charts import ChartView
from planner.views.tables import words
from planner.views.timeline import ICONS
from planner.views.why_view import Link, Links, WhyView

if TYPE_CHECKING:
    from planner.render.scene import Mark


def of_mark(session: Session, view: ChartView, key: str, mark: Mark | None = None) -> WhyView:
    """What the view itself says of ``key``, else the words of its mark, its row of the table and its live records.

    Without a mark and a row it is about the chart as a whole.
    """
    own = view.why(key)
    if own is not None:
        return own
    keys = {key, *((mark.id, *mark.records) if mark is not None else ())} - {""}
    facts, named = _row(view, keys)
    if mark is None and not facts:
        return WhyView(key="", title=view.title, note=view.subtitle, empty=view.sentence())
    card = mark.card if mark is not None else ()
    said = mark.sentence if mark is not None else ""
    return WhyView(
        key=key,
        title=card[0] if card else named or said,
        empty=said or view.sentence(),
        facts=facts,
        facts_title=tr("In the table"),
        groups=_records(session, mark) if mark is not None else (),
    )


def _row(view: ChartView, keys: set[str]) -> tuple[tuple[tuple[str, str], ...], str]:
    """The row of the table twin as (column, words) without what is empty, and its name."""
    table = view.table()
    row = next((row for row in table.rows if row.key in keys), None)
    if row is None:
        return (), ""
    told = tuple((head, said) for head, cell in zip(table.heads(), row.cells, strict=True) if (said := words(cell)))
    return told, told[0][1] if told else ""


def _records(session: Session, mark: Mark) -> tuple[Links, ...]:
    """The records of a mark that are there, by the names they are known by."""
    spec = BY_NAME.get(mark.entity)
    if spec is None:
        return ()
    names = lookups.labels_of(session, spec.name, mark.records)
    icon = ICONS.get(spec.name) or "file-text"
    links = tuple(
        Link(icon=icon, title=names[key] or tr(spec.label), second=tr(spec.label), right="", entity=spec.name, id=key)
        for key in mark.records
        if key in names
    )
    return (Links(title=tr("Records"), links=links),) if links else ()
