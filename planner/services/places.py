# SPDX-License-Identifier: Apache-2.0
"""What is said about a folder that would harm a portfolio, and what was decided about one (reliability A8)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe.places import NETWORK, Trouble, trouble_with

if TYPE_CHECKING:
    from planner.services.session import Session

_KEPT: Final = "kept_in_synced"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTrouble:
    """Why a folder is no home for a portfolio; ``final`` where nobody can insist on it."""

    text: str
    advice: str
    code: str
    final: bool

    def error(self) -> PlannerError:
        """The same as a refusal."""
        return PlannerError(self.text, self.code)


def trouble(folder: Path) -> PlaceTrouble | None:
    """What is wrong with a folder, in words; None when nothing is known to be."""
    found = trouble_with(folder)
    return None if found is None else _told(found)


def check(folder: Path, *, anyway: bool) -> None:
    """Refuse a folder that would harm a store; one that is synchronised can be insisted on, a network drive not."""
    found = trouble(folder)
    if found is not None and (found.final or not anyway):
        raise found.error()


def to_tell(session: Session) -> str:
    """The program that synchronises the portfolio's folder where that was not accepted for it yet; "" otherwise."""
    from planner.store import portfolio_settings

    folder = session.path.parent
    found = trouble_with(folder)
    if found is None or found.kind == NETWORK:
        return ""
    kept = session.read(lambda conn: portfolio_settings.get(conn, _KEPT))
    return "" if kept == os.path.realpath(folder) else found.name


def keep_if_synced(session: Session) -> None:
    """Remember it for a portfolio that was just made in a synchronised folder, as was insisted on."""
    if to_tell(session):
        keep(session)


def keep(session: Session) -> None:
    """Remember that the portfolio is to stay where it is, though its folder is synchronised."""
    from planner.store import portfolio_settings

    with session.db.transaction() as conn:
        portfolio_settings.put(conn, _KEPT, os.path.realpath(session.path.parent))


def _told(found: Trouble) -> PlaceTrouble:
    if found.kind == NETWORK:
        return PlaceTrouble(
            text=tr(
                "This folder is on a network drive ({name}), which can damage a portfolio. Nothing was changed. Keep "
                "the portfolio on this computer; only backups and exported plans may lie on the network drive.",
                name=found.name,
            ),
            advice=tr("A network drive keeps no locks and no order of writes that a portfolio could rely on."),
            code="network-place",
            final=True,
        )
    return PlaceTrouble(
        text=tr(
            "This folder is synchronised by {name}, which copies a portfolio while it changes and may put older copies "
            "back. Nothing was changed. Choose another folder for the portfolio; only backups and exported plans may "
            "lie in this one.",
            name=found.name,
        ),
        advice=tr(
            "Kept here all the same, it works on this computer; never open it on two computers, and look into the "
            "backups when something is missing."
        ),
        code="synced-place",
        final=False,
    )
