# SPDX-License-Identifier: Apache-2.0
"""Opens files that this program has just written, and their folders; nothing else is ever opened."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ui.widgets.outside import hand_over

_ENDINGS: Final = frozenset({".pdf", ".png", ".svg", ".csv", ".xlsx"})
_written: set[Path] = set()


def note_written(path: Path) -> None:
    """Remember a file as our own, so that it may be opened in this run."""
    _written.add(path.resolve())


def open_file(path: Path) -> bool:
    """Open a file we wrote with the system's program; False for any other file, kind, or one that is gone."""
    real = path.resolve()
    if real not in _written or real.suffix.lower() not in _ENDINGS or not real.is_file():
        return False
    return hand_over(real)


def show_folder(path: Path) -> bool:
    """Show the folder of a file we wrote; False for any other file or where the folder is gone."""
    real = path.resolve()
    if real not in _written or not real.parent.is_dir():
        return False
    return hand_over(real.parent)
