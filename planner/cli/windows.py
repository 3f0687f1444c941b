# SPDX-License-Identifier: Apache-2.0
"""Commands that open the window, or say why there is none and do the main job without it."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.services import records, sample
from planner.services.session import Session

Gui = Callable[[Path | None], int]
_ACCOUNT = "Meridian Foods"
_SCREENS = frozenset({"xcb", "wayland", "wayland-egl"})
_X_PORT = 6000


def window(command: argparse.Namespace, gui: Gui | None) -> int:
    """Open the window, on a portfolio where one is named."""
    if gui is None:
        raise PlannerError(tr("Use “waterline gui” to open the window; this command has none."), "no-gui")
    if not has_display():
        raise PlannerError(
            tr("There is no display here to open the window on. The other commands need none; see --help."),
            "no-display",
        )
    return gui(command.file)


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


def has_display() -> bool:
    """Whether a window can be shown here: on Linux a display that is named must also answer."""
    if os.name == "nt" or sys.platform == "darwin" or os.environ.get("QT_QPA_PLATFORM", "xcb") not in _SCREENS:
        return True
    return _answers(_wayland(os.environ.get("WAYLAND_DISPLAY", ""))) or _answers(_x11(os.environ.get("DISPLAY", "")))


def _wayland(name: str) -> str | tuple[str, int]:
    return str(Path(os.environ.get("XDG_RUNTIME_DIR", "/run"), name)) if name else ""


def _x11(name: str) -> str | tuple[str, int]:
    host, _, number = name.partition(":")
    screen = number.split(".")[0]
    if not screen.isdigit():
        return ""
    own = f"/tmp/.X11-unix/X{screen}"  # noqa: S108 - where X itself listens
    return (host, _X_PORT + int(screen)) if host and host != "unix" else own


def _answers(place: str | tuple[str, int]) -> bool:
    if not place:
        return False
    try:
        with socket.socket(socket.AF_UNIX if isinstance(place, str) else socket.AF_INET) as knock:
            knock.settimeout(2)
            knock.connect(place)
    except OSError:
        return False
    return True


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
