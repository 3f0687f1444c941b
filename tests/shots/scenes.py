# SPDX-License-Identifier: Apache-2.0
"""Which places are pictured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ui.context import Place

SECTIONS = ("overview", "profile", "people", "reviews", "risks", "actions", "timeline", "files")
FULLEST, EMPTIEST = "Meridian Foods", "Estancia San Telmo"


@dataclass(frozen=True, slots=True)
class Scene:
    """A name for the file and the place to go to."""

    name: str
    place: Place


def scenes(state: str, names: Mapping[str, str]) -> list[Scene]:
    """The places of a portfolio: every page, and every section of its fullest and emptiest account."""
    pages = [Scene(page, Place(page=page)) for page in ("today", "accounts", "actions", "trash", "settings")]
    pages.append(Scene("charts", Place(page="charts", account_id=names.get(FULLEST))))
    if state == "empty":
        return pages
    for name in (FULLEST, EMPTIEST):
        short = name.split()[0].lower()
        pages += [Scene(f"{short}-{s}", Place(page="account", account_id=names[name], section=s)) for s in SECTIONS]
    pages.append(Scene("charts-risks", Place(page="charts", account_id=names[FULLEST], section="risk-matrix")))
    return pages
