# SPDX-License-Identifier: Apache-2.0
"""The ways into a show: F5, Shift+F5, rehearsing, and its set-up sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from planner.entities.customers.account import ACCOUNT
from planner.kernel.text import tr, trn
from planner.services import chart_cards, crud, why
from planner.services import show as service
from planner.views.audience import INTERNAL
from ui.actions.spec import Context
from ui.context import AppContext, Place
from ui.screens.show import setting as settings
from ui.screens.show.setting import Setting

if TYPE_CHECKING:
    from ui.screens.show.show import Show

_running: set[object] = set()


def present(app: AppContext, context: Context) -> None:
    """From the first chart (F5). The set-up sheet comes the first time, and where the screens are others."""
    _begin(app, context, "")


def present_here(app: AppContext, context: Context) -> None:
    """From the chart at hand (Shift+F5)."""
    _begin(app, context, _kind(context))


def rehearse(app: AppContext, context: Context) -> None:
    """The show without an audience; how long each chart was on is kept."""
    if context.page == "portfolio":
        _begin_portfolio(app, rehearsal=True)
        return
    account = _account(app, context)
    ours = _window(app)
    if account is None or ours is None or not _has_charts(app, account):
        return
    setting = settings.last(app.session, account) or settings.first(app.session, account, ours)
    run(app, account, setting, ours, kind="", as_of=_day(app, context), rehearsal=True)


def set_up(app: AppContext, context: Context) -> None:
    """The set-up sheet, whatever was chosen before: audience, screens, time."""
    _begin(app, context, "", ask=True)


def _begin_portfolio(app: AppContext, *, ask: bool = False, rehearsal: bool = False) -> None:
    """The modules of the portfolio page as they are shown; for internal readers alone."""
    from ui.screens.portfolio import commands as page

    ours = _window(app)
    slides = page.slides(app) if ours is not None else ()
    if ours is None or not slides:
        return
    known = settings.last(app.session, "")
    chosen = known or replace(settings.first(app.session, "", ours), audience=INTERNAL, language="")
    if not rehearsal and (known is None or ask):
        from ui.screens.show.setup import SetupSheet

        sheet = SetupSheet(app, "", chosen, ours, slides=len(slides))
        try:
            asked = sheet.ask()
        finally:
            sheet.deleteLater()
        if asked is None:
            settings.ask_again(app.session, "")
            return
        chosen, rehearsal = asked, sheet.rehearse
        settings.remember(app.session, "", replace(chosen, screens=()) if rehearsal else chosen)
    run(app, "", chosen, ours, kind="", as_of=slides[0].view.as_of, rehearsal=rehearsal, slides=slides)


def _begin(app: AppContext, context: Context, kind: str, *, ask: bool = False) -> None:
    if context.page == "portfolio":
        _begin_portfolio(app, ask=ask)
        return
    account, ours = _account(app, context), _window(app)
    if account is None or ours is None or not _has_charts(app, account):
        return
    known = settings.last(app.session, account)
    day = _day(app, context)
    if kind and not _is_in(app, account, kind, INTERNAL):
        return
    # The pages are the internal view: where the last show was for the customer, it is asked for whom this one is.
    ask = ask or (known is not None and known.customer)
    if known is not None and not ask and service.slides(app.session, account, known.audience):
        if not kind or _is_in(app, account, kind, known.audience):
            run(app, account, known, ours, kind=kind, as_of=day)
        return
    from ui.screens.show.setup import SetupSheet

    sheet = SetupSheet(app, account, known or settings.first(app.session, account, ours), ours)
    try:
        chosen = sheet.ask()
    finally:
        sheet.deleteLater()
    if chosen is None:
        settings.ask_again(app.session, account)
        _tell(app)
    else:
        # After a rehearsal nobody has said yet on which screen strangers look on.
        settings.remember(app.session, account, replace(chosen, screens=()) if sheet.rehearse else chosen)
        run(app, account, chosen, ours, kind=kind, as_of=day, rehearsal=sheet.rehearse)


def run(
    app: AppContext, account_id: str, setting: Setting, ours: QWidget, *, kind: str, as_of: date | None,
    rehearsal: bool = False, slides: tuple[service.Slide, ...] | None = None,
) -> Show:  # fmt: skip
    """Start a show and keep it until it is over; the portfolio has no account id and brings its ``slides``."""
    from ui.screens.show.show import Show

    name = crud.get(app.session, ACCOUNT, account_id).name if account_id else tr("Portfolio")
    made = Show(app, (account_id, name), setting, kind=kind, as_of=as_of, rehearsal=rehearsal, slides=slides)
    _running.add(made)
    made.over.connect(lambda: _over(made, ours))
    made.start(ours)
    return made


def _over(made: Show, ours: QWidget) -> None:
    """Say what was noted where our window is back; not where the program ends."""
    _running.discard(made)
    if not (isValid(ours) and ours.isVisible()):
        return
    app = made.app
    _tell(app)
    count = made.noting.count
    if count:
        words = trn("{n} action noted in the show", "{n} actions noted in the show", count)
        app.notices.toast(words, go=partial(app.navigator.go, Place(page="actions")))


def _tell(app: AppContext) -> None:
    """What F5 does next may be another thing now: menu and button say it."""
    soon = getattr(app.navigator, "refresh_soon", None)
    if soon is not None:
        soon()


def _account(app: AppContext, context: Context) -> str | None:
    return context.account_id or context.last_account or why.last_account(app.session)


def _has_charts(app: AppContext, account_id: str) -> bool:
    if chart_cards.deck(app.session, account_id, INTERNAL):
        return True
    app.notices.toast(tr("No chart is ticked for the show. Tick one on the charts page."))
    return False


def _is_in(app: AppContext, account_id: str, kind: str, audience: str) -> bool:
    """Whether the chart at hand is in the show: no other one comes up in its place."""
    if any(slide.kind == kind for slide in service.slides(app.session, account_id, audience)):
        return True
    app.notices.toast(
        tr("This chart is not in the show: not ticked, or not for this audience. F5 starts from the first one.")
    )
    return False


def _kind(context: Context) -> str:
    return (context.section or "") if context.page == "charts" else ""


def _day(app: AppContext, context: Context) -> date | None:
    """The day that the charts page shows, where that is in front."""
    from ui.screens.charts.commands import shown_day

    return shown_day(app) if context.page == "charts" else None


def _window(app: AppContext) -> QWidget | None:
    navigator = app.navigator
    return navigator if isinstance(navigator, QWidget) else QApplication.activeWindow()
