# SPDX-License-Identifier: Apache-2.0
"""The plan card: always one page, the customer's edition with nothing internal; templates of first steps."""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path
from typing import Any

import pytest

from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.relations.contact import CONTACT
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN, PlanStep
from planner.kernel.errors import PlannerError
from planner.rules.plan_templates import TEMPLATES, by_key, proposed
from planner.services import crud, customers, plan_cards, plans, risks
from planner.services.session import Session
from tests.builders import a_risk, an_asset, an_inspection_result
from tests.papers import everything_in


@pytest.fixture
def plan_id(session: Session) -> str:
    """A shareable plan for a shareable and an internal risk, with a shareable and an internal person to call."""
    account = customers.add_account(session, "Meridian Foods").id
    site = crud.add(session, SITE, account_id=account, name="CANARY-SITE")
    asset = crud.add(session, ASSET, account_id=account, site_id=site.id, name="R2")
    people = [
        crud.add(session, CONTACT, account_id=account, name=name, mobile=number, audience=audience)
        for name, number, audience in (("J. Paz", "+34 600", "customer"), ("CANARY-PERSON", "+34 911", "internal"))
    ]
    shared = risks.add_risk(session, account, "Overload", likelihood=4, impact=4, audience="customer")
    hidden = risks.add_risk(session, account, "CANARY-RISK", likelihood=5, impact=5, asset_id=asset.id)
    return plans.add_plan(
        session, [shared.id, hidden.id], "Power", template="power", decider="CANARY-NOBODY", deputy="J. Paz",
        contact_ids=tuple(person.id for person in people), audience="customer",
    ).id  # fmt: skip


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page[^s]", content + _streams(content)))


def _streams(content: bytes) -> bytes:
    found = b""
    for part in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            found += zlib.decompress(part)
        except zlib.error:
            continue
    return found


def test_that_the_customers_card_holds_shareable_records_only(session: Session, plan_id: str) -> None:
    ours = json.dumps(plan_cards.document_of(session, plan_id, "internal"))
    theirs = plan_cards.document_of(session, plan_id, "customer")
    crud.set_field(session, CONTINGENCY_PLAN, plan_id, "decider", "A. Vidal")
    theirs = plan_cards.document_of(session, plan_id, "customer")
    for canary in ("CANARY-RISK", "CANARY-PERSON", "CANARY-SITE"):
        assert canary in ours
    assert "CANARY" not in json.dumps(theirs)
    assert (theirs["tag"], theirs["band"], [p["name"] for p in theirs["call"]]) == ("", "high", ["J. Paz"])
    assert [p["phone"] for p in theirs["people"]] == ["", "+34 600"]


@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_that_no_internal_word_is_in_the_customers_page(
    session: Session, plan_id: str, tmp_path: Path, code: str
) -> None:
    values = {"decider": "A. Vidal", "contacts": "CANARY-CALL", "comms_text": "CANARY-TEXT"}
    crud.set_fields(session, CONTINGENCY_PLAN, [plan_id], values)
    for audience, inside in (("internal", True), ("customer", False)):
        path = plan_cards.export_card(session, plan_id, tmp_path / f"{audience}.pdf", audience=audience, language=code)
        found = everything_in(path)
        assert ("canary" in found) == inside
        assert "a. vidal" in found


def test_that_a_plan_that_is_not_shareable_has_no_card_for_the_customer(session: Session, plan_id: str) -> None:
    crud.set_field(session, CONTINGENCY_PLAN, plan_id, "audience", "internal")
    with pytest.raises(PlannerError, match="not marked Shareable"):
        plan_cards.card(session, plan_id, audience="customer")
    with pytest.raises(PlannerError, match="not marked Shareable"):  # to us, not to the customer
        plan_cards.card(session, plan_id, audience="customer", language="es")
    assert plan_cards.document_of(session, plan_id, "internal")["tag"] == "INTERNAL"


@pytest.mark.parametrize("many", [0, 1, 4, 40])
def test_that_a_card_is_one_page_however_long_the_plan(session: Session, plan_id: str, many: int) -> None:
    step = PlanStep(t_plus_min=5, who="Duty engineer", action="Move the load, " * 12, rollback="Move it back, " * 8)
    values: dict[str, Any] = {"steps": (step,) * many, "comms_text": "Estimado cliente. " * (many * 30)}
    crud.set_fields(session, CONTINGENCY_PLAN, [plan_id], {**values, "trigger": "Autonomy falls " * min(1 + many, 30)})
    content = plan_cards.card(session, plan_id)
    assert content == plan_cards.card(session, plan_id)
    assert pages(content) == 1


def test_that_a_card_is_written_under_a_name_of_its_own(session: Session, plan_id: str, tmp_path: Path) -> None:
    made = plan_cards.export_card(session, plan_id, tmp_path, language="zh_TW")
    assert made.name.startswith("Meridian Foods Power card INTERNAL ")
    assert plan_cards.export_card(session, plan_id, made).name.endswith("(2).pdf")
    assert made.read_bytes().startswith(b"%PDF")


# -- templates


def test_that_every_template_begins_a_plan_that_lacks_only_its_decider(session: Session) -> None:
    account = customers.add_account(session, "Meridian Foods").id
    for template in TEMPLATES:
        risk = risks.add_risk(session, account, template.name)
        plan = plans.add_plan(session, [risk.id], template=template.key)
        assert plan.trigger
        assert plan.comms_text
        times = [step.t_plus_min or 0 for step in plan.steps]
        assert times == sorted(times)
        assert times[0] == 0
        assert len(times) >= 5
        assert any(step.rollback for step in plan.steps)
        assert by_key(template.key) is template


def test_that_beginning_keeps_what_is_written(session: Session) -> None:
    account = customers.add_account(session, "Meridian Foods").id
    plan = plans.add_plan(session, [], "Power", account_id=account, trigger="Ours")
    plans.begin(session, plan.id, "power")
    found = crud.get(session, CONTINGENCY_PLAN, plan.id)
    assert found.trigger == "Ours"
    assert len(found.steps) == 5


def test_that_the_template_follows_the_check_then_the_equipment_then_the_words() -> None:
    risk = a_risk(statement="Water in the battery room")
    assert proposed(risk, None).key == "building"
    assert proposed(risk, an_asset(kind="cooling")).key == "cooling"
    check = an_inspection_result(item="Firmware", group="network")
    assert proposed(risk, an_asset(kind="cooling"), (check,)).key == "change"
    assert proposed(a_risk(statement="冷链断电"), None).key == "power"
    modules = an_inspection_result(item="Failed modules", group="running_state")
    assert proposed(risk, an_asset(kind="rectifier"), (modules,)).key == "power"
    assert proposed(risk, None, (modules,)).key == "server"
