# SPDX-License-Identifier: Apache-2.0
"""Commands of the Help menu."""

from __future__ import annotations

from typing import Final

from planner.kernel.text import N_
from ui.actions.spec import ActionSpec

_BUSY: Final = N_("A longer step is still running.")
ACTIONS: Final[tuple[ActionSpec, ...]] = (
    ActionSpec(id="help.keys", text=N_("Keys and help"), menu="help", shortcuts=("F1",), icon="keyboard"),
    ActionSpec(id="sample.open", text=N_("Look at the sample"), menu="help", icon="eye"),
    ActionSpec(
        id="sample.afresh",
        text=N_("Begin the sample afresh…"),
        menu="help",
        icon="refresh",
        enabled=lambda c: c.sample and not c.busy,
        why_not=_BUSY,
        seen=lambda c: c.sample,
    ),
    ActionSpec(
        id="sample.remove",
        text=N_("Remove the sample…"),
        menu="help",
        icon="trash",
        enabled=lambda c: c.sample and not c.busy,
        why_not=_BUSY,
        seen=lambda c: c.sample,
    ),
    ActionSpec(id="help.report", text=N_("Report a problem…"), menu="help", group=1, icon="message-report"),
    ActionSpec(id="help.hints", text=N_("Show hints again"), menu="help", group=1, icon="bulb"),
    ActionSpec(id="help.about", text=N_("About and licences"), menu="help", group=1, icon="info-circle"),
)
