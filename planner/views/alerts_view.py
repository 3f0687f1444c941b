# SPDX-License-Identifier: Apache-2.0
"""Alerts as a table and in words: what stands, about whom, the step that ends it, and what is muted and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from planner.entities.registry import BY_NAME
from planner.kernel.data import dataclass
from planner.kernel.dates import day_text, near_day, short_day
from planner.kernel.text import N_, tr, trn
from planner.rules.alert import RULES, Alert
from planner.rules.alert_rows import Row as AlertRow
from planner.rules.explain import Evidence
from planner.views.tables import CellValue, Column, Row, TableView
from planner.views.timeline import ICONS

COLUMNS: Final = (
    Column(key="sign", title="", kind="glyph", width=38, sortable=False, name=N_("State")),
    Column(key="alert", title=N_("Alert"), kind="two_line", sortable=False),
    Column(key="account", title=N_("Account"), width=190, sortable=False),
    Column(key="step", title=N_("Step"), width=150, sortable=False),
    Column(key="when", title=N_("When"), kind="two_line", align="right", width=172, sortable=False),
)
_ICONS: Final = {"contact": "user", "decision_role": "user", "relation_assessment": "users"}
# What can hurt the customer; late here it has the sign of something to act on, everything else that of a watch.
_ACT: Final = frozenset({"K5", "K6", "K11"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which alerts to show: words, one rule, one account, and those that are muted instead of those heard."""

    text: str = ""
    rule: str = ""
    account_id: str = ""
    muted: bool = False


def matching(rows: Iterable[AlertRow], wanted: Filter) -> list[AlertRow]:
    """The rows that meet a filter, in their order."""
    words = wanted.text.casefold().split()
    return [
        row
        for row in rows
        if (not wanted.rule or row.alert.rule == wanted.rule)
        and (not wanted.account_id or row.account_id == wanted.account_id)
        and all(word in _searched(row) for word in words)
    ]


def _searched(row: AlertRow) -> str:
    reason = row.mute.reason if row.mute is not None else ""
    return f"{row.account} {row.alert.rule} {row.alert.text.text()} {rule_words(row.alert)} {reason}".casefold()


def table(rows: Iterable[AlertRow], today: date) -> TableView:
    """Two lines each: the alert and its rule, or for a muted one why it is muted."""
    return TableView(columns=COLUMNS, rows=tuple(Row(key=row.key, cells=_cells(row, today)) for row in rows))


def state_of(alert: Alert, today: date) -> str:
    """The sign of an alert."""
    return "act" if alert.rule in _ACT and alert.due is not None and alert.due < today else "watch"


def rule_words(alert: Alert) -> str:
    """What its rule asks for."""
    return tr(RULES[alert.rule])


def rule_line(alert: Alert) -> str:
    """Its rule by number and words: "K5 · High or extreme risk without a valid plan"."""
    return f"{alert.rule} · {rule_words(alert)}"


def basis(alert: Alert) -> str:
    """The rule's number with what its first record says; with the rule where that is a name or said already."""
    said = alert.records[0].text if alert.records else ""
    if not said or said in alert.text.text() or alert.records[0].entity in _ICONS:
        return rule_line(alert)
    return f"{alert.rule} · {said}"


def step_words(alert: Alert) -> str:
    """The one step that ends it."""
    return alert.remedy.verb.text() if alert.remedy.verb is not None else ""


def when(alert: Alert, today: date) -> tuple[str, str]:
    """The day it has to be mended by and how long ago that was, or since when it stands; calm words, two lines."""
    if alert.due is None:
        since = max((record.on for record in alert.records if record.on is not None), default=None)
        return (tr("since {day}", day=near_day(since, today)), "") if since is not None else ("", "")
    late = (today - alert.due).days
    if late == 0:
        return tr("today"), ""
    if late < 0:
        return tr("by {day}", day=short_day(alert.due)), tr("{n} d left", n=-late)
    return tr("since {day}", day=short_day(alert.due)), trn("{n} day", "{n} days", late)


def mute_words(row: AlertRow) -> str:
    """Who muted it, until when and why, in one line; "" for an alert that is heard."""
    if row.mute is None:
        return ""
    return tr("{who}: {reason}", who=row.by, reason=row.mute.reason) if row.by else row.mute.reason


def until_words(row: AlertRow) -> str:
    """How long it stays muted."""
    if row.mute is None:
        return ""
    return tr("until {day}", day=day_text(row.mute.until)) if row.mute.until else tr("until it goes by itself")


def record_words(record: Evidence) -> tuple[str, str, str]:
    """A record behind an alert: its name, what it is and when, and its icon."""
    spec = BY_NAME.get(record.entity)
    kind = tr(spec.label) if spec is not None else ""
    parts = (kind if record.text else "", day_text(record.on) if record.on else "")
    return (
        record.text or kind,
        " · ".join(part for part in parts if part),
        _ICONS.get(record.entity) or ICONS.get(record.entity, "file"),
    )


def count_words(heard: int, muted: int) -> str:
    """How many there are; what is muted is always named."""
    words = trn("{n} alert", "{n} alerts", heard) if heard else ""
    hushed = trn("{n} muted", "{n} muted", muted) if muted else ""
    return " · ".join(part for part in (words, hushed) if part)


def _until(day: date | None) -> str:
    return tr("until {day}", day=short_day(day)) if day else tr("no end set")


def _cells(row: AlertRow, today: date) -> tuple[CellValue, ...]:
    first, second = (_until(row.mute.until), "") if row.mute is not None else when(row.alert, today)
    below = mute_words(row) if row.mute is not None else basis(row.alert)
    return (
        CellValue(state="unknown" if row.mute is not None else state_of(row.alert, today)),
        CellValue(text=row.alert.text.text(), second=below),
        CellValue(text=row.account),
        CellValue(text=step_words(row.alert), color="muted"),
        CellValue(text=first, second=second),
    )
