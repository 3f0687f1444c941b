# SPDX-License-Identifier: Apache-2.0
"""Scenes of the rules: the page in words, editing its numbers, and trying others before they count."""

from __future__ import annotations

from planner.rules.terms import put
from planner.services import ruleset_files, rulesets
from tests.shots.stage import Scene, Stage
from ui.actions.spec import Context
from ui.context import Place
from ui.screens.rules import RulesWindow, show_rules
from ui.screens.rules.trial import TrialWindow

_NAMES = ("rules", "rules-edit", "rules-try", "rules-changed", "rules-risk")


def scenes() -> list[Scene]:
    """The window of the rules."""
    return [Scene("rules", Place(page="settings", section="planning"), _window, _NAMES)]


def _window(stage: Stage) -> None:
    session = stage.app.session
    window = show_rules(stage.app, Context())
    stage.settle()
    stage.picture("rules")
    window.btn_edit.click()
    _go(stage, window, "health")
    stage.picture("rules-edit")
    window.discard()
    now = rulesets.current(session)
    other = put(now, {"health.weights.relation": 50, "risk.high_from": 9, "cadence.network_review.S": 60})
    trial = TrialWindow(stage.app, other, "rules-2027.toml · 1a2b3c4d", window)
    trial.open()
    stage.settle()
    stage.picture("rules-try")
    trial.reject()
    ruleset_files.adopt(session, other, "Agreed in the planning meeting of 2027.")
    window.reload()
    stage.picture("rules-changed")
    _go(stage, window, "risk")
    stage.picture("rules-risk")
    window.reject()
    session.undo()
    stage.settle()


def _go(stage: Stage, window: RulesWindow, section: str) -> None:
    stage.settle()
    assert window.page is not None
    window.page.go_to(section)
