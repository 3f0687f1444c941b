# SPDX-License-Identifier: Apache-2.0
"""Step 2 of a review: several explanations, topics of all kinds, acknowledgement, signature, what may be shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.relations.contact import CONTACT
from planner.entities.reviews.explain_session import EXPLAIN_SESSION, ExplainSession
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.risk import RISK
from planner.entities.spec import EntitySpec
from planner.render.signature import is_enough, parse
from planner.services import checks, crud, customers, explaining, plans, reports, reviews, risks
from planner.services.session import Session
from planner.views.explain_view import topic_record
from tests.fakes import an_app
from tests.permission import permit
from ui.screens.review import ReviewsSection
from ui.screens.review.data import EXPLAIN
from ui.widgets.signature import SignatureField

WAVE = " ".join(f"{x},{500 + (x % 60) * 5}" for x in range(100, 900, 40))


class World:
    """A review with a failed and a passed check of one asset, a technical and a commercial risk, and a plan."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.account = customers.add_account(session, "Meridian Foods", grade="S")
        self.site = crud.add(session, SITE, account_id=self.account.id, name="North")
        self.asset = crud.add(session, ASSET, account_id=self.account.id, site_id=self.site.id, name="Rectifier R2")
        permit(session, self.account.id)
        self.review = reviews.start_review(session, self.account.id, self.site.id, copy_from_last=False)
        crud.trash(session, INSPECTION_RESULT, [r.id for r in crud.every(session, INSPECTION_RESULT)])
        load, self.heat = (
            checks.add_check(session, self.review.id, item, asset_id=self.asset.id, ok_range="< 80").id
            for item in ("Load", "Heat")
        )
        self.fail = checks.record_result(session, load, reading="91")
        checks.record_result(session, self.heat, reading="20")
        self.risk = risks.risk_from_finding(session, self.fail.id)
        self.money = risks.add_risk(session, self.account.id, "They may not pay", kind="commercial",
                                    review_id=self.review.id)  # fmt: skip
        self.plan = plans.add_plan(session, [self.risk.id], "Stand-in rectifier")

    def told(self) -> list[ExplainSession]:
        """The explanations, oldest first."""
        return sorted(crud.every(self.session, EXPLAIN_SESSION), key=lambda told: told.id)


@pytest.fixture
def world(session: Session) -> World:
    return World(session)


@pytest.fixture
def section(world: World, qtbot: QtBot) -> Iterator[ReviewsSection]:
    made = ReviewsSection(an_app(world.session))
    qtbot.addWidget(made)
    qtbot.addWidget(made.pane)
    made.resize(1240, 1000)
    made.show()
    made.show_account(world.account.id)
    made.open_step(EXPLAIN)
    yield made
    made.hide()


def draw(field: SignatureField, *places: tuple[int, int]) -> None:
    """Draw one stroke with the mouse."""
    at = [QPoint(x, y) for x, y in places]
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=at[0])
    for place in at[1:]:
        QTest.mouseMove(field, place)
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=at[-1])


def questions(section: ReviewsSection) -> object:
    """What stands in the field of the explanation in front."""
    return section.explain.rows["questions"].field_editor.kept


ARC = [(20 + n * 12, 60 + (n * 17) % 40) for n in range(14)]


# -- verbs


def test_that_a_name_acknowledges_with_the_moment_and_the_local_day(world: World) -> None:
    session = world.session
    told = explaining.note(session, world.review.id, acknowledged_name="K. Osei")
    assert told.acknowledged_at == session.clock.now()
    assert told.acknowledged_on == session.today()
    kept = crud.get(session, EXPLAIN_SESSION, told.id)
    assert kept.acknowledged_at is not None
    assert kept.acknowledged_at.utcoffset() == timedelta(0)
    assert kept.acknowledged_at == session.clock.now().replace(microsecond=0)


