# SPDX-License-Identifier: Apache-2.0
"""Ruleset: the weights, thresholds, cadences and targets in force (domain-model 3.1)."""

from __future__ import annotations

from datetime import date

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind
from planner.kernel.data import dataclass
from planner.kernel.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruleset:
    """One adopted set of rules; ``body`` is canonical JSON and ``hash`` its SHA-256."""

    id: str
    name: str
    version: int = 1
    body: str = "{}"
    hash: str = ""
    adopted_on: date | None = None
    reason: str | None = None
    audience: str = "internal"


RULESET = EntitySpec(
    name="ruleset",
    table="ruleset",
    cls=Ruleset,
    label=N_("Ruleset"),
    label_plural=N_("Rulesets"),
    title="name",
    fields=(
        FieldSpec("name", N_("Name"), Kind.TEXT, required=True),
        FieldSpec("version", N_("Version"), Kind.INT, required=True, low=1, editable=False),
        FieldSpec("body", N_("Rules"), Kind.NOTE, required=True, editable=False),
        FieldSpec("hash", N_("Hash"), Kind.TEXT, required=True, editable=False),
        FieldSpec("adopted_on", N_("Adopted on"), Kind.DATE, editable=False),
        FieldSpec("reason", N_("Why adopted"), Kind.NOTE),
        AUDIENCE,
    ),
)
