# SPDX-License-Identifier: Apache-2.0
"""The whole timeline of an account as a table with a heading for each month, narrowed by kind (ux W10)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from planner.kernel.dates import month_name, short_day
from planner.kernel.text import N_, tr
from planner.views.tables import CellValue, Column, Row, TableView
from planner.views.timeline import Moment

HEADING = "month:"
COLUMNS = (
    Column(key="on", title=N_("On"), kind="icon", width=112, sortable=False),
    Column(key="title", title=N_("What"), width=210, sortable=False),
    Column(key="second", title=N_("In short"), width=240, sortable=False),
    Column(key="who", title=N_("Our side"), align="right", width=104, sortable=False),
)
# chip, its marked word, the kinds of records it stands for
KINDS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("reviews", N_("Reviews"), frozenset({"network_review"})),
    ("notes", N_("Notes"), frozenset({"interaction"})),
    ("callbacks", N_("Callbacks"), frozenset({"callback"})),
    ("levels", N_("Levels"), frozenset({"relation_assessment"})),
    ("risks", N_("Risks"), frozenset({"risk", "contingency_plan"})),
    ("actions", N_("Actions"), frozenset({"action"})),
)


def chosen(moments: Iterable[Moment], kinds: Collection[str], text: str = "") -> list[Moment]:
    """The moments of the chosen chips (all without any) that hold every word."""
    wanted = frozenset().union(*(entities for key, _, entities in KINDS if key in kinds))
    words = text.casefold().split()
    return [
        moment
        for moment in moments
        if (not wanted or moment.entity in wanted)
        and all(word in f"{moment.title} {moment.second} {moment.who}".casefold() for word in words)
    ]


def counts(moments: Iterable[Moment]) -> dict[str, int]:
    """How many moments each chip stands for."""
    found = dict.fromkeys((key for key, _, _ in KINDS), 0)
    for moment in moments:
        for key, _, entities in KINDS:
            found[key] += moment.entity in entities
    return found


def story_table(moments: Iterable[Moment]) -> TableView:
    """Rows under month headings, newest first; a heading's key begins with HEADING."""
    rows: list[Row] = []
    month = ""
    for moment in moments:
        key = f"{HEADING}{moment.on:%Y-%m}"
        if key != month:
            month = key
            words = tr("{month} {year}", month=month_name(moment.on), year=moment.on.year)
            rows.append(
                Row(key=key, cells=(CellValue(text=words, role="group", color="muted", kind="text"), "", "", ""))
            )
        rows.append(Row(key=row_key(moment), cells=_cells(moment)))
    return TableView(columns=COLUMNS, rows=tuple(rows))


def row_key(moment: Moment) -> str:
    """The key of a moment's row: a record may be in the story several times."""
    return f"{moment.entity}:{moment.id}:{moment.on:%Y%m%d}:{moment.title}"


def _cells(moment: Moment) -> tuple[CellValue, ...]:
    return (
        CellValue(text=short_day(moment.on), icon=moment.icon, raw=moment.on.isoformat()),
        CellValue(text=moment.title, role="name"),
        CellValue(text=moment.second or " ", color="muted"),
        CellValue(text=moment.who or " ", color="muted"),
    )
