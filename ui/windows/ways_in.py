# SPDX-License-Identifier: Apache-2.0
"""What is asked when a portfolio can't simply be opened or made: it is open elsewhere, or its place would harm it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.services.owning import AlreadyOpenError, ClaimedError

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey
    from ui.ports import Prompts
    from ui.windows.main_window import MainWindow

READ, BREAK, COPY = "read", "break", "copy"


class Opener(Protocol):
    """What the composition root offers."""

    window: MainWindow
    prompts: Prompts

    def open(
        self, path: Path, key: StoreKey | None = None, *, read_only: bool = False, break_claim: bool = False
    ) -> bool:
        """Open a portfolio."""
        ...

    def show_nothing(self, reason: str = "") -> None:
        """Say that nothing is open, and why."""
        ...

    def refused(self, error: PlannerError) -> None:
        """Say why something did not go."""
        ...


class WaysIn:
    """Offers the other ways where the straight one is closed."""

    def __init__(self, owner: Opener) -> None:
        self._owner = owner

    def instead(self, path: Path, key: StoreKey | None, error: PlannerError) -> bool:
        """Ask what to do about a refusal, and do it; False when the portfolio is not open after that."""
        if isinstance(error, ClaimedError):
            return self._claimed(path, key, error)
        if isinstance(error, AlreadyOpenError):
            return self._open_elsewhere(path, key, error)
        if error.code == "network-place":
            return self._from_network(path, error)
        self._owner.refused(error)
        return False

    def _open_elsewhere(self, path: Path, key: StoreKey | None, error: PlannerError) -> bool:
        from ui.windows.instance import CLOSING, RAISED, ask_first

        answer = ask_first(path.resolve())
        if answer == CLOSING:
            self._wait_for(path, key)
        if answer in {CLOSING, RAISED}:
            return False
        detail = tr("For reading only, it is shown as it stands now, and nothing in it can be changed.")
        choice = self._owner.prompts.choose(str(error), ((READ, tr("Open for reading only")),), detail=detail)
        return self._chosen(choice, path, key, error)

    def _wait_for(self, path: Path, key: StoreKey | None) -> None:
        """Open a portfolio as soon as the program that is closing it has let it go."""
        from ui.later import Later
        from ui.windows.last_backup import WAIT_MS, waiting_text

        window, owner = self._owner.window, self._owner
        before = window.app
        if before is None:
            owner.show_nothing(waiting_text())
        else:
            window.notices.say(waiting_text())
        Later(window, lambda: window.app is before and owner.open(path, key), WAIT_MS).start()

    def _claimed(self, path: Path, key: StoreKey | None, error: ClaimedError) -> bool:
        from datetime import date

        from planner.services.owning import last_used

        risk = tr("If it is still open there, one of the two loses what was changed. Open it anyway only when you know "
                  "that it is closed there.")  # fmt: skip
        choices = ((READ, tr("Open for reading only")), (BREAK, tr("Open anyway")))
        detail = f"{last_used(error.claim, date.today())}\n\n{risk}"  # noqa: DTZ011 - told in the user's own days
        choice = self._owner.prompts.choose(str(error), choices, detail=detail)
        return self._chosen(choice, path, key, error)

    def _chosen(self, choice: str, path: Path, key: StoreKey | None, error: PlannerError) -> bool:
        if choice == READ:
            return self._owner.open(path, key, read_only=True)
        if choice == BREAK:
            return self._owner.open(path, key, break_claim=True)
        self._owner.refused(error)
        return False

    def _from_network(self, path: Path, error: PlannerError) -> bool:
        if not path.is_file():
            self._owner.refused(error)
            return False
        detail = tr("The copy goes into the folder for your plans on this computer; what is there now stays.")
        choice = self._owner.prompts.choose(str(error), ((COPY, tr("Copy it to this computer")),), detail=detail)
        if choice == COPY:
            self.copy_here(path)
        else:
            self._owner.refused(error)
        return False

    def copy_here(self, path: Path) -> None:
        """Copy a portfolio into the folder for plans on this computer, and open the copy."""
        from planner.services.moving import copy_to

        window = self._owner.window
        window.jobs.run(
            partial(copy_to, path, paths.data_folder()),
            done=self._copied,
            failed=window.notices.fault,
            title=tr("Copying the portfolio"),
        )

    def _copied(self, made: Any) -> None:
        if self._owner.open(made):
            self._owner.window.notices.say(
                tr("This is the copy on this computer, {name}. Go on here; the other one is not changed any more.",
                   name=made.name),
                kind="info",
            )  # fmt: skip
