# SPDX-License-Identifier: Apache-2.0
"""The command that shows the trace of a risk or a finding in both directions."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from planner.cli import output
from planner.cli.opened import opened
from planner.kernel.dates import day_text
from planner.kernel.text import tr
from planner.rules.trace import Link
from planner.services import trace as service
from planner.views.trace_view import Shown, Step, summary


def trace(command: argparse.Namespace, _gui: object) -> int:
    """Print the nine links of a record; in JSON also as the way back and the way on."""
    with opened(command) as session:
        told = service.of(session, *service.named(session, command.record))
        item = _item(told)
        if command.form == "csv":
            rows = [{"kind": link["kind"], "state": link["state"], **r} for link in item["links"] for r in _rows(link)]
            output.listing("trace", rows, "csv", [])
        else:
            output.single("trace", item, command.form, _lines(told))
    return 0


def _item(told: service.Told) -> dict[str, Any]:
    by_kind = {step.kind: _step(step) for step in told.steps}

    def way(links: Iterable[Link]) -> list[dict[str, Any]]:
        return [by_kind[link.kind] for link in links]

    found = told.trace
    return {
        "entity": found.entity,
        "id": found.id,
        "account_id": told.facts.account.id,
        "account": told.facts.account.name,
        "at": found.at,
        "unbroken": not found.broken,
        "missing": [link.kind for link in found.broken],
        "links": list(by_kind.values()),
        "back": way(found.back),
        "onward": way(found.onward),
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "state": step.state,
        "records": [_record(shown) for shown in step.records],
        "missing": step.lacks or None,
        "remedy": step.remedy or None,
    }


def _record(shown: Shown) -> dict[str, Any]:
    return {
        "entity": shown.entity,
        "id": shown.id,
        "code": shown.code or None,
        "text": shown.text,
        "detail": shown.detail or None,
        "on": shown.on,
        "planned": shown.ahead,
        "files": [{"id": key, "caption": caption} for key, caption in shown.photos],
    }


def _rows(link: dict[str, Any]) -> list[dict[str, Any]]:
    empty = dict.fromkeys(("entity", "id", "code", "text", "detail", "on", "planned", "files"))
    return [{**record, "missing": link["missing"]} for record in link["records"] or [empty]]


def _lines(told: service.Told) -> Iterable[str]:
    for step in told.steps:
        if not step.records:
            yield f"  {step.label}: {_gap(step)}"
        for shown in step.records:
            mark = "→" if step.here and shown.id == told.trace.id else " "
            day = f" ({_day(shown)})" if shown.on else ""
            detail = f"; {shown.detail}" if shown.detail else ""
            yield f"{mark} {step.label}: {shown.name}{detail}{day}"
            yield from (f"    {caption}" for _, caption in shown.photos)
        if step.records and step.gap is not None:
            yield f"  {step.label}: {_gap(step)}"
    yield summary(told.trace)


def _day(shown: Shown) -> str:
    assert shown.on is not None
    return tr("planned for {on}", on=day_text(shown.on)) if shown.ahead else day_text(shown.on)


def _gap(step: Step) -> str:
    words = tr("{missing} ({remedy})", missing=step.lacks, remedy=step.remedy)
    return words if step.state == "missing" else tr("{words}, not required now", words=words)
