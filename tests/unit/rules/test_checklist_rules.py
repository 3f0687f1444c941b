# SPDX-License-Identifier: Apache-2.0
"""Facts about which template fits what, which checks are due, and how a limit reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.entities.reviews.checklist_template import ChecklistTemplate, TemplateItem
from planner.entities.reviews.inspection_result import InspectionResult
from planner.rules import checklist as rule
from planner.rules.asset_kinds import kind_of, known, word
from planner.rules.checklist import Line, Past, Place, spots
from planner.rules.inspect import judge
from planner.rules.limits import fault, reads_as
from tests.builders import a_checklist_template, an_asset, an_inspection_result

DAY = date(2026, 11, 2)


def a_template(key: str, *kinds: str, cadence: str = "each", **fields: object) -> ChecklistTemplate:
    """A template with two checks."""
    items = tuple(TemplateItem(key=f"{key}.{n}", item=f"{key} {n}", cadence=cadence) for n in "ab")
    return a_checklist_template(id=key, name=key, asset_kinds=kinds, items=items, **fields)


def a_place(*templates: ChecklistTemplate, kind: str = "", **assets: str) -> Place:
    """A site with equipment by id and kind."""
    made = tuple(an_asset(id=key, kind=kind) for key, kind in assets.items())
    return Place(site_kind=kind, assets=made, pool=templates)


def last_time(lines: tuple[Line, ...], **fields: object) -> tuple[InspectionResult, ...]:
    """The list as a review that is over."""
    wanted = [line.wanted for line in lines if line.wanted]
    return tuple(
        an_inspection_result(asset_id=w.asset_id, item=w.item.item, item_key=w.item.key, **fields) for w in wanted
    )


def texts(lines: tuple[Line, ...]) -> list[str]:
    """What is checked, each with its equipment."""
    found = []
    for line in lines:
        wanted, last = line.wanted, line.last
        item = wanted.item.item if wanted and (line.fresh or last is None) else last.item if last else ""
        asset = wanted.asset_id if wanted else last.asset_id if last else None
        found.append(f"{asset or '-'} {item}")
    return found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Core switch 1", "switch"),
        ("Enrutador", "router"),
        ("核心交换机", "switch"),
        ("交換器", "switch"),
        ("BATERIA", "battery"),
        ("grupo electrogeno", "generator"),
        ("Firewalls", "firewall"),
        ("data room", "data_centre"),
        ("机房", "data_centre"),
        ("Vending machine", "vending machine"),
        ("  ", ""),
        (None, ""),
    ],
)
def test_that_a_kind_is_known_in_three_languages_and_anything_else_stays_itself(text: str | None, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize("language", ["en", "es", "zh_CN", "zh_TW"])
def test_that_every_known_kind_has_a_word_that_means_it(language: str) -> None:
    assert [kind_of(word(kind, language)) for kind in known()] == list(known())


def test_that_the_place_comes_first_then_each_asset_and_earlier_findings_last() -> None:
    place_list = a_template("site")
    again = TemplateItem(key="site.z", item="again", group="earlier_findings")
    place_list = replace(place_list, items=(again, *place_list.items))
    place = a_place(place_list, a_template("net", "switch"), a1="Switch", a2="battery")
    assert texts(rule.compose(place.pool, place, Past(), DAY)) == [
        "- site a",
        "- site b",
        "a1 net a",
        "a1 net b",
        "- again",
    ]


def test_that_a_template_for_a_kind_of_place_hangs_on_the_site() -> None:
    room = a_template("room", "data centre")
    assert texts(rule.compose([room], a_place(room, kind="Server room"), Past(), DAY)) == ["- room a", "- room b"]
    assert rule.proposed(a_place(room, kind="store"), Past(), "en") == frozenset()
    chosen = rule.compose([room], a_place(room, kind=""), Past(), DAY)
    assert texts(chosen) == ["- room a", "- room b"], "whoever ticks it means it"
    inside = Place(site_kind="data room", assets=(an_asset(id="r1", kind="room"),), pool=(room,))
    assert texts(rule.compose([room], inside, Past(), DAY)) == ["- room a", "- room b"]
    assert texts(rule.compose([room], replace(inside, site_kind="store"), Past(), DAY)) == ["r1 room a", "r1 room b"]


def test_that_other_equipment_is_what_no_template_is_for() -> None:
    place = a_place(a_template("net", "switch"), a_template("rest", "other"), a1="switch", a2="lift", a3="")
    assert [a.id for a in rule.assets_of(place.pool[1], place)] == ["a2", "a3"]


def test_that_equipment_without_a_kind_is_known_by_its_name() -> None:
    assert rule.asset_kind(an_asset(kind=None, name="Battery W1")) == "battery"
    assert rule.asset_kind(an_asset(kind="", name="Box 7")) == ""
    assert rule.asset_kind(an_asset(kind="lift", name="Battery W1")) == "lift"


@pytest.mark.parametrize(
    ("cadence", "days", "due"),
    [
        ("each", 0, True),
        ("monthly", 26, False),
        ("monthly", 27, True),
        ("yearly", 334, False),
        ("yearly", 335, True),
        (None, 0, True),
    ],
)
def test_that_a_check_is_due_by_its_cadence(cadence: str | None, days: int, due: bool) -> None:
    assert rule.is_due(cadence, DAY - timedelta(days=days), DAY) is due
    assert rule.is_due(cadence, None, DAY)


def test_that_a_yearly_check_waits_unless_it_showed_something() -> None:
    template = a_template("net", "switch", cadence="yearly")
    place = a_place(template, a1="switch")
    first = rule.compose([template], place, Past(), DAY)
    past = Past(checks=last_time(first), checked={("a1", "net.a"): DAY, ("a1", "net.b"): DAY})
    later = DAY + timedelta(days=90)
    assert rule.compose([template], place, past, later) == ()
    failed = replace(past, open_spots=frozenset({("a1", "net.b")}))
    assert texts(rule.compose([template], place, failed, later)) == ["a1 net b"]
    assert len(rule.compose([template], place, past, DAY + timedelta(days=335))) == 2


def test_that_last_times_limit_holds_until_its_template_has_a_newer_version() -> None:
    template = a_template("net", "switch")
    place = a_place(template, a1="switch")
    own = an_inspection_result(asset_id="a1", item="net a", item_key="net.a", ok_range="< 60")
    past = Past(checks=(own,), versions={"net": 1})
    line = rule.compose([template], place, past, DAY)[0]
    assert (line.last, line.fresh) == (own, False)
    newer = replace(template, version=2)
    line = rule.compose([newer], replace(place, pool=(newer,)), past, DAY)[0]
    assert (line.last, line.fresh) == (own, True)


def test_that_a_check_taken_out_by_hand_stays_out_until_its_template_changes() -> None:
    template = a_template("net", "switch")
    place = a_place(template, a1="switch", a2="switch")
    whole = last_time(rule.compose([template], place, Past(), DAY))
    past = Past(checks=whole[1:], versions={"net": 1})
    assert texts(rule.compose([template], place, past, DAY)) == ["a1 net b", "a2 net a", "a2 net b"]
    newer = replace(template, version=2)
    assert "a1 net a" in texts(rule.compose([newer], replace(place, pool=(newer,)), past, DAY))
    monthly = replace(template, items=tuple(replace(item, cadence="monthly") for item in template.items))
    assert "a1 net a" in texts(rule.compose([monthly], replace(place, pool=(monthly,)), past, DAY)), "it was not due"


def test_that_checks_of_ones_own_stay_and_those_of_a_template_not_chosen_go() -> None:
    template = a_template("net", "switch")
    place = a_place(template, a1="switch")
    own = an_inspection_result(asset_id=None, item="Door sensor")
    gone = an_inspection_result(asset_id="sold", item="Fan")
    past = Past(checks=(*last_time(rule.compose([template], place, Past(), DAY)), own, gone))
    assert texts(rule.compose([], place, past, DAY)) == ["- Door sensor"]
    assert texts(rule.compose([template], place, past, DAY)) == ["a1 net a", "a1 net b", "- Door sensor"]


def test_that_a_check_is_known_again_by_its_words_where_it_had_no_key() -> None:
    template = a_template("net", "switch")
    place = a_place(template, a1="switch")
    old = an_inspection_result(asset_id="a1", item="NET  a")
    lines = rule.compose([template], place, Past(checks=(old,)), DAY)
    assert [line.last for line in lines] == [old]
    assert spots("a1", None, "NET  a") == spots("a1", "", "net a")


def test_that_a_first_review_is_ticked_with_what_fits_and_the_next_with_what_was_used() -> None:
    net, power, site = a_template("net", "switch"), a_template("power", "battery"), a_template("site")
    place = a_place(net, power, site, a1="switch")
    assert rule.proposed(place, Past(), "en") == {"net", "site"}
    past = Past(checks=last_time(rule.compose([net], place, Past(), DAY)))
    assert rule.proposed(place, past, "en") == {"net"}
    more = a_place(net, power, site, a1="switch", b1="battery")
    assert rule.proposed(more, past, "en") == {"net", "power"}, "new equipment brings its template"


def test_that_of_a_template_in_two_languages_the_readers_is_ticked() -> None:
    english = a_template("net", "switch", language="en", origin="starter")
    spanish = replace(english, id="red", name="red", language="es")
    place = a_place(english, spanish, a1="switch")
    assert rule.proposed(place, Past(), "es") == {"red"}
    own = replace(english, id="own", origin="own")
    assert rule.proposed(replace(place, pool=(*place.pool, own)), Past(), "es") == {"own"}


@pytest.mark.parametrize(
    ("limit", "unit", "words"),
    [
        ("18-24", "°C", "from 18 to 24 °C"),
        ("18–24 °C", "°C", "from 18 to 24 °C"),
        ("< 80", "%", "below 80 %"),
        ("≤ 5", "Ω", "at most 5 Ω"),
        (">= 24", "h", "at least 24 h"),
        ("> 60", None, "above 60"),
        ("0", "", "exactly 0"),
        ("-0.05 to 0.05", "ppm", "from -0.05 to 0.05 ppm"),
        (">= 22.4.1", None, "at least 22.4.1"),
        ("OK", None, "the word “OK”"),
    ],
)
def test_that_a_limit_is_said_in_words(limit: str, unit: str | None, words: str) -> None:
    found = reads_as(limit, unit)
    assert found is not None
    assert found.text() == words
    assert fault(limit) is None


@pytest.mark.parametrize("limit", ["24-18", ">= abc", "< 80 < 90", "18--24", "- -", "<", "80 >"])
def test_that_a_limit_that_cannot_be_read_says_so(limit: str) -> None:
    assert fault(limit) is not None
    assert reads_as(limit) is None


@pytest.mark.parametrize("limit", [None, "", "  "])
def test_that_no_limit_is_no_fault(limit: str | None) -> None:
    assert fault(limit) is None
    assert reads_as(limit) is None


@pytest.mark.parametrize(("limit", "good", "bad"), [("18-24", "20", "25"), ("-0.05 to 0.05", "-0.01", "0.06")])
def test_that_what_reads_well_also_judges(limit: str, good: str, bad: str) -> None:
    assert (judge(good, limit), judge(bad, limit)) == ("pass", "fail")
