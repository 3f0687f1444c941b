# SPDX-License-Identifier: Apache-2.0
"""The alerts in the plan: what stands, and what is muted with who did it, why and until when."""

from __future__ import annotations

from planner.kernel.dates import day_text
from planner.kernel.text import tr
from planner.rules.mutes import Muted, standing
from planner.views import blocks as b
from planner.views.alerts_view import count_words
from planner.views.blocks import Block
from planner.views.plan import PlanInput


def alert_blocks(plan: PlanInput) -> list[Block]:
    """Empty where nothing stands; a muted alert is never left out."""
    found = standing(plan.facts, plan.rules, plan.as_of)
    if not found.heard and not found.muted:
        return []
    heard = [tr("{rule} {alert}", rule=alert.rule, alert=alert.text.text()) for alert in found.heard]
    made: list[Block] = [b.heading(tr("Alerts"), count_words(len(found.heard), len(found.muted)))]
    lines = [*heard, *(_muted(plan, one) for one in found.muted)]
    return [*made, b.bullets(lines)]


def _muted(plan: PlanInput, one: Muted) -> str:
    """ "K1 E. Ruiz works against us. Muted by A. Vidal until 22 Dec 2026: she leaves in May"."""
    mute = one.mute
    words = {"rule": one.alert.rule, "alert": one.alert.text.text(), "reason": mute.reason}
    words["who"] = plan.person(mute.muted_by)
    if mute.until is None:
        return tr("{rule} {alert}. Muted by {who}: {reason}", **words)
    return tr("{rule} {alert}. Muted by {who} until {day}: {reason}", day=day_text(mute.until), **words)
