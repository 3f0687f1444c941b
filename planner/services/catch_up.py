# SPDX-License-Identifier: Apache-2.0
"""Going through what is late, one item after the other; each decision is one step that can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.data import dataclass
from planner.rules.due import DueRow
from planner.services import actions, crud, reviews
from planner.services.session import Session
from planner.views.catch_up import DAYS, Way, ahead
from planner.views.today_view import need_key


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about an item; ``step`` is the step it made, 0 for none."""

    row: DueRow
    way: Way
    step: int


class Round:
    """One going-through: what was decided, and what is still ahead."""

    def __init__(self, session: Session, rows: Sequence[DueRow]) -> None:
        self._session = session
        self.began = session.today()
        self.decided: list[Decided] = []
        self.ahead: list[DueRow] = list(rows)

    @property
    def row(self) -> DueRow | None:
        """The item to decide on; None at the end."""
        return self.ahead[0] if self.ahead else None

    @property
    def place(self) -> tuple[int, int]:
        """Which item it is, and of how many."""
        return len(self.decided) + 1, len(self.decided) + len(self.ahead)

    def ways(self) -> list[Way]:
        """How each item looked at so far was decided."""
        return [one.way for one in self.decided]

    def decide(self, way: Way, reason: str = "") -> Decided:
        """Do it and go on to the next item. PlannerError leaves everything, and the item, as it was."""
        row = self.ahead[0]
        before = self._session.undo_step
        act(self._session, row, way, reason)
        after = self._session.undo_step
        made = Decided(row, way, after if after != before else 0)
        self.decided.append(made)
        del self.ahead[0]
        return made

    def back(self) -> Decided | None:
        """Take the last decision back and return to its item.

        None where there is none, or where something else was changed since: nothing is taken back then.
        """
        if not self.decided:
            return None
        last = self.decided[-1]
        if last.step:
            if self._session.undo_step != last.step:
                return None
            self._session.undo()
        self.decided.pop()
        self.ahead.insert(0, last.row)
        return last

    def resume(self, rows: Iterable[DueRow]) -> None:
        """Go on with what is late now; what was decided already does not come again."""
        seen = {need_key(one.row) for one in self.decided}
        self.ahead = [row for row in rows if need_key(row) not in seen]


def act(session: Session, row: DueRow, way: Way, reason: str = "") -> None:
    """One decision as one verb; some change nothing."""
    day = session.today() + ahead(way)
    if way == "done":
        actions.done(session, [row.id])
    elif way == "drop":
        actions.drop(session, [row.id], reason)
    elif way in DAYS and row.entity == "action":
        actions.replan(session, [row.id], day)
    elif way in DAYS and row.entity == "network_review":
        reviews.set_day(session, row.id, day)
    elif way in DAYS:
        _plan_review(session, row.account_id, day)


def _plan_review(session: Session, account_id: str, day: date) -> None:
    """Plan the next review of an account where the last one was."""
    done = [(r.done_on, r.id, r.site_id) for r in crud.of_account(session, NETWORK_REVIEW, account_id) if r.done_on]
    reviews.start_review(session, account_id, max(done)[2] if done else None, day)
