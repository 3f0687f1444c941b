# SPDX-License-Identifier: Apache-2.0
"""Where undo takes the user."""

from __future__ import annotations

import pytest

from planner.kernel.changes import ChangeSet, RowChange
from planner.kernel.text import Message


def _set(*tables: str) -> ChangeSet:
    return ChangeSet(Message("x"), tuple(RowChange(table, f"{table}-1", None, {"a": 1}) for table in tables))


@pytest.mark.parametrize(
    ("tables", "focus"),
    [
        (("person", "account", "contact"), ("account", "account-1")),
        (("grade_decision", "account"), ("account", "account-1")),
        (("person",), ("person", "person-1")),
        (("evidence_link",), ("evidence_link", "evidence_link-1")),
        ((), None),
    ],
)
def test_that_what_came_along_is_the_place_only_when_it_is_alone(
    tables: tuple[str, ...], focus: tuple[str, str] | None
) -> None:
    assert _set(*tables).focus == focus
