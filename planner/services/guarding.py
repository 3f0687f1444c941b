# SPDX-License-Identifier: Apache-2.0
"""What stands between an open portfolio and a fault: of the disk, of its file, or another computer that took it over.

After a fault of the disk nothing of the connection is trusted: it is closed, the file opened anew and looked through.
Where it is sound and takes writes, work goes on; otherwise it goes on for reading only (reliability A4–A6, A10).
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe.log import get_logger
from planner.store import driver, faults
from planner.store.faults import StoreError

if TYPE_CHECKING:
    from planner.services.owning import Ownership
    from planner.services.session import Session

MENDED: Final = "mended"
CLOSED: Final = "closed"
FULL: Final = "full"
_log = get_logger("store")


def guard(session: Session, owner: Ownership) -> None:
    """Let an open session notice that it lost its portfolio, and mend or stop after a fault; it then owns ``owner``."""
    keeper = Guard(session, owner)
    session.db.guard, session.db.explain = keeper.check, keeper.explain
    session.on_close.append(owner.release)
    owner.claim()


class Guard:
    """Asked before every change and after every fault; the store's lock is held."""

    def __init__(self, session: Session, owner: Ownership) -> None:
        self._session, self._owner = session, owner

    def check(self) -> None:
        """Raise where another computer has taken the portfolio over; nothing more is then written here."""
        claim = self._owner.lost_to()
        if claim is None:
            return
        from planner.services import owning, reading

        text = owning.taken_over_text(claim, self._session.today())
        self._read_on(reading.TAKEN_OVER)
        raise StoreError(text, faults.READ_ONLY)

    def explain(self, fault: driver.DatabaseError | UnicodeDecodeError, *, saving: bool = True) -> PlannerError | None:
        """The sentence for a fault, after what can be done about it was done; None for a fault of ours."""
        kind, told = faults.kind_of(fault), faults.explained(fault, self._session.path, saving=saving)
        if told is not None:
            _log.warning("store-fault", kind=kind)
        if self._session.read_only:
            return told
        if kind == faults.IO:
            return self._after_io(saving=saving) or told
        if kind == faults.FULL:
            self._tell(FULL)
        if kind == faults.DAMAGED:
            from planner.services import reading

            self._read_on(reading.DAMAGED)
        return told

    def _after_io(self, *, saving: bool) -> PlannerError | None:
        from planner.services import reading

        db = self._session.db
        with suppress(StoreError):
            db.reopen()
            if not db.is_sound():
                self._read_on(reading.DAMAGED)
                return None
            if db.takes_writes():
                self._tell(MENDED)
                return StoreError(_mended_text(saving=saving), faults.IO)
        self._read_on(reading.DISK_FAULT)
        return None

    def _read_on(self, reason: str) -> None:
        from planner.services import reading

        try:
            reading.go_on_reading(self._session, reason)
        except PlannerError as fault:  # nothing can be read any more; the window closes the portfolio
            _log.warning("store-closed", kind=fault.code)
            self._session.given_up = True
            self._session.bus.close()  # what was kept before is on no screen any more
            self._tell(CLOSED)
            return
        self._tell(reason)

    def _tell(self, what: str) -> None:
        for hear in list(self._session.on_trouble):
            hear(what)


def _mended_text(*, saving: bool) -> str:
    if saving:
        return tr(
            "The disk reported a fault, so this was not saved. The portfolio was opened anew and is sound; "
            "what you typed is still in its field. Try again, and back up soon."
        )
    return tr(
        "The disk reported a fault, so this could not be done. The portfolio was opened anew and is sound. Try again, "
        "and back up soon."
    )
