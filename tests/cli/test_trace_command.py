# SPDX-License-Identifier: Apache-2.0
"""The trace on the command line: from a risk or a finding, in both directions."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, refused


@pytest.fixture
def file(todays_sample: Path) -> str:
    """The sample."""
    return str(todays_sample)


def test_that_a_trace_is_told_in_both_directions(run: Run, file: str) -> None:
    found = json.loads(run("trace", file, "r-07", "--json")[1])
    assert (found["kind"], found["entity"], found["at"], found["unbroken"]) == ("trace", "risk", "risk", True)
    assert [link["kind"] for link in found["back"]] == ["acknowledgement", "explanation", "finding", "check"]
    assert [link["kind"] for link in found["onward"]] == ["plan", "drill", "action", "reinspection"]
    assert len(found["links"]) == 9
    same = json.loads(run("trace", file, found["id"], "--json")[1])
    assert same == found
    check = json.loads(run("trace", file, "F-31", "--json")[1])
    assert (check["entity"], check["missing"]) == ("inspection_result", ["explanation", "acknowledgement", "plan"])
    assert check["links"][0]["records"][1]["files"][0]["caption"] == "Rectifier R2, display reads 91 %"
    rows = list(csv.DictReader(io.StringIO(run("trace", file, "R-12", "--csv")[1])))
    assert {row["kind"] for row in rows} == {link["kind"] for link in found["links"]}
    said = run("trace", file, "Rectifier overload")[1]
    assert "Contingency plan: No contingency plan (Add plan)" in said
    assert "nonesuch" in refused(run("trace", file, "nonesuch"))
