# SPDX-License-Identifier: Apache-2.0
"""How a result names the rules it follows: their version and the beginning of their hash."""

from __future__ import annotations

from typing import Final

from planner.kernel.text import tr

SHOWN_HASH: Final = 8
"""So many signs of a hash are shown to people; results carry all twelve."""


def stamp_text(number: int | None, rules_hash: str) -> str:
    """ "Rules v3 · 1a2b3c4d"; the built-in rules are 0, and rules whose number nobody knows anymore None."""
    shown = rules_hash[:SHOWN_HASH]
    if number is None:
        return tr("Rules {hash}", hash=shown)
    return tr("Rules v{n} · {hash}", n=number, hash=shown) if number else tr("Built-in rules · {hash}", hash=shown)
