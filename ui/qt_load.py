# SPDX-License-Identifier: Apache-2.0
"""Loads Qt for Python without its writer of type stubs, which a program never uses (0008 in docs/adr)."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from typing import SupportsIndex

from typing_extensions import override

# They would be compiled from their text at every start, with argparse and others; nothing else in PySide6 uses them.
STUB_WRITERS = frozenset(f"shibokensupport.signature.lib.{name}" for name in ("enum_sig", "pyi_generator"))


class _Empty:
    """Finds an empty module for each of the writers."""

    def find_spec(self, name: str, *_where: object) -> ModuleSpec | None:
        """What there is to load for that name; None for every other module."""
        return ModuleSpec(name, self) if name in STUB_WRITERS else None  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> None:
        """An ordinary module will do."""

    def exec_module(self, module: object) -> None:
        """Nothing is in it."""


class _Finders(list):  # type: ignore[type-arg]
    """The finders of modules: PySide6 puts its own in front while it loads, and here it comes behind the first."""

    @override
    def insert(self, index: SupportsIndex, finder: object) -> None:
        """Beside the present ones; nobody comes before the first."""
        super().insert(max(1, int(index)), finder)


def load() -> None:
    """Import QtCore; the finders are the same ones as before when it is done."""
    before, first = sys.meta_path, _Empty()
    during = sys.meta_path = _Finders([first, *before])
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        sys.meta_path = before
        before[:] = [finder for finder in during if finder is not first]
