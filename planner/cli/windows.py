# SPDX-License-Identifier: Apache-2.0
"""Commands that open the window, or say why there is none and do the main job without it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from planner.cli.display import has_display, no_display_text
from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.services import records, sample
from planner.services.session import Session

Gui = Callable[..., int]
_ACCOUNT = "Meridian Foods"


def window(command: argparse.Namespace, gui: Gui | None) -> int:
    """Open the window, on a portfolio where one is named."""
    if gui is None:
        raise PlannerError(tr("Use “waterline gui” to open the window; this command has none."), "no-gui")
    if not has_display():
        raise PlannerError(no_display_text(), "no-display")
    return gui(command.file, capture=True) if command.capture else gui(command.file)


def demo(command: argparse.Namespace, gui: Gui | None) -> int:
    """Open the sample in the window; without a display write it with its plan and charts into a folder."""
    if gui is not None and has_display():
        place = paths.sample_portfolio()
        if not place.exists():
            sample.make_sample(place)
        return gui(place)
    print(tr("There is no display here, so the sample, its plan and its charts are written to files:"))
    for path in write_demo(command.out):
        print(path)
    return 0


def write_demo(folder: Path) -> list[Path]:
    """The sample anew with the plan and the charts of its fullest account; answers their paths."""
    place = folder / paths.sample_portfolio().name
    session = sample.open_sample(place, fresh=True)
    try:
        return [place, *_documents(session, folder)]
    finally:
        session.close()


def _documents(session: Session, folder: Path) -> list[Path]:
    from planner.services import chart_files
    from planner.services.exports import export_plan

    key = records.named(session, ACCOUNT, _ACCOUNT)
    made = [export_plan(session, key, folder / f"{_ACCOUNT} plan.pdf", overwrite=True)]
    pictures = [(kind, ending) for kind in ("health", "risk-matrix", "review-cadence") for ending in (".png", ".svg")]
    for kind, ending in pictures:
        target = folder / f"{_ACCOUNT} {kind}{ending}"
        made.append(chart_files.save(session, key, kind, target))
    return made
