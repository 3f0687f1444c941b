# SPDX-License-Identifier: Apache-2.0
"""Scenes of the people as map, coverage and decision chain, and of the lines of one person."""

from __future__ import annotations

from functools import partial

from planner.entities.relations.contact import CONTACT
from planner.services import crud
from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.screens.account.people_section import PeopleSection


def scenes(account_id: str) -> list[Scene]:
    """What is pictured."""
    page = Place(page="account", account_id=account_id, section="people")
    names = ("people-map", "people-map-person", "people-lines", "people-coverage", "people-depth", "people-chain")
    return [Scene("people-views", page, partial(_views, account_id=account_id), names)]


def _views(stage: Stage, account_id: str) -> None:
    section = next(s for s in stage.window.findChildren(PeopleSection) if s.isVisible())
    section.set_mode("map")
    stage.picture("people-map")
    person = next(c for c in crud.of_account(stage.app.session, CONTACT, account_id) if c.name == "E. Ruiz")
    section.show_record(person.id, None)
    stage.picture("people-map-person")
    section.show_record(person.id, "line")
    stage.picture("people-lines")
    section.set_mode("coverage")
    stage.picture("people-coverage")
    section.charts._set_view("people")
    stage.picture("people-depth")
    stage.app.session.undo()
    section.set_mode("chain")
    stage.picture("people-chain")
    section.set_mode("table")
