# SPDX-License-Identifier: Apache-2.0
"""Protection from Settings, menu and banner: encrypt, take it off, change what opens it, forget a computer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from ui.actions.spec import Context
from ui.context import AppContext, Place
from ui.later import Later
from ui.windows.backup_commands import Owner

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey
    from planner.services.protection import Protection

Report = Callable[[int, int, str], None]


class ProtectionCommands:
    """Registers its handlers on the window's commands table."""

    def __init__(self, owner: Owner) -> None:
        self._owner, self._window = owner, owner.window
        for name, handler in (
            ("protection.show", self._show),
            ("protection.seal", self._seal),
            ("protection.unseal", self._unseal),
            ("protection.change", self._change),
            ("protection.renew", self._renew),
            ("protection.forget", self._forget),
            ("protection.wipe", self._wipe),
        ):
            self._window.commands.register(name, handler)

    def _show(self, app: AppContext, _context: Context) -> None:
        app.navigator.go(Place(page="settings"))
        Later(self._window, self._into_view).start()

    def _into_view(self) -> None:
        """Once the page has its size."""
        from ui.screens.protection_box import ProtectionBox

        screen = self._window.stack.current()
        box = screen.findChild(ProtectionBox) if screen is not None else None
        if box is not None:
            box.come_into_view()

    # -- whether it is encrypted

    def _seal(self, app: AppContext, _context: Context) -> None:
        from ui.dialogs.seal import readable

        work = partial(readable, app.session.path)
        app.jobs.run(work, done=partial(self._ask_seal, app), failed=app.notices.fault)

    def _ask_seal(self, app: AppContext, copies: list[Path]) -> None:
        from ui.dialogs.seal import SealDialog

        if app is not self._window.app:
            return
        dialog = SealDialog(app.session.path, copies, self._owner.prompts, self._window)
        accepted = dialog.exec() == SealDialog.DialogCode.Accepted
        protection = dialog.protection
        wipe = (dialog.wipe_left.isChecked(), dialog.wipe_copies.isChecked())
        dialog.deleteLater()
        if accepted and protection is not None:
            self.seal(app, protection, *wipe)

    def seal(self, app: AppContext, protection: Protection, wipe_left: bool, wipe_copies: bool) -> None:
        """Encrypt the open portfolio; it is closed meanwhile and opened again, whatever happens."""
        path = app.session.path
        work = partial(seal, path, protection, wipe_left, wipe_copies)
        self._change_over(path, None, work, tr("Encrypting the portfolio"))

    def _unseal(self, app: AppContext, _context: Context) -> None:
        from ui.dialogs.seal import UnsealDialog

        dialog = UnsealDialog(app.session.path, app.jobs, self._window)
        accepted = dialog.exec() == UnsealDialog.DialogCode.Accepted
        key = dialog.key
        dialog.deleteLater()
        if accepted and key is not None:
            self.unseal(app, key)

    def unseal(self, app: AppContext, key: StoreKey) -> None:
        """Take the encryption off the open portfolio, which is closed meanwhile."""
        path = app.session.path
        self._change_over(path, key, partial(unseal, path, key), tr("Taking the encryption off"))

    def _change_over(self, path: Path, key: StoreKey | None, work: Callable[[Report], Any], title: str) -> None:
        self._owner.close_portfolio()
        self._owner.show_nothing(title)
        job = self._window.jobs.run(
            work, done=partial(self._changed, path), failed=partial(self._not, path, key), title=title
        )
        finished = getattr(job, "finished", None)
        if finished is not None:  # a cancelled job tells nobody else
            finished.connect(partial(self._ended, path, key))

    def _changed(self, path: Path, answer: tuple[StoreKey | None, str]) -> None:
        key, said = answer
        if self._owner.open(path, key):
            self._window.notices.say(said, kind="info")

    def _not(self, path: Path, key: StoreKey | None, error: Exception) -> None:
        self._owner.open(path, key)
        self._window.notices.fault(error)

    def _ended(self, path: Path, key: StoreKey | None, job: Any) -> None:
        if job.cancelled and self._window.app is None:
            self._owner.open(path, key)

    # -- what opens it

    def _change(self, app: AppContext, context: Context) -> None:
        self._ask_change(app, context.text)

    def _renew(self, app: AppContext, _context: Context) -> None:
        """Offer a new password to somebody who has just opened the portfolio by its recovery key."""
        from planner.safe.keys import PASSWORD

        self._ask_change(app, PASSWORD, key=app.session.db.key, lead=tr("Set a new password now?"))

    def _ask_change(self, app: AppContext, kind: str, *, key: StoreKey | None = None, lead: str = "") -> None:
        from ui.dialogs.change_secret import ChangeSecret

        prompts = self._owner.prompts
        dialog = ChangeSecret(app.session.path, kind, app.jobs, prompts, self._window, key=key, lead=lead)
        accepted = dialog.exec() == ChangeSecret.DialogCode.Accepted
        said = dialog.said
        dialog.deleteLater()
        if accepted:
            self._told(app, said)

    def _forget(self, app: AppContext, context: Context) -> None:
        app.jobs.run(
            partial(forget, app.session.path, context.text), done=partial(self._told, app), failed=app.notices.fault
        )

    def _told(self, app: AppContext, said: str) -> None:
        app.notices.toast(said)
        screen = self._window.stack.current()
        if screen is not None:
            screen.mark_stale()

    # -- what is still readable

    def _wipe(self, app: AppContext, _context: Context) -> None:
        from ui.dialogs.seal import readable

        work = partial(readable, app.session.path)
        app.jobs.run(work, done=partial(self._ask_wipe, app), failed=app.notices.fault)

    def _ask_wipe(self, app: AppContext, copies: list[Path]) -> None:
        from ui.dialogs.seal import copy_names, limits_text

        question = tr("Overwrite and delete the backups that are not encrypted?")
        detail = f"{copy_names(copies)}\n\n{limits_text()}"
        if copies and app.prompts.confirm(question, tr("Delete"), detail=detail):
            app.jobs.run(
                partial(wipe, copies), done=partial(self._told, app), failed=app.notices.fault, title=tr("Deleting")
            )


