# SPDX-License-Identifier: Apache-2.0
"""The command on the rules of a portfolio: in words, into a file, from a file, and tried before they count."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from planner.cli import output
from planner.cli.opened import account, opened
from planner.kernel.dates import day_text
from planner.kernel.numbers import decimal_text
from planner.kernel.text import N_, tr
from planner.rules.explain import Explained
from planner.rules.health import HEALTH_WORDS
from planner.rules.ruleset import Rules, to_json
from planner.safe.files import free_name
from planner.services import ruleset_files, ruleset_trial, ruleset_versions
from planner.services.ruleset_trial import Pair, TrialAccount, TrialRow
from planner.services.ruleset_versions import Version, stamp_text
from planner.services.session import Session
from planner.views.rules_page import Difference, differences, rules_page

_COLUMNS = (
    ("name", N_("Account")),
    ("grade", N_("Grade")),
    ("now", N_("Now")),
    ("now_band", N_("Band")),
    ("then", N_("Then")),
    ("then_band", N_("Band then")),
    ("change", N_("Change")),
    ("risks", N_("Risks in another band")),
)


def rules(command: argparse.Namespace, _gui: object) -> int:
    """Print the rules in force; or write them, take others over, or show what others would change."""
    with opened(command) as session:
        if command.to is not None:
            _print_path(ruleset_files.export(session, free_name(command.to)), command.form)
        elif command.source is not None:
            _adopt(session, command)
        elif command.tried is not None:
            _try(session, command)
        else:
            _show(session, command.form)
    return 0


def _print_path(path: Path, form: str) -> None:
    output.single("file", {"path": str(path)}, form, [str(path)])


# -- in words


def _show(session: Session, form: str) -> None:
    now = ruleset_versions.in_force(session)
    every = ruleset_versions.versions(session)
    item = {
        **_head(now),
        "rules": json.loads(to_json(now.rules)),
        "differences": [_difference(one, "default") for one in differences(now.rules)],
        "versions": [_head(one) for one in every],
    }
    output.single("rules", item, form, [*_titles(now), *_words(now.rules), "", *_history(every)])


def _head(version: Version) -> dict[str, Any]:
    return {
        "name": version.name,
        "version": version.number,
        "hash": version.rules.hash,
        "adopted_on": version.adopted_on,
        "adopted_by": version.by or None,
        "reason": version.reason or None,
    }


def _difference(one: Difference, other: str) -> dict[str, Any]:
    return {"key": one.path, "text": one.text, "value": one.now, other: one.other}


def _titles(version: Version) -> Iterable[str]:
    yield f"{version.name} · {stamp_text(version.number, version.rules.hash)}"
    if version.adopted_on is not None:
        yield _adopted(version)


def _adopted(version: Version) -> str:
    day = day_text(version.adopted_on) if version.adopted_on else "–"
    parts = [tr("Adopted on {day}", day=day)]
    if version.by:
        parts = [tr("Adopted on {day} by {who}", day=day, who=version.by)]
    return ": ".join([*parts, *([version.reason] if version.reason else [])])


def _words(found: Rules) -> Iterable[str]:
    for group in rules_page(found):
        yield ""
        yield f"{group.title} ({group.source})" if group.source else group.title
        yield f"  {group.note}"
        yield from (f"  {sentence}" for sentence in group.sentences)
        if group.idle:
            yield "  " + tr("No records of this version need them yet: they change no value.")
        for row in group.rows:
            shown = ", ".join(_value(one.label, one.value, one.other) for one in row.values)
            text = tr("{rule}: {line}", rule=row.of, line=row.text) if row.of else row.text
            yield f"  - {text}: {shown or '–'}"


def _value(label: str, value: str, default: str) -> str:
    text = f"{label} {value}" if label else value
    return tr("{value} (default {default})", value=text, default=default) if default else text


def _history(every: Sequence[Version]) -> Iterable[str]:
    if len(every) > 1:
        yield tr("Versions")
        for one in every[:-1]:
            yield f"  {one.stamp}  {_adopted(one)}"


# -- from a file


def _adopt(session: Session, command: argparse.Namespace) -> None:
    found = ruleset_files.read(session, command.source)
    before = ruleset_versions.in_force(session)
    # why the file was adopted elsewhere, or before, is no reason of this adoption
    reason = command.reason.strip() or tr("Imported from {file}", file=command.source.name)
    ruleset_files.adopt(session, found.rules, reason, name=found.head.name)
    now = ruleset_versions.in_force(session)
    changed = differences(now.rules, before.rules)
    item = {**_head(now), "differences": [_difference(one, "before") for one in changed]}
    output.single("rules", item, command.form, [*_titles(now), *_changes(changed)])


def _changes(changed: Iterable[Difference]) -> Iterable[str]:
    for one in changed:
        words = {"group": one.group, "text": one.text, "other": one.other, "now": one.now}
        yield tr("  {group}, {text}: {other} → {now}", **words)


def _try(session: Session, command: argparse.Namespace) -> None:
    found = ruleset_files.read(session, command.tried)
    now = ruleset_versions.in_force(session)
    changed = differences(found.rules, now.rules)
    head = {
        "now": {"version": now.number, "hash": now.rules.hash},
        "tried": {"name": found.head.name, "hash": found.rules.hash, "edited": found.edited},
        "differences": [_difference(one, "now") for one in changed],
    }
    named = tr("{now} → {file} · {hash}, tried; nothing was changed", now=now.stamp, file=command.tried.name,
               hash=found.rules.hash[:8])  # fmt: skip
    lines = [named, *_changes(changed), ""]
    if command.account is None:
        _try_all(session, found.rules, command.form, head, lines)
        return
    tried = ruleset_trial.of_account(session, account(session, command.account), found.rules, command.as_of)
    values = {value.measure: {"now": output.explained(value.now), "then": output.explained(value.then)}
              for value in tried.values}  # fmt: skip
    more = [{"text": text, "now": before, "then": after} for text, before, after in tried.more]
    item = {**head, "account_id": tried.row.account_id, "account": tried.row.name, "values": values, "more": more}
    output.single("rules-trial", item, command.form, [*lines, *_account_lines(tried)])


def _try_all(session: Session, tried: Rules, form: str, head: dict[str, Any], lines: list[str]) -> None:
    rows = ruleset_trial.every(session, tried)
    items = [_row(row) for row in rows]
    if form == "json":
        output.show_json("rules-trial", {**head, "items": items})
        return
    if form == "text":
        print("\n".join([*lines, ruleset_trial.summary(rows)]))
        items = [_read(item, row) for item, row in zip(items, rows, strict=True) if row.moves]
    if items:
        columns = [(key, tr(title)) for key, title in _COLUMNS]
        output.listing("rules-trial", items, form, columns)


def _row(row: TrialRow) -> dict[str, Any]:
    return {
        "account_id": row.account_id,
        "name": row.name,
        "grade": row.grade,
        "now": row.now.value,
        "now_band": row.now.band,
        "then": row.then.value,
        "then_band": row.then.band,
        "change": row.change,
        "risks": row.risks,
        "review": row.review,
    }


def _read(item: dict[str, Any], row: TrialRow) -> dict[str, Any]:
    """A row as people read it."""
    bands = {"now_band": _band(row.now), "then_band": _band(row.then)}
    return {**item, **bands, "now": output.points(row.now.value), "then": output.points(row.then.value)}


def _account_lines(tried: TrialAccount) -> Iterable[str]:
    labels = dict(ruleset_trial.MEASURES)
    for value in tried.values:
        words = {"name": tried.row.name, "measure": tr(labels[value.measure])}
        yield tr("{name}: {measure}", **words) + f"  {_said(value.now)} → {_said(value.then)}"
        yield from (_pair(pair) for pair in value.lines)
    for text, now, then in tried.more:
        yield f"{text}: {now} → {then}"


def _said(value: Explained) -> str:
    shown = "–" if value.shown is None else decimal_text(value.shown)
    band = _band(value)
    return f"{shown} {band}" if band != "–" else shown


def _band(value: Explained) -> str:
    return tr(HEALTH_WORDS.get(value.band, value.band)) if value.band else "–"


def _pair(pair: Pair) -> str:
    detail = pair.then_detail or pair.now_detail
    if pair.now_detail and pair.then_detail and pair.now_detail != pair.then_detail:
        detail = f"{pair.now_detail} → {pair.then_detail}"
    return f"{_points(pair.now)} → {_points(pair.then)}  {pair.text}" + (f" ({detail})" if detail else "")


def _points(points: Decimal | None) -> str:
    return f"{decimal_text(points) if points is not None else '–':>7}"
