# SPDX-License-Identifier: Apache-2.0
"""C4 to C6: words, gaps, audiences, and what the lines between people say together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.kernel.errors import PlannerError
from planner.render.map_layout import Node, layout
from planner.render.picture import draw
from planner.rules.facts import AccountFacts
from planner.rules.power_map import missing_seats, way_to_approver
from planner.rules.ruleset import DEFAULT
from planner.views.coverage_chart import coverage_chart
from planner.views.decision_chain import decision_chain
from planner.views.power_map import power_map
from tests.builders import an_account, an_interaction, an_org_unit
from tests.unit.render.people_views import AS_OF, many, meridian, people

_BUILDERS = (power_map, decision_chain, coverage_chart)
# user – opponent – approver, who was not won yet
_BLOCKED = (
    ("Ada", "CEO", "approver", "general", True, "0", 10, "P1"),
    ("Ben", "CFO", "decider", "general", False, "-1", 10, "P1"),
    ("Cleo", "Clerk", "user", "general", False, "2", 10, "P1"),
)
_CHAIN_OF_THREE = ((1, 0), (2, 1))


@pytest.mark.parametrize("build", _BUILDERS)
def test_that_judgements_of_people_are_never_for_a_customer(build: object) -> None:
    with pytest.raises(PlannerError, match="not for customers"):
        build(meridian(), DEFAULT, as_of=AS_OF, audience="customer")  # type: ignore[operator]


@pytest.mark.parametrize("build", _BUILDERS)
@pytest.mark.parametrize("facts", [meridian(), many(13), many(40), people(())])
def test_that_titles_have_twelve_words_at_most_and_tables_name_everybody(build: object, facts: object) -> None:
    view = build(facts, DEFAULT, as_of=AS_OF)  # type: ignore[operator]
    assert len(view.title.split()) <= 14  # names of the test have two words and a number
    assert view.title[:10] in view.sentence()
    assert view.table().columns


def test_that_no_unit_counts_zero_while_nobody_was_ever_met() -> None:
    facts = AccountFacts(account=an_account(), units=(an_org_unit(name="IT", target_contacts=2),))
    assert [unit.words for unit in coverage_chart(facts, DEFAULT, as_of=AS_OF).units] == ["? of 2"]
    met = replace(facts, interactions=(an_interaction(happened_on=AS_OF, participants=("somebody",)),))
    assert [unit.words for unit in coverage_chart(met, DEFAULT, as_of=AS_OF).units] == ["0 of 2"]


def test_that_the_path_runs_through_the_opponent_where_there_is_no_way_round() -> None:
    facts = people(_BLOCKED, _CHAIN_OF_THREE)
    way = way_to_approver(facts, DEFAULT)
    assert way is not None
    assert [c.name for c in way.people] == ["Cleo", "Ben", "Ada"]
    assert [c.name for c in way.blocked_by] == ["Ben"]
    view = power_map(facts, DEFAULT, as_of=AS_OF)
    assert view.title == "The path to Ada runs through Ben, who works against us"
    assert [line.on_way for line in view.lines] == [True, True]


def test_that_a_longer_way_round_the_opponent_is_taken() -> None:
    more = (
        *_BLOCKED,
        ("Dan", "", "user", "general", None, "0", 5, ""),
        ("Eve", "", "user", "general", None, "0", 5, ""),
    )
    round_it = ((2, 3, "influences", 1), (3, 4, "influences", 1), (4, 0, "influences", 1))
    way = way_to_approver(people(more, _CHAIN_OF_THREE, round_it), DEFAULT)
    assert way is not None
    assert ([c.name for c in way.people], way.blocked_by) == (["Cleo", "Dan", "Eve", "Ada"], ())


def test_that_a_missing_approver_and_decider_are_named() -> None:
    told = (("Ada", "", "supporter", "technical", None, "1", 5, "P1"), ("Ben", "", "user", "general", None, "1", 5, ""))
    assert [(s.role, s.chain) for s in missing_seats(people(told))] == [
        ("approver", ""), ("decider", "technical"), ("decider", "general"),
    ]  # fmt: skip
    view = power_map(people(told), DEFAULT, as_of=AS_OF)
    assert [card.seat_unknown for card in view.cards].count(True) == 3
    assert view.title == "Nobody known approves: ask who signs"


def test_that_a_stale_level_is_grey_with_its_day() -> None:
    card = next(c for c in power_map(meridian(), DEFAULT, as_of=AS_OF).cards if c.name == "L. Marín")
    assert card.stale
    assert "17 Oct 2025" in card.under


def test_that_above_twenty_people_the_grid_comes_by_itself_and_can_be_chosen() -> None:
    assert power_map(many(20), DEFAULT, as_of=AS_OF).form == "tree"
    assert power_map(many(21), DEFAULT, as_of=AS_OF).form == "grid"
    assert power_map(many(21), DEFAULT, as_of=AS_OF, option="tree").form == "tree"


@pytest.mark.parametrize("count", [2, 13, 20])
def test_that_no_two_cards_of_the_layout_overlap(count: int) -> None:
    nodes = tuple(Node(f"C{n}", n % 6, f"Name {n}", "", f"C{(n - 1) // 3}" if n else "", 0, 0) for n in range(count))
    boxes = list(layout(nodes).boxes.values())
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            apart = one.x + one.w <= other.x or other.x + other.w <= one.x
            assert apart or one.y + one.h <= other.y or other.y + other.h <= one.y


def test_that_a_moved_card_moves_alone_and_circles_are_survived() -> None:
    nodes = (Node("A", 5, "A", "", "B", 0, 0), Node("B", 4, "B", "", "A", 0, 0), Node("C", 4, "C", "", "A", 0, 0))
    still = layout(nodes).boxes
    moved = layout((*nodes[:2], Node("C", 4, "C", "", "A", 30, 12))).boxes
    assert set(still) == {"A", "B", "C"}
    assert (moved["C"].x - still["C"].x, moved["C"].y - still["C"].y) == (30, 12)
    assert moved["A"] == still["A"]


def test_that_a_slide_shows_fourteen_cards_and_counts_the_rest() -> None:
    view = power_map(many(18), DEFAULT, as_of=AS_OF, option="tree")
    scene = draw(view, style="show", frame=True)
    assert sum(mark.entity == "contact" for mark in scene.marks) == 14
    more = scene.mark("more-map")
    assert more is not None
    assert len(more.rows) == len(view.cards) - 14
    assert all(str(row.cells[0]) in more.sentence for row in view.table().rows if row.key in more.rows)


def test_that_the_longest_open_step_is_the_bottleneck() -> None:
    view = decision_chain(people(_BLOCKED), DEFAULT, as_of=AS_OF)
    assert [(s.role, s.state, s.days) for s in view.steps if s.card] == [
        ("user", "with_us", None), ("decider", "open", 10), ("approver", "open", 10),
    ]  # fmt: skip
    assert [s.role for s in view.steps if s.bottleneck] == ["approver"]
    assert (view.title, [s.role for s in view.steps if s.urgent]) == (
        "Ben, general decider, works against us",
        ["decider"],
    )
    assert [s.state for s in view.steps if not s.card] == ["unknown", "unknown"]


def test_that_an_unknown_seat_is_no_name_in_coverage() -> None:
    view = coverage_chart(meridian(), DEFAULT, as_of=AS_OF)
    assert [c.name for c in view.cell("decider", "commercial").people] == ["J. Paz"]
    assert "Decider, General unknown" in view.sentence()
    alone = (("?", "", "approver", "general", None, None, 0, ""),)
    assert coverage_chart(people(alone), DEFAULT, as_of=AS_OF).heads[0].value == "not assessed"


def test_that_their_people_are_rows_with_a_single_thread_where_one_of_us_knows_them() -> None:
    view = coverage_chart(meridian(), DEFAULT, as_of=AS_OF, option="people")
    flags = {row.card.name: row.flag for row in view.rows}
    assert view.title == "4 decision-makers know at most one of us, first E. Ruiz"
    assert flags["M. Ortega"] == "single thread"
    assert flags["E. Ruiz"] == "nobody knows them"
    assert flags["T. Andrade"] == ""
    assert [(one.name, one.load) for one in view.ours] == [("A. Vidal", 2), ("M. Ibáñez", 2)]
    assert len(view.table().rows) == 8


def test_that_a_holder_who_never_met_them_has_no_depth_and_who_meets_them_more_is_told() -> None:
    facts = people((("Ada", "CEO", "approver", "general", True, "1", 30, "P1"),
                    ("Ben", "CFO", "decider", "general", True, "not_met", 30, "P1")))  # fmt: skip
    calls = tuple(an_interaction(id=f"M{n}", account_id="ACCOUNT", happened_on=AS_OF, participants=("C00",),
                                 person_id="P2") for n in range(4))  # fmt: skip
    met = tuple(one for one in facts.interactions if one.participants == ("C00",))
    view = coverage_chart(replace(facts, interactions=(*met, *calls)), DEFAULT, as_of=AS_OF, option="people")
    ben = next(row for row in view.rows if row.card.name == "Ben")
    assert [(c.value, c.stale, c.holds) for c in ben.depths] == [(0, False, True), (0, False, False)]
    assert (ben.days, ben.flag) == (None, "held, never met")
    assert view.foot == ("People met · held", "1·2", "1·0")
    assert "Meets more than the named holder: M. Ibáñez with Ada, depth 3 against 1" in [text for _, text in view.flags]


@pytest.mark.parametrize(
    ("approver", "title"),
    [
        (("approver", "0"), "Ada, general approver, not with us for 10 days"),
        (("approver", None), "Ada, general approver, is not assessed"),
        (("supporter", "0"), "The general approver is unknown"),
        (("approver", "1"), "Open longest: Cleo, user, for 90 days"),
    ],
)
def test_that_who_decides_outweighs_who_is_open_longest(approver: tuple[str, str | None], title: str) -> None:
    role, level = approver
    told = (("Ada", "", role, "general", None, level, 10, "P1"), ("Ben", "", "decider", "general", None, "1", 10, "P1"),
            ("Cleo", "", "user", "general", None, "0", 90, "P1"))  # fmt: skip
    assert decision_chain(people(told), DEFAULT, as_of=AS_OF).title == title


def test_that_a_step_counts_as_what_is_known_and_an_opponent_is_not_hidden() -> None:
    def user(*levels: str | None) -> tuple[str, str]:
        told = ((f"N{n}", "", "user", "general", None, level, 10, "") for n, level in enumerate(levels))
        step = next(s for s in decision_chain(people(told), DEFAULT, as_of=AS_OF).steps if s.card)
        return step.card.name if step.card else "", step.state

    assert user(None, "not_met", "1", "0") == ("N2", "with_us")
    assert user(None, "2", "-1") == ("N2", "open")
