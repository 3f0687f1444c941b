# SPDX-License-Identifier: Apache-2.0
"""Commands that list records and show one account."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from planner.cli import output
from planner.cli.opened import account, opened
from planner.entities.customers.account import ACCOUNT, GRADES
from planner.entities.customers.site import SITE
from planner.entities.relations.contact import CONTACT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.risks.risk import RISK
from planner.entities.service.action import ACTION
from planner.entities.spec import EntitySpec
from planner.kernel.text import N_, Message, tr
from planner.rules.risk import RiskState, word
from planner.rules.ruleset import HEALTH_BANDS
from planner.services import lookups, records, reports
from planner.services.session import Session

KINDS: dict[str, EntitySpec[Any]] = {
    "accounts": ACCOUNT,
    "contacts": CONTACT,
    "reviews": NETWORK_REVIEW,
    "risks": RISK,
    "actions": ACTION,
}
# key of the record or a looked-up name, heading
_COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "accounts": (
        ("grade", N_("Grade")),
        ("name", N_("Name")),
        ("industry", N_("Industry")),
        ("city", N_("City")),
        ("@owner_id", N_("Owner")),
    ),
    "contacts": (
        ("name", N_("Name")),
        ("title", N_("Job title")),
        ("@account_id", N_("Account")),
        ("email", N_("E-mail")),
        ("phone", N_("Phone")),
    ),
    "reviews": (
        ("code", N_("Number")),
        ("@account_id", N_("Account")),
        ("@site_id", N_("Site")),
        ("done_on", N_("Done on")),
        ("state", N_("State")),
    ),
    "risks": (
        ("code", N_("Number")),
        ("@account_id", N_("Account")),
        ("statement", N_("Risk")),
        ("likelihood", N_("Likelihood")),
        ("impact", N_("Impact")),
        ("state", N_("State")),
    ),
    "actions": (
        ("due", N_("Due")),
        ("title", N_("Action")),
        ("@account_id", N_("Account")),
        ("@owner_id", N_("Owner")),
        ("done_on", N_("Done on")),
    ),
}
_REFS = {"@account_id": "account", "@owner_id": "person", "@site_id": SITE.name}


def list_records(command: argparse.Namespace, _gui: object) -> int:
    """Print the records of a kind."""
    spec = KINDS[command.kind]
    with opened(command) as session:
        found = records.listing(session, spec, command.filter)
        items = [output.record(spec, one.entity, one.rev) for one in found]
        columns = _COLUMNS[command.kind]
        if command.form == "text":
            _name_refs(session, items, [key for key, _ in columns if key in _REFS])
    names = [(name, name) for name in ("id", *(("code",) if spec.code_prefix else ()), "rev")]
    names += [(field.name, field.name) for field in spec.fields if field.name != "code"]
    headings = [(key, tr(heading)) for key, heading in columns]
    output.listing(command.kind, items, command.form, headings if command.form == "text" else names)
    return 0


def show(command: argparse.Namespace, _gui: object) -> int:
    """Print one account with its health and what is open."""
    with opened(command) as session:
        key = account(session, command.account)
        item = _account_item(session, key)
        lines = _lines(item) if command.form == "text" else []
    output.single("account", item, command.form, lines)
    return 0


def _account_item(session: Session, key: str) -> dict[str, Any]:
    found = next(one for one in records.listing(session, ACCOUNT) if one.entity.id == key)
    report = reports.health(session, key)
    facts, ranking = report.facts, reports.risks(session, key)
    counts = {
        "contacts": len(facts.present_contacts()),
        "reviews": len(facts.reviews),
        "open_risks": len(facts.open_risks()),
        "open_actions": len(facts.open_actions()),
    }
    return {
        **output.record(ACCOUNT, found.entity, found.rev),
        "owner": facts.person_name(found.entity.owner_id),
        "counts": counts,
        "health": output.explained(report.explained),
        "risks": [_risk_item(state) for state in (*ranking.rated, *ranking.unrated)],
        "actions": [{"id": a.id, "title": a.title, "due": a.due} for a in facts.open_actions()],
    }


def _risk_item(state: RiskState) -> dict[str, Any]:
    risk = state.risk
    return {
        "id": risk.id,
        "code": risk.code,
        "statement": risk.statement,
        "score": state.current,
        "band": state.band,
    }


def _lines(item: dict[str, Any]) -> list[str]:
    """The account as a person reads it."""
    counts, health = item["counts"], item["health"]
    grades = dict(GRADES)
    lines = [item["name"]]
    for label, value in (
        (N_("Grade"), tr(grades[item["grade"]])),
        (N_("Industry"), item["industry"]),
        (N_("City"), item["city"]),
        (N_("Owner"), item["owner"]),
        (N_("What matters now"), item["what_matters"]),
        (N_("Health"), _health_text(health)),
        (N_("People"), counts["contacts"]),
        (N_("Network reviews"), counts["reviews"]),
    ):
        lines.append(f"{tr(label)}: {output.text(value)}")
    lines += _section(N_("Open risks"), item["risks"], _risk_text)
    return lines + _section(N_("Open actions"), item["actions"], lambda a: f"{output.text(a['due'])}  {a['title']}")


def _section(heading: str, items: list[dict[str, Any]], shown: Callable[[dict[str, Any]], str]) -> list[str]:
    if not items:
        return [f"{tr(heading)}: –"]
    return [f"{tr(heading)}:", *(f"  {shown(item)}" for item in items)]


def _risk_text(risk: dict[str, Any]) -> str:
    band = tr(word(risk["band"])) if risk["band"] else tr("not rated")
    score = "" if risk["score"] is None else f"{risk['score']} "
    return f"{risk['code']}  {score}{band}  {risk['statement']}"


def _health_text(health: dict[str, Any]) -> object:
    if health["value"] is None:
        return None
    words = {name: label for name, label, *_ in HEALTH_BANDS}
    percent = round(float(health["completeness"]) * 100)
    args = {"value": output.points(health["value"]), "band": tr(words[health["band"]]), "percent": percent}
    return Message(N_("{value}, {band}, {percent} % of the data"), args)


def _name_refs(session: Session, items: list[dict[str, Any]], keys: list[str]) -> None:
    """Put the names of records that others point to beside their ids."""
    for key in keys:
        field = key.removeprefix("@")
        names = lookups.labels_of(session, _REFS[key], {i[field] for i in items if i.get(field)})
        for item in items:
            item[key] = names.get(item.get(field) or "")