def test_that_a_contact_takes_the_place_of_a_name_and_the_signature_goes(world: World) -> None:
    session = world.session
    contact = crud.add(session, CONTACT, account_id=world.account.id, name="J. Paz")
    told = explaining.note(session, world.review.id, acknowledged_name="K. Osei")
    told = explaining.note(session, world.review.id, told.id, signature=WAVE)
    told = explaining.note(session, world.review.id, told.id, acknowledged_name="K. Osei")
    assert told.signature == WAVE
    told = explaining.note(session, world.review.id, told.id, acknowledged_by=contact.id)
    assert (told.acknowledged_name, told.signature, told.acknowledged_by) == (None, None, contact.id)
    told = explaining.note(session, world.review.id, told.id, acknowledged_by=None)
    assert (told.acknowledged_at, told.acknowledged_on) == (None, None)


def test_that_another_day_of_the_acknowledgement_has_no_hour(world: World) -> None:
    session = world.session
    told = explaining.note(session, world.review.id, acknowledged_name="K. Osei")
    told = explaining.note(session, world.review.id, told.id, acknowledged_on=session.today() + timedelta(days=3))
    assert told.acknowledged_at is None


def test_that_showing_a_finding_marks_what_it_is_about_in_one_step_and_never_a_commercial_risk(world: World) -> None:
    session = world.session
    wanted = [("inspection_result", world.fail.id), ("risk", world.risk.id), ("risk", world.money.id)]
    explaining.share(session, world.review.id, wanted, shown=True)
    kept: list[tuple[EntitySpec[Any], str]] = [
        (INSPECTION_RESULT, world.fail.id), (RISK, world.risk.id), (NETWORK_REVIEW, world.review.id),
        (SITE, world.site.id), (ASSET, world.asset.id),
    ]  # fmt: skip
    marks = {spec.name: crud.get(session, spec, key).audience for spec, key in kept}
    assert set(marks.values()) == {"customer"}
    assert crud.get(session, RISK, world.money.id).audience == "internal"
    assert crud.get(session, INSPECTION_RESULT, world.heat).audience == "internal"
    session.undo()
    assert crud.get(session, INSPECTION_RESULT, world.fail.id).audience == "internal"
    assert crud.get(session, ASSET, world.asset.id).audience == "internal"


# -- the step


def test_that_findings_risks_and_plans_are_the_topics_and_each_names_its_record(
    section: ReviewsSection, world: World
) -> None:
    boxes = section.explain.boxes
    assert list(boxes) == [
        f"{world.fail.code} Rectifier R2, Load", f"{world.risk.code} {world.risk.statement}",
        f"{world.money.code} They may not pay", "Plan: Stand-in rectifier",
    ]  # fmt: skip
    for box in boxes.values():
        box.click()
    facts = reports.facts(world.session, world.account.id)
    (told,) = world.told()
    named = [topic_record(facts, world.review, topic) for topic in told.topics]
    assert named == [
        ("inspection_result", world.fail.id), ("risk", world.risk.id), ("risk", world.money.id),
        ("contingency_plan", world.plan.id),
    ]  # fmt: skip


def test_that_ticks_show_records_to_the_customer(section: ReviewsSection, world: World) -> None:
    shares = section.explain.topics.shares
    assert f"risk:{world.money.id}" not in shares
    shares[f"contingency_plan:{world.plan.id}"].click()
    assert crud.get(world.session, CONTINGENCY_PLAN, world.plan.id).audience == "customer"
    section.explain.topics.btn_share.click()
    found = {r.audience for r in crud.every(world.session, INSPECTION_RESULT)}
    assert found == {"customer"}
    assert not section.explain.topics.btn_share.isVisibleTo(section)
    section.explain.topics.shares["within"].click()
    assert crud.get(world.session, INSPECTION_RESULT, world.heat).audience == "internal"


