# SPDX-License-Identifier: Apache-2.0
"""Commands of the File menu."""

from __future__ import annotations

from typing import Final

from planner.kernel.text import N_
from ui.actions.spec import ActionSpec, is_open, may_change

_BUSY = N_("A longer step is still running.")
_NONE_OPEN = N_("Open a portfolio first.")

ACTIONS: Final[tuple[ActionSpec, ...]] = (
    ActionSpec(id="file.new", text=N_("New portfolio…"), menu="file", icon="file"),
    ActionSpec(id="file.open", text=N_("Open…"), menu="file", shortcuts=("Ctrl+O",), icon="folder-open"),
    ActionSpec(id="file.open_reading", text=N_("Open for reading…"), menu="file", icon="eye"),
    ActionSpec(id="file.recent", text=N_("No other portfolios yet"), menu="file", submenu="recent", palette=False),
    ActionSpec(
        id="import.accounts",
        writes=True,
        text=N_("Import accounts…"),
        menu="file",
        group=1,
        submenu="import",
        icon="file-import",
        enabled=may_change,
        why_not=_BUSY,
    ),
    ActionSpec(
        id="import.people",
        writes=True,
        text=N_("Import people…"),
        menu="file",
        group=1,
        submenu="import",
        icon="file-import",
        enabled=may_change,
        why_not=_BUSY,
    ),
    ActionSpec(
        id="export.plan",
        text=N_("Export account plan…"),
        menu="file",
        group=1,
        shortcuts=("Ctrl+E",),
        icon="file-export",
        enabled=lambda context: context.account_id is not None,
        why_not=N_("Choose an account first."),
    ),
    ActionSpec(
        id="export.report",
        text=N_("Export review report…"),
        menu="file",
        group=1,
        icon="file-type-pdf",
        enabled=lambda context: context.account_id is not None,
        why_not=N_("Choose an account first."),
    ),
    ActionSpec(
        id="export.calendar",
        text=N_("Export calendar…"),
        menu="file",
        group=1,
        icon="calendar-event",
        enabled=is_open,
        why_not=_NONE_OPEN,
    ),
    ActionSpec(
        id="checklists.show",
        text=N_("Checklists…"),
        menu="file",
        group=1,
        icon="list-check",
        enabled=may_change,
        why_not=_BUSY,
    ),
    ActionSpec(
        id="file.backup",
        text=N_("Back up now"),
        menu="file",
        group=2,
        icon="archive",
        enabled=may_change,
        why_not=_BUSY,
    ),
    ActionSpec(
        id="file.backups",
        text=N_("Backups…"),
        menu="file",
        group=2,
        icon="history",
        enabled=may_change,
        why_not=_BUSY,
    ),
    ActionSpec(
        id="file.check",
        text=N_("Check portfolio…"),
        menu="file",
        group=2,
        icon="clipboard-check",
        enabled=may_change,
        why_not=_BUSY,
    ),
    ActionSpec(
        id="protection.show",
        writes=True,
        text=N_("Password and protection"),
        menu="file",
        group=3,
        icon="lock",
        enabled=is_open,
        why_not=_NONE_OPEN,
    ),
    ActionSpec(
        id="file.people_review",
        text=N_("People to review…"),
        menu="file",
        group=3,
        icon="users",
        enabled=may_change,
        why_not=_BUSY,
    ),
    ActionSpec(
        id="file.properties",
        text=N_("Properties"),
        menu="file",
        group=3,
        icon="info-circle",
        enabled=is_open,
        why_not=_NONE_OPEN,
    ),
    ActionSpec(
        id="file.lock",
        text=N_("Lock now"),
        menu="file",
        group=4,
        shortcuts=("Ctrl+L",),
        icon="lock",
        enabled=lambda context: context.encrypted,
        why_not=N_("Only a portfolio with a password can be locked."),
    ),
    ActionSpec(id="file.quit", text=N_("Quit"), menu="file", group=4, shortcuts=("Ctrl+Q",), icon="logout"),
)
