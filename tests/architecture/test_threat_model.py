# SPDX-License-Identifier: Apache-2.0
"""The table of faults names every fault once, and only tests, harnesses and modules that there are."""

from __future__ import annotations

import re
from pathlib import Path

from tests.crash.run import HARNESSES

ROOT = Path(__file__).resolve().parents[2]
STATES = ("shown", "built", "partly", "later", "outside")
FAULTS = 83
_CODE, _QUOTED = re.compile(r"`([^`]+)`"), re.compile(r'"([a-z-]+)"')


def rows() -> list[list[str]]:
    text = (ROOT / "docs/THREAT-MODEL.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if re.match(r"\| \d", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_that_every_fault_has_one_line_with_a_status() -> None:
    assert [int(row[0]) for row in rows()] == list(range(1, FAULTS + 1))
    for number, *_rest, proof, state in rows():
        assert state.split(":")[0] in STATES, number
        assert not state.startswith("shown") or _CODE.search(proof) or _QUOTED.search(proof), number


def test_that_what_the_table_names_is_there() -> None:
    for number, _fault, _does, where, proof, _state in rows():
        for name in _CODE.findall(where):
            assert any((ROOT / base / name).exists() for base in ("planner", ".")), (number, name)
        for name in _CODE.findall(proof):
            assert (ROOT / "tests" / name).exists(), (number, name)
        for name in _QUOTED.findall(proof):
            assert name in HARNESSES, (number, name)
