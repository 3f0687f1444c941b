# SPDX-License-Identifier: Apache-2.0
"""The Explain step with a signature, and the three parts of the customer view."""

from __future__ import annotations

from math import sin

from planner.render.signature import written
from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.screens.customer_view import CustomerWindow
from ui.screens.review import ReviewsSection
from ui.screens.review.data import EXPLAIN

PARTS = ("findings", "risks", "plans")


def scenes(account_id: str) -> list[Scene]:
    """What is pictured."""
    reviews = Place(page="account", account_id=account_id, section="reviews")
    return [
        Scene("explain-signed", reviews, _explain, ("explain-signed", "explain-signature")),
        Scene("customer-view", reviews, _customer, tuple(f"customer-view-{part}" for part in PARTS)),
    ]


def _section(stage: Stage) -> ReviewsSection:
    return next(section for section in stage.window.findChildren(ReviewsSection) if section.isVisible())


def _explain(stage: Stage) -> None:
    section = _section(stage)
    section.open_step(EXPLAIN)
    step = section.explain
    step.rows["acknowledged_name"].field_editor.committed.emit("K. Osei")
    waves = [[(300 + 9 * n, round(520 + 260 * sin(n / 5 + turn) - 2 * n)) for n in range(110)] for turn in (0, 2)]
    step.signature.field.set_text(written(waves))
    step.signature.changed.emit(step.signature.field.text())
    step.flush()
    stage.picture("explain-signed")
    bar = section.explain.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    stage.picture("explain-signature")
    for _ in range(2):
        stage.app.session.undo()
    section.steps.choose(0)


def _customer(stage: Stage) -> None:
    section = _section(stage)
    section.customer.open()
    view = stage.dialog(CustomerWindow)
    for number, part in enumerate(PARTS):
        view.show_part(number)
        stage.picture(f"customer-view-{part}")
    view.close()
