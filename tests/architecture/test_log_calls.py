# SPDX-License-Identifier: Apache-2.0
"""What is written to the log are codes of ours: every call is looked at, only known values are let through."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
LEVELS = frozenset({"debug", "info", "warning", "error", "exception"})
# Values by their source: codes of faults, which are constants in the program.
CODES = frozenset({"error.code", "error.kind", "fault.code", "kind"})


def _calls(tree: ast.AST) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in LEVELS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "_log"
    ]


def _loose(source: str) -> list[str]:
    """Calls whose event is no constant, or that pass a value that is no known code and no number."""
    found = []
    for call in _calls(ast.parse(source)):
        event, *rest = call.args
        values = [word.value for word in call.keywords]
        plain = isinstance(event, ast.Constant) and len(rest) == (call.func.attr == "exception")  # type: ignore[attr-defined]
        if not plain or any(not (isinstance(v, ast.Constant) or ast.unparse(v) in CODES) for v in values):
            found.append(ast.unparse(call))
    return found


def test_that_every_log_call_passes_constants_and_codes_only() -> None:
    files = [*ROOT.glob("planner/**/*.py"), *ROOT.glob("ui/**/*.py")]
    loose = {str(file.relative_to(ROOT)): found for file in files if (found := _loose(file.read_text("utf-8")))}
    assert loose == {}


def test_that_a_planted_name_in_a_log_call_is_seen() -> None:
    assert _loose('_log.info("opened", table=account.name)') == ["_log.info('opened', table=account.name)"]
    assert _loose('_log.info(f"opened {name}")')
    assert _loose('_log.info("opened", kind=error.code)') == []


def test_that_nothing_logs_past_the_safe_log() -> None:
    users = [
        str(file.relative_to(ROOT))
        for folder in ("planner", "ui")
        for file in (ROOT / folder).glob("**/*.py")
        if "import logging" in file.read_text("utf-8") and file.name not in {"log.py", "log_file.py"}
    ]
    assert users == []
