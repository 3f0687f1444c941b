# SPDX-License-Identifier: Apache-2.0
"""Scenes of what a crash left behind: offers at their fields, the bar after a start, the list, a form come back."""

from __future__ import annotations

from functools import partial
from typing import Any

from planner.entities.relations.contact import CONTACT
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.services import crud, draft_places
from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.forms.draft_keeper import DraftKeeper, keeper_of
from ui.windows.unsaved import tell_waiting

_PICTURES = ("field", "statement", "pane", "reading", "bar", "list", "list-empty", "new")
_NOTE = (
    "Met E. Ruiz in the plant room: the second rectifier runs hot since the summer, he wants a proposal with a price "
    "before the board meets on the 12th."
)


def scenes(account_id: str) -> list[Scene]:
    """All of them in one go, because they share what was left behind."""
    page = Place(page="account", account_id=account_id, section="overview")
    return [Scene("unsaved", page, partial(_play, key=account_id), tuple(f"unsaved-{name}" for name in _PICTURES))]


def _play(stage: Stage, key: str) -> None:
    person = crud.of_account(stage.app.session, CONTACT, key)[0].id
    check = crud.of_account(stage.app.session, INSPECTION_RESULT, key)[-1]
    keeper = keeper_of(stage.app)
    for place, text in (
        (draft_places.record("account", key, "city"), "Kingston upon Hull"),
        (draft_places.record("account", key, "what_matters"), _NOTE),
        (draft_places.record("contact", person, "title"), "Chief financial officer"),
        (draft_places.record("inspection_result", check.id, "reading"), "91.5"),
        (draft_places.record("contact", "gone", "notes"), "Prefers mornings"),
    ):
        _left(keeper, place, text)
    keeper.note(
        draft_places.new("contact", key), {"typed": {"name": "E. Ruiz", "title": "Site manager"}, "text": "E. Ruiz"}
    )
    keeper.flush()
    stage.go(Place(page="accounts"))
    for section, record, field, name in (
        ("profile", key, "city", "field"),
        ("overview", None, None, "statement"),
        ("people", person, "title", "pane"),
        ("reviews", check.id, None, "reading"),
    ):
        _again(stage, Place(page="account", account_id=key, section=section, record=record, field=field), name)
    tell_waiting(stage.app)
    stage.go(Place(page="accounts"))
    stage.picture("unsaved-bar")
    stage.modal("unsaved-list", "edit.unsaved")
    _new(stage, key)
    for place in list(keeper.known):
        keeper.forget(place)
    stage.go(Place(page="accounts"))
    stage.modal("unsaved-list-empty", "edit.unsaved")


def _left(keeper: DraftKeeper, place: str, text: str) -> None:
    values: dict[str, Any] = {"typed": text, "text": text, "was": '"elsewhere"' if "city" in place else "null"}
    keeper.note(place, values)


def _again(stage: Stage, place: Place, name: str) -> None:
    stage.go(place)
    stage.picture(f"unsaved-{name}")


def _new(stage: Stage, key: str) -> None:
    stage.go(Place(page="account", account_id=key, section="people"))
    stage.window.trigger("new")
    stage.picture("unsaved-new")
    stage.screen.setFocus()
