# SPDX-License-Identifier: Apache-2.0
"""What the field sheet says beside its check: what was seen before, and what just happened to an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.entities.reviews.inspection_result import INSPECTION_RESULT, InspectionResult
from planner.kernel.changes import ChangeSet
from planner.kernel.text import tr, trn
from planner.services import checks
from planner.views import field_reading
from ui.screens.review.field_words import stop_name
from ui.widgets.result_keys import result_word

if TYPE_CHECKING:
    from ui.screens.review.field_sheet import FieldSheet

_LASTING = "lasting"  # the property of a notice that stays when one goes on


def show_context(sheet: FieldSheet) -> None:
    """A text that was not saved, otherwise what was seen here before."""
    page, bar = sheet.page, sheet.context
    if page is None:
        return
    if not sheet.locked and sheet.drafts.offer(bar, lambda: show_context(sheet)):
        return
    if not page.times:
        bar.clear()
        return
    lead = trn("Seen in {n} review.", "Seen in {n} reviews.", page.times)
    found = page.still_open
    if found is None:
        bar.say(lead, tr("It was good at the last review."))
    elif page.used:
        bar.say(lead, tr("This check goes on with finding {code}.", code=found.code))
    else:
        text = tr("Finding {code} is still open.", code=found.code)
        if found.finding:
            text = tr("Finding {code} “{finding}” is still open.", code=found.code, finding=found.finding)
        use = (tr("Use {code}", code=found.code), sheet.use_finding)
        bar.say(lead, text, () if sheet.locked else (use,))


def tell_hand(sheet: FieldSheet) -> None:
    """A reading that speaks against a result given by hand: the result stays, and both are said."""
    check = sheet.check
    shown = field_reading.proposed(check, sheet.reading.text) if sheet.reading.text else ""
    against = bool(shown) and checks.is_by_hand(check) and shown != check.result
    if not against:
        clear_passing(sheet)
        return
    word, other = result_word(check.result), result_word(shown)
    _say(
        sheet,
        tr("{result} was given by hand and stays.", result=word),
        tr("The reading shows: {result}.", result=other),
        (tr("Use {result}", result=other), lambda: _use(sheet, shown)),
    )


def _use(sheet: FieldSheet, shown: str) -> None:
    sheet.notice.clear()
    sheet.save(shown)
    sheet.rest()


def tell_kept(sheet: FieldSheet, found: InspectionResult, before: InspectionResult) -> None:
    """After an entry: a jump of the clock is said once; a result that a reading changed is said too."""
    if found.clock_note and found.clock_note != before.clock_note:
        text = tr("{what} That is noted with the entry; check the clock of this computer.", what=found.clock_note)
        sheet.notice.say(tr("The clock was changed."), text, kind="watch")
        sheet.notice.setProperty(_LASTING, True)
    elif before.result not in {"not_checked", found.result} and found.given_by == "reading":
        words = {"old": result_word(before.result), "new": result_word(found.result)}
        _say(sheet, tr("{old} became {new}.", **words), tr("It follows the new reading."))


def is_settled(sheet: FieldSheet) -> bool:
    """Whether Enter may go on; otherwise it says why it stays. Asked again at once it may."""
    check = sheet.check
    if check.result == "not_checked" and check.reading:
        _say(sheet, tr("The reading is kept."), tr("No limit judges it: give the result yourself (P, A, F)."))
        return False
    shown = field_reading.proposed(check, check.reading or "")
    if shown and checks.is_by_hand(check) and shown != check.result:
        tell_hand(sheet)
        return False
    return True


def tell_end(sheet: FieldSheet) -> None:
    """There is nothing after the last check: say what is still to do."""
    left = [n for n, stop in enumerate(sheet.stops) if stop.result == "not_checked"]
    if not left:
        _say(sheet, tr("All checks are made."), "", (tr("Back to the table"), sheet.leave))
        return
    text = trn("{n} check is not made yet.", "{n} checks are not made yet.", len(left))
    _say(sheet, tr("This was the last check."), text, (tr("Go to the first"), lambda: sheet.go_to(left[0])))


def tell_replayed(sheet: FieldSheet, changes: ChangeSet, *, back: bool) -> None:
    """What came back, and what the check is now."""
    lead = (
        tr("Taken back: {step}.", step=changes.label.text())
        if back
        else tr("Made again: {step}.", step=changes.label.text())
    )
    touched = {row.key for row in changes.rows if row.table == INSPECTION_RESULT.table}
    text = ""
    if sheet.stop.id in touched:
        now = {"name": stop_name(sheet.stop), "result": result_word(sheet.check.result)}
        text = tr("{name} is now: {result}.", **now)
    other = (tr("Redo"), sheet.steps.redo) if back else (tr("Undo"), sheet.steps.undo)
    _say(sheet, lead, text, other)


def clear_passing(sheet: FieldSheet) -> None:
    """What was said about one entry goes when one goes on; what was said about the clock stays until it is closed."""
    if not sheet.notice.property(_LASTING) and not sheet.locked:
        sheet.notice.clear()


def _say(sheet: FieldSheet, lead: str, text: str, *actions: tuple[str, object]) -> None:
    if sheet.notice.property(_LASTING) and sheet.notice.text:
        return
    sheet.notice.setProperty(_LASTING, False)
    sheet.notice.say(lead, text, actions)  # type: ignore[arg-type]
