# SPDX-License-Identifier: Apache-2.0
"""Writes a chart that is on the screen, with its day, as a picture file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.render import picture
from planner.safe.files import write_atomic
from planner.safe.names import safe_file_name
from planner.services import charts
from planner.services.session import Session
from planner.views.audience import CUSTOMER
from planner.views.charts import ChartView

# Points of the picture for one px: paper is printed at twice the resolution of the screen, a slide is shown as it is.
_SHARP = {"print": 2.0, "show": 1.0}
_TAGS = {"internal": "INTERNAL", "team_lead": "TEAM LEAD", "customer": "CUSTOMER"}


def file_name(view: ChartView, suffix: str) -> str:
    """The proposed name: "<Account> risk matrix INTERNAL 2026-11-21.png"."""
    stem = f"{view.account} {view.kind.replace('-', ' ')} {_TAGS[view.audience]} {view.as_of.isoformat()}"
    return safe_file_name(stem, extension=suffix, fallback="chart")


def save(
    session: Session,
    account_id: str,
    kind: str,
    target: Path,
    *,
    as_of: date | None = None,
    audience: str = "internal",
    size: str = "print",
    option: str = "",
) -> Path:
    """Write a chart of an account as .png, .svg, .pdf or .pptx, by the ending of ``target``; a sample's says so.

    A customer's is searched for internal words before it gets its name. ``option`` is one of the views of its kind;
    ``size`` is "print" (170 mm wide) or "show" (a slide of 1920 × 1080).

    PlannerError for another ending, internal words in a customer's chart, or a place that can't be written; an earlier
    file then stays as it was.
    """
    chosen: dict[str, Any] = {"as_of": as_of, "audience": audience, "option": option}
    if target.suffix.lower() == ".pptx":
        from planner.services import decks

        return decks.export_chart(session, account_id, kind, target, **chosen)
    view = charts.view(session, account_id, kind, **chosen)
    if audience == CUSTOMER:
        from planner.services import leak_scan

        leak_scan.require_clean_chart(view, leak_scan.secrets(session, account_id), size)
    return save_view(view, target, size)


def save_view(view: ChartView, target: Path, size: str = "print") -> Path:
    """Write a chart that is shown, not for a customer; see `save`."""
    makers: dict[str, Callable[[], bytes]] = {
        ".png": lambda: picture.chart_png(view, style=size, scale=_SHARP[size]),
        ".svg": lambda: picture.chart_svg(view, style=size).encode(),
        ".pdf": lambda: picture.chart_pdf(view, style=size),
    }
    maker = makers.get(target.suffix.lower())
    if maker is None:
        raise PlannerError(
            tr("A chart is written as .png, .svg, .pdf or .pptx; please choose one of these endings."), "format"
        )
    write_atomic(target, maker())
    return target
