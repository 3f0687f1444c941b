# SPDX-License-Identifier: Apache-2.0
"""Facts about checklist files: what is read back, and how each fault is said."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.entities.reviews.checklist_template import TemplateItem
from planner.formats.checklist_file import FORMAT, MAX_BYTES, ChecklistFileError, read, read_file, write
from planner.formats.checklist_table import read_items, write_items
from planner.kernel.text import set_language
from tests.builders import a_checklist_template

HEAD = f'format = "{FORMAT}"\n'
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), max_size=40)
ITEMS = st.builds(
    TemplateItem,
    group=st.sampled_from(["power", "security"]),
    item=TEXTS.filter(lambda t: bool(t.strip())),
    unit=TEXTS,
    ok_range=st.sampled_from(["", "< 80", "18-24", "OK", "0"]),
    advice=TEXTS,
    cadence=st.sampled_from(["each", "monthly", "yearly"]),
    source=TEXTS,
)


def fault(text: str) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(ChecklistFileError) as caught:
        read(text)
    return str(caught.value)


@given(st.lists(ITEMS, max_size=4))
def test_that_what_is_written_is_read_back(items: list[TemplateItem]) -> None:
    made = a_checklist_template(
        name='Rooms "A"', asset_kinds=("router", "柜"), note="one\ntwo", version=7, items=tuple(items), language="es"
    )
    text = write([made])
    found = read(text)[0]
    assert (found.name, found.asset_kinds, found.note) == (made.name, made.asset_kinds, made.note)
    assert (found.version, found.language, tuple(found.items)) == (7, "es", _normal(items))
    tomllib.loads(text)


def _normal(items: list[TemplateItem]) -> tuple[TemplateItem, ...]:
    from dataclasses import replace

    from planner.safe.clean import clean_line

    return tuple(
        replace(
            i,
            item=clean_line(i.item),
            unit=clean_line(i.unit),
            advice=clean_line(i.advice),
            source=clean_line(i.source),
        )
        for i in items
    )


def test_that_a_text_in_several_languages_gives_the_readers_one() -> None:
    text = HEAD + '[[template]]\nname.en = "Room"\nname.es = "Sala"\n[[template.check]]\ncheck.en = "Door"\n'
    assert [(t.name, t.language, t.items[0].item) for t in read(text, "es")] == [("Sala", "es", "Door")]
    assert read(text, "zh_CN")[0].name == "Room"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Line 1: A checklist file begins with format"),
        ("[[template]]", "Line 1: A checklist file begins with format"),
        ('format = "other 2"', "Line 1, “format”: This version of Waterline reads"),
        (HEAD, "There is no template in this file."),
        (HEAD + "[[template.check]]", "Line 2: A check comes after the template"),
        (HEAD + "[[thing]]", "Line 2: Only the headings"),
        (HEAD + '[[template]]\ndomain = "power"', "Line 2, “name”: The template has no name."),
        (HEAD + '[[template]]\nname = "A"\ncolour = "red"', "Line 4: “colour” is not known here."),
        (HEAD + '[[template]]\nname = "A"\ndomain = "moon"', "Line 4, “domain”: One of data_network,"),
        (HEAD + '[[template]]\nname = "A"\nkinds = "router"', "Line 4, “kinds”: A list of up to"),
        (HEAD + '[[template]]\nname = "A"\nname = "B"', "Line 4, “name”: This was given before."),
        (HEAD + '[[template]]\nname = "A', "Line 3, “name”: The value can't be read."),
        (HEAD + '[[template]]\nname = """A\nB"""', "Line 3, “name”: The value can't be read."),
        (HEAD + "[[template]]\nname = 5", "Line 3, “name”: A text in quotation marks is needed."),
        (HEAD + '[[template]]\nname = "A"\nversion = true', "Line 4, “version”: A whole number from 1"),
        (HEAD + '[[template]]\nname.de = "A"', "Line 3, “name”: “de” is not one of the languages"),
        (HEAD + '[[template]]\nname = "A"\n[[template.check]]\nunit = "V"', "Line 4, “check”: The check has no name."),
        (
            HEAD + '[[template]]\nname = "A"\n[[template.check]]\ncheck = "B"\nlimit = "24-18"',
            "Line 6, “limit”: In “24-18”",
        ),
        (
            HEAD + '[[template]]\nname = "A"\n[[template.check]]\ncheck = "B"\nhow_often = "daily"',
            "Line 6, “how_often”",
        ),
        (HEAD + '[[template]]\nname = "A"\n[[template.check]]\ncheck = "B"\nkey = "a b"', "Line 6, “key”: A key has"),
        (HEAD + f'[[template]]\nname = "{"x" * 201}"', "Line 3, “name”: Up to 200 characters"),
        (HEAD + "[[template]]\n" + "x" * 9000, "Line 3: This line is longer than"),
        (HEAD + "[[template]]\nrm -rf /", "Line 3: A line reads like"),
        (HEAD + "[[template]]\nkinds = " + "[" * 3000, "Line 3, “kinds”: The value can't be read."),
        (HEAD + '[[template]]\nname = "A"\n' * 61, "A file holds up to 60 templates."),
    ],
)
def test_that_a_fault_is_said_with_its_line_and_field(text: str, said: str) -> None:
    sentence = fault(text)
    assert said in sentence
    assert sentence.endswith("Nothing was taken over.")


def test_that_two_checks_never_share_a_key() -> None:
    check = '[[template.check]]\nkey = "k"\ncheck = "B"\n'
    assert "Line 8, “key”: Another check" in fault(HEAD + '[[template]]\nname = "A"\n' + check * 2 + check)


def test_that_a_file_of_another_kind_or_size_is_refused_before_it_is_read(tmp_path: Path) -> None:
    other = tmp_path / "store.waterline"
    other.write_bytes(b"x")
    with pytest.raises(ChecklistFileError, match="is no checklist file"):
        read_file(other)
    big = tmp_path / "big.wlchecklist"
    big.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(ChecklistFileError, match="is larger than 1 MB"):
        read_file(big)
    foreign = tmp_path / "latin.wlchecklist"
    foreign.write_bytes(HEAD.encode() + b'[[template]]\nname = "\xe9"\n')
    with pytest.raises(ChecklistFileError, match="Line 3: This is not text in UTF-8"):
        read_file(foreign)


@given(st.binary(max_size=300))
def test_that_any_bytes_are_read_or_refused(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for head in ("", HEAD, HEAD + "[[template]]\nname = "):
        with suppress(ChecklistFileError):  # and nothing else comes out
            read(head + text)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_that_a_table_of_checks_is_read_back_in_another_language(tmp_path: Path, suffix: str) -> None:
    items = (
        TemplateItem(item="Load", group="power", unit="%", ok_range="< 80", cadence="yearly", source="own"),
        TemplateItem(item="Doors", group="security", advice="Try them"),
    )
    path = tmp_path / f"Rooms{suffix}"
    set_language("es")
    write_items(path, a_checklist_template(name="Rooms", items=items))
    set_language("en")
    found = read_items(path)
    assert (found.name, tuple(found.items)) == ("Rooms", items)


def test_that_a_table_says_which_row_is_at_fault(tmp_path: Path) -> None:
    path = tmp_path / "rooms.csv"
    path.write_text("Check,Limit\nLoad,< 80\nHeat,24-18\n", encoding="utf-8")
    with pytest.raises(ChecklistFileError, match="Line 3, “Limit”: In “24-18” the lower number comes first"):
        read_items(path)
    path.write_text("Name,Limit\nLoad,< 80\n", encoding="utf-8")
    with pytest.raises(ChecklistFileError, match="No column is called “Check”"):
        read_items(path)
