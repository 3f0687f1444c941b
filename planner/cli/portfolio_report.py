# SPDX-License-Identifier: Apache-2.0
"""The modules of the portfolio page in the report of the portfolio, as text and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from planner.cli import output
from planner.kernel.text import tr, trn
from planner.services import portfolio_page
from planner.services.portfolio_page import Wanted
from planner.services.session import Session
from planner.views.charts import ChartView
from planner.views.portfolio_modules import NAMES, HealthStrip, RowsModule
from planner.views.tables import words

_TEXT_ROWS = 7


def show(
    session: Session, items: Sequence[dict[str, Any]], form: str, columns: Sequence[tuple[str, str]], day: date
) -> None:
    """The accounts, and what the page says of all of them on that day; CSV has the accounts only."""
    if form == "csv":
        output.listing("portfolio", items, form, columns)
        return
    page = portfolio_page.load(session, Wanted(as_of=day))
    modules = page.modules
    if form == "json":
        told = [_plain(module) for module in modules]
        head = {"as_of": page.as_of, "past": page.past}
        output.show_json("portfolio", {**head, "items": [output.plain(item) for item in items], "modules": told})
        return
    if page.mark:
        print(page.mark)
    output.listing("portfolio", items, form, columns)
    for module in modules:
        print()
        print(tr("{name}: {title}", name=tr(NAMES[module.kind]), title=module.title))
        for line in _lines(module):
            print(f"  {line}")


def accounts_only(
    items: Sequence[dict[str, Any]], form: str, columns: Sequence[tuple[str, str]], day: date, *, past: bool
) -> None:
    """The accounts without the page, of one of them or of a day that is still ahead; as data with the same names."""
    if form == "json":
        told = [output.plain(item) for item in items]
        output.show_json("portfolio", {"as_of": day, "past": past, "items": told, "modules": []})
    else:
        output.listing("portfolio", items, form, columns)


def _plain(module: ChartView) -> dict[str, Any]:
    table = module.table()
    rows = [{"id": row.key, **output.row(table.columns, row)} for row in table.rows]
    found: dict[str, Any] = {
        "kind": module.kind, "title": module.title, "sentence": module.sentence(), "as_of": module.as_of, "rows": rows,
    }  # fmt: skip
    if isinstance(module, RowsModule):
        found |= {"counts": {tally.key: tally.number for tally in module.tallies}, "note": module.note}
    if isinstance(module, RowsModule | HealthStrip):
        found["rules_note"] = module.rules_note
    return found


def _lines(module: ChartView) -> list[str]:
    table = module.table()
    shown = ["  ".join(output.text(words(cell)) for cell in row.cells) for row in table.rows[:_TEXT_ROWS]]
    rest = len(table.rows) - len(shown) + (module.rest if isinstance(module, RowsModule) else 0)
    if rest:
        shown.append(trn("and {n} more", "and {n} more", rest))
    if isinstance(module, RowsModule) and module.note:
        shown.append(module.note)
    if isinstance(module, RowsModule | HealthStrip) and module.rules_note:
        shown.append(tr("Changes: {clause}", clause=module.rules_note) if isinstance(module, HealthStrip)
                     else module.rules_note)  # fmt: skip
    return shown
