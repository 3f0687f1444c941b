# SPDX-License-Identifier: Apache-2.0
"""Version and hash of the rules behind a value, as a link to their page."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.kernel.text import tr
from planner.services import ruleset_versions
from ui.actions.commands import run_command
from ui.context import AppContext
from ui.widgets.button import LinkButton


def rules_link(app: AppContext, rules_hash: str) -> QWidget:
    """ "Rules v3 · 1a2b3c4d" at the left; it opens the window of the rules."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(16, 4, 16, 4)
    said = ruleset_versions.stamp_of(app.session, rules_hash)
    link = LinkButton(said, name=tr("{rules}: the rules this value follows", rules=said))
    link.setObjectName("lnkRules")
    link.clicked.connect(lambda *_: run_command(app, "rules.show"))
    row.addWidget(link)
    row.addStretch(1)
    return holder
