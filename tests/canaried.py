# SPDX-License-Identifier: Apache-2.0
"""A portfolio with a canary in every text and every free number: words and figures that stand nowhere else."""

from __future__ import annotations

import string
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from planner.entities.registry import BY_NAME, ENTITIES
from planner.entities.spec import EntitySpec, FieldSpec, Kind
from planner.kernel.text import Message
from planner.services.session import Session
from planner.store.queries import customer_view as queries
from planner.store.table import Table
from planner.store.unit import Unit
from tests.builders import BUILDERS

MARK = "qz"
FIGURE = 770_000_000
"""Canaries that are numbers begin here; whatever is divided by 100 or 1,000 on the way keeps its first digits."""
_COUNT = count()
_LETTERS = "".join(letter for letter in string.ascii_lowercase if letter not in MARK)


def canary() -> str:
    """A word that no language and no text of the program has."""
    n, word = next(_COUNT), ""
    for _ in range(5):
        n, rest = divmod(n, len(_LETTERS))
        word += _LETTERS[rest]
    return f"{MARK}{word}{MARK}"


def canaried(spec: EntitySpec[Any], record: Any, keep: set[str]) -> Any:
    """A record with a canary in every text that is not to be shown."""
    values: dict[str, Any] = {}
    for field in spec.fields:
        if field.name not in keep:
            value = _canary_for(field)
            if value is not None:
                values[field.name] = value
    return replace(record, **values)


def _canary_for(field: FieldSpec) -> Any:
    if field.ref or field.name.endswith(("_id", "_type")) or field.name in {"sha256", "media_type", "body", "hash"}:
        return None
    if field.kind in {Kind.TEXT, Kind.NOTE}:
        return canary()
    if field.kind in {Kind.INT, Kind.MONEY} and field.high is None:
        return FIGURE + next(_COUNT) * 1_000 + 770
    if field.kind is Kind.LIST:
        if field.item is None:
            return (canary(),)
        texts = {f.name: canary() for f in field.item.fields if f.kind is Kind.TEXT}
        return (field.item.cls(**texts),) if texts else None
    return None


class Portfolio:
    """One review with a shareable and an internal record of every kind."""

    def __init__(self, session: Session, folder: Path) -> None:
        self.session = session
        self.rows: list[Any] = []
        self.account = self._make("account", "internal", {"name"}, name="Meridian Foods")
        of = {"account_id": self.account.id}
        self.sites = self._both("site", **of)
        self.assets = self._both("asset", site_id=self.sites[0].id, **of)
        self.people = self._both("contact", **of)
        self.ours = self._make("person", "internal", set())
        leave = self._make("authorisation", "internal", set(), given_by_id=self.people[0].id, **of)
        self.review = self._make(
            "network_review", "customer", queries_of("network_review"), site_id=self.sites[0].id,
            authorised_by=self.people[0].id, authorisation_id=leave.id, reviewer_id=self.ours.id, **of,
        )  # fmt: skip
        inside = {"review_id": self.review.id, **of}
        self.checks = [
            *self._both("inspection_result", result="fail", asset_id=self.assets[0].id, **inside),
            self._make("inspection_result", "customer", queries_of("inspection_result"), result="pass",
                       asset_id=self.assets[1].id, **inside),
        ]  # fmt: skip
        self._both("explain_session", listeners=(self.people[0].id,), acknowledged_by=self.people[0].id, **inside)
        rated = {"likelihood": 3, "impact": 4, "owner_id": self.ours.id, "customer_owner_id": self.people[0].id}
        rated |= {"finding_ids": tuple(one.id for one in self.checks), "state": "open"}
        self.risks = [
            *self._both("risk", kind="technical", **rated, **inside),
            self._make("risk", "customer", set(), kind="commercial", **rated, **inside),
        ]
        keys = tuple(one.id for one in self.risks)
        self.plans = self._both("contingency_plan", risk_ids=keys, contact_ids=(self.people[0].id,), **of)
        for plan in self.plans:
            self._both("drill", plan_id=plan.id, led_by_id=self.ours.id, attendees=(self.people[0].id,), **of)
        for risk in self.risks:
            self._both("action", parent_type="risk", parent_id=risk.id, owner_id=self.ours.id, done_on=None,
                       dropped_on=None, **of)  # fmt: skip
        self._files(folder, of)
        self._rest(of)
        self._store()

    def _both(self, kind: str, /, **fields: Any) -> list[Any]:
        """A shareable record, whose chosen columns are plain, and an internal one."""
        shown = self._make(kind, "customer", queries_of(kind), **fields)
        return [shown, self._make(kind, "internal", set(), **fields)]

    def _make(self, kind: str, audience: str, keep: set[str], /, **fields: Any) -> Any:
        spec = BY_NAME[kind]
        made = canaried(spec, BUILDERS[kind](**fields), keep | set(fields))
        if any(field.name == "audience" for field in spec.fields):
            made = replace(made, audience=audience)
        self.rows.append(made)
        return made

    def _files(self, folder: Path, of: dict[str, str]) -> None:
        for check in self.checks:
            for audience in ("customer", "internal"):
                self._make("attachment", audience, set(), target_type="inspection_result", target_id=check.id,
                           media_type="image/png", sha256=canary(), **of)  # fmt: skip

    def _rest(self, of: dict[str, str]) -> None:
        """Every other kind of record, marked Shareable or not: nothing of them is ever shown."""
        made = {type(row) for row in self.rows}
        for spec in ENTITIES:
            if spec.cls in made or spec.name == "ruleset":
                continue
            needs = {f.name: self._known(f.ref) for f in spec.fields if f.kind is Kind.REF and f.required}
            for audience in ("customer", "internal"):
                self._make(spec.name, audience, set(), **{**needs, **(of if spec.has_account else {})})

    def _known(self, kind: str) -> str:
        return str(next(row.id for row in self.rows if type(row) is BY_NAME[kind].cls))

    def _store(self) -> None:
        by_class = {spec.cls: spec for spec in ENTITIES}
        held = {row.id for row in self.rows}

        def work(unit: Unit) -> None:
            for row in self.rows:
                spec = by_class[type(row)]
                loose = {
                    f.name: None
                    for f in spec.fields
                    if f.kind is Kind.REF and not f.required and getattr(row, f.name) not in held
                }
                Table(spec, unit).put(replace(row, **loose))

        self.session.write(Message("Put"), work)


def queries_of(kind: str) -> set[str]:
    """The columns of a kind that the view may show; none of kinds it never shows."""
    return set(queries.CHOSEN.get(kind, ()))


def canaries_in(text: str) -> list[str]:
    """The canaries in a text, in their order."""
    parts = text.split(MARK)
    return [f"{MARK}{word}{MARK}" for word in parts if len(word) == 5 and set(word) <= set(_LETTERS)]
