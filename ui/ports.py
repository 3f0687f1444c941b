# SPDX-License-Identifier: Apache-2.0
"""What a screen asks of the window around it, as protocols; only types, nothing loads them at run time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey
    from planner.services.protection import Protection
    from ui.place import Place

BarKind = Literal["info", "watch", "act"]
BannerAction = tuple[str, Callable[[], object]]
"""The word on a banner's button, and what it does."""


class Navigator(Protocol):
    """Moves between places and records the way."""

    def go(self, place: Place) -> None:
        """Show a place and remember the present one for Back."""
        ...

    def place(self) -> Place:
        """Where the user is."""
        ...


class Notices(Protocol):
    """Says what happened without stopping anyone."""

    def toast(self, text: str, *, undo: bool = False, go: Callable[[], object] | None = None) -> None:
        """A short message at the bottom of the page, with Undo when the step can be taken back; ``go`` opens it."""
        ...

    def fault(self, error: Exception) -> None:
        """Tell the user about a failure: a PlannerError as its sentence, anything else as a report."""
        ...

    def banner(self, key: str, text: str, *, kind: BarKind = "info", actions: Iterable[BannerAction] = ()) -> None:
        """A bar at the top of the page that stays while its fact holds; ``actions`` are buttons and what they do."""
        ...

    def no_banner(self, key: str) -> None:
        """The fact of that bar holds no more."""
        ...


class Prompts(Protocol):
    """The few questions a program must ask; tests answer them from a list."""

    def confirm(self, question: str, verb: str, *, detail: str = "") -> bool:
        """Ask before something that can't be taken back."""
        ...

    def choose(self, question: str, choices: Sequence[tuple[str, str]], *, detail: str = "") -> str:
        """Ask which way to go: of the ``choices`` (key and word) the first is the safe one; "" when it was left."""
        ...

    def pick_open(self, title: str, patterns: str) -> Path | None:
        """Ask for a file to open."""
        ...

    def pick_save(self, title: str, proposed: Path, patterns: str) -> Path | None:
        """Ask where to save."""
        ...

    def pick_folder(self, title: str, start: Path) -> Path | None:
        """Ask for a folder that is there."""
        ...

    def tell(self, title: str, text: str) -> None:
        """Say something that must be read."""
        ...

    def protect(self, path: Path) -> Protection | bool:
        """Ask how a new portfolio is protected; True for not at all, False when it was left."""
        ...

    def unlock(self, path: Path, jobs: Runner) -> StoreKey | None:
        """Ask for what opens an encrypted portfolio; None when there is no answer."""
        ...


class DraftKeeper(Protocol):
    """Keeps what is typed and not saved yet."""

    def flush(self) -> bool:
        """Write what is not written yet; False when the store takes nothing now."""
        ...

    def forget(self, place: str) -> None:
        """The text of a place was saved or given up."""
        ...

    def close(self) -> None:
        """Write what is not written yet before the portfolio is closed."""
        ...


class Runner(Protocol):
    """Runs planner functions off the GUI thread; handlers are called on it."""

    def run(
        self,
        work: Callable[[Callable[[int, int, str], None]], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        title: str = "",
    ) -> object:
        """Start ``work(report)``; ``report(done, total, note)`` shows progress and raises when cancelled."""
        ...

    @property
    def busy(self) -> bool:
        """Whether a job is running, which may hold the store."""
        ...
