# SPDX-License-Identifier: Apache-2.0
"""The command that says why a value is what it is, and why it moved since another day (issue 5, part 9)."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from planner.cli import output, why_green
from planner.cli.opened import account, opened
from planner.entities.customers.account import ACCOUNT
from planner.entities.registry import BY_NAME
from planner.kernel.dates import day_text
from planner.kernel.errors import PlannerError
from planner.kernel.numbers import decimal_text
from planner.kernel.text import N_, tr, trn
from planner.rules.explain import Evidence, Explained
from planner.rules.health import HEALTH_WORDS, LABELS
from planner.rules.hygiene import BANDS as HYGIENE_WORDS
from planner.rules.movement import CAUSES, Movement
from planner.rules.risk_score import absence
from planner.rules.words import RISK_BANDS
from planner.safe.files import free_name
from planner.services import crud, ruleset_versions
from planner.services import why as service
from planner.services.session import Session
from planner.views.movement_chart import signed_points

_MOST = 4
_LABELS = {
    **LABELS,
    "health": N_("Health"),
    "key": N_("Key relation"),
    "general": N_("General relation"),
    "hygiene": N_("Plan hygiene"),
}
_BANDS = {**HEALTH_WORDS, **HYGIENE_WORDS, **{name: word for name, word, *_ in RISK_BANDS}}


def why(command: argparse.Namespace, _gui: object) -> int:
    """Print a value with its lines, what is missing and how sure it is; with a day before, the way from there."""
    with opened(command) as session:
        key = account(session, command.account)
        name = crud.get(session, ACCOUNT, key).name
        day = command.as_of or session.today()
        measure = service.named(session, key, command.measure)
        found = service.explained(session, key, measure, day)
        stamp = ruleset_versions.stamp_of(session, found.ruleset)
        way = service.moved(session, key, measure, command.since, day) if command.since else None
        item = {"account_id": key, "account": name, "measure": measure, **_value(found)}
        item["ruleset_version"] = ruleset_versions.number_of(session, found.ruleset)
        if way is not None:
            held = ruleset_versions.held_then(session, way.before.as_of)
            item["since"] = {**_way(way), "change_rules": held or None}
        drawn = _drawn(session, key, measure, command, day)
        if drawn is not None:
            item["file"] = str(drawn)
        wanted = service.green(session, key, measure, day) if command.green else None
        if wanted is not None:
            item["green"] = why_green.plain(wanted)
        told = [*_value_lines(name, measure, found), stamp, *_other_rules(session, way)]
        said = [*told, *_way_lines(way), *why_green.lines(wanted), *([str(drawn)] if drawn else [])]
        output.single("why", item, command.form, said)
    return 0


def _drawn(session: Session, key: str, measure: str, command: argparse.Namespace, day: date) -> Path | None:
    """The way as a picture in a free place, where one is asked for; PlannerError without a day to compare with."""
    if command.to is None:
        return None
    if command.since is None:
        raise PlannerError(tr("The way is drawn from a day: give --since with --to."), "since")
    from planner.services import chart_files

    view = service.movement_chart(session, key, measure, command.since, day)
    return chart_files.save_view(view, free_name(command.to))


def _value(found: Explained) -> dict[str, Any]:
    made = output.explained(found)
    for line, shown in zip(found.lines, made["lines"], strict=True):
        shown["detail"] = line.detail.text() if line.detail else None
        shown["evidence"] = [_record(one) for one in line.evidence]
    return made


def _record(one: Evidence) -> dict[str, Any]:
    return {"entity": one.entity, "id": one.id, "text": one.text, "on": one.on, "grade": one.grade}


def _way(way: Movement) -> dict[str, Any]:
    return {
        "as_of": way.before.as_of,
        "value": way.before.value,
        "shown": way.before.shown,
        "change": way.change,
        "why_not": way.why_not,
        "moves": [
            {
                "rule": move.rule,
                "text": move.text,
                "points": move.points,
                "cause": move.cause,
                "records": [_record(one) for one in move.records],
            }
            for move in way.moves
        ],
    }


def _value_lines(name: str, measure: str, found: Explained) -> Iterable[str]:
    day, label = day_text(found.as_of), _LABELS.get(measure)
    measure = tr(label) if label else measure
    gone = absence(found)
    if gone is not None:
        yield tr("{name}: {reason}; it has no value on {day}", name=name, reason=gone.text(), day=day)
        return
    if found.shown is None:
        yield tr("{name}: {measure} is not known on {day}", name=name, measure=measure, day=day)
    else:
        band = f", {tr(_BANDS.get(found.band, found.band))}" if found.band else ""
        words = {"value": decimal_text(found.shown), "max": found.max, "band": band}
        yield tr("{name}: {measure} {value} of {max}{band} on {day}", name=name, measure=measure, day=day, **words)
    for line in found.lines:
        detail = f" ({line.detail.text()})" if line.detail else ""
        yield f"{_points(line.points)}  {line.text.text()}{detail}"
        yield from _records(line.evidence)
    for missing in found.missing:
        yield tr("Missing: {text}", text=missing.text.text())
    sure = "–" if found.confidence is None else f"{found.confidence:.0%}"
    yield tr("Complete {share}, confidence {sure}", share=f"{found.completeness:.0%}", sure=sure)


def _way_lines(way: Movement | None) -> Iterable[str]:
    if way is None:
        return
    day = day_text(way.before.as_of)
    why_not = way.why_not
    if why_not is not None or way.change is None:
        yield tr("Since {day}: {why}", day=day, why=why_not.text() if why_not else "")
        return
    was = decimal_text(way.before.shown or Decimal(0))
    yield tr("Since {day}, when it was {value}: {change}", day=day, value=was, change=signed_points(way.change))
    for move in way.moves:
        yield f"{signed_points(move.points):>7}  {move.text.text()}: {tr(CAUSES[move.cause])}"
        yield from _records(move.records)


def _other_rules(session: Session, way: Movement | None) -> Iterable[str]:
    """Other rules on the earlier day are said, as the value was another one in those days."""
    said = ruleset_versions.other_rules_since(session, way.before.as_of) if way is not None else ""
    if said:
        yield said


def _records(records: Sequence[Evidence]) -> Iterable[str]:
    for one in records[:_MOST]:
        spec = BY_NAME.get(one.entity)
        named = one.text if one.text and one.text != one.entity else tr(spec.label) if spec else one.entity
        parts = (day_text(one.on) if one.on else "", one.grade or "", named)
        yield " " * 9 + " · ".join(part for part in parts if part)
    if len(records) > _MOST:
        yield " " * 9 + trn("{n} more record", "{n} more records", len(records) - _MOST)


def _points(points: Any) -> str:
    """Signed where it is taken off, in a column of its own."""
    return f"{decimal_text(points):>7}"
