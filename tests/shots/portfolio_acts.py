# SPDX-License-Identifier: Apache-2.0
"""Scenes of the portfolio page: of a past day, under other rules than were in force then, and its show."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from planner.kernel.text import Message
from planner.services import rulesets
from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.screens.portfolio import commands
from ui.screens.show import places
from ui.screens.show.commands import run
from ui.screens.show.setting import Setting
from ui.screens.show.show import Show

_PAGE = Place(page="portfolio")


def scenes() -> list[Scene]:
    """What is pictured."""
    return [
        Scene("portfolio-past", _PAGE, _past),
        Scene("portfolio-rules", _PAGE, _rules),
        Scene("portfolio-show-setup", _PAGE, lambda stage: stage.modal("portfolio-show-setup", "show.setup")),
        Scene("portfolio-show", _PAGE, _show, ("portfolio-show-1", "portfolio-show-2", "portfolio-show-presenter")),
    ]


def _past(stage: Stage) -> None:
    stage.screen.tools.show_day(stage.app.session.today() - timedelta(days=150))
    stage.wait_for(lambda: stage.screen.view.past)
    stage.picture("portfolio-past")
    stage.screen.to_today()
    stage.wait_for(lambda: not stage.screen.view.past)


def _rules(stage: Stage) -> None:
    now = rulesets.current(stage.app.session)
    other = replace(now, health=replace(now.health, healthy_from=82))
    rulesets.adopt(stage.app.session, other, Message("Adopt rules"))
    stage.wait_for(lambda: any(getattr(m, "rules_note", "") for m in stage.screen.view.modules))
    stage.picture("portfolio-rules")
    stage.app.session.undo()


def _show(stage: Stage) -> None:
    setting = Setting(screen=places.signature()[0], screens=places.signature())
    slides = commands.slides(stage.app)
    made = run(stage.app, "", setting, stage.window, kind="", as_of=None, slides=slides)
    assert isinstance(made, Show)
    shown = made.windows
    stage.wait_for(lambda: shown.settled)
    for n in (1, 2):
        stage.picture(f"portfolio-show-{n}")
        made.do("next")
    made.finish()
    made = run(stage.app, "", setting, stage.window, kind="", as_of=None, rehearsal=True, slides=slides)
    assert isinstance(made, Show)
    rehearsed = made.windows
    stage.wait_for(lambda: rehearsed.settled)
    made.presenter.showNormal()
    made.presenter.setGeometry(stage.window.geometry())
    made.do("next")
    made.do("mark_next")
    stage.picture("portfolio-show-presenter")
    made.finish()
