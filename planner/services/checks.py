# SPDX-License-Identifier: Apache-2.0
"""Verbs on the checks of a review: add one, record readings, results and findings (W6 step 1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from planner.entities.reviews.inspection_result import INSPECTION_RESULT, InspectionResult
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.changes import ChangeSet
from planner.kernel.clock import moment
from planner.kernel.text import N_, Message
from planner.rules.inspect import judge
from planner.services import authorisations, clock_notes, crud
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
    kept: list[InspectionResult] = []

    def work(unit: Unit) -> None:
        check = Reader(INSPECTION_RESULT, unit.conn).get(result_id)
        values = texts | (
            by_hand(result) if result else proposed(check, texts["reading"]) if "reading" in texts else {}
        )
        note = clock_notes.clock_note(session, unit.conn, check.review_id)
        kept.append(put_result(unit, result_id, values, note))
        advance(unit, [check.review_id], session.today())

    label = named(session, INSPECTION_RESULT, [result_id], N_("Record “{name}”"), "")
    session.write(label, work, source)
    if kept[0].clock_note:
        session.read(lambda conn: clock_notes.told(session, conn, kept[0].review_id))
    return kept[0]


def record_results(session: Session, result_ids: Iterable[str], result: str, *, source: object = None) -> ChangeSet:
    """Give several checks the same result."""
    ids = tuple(result_ids)

    def work(unit: Unit) -> None:
        reviews = [put_result(unit, key, by_hand(result)).review_id for key in ids]
        advance(unit, reviews, session.today())

    label = named(session, INSPECTION_RESULT, ids, N_("Record “{name}”"), N_("Record {n} checks"))
    return session.write(label, work, source)


def next_code(unit: Unit) -> str:
    """A fresh finding number."""
    prefix = INSPECTION_RESULT.code_prefix
    return f"{prefix}{portfolio_settings.next_number(unit.conn, prefix)}"


def put_result(unit: Unit, key: str, values: dict[str, Any], clock: str | None = None) -> InspectionResult:
    """Write values of a check inside a verb; a finding gets its number, a new result or reading its time.

    ``clock`` is what is to be noted about the clock. Without an authorisation no check is made (K18).
    """
    before = Reader(INSPECTION_RESULT, unit.conn).get(key)
    authorisations.require(unit, before, values, moment(unit.stamp.at).astimezone().date())
    found = change(unit, INSPECTION_RESULT, key, **values)
    more: dict[str, Any] = {}
    if (found.result, found.reading) != (before.result, before.reading):
        made = found.result != "not_checked" or found.reading is not None
        more = {"checked_at": moment(unit.stamp.at) if made else None, "clock_note": clock if made else None}
    if found.result in _FINDINGS and found.code is None:
        more["code"] = next_code(unit)
    return Table(INSPECTION_RESULT, unit).set(key, **more) if more else found


def by_hand(result: str) -> dict[str, Any]:
    """A result that a person gives; "not checked" takes back what was given, so that a reading may propose again."""
    return {"result": result, "given_by": "hand" if result != "not_checked" else None}


def is_by_hand(check: InspectionResult) -> bool:
    """Whether the result was given by a person; where that was not noted, whether the reading shows another one."""
    if check.given_by is not None:
        return check.given_by == "hand"
    by_reading = judge(check.reading, check.ok_range, check.unit) if check.reading else None
    return check.result not in {"not_checked", by_reading}


def proposed(check: InspectionResult, reading: str | None) -> dict[str, Any]:
    """What a reading makes of the result: what its limit says, nothing where a person gave it."""
    if is_by_hand(check):
        return {}
    found = judge(reading, check.ok_range, check.unit) if reading else None
    return {"result": found or "not_checked", "given_by": "reading" if found else None}


def insert_check(session: Session, unit: Unit, /, **values: Any) -> InspectionResult:
    """Write a new check inside a verb; only findings get a number, so not by the generic way."""
    check = checked(session, INSPECTION_RESULT, **values)
    if check.result in _FINDINGS:
        check = replace(check, code=next_code(unit))
    if check.result != "not_checked" or check.reading is not None:
        check = replace(check, checked_at=moment(unit.stamp.at))
    return Table(INSPECTION_RESULT, unit).add(check)
