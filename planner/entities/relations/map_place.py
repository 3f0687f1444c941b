# SPDX-License-Identifier: Apache-2.0
"""MapPlace: where somebody was moved to by hand on the power map, so that every computer draws it alike (C5)."""

from __future__ import annotations

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPlace:
    """The nudge of a card from the place the layout gives it, in px of the screen at 100 %."""

    id: str
    account_id: str
    contact_id: str
    right: int = 0
    down: int = 0
    audience: str = "internal"


MAP_PLACE = EntitySpec(
    name="map_place",
    table="map_place",
    cls=MapPlace,
    label=N_("Place on the map"),
    label_plural=N_("Places on the map"),
    title="contact_id",
    fields=(
        account_ref(),
        FieldSpec("contact_id", N_("Person"), Kind.REF, required=True, ref="contact"),
        FieldSpec("right", N_("To the right"), Kind.INT, required=True),
        FieldSpec("down", N_("Down"), Kind.INT, required=True),
        AUDIENCE,
    ),
)
