# SPDX-License-Identifier: Apache-2.0
"""The words of the crumbs for a place."""

from __future__ import annotations

from typing import Final

from planner.kernel.text import N_, tr
from planner.services.session import Session
from ui.context import Place
from ui.screens.screen import Screen
from ui.windows.rail import TITLES

_SECTIONS: Final = {
    "overview": N_("Overview"),
    "profile": N_("Profile"),
    "people": N_("People"),
    "reviews": N_("Reviews"),
    "risks": N_("Risks"),
    "actions": N_("Actions"),
    "timeline": N_("Timeline"),
    "files": N_("Files"),
    "health": N_("Health"),
    "risk-matrix": N_("Risk matrix"),
    "review-cadence": N_("Review cadence"),
}


def steps(session: Session, place: Place, screen: Screen | None) -> list[tuple[str, Place]]:
    """The way to a place as (text, where it leads); the screen may name the last step with `crumb()`."""
    way: list[tuple[str, Place]] = []
    if place.page == "account":
        way.append((tr(TITLES["accounts"]), Place(page="accounts")))
        from planner.entities.customers.account import ACCOUNT
        from planner.services import crud

        account = crud.find(session, ACCOUNT, place.account_id)
        name = account.name if account is not None else tr("Account")
        way.append((name, Place(page="account", account_id=place.account_id, section="overview")))
    elif place.page in TITLES:
        way.append((tr(TITLES[place.page]), Place(page=place.page)))
    named = getattr(screen, "crumb", None)
    last = str(named()) if callable(named) else tr(_SECTIONS.get(place.section or "", ""))
    if last:
        way.append((last, place))
    return way
