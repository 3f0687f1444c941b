# SPDX-License-Identifier: Apache-2.0
"""After a start: how many typed texts wait; the list of them, and the way to each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from planner.kernel.text import tr, trn
from planner.services import drafts
from ui.actions.commands import ShellContext, run_command
from ui.context import AppContext, Place
from ui.later import Later

if TYPE_CHECKING:
    from planner.services.draft_places import Whereabouts
    from ui.actions.spec import Context

BANNER: Final = "unsaved"
# What the command "New" makes in a section; other forms are opened by hand and come back filled all the same.
_NEW: Final = {"people": "contact", "risks": "risk", "actions": "action", "reviews": "network_review"}


def tell_waiting(app: ShellContext) -> None:
    """Say after a start that texts wait which a crash or a failed save left behind; until they are all dealt with."""
    found = {draft.place for draft in drafts.every(app.session) if draft.text.strip() and not _put_aside(draft)}
    if not found or app.session.read_only:
        return
    from ui.forms.draft_keeper import keeper_of

    told = _Told(app, found)
    told.show()
    keeper_of(app).gone.connect(told.gone)


class _Told(QObject):
    """The bar, and which texts it still speaks of."""

    def __init__(self, app: ShellContext, places: set[str]) -> None:
        super().__init__(app.bridge)
        self._app, self._places = app, places

    def show(self) -> None:
        """Show how many there are."""
        text = trn(
            "{n} text that you typed was not saved. It is kept and waits at its field.",
            "{n} texts that you typed were not saved. They are kept and wait at their fields.",
            len(self._places),
        )
        actions = ((tr("Show…"), partial(run_command, self._app, "edit.unsaved")), (tr("Not now"), self.hide))
        self._app.notices.banner(BANNER, text, kind="watch", actions=actions)

    def hide(self) -> None:
        """Say no more of it until the next start; the list keeps them."""
        self._places = set()
        self._app.notices.no_banner(BANNER)

    @Slot(str)
    def gone(self, place: str) -> None:
        """One of them was saved or discarded."""
        if place in self._places:
            self._places.discard(place)
            if self._places:
                self.show()
            else:
                self.hide()


def _put_aside(draft: drafts.Draft) -> bool:
    """A quick review that was left with Esc waits for its window, which brings it back by itself."""
    from planner.services.draft_places import QUICK_REVIEW

    return draft.place == QUICK_REVIEW and not draft.values.get("shown")


def show_list(app: AppContext, _context: Context) -> None:
    """The list of unsaved texts, and the way to the one that was chosen."""
    from ui.dialogs.unsaved import UnsavedDialog

    window = app.navigator if isinstance(app.navigator, QWidget) else None
    dialog = UnsavedDialog(app, window)
    dialog.exec()
    chosen = dialog.chosen
    dialog.deleteLater()
    if chosen is not None:
        go(app, chosen)


def go(app: AppContext, where: Whereabouts) -> None:
    """Go where a text was typed; the form of a new record is opened, filled with it."""
    place = _place(app, where)
    if place is None:
        run_command(app, "review.quick")
        return
    app.navigator.go(place)
    if place.field:  # a details pane that has just been made takes the focus only once it is in sight
        Later(app.bridge, partial(app.navigator.go, place), 0, app.session).start()
    if where.new and where.entity == "account":
        run_command(app, "account.new")
    elif where.new and _NEW.get(place.section or place.page) == where.entity:
        run_command(app, "new")


def _place(app: AppContext, where: Whereabouts) -> Place | None:
    if not where.page:
        return None
    if where.page == "charts":
        return Place(page="charts", account_id=where.account_id, section=where.record)
    if where.page != "account" or where.account_id is None:
        return Place(page=where.page)
    from planner.services import reports
    from ui.screens.account.places import place_of
    from ui.screens.sections import SECTIONS

    section = SECTIONS.get(where.entity)
    plain = Place(page="account", account_id=where.account_id, section=section)
    if where.entity == "account" or where.record is None:
        field = where.field
        statement = field == "what_matters"
        return plain._replace(section="overview" if statement else section, record=where.record, field=field)
    if where.entity == "inspection_result":  # the section finds the review of a check
        return plain._replace(record=where.record, field=where.field)
    found = place_of(reports.facts(app.session, where.account_id), where.entity, where.record)
    return (found or plain)._replace(field=where.field)
