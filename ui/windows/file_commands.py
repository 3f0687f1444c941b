# SPDX-License-Identifier: Apache-2.0
"""Commands about portfolios as files and about the look: new, open, recent, back up, sample, theme, density, help."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction

from planner.kernel import paths
from planner.kernel.data import replace
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from ui.actions.spec import Context
from ui.context import AppContext
from ui.dialogs.place_question import settled_place
from ui.theme.density import TEXT_SIZES
from ui.widgets.letters import marked
from ui.windows.backup_commands import PATTERNS, BackedUp, BackupCommands, Owner, back_up_by_hand, show_anew, suffixed

if TYPE_CHECKING:
    from planner.services.protection import Protection
    from planner.services.session import Session


class FileCommands:
    """Registers its handlers on the window's commands table."""

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._window = owner.window
        plain = self._window.commands.register_plain
        plain("file.new", self._new)
        plain("file.open", self._open)
        plain("file.open_reading", self._open_reading)
        plain("file.recent", self._nothing)
        plain("help.keys", self._keys)
        plain("help.about", self._about)
        plain("help.report", self._report)
        plain("help.hints", self._hints)
        if can_make_sample() or paths.sample_portfolio().exists():
            plain("sample.open", self.open_sample)
        self._window.commands.register("sample.afresh", self._sample_afresh)
        self._window.commands.register("sample.remove", self._sample_remove)
        for name in ("compact", "normal", "touch"):
            plain(f"view.density.{name}", partial(self._set, density=name))
        for name in ("system", "light", "dark"):
            plain(f"view.theme.{name}", partial(self._set, theme=name))
        plain("view.zoom_in", partial(self._zoom, 1))
        plain("view.zoom_out", partial(self._zoom, -1))
        plain("view.zoom_reset", partial(self._set, text_scale=100))
        self._window.commands.register("file.backup", self._back_up)
        self.backups = BackupCommands(owner)
        self._recent = self._window.actions_of.submenus["recent"]
        self._recent.aboutToShow.connect(self._fill_recent)
        self._fill_recent()

    # -- portfolios

    def _new(self) -> None:
        start = paths.data_folder() / f"portfolio {date.today():%Y-%m-%d}{paths.SUFFIX}"  # noqa: DTZ011 - a name proposed to the user
        path = self._owner.prompts.pick_save(tr("New portfolio"), start, PATTERNS)
        path = settled_place(self._owner.prompts, suffixed(path)) if path is not None else None
        if path is None:
            return
        answer = self._owner.prompts.protect(path)
        if answer is not False:
            self.make(path, None if answer is True else answer, *self._mine())

    def make(
        self,
        path: Path,
        protection: Protection | None,
        name: str,
        currency: str,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Make a portfolio, open it and go on with ``then``; as a job, for what keeps guesses dear takes a second."""
        if protection is None:
            if self._owner.create(path, me_name=name, currency=currency) and then is not None:
                then()
            return
        place = settled_place(self._owner.prompts, path)
        if place is None:
            self._not_made(PlannerError(tr("No portfolio was made."), "left"))
            return
        self._window.jobs.run(
            partial(_make, place, protection, name, currency),
            done=partial(self._made, then),
            failed=self._not_made,
            title=tr("Making the portfolio"),
        )

    def _made(self, then: Callable[[], object] | None, session: Session) -> None:
        self._owner.show_session(session)
        if then is not None:
            then()

    def _not_made(self, error: Exception) -> None:
        if self._window.app is None:
            self._owner.show_nothing(str(error))
        else:
            self._window.notices.fault(error)

    def _mine(self) -> tuple[str, str]:
        """What the next portfolio begins with: my name and currency in the open one, else as the system has them."""
        from planner.services.portfolio_facts import is_sample

        if self._window.app is None or is_sample(self._window.app.session):
            from ui.dialogs.first_run import system_currency, system_name

            return system_name(), system_currency()
        from planner.entities.common.person import PERSON
        from planner.services import crud, rulesets

        session = self._window.app.session
        me = crud.find(session, PERSON, session.me)
        return me.name if me is not None else "", rulesets.current(session).risk.currency

    def _open(self) -> None:
        path = self._owner.prompts.pick_open(tr("Open a portfolio"), PATTERNS)
        if path is not None:
            self._owner.open(path)

    def _open_reading(self) -> None:
        path = self._owner.prompts.pick_open(tr("Open a portfolio for reading only"), PATTERNS)
        if path is not None:
            self._owner.open(path, read_only=True)

    def _nothing(self) -> None:
        """The line of an empty list of recent portfolios."""

    def _fill_recent(self) -> None:
        self._recent.clear()
        here = str(self._window.app.session.path.resolve()) if self._window.app is not None else ""
        names = [name for name in self._owner.settings.recent if name != here and Path(name).exists()]
        for number, name in enumerate(names, start=1):
            action = QAction(marked(f"{number} {name}", str(number)), self._recent)
            action.triggered.connect(partial(self._open_recent, name))
            self._recent.addAction(action)
        if not names:
            empty = self._window.actions_of.actions["file.recent"]
            self._recent.addAction(empty)

    def _open_recent(self, name: str, *_checked: bool) -> None:
        self._owner.open(Path(name))

    def open_sample(self) -> None:
        """Open the sample, made first where it is not there yet."""
        path = paths.sample_portfolio()
        if path.exists():
            self._owner.open(path)
            return
        self._window.jobs.run(
            partial(make_sample, path),
            done=self._sample_made,
            failed=self._window.notices.fault,
            title=tr("Making the sample"),
        )

    def _sample_afresh(self, app: AppContext, _context: Context) -> None:
        question = tr("Begin the sample afresh? What you changed in it goes; your own portfolios stay as they are.")
        if self._drop_sample(app, question, tr("Begin afresh")):
            self.open_sample()

    def _sample_remove(self, app: AppContext, _context: Context) -> None:
        question = tr("Remove the sample? Its file and pictures are deleted; your own portfolios stay as they are.")
        if self._drop_sample(app, question, tr("Remove")):
            self._owner.show_nothing()

    def _drop_sample(self, app: AppContext, question: str, verb: str) -> bool:
        """Ask, close the sample and delete its files; False when the user thought better of it."""
        from planner.services.sample import remove_sample

        path = app.session.path
        if not self._owner.prompts.confirm(question, verb):
            return False
        self._owner.close_portfolio()
        remove_sample(path)
        return True

    def _sample_made(self, path: Any) -> None:
        self._owner.open(path)

    def _back_up(self, app: AppContext, _context: Context) -> None:
        app.jobs.run(
            partial(back_up_by_hand, app.session, app.settings.backup_folder),
            done=self._backed_up,
            failed=app.notices.fault,
            title=tr("Making a verified backup"),
        )

    def _backed_up(self, made: BackedUp) -> None:
        self._window.notices.toast(made.say)
        if made.fault is not None:
            self._window.notices.fault(made.fault)
        show_anew(self._window)

    # -- look and help

    def _set(self, **values: Any) -> None:
        self._owner.save_settings(replace(self._owner.settings, **values))

    def _zoom(self, by: int) -> None:
        """The next larger or smaller of the text sizes; at the end of them nothing happens."""
        sizes = sorted({*TEXT_SIZES, self._owner.settings.text_scale})
        at = sizes.index(self._owner.settings.text_scale) + by
        if 0 <= at < len(sizes):
            self._set(text_scale=sizes[at])

    def _keys(self) -> None:
        from ui.dialogs.keys import show_keys

        show_keys(self._window, self._window.commands.has)

    def _report(self) -> None:
        from ui.dialogs.report import show_problem_report

        session = self._window.app.session if self._window.app is not None and not self._window.jobs.busy else None
        show_problem_report(session, self._owner.settings, self._owner.prompts, self._window)

    def _hints(self) -> None:
        from planner.services import get_going
        from ui.windows.hints import show_again

        show_again(self._owner, self._window)
        if self._window.app is not None:
            get_going.show_again(self._window.app.session)
            screen = self._window.stack.current()
            if screen is not None:
                screen.mark_stale()
        self._window.notices.toast(tr("Hints are shown again, each at its place."))

    def _about(self) -> None:
        from ui.dialogs.about import show_about

        show_about(self._window)


def _make(
    path: Path, protection: Protection, name: str, currency: str, report: Callable[[int, int, str], None]
) -> Session:
    """Build an encrypted portfolio; runs as a job."""
    from planner.services import portfolio

    report(0, 1, "")
    return portfolio.create(path, me_name=name, currency=currency, protection=protection, anyway=True)


def can_make_sample() -> bool:
    """Whether this program carries the generator."""
    from importlib.util import find_spec

    return find_spec("planner.services.sample") is not None


def make_sample(path: Path, report: Callable[[int, int, str], None]) -> Path:
    """Build the sample portfolio; runs as a job."""
    from importlib import import_module

    path.parent.mkdir(parents=True, exist_ok=True)
    report(0, 1, "")
    import_module("planner.services.sample").make_sample(path)
    return path
