# SPDX-License-Identifier: Apache-2.0
"""What every screen, dialog and form is handed: the session and the ways out of itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from planner.kernel.data import dataclass, field
from planner.kernel.settings import Settings
from planner.services.session import Session
from ui.bridge import ChangeBridge
from ui.place import Place

if TYPE_CHECKING:
    from ui.ports import DraftKeeper, Navigator, Notices, Prompts, Runner

__all__ = ["AppContext", "Place"]


@dataclass(slots=True)
class AppContext:
    """The open portfolio and the services of the window around it."""

    session: Session
    bridge: ChangeBridge
    jobs: Runner
    prompts: Prompts
    navigator: Navigator
    notices: Notices
    settings: Settings
    save_settings: Callable[[Settings], None] = field(default=lambda _settings: None)
    drafts: DraftKeeper | None = None
    """Made with the first field that is typed in; `ui.forms.drafts.keeper_of`."""
