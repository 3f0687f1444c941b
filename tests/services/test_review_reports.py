# SPDX-License-Identifier: Apache-2.0
"""The report of a network review: what it holds, and what a customer never reads in it (issue 4, parts 9 and 10)."""

from __future__ import annotations

import io
import random
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from planner.entities.registry import BY_NAME
from planner.entities.reviews.inspection_result import InspectionResult
from planner.entities.risks.contingency_plan import PlanStep
from planner.entities.spec import Kind
from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.text import language
from planner.safe.vault import store_bytes
from planner.services import review_reports
from planner.services.sample_loader import RULES as LOSSES
from planner.services.session import Session
from planner.store.queries.review_records import ADDRESS, SHARED
from planner.views import report as report_view
from tests.builders import (
    BUILDERS,
    a_contact,
    a_contingency_plan,
    a_drill,
    a_network_review,
    a_person,
    a_risk,
    a_site,
    an_account,
    an_action,
    an_asset,
    an_attachment,
    an_authorisation,
    an_explain_session,
    an_inspection_result,
)
from tests.papers import everything_in, text_of
from tests.stores import put

_LETTERS = "bcdfghjklmnpqrstvwxz"
_RANDOM = random.Random(11)
# Free words of the records; choices, codes and ids say nothing by themselves.
_WORDS = frozenset({Kind.TEXT, Kind.NOTE})


def _word() -> str:
    return "".join(_RANDOM.choice(_LETTERS) for _ in range(10))


