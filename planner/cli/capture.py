# SPDX-License-Identifier: Apache-2.0
"""The command that reads a quick note, says how every part was read, and keeps it where that is asked for."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from planner.cli.opened import account, opened
from planner.cli.output import plain, show_json
from planner.entities.common.person import PERSON
from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.relations.contact import CONTACT
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.risks.risk import RISK
from planner.entities.spec import EntitySpec
from planner.rules.capture import types as kinds
from planner.rules.capture.reader import Reader
from planner.rules.capture.types import Measure, Reading, Score, Value
from planner.services import crud, records
from planner.services.capture_reading import from_text, known
from planner.services.lookups import fold
from planner.services.quick_review import Capture, Captured, quick_capture
from planner.services.session import Session

_NAMED: dict[str, EntitySpec[Any]] = {kinds.PERSON: CONTACT, kinds.OWNER: PERSON, kinds.ASSET: ASSET}


def capture(command: argparse.Namespace, _gui: object) -> int:
    """Print how a text is read, as JSON; with --save make the records and add their ids."""
    with opened(command) as session:
        key = account(session, command.account)
        site_id = _site(session, key, command.site)
        read_against = known(session, key, site_id=site_id, language=command.lang, order=command.dates or "")
        read = Reader(read_against).read(command.text)
        made = None
        if command.save:
            audience = "team_lead" if command.audience == "lead" else command.audience
            base = Capture(account_id=key, site_id=site_id, audience=audience)
            made = quick_capture(session, from_text(base, read))
        show_json(
            "capture",
            {
                "account": _record(session, ACCOUNT, key),
                "site": _record(session, SITE, site_id) if site_id else None,
                "language": read_against.language,
                "today": read_against.today,
                "text": command.text,
                "readings": [_reading(session, one) for one in read.readings],
                "prose": read.prose,
                "saved": _saved(session, made) if made is not None else None,
            },
        )
    return 0


def _site(session: Session, account_id: str, wanted: str | None) -> str | None:
    """The site that was named, or the only one there is."""
    sites = crud.of_account(session, SITE, account_id)
    if not wanted:
        return sites[0].id if len(sites) == 1 else None
    found = [site.id for site in sites if site.id == wanted or fold(site.name) == fold(wanted)]
    if len(found) == 1:
        return found[0]
    raise records.unknown(wanted)


def _reading(session: Session, one: Reading) -> dict[str, Any]:
    """One reading: its span, what it was read as (null: left as text), and what else it can be."""
    return {
        "kind": one.kind,
        "group": one.group,
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "value": None if one.value is None else _value(session, one.kind, one.value),
        "alternatives": [_value(session, one.kind, other) for other in one.others],
        "why": one.why,
    }


def _value(session: Session, kind: str, value: Value) -> Any:
    if isinstance(value, Score):
        return {"likelihood": value.likelihood, "impact": value.impact}
    if isinstance(value, Measure):
        return {"value": value.value, "unit": value.unit}
    if isinstance(value, date):
        return plain(value)
    if value.startswith(kinds.NEW):
        return {"id": None, "name": value.removeprefix(kinds.NEW)}
    return _record(session, _NAMED[kind], value) if kind in _NAMED else value


def _record(session: Session, spec: EntitySpec[Any], key: str) -> dict[str, Any]:
    return {"id": key, "name": crud.title_of(session, spec, key)}


def _saved(session: Session, made: Captured) -> dict[str, Any]:
    return {
        "review": _coded(session, NETWORK_REVIEW, made.review_id),
        "checks": [_coded(session, INSPECTION_RESULT, key) for key in made.check_ids],
        "risk": _coded(session, RISK, made.risk_id) if made.risk_id else None,
        "plan": {"id": made.plan_id} if made.plan_id else None,
        "actions": [{"id": key} for key in made.action_ids],
        "interaction": {"id": made.interaction_id} if made.interaction_id else None,
    }


def _coded(session: Session, spec: EntitySpec[Any], key: str) -> dict[str, Any]:
    return {"id": key, "code": crud.get(session, spec, key).code}
