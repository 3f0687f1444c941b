# SPDX-License-Identifier: Apache-2.0
"""The plan as a document: versions, names, honest lines, and the same content for the same revision."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from planner.entities.customers.account import ACCOUNT, Account
from planner.entities.customers.site import SITE
from planner.entities.relations.contact import CONTACT
from planner.entities.reviews.explain_session import EXPLAIN_SESSION
from planner.kernel.errors import PlannerError
from planner.services import chart_files, crud, exports, portfolio, reviews, sample
from planner.services.session import Session
from planner.views import plan as plan_view
from tests.stores import a_stored


def _document(session: Session, account_id: str, audience: str = "internal") -> dict[str, Any]:
    return exports.document_of(session, account_id, audience)


def _words(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(_words(v) for v in value.values())
    if isinstance(value, list | tuple):
        return " ".join(_words(v) for v in value)
    return str(value)


def test_that_an_empty_account_prints_one_honest_line_in_every_section(session: Session) -> None:
    account = crud.add(session, ACCOUNT, name="Estancia San Telmo")
    sections = _document(session, account.id)["sections"]
    assert [s["key"] for s in sections] == [
        "page", "profile", "grade", "targets", "needs", "health", "people", "coverage",
        "reviews", "risks", "issues", "satisfaction", "actions", "changes", "sign-off", "appendix",
    ]  # fmt: skip
    silent = [s["key"] for s in sections if not _words(s["blocks"]).strip()]
    assert silent == []
    for key, line in (
        ("people", "No people are recorded."),
        ("reviews", "No network reviews are recorded."),
        ("satisfaction", "No satisfaction answers are recorded."),
        ("risks", "No risks are recorded."),
    ):
        assert line in _words(next(s for s in sections if s["key"] == key)["blocks"])


def test_that_the_same_revision_gives_the_same_bytes_and_keeps_its_version(session: Session, tmp_path: Path) -> None:
    account = crud.add(session, ACCOUNT, name="Meridian Foods", what_matters="Win\nKeep")
    first = exports.export_plan(session, account.id, tmp_path / "a.pdf")
    again = exports.export_plan(session, account.id, tmp_path / "b.pdf")
    assert first.read_bytes() == again.read_bytes()
    assert exports.plan_version(session, account.id)[0] == 1


def test_that_a_change_makes_the_next_version_which_tells_what_changed(session: Session, tmp_path: Path) -> None:
    account = crud.add(session, ACCOUNT, name="Meridian Foods")
    exports.export_plan(session, account.id, tmp_path / "a.pdf")
    crud.set_field(session, ACCOUNT, account.id, "industry", "Food retail")
    assert exports.plan_version(session, account.id)[0] == 2
    changes = next(s for s in _document(session, account.id)["sections"] if s["key"] == "changes")
    assert "Change Industry of “Meridian Foods”" in _words(changes["blocks"])


def test_that_an_exported_plan_never_overwrites_unasked(session: Session, tmp_path: Path) -> None:
    account = crud.add(session, ACCOUNT, name="Río Claro / Energía")
    made = [exports.export_plan(session, account.id, tmp_path) for _ in range(2)]
    day = session.today().isoformat()
    assert [path.name for path in made] == [
        f"Río Claro Energía plan v1 INTERNAL {day}.pdf",
        f"Río Claro Energía plan v1 INTERNAL {day} (2).pdf",
    ]


def test_that_a_plan_for_customers_is_refused_in_words(session: Session, tmp_path: Path) -> None:
    account = crud.add(session, ACCOUNT, name="Meridian")
    with pytest.raises(PlannerError, match="never for customers"):
        exports.export_plan(session, account.id, tmp_path / "x.pdf", audience="customer")
    assert list(tmp_path.glob("*.pdf")) == []


def test_that_the_language_of_the_document_leaves_the_program_alone(session: Session, tmp_path: Path) -> None:
    from planner.kernel.text import language

    account = crud.add(session, ACCOUNT, name="Meridian")
    exports.export_plan(session, account.id, tmp_path / "x.pdf", language="es")
    assert language() == "en"


def test_that_figures_in_the_document_are_those_of_the_rules(tmp_path: Path) -> None:
    session = sample.open_sample(tmp_path / "sample.waterline")
    try:
        meridian = next(a for a in crud.every(session, ACCOUNT) if a.name == "Meridian Foods")
        health = exports.plan_input(session, meridian.id, "internal").health.explained
        section = next(s for s in _document(session, meridian.id)["sections"] if s["key"] == "health")
        table = next(b for b in section["blocks"] if b["t"] == "table")
        points = [float(row[3]) for row in table["rows"][:-1]]
        assert round(sum(points), 1) == float(health.shown or 0)
        assert plan_view.build(exports.plan_input(session, meridian.id, "internal")).sample
    finally:
        session.close()


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf"])
@pytest.mark.parametrize("kind", ["health", "risk-matrix"])
def test_that_every_chart_is_written_in_every_format(session: Session, tmp_path: Path, kind: str, ending: str) -> None:
    account = a_stored(session, "account", name="Meridian")
    made = chart_files.save(session, account.id, kind, tmp_path / f"chart{ending}")
    starts = {".png": b"\x89PNG", ".svg": b"<svg", ".pdf": b"%PDF"}
    assert starts[ending] in made.read_bytes()[:200]


def test_that_a_chart_of_the_sample_says_that_it_is_one(tmp_path: Path) -> None:
    session = sample.open_sample(tmp_path / "sample.waterline")
    try:
        meridian = next(a for a in crud.every(session, ACCOUNT) if a.name == "Meridian Foods")
        made = chart_files.save(session, meridian.id, "health", tmp_path / "chart.svg")
        assert "SAMPLE" in made.read_text(encoding="utf-8")
    finally:
        session.close()


def test_that_a_failing_target_leaves_nothing_half_done(session: Session, tmp_path: Path) -> None:
    account = crud.add(session, ACCOUNT, name="Meridian")
    with pytest.raises(PlannerError):
        exports.export_plan(session, account.id, tmp_path / "absent" / "x.pdf")
    assert list(tmp_path.rglob("*.pdf")) == []


def test_that_the_version_is_kept_over_a_restart(session: Session, tmp_path: Path) -> None:
    account = crud.add(session, ACCOUNT, name="Meridian")
    exports.export_plan(session, account.id, tmp_path / "a.pdf")
    crud.set_field(session, ACCOUNT, account.id, "city", "Madrid")
    session.close()
    again = portfolio.open_portfolio(session.path, clock=session.clock, device="other000")
    try:
        assert exports.plan_version(again, account.id)[0] == 2
    finally:
        again.close()


def _explained(session: Session) -> Account:
    account = crud.add(session, ACCOUNT, name="Meridian")
    site = crud.add(session, SITE, account_id=account.id, name="North")
    review = reviews.start_review(session, account.id, site.id, copy_from_last=False)
    listener = crud.add(session, CONTACT, account_id=account.id, name="J. Paz")
    told = {"listeners": (listener.id,), "topics": ("F-31 Load",), "understood": "partly", "questions": "How long?"}
    fields = {"account_id": account.id, "review_id": review.id, "held_on": session.today(), **told}
    crud.add(session, EXPLAIN_SESSION, **fields)
    return account


def _reviews(session: Session, account: Account) -> str:
    sections = _document(session, account.id)["sections"]
    return _words(next(s for s in sections if s["key"] == "reviews")["blocks"])


def test_that_the_plan_tells_what_was_explained_to_whom_and_whether_it_was_understood(session: Session) -> None:
    printed = _reviews(session, _explained(session))
    assert "Explained on site" in printed
    for words in ("North", "J. Paz", "F-31 Load", "Questions: How long?", "Partly"):
        assert words in printed


def test_that_a_plan_is_printed_on_the_paper_asked_for(session: Session, tmp_path: Path) -> None:
    account = crud.add(session, ACCOUNT, name="Meridian")
    sizes = {}
    for paper in exports.PAPERS:
        made = exports.export_plan(session, account.id, tmp_path / f"{paper}.pdf", paper=paper)
        sizes[paper] = re.findall(rb"/MediaBox\s*\[([^\]]*)\]", made.read_bytes())
    widths = {paper: round(float(found[0].split()[2])) for paper, found in sizes.items()}
    assert widths == {"a4": 595, "letter": 612}
