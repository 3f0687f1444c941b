# SPDX-License-Identifier: Apache-2.0
"""Puts pictures and files to checks: chosen in a window or dropped on a row, copied as a job."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from planner.entities.common.attachment import Attachment
from planner.kernel.text import tr, trn
from planner.services import attachments
from planner.services.session import Session
from planner.views.review_checks import ENTITY
from ui.screens.review.data import PICTURES, Host

if TYPE_CHECKING:
    from ui.context import AppContext


class Attaching:
    """One for a section."""

    def __init__(self, host: Host) -> None:
        self._host = host

    @property
    def _app(self) -> AppContext:
        return self._host.app

    def ask(self, account_id: str, result_id: str) -> None:
        """Let the user choose a picture."""
        patterns = tr("Pictures ({patterns})", patterns=PICTURES)
        every = tr("All files (*)")
        path = self._app.prompts.pick_open(tr("Add photo"), f"{patterns};;{every}")
        if path is not None:
            self.attach(account_id, result_id, [path])

    def attach(self, account_id: str, result_id: str, paths: Sequence[Path]) -> None:
        """Copy files into the portfolio, each as one step."""
        work = partial(_copy, self._app.session, account_id, result_id, tuple(paths), self._host)
        self._app.jobs.run(work, done=self._done, failed=self._failed, title=tr("Adding files"))

    def _done(self, made: list[Attachment]) -> None:
        self._host.perform(lambda _source: None)
        if made:
            self._app.notices.toast(trn("{n} file added", "{n} files added", len(made)), undo=len(made) == 1)

    def _failed(self, error: Exception) -> None:
        self._app.notices.fault(error)
        self._host.perform(lambda _source: None)


def _copy(
    session: Session,
    account_id: str,
    result_id: str,
    paths: tuple[Path, ...],
    source: object,
    *reports: Callable[[int, int, str], None],
) -> list[Attachment]:
    made: list[Attachment] = []
    for number, path in enumerate(paths):
        for report in reports:
            report(number, len(paths), path.name)
        target = (ENTITY, result_id)
        made.append(attachments.attach(session, account_id, path, target, source=source))
    return made
