# SPDX-License-Identifier: Apache-2.0
"""Entry points: the command line, and the windows it may start."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """The command ``waterline``; returns its exit code."""
    from planner.cli import main as cli
    from planner.safe.process import close_memory, keep_private

    wanted = list(sys.argv[1:] if argv is None else argv)
    keep_private()
    if not {"gui", "demo"} & set(wanted[:1]):
        close_memory()
    return cli(wanted, gui=gui_at)


def gui() -> int:
    """The command ``waterline-gui [--capture] [FILE]``: the window at once."""
    from planner.safe.process import keep_private

    keep_private()
    names = [name for name in sys.argv[1:] if name != "--capture"]
    return gui_at(Path(names[0]) if names else None, capture="--capture" in sys.argv[1:])


def gui_at(path: Path | None = None, *, capture: bool = False) -> int:
    """Open the window, on a portfolio where one is named; with ``capture`` the quick review alone."""
    if capture:
        from ui.capture import run as run_capture

        return run_capture(path)
    from ui.app import run

    return run(path)


if __name__ == "__main__":
    sys.exit(main())
