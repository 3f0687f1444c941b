# SPDX-License-Identifier: Apache-2.0
"""Session: the one object that cli and ui hold; every change passes its `write`.

What only writing needs is imported with the first write, so that a portfolio opens in milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from planner.kernel.clock import Clock, ClockWatch, SystemClock, stamp
from planner.kernel.ids import IdMaker
from planner.kernel.text import Message
from planner.services.bus import Bus
from planner.services.undo import UndoStack
from planner.store import driver, undo_stacks
from planner.store.database import Database
from planner.store.faults import IO, StoreError

if TYPE_CHECKING:
    from planner.kernel.changes import ChangeSet
    from planner.safe.side_file import SideFile
    from planner.store.unit import Stamp, Unit

R = TypeVar("R")


class Session:
    """An open portfolio: store, change notices, undo and clock.

    Thread-safe: reads and writes take the store's lock; notices go out after it is released.
    """

    def __init__(self, db: Database, clock: Clock | None = None, *, device: str, me: str | None = None) -> None:
        self.db = db
        self.clock: Clock = clock or SystemClock()
        self.clock_watch = ClockWatch(self.clock)
        self.bus = Bus()
        self.ids = IdMaker(self.clock)
        self.device = device
        self.me = me
        self.on_close: list[Callable[[], None]] = []
        self.closed = False
        self.given_up = False
        """Whether its file can't be read any more: whoever still asks gets a StoreError of the code "closed"."""
        self.side: SideFile | None = None
        self.missing = 0
        """How many changes this store knew when it was used last and does not know any more."""
        self.unclean = False
        """Whether it was not closed properly when it was used last."""
        self.erased_again = 0
        """How many people an older copy had brought back, who were erased once more when it was opened."""
        self.reading = ""
        """Why it is open for reading only, as planner.services.reading names the reasons; "" where it is not."""
        self.on_trouble: list[Callable[[str], None]] = []
        """Told, on whatever thread, when the store was mended or is now for reading only."""
        self.with_change: Callable[[driver.Connection], None] | None = None
        """Done in the transaction of each change; see `drafts.saved_by`."""
        with db.reading() as conn:
            self._undo = UndoStack(*undo_stacks.stacks(conn))

    @property
    def path(self) -> Path:
        """The portfolio file."""
        return self.db.path

    @property
    def encrypted(self) -> bool:
        """Whether the portfolio is encrypted, so that it can be locked."""
        return self.db.key is not None

    @property
    def read_only(self) -> bool:
        """Whether changes are refused, with a PlannerError of the code "read-only"."""
        return self.db.read_only

    def refuse_reading(self) -> None:
        """PlannerError, code "read-only", where changes are refused: asked before a form for one opens."""
        self.db.refuse_reading()

    @property
    def files_key(self) -> bytes | None:
        """What seals the attachments, None where the portfolio is not encrypted."""
        return self.db.key.for_use("attachments") if self.db.key else None

    def today(self) -> date:
        """The date every "due" and "as of" is counted from."""
        return self.clock.today()

    def new_id(self) -> str:
        """A fresh record id."""
        return self.ids.new()

    def read(self, work: Callable[[driver.Connection], R]) -> R:
        """Run a query under the lock; StoreError where the disk or the file fails."""
        try:
            with self.db.reading() as conn:
                return work(conn)
        except (driver.DatabaseError, UnicodeDecodeError) as fault:
            problem = self.db.explain(fault, saving=False)
            if problem is None:
                raise
            raise problem from fault

    def write(self, label: Message, work: Callable[[Unit], object], source: object = None) -> ChangeSet:
        """Run a verb: one transaction, one undo step, one set of notices.

        Returns an empty ChangeSet when nothing changed. On any exception nothing is kept.
        """
        from planner.store.unit import Unit

        changes: ChangeSet | None = None
        try:
            with self.db.transaction() as conn:
                unit = Unit(conn, self._stamp())
                work(unit)
                changes = unit.finish(label)
                if self.with_change is not None:
                    self.with_change(conn)
        except StoreError as fault:
            if fault.code != IO or changes is None or not self._is_stored(changes.step, unit.stamp):
                raise
        if changes:
            self._kept(changes.step)
            self._undo.push(changes.step)
            self.bus.publish(changes, source)
        return changes

    def annotate(self, label: Message, work: Callable[[Unit], object]) -> ChangeSet:
        """A step that puts the log right and changes no record, so that undo passes over it."""
        from planner.store.unit import Unit

        with self.db.transaction() as conn:
            unit = Unit(conn, self._stamp())
            work(unit)
            changes = unit.finish(label, undo_stacks.CORRECTION)
        if changes:
            self._kept(changes.step)
        return changes

    def undo(self) -> ChangeSet | None:
        """Take the newest step back; None when there is none. StaleRowError keeps the step."""
        if not self._undo.done:
            return None
        changes = self._replay(self._undo.done[-1], back=True)
        self._undo.moved_back()
        self.bus.publish(changes, None)
        return changes

    def redo(self) -> ChangeSet | None:
        """Make the step taken back last again; None when there is none."""
        if not self._undo.undone:
            return None
        changes = self._replay(self._undo.undone[-1], back=False)
        self._undo.moved_forth()
        self.bus.publish(changes, None)
        return changes

    @property
    def undo_step(self) -> int:
        """The number of the step that undo would take back; 0 when there is none."""
        return self._undo.done[-1] if self._undo.done else 0

    @property
    def undo_label(self) -> Message | None:
        """What undo would take back."""
        return self._label(self._undo.done)

    @property
    def redo_label(self) -> Message | None:
        """What redo would make again."""
        return self._label(self._undo.undone)

    def begin_here(self) -> None:
        """What was done so far set the portfolio up; undo does not go back behind it."""
        from planner.store import portfolio_settings

        with self.db.transaction() as conn:
            portfolio_settings.put(conn, "undo_floor", undo_stacks.newest(conn))
        self._undo.done.clear()

    def end_undo_at(self, step: int) -> None:
        """Undo and redo go no further back than after that step."""
        from planner.store import mending

        with self.db.transaction() as conn:
            mending.set_undo_floor(conn, step)
            self._undo = UndoStack(*undo_stacks.stacks(conn))

    def forget_steps(self) -> None:
        """Nothing done so far can be undone or redone any more: the log no longer holds what it would bring back."""
        self._undo.done.clear()
        self._undo.undone.clear()

    def close(self) -> None:
        """Close the store and release what belongs to the open portfolio; twice is harmless."""
        self.closed = True
        self.bus.close()
        for finish in [self.db.close, *self.on_close]:
            finish()
        self.on_close.clear()

    def _replay(self, step: int, *, back: bool) -> ChangeSet:
        from planner.entities.registry import BY_TABLE
        from planner.store import history
        from planner.store.table import Table
        from planner.store.unit import Unit

        changes: ChangeSet | None = None
        try:
            with self.db.transaction() as conn:
                recorded = history.load(conn, step)
                wanted = recorded.inverse() if back else recorded
                unit = Unit(conn, self._stamp())
                for row in wanted.rows:
                    Table(BY_TABLE[row.table], unit).write(row)
                changes = unit.finish(recorded.label, "undo" if back else "redo", step)
        except StoreError as fault:
            if fault.code != IO or changes is None or not self._is_stored(changes.step, unit.stamp):
                raise
        self._kept(changes.step)
        return changes

    def _is_stored(self, step: int, as_stamped: Stamp) -> bool:
        """Whether a step whose end met a fault of the disk is in the store after all, which was then opened anew."""
        if not step or self.read_only:
            return False
        return self.read(lambda conn: undo_stacks.has_step(conn, step, as_stamped.at, as_stamped.device_id))

    def _kept(self, step: int) -> None:
        """A step is durable; from now on its absence would be noticed."""
        if self.side is not None:
            self.side.note(step)

    def _label(self, steps: list[int]) -> Message | None:
        from planner.store import history

        if not steps or self.read_only:
            return None
        return self.read(lambda conn: history.label(conn, steps[-1]))

    def _stamp(self) -> Stamp:
        from planner.store.unit import Stamp

        return Stamp(stamp(self.clock.now()), self.me, self.device)
