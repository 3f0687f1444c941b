# SPDX-License-Identifier: Apache-2.0
"""Marks, people, equipment and corrections of quick capture."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.rules.capture import types as kinds
from planner.rules.capture.reader import Reader
from planner.rules.capture.types import Read, Score, Someone, Thing
from tests.unit.rules.capture_sentences import found, known, left

READER = Reader(known("en"))


def _read(text: str) -> Read:
    return READER.read(text)


@pytest.mark.parametrize(
    "text",
    [
        "load > 95 %", "~20 °C", "mail a@b.org", "issue #204", "R1 -> R2 => x", "great!3x4ers", "!3x4m", "a!3x4",
        "~half the stores", "5>AV", ">95 %", "price >AV 5", "load >limit",
        "> Please check R2 Fri", "temp >MAX for 2 h", "Warning! 3x4 grid",
        "@", "#", ">", "~", "!", "!!3x4", "C#", "x ~ y", "https://a.b/#top",
    ],
)  # fmt: skip
def test_that_what_only_looks_like_a_mark_is_none(text: str) -> None:
    marks = (kinds.ACTION, kinds.SCORE, kinds.PERSON, kinds.TOPIC, kinds.TRIGGER, kinds.STEP)
    assert [one for one in _read(text).readings if one.kind in marks] == []
    assert _read(text).prose == text


def test_that_no_sign_is_left_where_a_mark_or_a_day_was() -> None:
    assert (_read("(!3x4)").prose, _read("!3x4!").prose) == ("", "")
    assert _read("R1 ok,!3x4, >AV call Fri").prose == "R1 ok,"
    for text in (">AV order module (Fri)", ">AV order module - Fri", ">AV: order module, Fri!"):
        assert (_read(text).first(kinds.ACTION), _read(text).first(kinds.DUE)) == ("order module", date(2026, 11, 27))


def test_that_initials_are_capitals() -> None:
    assert _read("@Mr Smith called").first(kinds.PERSON) is None
    assert _read("@MR called").first(kinds.PERSON) == "Marta Ruiz"
    assert _read(">av order").first(kinds.OWNER) is None


def test_that_the_text_without_its_marks_stays_as_the_finding() -> None:
    read = _read("@J. Paz says the fan is loud !2x3 since spring. >AV oil it Fri\nMore later.")
    assert read.prose == "J. Paz says the fan is loud since spring.\nMore later."


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        (">AV order module 31/02", kinds.DUE, "no such day"),
        ("!6x4", kinds.SCORE, "1 to 5"),
        ("!3x4 and !2x2", kinds.SCORE, "more than one rating"),
        ("@Ruiz", kinds.PERSON, "not sure who"),
        ("@Nemo Neu", kinds.PERSON, "Nobody here"),
        (">XY look", kinds.OWNER, "Nobody here"),
        (">Paz look", kinds.OWNER, "one of theirs"),
        (">AV call @J. Paz Fri", kinds.PERSON, "something to do"),
        ("~if R1, R2 or R3 fail, call NOC", kinds.TRIGGER, "not clear"),
        ("~start set ~call NOC", kinds.STEP, "a plan already"),
        ("R2 91 % then 95 %", kinds.MEASURE, "More than one value"),
        ("R2 failed and is OK.", kinds.RESULT, "More than one result"),
        (">王明看一下", kinds.OWNER, "not sure who"),
    ],
)
def test_that_what_is_not_sure_is_left_as_text_and_says_why(text: str, kind: str, why: str) -> None:
    reader = Reader(known("zh")) if "王" in text else READER
    unread = [one for one in reader.read(text).readings if one.kind == kind and one.value is None]
    assert unread
    assert unread[0].why is not None
    assert why in unread[0].why.text()


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("@E. Ruiz", "E. Ruiz"), ("@e ruiz was there", "E. Ruiz"), ("@Paz's boss", "J. Paz"), ("@JP", "J. Paz"),
        ("@Marta Ruiz", "Marta Ruiz"), ("@Marta", "Marta Ruiz"), ("@陈丽华说", "陈丽华"), ("＠林志明", "林志明"),
    ],
)  # fmt: skip
def test_that_a_person_is_known_by_name_part_and_initials(text: str, who: str) -> None:
    assert _read(text).first(kinds.PERSON) == who


@pytest.mark.parametrize(
    ("text", "trigger", "step"),
    [
        ("~if >95 % switch to generator", ">95 %", "switch to generator"),
        ("~>95 % switch to generator", ">95 %", "switch to generator"),
        ("~over 95 %: start set", "over 95 %", "start set"),
        ("~if mains fails, start the set", "mains fails", "start the set"),
        ("~if mains fails then call NOC then start set", "mains fails", "call NOC then start set"),
        ("~switch to generator then call NOC", None, "switch to generator then call NOC"),
        ("~mains lost -> start set", "mains lost", "start set"),
        ("~if mains fails", "mains fails", None),
        ("~si cae la red, usar el grupo", "cae la red", "usar el grupo"),
        ("~call NOC if mains fails", "mains fails", "call NOC"),
        ("~if temperature > 30 °C, open doors and call the NOC", None, None),
        ("~If mains fails: start set; then call NOC", "mains fails", "start set; then call NOC"),
        ("~if mains fails start generator", "mains fails", "start generator"),
        ("~if two fans fail call NOC", "two fans fail", "call NOC"),
        ("~si falla la red arrancar el grupo", "falla la red", "arrancar el grupo"),
        ("~断电时启动发电机", "断电", "启动发电机"),
        ("～如果断电就启动发电机", "断电", "启动发电机"),
    ],
)
def test_that_a_contingency_is_cut_into_trigger_and_step(text: str, trigger: str | None, step: str | None) -> None:
    read = _read(text)
    assert (read.first(kinds.TRIGGER), read.first(kinds.STEP)) == (trigger, step)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R2 fail", ("asset: Rectifier R2", "result: fail")),
        ("R1 and R2 failed", ("asset: Rectifier R1", "result: fail", "asset: Rectifier R2", "result: fail")),
        ("R2 did not fail", ("asset: Rectifier R2",)),
        ("R2 failover works", ("asset: Rectifier R2",)),
        ("R2 failed last year", ("asset: Rectifier R2",)),
        ("R2 OK?", ("asset: Rectifier R2",)),
        ("R1 feeds R2", ()),
        ("R22 fail", ()),
        ("the limit of R2 is 80 %", ("asset: Rectifier R2",)),
        ("R2 up 5 %", ("asset: Rectifier R2",)),
        ("R2 18-24 °C", ("asset: Rectifier R2",)),
        ("R2 48 V bus is warm", ("asset: Rectifier R2",)),
        ("R2 failed but recovered", ("asset: Rectifier R2",)),
        ("R2 failed? no", ("asset: Rectifier R2",)),
        ("replaced R2, failed module sent back", ("asset: Rectifier R2",)),
        ("R2 fail count 3", ("asset: Rectifier R2",)),
        ("room R2 is wet", ()),
        ("UPS 1负载由80%升到91%", ("asset: UPS 1",)),
        ("UPS 1昨天故障过", ("asset: UPS 1",)),
        ("R2 fan faulty, R2 itself ok", ("asset: Rectifier R2", "asset: Rectifier R2")),
        ("R2 at 48,2 V", ("asset: Rectifier R2", "reading: 48,2 V")),
        ("核心交换机B不正常", ("asset: 核心交换机 B",)),
        ("R2 fails if mains drops", ("asset: Rectifier R2",)),
        ("R2 fails again, if mains drops", ("asset: Rectifier R2",)),
        ("R2 fail light is off", ("asset: Rectifier R2",)),
        ("R2 failed: 0", ("asset: Rectifier R2",)),
        (
            "R2 failed ~if >95 % start the set",
            ("asset: Rectifier R2", "result: fail", "trigger: >95 %", "step: start the set"),
        ),
        ("R2 93%-95% load", ("asset: Rectifier R2",)),
        ("R2 93 % - 95 %", ("asset: Rectifier R2",)),
        ("R2 -48 V", ("asset: Rectifier R2", "reading: -48 V")),
        ("SAI V rota el registro", ("asset: SAI V",)),
        ("SAI V falla si cae la red", ("asset: SAI V",)),
        ("SAI V entre 93 % y 95 %", ("asset: SAI V",)),
        ("UPS 1在85%和91%之间", ("asset: UPS 1",)),
        ("UPS 1故障灯不亮", ("asset: UPS 1",)),
        ("UPS 1故障0次", ("asset: UPS 1",)),
        ("UPS 1故障已排除", ("asset: UPS 1",)),
        ("UPS 1停电时故障", ("asset: UPS 1",)),
        ("UPS 1负载85%-91%", ("asset: UPS 1",)),
        ("UPS 1故障，整流器R3正常", ("asset: UPS 1", "result: fail", "asset: 整流器 R3", "result: pass")),
    ],
)
def test_that_only_what_is_plainly_said_of_equipment_counts(text: str, expected: tuple[str, ...]) -> None:
    assert sorted(found(_read(text))) == sorted(expected)


def test_that_of_namesakes_the_one_at_the_site_of_the_visit_counts() -> None:
    things = (Thing(id="n", name="UPS 1", site_id="north"), Thing(id="s", name="UPS 1", site_id="south"))
    anywhere = replace(known("en"), assets=things)
    assert left(Reader(anywhere).read("UPS 1 failed")) == ("asset: UPS 1",)
    assert Reader(replace(anywhere, site_id="south")).read("UPS 1 failed").first(kinds.ASSET) == "s"


def test_that_a_plain_word_is_equipment_only_as_it_is_written() -> None:
    reader = Reader(replace(known("en"), assets=(Thing(id="g", name="Generator"),)))
    assert reader.read("the generator room is wet").readings == ()
    assert reader.read("Generator failed").first(kinds.RESULT) == "fail"


def test_that_namesakes_among_us_are_not_guessed() -> None:
    twins = (Someone(id="1", name="Anna Visser"), Someone(id="2", name="Arne Voss"))
    read = Reader(replace(known("en"), ours=twins)).read(">AV look")
    (owner,) = (one for one in read.readings if one.kind == kinds.OWNER)
    assert (owner.value, owner.choices) == (None, ("1", "2"))
    assert read.first(kinds.ACTION) == "AV look"


# -- corrections


def test_that_a_day_can_be_corrected_and_the_correction_stays_while_other_words_change() -> None:
    read = _read(">AV order module Fri")
    (due,) = read.of(kinds.DUE)
    fixes = {due.key: date(2026, 12, 4)}
    longer = READER.read("R2 is hot. >AV order two modules Fri", fixes)
    (fixed,) = longer.of(kinds.DUE)
    assert (fixed.value, fixed.fixed) == (date(2026, 12, 4), True)
    assert date(2026, 11, 27) in fixed.others
    assert longer.first(kinds.ACTION) == "order two modules"


def test_that_a_day_left_as_text_goes_back_into_the_action() -> None:
    (due,) = _read(">AV order module Fri").of(kinds.DUE)
    read = READER.read(">AV order module Fri", {due.key: None})
    assert read.first(kinds.ACTION) == "order module Fri"
    assert read.first(kinds.DUE) is None


def test_that_a_day_that_was_not_sure_can_be_chosen() -> None:
    text = ">AV order fans next Tuesday"
    (due,) = (one for one in _read(text).readings if one.kind == kinds.DUE)
    read = READER.read(text, {due.key: due.choices[1]})
    assert (read.first(kinds.ACTION), read.first(kinds.DUE)) == ("order fans", date(2026, 12, 1))


def test_that_what_is_left_as_text_stays_in_the_finding() -> None:
    text = "Hot !3x4 >AV order Fri ~if >95 % switch to set"
    read = _read(text)
    fixes = {one.key: None for one in read.readings if one.kind in {kinds.SCORE, kinds.ACTION, kinds.TRIGGER}}
    again = READER.read(text, fixes)
    assert again.prose == text
    assert found(again) == ()


def test_that_an_owner_can_be_chosen_where_nobody_was_known() -> None:
    (owner,) = (one for one in _read(">XY look Fri").readings if one.kind == kinds.OWNER)
    read = READER.read(">XY look Fri", {owner.key: "Anna Visser"})
    assert (read.first(kinds.ACTION), read.first(kinds.OWNER)) == ("look", "Anna Visser")


def test_that_one_of_two_ratings_can_be_chosen() -> None:
    text = "!3x4 or !2x2"
    first = next(one for one in _read(text).readings if one.kind == kinds.SCORE)
    read = READER.read(text, {first.key: Score(3, 4)})
    assert (read.first(kinds.SCORE), read.prose) == (Score(3, 4), "or !2x2")