def seal(
    path: Path, protection: Protection, wipe_left: bool, wipe_copies: bool, report: Report
) -> tuple[StoreKey | None, str]:
    """Encrypt a closed portfolio and remove what stays readable; runs as a job. Answers its key and what to say."""
    from planner.services import portfolio, sealing
    from planner.services.backup import back_up

    changed = sealing.seal(path, protection, report=report)
    said = [tr("The portfolio is encrypted from now on.")]
    try:
        if wipe_left:
            sealing.wipe_left(changed.left)
        else:
            said.append(tr("{name} is still there, and anybody can read it.", name=changed.left.name))
        if wipe_copies:
            with closing(portfolio.open_portfolio(path, key=changed.key)) as session:
                back_up(session.db, paths.backups_folder(path))
            said.append(wipe(sealing.readable_copies(path), _unseen))
    except PlannerError as fault:
        said.append(str(fault))
    return changed.key, " ".join(said)


def unseal(path: Path, key: StoreKey, report: Report) -> tuple[StoreKey | None, str]:
    """Take the encryption off a closed portfolio; runs as a job."""
    from planner.services import protection, sealing

    if protection.opens_here(path):
        protection.forget_computer(path)
    changed = sealing.unseal(path, key, report=report)
    sealing.wipe_left(changed.left)
    return None, tr("The portfolio is not encrypted any more: whoever has the file can read it.")


def forget(path: Path, place: str, report: Report) -> str:
    """Shut a computer out; runs as a job."""
    from planner.services import protection

    if protection.forget_computer(path, place, partial(report, 0, 1, "")):
        return tr("That computer asks for the password from now on.")
    return tr("This computer asks for the password from now on. Its key store could not be reached to tidy up.")


def wipe(copies: list[Path], report: Report) -> str:
    """Delete copies that anybody could read; runs as a job."""
    from planner.kernel.text import trn
    from planner.services.sealing import wipe_left

    for number, copy in enumerate(copies):
        report(number, len(copies), "")
        wipe_left(copy)
    return trn("{n} unencrypted backup was deleted.", "{n} unencrypted backups were deleted.", len(copies))


def _unseen(_done: int, _total: int, _note: str) -> None:
    """Part of a longer job."""
