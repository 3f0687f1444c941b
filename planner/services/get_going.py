# SPDX-License-Identifier: Apache-2.0
"""The first tasks in a new portfolio; what is done is read from the records, never ticked by hand (ux 6.1)."""

from __future__ import annotations

from typing import Final, Literal

from planner.kernel.data import dataclass
from planner.services.portfolio_facts import any_plan_exported, is_sample
from planner.services.session import Session
from planner.store import portfolio_settings
from planner.store.queries import get_going as query

TaskKey = Literal["account", "people", "review", "risk", "plan"]
_CLOSED: Final = "get_going_closed"
_PEOPLE: Final = 2


@dataclass(frozen=True, slots=True)
class Task:
    """One task, and whether it is done; ``have`` of ``want`` are there."""

    key: TaskKey
    done: bool
    have: int = 0
    want: int = 1


@dataclass(frozen=True, slots=True)
class GetGoing:
    """The tasks in their order, the account to do them with ("" before there is one), and whether there is a risk."""

    tasks: tuple[Task, ...]
    account_id: str
    has_risk: bool

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(task.done for task in self.tasks)


def tasks(session: Session) -> GetGoing | None:
    """What is left to get going; None when all is done, when it was closed, and in the sample."""
    if is_sample(session) or session.read(lambda conn: portfolio_settings.get(conn, _CLOSED)):
        return None
    made = session.read(query.made)
    found = (
        Task("account", made.accounts > 0),
        Task("people", made.people >= _PEOPLE, made.people, _PEOPLE),
        Task("review", made.reviewed),
        Task("risk", made.planned),
        Task("plan", any_plan_exported(session)),
    )
    if all(task.done for task in found):
        return None
    return GetGoing(found, session.read(query.newest_account) or "", made.risks)


def close(session: Session) -> None:
    """Show the tasks no more in this portfolio."""
    _keep(session, closed=True)


def show_again(session: Session) -> None:
    """Show what is left of the tasks again."""
    _keep(session, closed=False)


def _keep(session: Session, *, closed: bool) -> None:
    with session.db.transaction() as conn:
        portfolio_settings.put(conn, _CLOSED, closed)
