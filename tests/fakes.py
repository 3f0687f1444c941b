# SPDX-License-Identifier: Apache-2.0
"""Stand-ins for what surrounds a screen: answers to questions, jobs that run at once, notices that are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from planner.kernel.errors import Cancelled
from planner.kernel.settings import Settings
from planner.safe.keys import StoreKey
from planner.services.protection import Protection, unlock
from planner.services.session import Session
from ui.actions.commands import Commands, ShellContext
from ui.bridge import ChangeBridge
from ui.context import Place
from ui.ports import BannerAction, BarKind, Runner


class FakePrompts:
    """Answers from lists; what was asked is kept in `asked`, the rest of it in `details`."""

    def __init__(self, *, answers: list[bool] | None = None, paths: list[Path | None] | None = None) -> None:
        self.answers = list(answers or [])
        self.paths = list(paths or [])
        self.passwords: list[str] = []
        self.protections: list[Protection | bool] = []
        self.asked: list[str] = []
        self.details: list[str] = []
        self.choices: list[str] = []

    def choose(self, question: str, choices: Sequence[tuple[str, str]], *, detail: str = "") -> str:
        """The next choice, which must be one of those offered; none when there is none left."""
        self.asked.append(question)
        self.details.append(detail)
        if not self.choices:
            return ""
        chosen = self.choices.pop(0)
        assert chosen in {key for key, _ in choices}
        return chosen

    def confirm(self, question: str, verb: str, *, detail: str = "") -> bool:
        """The next answer; no when there is none left."""
        self.asked.append(question)
        self.details.append(detail)
        return self.answers.pop(0) if self.answers else False

    def pick_open(self, title: str, patterns: str) -> Path | None:
        """The next path."""
        self.asked.append(title)
        return self.paths.pop(0) if self.paths else None

    def pick_save(self, title: str, proposed: Path, patterns: str) -> Path | None:
        """The next path."""
        self.asked.append(title)
        return self.paths.pop(0) if self.paths else None

    def pick_folder(self, title: str, start: Path) -> Path | None:
        """The next path."""
        self.asked.append(title)
        return self.paths.pop(0) if self.paths else None

    def tell(self, title: str, text: str) -> None:
        """Kept only."""
        self.asked.append(title)

    def protect(self, path: Path) -> Protection | bool:
        """As it was said before; not encrypted otherwise."""
        self.asked.append(path.name)
        return self.protections.pop(0) if self.protections else True

    def unlock(self, path: Path, jobs: Runner) -> StoreKey | None:
        """What the next password opens; none when there is none left."""
        self.asked.append(path.name)
        return unlock(path, self.passwords.pop(0)) if self.passwords else None


class InlineJobs:
    """Runs each job at once on the caller's thread, with the interface of JobRunner; `cancel_at` stops at a report."""

    def __init__(self, *, cancel_at: int = 0) -> None:
        self.reports: list[tuple[int, int, str]] = []
        self.titles: list[str] = []
        self._cancel_at = cancel_at
        self.busy = False

    def run(
        self,
        work: Callable[[Callable[[int, int, str], None]], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        title: str = "",
    ) -> object:
        """Work, then one of the handlers."""
        self.titles.append(title)
        try:
            result = work(self._report)
        except Cancelled:
            return self
        except Exception as error:
            failed(error)
            return self
        done(result)
        return self

    def shutdown(self) -> None:
        """Nothing runs on."""

    def _report(self, done: int, total: int, note: str) -> None:
        self.reports.append((done, total, note))
        if self._cancel_at and len(self.reports) >= self._cancel_at:
            raise Cancelled


class RecordingNotices:
    """Keeps what was said, and the faults."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.undoable: list[str] = []
        self.opens: list[Callable[[], object]] = []
        self.faults: list[Exception] = []
        self.banners: dict[str, str] = {}

    def banner(self, key: str, text: str, *, kind: BarKind = "info", actions: Iterable[BannerAction] = ()) -> None:
        """Kept by its key."""
        self.banners[key] = text

    def no_banner(self, key: str) -> None:
        """Forgotten."""
        self.banners.pop(key, None)

    def toast(self, text: str, *, undo: bool = False, go: Callable[[], object] | None = None) -> None:
        """Kept; also in `undoable` when it offered Undo, and in `opens` what its Open does."""
        self.said.append(text)
        self.opens += [go] if go else []
        if undo:
            self.undoable.append(text)

    def fault(self, error: Exception) -> None:
        """Kept."""
        self.faults.append(error)


class RecordingNavigator:
    """Goes nowhere but remembers where it was sent."""

    def __init__(self, start: Place | None = None) -> None:
        self.went: list[Place] = []
        self._start = start or Place(page="accounts")

    def go(self, place: Place) -> None:
        """Kept."""
        self.went.append(place)

    def place(self) -> Place:
        """The last place gone to."""
        return self.went[-1] if self.went else self._start


class FakeApp(ShellContext):
    """A ShellContext whose parts a test can look into."""

    prompts: FakePrompts
    jobs: InlineJobs
    navigator: RecordingNavigator
    notices: RecordingNotices


def an_app(session: Session, *, settings: Settings | None = None, commands: Commands | None = None) -> FakeApp:
    """The context of a screen test on a real session; saved settings are kept in ``app.settings``."""
    app = FakeApp(
        session=session,
        bridge=ChangeBridge(session.bus),
        jobs=InlineJobs(),
        prompts=FakePrompts(),
        navigator=RecordingNavigator(),
        notices=RecordingNotices(),
        settings=settings or Settings(),
        commands=commands or Commands(),
    )
    app.save_settings = _Keep(app)
    session.on_close.append(app.bridge.detach)
    return app


class _Keep:
    def __init__(self, app: FakeApp) -> None:
        self._app = app

    def __call__(self, settings: Settings) -> None:
        self._app.settings = settings
