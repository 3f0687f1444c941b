# SPDX-License-Identifier: Apache-2.0
"""The trace around one record, and the record that somebody names: a risk or a finding (issue 4, section 12)."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from planner.entities.registry import BY_NAME
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.risks.risk import RISK
from planner.entities.spec import EntitySpec
from planner.kernel.data import dataclass
from planner.kernel.errors import NotFoundError
from planner.kernel.text import tr
from planner.rules.facts import AccountFacts
from planner.rules.trace import STARTS, Trace
from planner.rules.trace import trace as trace_rule
from planner.services import crud, records, reports, rulesets
from planner.services.session import Session
from planner.views.trace_view import Step, steps

KINDS: Final = tuple(STARTS)
_ID: Final = 26


@dataclass(frozen=True, slots=True)
class Told:
    """A trace with the facts it was read from and its nine steps in words."""

    trace: Trace
    facts: AccountFacts
    steps: tuple[Step, ...]


def of(session: Session, entity: str, key: str) -> Told:
    """The trace through a check, risk, plan, drill or action; NotFoundError where it hangs on none of them."""
    record: Any = crud.get(session, BY_NAME[entity], key)
    facts, rules = reports.facts(session, record.account_id), rulesets.current(session)
    found = trace_rule(facts, entity, key, rules, session.today())
    if found is None:
        raise NotFoundError(tr("Nothing is linked to this record."), "not-found")
    return Told(found, facts, steps(found, facts, rules))


def named(session: Session, wanted: str) -> tuple[str, str]:
    """(entity, id) of the risk or check that an argument names: by id or number (R-12, F-31), or a risk by name."""
    numbered = wanted.strip().upper().startswith(INSPECTION_RESULT.code_prefix)
    kinds: tuple[EntitySpec[Any], ...] = (INSPECTION_RESULT, RISK) if numbered else (RISK, INSPECTION_RESULT)
    for spec in kinds:
        # Checks go by number or id alone: their names are the same in every review.
        if spec is RISK or numbered or len(wanted.strip()) == _ID:
            with suppress(NotFoundError):
                return spec.name, records.named(session, spec, wanted)
    raise records.unknown(wanted)
