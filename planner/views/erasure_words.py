# SPDX-License-Identifier: Apache-2.0
"""What an erasure does, in words: what goes, what stays without the person, what nobody looks into."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from planner.entities.registry import BY_NAME
from planner.kernel.text import N_, tr, trn

_FEW: Final = 3
REASONS: Final = {
    "quiet": N_("Nothing has happened for long"),
    "no-account": N_("The account is gone"),
    "left": N_("Has left"),
}


def goes(kinds: Iterable[tuple[str, int]], files: tuple[str, ...], steps: int, drafts: int) -> list[str]:
    """One line for each kind of thing that goes for good."""
    lines = [counted(kind, n) for kind, n in kinds if kind != "attachment"]
    if files:
        shown = ", ".join(files[:_FEW]) + ("…" if len(files) > _FEW else "")
        lines.append(trn("{n} file: {names}", "{n} files: {names}", len(files), names=shown))
    if steps:
        lines.append(trn("{n} recorded change", "{n} recorded changes", steps))
    if drafts:
        lines.append(trn("{n} text typed but not kept", "{n} texts typed but not kept", drafts))
    return lines


def stays(emptied: Iterable[tuple[str, int]], ratings: int, other_files: int) -> list[str]:
    """What stays without the person, and what is not looked into."""
    lines = [
        tr("{records}, without this person", records=counted(kind, n)) for kind, n in emptied if kind != "callback"
    ]
    if ratings:
        lines.append(trn("The ratings of {n} callback, without this person",
                         "The ratings of {n} callbacks, without this person", ratings))  # fmt: skip
    if other_files:
        lines.append(trn("{n} other file of the account; its content is not searched",
                         "{n} other files of the account; their content is not searched", other_files))  # fmt: skip
    return lines


def counted(kind: str, n: int) -> str:
    """A number of records of a kind."""
    spec = BY_NAME[kind]
    return tr("{kind}: {n}", n=n, kind=tr(spec.label if n == 1 else spec.label_plural))
