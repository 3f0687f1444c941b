# SPDX-License-Identifier: Apache-2.0
"""The carry sheet: what one needs on site when the computer dies, in the customer's language and for their eyes.

It is made from `Carried` alone, which holds records marked Shareable and nothing else (workflow 4.1 step 3).
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from planner.entities.customers.asset import Asset
from planner.entities.customers.site import Site
from planner.entities.relations.contact import Contact
from planner.entities.reviews.authorisation import Authorisation
from planner.entities.reviews.inspection_result import GROUPS, InspectionResult
from planner.entities.reviews.network_review import NetworkReview
from planner.entities.risks.contingency_plan import ContingencyPlan
from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import language, tr
from planner.rules.asset_kinds import word as kind_word
from planner.rules.authorisation import covers, visit_day
from planner.views.review_checks import limit_words

_CONTACTS, _PLANS, _STEPS, _LONG = 8, 4, 3, 180
COMPACT_FROM: Final = 36
"""From so many checks on they stand in two columns, so that two pages do for a usual site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """The records for the sheet; whoever fills it takes only those marked for the customer.

    ``account`` and ``reviewer`` are the two names that stand on it whatever their marks: the customer's own and ours.
    """

    account: str
    reviewer: str
    review: NetworkReview
    site: Site | None
    assets: tuple[Asset, ...]
    checks: tuple[InspectionResult, ...]
    authorisations: tuple[Authorisation, ...]
    contacts: tuple[Contact, ...]
    plans: tuple[ContingencyPlan, ...]
    as_of: date
    sample: bool = False


def build(given: Carried) -> dict[str, Any]:
    """The values of the template, in the language in force."""
    review = given.review
    return {
        "title": tr("Carry sheet"),
        "heading": tr("Inspection of {site}", site=given.site.name) if given.site else tr("Inspection"),
        "account": given.account,
        "facts": _facts(given),
        "scope": _scope(given),
        "site": _site(given),
        "contacts": [_contact(contact) for contact in given.contacts[:_CONTACTS]],
        "plans": [_plan(plan) for plan in given.plans[:_PLANS]],
        "groups": _groups(given),
        "compact": len(given.checks) >= COMPACT_FROM,
        "words": _words(),
        "keys": [["P", tr("Pass")], ["A", tr("Attention")], ["F", tr("Fail")], ["N", tr("Not checked")]],
        "code": review.code or "",
        "footer": _footer(given),
    }


def _words() -> dict[str, str]:
    return {
        "scope": tr("Authorisation"),
        "site": tr("Site and equipment"),
        "contacts": tr("Contacts"),
        "plans": tr("If something happens: first steps"),
        "checks": tr("Checks"),
        "asset": tr("Equipment"),
        "check": tr("Check"),
        "limit": tr("Limit"),
        "reading": tr("Reading"),
        "result": tr("Result"),
        "note": tr("Note"),
        "notes": tr("Notes"),
        "sign": tr("Inspected by, date, time"),
        "witness": tr("For the customer"),
        "no_scope": tr("No authorisation is noted for this day."),
        "no_contacts": tr("No contact is noted."),
        "no_checks": tr("No check is noted."),
        "starts": tr("Starts when"),
        "decides": tr("Decides"),
    }


def _facts(given: Carried) -> list[list[str]]:
    day = given.review.done_on or given.review.planned_on
    rows = [[tr("Day"), day_text(day) if day else "__________"], [tr("Inspected by"), given.reviewer or "__________"]]
    return [*rows, [tr("Number"), given.review.code or "–"]]


def _scope(given: Carried) -> dict[str, Any] | None:
    """The authorisation for the day, where it may be shown; never that of another day or site."""
    cover = covers(given.authorisations, given.review, visit_day(given.review, given.as_of))
    found = cover.authorisation
    if not cover.permits or found is None:
        return None
    names = {contact.id: contact.name for contact in given.contacts}
    rows = [
        (tr("Valid from"), day_text(found.from_on) if found.from_on else ""),
        (tr("Valid until"), day_text(found.until_on) if found.until_on else tr("until withdrawn")),
        (tr("Given by"), names.get(found.given_by_id or "", "")),
        (tr("Given on"), day_text(found.given_on) if found.given_on else ""),
        (tr("Reference"), found.reference or ""),
    ]
    return {"text": found.scope, "rows": [list(row) for row in rows if row[1]]}


def _site(given: Carried) -> dict[str, Any]:
    site = given.site
    place = ", ".join(part for part in (site.address, site.city) if part) if site else ""
    rows = [(tr("Address"), place), (tr("Access"), site.access or "" if site else "")]
    assets = [
        {
            "name": asset.name,
            "text": " · ".join(
                part for part in (kind_word(asset.kind or "", language()), asset.model, asset.serial) if part
            ),
            "spare": asset.spare_place or "",
        }
        for asset in given.assets
    ]
    return {"rows": [list(row) for row in rows if row[1]], "assets": assets}


def _contact(contact: Contact) -> dict[str, str]:
    phone = " · ".join(number for number in (contact.mobile, contact.phone) if number)
    return {"name": contact.name, "title": contact.title or "", "phone": phone, "email": contact.email or ""}


def _plan(plan: ContingencyPlan) -> dict[str, Any]:
    steps = sorted(plan.steps, key=lambda s: s.t_plus_min if s.t_plus_min is not None else 10**6)[:_STEPS]
    lines = [
        {
            "at": tr("T+{n}", n=step.t_plus_min) if step.t_plus_min is not None else "–",
            "text": _short(f"{step.who}: {step.action}" if step.who else step.action),
        }
        for step in steps
    ]
    people = " / ".join(name for name in (plan.decider, plan.deputy) if name)
    return {"title": plan.title, "trigger": _short(plan.trigger or ""), "decides": people, "steps": lines}


def _groups(given: Carried) -> list[dict[str, Any]]:
    assets = {asset.id: asset.name for asset in given.assets}
    words = dict(GROUPS)
    found: dict[str, list[dict[str, str]]] = {}
    for check in given.checks:
        unit = check.unit or ""
        limit = f"{limit_words(check.ok_range)} {unit}".strip() if check.ok_range else ""
        asset = assets.get(check.asset_id or "", "")
        found.setdefault(check.group, []).append({"asset": asset, "item": check.item, "limit": limit, "unit": unit})
    return [{"name": tr(words[key]), "rows": rows} for key, rows in found.items()]


def _footer(given: Carried) -> str:
    printed = tr("Printed {on}", on=day_text(given.as_of))
    return " · ".join(part for part in (tr("SAMPLE — fictional") if given.sample else "", printed) if part)


def _short(text: str) -> str:
    one = " ".join(text.split())
    return one if len(one) <= _LONG else one[: _LONG - 1].rstrip() + "…"
