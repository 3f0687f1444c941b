# SPDX-License-Identifier: Apache-2.0
"""Authorisation: the customer's leave to inspect, with scope and dates (domain-model entity 27, K18)."""

from __future__ import annotations

from datetime import date

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation:
    """Needed before any inspection with access; no site named means every site of the account.

    The signed paper is attached to the record. It holds from ``from_on`` to ``until_on``, both included, unless
    ``withdrawn_on`` came first; without an end it holds until it is withdrawn.
    """

    id: str
    account_id: str
    scope: str
    site_ids: tuple[str, ...] = ()
    from_on: date | None = None
    until_on: date | None = None
    given_by_id: str | None = None
    given_on: date | None = None
    reference: str | None = None
    withdrawn_on: date | None = None
    note: str | None = None
    audience: str = "internal"


AUTHORISATION = EntitySpec(
    name="authorisation",
    table="authorisation",
    cls=Authorisation,
    label=N_("Authorisation"),
    label_plural=N_("Authorisations"),
    title="scope",
    fields=(
        account_ref(),
        FieldSpec("scope", N_("What may be done"), Kind.TEXT, required=True, search=True),
        FieldSpec("site_ids", N_("Sites"), Kind.LIST, ref="site"),
        FieldSpec("from_on", N_("Valid from"), Kind.DATE),
        FieldSpec("until_on", N_("Valid until"), Kind.DATE),
        FieldSpec("given_by_id", N_("Given by"), Kind.REF, ref="contact"),
        FieldSpec("given_on", N_("Given on"), Kind.DATE),
        FieldSpec("reference", N_("Reference"), Kind.TEXT, search=True),
        FieldSpec("withdrawn_on", N_("Withdrawn on"), Kind.DATE),
        FieldSpec("note", N_("Note"), Kind.NOTE, search=True),
        AUDIENCE,
    ),
)
