# SPDX-License-Identifier: Apache-2.0
"""The commands about one person's data: everything stored, erasing, people to review, backups made anew."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QApplication, QWidget

from planner.entities.personal import PEOPLE
from planner.kernel.text import tr, trn
from ui.actions.spec import Context
from ui.context import AppContext

if TYPE_CHECKING:
    from planner.services.erased_backups import Held
    from planner.services.erasure import Erasure, Preview

Report = Callable[[int, int, str], None]
_MOST_LINES: Final = 8


def everything(app: AppContext, context: Context) -> None:
    """Write everything stored about the person that the context names."""
    if context.record is not None and context.kind in PEOPLE:
        _write(app, context.kind, context.record)


def erase(app: AppContext, context: Context) -> None:
    """Ask about erasing the person that the context names, and do it."""
    if context.record is not None and context.kind in PEOPLE:
        _ask_erase(app, context.kind, context.record)


def review(app: AppContext, _context: Context) -> None:
    """Show the people to review."""
    from ui.dialogs.people_review import PeopleReviewDialog

    dialog = PeopleReviewDialog(app, partial(_write, app), partial(_ask_erase, app), _window(app))
    dialog.exec()
    dialog.deleteLater()


def clean_backups(app: AppContext, _context: Context) -> None:
    """Look for erased people in the backups and offer to make those anew."""
    _look_in_backups(app, say_none=True)


def _write(app: AppContext, kind: str, key: str) -> None:
    title = tr("Folder for everything about this person")
    folder = app.prompts.pick_folder(title, Path.home())
    if folder is not None:
        app.jobs.run(
            partial(_written, app, kind, key, folder),
            done=partial(_was_written, app),
            failed=app.notices.fault,
            title=tr("Collecting everything about a person"),
        )


def _written(app: AppContext, kind: str, key: str, folder: Path, report: Report) -> tuple[Path, ...]:
    from planner.services import person_file

    report(0, 1, "")
    return person_file.write(app.session, kind, key, folder)


def _was_written(app: AppContext, made: tuple[Path, ...]) -> None:
    from planner.safe.clean import marked_bidi

    name = marked_bidi(made[0].name)
    app.notices.toast(tr("Written: {name}, and a page to read. Neither is encrypted.", name=name))


def _ask_erase(app: AppContext, kind: str, key: str) -> None:
    if app.drafts is not None:
        app.drafts.flush()
    app.jobs.run(
        partial(_previewed, app, kind, key),
        done=partial(_ask, app),
        failed=app.notices.fault,
        title=tr("Looking where this person is"),
    )


def _previewed(app: AppContext, kind: str, key: str, report: Report) -> Preview:
    from planner.services import erasure

    report(0, 1, "")
    return erasure.preview(app.session, kind, key)


def _ask(app: AppContext, found: Preview) -> None:
    from ui.dialogs.erase_person import ErasePersonDialog

    dialog = ErasePersonDialog(found, _window(app))
    accepted = dialog.exec() == ErasePersonDialog.DialogCode.Accepted
    flipped = dialog.flipped()
    dialog.deleteLater()
    if accepted:
        app.jobs.run(
            partial(_erased, app, found, flipped),
            done=partial(_was_erased, app),
            failed=app.notices.fault,
            title=tr("Erasing a person"),
        )


def _erased(app: AppContext, found: Preview, flipped: Any, report: Report) -> Erasure:
    from planner.services import erasure

    return erasure.erase(app.session, found.kind, found.key, flipped, _steady(report))


def _steady(report: Report) -> Report:
    """Progress without a way to stop: an erasure that has begun is finished."""
    from planner.kernel.errors import Cancelled

    def tell(done: int, total: int, note: str) -> None:
        try:
            report(done, total, note)
        except Cancelled:
            if not done:
                raise

    return tell


def _was_erased(app: AppContext, done: Erasure) -> None:
    if done.left:
        lines = "\n".join(done.left[:_MOST_LINES])
        words = tr("Open these places and take the name out yourself:")
        app.prompts.tell(tr("Erased, but still named in some places"), f"{words}\n{lines}")
    else:
        app.notices.toast(tr("Erased; nothing of this person was found any more"))
    _look_in_backups(app, say_none=False)


def _look_in_backups(app: AppContext, *, say_none: bool) -> None:
    app.jobs.run(
        partial(_held, app),
        done=partial(_ask_backups, app, say_none=say_none),
        failed=app.notices.fault,
        title=tr("Looking into the backups"),
    )


def _held(app: AppContext, report: Report) -> list[Held]:
    from planner.services import erased_backups

    folder = app.settings.backup_folder
    return erased_backups.holding(app.session, report, Path(folder) if folder else None)


def _ask_backups(app: AppContext, held: list[Held], *, say_none: bool) -> None:
    readable = [one.path for one in held if one.readable]
    _tell_unreadable(app, [one.path for one in held if not one.readable])
    if not readable:
        if say_none:
            app.notices.toast(tr("No backup holds anybody who was erased"))
        return
    from planner.services.erased_backups import AGE_OUT_DAYS

    question = trn("{n} backup still holds people who were erased. Make it anew without them?",
                   "{n} backups still hold people who were erased. Make them anew without them?",
                   len(readable))  # fmt: skip
    detail = tr(
        "Restoring such a backup erases them again. Otherwise it is made anew {n} days after the erasure. Copies you "
        "keep elsewhere are not among them.",
        n=AGE_OUT_DAYS,
    )
    if app.prompts.confirm(question, tr("Make anew"), detail=detail):
        app.jobs.run(
            partial(_made_anew, app, readable),
            done=partial(_were_made_anew, app),
            failed=app.notices.fault,
            title=tr("Making backups anew"),
        )


def _tell_unreadable(app: AppContext, left: list[Path]) -> None:
    if left:
        text = trn("{n} copy is damaged or opens with another key only, so nobody can tell whether it holds people who "
                   "were erased. Delete it if you do not need it: {names}",
                   "{n} copies are damaged or open with another key only, so nobody can tell whether they hold people "
                   "who were erased. Delete them if you do not need them: {names}",
                   len(left), names=_named(left))  # fmt: skip
        app.prompts.tell(tr("Some backups are as they were"), text)


def _named(left: list[Path]) -> str:
    from planner.safe.clean import marked_bidi

    shown = ", ".join(marked_bidi(path.name) for path in left[:5])
    return shown if len(left) <= 5 else tr("{names} and {n} more", names=shown, n=len(left) - 5)


def _made_anew(app: AppContext, paths: list[Path], report: Report) -> list[Path]:
    from planner.services import erased_backups

    return erased_backups.make_anew(app.session, paths, report)


def _were_made_anew(app: AppContext, failed: list[Path]) -> None:
    if failed:
        text = trn("{n} backup could not be made anew and is as it was. Restoring it erases the person again.",
                   "{n} backups could not be made anew and are as they were. Restoring one erases the person again.",
                   len(failed))  # fmt: skip
        app.prompts.tell(tr("Some backups are as they were"), text)
        return
    app.notices.toast(tr("The backups hold nobody any more who was erased"))


def _window(app: AppContext) -> QWidget | None:
    return QApplication.activeModalWidget() or (app.navigator if isinstance(app.navigator, QWidget) else None)
