# SPDX-License-Identifier: Apache-2.0
"""The text for reporting a problem: versions, look, counts and log codes; no names, no paths, nothing that is typed."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from planner.kernel.settings import Settings
from planner.services.portfolio_facts import facts
from planner.services.session import Session

LINES: Final = 40
_SHOWN: Final = (
    "language",
    "theme",
    "density",
    "text_scale",
    "date_format",
    "rail_collapsed",
    "details_open",
    "first_run_done",
)


def report(session: Session | None, settings: Settings, versions: Mapping[str, str], log: Path) -> str:
    """The report, in English as its reader may not know the user's language; ``log`` is the log file."""
    parts = [
        ("Versions", {**versions, "Python": platform.python_version(), "System": _system()}),
        ("Settings", {name: str(getattr(settings, name)) for name in _SHOWN}),
        ("Portfolio", _portfolio(session)),
    ]
    blocks = [f"{head}\n" + "\n".join(f"  {name}: {value}" for name, value in rows.items()) for head, rows in parts]
    blocks.append("Log\n" + "\n".join(f"  {line}" for line in _log_lines(log)))
    return "\n\n".join(["Waterline report", "What happened, in your own words:\n  ", *blocks]) + "\n"


def _system() -> str:
    return f"{platform.system()} {platform.release()} {platform.machine()} ({sys.platform})"


def _portfolio(session: Session | None) -> dict[str, str]:
    if session is None:
        return {"open": "no"}
    found = facts(session)
    counts = {name: str(count) for name, count in found.counts.items() if count}
    return {"open": "yes", "schema": str(found.schema), "bytes": str(found.size), "sample": str(found.sample), **counts}


def _log_lines(log: Path) -> list[str]:
    """The newest lines of the log, which holds codes and numbers only."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ["(none)"]
    return lines[-LINES:] or ["(none)"]