def test_that_a_review_has_several_explanations(section: ReviewsSection, world: World) -> None:
    step = section.explain
    assert not step.list.isVisibleTo(section)
    step.rows["questions"].field_editor.committed.emit("When?")
    step.list.btn_new.click()
    first, second = world.told()
    assert not questions(section)
    step.rows["questions"].field_editor.committed.emit("How much?")
    assert [told.questions for told in world.told()] == ["When?", "How much?"]
    step.list.chips[first.id].click()
    assert questions(section) == "When?"
    section.refresh()
    assert questions(section) == "When?"
    step.focus_record(second.id)
    step.list.btn_trash.click()
    assert [told.id for told in world.told()] == [first.id]
    world.session.undo()
    assert len(world.told()) == 2


def test_that_a_signature_waits_for_the_name_and_is_kept_when_the_pen_rests(
    section: ReviewsSection, world: World
) -> None:
    step = section.explain
    field = step.signature.field
    assert not field.isEnabled()
    step.rows["acknowledged_name"].field_editor.committed.emit("K. Osei")
    assert field.isEnabled()
    draw(field, (20, 60), (30, 60))
    assert step.signature.note.full_text()
    step.flush()
    assert world.told()[0].signature is None
    draw(field, *ARC)
    step.flush()
    (told,) = world.told()
    assert is_enough(parse(told.signature))
    assert len(parse(told.signature)) == 2
    assert step.acknowledged.full_text().startswith("Acknowledged by K. Osei, ")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert len(field.strokes()) == 1
    QTest.keyClick(field, Qt.Key.Key_Delete)
    step.flush()
    assert world.told()[0].signature is None
    world.session.undo()
    section.refresh()
    assert len(field.strokes()) == 2


def test_that_tab_goes_as_one_reads(section: ReviewsSection) -> None:
    step = section.explain
    step.rows["acknowledged_name"].field_editor.committed.emit("K. Osei")
    step.list.btn_new.click()
    seen: list[QWidget | None] = []
    part: QWidget | None = next(iter(step.list.chips.values()))
    while part is not None and part is not step.signature.field and len(seen) < 300:
        seen.append(part)
        part = part.nextInFocusChain()
    wanted: list[QWidget | None] = [
        step.list.btn_new, step.rows["listeners"].field_editor.focusProxy(),
        step.rows["language"].field_editor.focusProxy(), *step.topics.stops(),
        step.rows["questions"].field_editor.focusProxy(), step.rows["acknowledged_name"].field_editor.focusProxy(),
    ]  # fmt: skip
    places = [seen.index(one) for one in wanted]
    assert places == sorted(places)


def test_that_a_signature_is_kept_by_itself_a_moment_after_the_last_stroke(
    section: ReviewsSection, world: World, qtbot: QtBot
) -> None:
    section.explain.rows["acknowledged_name"].field_editor.committed.emit("K. Osei")
    draw(section.explain.signature.field, *ARC)
    qtbot.waitUntil(lambda: world.told()[0].signature is not None)


def test_that_a_signature_is_the_same_at_any_size_of_its_field(qtbot: QtBot) -> None:
    small, large = SignatureField(), SignatureField()
    for field, side in ((small, 1), (large, 3)):
        qtbot.addWidget(field)
        field.resize(300 * side, 100 * side)
        draw(field, *[(x * side, y * side) for x, y in ARC])
    pairs = zip(small.strokes()[0], large.strokes()[0], strict=True)
    assert all(abs(a[0] - b[0]) < 12 and abs(a[1] - b[1]) < 12 for a, b in pairs)


def test_that_the_moment_is_told_in_the_zone_of_this_computer(section: ReviewsSection, world: World) -> None:
    from planner.views.explain_view import moment_text

    at = datetime(2026, 11, 12, 14, 5, tzinfo=UTC)
    local = at.astimezone()
    assert local.strftime("%H:%M") in moment_text(at)
    assert moment_text(at).endswith(f"(UTC{local.strftime('%z')[:3]}:{local.strftime('%z')[3:]})")
