# SPDX-License-Identifier: Apache-2.0
"""What is said of an answer about known vulnerabilities: what was not looked up is never taken for good."""

from __future__ import annotations

from typing import Any

from tests.tools.audit import verdict

GOOD: dict[str, Any] = {"name": "rich", "version": "15.0.0", "vulns": []}
SKIPPED: dict[str, Any] = {"name": "typst", "skip_reason": "not found"}
BAD: dict[str, Any] = {"name": "pillow", "version": "1.0", "vulns": [{"id": "CVE-1", "fix_versions": []}]}


def test_that_only_a_whole_list_without_a_find_is_good() -> None:
    assert verdict({"dependencies": [GOOD, GOOD]}) == (0, ["2 packages looked up, none is known to be vulnerable."])
    assert verdict({"dependencies": [GOOD, SKIPPED]}) == (2, ["NOT RUN for 1 of 2 packages: typst"])
    assert verdict({"dependencies": []})[0] == 2


def test_that_a_find_counts_also_where_others_were_left_out() -> None:
    code, lines = verdict({"dependencies": [BAD, SKIPPED]})
    assert code == 1
    assert lines == ["VULNERABLE: pillow 1.0: CVE-1", "NOT RUN for 1 of 2 packages: typst"]
