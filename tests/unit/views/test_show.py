# SPDX-License-Identifier: Apache-2.0
"""The show as a value: moving, freezing, covering, jumping, and its clock (ux 4)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.views.show import (
    ChartTimes,
    Frame,
    ShowClock,
    ShowState,
    ask_end,
    begin,
    digit,
    enter,
    minutes_text,
    press,
    walk,
    with_steps,
)

VERBS = ("next", "back", "first", "last", "table", "veil", "freeze", "peek", "overview", "leave", "black", "white")


def _do(state: ShowState, *verbs: str) -> ShowState:
    for verb in verbs:
        state = press(state, verb)
    return state


@pytest.fixture
def state() -> ShowState:
    return begin((1, 2, 1))


def test_that_a_show_needs_a_chart() -> None:
    with pytest.raises(ValueError, match="needs a chart"):
        begin(())


def test_that_steps_come_before_the_next_chart_and_back_enters_a_chart_in_full(state: ShowState) -> None:
    way = [_do(state, *["next"] * n).at for n in range(5)]
    assert [(frame.slide, frame.step) for frame in way] == [(0, 0), (1, 0), (1, 1), (2, 0), (2, 0)]
    assert _do(state, "last", "back").at == Frame(slide=1, step=1)
    assert (state.follows, state.before) == (Frame(slide=1), None)
    assert _do(state, "last").follows is None


def test_that_the_audience_keeps_its_picture_while_frozen_and_catches_up_after(state: ShowState) -> None:
    frozen = _do(state, "freeze", "next", "next", "table")
    assert frozen.seen == Frame()
    assert frozen.at == Frame(slide=1, step=1, table=True)
    assert press(frozen, "freeze").seen == frozen.at


@pytest.mark.parametrize("verb", [v for v in VERBS if v not in {"black", "white"}])
def test_that_every_key_only_brings_the_picture_back_from_black(state: ShowState, verb: str) -> None:
    black = _do(state, "next", "black")
    assert black.blank == "black"
    assert press(black, verb) == _do(state, "next")
    assert digit(black, "3") == enter(black) == _do(state, "next")


def test_that_black_and_white_take_each_others_place(state: ShowState) -> None:
    assert _do(state, "black", "white").blank == "white"
    assert _do(state, "white", "white").blank == ""


def test_that_the_veil_also_covers_a_frozen_picture(state: ShowState) -> None:
    assert _do(state, "freeze", "next", "veil").seen == Frame(veiled=True)
    assert _do(state, "veil", "next").at == Frame(slide=1, veiled=True)
    assert not _do(state, "veil", "next", "veil").seen.veiled


def test_that_a_number_and_enter_jump_and_an_unknown_number_is_forgotten(state: ShowState) -> None:
    assert enter(digit(state, "3")).at.slide == 2
    assert enter(digit(digit(state, "0"), "2")).at.slide == 1
    wrong = enter(digit(digit(state, "4"), "2"))
    assert (wrong.at, wrong.digits) == (state.at, "")
    assert enter(state).at.slide == 1  # nothing typed: Enter goes on
    assert _do(digit(state, "3"), "leave").digits == ""
    assert press(digit(state, "3"), "next").digits == ""


def test_that_the_overview_is_walked_and_entered_or_left(state: ShowState) -> None:
    opened = press(state, "overview")
    assert walk(opened, 9).chosen == 2
    assert enter(_do(opened, "next", "next")).at.slide == 2
    assert _do(opened, "next", "leave") == replace(state, chosen=None)
    assert _do(opened, "last").chosen == 2


def test_that_peeking_shows_hidden_steps_to_the_presenter_alone(state: ShowState) -> None:
    peeking = _do(state, "next", "peek")
    assert peeking.mine == Frame(slide=1, step=1)
    assert peeking.seen == Frame(slide=1, step=0)
    assert not press(state, "peek").peek  # nothing is hidden in a chart of one step
    assert not _do(peeking, "next").peek


def test_that_the_table_is_left_with_the_chart_and_by_escape(state: ShowState) -> None:
    assert _do(state, "table", "next").at == Frame(slide=1)
    assert _do(state, "table", "leave").at == Frame()


def test_that_a_customers_show_is_black_before_it_asks(state: ShowState) -> None:
    asked = ask_end(state)
    assert (asked.blank, asked.ending) == ("black", True)
    assert press(asked, "leave") == state


@given(st.lists(st.sampled_from([*VERBS, "enter", *"0123456789"]), max_size=40))
def test_that_no_keys_lead_beside_the_show_or_change_a_frozen_picture(keys: list[str]) -> None:
    state = begin((2, 1, 3))
    for key in keys:
        before = state
        state = digit(state, key) if key.isdigit() else enter(state) if key == "enter" else press(state, key)
        assert 0 <= state.at.slide < 3
        assert 0 <= state.at.step < state.steps[state.at.slide]
        assert len(state.digits) <= 2
        if before.held and state.held:
            assert replace(state.held, veiled=False) == replace(before.held, veiled=False)


def test_that_the_clock_starts_once_pauses_and_counts_over() -> None:
    clock = ShowClock(duration=1800)
    assert clock.elapsed(99) == 0
    clock = clock.start(100).start(500)
    assert clock.elapsed(160) == 60
    paused = clock.toggle(160)
    assert paused.elapsed(1000) == 60
    assert paused.pause(1000) == paused
    assert paused.toggle(1000).elapsed(1010) == 70
    assert (clock.phase(200), clock.phase(1600), clock.phase(2030)) == ("", "last", "over")
    assert minutes_text(clock.left(2030)) == "−02:10"
    assert clock.reset(700).elapsed(710) == 10
    assert paused.reset(1000).elapsed(2000) == 0


def test_that_times_read_as_minutes_and_hours() -> None:
    assert [minutes_text(n) for n in (0, 723, 3723, -0.5, -130)] == ["00:00", "12:03", "1:02:03", "−00:00", "−02:10"]


def test_that_each_chart_has_its_own_time() -> None:
    times = ChartTimes(spent={}).at(0, 10).at(1, 25).at(None, 40).at(0, 100)
    assert [times.of(n, 103) for n in range(3)] == [18, 15, 0]


def test_that_a_closing_page_comes_and_goes_at_the_end(state: ShowState) -> None:
    at_end = _do(state, "last")
    assert at_end.follows is None
    grown = with_steps(at_end, (1, 2, 1, 1))
    assert (grown.at, grown.follows) == (at_end.at, Frame(slide=3))
    on_it = _do(grown, "next", "freeze", "overview")
    assert (on_it.held, on_it.chosen) == (Frame(slide=3), 3)
    gone = with_steps(on_it, (1, 2, 1))
    assert (gone.at.slide, gone.seen.slide, gone.chosen) == (2, 2, 2)
