# SPDX-License-Identifier: Apache-2.0
"""Keeps what is typed and not saved yet in the portfolio, at most a second after the keystroke (reliability 15).

One keeper for each open portfolio, the only place where the windows write drafts. `ui.forms.drafts` follows the fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from planner.safe.log import get_logger
from planner.services import drafts
from planner.services.drafts import KEEP_WITHIN_MS, Draft
from planner.services.session import Session
from ui.context import AppContext
from ui.jobs.runner import JobRunner
from ui.ports import Runner

AGAIN_MS: Final = 100
"""How soon it is tried again while a job holds the store."""

Values = dict[str, Any]
_NOTHING: Final = object()
_log = get_logger("ui")


class Clockwork(Protocol):
    """What the keeper needs of a timer; a test may bring one of its own."""

    @property
    def timeout(self) -> Any:
        """Sent when it is due."""
        ...

    def start(self, ms: int, /) -> object:
        """Be due so many ms from now."""
        ...

    def stop(self) -> object:
        """Not be due any more."""
        ...

    def isActive(self) -> bool:  # noqa: N802 - as Qt calls it
        """Whether it is going to be due."""
        ...


class Jobs(Runner, Protocol):
    """A runner that can be ended."""

    def shutdown(self) -> None:
        """Wait for what runs; no handler is called any more."""
        ...


class DraftKeeper(QObject):
    """``kept`` names a place whose text has become durable, ``gone`` one where nothing waits any more."""

    kept = Signal(str)
    gone = Signal(str)

    def __init__(
        self,
        session: Session,
        parent: QObject | None = None,
        timer: Clockwork | None = None,
        jobs: Jobs | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.known: dict[str, Draft] = {draft.place: draft for draft in drafts.every(session)}
        self._wanted: dict[str, Values | None] = {}
        self._stored = set(self.known)
        if timer is None:
            timer = QTimer(self)
            timer.setSingleShot(True)
        self._timer = timer
        self._timer.timeout.connect(self._due)
        self._jobs: Jobs = jobs or JobRunner(self)  # one of its own, so that no command is asked anew at each write
        self._writing = False
        self._leaving = False

    @property
    def _off(self) -> bool:
        return self.session.closed or self.session.read_only

    # -- what is typed

    def note(self, place: str, values: Values) -> None:
        """Something was typed; it is durable at the latest `KEEP_WITHIN_MS` after the first text that is not."""
        if self._off:
            return
        self.known[place] = Draft(place, values, self.session.clock.now())
        self._wanted[place] = values
        if not self._timer.isActive():  # never begun anew by the next key: one who types without a pause is kept too
            self._timer.start(KEEP_WITHIN_MS)

    def forget(self, place: str) -> None:
        """The text was saved or given up."""
        if self._leaving:
            return
        self._wanted.pop(place, None)
        if place in self._stored and not self._off:
            self._wanted[place] = None
            self.flush()
        self._leave(place)

    def forgotten(self, place: str) -> None:
        """The text was saved, and the transaction that did it has forgotten the draft."""
        self._wanted.pop(place, None)
        self._stored.discard(place)
        self._leave(place)

    def _leave(self, place: str) -> None:
        if self.known.pop(place, None) is not None:
            self.gone.emit(place)

    def leave(self) -> None:
        """The program itself closes the windows, as for the lock: what stands in them is not given up by that."""
        self._leaving = True

    def waiting(self, place: str) -> Draft | None:
        """What is kept for a place, None when nothing is; erased texts are not brought back."""
        draft = None if self._off else self.known.get(place)
        if draft is None or place in self._wanted:
            return draft
        values = drafts.get(self.session, place)  # a person may have been erased from it in the meantime
        if not values:
            self.forgotten(place)
            return None
        return Draft(place, values, draft.at)

    @contextmanager
    def saving(self, *places: str) -> Iterator[drafts.Saving]:
        """Round a verb that saves what was typed at the places."""
        with drafts.saved_by(self.session, places) as saving:
            yield saving
        if saving.written:
            for place in places:
                self.forgotten(place)

    # -- writing

    @Slot()
    def _due(self) -> None:
        """Write off the GUI thread, so that no slow disk is felt while typing; one write at a time."""
        if self._writing or self._off:
            return
        self._writing = True
        self._jobs.run(partial(_write, self.session, self._take), done=self._written, failed=self._failed)

    def _take(self) -> drafts.Wanted:
        """Called by the job once the store is its own."""
        return dict(self._wanted)

    def _written(self, wanted: drafts.Wanted | None) -> None:
        self._writing = False
        if wanted is None:
            self._timer.start(AGAIN_MS)
            return
        self._note_kept(wanted)
        if self._wanted and not self._timer.isActive():  # typed while it was being written
            self._timer.start(KEEP_WITHIN_MS - AGAIN_MS)

    def _failed(self, error: Exception) -> None:
        self._writing = False
        self._timer.start(KEEP_WITHIN_MS)
        _log.exception("drafts", error)

    def _note_kept(self, wanted: drafts.Wanted) -> None:
        for place, values in wanted.items():
            if self._wanted.get(place, _NOTHING) is values:
                del self._wanted[place]
            (self._stored.discard if values is None else self._stored.add)(place)
            if values is not None:
                self.kept.emit(place)

    def flush(self) -> bool:
        """Write now what is not written yet; False when the store takes nothing now, which is tried again soon."""
        if not self._wanted or self._off:
            return True
        wanted = dict(self._wanted)
        if not drafts.try_keep(self.session, wanted):
            self._timer.start(AGAIN_MS)
            return False
        self._timer.stop()
        self._note_kept(wanted)
        return True

    def close(self) -> None:
        """The portfolio is about to be closed: what is still only here is written."""
        self._timer.stop()
        self._jobs.shutdown()
        self._writing = False
        self.flush()


def _write(
    session: Session, take: Callable[[], drafts.Wanted], _report: Callable[[int, int, str], None]
) -> drafts.Wanted | None:
    return drafts.keep_when_free(session, take)


def keeper_of(app: AppContext) -> DraftKeeper:
    """The keeper of the open portfolio."""
    if app.drafts is None:
        app.drafts = DraftKeeper(app.session, app.bridge)
    assert isinstance(app.drafts, DraftKeeper)
    return app.drafts
