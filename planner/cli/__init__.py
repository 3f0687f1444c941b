# SPDX-License-Identifier: Apache-2.0
"""The command line: proof that everything but the windows lives below them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

Gui = Callable[..., int]


def main(argv: Sequence[str] | None = None, gui: Gui | None = None) -> int:
    """Run one command and answer its exit code: 0 done, 1 not done (one sentence on stderr), 2 bad usage.

    ``gui`` opens the window on a portfolio or the first-run page, with ``capture=True`` the quick review alone; without
    it the window is not available. No command at all opens the window.
    Never shows a traceback unless WATERLINE_DEBUG is set.
    """
    from planner.cli.parser import parse

    _prepare_streams()
    wanted = list(sys.argv[1:] if argv is None else argv)
    try:
        if gui is not None and not wanted:
            return window(gui)
        _speak()
        command = parse(["gui", *wanted] if wanted[:1] == ["--capture"] else wanted)
        return int(command.run(command, gui))
    except SystemExit as stop:  # argparse has said what is wrong, or shown its help
        return stop.code if isinstance(stop.code, int) else 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output has seen enough
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except Exception as fault:
        return _explain(fault)


def window(gui: Gui, path: Path | None = None) -> int:
    """Open the window as a double click does; 2 with one sentence on standard error where there is no display."""
    from planner.cli.display import has_display, no_display_text

    if has_display():
        return gui(path)
    _speak()
    print(no_display_text(), file=sys.stderr)
    return 2


def _explain(fault: Exception) -> int:
    """One sentence on standard error instead of a traceback."""
    from planner.kernel.errors import PlannerError
    from planner.kernel.text import tr

    if os.environ.get("WATERLINE_DEBUG"):
        import traceback

        traceback.print_exception(fault)
    if isinstance(fault, PlannerError):
        text = str(fault)
    elif isinstance(fault, OSError) and fault.filename:
        from planner.safe.problems import file_problem

        text = str(file_problem(fault, Path(str(fault.filename)), saving=True))
    else:
        text = tr("Something unexpected happened and the command stopped; set WATERLINE_DEBUG=1 to see where.")
    print(" ".join(text.split()), file=sys.stderr)
    return 1


def _speak() -> None:
    """Use the language chosen in the settings of this computer."""
    from planner.kernel.text import set_language
    from planner.services.portfolio import load_settings

    language = load_settings().language
    if language:
        set_language(language)


def _prepare_streams() -> None:
    """Names in any script must come out whatever the console's code page is."""
    for stream in (sys.stdout, sys.stderr):
        if (getattr(stream, "encoding", "") or "").lower().replace("-", "") != "utf8":
            with suppress(AttributeError, OSError, ValueError):
                stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
