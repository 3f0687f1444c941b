# SPDX-License-Identifier: Apache-2.0
"""Per-computer settings: a frozen value loaded from and saved to settings.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.kernel.data import dataclass, field, replace
from planner.kernel.toml import read_toml


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
        raw = read_toml(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if isinstance(old := raw.pop("daily_backup", None), bool):  # what it was called before it was more than daily
        raw.setdefault("automatic_backups", old)
    known = Settings.__annotations__
    values = {name: _as(known[name], value) for name, value in raw.items() if name in known}
    return replace(Settings(), **{n: v for n, v in values.items() if v is not None})


def dump(settings: Settings) -> bytes:
    """The settings as TOML bytes."""
    from dataclasses import asdict

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
