# SPDX-License-Identifier: Apache-2.0
"""What the commands of the grammar share: kinds of arguments, forms of the answer, ways of opening."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from planner.kernel.text import tr

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse has no public name for it


def late(module: str, name: str) -> Callable[[argparse.Namespace, object], int]:
    """A command of planner.cli whose module is imported when it runs, so that others start fast."""

    def run(command: argparse.Namespace, gui: object) -> int:
        return int(getattr(import_module(f"planner.cli.{module}"), name)(command, gui))

    return run


def command(commands: Commands, name: str, text: str, *, optional: bool = False) -> argparse.ArgumentParser:
    """A command on a portfolio, with the ways to open it."""
    found = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    found.add_argument("file", type=file, metavar="FILE", nargs="?" if optional else None)
    if name != "sample":
        words = tr("a file whose first line is the password")
        found.add_argument("--password-file", type=Path, default=None, metavar="P", help=words)
    return found


def reading(one: argparse.ArgumentParser) -> None:
    """For what changes nothing: it can be asked of a portfolio that is open elsewhere."""
    one.add_argument("--read-only", action="store_true", help=tr("as it stands, also while it is open elsewhere"))
    owning(one)


def owning(one: argparse.ArgumentParser) -> None:
    """For what changes something: also when another computer has it open."""
    words = tr("also when another computer has it open, which may lose what is changed there")
    one.add_argument("--break-lock", action="store_true", help=words)


def formats(one: argparse.ArgumentParser) -> None:
    """Text for people, or JSON or CSV for programs."""
    group = one.add_mutually_exclusive_group()
    group.add_argument("--json", dest="form", action="store_const", const="json", default="text")
    group.add_argument("--csv", dest="form", action="store_const", const="csv")


def file(text: str) -> Path:
    """A path that is not empty."""
    if not text.strip():
        raise argparse.ArgumentTypeError(tr("the name of a file is needed"))
    return Path(text)


def count(text: str) -> int:
    """A number of records."""
    number = int(text) if text.isdecimal() and text.isascii() else -1
    if not 0 <= number <= 100_000:
        raise argparse.ArgumentTypeError(tr("a number from 0 to 100 000 is needed"))
    return number


def day(text: str) -> date:
    """A day as ISO writes it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(tr("a date like 2026-11-21 is needed")) from None


def pair(text: str) -> tuple[str, str | None]:
    """A header with the field it fills; nothing behind the sign leaves the column out."""
    header, sign, field = text.rpartition("=")
    if not (header and sign):
        raise argparse.ArgumentTypeError(tr("HEADER=FIELD is needed"))
    return header, field or None


def encoding(text: str) -> str:
    """The name of an encoding the import knows, in any spelling of its letters, dashes and underscores."""
    from planner.formats.encoding import CHOICES

    offered = {name.replace("_", "-"): name for name, _ in CHOICES}
    found = offered.get(text.strip().casefold().replace("_", "-"))
    if found is None:
        raise argparse.ArgumentTypeError(tr("one of {names} is needed", names=", ".join(offered.values())))
    return found


class ending:  # noqa: N801 - reads as the type of an argument
    """A path whose ending is one of the given ones."""

    def __init__(self, *endings: str) -> None:
        self.endings = endings

    def __call__(self, text: str) -> Path:
        if Path(text).suffix.casefold() not in self.endings:
            raise argparse.ArgumentTypeError(
                tr("the file name has to end in {endings}", endings=", ".join(self.endings))
            )
        return Path(text)
