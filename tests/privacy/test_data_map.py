# SPDX-License-Identifier: Apache-2.0
"""The map of personal data in docs/PRIVACY.md is what the specs say.

Written anew with "python -m tests.privacy.test_data_map".
"""

from __future__ import annotations

from pathlib import Path

from planner.entities.personal import ABOUT, PEOPLE, sort_of
from planner.entities.registry import BY_NAME, ENTITIES
from planner.entities.spec import Kind

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "PRIVACY.md"
BEGIN, END = "<!-- data map: begin -->\n", "<!-- data map: end -->"
SORTS = ("about", "reference", "words", "text")


def table() -> str:
    """The map as it should stand there."""
    lines = ["| table | about | reference | words | text |", "|---|---|---|---|---|"]
    for spec in ENTITIES:
        cells = {sort: [f"`{f.name}`" for f in spec.fields if sort_of(spec, f) == sort] for sort in SORTS}
        if any(cells.values()):
            lines.append(f"| `{spec.table}` | " + " | ".join(" ".join(cells[s]) or "–" for s in SORTS) + " |")
    return "\n".join(lines) + "\n"


def test_that_the_map_of_personal_data_is_what_the_specs_say() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text.partition(BEGIN)[2].partition(END)[0] == table()


def test_that_every_field_that_could_name_somebody_is_on_the_map() -> None:
    left_out = {"sha256", "media_type", "hash", "body", "target_field"}
    for spec in ENTITIES:
        for field in spec.fields:
            can_hold = field.kind is Kind.NOTE or field.ref in PEOPLE or (field.kind is Kind.TEXT and field.editable)
            if can_hold and field.name not in left_out:
                assert sort_of(spec, field), f"{spec.name}.{field.name}"


def test_that_whatever_requires_a_person_goes_with_them() -> None:
    for kind in PEOPLE:
        for spec in ENTITIES:
            required = [f.name for f in spec.fields if f.ref == kind and f.required]
            assert not required or ABOUT[kind][spec.name] in required
    assert all(BY_NAME[name] for kinds in ABOUT.values() for name in kinds)


if __name__ == "__main__":
    whole = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = whole.partition(BEGIN)
    DOCUMENT.write_text(before + BEGIN + table() + END + rest.partition(END)[2], encoding="utf-8")
