# SPDX-License-Identifier: Apache-2.0
"""How a show is set up, and what was chosen last in this session."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from weakref import WeakKeyDictionary

from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QWidget

from planner.kernel.data import dataclass
from planner.kernel.text import tr
from planner.services.session import Session
from planner.views.audience import CUSTOMER, INTERNAL
from ui.screens.show import places

MINUTES: Final = 30
CUSTOMER_BLUE, INTERNAL_RED = "#006DD2", "#7F0A04"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the set-up sheet decides. Screens are named by `places.key_of`; no ``presenter`` is one screen, no notes.

    ``language`` is "" for that of the program, ``recap`` the closing page of what was noted; ``screens`` are those
    there were when it was decided.
    """

    audience: str = INTERNAL
    screen: str = ""
    presenter: str = ""
    minutes: int = MINUTES
    awake: bool = True
    dark: bool = False
    language: str = ""
    recap: bool = True
    screens: tuple[str, ...] = ()

    @property
    def customer(self) -> bool:
        """Whether a customer looks on."""
        return self.audience == CUSTOMER


def band_of(setting: Setting, name: str, *, rehearsal: bool) -> tuple[str, str]:
    """Words and colour of the band along the presenter's window (ux 4)."""
    color = CUSTOMER_BLUE if setting.customer else INTERNAL_RED
    if rehearsal:
        return tr("Rehearsal – {name}", name=name), color
    words = tr("CUSTOMER – {name}", name=name) if setting.customer else tr("INTERNAL – {name}", name=name)
    return words, color


_last: WeakKeyDictionary[Session, dict[str, Setting]] = WeakKeyDictionary()


def last(session: Session, account_id: str) -> Setting | None:
    """What was chosen for the account in this session, None where the screens are others now."""
    found = _last.get(session, {}).get(account_id)
    return found if found is not None and found.screens == places.signature() else None


def remember(session: Session, account_id: str, setting: Setting) -> None:
    """Keep it until the portfolio is closed."""
    _last.setdefault(session, {})[account_id] = setting


def ask_again(session: Session, account_id: str) -> None:
    """Let the next F5 open the sheet: somebody opened it and left it without a choice."""
    mine = _last.get(session, {}).get(account_id)
    if mine is not None:
        remember(session, account_id, replace(mine, screens=()))


def will(session: Session, account_id: str) -> str:
    """For whom and on which screen (as Identify counts) F5 shows at once, "" where the sheet opens first."""
    found = last(session, account_id)
    if found is None or found.customer:
        return ""
    audience = tr("Internal")
    screens = [places.key_of(screen) for screen in places.apart()]
    if len(screens) < 2 or found.screen not in screens:
        return audience
    return tr("{audience} · screen {n}", audience=audience, n=screens.index(found.screen) + 1)


def first(session: Session, account_id: str, ours: QWidget) -> Setting:
    """What the sheet begins with: our screen for the presenter, another one for the audience, for whom it was last."""
    mine = _last.get(session, {}).get(account_id)
    before = mine or next(iter(_last.get(session, {}).values()), Setting())
    screens = places.apart()
    here = places.under(ours) or (screens[0] if screens else None)
    other = next((screen for screen in screens if screen is not here), None)
    shown = other or here
    return Setting(
        audience=mine.audience if mine is not None else INTERNAL,
        screen=_key(shown),
        presenter=_key(here) if other is not None else "",
        minutes=before.minutes,
        awake=before.awake,
        dark=before.dark,
        language=before.language,
        recap=before.recap,
        screens=places.signature(),
    )


def _key(screen: QScreen | None) -> str:
    return places.key_of(screen) if screen is not None else ""
