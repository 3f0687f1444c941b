# SPDX-License-Identifier: Apache-2.0
"""Sites and equipment in their states, and the import of equipment."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.services import crud
from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.screens.account.sites_section import SitesSection
from ui.screens.import_screen import CHECK, ImportWindow, open_import

_SMALL = (1024, 600)
_LIST = (
    "Equipment,Site,Type,Model,Serial number,End of support,Criticality,Redundant",
    "Core switch 1,North,switch,Netral S9-48,NS9-40771,2028-06-30,5,yes",
    "Core switch 3,North,switch,Netral S9-48,NS9-40773,2028-06-30,5,yes",
    "UPS W1,West,ups,Voltara U10,VU10-0031,2031-01-31,high,no",
    "UPS W2,West,ups,Voltara U10,VU10-0032,2031-02-31,high,perhaps",
)


def scenes(account_id: str) -> list[Scene]:
    """What is pictured."""
    place = Place(page="account", account_id=account_id, section="sites")
    pictures = tuple(f"sites-{name}" for name in ("past", "site", "wide", "ending", "new", "small", "small-pane"))
    return [
        Scene("sites", place, partial(_sites, account_id=account_id), pictures),
        Scene("sites-import", place, partial(_import, account_id=account_id), ("sites-import",)),
    ]


def _sites(stage: Stage, account_id: str) -> None:
    section = next(s for s in stage.window.findChildren(SitesSection) if s.isVisible())
    session = stage.app.session
    battery = next(a for a in crud.of_account(session, ASSET, account_id) if a.name == "Rectifier R2")
    stage.go(Place(page="account", account_id=account_id, section="sites", record=battery.id))
    stage.picture("sites-past")
    north = next(s for s in crud.of_account(session, SITE, account_id) if s.name == "North")
    stage.go(Place(page="account", account_id=account_id, section="sites", record=north.id))
    stage.picture("sites-site")
    section.table.setFocus()
    section.new_record()
    stage.picture("sites-new")
    section.pane.end_new()
    stage.window.trigger("view.details")
    section.choose_site("*")
    section.table.setFocus()
    stage.picture("sites-wide")
    section.ending.setChecked(True)
    stage.picture("sites-ending")
    section.clear_filter()
    stage.window.trigger("view.details")
    before = stage.window.size()
    stage.window.resize(*_SMALL)
    stage.picture("sites-small")
    stage.window.trigger("view.details")
    stage.picture("sites-small-pane")
    stage.window.trigger("view.details")
    stage.window.resize(before)


def _import(stage: Stage, account_id: str) -> None:
    path = Path(tempfile.mkdtemp()) / "equipment.csv"
    path.write_text("\n".join(_LIST) + "\n", encoding="utf-8")
    open_import(stage.app, "assets", path, account_id=account_id)
    window = stage.dialog(ImportWindow)
    stage.settle()
    window.go(1)
    window.flow.check()
    stage.wait_for(lambda: window.step == CHECK)
    stage.picture("sites-import")
    window.close()
