# SPDX-License-Identifier: Apache-2.0
"""All accounts with their derived values as they stood on a past day: worked out from dated facts, nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from planner.kernel.text import tr
from planner.rules.account_list import HealthValues, score_row
from planner.rules.account_rows import AccountRow, ScoreRow
from planner.rules.facts import AccountFacts
from planner.services import rulesets
from planner.services.bulk_scores import values_of_all
from planner.services.session import Session
from planner.store.queries import facts as facts_query

_BATCH, _MANY = 25, 50
Report = Callable[[int, int, str], None]


def accounts_on(session: Session, keys: Sequence[str], day: date, report: Report | None = None) -> list[AccountRow]:
    """The accounts of these ids at the end of a day, by the rules of now; ``report`` may raise Cancelled."""
    rules = rulesets.current(session)
    known: Mapping[str, HealthValues] = values_of_all(session, day) if len(keys) >= _MANY else {}
    found: list[AccountRow] = []
    for start in range(0, len(keys), _BATCH):
        if report is not None:
            report(start, len(keys), tr("Looking back"))
        some = keys[start : start + _BATCH]
        loaded = session.read(lambda conn, some=some: facts_query.load_many(conn, some))  # type: ignore[misc]
        for facts in loaded:
            stood = facts.at(day)
            found.append(_row(stood, score_row(stood, rules, day, known.get(stood.account.id))))
    return found


def _row(facts: AccountFacts, score: ScoreRow) -> AccountRow:
    account = facts.account
    return AccountRow(
        id=account.id,
        name=account.name,
        grade=account.grade,
        industry=account.industry,
        city=account.city,
        owner=facts.person_name(account.owner_id) or None,
        score=score,
    )
