# SPDX-License-Identifier: Apache-2.0
"""Looks a portfolio over: structure first, then the promises our own data makes (reliability A10, C28)."""

from __future__ import annotations

from collections.abc import Callable

from planner.kernel.data import dataclass
from planner.kernel.text import Message
from planner.services import doctor_checks
from planner.services.session import Session
from planner.store import health_checks
from planner.store.finding import Finding

__all__ = ["Check", "Finding", "faults_in", "is_structure_whole", "look_over"]

Report = Callable[[int, int, str], None]
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: its stable name, what it means when sound, and what was found.

    A ``tidy`` one tells of what does no harm, such as a file that no record names; it counts as no fault.
    """

    name: str
    text: Message
    findings: tuple[Finding, ...] = ()
    tidy: bool = False

    @property
    def faults(self) -> int:
        """How many things were found."""
        return len(self.findings)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    @property
    def records(self) -> tuple[str, ...]:
        """Ids of the first records it concerns."""
        return tuple(dict.fromkeys(one.key for one in self.findings if one.key))[:_SHOWN]


def look_over(session: Session, report: Report | None = None) -> tuple[Check, ...]:
    """All checks in a fixed order; nothing is changed.

    The store is let go between the parts, so that a window can go on reading. ``report`` is told before each one and
    may stop it by raising Cancelled.
    """
    found: list[Check] = []
    taken: dict[doctor_checks.Finder, tuple[Finding, ...]] = {}
    wanted = [one for one in doctor_checks.CATALOGUE if one.applies(session)]
    for number, one in enumerate(wanted):
        if report is not None:
            report(number, len(wanted), one.text.text())
        if one.look not in taken:
            taken[one.look] = tuple(one.look(session))
        found.append(Check(one.name, one.text, tuple(filter(one.part, taken[one.look])), one.tidy))
        if one.name == "structure" and any(f.code == "page" for f in found[-1].findings):
            break  # what broken pages say of the records is worth nothing
    if report is not None:
        report(len(wanted), len(wanted), "")
    return tuple(found)


def is_structure_whole(session: Session) -> bool:
    """The quick look after an unclean exit: whether the pages hang together."""
    return session.read(health_checks.quick)


def faults_in(checks: tuple[Check, ...]) -> int:
    """How many faults were found, without what is merely untidy."""
    return sum(check.faults for check in checks if not check.tidy)
