# SPDX-License-Identifier: Apache-2.0
"""Slots and inheritance: PySide calls an overridden slot of a deleted part as long as the sender lives."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

UI = Path(__file__).resolve().parents[2] / "ui"
OUTER = ("theme()", "app.", "self.app.", "self._app.", "window.", "self._window.")


class _Class:
    """What one class statement says of itself."""

    def __init__(self, node: ast.ClassDef) -> None:
        named = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
        self.bases = {getattr(base, "id", getattr(base, "attr", "")) for base in named}
        self.methods = {one.name for one in node.body if isinstance(one, ast.FunctionDef)}
        self.slots = {one.name for one in node.body if isinstance(one, ast.FunctionDef) and _is_slot(one)}
        self.slots &= {name for one in ast.walk(node) if isinstance(one, ast.Call) for name in _to_the_outer(one)}


def _is_slot(method: ast.FunctionDef) -> bool:
    return any(isinstance(one, ast.Call) and getattr(one.func, "id", "") == "Slot" for one in method.decorator_list)


def _to_the_outer(call: ast.Call) -> list[str]:
    """The own methods that are connected with what outlives this part."""
    if not ast.unparse(call.func).startswith(OUTER) or getattr(call.func, "attr", "") != "connect":
        return []
    return [one.attr for one in call.args if isinstance(one, ast.Attribute) and ast.unparse(one.value) == "self"]


def _classes(sources: list[str]) -> dict[str, _Class]:
    nodes = (node for source in sources for node in ast.walk(ast.parse(source)))
    return {node.name: _Class(node) for node in nodes if isinstance(node, ast.ClassDef)}


def _below(known: dict[str, _Class], name: str) -> Iterator[str]:
    for other, one in known.items():
        if name in one.bases:
            yield other
            yield from _below(known, other)


def _overridden(sources: list[str]) -> set[str]:
    known = _classes(sources)
    return {
        f"{name}.{slot} by {sub}"
        for name, one in known.items()
        for slot in one.slots
        for sub in _below(known, name)
        if slot in known[sub].methods
    }


def test_that_no_slot_of_what_outlives_its_part_is_overridden() -> None:
    assert _overridden([file.read_text(encoding="utf-8") for file in UI.rglob("*.py")]) == set()


def test_that_an_overridden_slot_is_found() -> None:
    planted = (
        "class A(Q):\n"
        " def __init__(self): theme().changed.connect(self.on); self.part.said.connect(self.own)\n"
        " @Slot()\n def on(self): ...\n @Slot()\n def own(self): ...\n"
        "class B(A): ...\nclass C(B):\n def on(self): ...\n def own(self): ...\n"
    )
    assert _overridden([planted]) == {"A.on by C"}
