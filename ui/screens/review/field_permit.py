# SPDX-License-Identifier: Apache-2.0
"""On the field sheet: that nobody has permitted the inspection yet, and the way to note who does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from planner.kernel.text import tr
from planner.rules.authorisation import cover_words
from planner.services import authorisations

if TYPE_CHECKING:
    from ui.screens.review.field_sheet import FieldSheet


def tell_permit(sheet: FieldSheet) -> None:
    """Say before the first check that it can't be made yet; nothing where it can."""
    if sheet.locked or all(stop.result != "not_checked" for stop in sheet.stops):
        return
    cover = authorisations.cover(sheet.app.session, sheet.way.review.id)
    if not cover.permits:
        lead = tr("{what}.", what=cover_words(cover).text())
        text = tr("Checks can be made once it is there; notes and photos can be prepared.")
        sheet.notice.say(lead, text, (remedy(sheet),), kind="watch")


def remedy(sheet: FieldSheet) -> tuple[str, Callable[[], object]]:
    """The button beside a refusal."""
    return tr("Add authorisation"), partial(_ask, sheet)


def _ask(sheet: FieldSheet) -> None:
    from ui.screens.review.permission import ask_authorisation

    ask_authorisation(sheet.app, sheet.way.review.id, sheet.window(), lambda _key: _added(sheet))


def _added(sheet: FieldSheet) -> None:
    sheet.notice.clear()
    sheet.head.show_saved(sheet.app.session.clock.now())
    sheet.rest()
