# SPDX-License-Identifier: Apache-2.0
"""Entry points: the command line, and the windows it may start."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """The command ``waterline``, which opens the window where nothing else is asked of it; returns its exit code."""
    from planner.cli import main as cli
    from planner.safe.process import close_memory, keep_private

    wanted = list(sys.argv[1:] if argv is None else argv)
    keep_private()
    if wanted and wanted[0] not in {"gui", "demo"}:
        close_memory()
    return cli(wanted, gui=gui_at)


def gui() -> int:
    """The command ``waterline-gui [--capture] [FILE]``: the window at once."""
    from planner.cli import window
    from planner.safe.process import keep_private

    keep_private()
    names = [name for name in sys.argv[1:] if name != "--capture"]
    launch = partial(gui_at, capture=True) if "--capture" in sys.argv[1:] else gui_at
    return window(launch, Path(names[0]) if names else None)


def gui_at(path: Path | None = None, *, capture: bool = False) -> int:
    """Open the window, on a portfolio where one is named; with ``capture`` the quick review alone."""
    if capture:
        from ui.capture import run as run_capture

        return run_capture(path)
    from ui.app import run

    return run(path)


if __name__ == "__main__":
    sys.exit(main())
