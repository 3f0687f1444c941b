# SPDX-License-Identifier: Apache-2.0
"""The portfolio page in a show (ux W11): its modules as slides, what stands behind their marks, actions noted.

It speaks of all accounts and is internal as a whole; a customer's show never has any of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from planner.entities.customers.account import ACCOUNT
from planner.entities.service.action import Action
from planner.kernel.text import tr
from planner.services import actions, crud, why
from planner.services.session import Session
from planner.services.show import Slide
from planner.views.charts import ChartView
from planner.views.portfolio_modules import NAMES, SATISFACTION, RowsModule, Target
from planner.views.portfolio_view import PortfolioView
from planner.views.why_view import WhyView


def slides(view: PortfolioView) -> tuple[Slide, ...]:
    """Every module as one slide, in the order of the page; none of a page without accounts."""
    if not view.number:
        return ()
    return tuple(Slide(kind=m.kind, label=tr(NAMES[m.kind]), steps=(_marked(m, view),)) for m in view.modules)


def _marked(module: ChartView, view: PortfolioView) -> ChartView:
    """The module, saying in its subtitle where it is of a past day."""
    if not view.mark:
        return module
    return replace(module, subtitle=tr("{mark} · {footer}", mark=view.mark, footer=module.subtitle))


def target(module: ChartView, key: str) -> Target | None:
    """The account and record that a mark of a module speaks of, None where it speaks of several."""
    find = getattr(module, "target", None)
    found = find(key) if callable(find) and key else None
    return found if isinstance(found, Target) else None


def reasons(session: Session, module: ChartView, key: str, day: date) -> WhyView | None:
    """What stands behind a mark: the lines of that account's value, of its risk, or the reasons in words."""
    found = target(module, key)
    if found is None:
        return None
    made = _why(session, module.kind, found, day)
    name = crud.get(session, ACCOUNT, found.account_id).name
    row = next((r for r in module.rows if r.key == key), None) if isinstance(module, RowsModule) else None
    said = row.words if row is not None else ""
    if made is None:
        return WhyView(key=key, title=row.name if row is not None else name, statement=said)
    return replace(made, title=tr("{name}: {title}", name=name, title=made.title), statement=made.statement or said)


def _why(session: Session, kind: str, found: Target, day: date) -> WhyView | None:
    if kind == SATISFACTION:
        return why.of_measure(session, found.account_id, "satisfaction", day)
    if found.entity == "health":
        return why.of_measure(session, found.account_id, "health", day)
    if found.entity == "risk":
        return why.of_risk(session, found.account_id, found.record, day)
    if found.entity in {"reviews", "network_review"}:
        return why.of_cadence(session, found.account_id, day)
    return None


def capture(session: Session, account_id: str, values: Mapping[str, Any], *, source: object = None) -> Action:
    """An action that came up while a mark of that account was chosen."""
    title = str(values.get("title") or "")
    return actions.add_action(session, account_id, title, values.get("due"), values.get("owner_id"), source=source)
