# SPDX-License-Identifier: Apache-2.0
"""Asking about a folder that would harm a portfolio, before anything is made in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.kernel import paths
from planner.kernel.text import tr

if TYPE_CHECKING:
    from ui.ports import Prompts

OTHER, KEEP = "other", "keep"
_PATTERNS: Final = "Waterline (*.waterline)"
_insisted: set[Path] = set()  # folders that were chosen in spite of what was said, so that it is asked once


def settled_place(prompts: Prompts, path: Path) -> Path | None:
    """Where a portfolio is made or restored in the end: ``path``, or what was chosen because its folder would harm it.

    None when the question was left.
    """
    from planner.services import places

    while True:
        found = places.trouble(path.parent)
        if found is None or (path.parent in _insisted and not found.final):
            return path
        choices = [(OTHER, tr("Choose another folder"))]
        if not found.final:
            choices.append((KEEP, tr("Keep it here anyway")))
        choice = prompts.choose(found.text, choices, detail=found.advice)
        if choice == KEEP:
            _insisted.add(path.parent)
            return path
        if choice != OTHER:
            return None
        picked = prompts.pick_save(tr("Where to keep your plans"), paths.data_folder() / path.name, _PATTERNS)
        if picked is None:
            continue  # the choice of a folder was left, not the question: what was filled in before must not be lost
        path = picked if picked.suffix == paths.SUFFIX else picked.with_name(picked.name + paths.SUFFIX)
