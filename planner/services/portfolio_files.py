# SPDX-License-Identifier: Apache-2.0
"""Writes the portfolio page as it is shown: one page as PDF or picture, or its figures as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from planner.formats.sheets_out import write_csv
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.render import picture
from planner.render.portfolio_sheet import page_scene
from planner.safe.files import write_atomic
from planner.safe.names import safe_file_name
from planner.views.portfolio_modules import NAMES
from planner.views.portfolio_view import PortfolioView
from planner.views.tables import words


def file_name(view: PortfolioView, suffix: str) -> str:
    """The proposed name: "Portfolio INTERNAL 2026-11-21.pdf"."""
    return safe_file_name(f"Portfolio INTERNAL {view.as_of.isoformat()}", extension=suffix, fallback="portfolio")


def save(view: PortfolioView, target: Path) -> Path:
    """Write the page as .pdf, .png or .csv, by the ending; PlannerError for another one.

    An earlier file stays as it was where the new one can't be written.
    """
    ending = target.suffix.lower()
    if ending == ".csv":
        write_csv(target, _HEADS, _lines(view))
        return target
    if ending not in {".pdf", ".png"}:
        text = tr("The portfolio is written as .pdf, .png or .csv; please choose one of these endings.")
        raise PlannerError(text, "format")
    form = picture.page_pdf if ending == ".pdf" else picture.page_png
    write_atomic(target, form(page_scene(view), view.as_of))
    return target


_HEADS = ("module", "record", "column", "value", "as_of")


def _lines(view: PortfolioView) -> Iterator[tuple[str, str, str, str, str]]:
    """One value a line, so that modules with different columns stand in one table."""
    for module in view.modules:
        table = module.table()
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                yield (tr(NAMES[module.kind]), row.key, tr(column.title), words(cell), view.as_of.isoformat())
