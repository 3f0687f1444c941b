# SPDX-License-Identifier: Apache-2.0
"""Facts about what is decided on a chart: title, tick, order and note."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest
from typing_extensions import override

from planner.entities.risks.risk import Risk
from planner.kernel.errors import PlannerError
from planner.render import picture
from planner.render.scene import Box, Mark, Sheet
from planner.render.tokens import Kit
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import Rules
from planner.services import chart_cards, charts, customers, risks
from planner.services.session import Session
from planner.views import audience
from planner.views.audience import require
from planner.views.charts import ChartView
from planner.views.tables import Column, Row, TableView
from tests.services.dumps import one_step
from ui.screens.charts import kinds as chart_reasons


@pytest.fixture
def account(session: Session) -> str:
    return customers.add_account(session, "Alpha").id


def order(session: Session, account: str) -> list[str]:
    return [card.kind for card in chart_cards.cards(session, account)]


def test_that_the_charts_stand_in_the_order_of_the_catalogue_until_they_are_moved(
    session: Session, account: str
) -> None:
    first, second, *rest = order(session, account)
    assert (first, second, *rest) == chart_cards.kinds()
    with one_step(session):
        chart_cards.move(session, account, second, -1)
    assert order(session, account) == [second, first, *rest]
    session.undo()
    assert order(session, account) == [first, second, *rest]


def test_that_a_chart_does_not_move_beyond_the_ends(session: Session, account: str) -> None:
    before = order(session, account)
    chart_cards.move(session, account, before[0], -1)
    chart_cards.move(session, account, before[-1], 1)
    assert order(session, account) == before


def test_that_a_show_holds_the_ticked_charts_the_audience_may_see(session: Session, account: str) -> None:
    chart_cards.tick(session, account, "review-cadence", shown=False)
    inside = [card.kind for card in chart_cards.deck(session, account, "internal")]
    assert "health" in inside
    assert "review-cadence" not in inside
    told = [card.kind for card in chart_cards.deck(session, account, "customer")]
    assert "risk-matrix" in told
    assert "health" not in told
    assert "health" in [card.kind for card in chart_cards.withheld(session, account, "customer")]


def test_that_ticks_and_notes_are_of_one_account(session: Session, account: str) -> None:
    other = customers.add_account(session, "Beta").id
    chart_cards.tick(session, account, "health", shown=False)
    chart_cards.set_note(session, account, "health", "  Ask about spares ")
    assert not chart_cards.card_of(session, account, "health").shown
    assert chart_cards.card_of(session, account, "health").note == "Ask about spares"
    assert chart_cards.card_of(session, other, "health").shown
    assert chart_cards.card_of(session, other, "health").note is None


def test_that_a_confirmed_title_holds_until_the_data_draft_another(session: Session, account: str) -> None:
    draft = charts.view(session, account, "risk-matrix")
    assert draft.title_auto
    chart_cards.confirm_title(session, account, draft, draft.title, "Nothing rated yet: let us begin")
    shown = charts.view(session, account, "risk-matrix")
    assert (shown.title, shown.title_auto) == ("Nothing rated yet: let us begin", False)
    risks.add_risk(session, account, "Core switch fails", likelihood=5, impact=5)
    changed = charts.view(session, account, "risk-matrix")
    assert changed.title_auto
    assert changed.title != shown.title
    assert chart_cards.outdated_title(session, account, changed) == "Nothing rated yet: let us begin"


def test_that_an_internal_title_is_not_the_customers(session: Session, account: str) -> None:
    inside = charts.view(session, account, "risk-matrix")
    chart_cards.confirm_title(session, account, inside, inside.title, "They will never pay for this")
    told = charts.view(session, account, "risk-matrix", audience="customer")
    assert "never pay" not in told.title
    assert told.title_auto


def test_that_an_empty_title_goes_back_to_the_draft(session: Session, account: str) -> None:
    draft = charts.view(session, account, "health")
    chart_cards.confirm_title(session, account, draft, draft.title, "Mine")
    chart_cards.confirm_title(session, account, draft, draft.title, "  ")
    assert charts.view(session, account, "health").title == draft.title


def test_that_rehearsed_seconds_are_kept_in_one_step(session: Session, account: str) -> None:
    with one_step(session):
        chart_cards.remember_seconds(session, account, {"health": 40, "risk-matrix": 75})
    assert [chart_cards.card_of(session, account, kind).seconds for kind in ("health", "risk-matrix")] == [40, 75]


def test_that_a_title_too_long_to_keep_is_refused_and_nothing_changes(session: Session, account: str) -> None:
    draft = charts.view(session, account, "health")
    with pytest.raises(PlannerError):
        chart_cards.confirm_title(session, account, draft, draft.title, "long " * 100)
    assert charts.view(session, account, "health").title_auto


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain(ChartView):
    """A chart as somebody begins it: the risks of an account by name, and nothing else."""

    risks: tuple[Risk, ...]

    @override
    def table(self) -> TableView:
        rows = tuple(Row(key=risk.id, cells=(risk.statement, risk.impact)) for risk in self.risks)
        return TableView(columns=(Column(key="risk", title="Risk"), Column(key="n", title="Impact")), rows=rows)

    @override
    def sentence(self) -> str:
        return f"{len(self.risks)} risks."


def build_plain(facts: AccountFacts, _rules: Rules, *, as_of: date, audience: str) -> Plain:
    """One view builder …"""
    require("plain", audience)
    return Plain(kind="plain", account=facts.account.name, title="Risks", subtitle="all of them", footer="",
                 audience=audience, as_of=as_of, risks=facts.risks)  # fmt: skip


def draw_plain(sheet: Sheet, view: Plain, area: Box, kit: Kit, _focus: str = "") -> None:
    """… and one painter function."""
    for n, risk in enumerate(view.risks):
        sheet.text((area.x, area.y + 20 * n), risk.statement, kit.label)
        box = Box(x=area.x, y=area.y + 20 * n, w=area.w, h=20)
        said = (risk.statement, f"Impact {risk.impact}")
        sheet.marks.append(Mark(id=f"row-{n}", entity="risk", records=(risk.id,), sentence=". ".join(said), box=box,
                                card=said))  # fmt: skip


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> str:
    """The registry lines of docs/charts.md."""
    monkeypatch.setattr(audience, "ALLOWED", {**audience.ALLOWED, "plain": frozenset({"internal"})})
    monkeypatch.setattr(picture, "CHARTS", {**picture.CHARTS, "plain": picture.ChartKind(label="P", draw=draw_plain)})
    monkeypatch.setitem(charts._BUILDERS, "plain", build_plain)
    monkeypatch.setattr(charts, "KINDS", (*charts.KINDS, "plain"))
    return "plain"


def test_that_a_new_chart_costs_a_view_builder_and_a_painter_and_still_explains_its_marks(
    session: Session, account: str, plain: str
) -> None:
    risk = risks.add_risk(session, account, "Pump fails", likelihood=2, impact=4)
    assert order(session, account)[-1] == plain
    view = charts.view(session, account, plain)
    assert "Pump fails" in picture.chart_svg(view)
    mark = picture.draw(view).marks[0]
    asked = chart_reasons.Asked(view, view.as_of, mark)
    key = chart_reasons.key_of(plain, mark)
    why = chart_reasons.reasons(session, account, plain, key, asked)
    assert why is not None
    assert (why.title, why.empty) == ("Pump fails", "Pump fails. Impact 4")
    assert why.facts == (("Risk", "Pump fails"), ("Impact", "4"))
    assert [(link.entity, link.id) for links in why.groups for link in links.links] == [("risk", risk.id)]
    row = chart_reasons.reasons(session, account, plain, risk.id, replace(asked, mark=None))
    whole = chart_reasons.reasons(session, account, plain, "", replace(asked, mark=None))
    assert row is not None
    assert whole is not None
    assert (row.title, whole.title, whole.empty) == ("Pump fails", "Risks", "1 risks.")
    loose = replace(mark, records=())
    assert chart_reasons.key_of(plain, loose) == "row-0"
    assert chart_reasons.key_of("health", loose) == ""


def test_that_an_account_nobody_ever_reviewed_is_counted_apart_where_it_has_no_row(
    session: Session, account: str
) -> None:
    customers.add_account(session, "Never seen")
    customers.add_account(session, "Nor this one")
    assert charts.view(session, account, "review-cadence").footer.endswith("Not shown: 2 never reviewed.")