class World:
    """An account whose every free text is a canary: ``secret`` ones are internal, ``told`` ones may be read."""

    def __init__(self, session: Session) -> None:
        self.session, self.today = session, session.today()
        self.secret: dict[str, str] = {}
        self.told: dict[str, str] = {}
        account = self._filled("account", audience="internal", shown=ADDRESS, languages=("es",))
        self.account_id = account.id
        boss = self._filled("person", audience="internal", shown=("name",))
        other = self._filled("person", audience="internal", shown=())
        put(session, account, boss, other)
        for audience in ("internal", "team_lead", "customer"):
            self._records(audience, boss.id)

    def _filled(self, kind: str, *, audience: str, shown: tuple[str, ...] | None = None, **given: Any) -> Any:
        """A record with a canary in each free text that was not given."""
        spec = BY_NAME[kind]
        allowed = SHARED.get(kind, ()) if shown is None else shown
        if audience != "customer" and shown is None:
            allowed = ()
        values = dict(given)
        for one in spec.fields:
            if one.name in values or one.kind not in _WORDS or not one.editable:
                continue
            word = _word()
            (self.told if one.name in allowed else self.secret)[f"{kind}.{one.name} {audience}"] = word
            values[one.name] = word
        return BUILDERS[kind](**{"audience": audience, **values})

    def _records(self, audience: str, boss: str) -> None:
        mine = {"account_id": self.account_id, "audience": audience}
        yes = audience == "customer"
        contact = self._filled("contact", **mine, email="a@b.example", phone="+34600000000")
        site = self._filled("site", **mine) if yes else None
        asset = self._filled("asset", **mine, site_id=site.id if site else None)
        leave = self._filled("authorisation", **mine, given_by_id=contact.id)
        put(self.session, *(part for part in (site, contact) if part))
        put(self.session, asset, leave)
        if yes:
            self.review = self._filled(
                "network_review", **mine, site_id=site.id if site else None, done_on=self.today - timedelta(days=2),
                reviewer_id=boss, authorisation_id=leave.id, state="risks_rated",
            )  # fmt: skip
            put(self.session, self.review)
        self._of_review(audience, mine, (contact.id, asset.id, boss))
        if yes:  # the internal records hang on the review as well
            for word in ("internal", "team_lead"):
                self._of_review(word, {**mine, "audience": word}, (contact.id, asset.id, boss))

    def _of_review(self, audience: str, mine: dict[str, Any], around: tuple[str, str, str]) -> None:
        if not hasattr(self, "review"):
            return
        contact, asset, boss = around
        here = {**mine, "review_id": self.review.id}
        check = self._filled(
            "inspection_result", **here, asset_id=asset, result="fail", reading=None, clock_note=_word(), unit=None,
            ok_range=None,
        )  # fmt: skip
        self.secret[f"clock {audience}"] = str(check.clock_note)
        risk = self._filled("risk", **here, finding_ids=(check.id,), likelihood=4, impact=4, owner_id=boss,
                            customer_owner_id=contact, site_id=self.review.site_id)  # fmt: skip
        steps = (PlanStep(t_plus_min=0, who=_word(), action=_word(), rollback=_word()),)
        target = self.told if audience == "customer" else self.secret
        target.update({f"step {n} {audience}": word for n, word in enumerate((steps[0].who, steps[0].action))})
        plan = self._filled("contingency_plan", **mine, risk_ids=(risk.id,), steps=steps)
        drill = self._filled("drill", **mine, plan_id=plan.id, held_on=self.today, result="passed", minutes=7)
        told = self._filled("explain_session", **here, listeners=(contact,), held_on=self.today, topics=self._topics())
        action = self._filled("action", **mine, parent_type="risk", parent_id=risk.id, owner_id=boss)
        put(self.session, check, risk, plan)
        put(self.session, drill, action, *([told] if audience == "customer" else []))
        self._photo(audience, mine, check)

    def _topics(self) -> tuple[str, ...]:
        """Free words, an internal risk by number and name, an internal plan by its title."""
        words = [_word() for _ in range(3)]
        self.secret.update({f"topic {n}": word for n, word in enumerate(words)})
        return (words[0], f"R-{words[1]} {words[1]}", f"Plan: {words[2]}")

    def _photo(self, audience: str, mine: dict[str, Any], check: InspectionResult) -> None:
        secret = _word()
        self.secret[f"picture metadata {audience}"] = secret
        out = io.BytesIO()
        number = {"internal": 10, "team_lead": 11, "customer": 12}[audience]
        Image.new("RGB", (300 + number, 200), (number * 10, 90, 90)).save(out, "JPEG", comment=secret)
        sha256, size = store_bytes(paths.files_folder(self.session.path), out.getvalue(), self.session.files_key)
        shown = ("caption",) if audience == "customer" else ()
        photo = self._filled("attachment", **mine, target_type="inspection_result", target_id=check.id, sha256=sha256,
                             size=size, media_type="image/jpeg", shown=shown)  # fmt: skip
        put(self.session, photo)


@pytest.fixture
def world(session: Session) -> World:
    """A review whose records are of all audiences."""
    return World(session)


@pytest.mark.parametrize("code", ["en", "zh_TW"])
def test_that_no_internal_word_reaches_the_customers_edition(world: World, tmp_path: Path, code: str) -> None:
    made = review_reports.export_report(
        world.session, world.review.id, tmp_path / "c.pdf", audience="customer", language=code
    )
    content = everything_in(made)
    assert [where for where, word in world.secret.items() if word in content] == []
    assert "internal" not in content
    shown = [where for where, word in world.told.items() if word in content]
    assert {"risk.statement customer", "inspection_result.finding customer", "person.name internal"} <= set(shown)


def test_that_internal_records_are_never_even_loaded_for_the_customer(world: World) -> None:
    found = review_reports.report_input(world.session, world.review.id, "customer").records
    loaded = repr(found)
    assert [where for where, word in world.secret.items() if word in loaded] == []


