# SPDX-License-Identifier: Apache-2.0
"""Facts about the papers of a visit: the brief is one page, the carry sheet two and holds no internal word."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.relations.contact import CONTACT
from planner.entities.relations.interaction import INTERACTION
from planner.entities.reviews.authorisation import AUTHORISATION
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.reviews.visit_plan import VISIT_PLAN, Fact
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN, PlanStep
from planner.entities.risks.risk import RISK
from planner.entities.spec import EntitySpec, Kind
from planner.kernel.errors import PlannerError
from planner.services import checks, crud, customers, reviews, visit_papers, visit_plans
from planner.services.session import Session
from tests.papers import everything_in
from tests.services.dumps import one_step

CANARY = "ZQCANARY"
_BAD = re.compile(CANARY, re.IGNORECASE)


@dataclasses.dataclass
class World:
    """An account with a review ahead: of every noun one record for the customer and one that is ours alone."""

    session: Session
    account_id: str
    review_id: str


def _canaries(spec: EntitySpec[Any], **fields: Any) -> dict[str, Any]:
    """Every text of a kind filled with a word that must not leave the house."""
    texts = {f.name: f"{CANARY} {f.name}" for f in spec.fields if f.kind in {Kind.TEXT, Kind.NOTE} and f.editable}
    return {**texts, **fields, "audience": "internal"}


@pytest.fixture
def world(session: Session) -> World:
    account = customers.add_account(session, "Meridian Foods")
    wanted = {f.name: f"{CANARY} {f.name}" for f in ACCOUNT.fields if f.kind is Kind.NOTE and f.editable}
    crud.set_fields(session, ACCOUNT, [account.id], {**wanted, "languages": ("es", "en")})
    base: dict[str, Any] = {"account_id": account.id}
    site = crud.add(session, SITE, **base, name="North", city="Zaragoza", audience="customer")
    crud.add(session, SITE, **_canaries(SITE), **base)
    asset = crud.add(session, ASSET, **base, site_id=site.id, name="Rectifier R2", audience="customer")
    crud.add(session, ASSET, **_canaries(ASSET, site_id=site.id), **base)
    paz = crud.add(session, CONTACT, **base, name="J. Paz", phone="+34910000101", audience="customer")
    hidden = crud.add(session, CONTACT, **_canaries(CONTACT, email=None, email2=None, phone=None, mobile=None), **base)
    leave = {"site_ids": (site.id,), "until_on": session.today() + timedelta(days=20)}
    given = crud.add(
        session, AUTHORISATION, **base, scope="Looking and reading", given_by_id=paz.id, note=None, **leave,
        audience="customer",
    )  # fmt: skip
    crud.add(session, AUTHORISATION, **_canaries(AUTHORISATION, given_by_id=hidden.id), **base)
    day = session.today() + timedelta(days=6)
    review = reviews.start_review(session, account.id, site.id, day, copy_from_last=False, audience="customer")
    crud.set_fields(
        session, NETWORK_REVIEW, [review.id], {"summary": f"{CANARY} summary", "authorisation_id": given.id}
    )
    crud.trash(session, INSPECTION_RESULT, [c.id for c in crud.of_account(session, INSPECTION_RESULT, account.id)])
    load = checks.add_check(session, review.id, "Load", asset_id=asset.id, unit="%", ok_range="<= 80")
    checks.record_result(session, load.id, note=f"{CANARY} note")
    own = checks.add_check(session, review.id, f"{CANARY} item")
    crud.set_field(session, INSPECTION_RESULT, own.id, "audience", "internal")
    _risk(session, base, "customer", "Rectifier overload", "Plan for power")
    _risk(session, base, "internal", f"{CANARY} risk", f"{CANARY} plan")
    crud.add(session, INTERACTION, **_canaries(INTERACTION, happened_on=session.today(), channel="call"), **base)
    plan = visit_plans.begin(session, review.id)
    wanted = {f.name: f"{CANARY} {f.name}" for f in VISIT_PLAN.fields if f.kind in {Kind.TEXT, Kind.NOTE}}
    crud.set_fields(session, VISIT_PLAN, [plan.id], {**wanted, "meet": (hidden.id,), "facts": (Fact(text=CANARY),)})
    return World(session, account.id, review.id)


def _risk(session: Session, base: dict[str, Any], audience: str, statement: str, title: str) -> None:
    risk = crud.add(session, RISK, **base, statement=statement, cause=f"{CANARY} cause", audience=audience)
    steps = tuple(PlanStep(t_plus_min=n, who="Shift", action=f"{title} step {n}") for n in range(5))
    crud.add(
        session, CONTINGENCY_PLAN, **base, title=title, risk_ids=(risk.id,), trigger="load > 95 %", steps=steps,
        spares=f"{CANARY} spares", comms_text=f"{CANARY} comms", contacts=f"{CANARY} contacts", audience=audience,
    )  # fmt: skip


def _pages(made: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page[^s]", made))


def _everything(made: bytes, folder: Path) -> str:
    """All that can be read out of a paper."""
    path = folder / "paper.pdf"
    path.write_bytes(made)
    found = everything_in(path)
    assert "rectifier r2" in found
    return found


def test_that_the_carry_sheet_holds_no_internal_word(world: World, tmp_path: Path) -> None:
    found = visit_papers.document_of(world.session, world.review_id, visit_papers.CARRY)
    told = json.dumps(found, ensure_ascii=False)
    assert not _BAD.search(told), [told[m.start() - 40 : m.end() + 30] for m in _BAD.finditer(told)]
    for word in (
        "North",
        "Zaragoza",
        "Rectifier R2",
        "J. Paz",
        "Looking and reading",
        "≤ 80 %",
        "load > 95 %",
        "step 2",
    ):
        assert word in told, word
    assert "step 3" not in told, "the first three steps only"
    for language in ("en", "es", "zh_CN"):
        made = visit_papers.paper(world.session, world.review_id, visit_papers.CARRY, language=language)
        assert _pages(made) == 2
        assert CANARY.encode() not in made
        assert not _BAD.search(_everything(made, tmp_path)), language


def test_that_the_canaries_sing_in_the_internal_brief(world: World) -> None:
    told = json.dumps(visit_papers.document_of(world.session, world.review_id, visit_papers.BRIEF))
    assert len(_BAD.findall(told)) > 5, "the internal paper shows what the other must not"


def test_that_the_brief_is_one_page_however_much_there_is(world: World) -> None:
    session = world.session
    long = "a long line that says what was promised and to whom, and by which day it should be there " * 2
    for n in range(12):
        crud.add(
            session, INTERACTION, account_id=world.account_id, happened_on=session.today(), title=f"Call {n}",
            our_promises=long, customer_commitments=long,
        )  # fmt: skip
        crud.add(session, RISK, account_id=world.account_id, statement=long, likelihood=3, impact=4)
    people = [crud.add(session, CONTACT, account_id=world.account_id, name=f"Contact {n}", title=long[:80]).id
              for n in range(12)]  # fmt: skip
    plan = visit_plans.of_review(session, world.review_id)
    assert plan is not None
    facts = tuple(Fact(text=long, level="must", answer=long) for _ in range(20))
    crud.set_fields(session, VISIT_PLAN, [plan.id], {"facts": facts, "meet": tuple(people), "goal": long})
    for language in ("en", "es", "zh_CN"):
        assert _pages(visit_papers.paper(session, world.review_id, visit_papers.BRIEF, language=language)) == 1
    told = json.dumps(visit_papers.document_of(session, world.review_id, visit_papers.BRIEF))
    assert "and 11 more" in told, "what has no room is counted"


@pytest.mark.parametrize("count", [24, 60, 100])
def test_that_a_site_with_many_checks_stays_on_two_pages(world: World, count: int) -> None:
    for n in range(count):
        checks.add_check(world.session, world.review_id, f"Check {n}", unit="%", ok_range="< 80")
    assert _pages(visit_papers.paper(world.session, world.review_id, visit_papers.CARRY)) == 2


def test_that_the_sheet_speaks_the_language_of_the_customer(world: World) -> None:
    assert visit_papers.default_language(world.session, world.review_id, visit_papers.CARRY) == "es"
    assert visit_papers.default_language(world.session, world.review_id, visit_papers.BRIEF) == "en"


def test_that_a_review_that_is_not_shareable_has_no_carry_sheet_until_it_is_marked(world: World, tmp_path: Any) -> None:
    session = world.session
    crud.set_field(session, NETWORK_REVIEW, world.review_id, "audience", "internal")
    with pytest.raises(PlannerError) as fault:
        visit_papers.export(session, world.review_id, visit_papers.CARRY, tmp_path)
    assert fault.value.code == "audience"
    assert list(tmp_path.glob("*.pdf")) == []
    with pytest.raises(PlannerError, match="not marked Shareable"):  # to us, not to the customer
        visit_papers.export(session, world.review_id, visit_papers.CARRY, tmp_path, language="es")
    with pytest.raises(PlannerError, match="not marked Shareable"):
        visit_papers.preview(session, world.review_id, visit_papers.CARRY, "es")
    with one_step(session):
        visit_papers.share(session, world.review_id)
    made = visit_papers.export(session, world.review_id, visit_papers.CARRY, tmp_path)
    assert made.name == f"Meridian Foods North carry sheet V-1 CUSTOMER {session.today().isoformat()}.pdf"
    noted = [c for c in crud.of_account(session, INSPECTION_RESULT, world.account_id) if c.note]
    assert noted, "a check with a note keeps its own mark"


def test_that_the_authorisation_of_another_day_is_not_on_the_sheet(world: World) -> None:
    review = crud.get(world.session, NETWORK_REVIEW, world.review_id)
    crud.set_field(world.session, AUTHORISATION, str(review.authorisation_id), "until_on", date(2026, 1, 1))
    crud.set_field(world.session, AUTHORISATION, str(review.authorisation_id), "from_on", None)
    found = visit_papers.document_of(world.session, world.review_id, visit_papers.CARRY)
    assert found["scope"] is None
