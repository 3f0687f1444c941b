# SPDX-License-Identifier: Apache-2.0
"""Scenes of checklists: the window, a limit at fault, the starter library, and choosing them for a review."""

from __future__ import annotations

from functools import partial

from planner.entities.reviews.checklist_template import CHECKLIST_TEMPLATE
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.services import crud
from tests.shots.stage import Scene, Stage
from ui.actions.spec import Context
from ui.context import Place
from ui.forms.new_record import NewRecordDialog
from ui.models.selection import select_key
from ui.screens.checklists import show_checklists
from ui.screens.checklists.items_model import LIMIT
from ui.screens.checklists.starters import StartersDialog
from ui.screens.review.new_review import ask_new_review
from ui.screens.review.use_checklist import UseChecklistWindow

_WINDOW = ("checklists", "checklists-fault", "checklists-library")
_REVIEW = ("review-new", "review-add-checks")


def scenes(account_id: str) -> list[Scene]:
    """The window of checklists, and the two places where they are chosen."""
    return [
        Scene("checklists", Place(page="settings", section="planning"), _window, _WINDOW),
        Scene(
            "review-checklists",
            Place(page="account", account_id=account_id, section="reviews"),
            partial(_review, account_id=account_id),
            _REVIEW,
        ),
    ]


def _window(stage: Stage) -> None:
    window = show_checklists(stage.app, Context())
    stage.settle()
    batteries = next(t for t in crud.every(stage.app.session, CHECKLIST_TEMPLATE) if "battery.capacity" in _keys(t))
    select_key(window.table, batteries.id)
    window.pane.table.setFocus()
    window.pane.table.go(2, LIMIT)
    stage.picture("checklists")
    window.pane.copy.change_row(2, "ok_range", "30-20")  # type: ignore[union-attr]
    window.pane.show_copy(window.pane.copy)
    window.pane.table.go(2, LIMIT)
    stage.picture("checklists-fault")
    window.discard()
    crud.trash(stage.app.session, CHECKLIST_TEMPLATE, [batteries.id])
    window.reload()
    library = StartersDialog(stage.app, window)
    library.open()
    stage.picture("checklists-library")
    library.reject()
    window.reject()
    stage.app.session.undo()
    stage.settle()


def _keys(template: object) -> set[str]:
    return {item.key for item in template.items}  # type: ignore[attr-defined]


def _review(stage: Stage, account_id: str) -> None:
    ask_new_review(stage.app, account_id, stage.shell.window, lambda _key: None)
    dialog = stage.dialog(NewRecordDialog)
    stage.picture("review-new")
    dialog.reject()
    open_ = [r for r in crud.of_account(stage.app.session, NETWORK_REVIEW, account_id) if r.state == "in_progress"]
    window = UseChecklistWindow(stage.app, open_[0].id, stage.shell.window)
    window.open()
    stage.picture("review-add-checks")
    window.reject()
    stage.settle()
