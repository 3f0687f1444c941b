# SPDX-License-Identifier: Apache-2.0
"""The report of alerts: what is heard, or what is muted with who did it and why."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from planner.cli import output
from planner.kernel.text import tr
from planner.services import alert_list, rulesets
from planner.services.alert_list import AlertList, Row
from planner.services.session import Session


def alerts(session: Session, known: list[Any], day: date, command: argparse.Namespace) -> None:
    """The alerts of these accounts on a day; as JSON with their records, as text with how many are muted."""
    found = _found(session, known, day, command)
    rows = found.muted if command.muted else found.heard
    number, rules = session.read(rulesets.numbered)
    by = {"ruleset": rules.hash, "ruleset_version": number, "as_of": day}
    items = [{**_item(row), **by} for row in rows]
    columns: tuple[tuple[str, str], ...] = (
        ("rule", tr("Rule")),
        ("account", tr("Account")),
        ("text", tr("Alert")),
        *((("reason", tr("Reason")), ("muted_by", tr("Muted by")), ("until", tr("Until"))) if command.muted else ()),
        ("remedy", tr("Step")),
        ("due", tr("By")),
    )
    output.listing("alerts", items, command.form, columns)
    if command.form == "text" and not command.muted:
        print(_ending(found))


def _found(session: Session, known: list[Any], day: date, command: argparse.Namespace) -> AlertList:
    if command.account:
        return alert_list.alerts(session, known[0].id, day)
    return alert_list.portfolio_alerts(session, day)


def _ending(found: AlertList) -> str:
    """How many are muted, so that none is passed over in silence."""
    if found.muted:
        return tr("Muted: {n}. See them with --muted.", n=len(found.muted))
    return tr("Nothing is muted.") if found.heard else tr("Nothing needs you, and nothing is muted.")


def _item(row: Row) -> dict[str, Any]:
    alert, mute = row.alert, row.mute
    records = [{"entity": r.entity, "id": r.id, "text": r.text, "on": r.on} for r in alert.records]
    item: dict[str, Any] = {
        "rule": alert.rule,
        "account_id": row.account_id,
        "account": row.account,
        "subject": alert.subject,
        "text": alert.text.text(),
        "remedy": alert.remedy.verb.text() if alert.remedy.verb else None,
        "due": alert.due,
        "muted": mute is not None,
        "records": records,
    }
    if mute is not None:
        item |= {"reason": mute.reason, "muted_by": row.by or None, "muted_on": mute.muted_on, "until": mute.until}
    return item
