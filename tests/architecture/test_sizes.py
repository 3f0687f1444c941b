# SPDX-License-Identifier: Apache-2.0
"""Budgets: files of 400 lines, functions of 40; the list of exceptions may only shrink."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE_LINES = 400
FUNCTION_LINES = 40
# Path, or path::function, and the lines it may have. Lower a number or take the entry out; never add one.
ALLOWED: dict[str, int] = {}


def _sources() -> list[Path]:
    folders = ("planner", "ui", "resources", "tests")
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return [*sorted(found), *ROOT.glob("*.py")]


def _over_budget() -> Iterator[tuple[str, int]]:
    """Everything above its budget, by name and size."""
    for path in _sources():
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(ROOT).as_posix()
        if len(text.splitlines()) > FILE_LINES:
            yield name, len(text.splitlines())
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    yield f"{name}::{node.name}", lines


def test_that_files_and_functions_stay_inside_their_budget() -> None:
    # Equal, not merely below: what was split must leave the list, what shrank must lower its number.
    assert dict(_over_budget()) == ALLOWED


def _names_licence_and_job(text: str) -> bool:
    tree = ast.parse(text)
    licensed = text.startswith("# SPDX-License-Identifier: Apache-2.0\n")
    # A package file without a statement has no job to tell.
    return not tree.body or (licensed and bool(ast.get_docstring(tree)))


def test_that_every_source_names_its_licence_and_its_job() -> None:
    silent = [path for path in _sources() if not _names_licence_and_job(path.read_text(encoding="utf-8"))]
    assert [path.relative_to(ROOT).as_posix() for path in silent] == []
