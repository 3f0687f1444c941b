# SPDX-License-Identifier: Apache-2.0
"""On the field sheet: that nobody has permitted the inspection yet, and the window in which that is noted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from planner.entities.reviews.authorisation import AUTHORISATION
from planner.kernel.text import tr
from planner.rules.authorisation import cover_words
from planner.services import authorisations
from planner.services.session import Session

if TYPE_CHECKING:
    from ui.screens.review.field_sheet import FieldSheet

_FIELDS: Final = ("scope", "site_ids", "from_on", "until_on", "given_by_id", "given_on", "reference")


def tell_permit(sheet: FieldSheet) -> None:
    """Say before the first check that it can't be made yet; nothing where it can."""
    if sheet.locked or all(stop.result != "not_checked" for stop in sheet.stops):
        return
    cover = authorisations.cover(sheet.app.session, sheet.way.review.id)
    if not cover.permits:
        lead = tr("{what}.", what=cover_words(cover).text())
        text = tr("Checks can be made once it is there; notes and photos can be prepared.")
        sheet.notice.say(lead, text, (remedy(sheet),), kind="watch")


def remedy(sheet: FieldSheet) -> tuple[str, Any]:
    """The button beside a refusal."""
    return tr("Add authorisation"), partial(_ask, sheet)


def _ask(sheet: FieldSheet) -> None:
    from ui.forms.new_record import NewRecordDialog

    review = sheet.way.review
    dialog = NewRecordDialog(
        sheet.app,
        AUTHORISATION,
        account_id=review.account_id,
        fields=_FIELDS,
        preset=authorisations.preset(sheet.app.session, review.id),
        add=partial(_add, review.account_id, review.id),
        parent=sheet.window(),
    )
    dialog.setWindowTitle(tr("Add authorisation"))
    dialog.created.connect(lambda _key: _added(sheet))
    dialog.open()


def _added(sheet: FieldSheet) -> None:
    sheet.notice.clear()
    sheet.head.show_saved(sheet.app.session.clock.now())
    sheet.rest()


def _add(account_id: str, review_id: str, session: Session, values: Mapping[str, Any], source: object) -> Any:
    given = {name: value for name, value in values.items() if name not in {"scope", "account_id"}}
    scope = str(values.get("scope") or "")
    return authorisations.add(session, account_id, scope, review_id=review_id, source=source, **given)
