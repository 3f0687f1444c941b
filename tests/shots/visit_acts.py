# SPDX-License-Identifier: Apache-2.0
"""Scenes about preparing a visit: the bar without an authorisation, the three steps, and both papers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.services import crud
from planner.services.visit_papers import BRIEF, CARRY
from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.screens.review import ReviewsSection
from ui.screens.review.visit_paper_window import VisitPaperWindow
from ui.screens.review.visit_window import LEAVE, PACK, PLAN, VisitWindow

_FULL, _WITHOUT = "Meridian Foods", "Nordlys Telecom"


def scenes(names: Mapping[str, str]) -> list[Scene]:
    """What is pictured: the fullest account, and one whose next visit nobody permitted."""
    full = Place(page="account", account_id=names[_FULL], section="reviews")
    pictured = ("visit-leave", "visit-plan", "visit-pack", "visit-brief", "visit-carry")
    made = [Scene("visit", full, partial(_visit, account_id=names[_FULL]), pictured)]
    other = next((key for name, key in names.items() if name.startswith("Nordlys")), "")
    if other:
        place = Place(page="account", account_id=other, section="reviews")
        none = ("visit-bar", "visit-none", "visit-begin", "visit-missing")
        made.append(Scene("visit-without", place, partial(_without, account_id=other), none))
    return made


def _visit(stage: Stage, account_id: str) -> None:
    found = crud.of_account(stage.app.session, NETWORK_REVIEW, account_id)
    review = next(r for r in found if r.state not in {"closed", "reported"})
    window = VisitWindow(stage.app, review.id, stage.window)
    window.open()
    for step, name in ((LEAVE, "visit-leave"), (PLAN, "visit-plan"), (PACK, "visit-pack")):
        window.open_step(step)
        stage.settle()
        stage.picture(name)
    for kind, name in ((BRIEF, "visit-brief"), (CARRY, "visit-carry")):
        paper = VisitPaperWindow(stage.app, review.id, kind, window)
        paper.open()
        stage.settle()
        stage.picture(name)
        paper.reject()
    window.reject()


def _without(stage: Stage, account_id: str) -> None:
    found = crud.of_account(stage.app.session, NETWORK_REVIEW, account_id)
    review = next(r for r in found if r.done_on is None)
    (section,) = (s for s in stage.window.findChildren(ReviewsSection) if s.isVisible())
    section.show_account(account_id, review.id)
    stage.settle()
    stage.picture("visit-bar")
    window = VisitWindow(stage.app, review.id, stage.window)
    window.open()
    for step, name in ((LEAVE, "visit-none"), (PLAN, "visit-begin"), (PACK, "visit-missing")):
        window.open_step(step)
        stage.settle()
        stage.picture(name)
    window.reject()
