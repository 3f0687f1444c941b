# SPDX-License-Identifier: Apache-2.0
"""The command that draws a chart into a file, prints its data, or names the charts there are (issue 5, part 9)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from planner.cli import output
from planner.cli.opened import account, opened
from planner.kernel.text import tr
from planner.safe.files import free_name
from planner.views.charts import ChartView, percent
from planner.views.trend_chart import TrendChart


def chart(command: argparse.Namespace, _gui: object) -> int:
    """Draw a chart of an account and print where it is, or its data as JSON; or list the kinds of chart."""
    if command.listing:
        return _list(command.form)
    from planner.services import chart_files, charts, rulesets
    from planner.views.audience import CUSTOMER

    audience = "team_lead" if command.audience == "lead" else command.audience
    with opened(command) as session:
        key = account(session, command.account)
        chosen: dict[str, Any] = {"as_of": command.as_of, "audience": audience, "option": command.view}
        path = None
        if command.to is not None:
            path = chart_files.save(session, key, command.kind, free_name(command.to), size=command.size, **chosen)
        if command.form == "json":
            data = _data(charts.view(session, key, command.kind, **chosen))
            if audience != CUSTOMER:
                version, rules = session.read(rulesets.numbered)
                data |= {"ruleset": rules.hash, "ruleset_version": version}
            output.show_json("chart", {**data, "file": None if path is None else str(path)})
        else:
            print(path)
    return 0


def _list(form: str) -> int:
    from planner.render.picture import CHARTS
    from planner.services.chart_cards import kinds
    from planner.views.audience import CUSTOMER, allowed
    from planner.views.chart_options import OPTIONS

    items: list[dict[str, Any]] = [
        {
            "chart": kind,
            "name": tr(CHARTS[kind].label),
            "customer": allowed(kind, CUSTOMER),
            "views": [name for name, _ in OPTIONS.get(kind, ())],
        }
        for kind in kinds()
    ]
    if form != "json":
        yes, no = tr("yes"), tr("no")
        items = [{**i, "customer": yes if i["customer"] else no, "views": " ".join(i["views"])} for i in items]
    columns = (("chart", tr("Chart")), ("name", tr("Name")), ("customer", tr("For customers")), ("views", tr("Views")))
    output.listing("charts", items, form, columns)
    return 0


def _data(view: ChartView) -> dict[str, Any]:
    """The chart as data: its words and the rows of its table, by the keys of the columns."""
    table = view.table()
    return {
        "chart": view.kind,
        "account": view.account,
        "title": view.title,
        "title_drafted": view.title_auto,
        "subtitle": view.subtitle,
        "footer": view.footer,
        "sentence": view.sentence(),
        "audience": view.audience,
        "as_of": view.as_of,
        "completeness": view.completeness,
        "complete": None if view.completeness is None else percent(view.completeness),
        "columns": [{"key": column.key, "title": tr(column.title)} for column in table.columns],
        "rows": [output.row(table.columns, row) for row in table.rows],
        **({"values": list(_values(view))} if isinstance(view, TrendChart) else {}),
    }


def _values(view: TrendChart) -> Iterator[dict[str, Any]]:
    """Every value of a trend with the rules it was worked out with; those of different rules are not to be joined."""
    for panel in view.panels:
        for dot in panel.dots:
            yield {
                "measure": panel.key,
                "on": dot.on,
                "value": dot.value,
                "kept": dot.kept,
                "proven": dot.proven,
                "ruleset": dot.ruleset,
                "ruleset_version": dot.version,
            }