def test_that_topics_are_told_to_the_customer_in_the_present_words_of_shareable_records(session: Session) -> None:
    account, review = _plain(session)
    mine = {"account_id": account.id, "review_id": review.id, "audience": "customer"}
    shown = a_risk(**mine, code="R-41", statement="Rectifier overload", likelihood=3, impact=3)
    inside = a_risk(**{**mine, "audience": "internal"}, code="R-42", statement="Tender is lost")
    dealings = a_risk(**mine, code="R-43", statement="Late payer", kind="commercial")
    plan = a_contingency_plan(account_id=account.id, audience="customer", title="Move the load", risk_ids=(shown.id,))
    topics = (
        "R-41 Our module was too small",
        "R-42 Tender is lost",
        "R-43 Late payer",
        "计划：Move the load",
        "gossip",
    )
    put(session, shown, inside, dealings, plan, an_explain_session(**mine, held_on=review.done_on, topics=topics))
    told = _section(session, review.id, "explained", "customer")
    assert "R-41 Rectifier overload; Move the load" in told
    assert [word for word in ("too small", "Tender", "R-42", "Late", "R-43", "gossip") if word in told] == []
    assert all(topic in _section(session, review.id, "explained") for topic in topics)


def test_that_the_internal_edition_tells_all_of_it(world: World, tmp_path: Path) -> None:
    made = review_reports.export_report(world.session, world.review.id, tmp_path / "i.pdf", language="en")
    content = everything_in(made)
    wanted = ("risk.statement internal", "inspection_result.note customer", "contingency_plan.comms_text internal")
    assert [name for name in wanted if world.secret[name] not in content] == []
    assert "internal — not for customers".encode().decode("latin-1") in content


def test_that_every_field_a_customer_may_read_is_named_and_exists() -> None:
    for kind, names in SHARED.items():
        assert set(names) <= {one.name for one in fields(BY_NAME[kind].cls)}, kind
        assert "audience" in names
    assert "note" not in SHARED["inspection_result"]
    assert not {"told_ours_on", "told_customer_on"} & set(SHARED["risk"])


def test_that_a_customer_gets_no_report_of_an_internal_review(session: Session, tmp_path: Path) -> None:
    account, review = _plain(session, audience="internal")
    with pytest.raises(PlannerError, match="not marked Shareable"):
        review_reports.export_report(session, review.id, tmp_path / "x.pdf", audience="customer")
    with pytest.raises(PlannerError, match="for the customer"):
        review_reports.export_report(session, review.id, tmp_path / "x.pdf", audience="team_lead")
    assert list(tmp_path.glob("*.pdf")) == []
    assert account.id == review.account_id


def _plain(session: Session, **given: Any) -> tuple[Any, Any]:
    account = an_account(name="Río Claro", languages=("es", "en"))
    put(session, account)
    site = a_site(account_id=account.id, name="Norte", audience="customer")
    put(session, site)
    values = {"site_id": site.id, "done_on": date(2026, 11, 2), "code": "V-4", "audience": "customer", **given}
    review = a_network_review(account_id=account.id, **values)
    put(session, review)
    return account, review


def test_that_the_report_speaks_the_accounts_language_and_is_named_after_it(session: Session, tmp_path: Path) -> None:
    _, review = _plain(session)
    made = review_reports.export_report(session, review.id, tmp_path, audience="customer")
    assert made.name == f"Río Claro Norte inspection report V-4 CUSTOMER {session.today().isoformat()}.pdf"
    text = text_of(made)
    assert "Resumen" in text
    assert language() == "en"
    again = review_reports.export_report(session, review.id, tmp_path, audience="customer")
    assert again.name.endswith(" (2).pdf")
    assert again.read_bytes() == made.read_bytes()


def test_that_a_code_of_a_language_finds_ours() -> None:
    found = [review_reports.spoken(code) for code in ("es-MX", "ZH", "zh-Hant-TW", "zh_HK", "ja", "EN_gb", "")]
    assert found == ["es", "zh_CN", "zh_TW", "zh_TW", "", "en", ""]


