# SPDX-License-Identifier: Apache-2.0
"""What follows from a change of a record, whichever verb makes it, in the same step.

A review's state is what its checks, explanations, risks and plans show (4.1); a reading is judged by its limit; a plan
carries its newest drill.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from planner.entities.reviews.inspection_result import InspectionResult
from planner.entities.risks.risk import RISK
from planner.entities.spec import EntitySpec
from planner.rules.inspect import judge
from planner.services import drills
from planner.services.review_state import advance
from planner.store.table import Reader
from planner.store.unit import Unit

_PARTS = frozenset({"inspection_result", "explain_session", "risk"})


def after_edit(unit: Unit, spec: EntitySpec[Any], before: Any, after: Any, today: date) -> None:
    """A record was changed field by field: judge a reading anew whose limit changed, and settle its review."""
    if isinstance(after, InspectionResult) and isinstance(before, InspectionResult):
        _judge_again(unit, before, after)
    settle(unit, spec, [before, after], today)


def settle(unit: Unit, spec: EntitySpec[Any], records: Iterable[Any], today: date) -> None:
    """Bring the reviews that these records belong to into the state their records show now."""
    if spec.name in _PARTS:
        advance(unit, (record.review_id for record in records), today)
    elif spec.name == "contingency_plan":
        risks = Reader(RISK, unit.conn)
        covered = (risks.find(key) for record in records for key in record.risk_ids)
        advance(unit, sorted({risk.review_id for risk in covered if risk and risk.review_id}), today)
    elif spec.name == "drill":
        drills.settle(unit, tuple(records))


def _judge_again(unit: Unit, before: InspectionResult, after: InspectionResult) -> None:
    """A result that came from the reading follows a corrected limit; one that was chosen by hand stays."""
    from planner.services.checks import is_by_hand, put_result

    if after.reading is None or (before.ok_range, before.unit) == (after.ok_range, after.unit):
        return
    if is_by_hand(before):
        return
    found = judge(after.reading, after.ok_range, after.unit)
    if (found or "not_checked") != after.result:
        put_result(unit, after.id, {"result": found or "not_checked", "given_by": "reading" if found else None})
