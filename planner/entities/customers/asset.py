# SPDX-License-Identifier: Apache-2.0
"""Asset: one piece of equipment at a site (domain-model entity 26)."""

from __future__ import annotations

from datetime import date

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """Equipment that inspections check and risks hang on."""

    id: str
    account_id: str
    site_id: str | None = None
    name: str
    kind: str | None = None
    model: str | None = None
    serial: str | None = None
    version: str | None = None
    installed_on: date | None = None
    end_of_support: date | None = None
    criticality: int | None = None
    redundancy: bool | None = None
    spare_place: str | None = None
    notes: str | None = None
    audience: str = "internal"


ASSET = EntitySpec(
    name="asset",
    table="asset",
    cls=Asset,
    label=N_("Asset"),
    label_plural=N_("Assets"),
    title="name",
    fields=(
        account_ref(),
        FieldSpec("site_id", N_("Site"), Kind.REF, ref="site"),
        FieldSpec("name", N_("Name"), Kind.TEXT, required=True, search=True),
        FieldSpec("kind", N_("Kind"), Kind.TEXT, search=True, hint=N_("switch, rectifier, battery…")),
        FieldSpec("model", N_("Model"), Kind.TEXT, search=True),
        FieldSpec("serial", N_("Serial number"), Kind.TEXT, search=True),
        FieldSpec("version", N_("Version"), Kind.TEXT),
        FieldSpec("installed_on", N_("In use since"), Kind.DATE),
        FieldSpec("end_of_support", N_("End of support"), Kind.DATE),
        FieldSpec("criticality", N_("Criticality 1–5"), Kind.SCORE, low=1, high=5),
        FieldSpec("redundancy", N_("Redundant"), Kind.BOOL),
        FieldSpec("spare_place", N_("Spare part kept at"), Kind.TEXT),
        FieldSpec("notes", N_("Notes"), Kind.NOTE, search=True),
        AUDIENCE,
    ),
)
