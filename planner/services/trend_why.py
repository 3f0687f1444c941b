# SPDX-License-Identifier: Apache-2.0
"""Why a measure stood where it did on a day of the trend, beside where it stands now (ux C2: why then vs now)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal

from planner.kernel.dates import day_text
from planner.kernel.text import tr
from planner.rules.facts import AccountFacts
from planner.rules.health import LABELS, health
from planner.rules.history import HEALTH, MEASURES, Standing, standing
from planner.services import histories, reports, why
from planner.services.session import Session
from planner.store.queries import snapshots as snapshots_query
from planner.views.charts import signed, whole
from planner.views.rules_stamp import stamp_text
from planner.views.why_view import WhyView, health_why


def of_standing(session: Session, account_id: str, key: str, day: date) -> WhyView:
    """The reasons behind a mark of the trend: "relation@2026-08-24", or the measure alone for the day shown.

    NotFoundError when the account is gone.
    """
    measure, _, on = key.partition("@")
    measure = measure if measure in MEASURES else HEALTH
    if not on:
        return why.of_measure(session, account_id, measure, day)
    return _then(session, reports.facts(session, account_id), measure, (date.fromisoformat(on), day))


def of_quarter(session: Session, account_id: str, key: str, day: date) -> WhyView:
    """Satisfaction at the end of a quarter, "2026-09-30", on the day of a callback, by its id, or on the day shown."""
    facts = reports.facts(session, account_id)
    called = next((call.called_on for call in facts.callbacks if call.id == key), None)
    with suppress(ValueError):
        day = min(day, called or date.fromisoformat(key))
    found = health(facts, histories.eras(session).rules(day), day, trend=False)
    made = health_why(found, "satisfaction", day)
    return replace(made, note=tr("as of {day}", day=day_text(day)))


def _then(session: Session, facts: AccountFacts, measure: str, days: tuple[date, date]) -> WhyView:
    eras = histories.eras(session)
    before, now = (standing(facts, eras, day) for day in days)
    found = health(facts, eras.rules(days[0]), days[0], trend=False)
    made = health_why(found, measure, days[1])
    label = tr("Health") if measure == HEALTH else tr(LABELS[measure])
    title = tr("{label} on {day}", label=label, day=day_text(days[0]))
    kept = session.read(lambda conn: snapshots_query.of_day(conn, facts.account.id, measure, days[0]))
    value = None if kept is None or kept.value is None else Decimal(kept.value).scaleb(-2)
    stamp = stamp_text(before.version, before.ruleset) if kept is None else stamp_text(kept.version, kept.ruleset)
    facts_then = (*_beside(before, now, measure, value), (tr("Rules that day"), stamp), *made.facts)
    made = replace(made, title=title, facts=facts_then, facts_title=tr("Then and now"))
    if days[0] >= days[1]:
        return made
    # what was missing then can't be recorded any more; what led from there to now can be told
    return replace(made, missing=(), since=days[0])


def _beside(before: Standing, now: Standing, measure: str, kept: Decimal | None) -> tuple[tuple[str, str], ...]:
    """Then, now and the change in words; whether the value was kept, and whether the rules are the same."""
    old, new = before.value(measure), now.value(measure)
    pairs = [(tr("Then"), _said(old)), (tr("Now"), _said(new))]
    if before.era != now.era:
        pairs.append((tr("Rules"), tr("changed since; not to be compared")))
    elif old is not None and new is not None:
        pairs.append((tr("Change"), signed(whole(new) - whole(old))))
    if kept is not None:
        same = old is not None and kept == old
        words = tr("as it was seen that day") if same else tr("records added later changed it since")
        pairs.append((tr("Kept"), tr("{value}, {words}", value=whole(kept), words=words)))
    return tuple(pairs)


def _said(value: Decimal | None) -> str:
    return tr("not assessed") if value is None else str(whole(value))
