# SPDX-License-Identifier: Apache-2.0
"""Charts for a customer are built from shareable records alone: the hidden kinds of ux 4, with canaries."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from planner.kernel.errors import NotFoundError, PlannerError
from planner.render import picture
from planner.services import chart_files, charts, customer_charts, customer_facts
from planner.services.session import Session
from planner.store.queries import customer_view
from planner.views.audience import CUSTOMER, allowed
from planner.views.charts import ChartView
from tests.builders import a_callback, a_contingency_plan, a_network_review, a_risk, an_account, an_action, an_asset
from tests.canaried import FIGURE, Portfolio, canaries_in
from tests.papers import everything_in
from tests.stores import put

_STYLES = ("screen", "tile", "print", "show")
_FIGURES = re.compile(rf"(?<![\d.]){FIGURE // 1_000_000}\d{{3}}770(?!\d)")


@pytest.fixture
def world(session: Session, tmp_path: Path) -> Portfolio:
    return Portfolio(session, tmp_path)


def told(view: ChartView, folder: Path) -> str:
    """All that a chart says: its words, table twin, marks with hover cards, pictures and papers, their names."""
    parts = [repr(view), view.sentence(), repr(view.table()), "\n".join(map(str, view.table().texts()))]
    for style in _STYLES:
        parts += [repr(picture.draw(view, style=style, frame=frame)) for frame in (True, False)]
    parts += [chart_files.file_name(view, suffix) for suffix in (".png", ".svg", ".pdf")]
    parts.append(picture.chart_svg(view))
    parts.append(picture.chart_png(view).decode("latin-1"))
    paper = folder / "chart.pdf"
    paper.write_bytes(picture.chart_pdf(view))
    return "\n".join([*parts, everything_in(paper)])


@pytest.mark.parametrize("kind", charts.KINDS)
def test_that_no_internal_word_or_figure_is_in_any_chart_for_a_customer(
    world: Portfolio, tmp_path: Path, kind: str
) -> None:
    session, key = world.session, world.account.id
    if kind == "satisfaction":
        _answers(session, key, session.today() - timedelta(days=120), n=6, who=lambda _: None)
    if kind not in customer_charts.BUILDERS:
        with pytest.raises(PlannerError) as refused:
            charts.view(session, key, kind, audience=CUSTOMER)
        assert refused.value.code == "audience"
        return
    everything = told(charts.view(session, key, kind, audience=CUSTOMER), tmp_path)
    assert "Meridian Foods" in everything
    assert canaries_in(everything) == []
    assert _FIGURES.findall(everything) == []
    assert [row.id for row in world.rows if row.id in everything] == []


def test_that_the_same_search_finds_the_words_of_the_internal_edition(world: Portfolio, tmp_path: Path) -> None:
    found = {}
    for kind in charts.KINDS:
        found[kind] = canaries_in(told(charts.view(world.session, world.account.id, kind), tmp_path))
    hidden = next(risk for risk in world.risks if risk.audience == "internal")
    commercial = next(risk for risk in world.risks if risk.kind == "commercial")
    assert {hidden.statement, hidden.code, commercial.statement} <= set(found["risk-matrix"])


def test_that_a_chart_is_for_customers_only_where_something_builds_it_from_shareable_records() -> None:
    assert {kind for kind in charts.KINDS if allowed(kind, CUSTOMER)} == set(customer_charts.BUILDERS)
    assert "health" not in customer_charts.BUILDERS


def test_that_internal_facts_at_hand_are_not_used_for_a_customer(world: Portfolio) -> None:
    from planner.services import reports

    session, key = world.session, world.account.id
    loaded = reports.facts(session, key)
    shown = charts.view(session, key, "risk-matrix", audience=CUSTOMER, facts=loaded)
    assert canaries_in(repr(shown)) == []


# -- what is read


_OPEN = {
    "account": {"id", "name", "deleted"},
    "callback": {"id", "deleted", "audience", "account_id", "called_on", "contact_id", "tech", "attitude", "norms",
                 "overall"},
    "chart_card": {"id", "deleted", "audience", "account_id", "kind", "title", "title_of"},
    "ruleset": None,
    "setting": None,
}  # fmt: skip


def spied(session: Session, work: Callable[[], object]) -> tuple[set[tuple[str, str]], list[str]]:
    """The columns that SQLite reads and the statements it runs while something is done."""
    read: set[tuple[str, str]] = set()
    said: list[str] = []

    def note(action: int, table: str | None, column: str | None, *_: object) -> int:
        if action == 20 and table:  # SQLITE_READ
            read.add((table, column or ""))
        return 0

    with session.db.reading() as conn:
        conn.set_authorizer(note)
        conn.set_trace_callback(said.append)
        try:
            work()
        finally:
            conn.set_authorizer(None)
            conn.set_trace_callback(None)
    return read, said


def surplus(read: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """What was read beyond the columns that are for customers."""
    found = set()
    for table, column in read:
        chosen = customer_view.CHOSEN.get(table)
        known = {"id", "deleted", "audience", *chosen} if chosen else _OPEN.get(table, set())
        if column and known is not None and column not in known and table not in {"answers", "sqlite_master"}:
            found.add((table, column))
    return found


def test_that_no_internal_row_and_no_internal_column_is_fetched_for_a_customer(world: Portfolio) -> None:
    session, key = world.session, world.account.id
    _answers(session, key, session.today() - timedelta(days=120), n=6, who=lambda _: None)
    shown: list[ChartView] = []

    def work() -> None:
        shown.extend(charts.view(session, key, kind, audience=CUSTOMER) for kind in customer_charts.BUILDERS)

    read, said = spied(session, work)
    assert shown
    assert ("risk", "statement") in read
    assert surplus(read) == set()
    closed = {"ruleset", "setting", "account", "json_each"}
    for statement in said:
        tables = set(re.findall(r'(?:FROM|JOIN) "?([a-z_]+)', statement))
        if tables - closed - {"answers"}:
            assert "audience = 'customer'" in statement, statement
    _, internal = spied(session, lambda: charts.view(session, key, "risk-matrix"))
    assert any("audience = 'customer'" not in one and '"risk"' in one for one in internal)


def test_that_the_spy_sees_what_the_internal_edition_reads(world: Portfolio) -> None:
    read, _ = spied(world.session, lambda: charts.view(world.session, world.account.id, "risk-matrix"))
    assert {("account", "grade"), ("contact", "name"), ("risk", "likelihood_reason")} <= surplus(read)


def test_that_the_loaded_objects_hold_no_internal_word(world: Portfolio) -> None:
    loaded = customer_facts.load(world.session, world.account.id)
    hashes = {getattr(row, "sha256", "") for row in world.rows}
    assert set(canaries_in(repr(loaded))) <= hashes
    assert [len(part) for part in (loaded.risks, loaded.plans, loaded.assets, loaded.results)] == [1, 1, 1, 2]
    assert [row.id for row in world.rows if row.id in repr(loaded)] == []


# -- numbers given anew, and what they refer to


def test_that_references_follow_into_the_new_numbers(session: Session) -> None:
    account = an_account(name="Nordlys")
    mine = {"account_id": account.id, "audience": "customer"}
    asset = an_asset(**mine)
    risk = a_risk(**mine, kind="technical")
    other = a_risk(account_id=account.id, kind="technical", audience="internal")
    plan = a_contingency_plan(**mine, risk_ids=(risk.id, other.id))
    ours = an_action(**mine, parent_type="risk", parent_id=risk.id)
    loose = an_action(**mine, parent_type="risk", parent_id=other.id)
    put(session, account, asset, risk, other, plan, ours, loose)
    loaded = customer_facts.load(session, account.id)
    assert loaded.plans[0].risk_ids == (loaded.risks[0].id,)
    by_title = {action.id: (action.parent_type, action.parent_id) for action in loaded.actions}
    assert sorted(by_title.values(), key=str) == [("risk", loaded.risks[0].id), (None, None)]
    with pytest.raises(NotFoundError):
        customer_facts.load(session, "0" * 32)


# -- answers


def _answers(session: Session, account_id: str, on: date, *, n: int, who: Callable[[int], str | None]) -> None:
    made: list[Any] = [
        replace(
            a_callback(
                account_id=account_id, audience="customer", called_on=on, tech=5, attitude=4, norms=3, overall=4
            ),
            contact_id=who(one),
        )
        for one in range(n)
    ]
    put(session, *made)


def test_that_a_wave_of_fewer_than_five_is_not_added_up(session: Session) -> None:
    account = an_account()
    put(session, account)
    _answers(session, account.id, date(2026, 4, 3), n=4, who=lambda _: None)
    _answers(session, account.id, date(2026, 8, 3), n=5, who=lambda _: None)
    hidden = replace(a_callback(account_id=account.id, called_on=date(2026, 4, 3), tech=1), contact_id=None)
    put(session, replace(hidden, audience="internal"))
    waves = customer_facts.load(session, account.id).waves
    assert [(w.year, w.quarter, w.n, w.value, w.overall) for w in waves] == [(2026, 3, 5, 75.0, 4.0)]
    assert customer_facts.load(session, account.id, date(2026, 8, 2)).waves == ()


def test_that_a_picture_with_internal_words_is_not_saved(world: Portfolio, tmp_path: Path) -> None:
    from planner.services import chart_cards, leak_scan

    session, key = world.session, world.account.id
    hidden = next(risk for risk in world.risks if risk.audience == "internal")
    view = charts.view(session, key, "risk-matrix", audience=CUSTOMER)
    chart_cards.confirm_title(session, key, view, view.title, f"Beyond {hidden.statement}")
    for suffix in (".png", ".svg", ".pdf", ".pptx"):
        target = tmp_path / f"chart{suffix}"
        with pytest.raises(leak_scan.LeakError):
            chart_files.save(session, key, "risk-matrix", target, audience=CUSTOMER)
        assert not target.exists()


def test_that_five_answers_of_one_person_are_still_of_one_person(session: Session) -> None:
    from tests.builders import a_contact

    account = an_account()
    one = a_contact(account_id=account.id)
    put(session, account, one)
    _answers(session, account.id, date(2026, 8, 3), n=6, who=lambda _: one.id)
    assert customer_facts.load(session, account.id).waves == ()


def test_that_a_customer_title_is_that_confirmed_for_the_customer(session: Session) -> None:
    from planner.services import chart_cards

    account = an_account()
    put(session, account, a_risk(account_id=account.id, kind="technical", audience="customer", state="open"))
    internal = charts.view(session, account.id, "risk-matrix")
    chart_cards.confirm_title(session, account.id, internal, internal.title, "They will never notice")
    shown = charts.view(session, account.id, "risk-matrix", audience=CUSTOMER)
    assert shown.title_auto
    chart_cards.confirm_title(session, account.id, shown, shown.title, "One risk we treat together")
    assert charts.view(session, account.id, "risk-matrix", audience=CUSTOMER).title == "One risk we treat together"
    assert charts.view(session, account.id, "risk-matrix").title == "They will never notice"


def test_that_a_title_for_the_customer_falls_with_what_it_was_said_of(session: Session) -> None:
    from planner.services import chart_cards

    account = an_account()
    rated = {"account_id": account.id, "kind": "technical", "state": "open", "likelihood": 3, "impact": 4}
    told = a_risk(**rated, audience="customer", statement="Rectifier overload")
    kept = a_risk(**rated, audience="internal", statement="Filter over age")
    put(session, account, told, kept)
    shown = charts.view(session, account.id, "risk-matrix", audience=CUSTOMER)
    chart_cards.confirm_title(session, account.id, shown, shown.title, "The rectifier may stop three stores")
    assert not charts.view(session, account.id, "risk-matrix", audience=CUSTOMER).title_auto
    put(session, replace(told, audience="internal"), replace(kept, audience="customer"))
    after = charts.view(session, account.id, "risk-matrix", audience=CUSTOMER)
    assert after.title == shown.title
    assert "rectifier" not in repr(after).casefold()
    assert chart_cards.outdated_title(session, account.id, after) == "The rectifier may stop three stores"
    assert chart_cards.draft_of(session, account.id, after) == shown.title


def test_that_a_plan_that_is_not_shown_is_not_said_to_be_missing(session: Session) -> None:
    account = an_account()
    risk = a_risk(account_id=account.id, kind="technical", audience="customer", state="open", likelihood=4, impact=4)
    put(session, account, risk, a_network_review(account_id=account.id, done_on=session.today() - timedelta(days=3)))
    shown = charts.view(session, account.id, "risk-matrix", audience=CUSTOMER)
    assert "no plan" not in f"{shown!r} {shown.sentence()}".casefold()


def test_that_the_closing_page_of_a_customers_show_holds_shareable_actions_alone(world: Portfolio) -> None:
    from planner.entities.common.person import PERSON
    from planner.render.draw_recap import draw_recap
    from planner.services import crud, recap
    from planner.views.recap import Recap

    session, key = world.session, world.account.id
    crud.set_field(session, PERSON, world.ours.id, "name", "A. Vidal")
    actions = [row for row in world.rows if type(row).__name__ == "Action"]
    noted = [one.id for one in actions]
    page = recap.page(session, key, CUSTOMER, noted)
    assert page is not None
    assert isinstance(page.view, Recap)
    shared = [one.title for one in actions if one.audience == CUSTOMER]
    shown = f"{page!r} {page.view.sentence()} {page.view.table()!r} {draw_recap(page.view)!r}"
    assert {one.title for one in page.view.actions} <= set(shared)
    assert "A. Vidal" in shown
    assert [word for word in canaries_in(shown) if not any(word in title for title in shared)] == []
    assert [row.id for row in world.rows if row.id in shown] == []
    assert recap.page(session, key, CUSTOMER, [one.id for one in actions if one.audience != CUSTOMER]) is None
    ours = recap.page(session, key, "internal", noted)
    assert ours is not None
    assert len(ours.view.table().rows) > len(page.view.table().rows)
    assert page.view.table().keys[0] == "1"