def _texts(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(_texts(part) for part in value.values())
    return " ".join(_texts(part) for part in value) if isinstance(value, list | tuple) else str(value)


def _section(session: Session, review_id: str, key: str, audience: str = "internal") -> str:
    document = review_reports.document_of(session, review_id, audience)
    return _texts(next(part for part in document["sections"] if part["key"] == key))


def test_that_the_appendix_has_every_reading_and_the_analysis_every_finding(session: Session) -> None:
    account, review = _plain(session)
    mine = {"account_id": account.id, "audience": "customer"}
    asset = an_asset(**mine, site_id=review.site_id, name="R2", spare_place="Shelf 3")
    before = a_network_review(**mine, site_id=review.site_id, done_on=date(2026, 8, 2))
    put(session, asset, before)
    checks = [
        an_inspection_result(**mine, review_id=r.id, asset_id=asset.id, item="Load", unit="%", ok_range="< 80",
                             reading=reading, result="fail", finding="Too hot", advice="Move one store")
        for r, reading in ((before, "84"), (review, "91"))
    ]  # fmt: skip
    passed = an_inspection_result(**mine, review_id=review.id, item="Doors", result="pass", reading="OK")
    skipped = an_inspection_result(**mine, review_id=review.id, item="Fuel", result="not_checked")
    put(session, *checks, passed, skipped)
    readings = _section(session, review.id, "readings", "customer")
    assert all(word in readings for word in ("R2", "91 %", "84 %", "< 80", "Doors", "OK", "Fuel", "Repeated 2×"))
    findings = _section(session, review.id, "findings", "customer")
    assert all(word in findings for word in ("Too hot", "Move one store", "worse: 84 → 91 %, +7"))
    assert "Doors" not in findings
    assert "Shelf 3" in _section(session, review.id, "state", "customer")
    assert "Fuel" in _section(session, review.id, "state", "customer")
    assert "found in 2 reviews in a row" in _section(session, review.id, "summary", "customer")


def test_that_a_review_with_nothing_in_it_still_prints_honest_lines(session: Session, tmp_path: Path) -> None:
    _, review = _plain(session, site_id=None, done_on=None)
    document = review_reports.document_of(session, review.id, "internal")
    silent = [part["key"] for part in document["sections"] if not _texts(part["blocks"]).strip()]
    assert silent == []
    assert "Nothing has been inspected yet." in _section(session, review.id, "summary")
    assert review_reports.export_report(session, review.id, tmp_path / "x.pdf").stat().st_size > 5000


def test_that_a_review_that_lies_ahead_counts_nothing_as_inspected_and_compares_nothing(session: Session) -> None:
    account, review = _plain(session, done_on=None)
    mine = {"account_id": account.id, "audience": "customer"}
    asset = an_asset(**mine, site_id=review.site_id, name="R2")
    before = a_network_review(**mine, site_id=review.site_id, done_on=date(2026, 8, 2))
    put(session, asset, before)
    for one, result in ((before, "pass"), (review, "not_checked")):
        put(session, an_inspection_result(**mine, review_id=one.id, asset_id=asset.id, item="Load", result=result))
    summary = _section(session, review.id, "summary", "customer")
    assert "Nothing is worse" not in summary
    assert summary.count("Nothing has been inspected yet.") == 2
    assert "Assets inspected 0" in _section(session, review.id, "state", "customer")


def test_that_a_customer_sees_technical_risks_only(session: Session) -> None:
    account, review = _plain(session)
    mine = {"account_id": account.id, "audience": "customer", "review_id": review.id, "likelihood": 3, "impact": 4}
    put(session, a_risk(**mine, statement="Cable"), a_risk(**mine, statement="Price war", kind="commercial"))
    assert "Price war" not in _section(session, review.id, "risks", "customer")
    assert "Price war" in _section(session, review.id, "risks")
    assert review_reports.left_out(session, review.id) == ("Risks: 1",)


def test_that_what_a_loss_would_cost_neither_orders_nor_heads_the_customers_risks(session: Session) -> None:
    account, review = _plain(session)
    mine = {"account_id": account.id, "audience": "customer", "review_id": review.id}
    put(session, a_risk(**mine, statement="Dear", likelihood=1, impact=5), a_risk(
        **mine, statement="Cheap", likelihood=3, impact=3))  # fmt: skip
    first = []
    for audience in ("internal", "customer"):
        made = replace(review_reports.report_input(session, review.id, audience), rules=LOSSES)
        first.append(made.ranking.rated[0].risk.statement)
        section = next(part for part in report_view.build(made).plain()["sections"] if part["key"] == "risks")  # type: ignore[attr-defined]
        assert ("EUR" in _texts(section["blocks"])) == (audience == "internal")
    assert first == ["Dear", "Cheap"]


def test_that_a_drawn_signature_is_in_the_report(session: Session, tmp_path: Path) -> None:
    account, review = _plain(session)
    contact = a_contact(account_id=account.id, name="J. Paz", audience="customer")
    person, leave = a_person(name="A. Vidal"), an_authorisation(account_id=account.id, audience="customer")
    put(session, contact, person, leave)
    told = an_explain_session(
        account_id=account.id, review_id=review.id, held_on=date(2026, 11, 2), listeners=(contact.id,),
        acknowledged_by=contact.id, signature="0,500 400,100 800,900;100,200 900,200", audience="customer",
    )  # fmt: skip
    put(session, replace(told, acknowledged_on=date(2026, 11, 2)))
    part = _section(session, review.id, "explained", "customer")
    assert "polyline" in part
    assert "J. Paz, 2 Nov 2026" in part
    assert review_reports.export_report(session, review.id, tmp_path / "x.pdf", audience="customer").exists()


def test_that_actions_and_plans_of_the_review_are_told_with_owner_and_day(session: Session) -> None:
    account, review = _plain(session)
    mine = {"account_id": account.id, "audience": "customer"}
    boss = a_person(name="A. Vidal")
    risk = a_risk(**mine, review_id=review.id, statement="Overload")
    plan = a_contingency_plan(**mine, risk_ids=(risk.id,), title="Shed load", customer_tasks="Keep one shift on site")
    put(session, boss, risk, plan)
    put(
        session,
        a_drill(**mine, plan_id=plan.id, planned_on=date(2026, 12, 9)),
        an_action(**mine, parent_type="risk", parent_id=risk.id, title="Order module", owner_id=boss.id,
                  due=date(2026, 12, 1)),
    )  # fmt: skip
    actions = _section(session, review.id, "actions", "customer")
    assert all(word in actions for word in ("Order module", "A. Vidal", "1 Dec 2026"))
    assert "next planned for 9 Dec 2026" in _section(session, review.id, "plans", "customer")
    assert "Keep one shift on site" in _section(session, review.id, "summary", "customer")


def test_that_an_attachment_that_is_lost_leaves_the_rest_of_the_report(session: Session, tmp_path: Path) -> None:
    account, review = _plain(session)
    mine = {"account_id": account.id, "audience": "customer"}
    check = an_inspection_result(**mine, review_id=review.id, item="Load", result="fail")
    put(session, check)
    put(session, an_attachment(**mine, target_type="inspection_result", target_id=check.id))
    assert review_reports.export_report(session, review.id, tmp_path / "x.pdf").exists()


def test_that_the_cover_names_the_authorisation_that_held_on_the_day_and_the_customer_reads_a_shareable_one(
    session: Session,
) -> None:
    account, review = _plain(session)
    contact = a_contact(account_id=account.id, name="J. Paz", audience="customer")
    put(session, contact)
    fields = {"account_id": account.id, "given_by_id": contact.id, "scope": "Look and read"}
    leave = an_authorisation(**fields, reference="PO-77", until_on=date(2026, 12, 1))
    put(session, leave, an_authorisation(**fields, reference="PO-76", until_on=date(2026, 10, 1)))

    def told(audience: str) -> str:
        cover = review_reports.document_of(session, review.id, audience)["cover"]
        return str(dict(cover["rows"])["Authorised by"])

    assert told("internal") == "J. Paz, PO-77, until 1 Dec 2026"
    assert told("customer") == "no authorisation recorded"
    put(session, replace(leave, audience="customer"))
    assert told("customer") == "J. Paz, PO-77, until 1 Dec 2026"
