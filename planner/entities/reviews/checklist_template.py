# SPDX-License-Identifier: Apache-2.0
"""ChecklistTemplate: what is looked at on a kind of equipment, with limits and advice (domain-model entity 29)."""

from __future__ import annotations

from datetime import date

from planner.entities.reviews.inspection_result import CADENCES, GROUPS
from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, ItemSpec, Kind
from planner.kernel.data import dataclass
from planner.kernel.text import N_

DOMAINS = (
    ("data_network", N_("Data network")),
    ("power", N_("Power and rectifiers")),
    ("radio_site", N_("Radio site")),
    ("data_centre", N_("Data centre room")),
    ("server_storage", N_("Server and storage")),
    ("security", N_("Security")),
    ("other", N_("Other")),
)
ORIGINS = (("starter", N_("Starter library")), ("own", N_("Own")), ("file", N_("From a file")))


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateItem:
    """One check: ``key`` stays the same through all versions; ``source`` names where the limit comes from."""

    key: str = ""
    group: str = "basics"
    item: str = ""
    unit: str = ""
    ok_range: str = ""
    advice: str = ""
    cadence: str = "each"
    source: str = ""


TEMPLATE_ITEM = ItemSpec(
    TemplateItem,
    (
        FieldSpec("key", N_("Key"), Kind.TEXT, editable=False, max_length=60),
        FieldSpec("group", N_("Group"), Kind.CHOICE, required=True, choices=GROUPS),
        FieldSpec("item", N_("Check"), Kind.TEXT, required=True),
        FieldSpec("unit", N_("Unit of measure"), Kind.TEXT, max_length=40),
        FieldSpec("ok_range", N_("Limit"), Kind.TEXT, max_length=60),
        FieldSpec("advice", N_("Advice"), Kind.TEXT),
        FieldSpec("cadence", N_("How often"), Kind.CHOICE, required=True, choices=CADENCES),
        FieldSpec("source", N_("Source of the limit"), Kind.TEXT),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistTemplate:
    """Of the portfolio, not of one account. ``asset_kinds`` are the kinds of equipment it is for; none: the place.

    ``version`` rises by one with every change; each review keeps what it was made from.
    """

    id: str
    name: str
    version: int = 1
    domain: str = "other"
    asset_kinds: tuple[str, ...] = ()
    origin: str = "own"
    items: tuple[TemplateItem, ...] = ()
    language: str | None = None
    note: str | None = None
    retired_on: date | None = None
    audience: str = "internal"


CHECKLIST_TEMPLATE = EntitySpec(
    name="checklist_template",
    table="checklist_template",
    cls=ChecklistTemplate,
    label=N_("Checklist template"),
    label_plural=N_("Checklist templates"),
    title="name",
    fields=(
        FieldSpec("name", N_("Name"), Kind.TEXT, required=True, search=True),
        FieldSpec("version", N_("Version"), Kind.INT, required=True, editable=False, low=1),
        FieldSpec("domain", N_("Field of work"), Kind.CHOICE, required=True, choices=DOMAINS),
        FieldSpec("asset_kinds", N_("For kinds of equipment"), Kind.LIST),
        FieldSpec("origin", N_("Origin"), Kind.CHOICE, required=True, choices=ORIGINS, editable=False),
        FieldSpec("items", N_("Checks"), Kind.LIST, item=TEMPLATE_ITEM, max_length=400_000),
        FieldSpec("language", N_("Language"), Kind.TEXT, max_length=10),
        FieldSpec("note", N_("Note"), Kind.NOTE, search=True),
        FieldSpec("retired_on", N_("Not used since"), Kind.DATE),
        AUDIENCE,
    ),
)
