# SPDX-License-Identifier: Apache-2.0
"""Which places are pictured."""

from __future__ import annotations

from collections.abc import Mapping

from tests.shots import (
    acts,
    alert_acts,
    backup_acts,
    checklists,
    customer_acts,
    dialogs,
    draft_acts,
    field_acts,
    guards,
    health,
    keys,
    list_acts,
    locked,
    people_acts,
    plan_acts,
    portfolio_acts,
    privacy_acts,
    rules,
    show_acts,
    site_acts,
    trend_acts,
    visit_acts,
    why_acts,
)
from tests.shots.stage import Scene
from ui.context import Place

SECTIONS = ("overview", "profile", "people", "reviews", "risks", "actions", "timeline", "files", "sites")
FULLEST, EMPTIEST = "Meridian Foods", "Estancia San Telmo"


def scenes(state: str, names: Mapping[str, str]) -> list[Scene]:
    """The places of a portfolio: every page, every section of its fullest and emptiest account, every dialog."""
    pages = [
        Scene(page, Place(page=page))
        for page in ("today", "accounts", "portfolio", "actions", "alerts", "trash", "settings")
    ]
    pages.append(Scene("charts", Place(page="charts", account_id=names.get(FULLEST))))
    if state == "empty":
        return [*pages, acts.get_going(), *keys.scenes(), keys.settings(), dialogs.first_run()]
    for name in (FULLEST, EMPTIEST):
        short = name.split()[0].lower()
        pages += [Scene(f"{short}-{s}", Place(page="account", account_id=names[name], section=s)) for s in SECTIONS]
    pages += _charts(names)
    account_id = names[FULLEST]
    return [
        *pages,
        *list_acts.scenes(),
        *alert_acts.scenes(account_id),
        *acts.scenes(account_id, SECTIONS),
        *dialogs.scenes(account_id),
        *checklists.scenes(account_id),
        *portfolio_acts.scenes(),
        *plan_acts.scenes(account_id),
        *people_acts.scenes(account_id),
        *customer_acts.scenes(account_id),
        *show_acts.scenes(account_id),
        *privacy_acts.scenes(),
        *health.scenes(),
        *draft_acts.scenes(account_id),
        *field_acts.scenes(account_id),
        *rules.scenes(),
        *site_acts.scenes(account_id),
        *trend_acts.scenes(account_id),
        *visit_acts.scenes(names),
        *backup_acts.scenes(),
        *why_acts.scenes(names),
        *guards.scenes(account_id),
        locked.scene(),
    ]


def _charts(names: Mapping[str, str]) -> list[Scene]:
    """Every chart but the first of the fullest account, and those over time of the emptiest."""
    found = []
    kinds = {"risks": "risk-matrix", "cadence": "review-cadence"}
    for name in ("risks", "cadence", "trend", "satisfaction", "power-map", "coverage", "decision-chain"):
        place = Place(page="charts", account_id=names[FULLEST], section=kinds.get(name, name))
        found.append(Scene(f"charts-{name}", place))
    for name in ("trend", "satisfaction"):
        place = Place(page="charts", account_id=names[EMPTIEST], section=name)
        found.append(Scene(f"charts-{name}-none", place))
    return found
