# SPDX-License-Identifier: Apache-2.0
"""In which views a kind of chart can be seen; the first is the one it comes in (ux W12, "View")."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, tr

OPTIONS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType({
    "power-map": (("auto", N_("Automatic")), ("tree", N_("Tree")), ("grid", N_("Grid"))),
    "coverage": (("seats", N_("Seats")), ("people", N_("Their people and ours"))),
    "health": (("dots", N_("Dots")), ("distance", N_("Lowest first")), ("radar", N_("Radar"))),
    "trend": (("panels", N_("Panels")), ("slope", N_("Two dates"))),
    "satisfaction": (
        ("index", N_("All three")),
        ("tech", N_("Technical")),
        ("attitude", N_("Attitude")),
        ("norms", N_("Norms")),
        ("overall", N_("Overall")),
    ),
})  # fmt: skip
"""By kind: the name of each view, as it is stored, and its marked label. Other kinds have one view only."""


def chosen(kind: str, option: str) -> str:
    """The view that is meant: "" is the first, and that of a kind without views is "".

    PlannerError when the kind has no such view.
    """
    names = [name for name, _ in OPTIONS.get(kind, ())]
    if not option:
        return names[0] if names else ""
    if option not in names:
        words = {"name": option, "names": ", ".join(names)}
        if not names:
            raise PlannerError(tr("This chart has no view called {name}.", name=option), "option")
        said = tr("This chart has no view called {name}; choose one of {names}.", **words)
        raise PlannerError(said, "option")
    return option
