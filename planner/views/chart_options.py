# SPDX-License-Identifier: Apache-2.0
"""In which views a kind of chart can be seen; the first is the one it comes in (ux W12, "View")."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, tr

OPTIONS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType({
    "health": (("dots", N_("Dots")), ("distance", N_("Lowest first")), ("radar", N_("Radar"))),
    "power-map": (("auto", N_("Tree, a grid above 20 people")), ("tree", N_("Tree by reporting")),
                  ("grid", N_("Grid of role and level"))),
    "coverage": (("seats", N_("Seats")), ("people", N_("Their people and ours"))),
    "trend": (("panels", N_("Panels")), ("slope", N_("Two dates"))),
    "satisfaction": (
        ("index", N_("All three")),
        ("tech", N_("Technical")),
        ("attitude", N_("Attitude")),
        ("norms", N_("Norms")),
        ("overall", N_("Overall")),
    ),
})  # fmt: skip
"""By kind: the name of each view, as it is stored, and its marked label. A kind that is not here has one view only."""


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
