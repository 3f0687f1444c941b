# SPDX-License-Identifier: Apache-2.0
"""What happens when a portfolio turns out to be damaged: at opening, or while it is open."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from planner.kernel.text import tr
from planner.services import recovery

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey
    from ui.actions.commands import ShellContext
    from ui.ports import Prompts
    from ui.windows.main_window import MainWindow

BANNER: Final = "damage"


class Owner(Protocol):
    """What the composition root offers."""

    window: MainWindow
    prompts: Prompts
    app: ShellContext | None

    def open(self, path: Path, key: StoreKey | None = None) -> bool:
        """Open a portfolio."""
        ...

    def close_portfolio(self) -> None:
        """Close what is open."""
        ...

    def furnish(self) -> None:
        """Build the parts round the page; once."""
        ...


def show_ways_out(shell: Owner, path: Path, code: str, key: StoreKey | None, *, text: str = "") -> bool:
    """The page of ways out; beside another open portfolio, which stays, a bar that leads there."""
    if not recovery.is_damage(path, code):
        return False
    if shell.app is not None and shell.app.session.path.resolve() != path.resolve():
        actions = ((tr("See what can be done"), partial(_go, shell, path, code, key)),)
        shell.window.banners.show(BANNER, text or tr("The portfolio file didn't open cleanly."), kind="act",
                                  actions=actions)  # fmt: skip
        return True
    _go(shell, path, code, key)
    return True


def _go(shell: Owner, path: Path, code: str, key: StoreKey | None) -> None:
    from ui.windows.recovery import RecoveryPage

    if shell.app is not None:
        if key is None and shell.app.session.path.resolve() == path.resolve():
            key = shell.app.session.db.key
        shell.close_portfolio()
    shell.furnish()
    page = RecoveryPage(shell, path, code, key)
    shell.window.show_page(page)
    page.setFocus()
