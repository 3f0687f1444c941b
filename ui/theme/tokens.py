# SPDX-License-Identifier: Apache-2.0
"""Colours by role, read from `resources/tokens/*.toml`."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from PySide6.QtGui import QColor

from planner.kernel.data import dataclass
from planner.kernel.toml import read_toml
from resources import resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One theme's colours. Unknown roles raise KeyError, so that a misspelt role is seen at once."""

    name: str
    dark: bool
    colors: Mapping[str, str]

    def __getitem__(self, role: str) -> str:
        """The colour of ``role`` as #RRGGBB."""
        return self.colors[role]

    def color(self, role: str) -> QColor:
        """The colour of ``role`` for painters."""
        return _color(self.colors[role])


@cache
def _color(code: str) -> QColor:
    return QColor(code)


@cache
def load_tokens(name: str) -> Tokens:
    """The tokens of "light", "dark", "print" or "show"; FileNotFoundError for any other name."""
    data = read_toml(resource("tokens", f"{name}.toml").read_text(encoding="utf-8"))
    colors = MappingProxyType({str(role): str(code) for role, code in data["color"].items()})
    return Tokens(name=str(data["name"]), dark=bool(data["dark"]), colors=colors)
