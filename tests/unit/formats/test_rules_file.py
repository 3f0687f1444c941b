# SPDX-License-Identifier: Apache-2.0
"""A ruleset as a file: everything comes back, every fault names its key, and nothing is taken over by halves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.formats.rules_file import Head, read, read_path, write
from planner.kernel.errors import PlannerError
from planner.kernel.text import LANGUAGES, speaking
from planner.rules.rule_checks import check
from planner.rules.ruleset import DEFAULT, DayOff, LossRange, Rules
from planner.rules.terms import cells, differences, groups, value_of

START = 'format = "waterline-rules 1"\n'
WITH_MONEY = replace(
    DEFAULT,
    risk=replace(
        DEFAULT.risk,
        currency="EUR",
        losses=(
            LossRange(impact=4, low_minor=10_000_000, high_minor=50_000_050),
            LossRange(impact=4, low_minor=1, high_minor=2, site_id="01J"),
        ),
    ),
    work=replace(
        DEFAULT.work,
        working_days=(0, 1, 2, 6),
        days_off=(DayOff(on="2026-12-25", name='The "day"\t\\ 元旦'), DayOff(on="2027-01-01")),
    ),
)


@pytest.mark.parametrize("language", [code for code, _ in LANGUAGES])
@pytest.mark.parametrize("rules", [DEFAULT, WITH_MONEY])
def test_that_what_is_written_is_read_back_in_every_language(rules: Rules, language: str) -> None:
    head = Head(name="Ours “2027”", version=3, adopted_on=date(2026, 11, 2), reason="It\nwas asked")
    with speaking(language):
        text = write(rules, head)
    found = read(text.encode(), DEFAULT)
    assert found.rules == (rules if rules is DEFAULT else replace(rules, work=found.rules.work))
    assert [day.on for day in found.rules.work.days_off] == [day.on for day in rules.work.days_off]
    assert (found.head.name, found.head.version, found.head.hash) == (head.name, 3, rules.hash)
    assert found.head.reason == "It was asked"


def test_that_a_file_tells_whether_its_numbers_were_changed() -> None:
    text = write(DEFAULT, Head(name="x"))
    assert not read(text.encode(), DEFAULT).edited
    changed = read(text.replace("healthy_from = 80", "healthy_from = 85").encode(), DEFAULT)
    assert changed.edited
    assert [(one.path, one.now, one.other) for one in differences(changed.rules)] == [("health.healthy_from", 85, 80)]


def test_that_every_rule_of_the_program_is_in_the_file_with_a_comment() -> None:
    named = {f"{group.name}.{term.name}" for group in groups() for term in group.terms}
    every = {f"{name}.{part}" for name in Rules.__dataclass_fields__ if name != "hash"
             for part in getattr(DEFAULT, name).__dataclass_fields__}  # fmt: skip
    assert named == every
    lines = write(WITH_MONEY, Head(name="x")).splitlines()
    for group in groups():
        assert lines[lines.index(f"[{group.name}]") - 1].startswith("# ")
        for term in group.terms:
            at = next(i for i, line in enumerate(lines) if line.startswith((f"{term.name} =", f"{term.name}.")))
            assert lines[at - 1].startswith("# "), term.name


def test_that_what_a_file_leaves_out_stays_as_it_is() -> None:
    found = read((START + "[health.weights]\nrelation = 40\n").encode(), WITH_MONEY).rules
    assert found == replace(WITH_MONEY, health=replace(DEFAULT.health, weights=(("relation", 40),
                            *DEFAULT.health.weights[1:])))  # fmt: skip


def test_that_a_file_in_another_currency_keeps_the_figures_of_amounts_it_does_not_name() -> None:
    found = read((START + '[risk]\ncurrency = "JPY"\n').encode(), WITH_MONEY).rules
    assert (found.risk.currency, found.risk.losses[0].low_minor) == ("JPY", 100_000)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "“format”"),
        ('format = "waterline-rules 9"', "“format”"),
        ("format = 1", "“format”"),
        (START + "name = 3", "“name”"),
        (START + "wealth = 3", "“wealth”: this key is not known"),
        (START + "[wealth]\nx=1", "“wealth”: this key is not known"),
        (START + "[health]\ncolour = 1", "“health.colour”: this key is not known"),
        (START + "health = 3", "“health”: a table"),
        (START + "[health]\nweights = 3", "“health.weights”: a table"),
        (START + "[health.weights]\nluck = 3", "“health.weights.luck”: this key is not known"),
        (START + "[health.weights]\nrelation = -3", "“health.weights.relation”: a whole number from 0 to 100"),
        (START + "[health.weights]\nrelation = 30.5", "not 30.5"),
        (START + "[health.weights]\nrelation = true", "“health.weights.relation”"),
        (START + '[health]\nwatch_from = "60"', "“health.watch_from”"),
        (START + "[health]\nwatch_from = nan", "“health.watch_from”"),
        (
            START + "[health]\nwatch_from = 90",
            "“health.watch_from”: 90 must be below “health.healthy_from”, which is 80",
        ),
        (START + "[health]\nweights = {relation=0,satisfaction=0,service=0,network=0,needs=0}", "“health.weights”: at"),
        (START + "[relation]\nstrategic = {key=0,general=0,organisational=0}", "“relation.strategic”: at least one"),
        (START + "[value.weights]\nvalidated = 50", "“value.weights”: the weights must sum to 100, not 110"),
        (START + "[key_relation]\nfreshness = []", "“key_relation.freshness”: a list"),
        (
            START + "[key_relation]\nfreshness = [{days=9, percent=50},{days=9, percent=50}]",
            "freshness.1.days”: 9 must",
        ),
        (START + "[key_relation]\nfreshness = [{days=9}]", "“key_relation.freshness.1.percent”"),
        (START + "[key_relation]\nfreshness = [{days=9, percent=50, x=1}]", "“key_relation.freshness.1.x”"),
        (
            START + "[satisfaction]\nages = [{days=9, percent=50},{days=19, percent=60}]",
            "“satisfaction.ages.2.percent”",
        ),
        (START + "[satisfaction]\nages = [{days=9, percent=50},{days=19, percent=0}]", "“satisfaction.ages.2.percent”"),
        (START + "[cadence.network_review]\nD = 3", "“cadence.network_review.D”"),
        (START + "[cadence]\ndue_from = 70", "“cadence.soon_from”: 80 must not be above “cadence.due_from”"),
        (START + "[network.high]\nopen = 5", "“network.high.drilled”: 7 must not be above “network.high.open”"),
        (START + "[network]\nkinds = ['lucky']", "“network.kinds”: choose from technical"),
        (START + "[risk]\nhigh_from = 4", "“risk.medium_from”: 5 must be below “risk.high_from”, which is 4"),
        (START + "[risk]\nchances = [{from=0,to=9}]", "“risk.chances”: a list of 5"),
        (START + "[risk]\ncurrency = 'euro'", "“risk.currency”"),
        (START + "[risk]\nlosses = [{impact=1, low=1, high=2}]", "“risk.losses”: amounts need a currency"),
        (START + "[risk]\ncurrency='EUR'\nlosses = [{impact=9, low=1, high=2}]", "“risk.losses.1.impact”"),
        (START + "[risk]\ncurrency='EUR'\nlosses = [{impact=1, low=3, high=2}]", "“risk.losses.1.low”"),
        (START + "[risk]\ncurrency='EUR'\nlosses = [{impact=1, low=inf, high=2}]", "“risk.losses.1.low”"),
        (START + "[work]\nworking_days = []", "“work.working_days”"),
        (START + "[work]\ndays_off = [{on = '2026-12-25'}]", "“work.days_off.1.on”: a date"),
        (START + "[escalation.targets.major]\nrespond = 2000", "“escalation.targets.major.respond”: 2000 must not"),
        (START + "x = )", "Line 2 can't be read"),
        (START + "x" * 3000, "Line 2 is too long"),
        (START + "x = " + "[\n" * 5000, "can't be read"),
        (START + "\n" * 300_000, "too large"),
    ],
)
def test_that_what_does_not_fit_is_named_in_a_sentence(text: str, named: str) -> None:
    with pytest.raises(PlannerError) as refused:
        read(text.encode(), DEFAULT)
    assert named in str(refused.value)
    assert str(refused.value).endswith("The rules in force stay as they are.")


@pytest.mark.parametrize("name", ["rules.txt", "rules.waterline", "gone.toml"])
def test_that_only_files_named_as_rules_are_opened(tmp_path: Path, name: str) -> None:
    if name != "gone.toml":
        (tmp_path / name).write_text(write(DEFAULT, Head(name="x")))
    with pytest.raises(PlannerError):
        read_path(tmp_path / name, DEFAULT)


def test_that_text_in_other_encodings_is_refused_and_a_mark_at_its_start_is_not() -> None:
    text = write(DEFAULT, Head(name="é"))
    assert read(text.encode("utf-8-sig"), DEFAULT).head.name == "é"
    with pytest.raises(PlannerError, match="UTF-8"):
        read(text.encode("utf-16"), DEFAULT)


@given(st.data())
def test_that_any_sound_rules_survive_the_file(data: st.DataObject) -> None:
    """Any one number changed to another one within its limits: refused with its key, or written and read back."""
    group = data.draw(st.sampled_from(groups()))
    term = data.draw(st.sampled_from(group.terms))
    found = term.shape.write(value_of(DEFAULT, group, term), "")
    if not isinstance(found, int | dict):
        return
    number = data.draw(st.integers(-200, 5000))
    changed = number if isinstance(found, int) else {**found, data.draw(st.sampled_from([*found])): number}
    try:
        value = term.shape.read(changed, value_of(DEFAULT, group, term), "x", "")
        rules = replace(DEFAULT, **{group.name: replace(getattr(DEFAULT, group.name), **{term.name: value})})
        check(rules)
    except PlannerError:
        return
    assert read(write(rules, Head(name="x")).encode(), DEFAULT).rules == rules
    assert cells(rules, group, term)


@given(st.binary(max_size=300))
def test_that_no_content_of_a_file_breaks_anything(content: bytes) -> None:
    with pytest.raises(PlannerError):
        read(content, DEFAULT)
