# SPDX-License-Identifier: Apache-2.0
"""Facts about checklist templates: versions, the starter library, what a review is made of, files."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.reviews.checklist_template import CHECKLIST_TEMPLATE, DOMAINS, TemplateItem
from planner.entities.reviews.inspection_result import INSPECTION_RESULT, InspectionResult
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.kernel.errors import PlannerError, ValidationError
from planner.kernel.text import LANGUAGES, set_language
from planner.rules.limits import fault
from planner.services import checklist, crud, customers, reviews, templates
from planner.services.checklist_library import library
from planner.services.session import Session
from tests.permission import permit
from tests.services.dumps import dump, one_step, steps

RUN = TemplateItem(item="Run test", group="power", unit="min", ok_range=">= 30", cadence="monthly")
LOOK = TemplateItem(item="Looks", advice="Take a photo.", source="own")


@pytest.fixture
def site_id(session: Session) -> str:
    """A site with a generator and a lift."""
    account = customers.add_account(session, "Meridian Foods")
    permit(session, account.id)
    site = crud.add(session, SITE, account_id=account.id, name="North")
    for name, kind in (("G1", "Grupo electrógeno"), ("Lift", "lift")):
        crud.add(session, ASSET, account_id=account.id, site_id=site.id, name=name, kind=kind)
    return site.id


def start(session: Session, site_id: str, on: date | None = None, **choice: object) -> NetworkReview:
    """A review of the site."""
    account_id = crud.get(session, SITE, site_id).account_id
    return reviews.start_review(session, account_id, site_id, on, **choice)  # type: ignore[arg-type]


def checks(session: Session, review: NetworkReview) -> list[InspectionResult]:
    """The checks of a review in their order."""
    found = [c for c in crud.of_account(session, INSPECTION_RESULT, review.account_id) if c.review_id == review.id]
    return sorted(found, key=lambda c: c.position or 0)


def test_that_each_change_is_one_step_and_one_version_further(session: Session) -> None:
    with one_step(session):
        made = templates.make(session, "Generators", asset_kinds=("generator",), items=(RUN, LOOK))
    assert (made.version, made.origin) == (1, "own")
    with one_step(session):
        changed = templates.change(session, made.id, name="Gensets", items=(replace(made.items[0], ok_range=">= 60"),))
    assert (changed.version, changed.name, changed.items[0].key) == (2, "Gensets", made.items[0].key)
    before = steps(session)
    assert templates.change(session, made.id, name="Gensets").version == 2
    assert steps(session) == before, "what changes nothing is no step"


def test_that_every_check_has_a_key_of_its_own(session: Session) -> None:
    made = templates.make(session, "A", items=(RUN, RUN, replace(RUN, key="mine"), replace(RUN, key="mine")))
    keys = [item.key for item in made.items]
    assert all(keys)
    assert len(set(keys)) == 4
    assert keys[2] == "mine"


def test_that_a_limit_that_cannot_be_read_is_refused_with_its_row(session: Session) -> None:
    made = templates.make(session, "A", items=(RUN, LOOK))
    before = dump(session)
    with pytest.raises(ValidationError, match="Row 2: In “24-18”"):
        templates.change(session, made.id, items=(made.items[0], replace(made.items[1], ok_range="24-18")))
    with pytest.raises(ValidationError, match="Row 1: The check has no name"):
        templates.make(session, "B", items=(TemplateItem(),))
    assert dump(session) == before


def test_that_a_review_is_made_of_the_templates_for_its_equipment(session: Session, site_id: str) -> None:
    made = templates.make(session, "Generators", asset_kinds=("generator",), items=(RUN, LOOK))
    templates.make(session, "Routers", asset_kinds=("router",), items=(LOOK,))
    with one_step(session):
        review = start(session, site_id)
    found = checks(session, review)
    assert [(c.item, c.template_id, c.advice, c.source, c.cadence) for c in found] == [
        ("Run test", made.id, None, None, "monthly"),
        ("Looks", made.id, "Take a photo.", "own", "each"),
    ]
    assert [(u.template_id, u.name, u.version) for u in review.templates] == [(made.id, "Generators", 1)]


def test_that_a_later_change_of_a_template_does_not_change_the_review(session: Session, site_id: str) -> None:
    made = templates.make(session, "Generators", asset_kinds=("generator",), items=(RUN,))
    review = start(session, site_id)
    templates.change(session, made.id, items=(replace(made.items[0], ok_range=">= 60"),))
    assert checks(session, review)[0].ok_range == ">= 30"
    assert crud.get(session, NETWORK_REVIEW, review.id).templates[0].version == 1
    reviews.record_result(session, checks(session, review)[0].id, "fail")
    second = start(session, site_id)
    assert (checks(session, second)[0].ok_range, second.templates[0].version) == (">= 60", 2)
    assert checks(session, second)[0].repeated_from_id == checks(session, review)[0].id


def test_that_a_monthly_check_comes_again_when_it_is_due(session: Session, site_id: str) -> None:
    templates.make(session, "Generators", asset_kinds=("generator",), items=(RUN, LOOK))
    first = start(session, site_id)
    for check in checks(session, first):
        reviews.record_result(session, check.id, "pass")
    soon = start(session, site_id, session.today() + timedelta(days=7))
    assert [c.item for c in checks(session, soon)] == ["Looks"]
    later = start(session, site_id, session.today() + timedelta(days=30))
    assert [c.item for c in checks(session, later)] == ["Run test", "Looks"]


def test_that_retired_templates_are_offered_no_more_and_come_back(session: Session, site_id: str) -> None:
    made = templates.make(session, "Generators", asset_kinds=("generator",), items=(LOOK,))
    with one_step(session):
        templates.retire(session, [made.id])
    assert start(session, site_id).templates == ()
    templates.bring_back(session, [made.id])
    assert len(start(session, site_id, copy_from_last=False).templates) == 1


def test_that_a_copy_is_of_ones_own_and_keeps_the_past_of_its_checks(session: Session, site_id: str) -> None:
    templates.take_starters(session)
    starter = next(t for t in templates.listing(session) if t.name == "Generators")
    own = templates.copy(session, starter.id)
    assert (own.name, own.origin, own.version) == ("Generators (copy)", "own", 1)
    assert [i.key for i in own.items] == [i.key for i in starter.items]
    offered = checklist.offers(session, crud.get(session, SITE, site_id).account_id, site_id, session.today())
    ticked = {offer.template.name for offer in offered.offers if offer.ticked}
    assert ticked == {"Generators (copy)", "Every site", "Security of the site", "Other equipment"}


def test_that_templates_chosen_by_hand_are_the_ones_used(session: Session, site_id: str) -> None:
    made = templates.make(session, "Generators", asset_kinds=("generator",), items=(LOOK,))
    other = templates.make(session, "Door", items=(replace(LOOK, item="Door"),))
    assert [c.item for c in checks(session, start(session, site_id, templates=[other.id]))] == ["Door"]
    assert checks(session, start(session, site_id, templates=[])) == []
    assert {u.template_id for u in start(session, site_id).templates} == {made.id, other.id}


def test_that_checks_of_a_template_can_be_added_to_a_review_under_way(session: Session, site_id: str) -> None:
    made = templates.make(session, "Generators", asset_kinds=("generator",), items=(RUN, LOOK))
    review = start(session, site_id, templates=[])
    own = reviews.add_check(session, review.id, "Door")
    with one_step(session):
        assert templates.use(session, review.id, [made.id]) == 2
    assert [c.item for c in checks(session, review)] == [own.item, "Run test", "Looks"]
    assert templates.use(session, review.id, [made.id]) == 0, "what is there is not added again"
    reviews.close_review(session, review.id)
    with pytest.raises(PlannerError, match="finished"):
        templates.use(session, review.id, [made.id])


def test_that_a_portfolio_without_templates_uses_the_starter_library(session: Session, site_id: str) -> None:
    review = start(session, site_id)
    found = checks(session, review)
    assert {c.template_id for c in found} == {None}
    assert [u.template_id for u in review.templates] == [
        "starter:site",
        "starter:other",
        "starter:generator",
        "starter:site-security",
    ]
    fuel = next(c for c in found if c.item_key == "generator.fuel")
    assert (fuel.unit, fuel.ok_range, fuel.source) == ("h", ">= 24", "Own judgement")
    assert found[-1].group == "earlier_findings"
    assert {c.item for c in found if c.asset_id} >= {"Alarms", "Start time under load"}


def test_that_the_library_is_taken_once_and_only_what_is_missing(session: Session) -> None:
    with one_step(session):
        taken = templates.take_starters(session, ["starter:router", "starter:net"])
    assert [t.name for t in taken] == ["Routers and switches"]
    assert len(templates.take_starters(session)) == len(library("en")) - 1
    assert templates.take_starters(session) == []
    assert templates.take_starters(session, wanted="es") == [], "not the same checks in another language"
    assert {t.origin for t in templates.listing(session)} == {"starter"}


def test_that_the_library_speaks_the_language_of_the_program(session: Session) -> None:
    set_language("es")
    try:
        taken = templates.take_starters(session, ["starter:battery"])
    finally:
        set_language("en")
    assert [(t.name, t.language, t.asset_kinds) for t in taken] == [("Baterías", "es", ("batería",))]


def test_that_every_field_of_work_has_its_checks_each_complete_in_all_languages() -> None:
    by_domain: dict[str, int] = dict.fromkeys((name for name, _ in DOMAINS), 0)
    for template in library("en"):
        by_domain[template.domain] += len(template.items)
    del by_domain["other"]
    assert all(12 <= count <= 25 for count in by_domain.values()), by_domain
    keys = [item.key for template in library("en") for item in template.items]
    assert len(set(keys)) == len(keys)
    for code, _ in LANGUAGES:
        for english, shown in zip(library("en"), library(code), strict=True):
            assert [i.key for i in shown.items] == [i.key for i in english.items]
            for item in shown.items:
                assert item.item, (code, item.key)
                assert item.advice, (code, item.key)
                assert not item.ok_range or item.source, f"{item.key}: a limit names its source"
                assert fault(item.ok_range) is None, item.key


@pytest.mark.parametrize(("code", "letters"), [("zh_CN", "[一-鿿]"), ("zh_TW", "[一-鿿]"), ("es", "")])
def test_that_no_text_of_the_library_was_left_in_english(code: str, letters: str) -> None:
    for english, shown in zip(library("en"), library(code), strict=True):
        assert shown.name != english.name or shown.name == "UPS"
        for before, item in zip(english.items, shown.items, strict=True):
            assert item.item != before.item, item.key
            assert item.advice != before.advice, item.key
            assert re.search(letters, item.item), item.key


def test_that_a_file_gives_back_what_was_exported(session: Session, tmp_path: Path) -> None:
    templates.take_starters(session)
    before = templates.listing(session)
    path = templates.export_file(session, [t.id for t in before], tmp_path / "all")
    assert path.name == "all.wlchecklist"
    assert templates.import_file(session, path) == [], "nothing is there twice"
    crud.trash(session, CHECKLIST_TEMPLATE, [t.id for t in before])
    with one_step(session):
        read = templates.import_file(session, path)
    assert [(t.name, t.domain, t.asset_kinds, t.items, t.version) for t in read] == [
        (t.name, t.domain, t.asset_kinds, t.items, t.version) for t in before
    ]
    assert {t.origin for t in read} == {"file"}


def test_that_a_file_at_fault_changes_nothing(session: Session, tmp_path: Path) -> None:
    made = templates.make(session, "A", items=(RUN, LOOK))
    path = templates.export_file(session, [made.id], tmp_path / "a.wlchecklist")
    path.write_text(path.read_text("utf-8").replace(">= 30", "30-20"), encoding="utf-8")
    before = dump(session)
    with pytest.raises(PlannerError, match="“limit”: In “30-20”"):
        templates.import_file(session, path)
    assert dump(session) == before


def test_that_a_table_takes_one_template(session: Session, tmp_path: Path) -> None:
    first, second = (templates.make(session, name, items=(RUN,)) for name in "AB")
    path = templates.export_file(session, [first.id], tmp_path / "Gensets.csv")
    read = templates.import_file(session, path)
    assert [(t.name, t.items[0].item, t.items[0].cadence) for t in read] == [("Gensets", "Run test", "monthly")]
    with pytest.raises(PlannerError, match="A table holds one checklist"):
        templates.export_file(session, [first.id, second.id], tmp_path / "b.csv")
    assert len(crud.every(session, CHECKLIST_TEMPLATE)) == 3
