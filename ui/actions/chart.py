# SPDX-License-Identifier: Apache-2.0
"""Commands of the Chart menu; they are there on the page with charts."""

from __future__ import annotations

from typing import Final

from planner.kernel.text import N_
from ui.actions.presenting import ACTIONS as PRESENTING
from ui.actions.spec import ActionSpec, Context

_WHERE = N_("Open a chart first.")


def _on_charts(context: Context) -> bool:
    return context.page == "charts"


ACTIONS: Final[tuple[ActionSpec, ...]] = (
    ActionSpec(
        id="chart.table",
        text=N_("Chart as table"),
        menu="chart",
        shortcuts=("T",),
        icon="table",
        enabled=_on_charts,
        why_not=_WHERE,
    ),
    ActionSpec(
        id="chart.evidence",
        text=N_("Evidence of the mark"),
        menu="chart",
        icon="link",
        enabled=_on_charts,
        why_not=_WHERE,
        keys_shown=N_("Enter"),
    ),
    ActionSpec(
        id="chart.title",
        text=N_("Edit chart title"),
        menu="chart",
        icon="pencil",
        enabled=_on_charts,
        why_not=_WHERE,
    ),
    ActionSpec(
        id="chart.note",
        text=N_("Presenter note"),
        menu="chart",
        shortcuts=("N",),
        icon="note",
        enabled=_on_charts,
        why_not=_WHERE,
    ),
    ActionSpec(
        id="chart.copy_picture",
        text=N_("Copy picture"),
        menu="chart",
        group=1,
        shortcuts=("Ctrl+Shift+C",),
        icon="photo",
        enabled=_on_charts,
        why_not=_WHERE,
    ),
    ActionSpec(
        id="chart.copy_data",
        text=N_("Copy data"),
        menu="chart",
        group=1,
        icon="copy",
        enabled=_on_charts,
        why_not=_WHERE,
    ),
    ActionSpec(
        id="chart.slides",
        text=N_("Export as slides…"),
        menu="chart",
        group=1,
        icon="presentation",
        enabled=_on_charts,
        why_not=_WHERE,
    ),
    ActionSpec(
        id="chart.reset",
        text=N_("Reset chart"),
        menu="chart",
        group=2,
        icon="refresh",
        enabled=lambda context: _on_charts(context) and context.chart_changed,
        why_not=N_("The chart is as it comes: of today, with no mark chosen."),
    ),
    *PRESENTING,
)
