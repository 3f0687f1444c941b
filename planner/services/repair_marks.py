# SPDX-License-Identifier: Apache-2.0
"""What a record says about its repair until somebody has seen it; read with every record that is shown."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.kernel.clock import moment
from planner.kernel.data import dataclass
from planner.kernel.text import N_, tr
from planner.services.session import Session
from planner.store import portfolio_settings

_WHAT: Final = {
    "values": N_("a value that could not be right was set to unknown; its history has the old one."),
    "references": N_("a link that led nowhere was removed."),
    "targets": N_("a link that led nowhere was removed."),
    "lists": N_("an entry that led nowhere was taken off a list."),
    "purged": N_("the name of a record that was deleted for good was removed."),
    "loops": N_("a loop of links was opened here."),
    "lost": N_("it was missing and was brought back from the change log."),
    "files": N_("its content is lost; no backup has it."),
}
_OTHER: Final = N_("something that did not fit was put right; its history has what was before.")


@dataclass(frozen=True, slots=True)
class Repair:
    """The day where the computer is, and what was done as the end of a sentence."""

    on: date
    what: str


def repair_of(session: Session, entity: str, key: str) -> Repair | None:
    """The newest repair of a record that nobody has seen yet; None where there is none."""
    found = session.read(lambda conn: portfolio_settings.get(conn, "repaired"))
    if not found:
        return None
    from planner.store import mending

    for one in reversed(session.read(mending.marks)):
        if (one.get("entity"), one.get("key")) == (entity, key):
            at = moment(str(one.get("at", ""))).astimezone().date()
            return Repair(at, tr(_WHAT.get(str(one.get("check", "")), _OTHER)))
    return None
