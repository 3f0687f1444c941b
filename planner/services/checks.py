# SPDX-License-Identifier: Apache-2.0
"""Verbs on the checks of a review: add one, record readings, results and findings (W6 step 1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from planner.entities.reviews.inspection_result import INSPECTION_RESULT, InspectionResult
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.changes import ChangeSet
from planner.kernel.text import N_, Message
from planner.rules.inspect import judge
from planner.services import crud
from planner.services.parts import KEEP, Keep, change, checked, given, named
from planner.services.review_state import advance
from planner.services.session import Session
from planner.store import portfolio_settings
from planner.store.table import Reader, Table
from planner.store.unit import Unit

_LAST_POSITION = "SELECT coalesce(max(position), 0) FROM inspection_result WHERE review_id = ? AND deleted = 0"
_FINDINGS = ("attention", "fail")


def add_check(
    session: Session,
    review_id: str,
    item: str,
    *,
    group: str = "basics",
    asset_id: str | None = None,
    unit: str | None = None,
    ok_range: str | None = None,
    source: object = None,
) -> InspectionResult:
    """One more check at the end of a review's list; ``ok_range`` such as "< 80" judges readings."""
    review = crud.get(session, NETWORK_REVIEW, review_id)
    kept: list[InspectionResult] = []

    def work(running: Unit) -> None:
        last = running.conn.execute(_LAST_POSITION, (review_id,)).fetchone()[0]
        check = {"item": item, "group": group, "asset_id": asset_id, "unit": unit, "ok_range": ok_range}
        place = {"account_id": review.account_id, "review_id": review_id, "position": int(last) + 1}
        kept.append(insert_check(session, running, **place, **check, audience=review.audience))
        advance(running, [review_id], session.today())

    session.write(Message(N_("Add check “{name}”"), {"name": item.strip()}), work, source)
    return kept[0]


def record_result(
    session: Session,
    result_id: str,
    result: str | None = None,
    *,
    reading: str | Keep | None = KEEP,
    finding: str | Keep | None = KEEP,
    note: str | Keep | None = KEEP,
    source: object = None,
) -> InspectionResult:
    """Record what a check showed.

    A reading is judged by the limit and chooses pass or fail, unless a result was chosen by hand.
    Attention and fail get a finding number.
    """
    texts = given(reading=reading, finding=finding, note=note)

    def work(unit: Unit) -> InspectionResult:
        check = Reader(INSPECTION_RESULT, unit.conn).get(result_id)
        chosen = result or _suggested(check, texts.get("reading", check.reading))
        found = put_result(unit, result_id, {**texts, "result": chosen})
        advance(unit, [found.review_id], session.today())
        return found

    kept: list[InspectionResult] = []
    label = named(session, INSPECTION_RESULT, [result_id], N_("Record “{name}”"), "")
    session.write(label, lambda unit: kept.append(work(unit)), source)
    return kept[0]


def record_results(session: Session, result_ids: Iterable[str], result: str, *, source: object = None) -> ChangeSet:
    """Give several checks the same result."""
    ids = tuple(result_ids)

    def work(unit: Unit) -> None:
        reviews = [put_result(unit, key, {"result": result}).review_id for key in ids]
        advance(unit, reviews, session.today())

    label = named(session, INSPECTION_RESULT, ids, N_("Record “{name}”"), N_("Record {n} checks"))
    return session.write(label, work, source)


def next_code(unit: Unit) -> str:
    """A fresh finding number."""
    prefix = INSPECTION_RESULT.code_prefix
    return f"{prefix}{portfolio_settings.next_number(unit.conn, prefix)}"


def put_result(unit: Unit, key: str, values: dict[str, Any]) -> InspectionResult:
    """Write values of a check inside a verb; a finding gets its number."""
    found = change(unit, INSPECTION_RESULT, key, **values)
    if found.result in _FINDINGS and found.code is None:
        found = Table(INSPECTION_RESULT, unit).set(key, code=next_code(unit))
    return found


def _suggested(check: InspectionResult, reading: str | None) -> str:
    """The result that the reading shows, if the present one was not chosen by hand."""
    by_reading = judge(check.reading, check.ok_range, check.unit) if check.reading else None
    if check.result not in {"not_checked", by_reading}:
        return check.result
    return (judge(reading, check.ok_range, check.unit) if reading else None) or "not_checked"


def insert_check(session: Session, unit: Unit, /, **values: Any) -> InspectionResult:
    """Write a new check inside a verb; only findings get a number, so not by the generic way."""
    check = checked(session, INSPECTION_RESULT, **values)
    if check.result in _FINDINGS:
        check = replace(check, code=next_code(unit))
    return Table(INSPECTION_RESULT, unit).add(check)
