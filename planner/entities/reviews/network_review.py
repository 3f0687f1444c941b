# SPDX-License-Identifier: Apache-2.0
"""NetworkReview: inspect, explain, assess and prepare at one site (domain-model entity 28, S1-11)."""

from __future__ import annotations

from datetime import date

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, ItemSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_

STATES = (
    ("planned", N_("Planned")),
    ("packed", N_("Packed")),
    ("in_progress", N_("In progress")),
    ("inspected", N_("Inspected")),
    ("explained", N_("Explained")),
    ("risks_rated", N_("Risks rated")),
    ("plans_made", N_("Plans made")),
    ("reported", N_("Reported")),
    ("closed", N_("Closed")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedTemplate:
    """A checklist template as it was when the review was made of it."""

    template_id: str = ""
    name: str = ""
    version: int | None = None


USED_TEMPLATE = ItemSpec(
    UsedTemplate,
    (
        FieldSpec("template_id", N_("Checklist template"), Kind.TEXT, required=True, editable=False),
        FieldSpec("name", N_("Name"), Kind.TEXT, editable=False),
        FieldSpec("version", N_("Version"), Kind.INT, editable=False, low=1),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkReview:
    """One review with its four parts; ``no_risk_found`` is the explicit answer "none found".

    ``authorised_by`` and ``authorised_until`` are those of the linked authorisation, or what was noted before there
    were authorisations of their own. ``templates`` are the checklist templates it was made of.
    """

    id: str
    account_id: str
    code: str | None = None
    site_id: str | None = None
    planned_on: date | None = None
    done_on: date | None = None
    reviewer_id: str | None = None
    state: str = "planned"
    authorised_by: str | None = None
    authorised_until: date | None = None
    authorisation_id: str | None = None
    templates: tuple[UsedTemplate, ...] = ()
    no_risk_found: bool | None = None
    report_due: date | None = None
    reported_on: date | None = None
    closed_on: date | None = None
    summary: str | None = None
    audience: str = "internal"


NETWORK_REVIEW = EntitySpec(
    name="network_review",
    table="network_review",
    cls=NetworkReview,
    label=N_("Network review"),
    label_plural=N_("Network reviews"),
    title="code",
    code_prefix="V-",
    fields=(
        account_ref(),
        FieldSpec("code", N_("Number"), Kind.TEXT, editable=False, search=True),
        FieldSpec("site_id", N_("Site"), Kind.REF, ref="site"),
        FieldSpec("planned_on", N_("Planned for"), Kind.DATE),
        FieldSpec("done_on", N_("Done on"), Kind.DATE),
        FieldSpec("reviewer_id", N_("Reviewer"), Kind.REF, ref="person"),
        FieldSpec("state", N_("State"), Kind.CHOICE, required=True, choices=STATES),
        FieldSpec("authorised_by", N_("Authorised by"), Kind.REF, ref="contact"),
        FieldSpec("authorised_until", N_("Authorised until"), Kind.DATE),
        FieldSpec("authorisation_id", N_("Authorisation"), Kind.REF, ref="authorisation"),
        FieldSpec("templates", N_("Checklist templates"), Kind.LIST, item=USED_TEMPLATE, editable=False),
        FieldSpec("no_risk_found", N_("No risk found"), Kind.BOOL),
        FieldSpec("report_due", N_("Report due"), Kind.DATE),
        FieldSpec("reported_on", N_("Reported on"), Kind.DATE),
        FieldSpec("closed_on", N_("Closed on"), Kind.DATE),
        FieldSpec("summary", N_("Summary"), Kind.NOTE, search=True),
        AUDIENCE,
    ),
)
