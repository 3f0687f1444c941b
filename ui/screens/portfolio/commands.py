# SPDX-License-Identifier: Apache-2.0
"""Presenting the portfolio page: its modules as the slides of an internal show (ux W11)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from planner.kernel.text import tr
from planner.services.session import Session
from ui.context import AppContext

if TYPE_CHECKING:
    from planner.services.show import Slide
    from ui.screens.portfolio.screen import PortfolioScreen

_screens: WeakKeyDictionary[Session, PortfolioScreen] = WeakKeyDictionary()


def offer(app: AppContext, screen: PortfolioScreen) -> None:
    """Let the show take its slides from this page from now on."""
    _screens[app.session] = screen


def slides(app: AppContext) -> tuple[Slide, ...]:
    """The modules of the page as it is shown, filters, day and order included; none where there is no page yet."""
    from planner.services import portfolio_show

    screen = _screens.get(app.session)
    made = portfolio_show.slides(screen.view) if screen is not None and screen.view is not None else ()
    if not made:
        app.notices.toast(tr("There is nothing to present yet."))
    return made
