# SPDX-License-Identifier: Apache-2.0
"""Per-computer settings: a frozen value loaded from and saved to settings.toml."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, field, fields, replace
from pathlib import Path
from typing import Any

from planner.kernel.data import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What belongs to this computer rather than to a portfolio."""

    language: str = ""
    theme: str = "system"
    density: str = "normal"
    text_scale: int = 100
    date_format: str = "words"
    first_run_done: bool = False
    last_portfolio: str = ""
    recent: tuple[str, ...] = ()
    window: str = ""
    rail_collapsed: bool = False
    details_open: bool = True
    account_columns: tuple[str, ...] = ()  # none: as many as there is room for
    account_cards: bool = False
    portfolio_modules: tuple[str, ...] = ()  # in their order, "-" before those that are off; none: as it came
    automatic_backups: bool = True
    backup_folder: str = ""  # the second one, on another disk
    lock_after: int = 10  # minutes without a key or the mouse; 0: never
    hints_seen: tuple[str, ...] = ()
    splitters: dict[str, list[int]] = field(default_factory=dict)

    def with_recent(self, path: str) -> Settings:
        """The same settings with ``path`` as the last and first recent portfolio."""
        rest = tuple(p for p in self.recent if p != path)
        return replace(self, last_portfolio=path, recent=(path, *rest)[:8])


def load(path: Path) -> Settings:
    """Settings from a file; a missing, damaged or partly foreign file gives defaults for the rest."""
    try:
        raw = _read(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if isinstance(old := raw.pop("daily_backup", None), bool):  # what it was called before it was more than daily
        raw.setdefault("automatic_backups", old)
    known = {f.name: f for f in fields(Settings)}
    values = {name: _as(known[name].type, value) for name, value in raw.items() if name in known}
    return replace(Settings(), **{n: v for n, v in values.items() if v is not None})


def _read(text: str) -> dict[str, Any]:
    """TOML, where it is as `dump` writes it without the parser, which takes 2 ms to load; ValueError for no TOML."""
    try:
        return _own_lines(text)
    except ValueError:  # somebody wrote it by hand
        import tomllib

        return tomllib.loads(text)


def _own_lines(text: str) -> dict[str, Any]:
    """What `dump` wrote: its values are also JSON, but for the comma behind the last one of a list."""
    found: dict[str, Any] = {}
    into, lines = found, iter(text.split("\n"))
    for line in lines:
        if line.startswith("["):
            into = _put(found, line[1:-1], {} if line.endswith("]") else None)
        elif line:
            name, _, value = line.partition(" = ")
            if value == "[":
                value = f"[{_parts(lines)}]"
            _put(into, name, json.loads(value, parse_constant=_no_value))
    return found


def _parts(lines: Iterator[str]) -> str:
    parts = []
    for line in lines:
        if line == "]":
            return "".join(parts).removesuffix(",")
        parts.append(line)
    raise ValueError("a list without an end")


def _put(into: dict[str, Any], name: str, value: Any) -> Any:
    if value is None or name in into or not (name.isascii() and name.replace("_", "").isalnum()):
        raise ValueError(name)
    into[name] = value
    return value


def _no_value(text: str) -> None:
    raise ValueError(text)


def dump(settings: Settings) -> bytes:
    """The settings as TOML bytes."""
    import tomli_w

    return tomli_w.dumps(asdict(settings)).encode()


def _as(kind: Any, value: object) -> Any:
    expected = str(kind)
    if expected.startswith("tuple"):
        return tuple(str(v) for v in value) if isinstance(value, list) else None
    if expected.startswith("dict"):
        return value if isinstance(value, dict) else None
    types = {"str": str, "bool": bool, "int": int}
    return value if isinstance(value, types[expected]) and (expected != "int" or not isinstance(value, bool)) else None
