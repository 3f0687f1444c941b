# SPDX-License-Identifier: Apache-2.0
"""The days ahead as a calendar file: next reviews, reports due and drills (issue 4, part 10).

What was given out is remembered by the event's name: so a second import moves what was changed, and takes out what no
longer holds, instead of adding it once more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from planner.entities.reviews.network_review import NetworkReview
from planner.formats.calendar_out import DayEvent, ics
from planner.kernel.errors import PlannerError
from planner.kernel.text import language as current_language
from planner.kernel.text import speaking, tr
from planner.rules.cadence import review_cadence
from planner.rules.facts import AccountFacts
from planner.rules.review import report_due
from planner.rules.risk import risk_states
from planner.rules.ruleset import Rules
from planner.safe.files import hand_out
from planner.safe.names import safe_file_name
from planner.services import reports, rulesets
from planner.services.portfolio_facts import is_sample
from planner.services.session import Session
from planner.store import portfolio_settings
from planner.store.queries import accounts as accounts_query
from planner.store.queries import review_records
from planner.views.audience import CUSTOMER
from planner.views.review_view import SETTLED, site_name

_SENT = "calendar_sent"
Report = Callable[[int, int, str], None]
_Sent = dict[str, list[Any]]


def file_name(session: Session, account_id: str | None, audience: str) -> str:
    """The proposed name: "Waterline calendar 2026-11-21.ics", or the account's for a file about one."""
    name = reports.facts(session, account_id).account.name if account_id else "Waterline"
    tag = "CUSTOMER" if audience == CUSTOMER else "INTERNAL"
    stem = f"{name} calendar {tag} {session.today().isoformat()}"
    return safe_file_name(stem, extension=".ics", fallback="calendar")


def export_calendar(
    session: Session,
    target: Path,
    *,
    account_id: str | None = None,
    audience: str = "internal",
    language: str | None = None,
    overwrite: bool = False,
    report: Report | None = None,
) -> Path:
    """Write the days of an account, or of the whole portfolio, and return where; nothing half-done is left.

    For the customer it holds what is marked shareable of one account, and no word of ours. PlannerError when the place
    can't be written or a customer's file is asked for without an account.
    """
    if audience not in {"internal", CUSTOMER}:
        raise PlannerError(tr("A calendar is for internal readers or for the customer."), "audience")
    if audience == CUSTOMER and account_id is None:
        raise PlannerError(tr("Name the account: a calendar for a customer is about that customer only."), "account")
    with speaking(language or current_language()):
        events = list(_events(session, account_id, audience, report))
        title = tr("Network inspections") if audience == CUSTOMER else tr("Waterline: reviews, reports and drills")
        if is_sample(session):
            title = tr("SAMPLE — fictional") + " · " + title
        scope = f"{audience} {account_id or ''}".strip()
        sent, every = _numbered(session, scope, sorted(events, key=lambda e: (e.on, e.uid)))
        content = ics(every, name=title, stamped=session.clock.now(), private=audience != CUSTOMER)
    path = hand_out(content, target, file_name(session, account_id, audience), overwrite=overwrite)
    _remember(session, scope, sent)
    return path


def _events(session: Session, account_id: str | None, audience: str, report: Report | None) -> Iterator[DayEvent]:
    rules, today = rulesets.current(session), session.today()
    if audience == CUSTOMER:
        yield from customer_events(session.read(lambda conn: review_records.shared_planned(conn, account_id or "")))
        return
    keys = [account_id] if account_id else session.read(accounts_query.with_anything_open)
    for number, key in enumerate(keys, start=1):
        yield from own_events(reports.facts(session, key), rules, today)
        if report is not None:
            report(number, len(keys), "")


def own_events(facts: AccountFacts, rules: Rules, today: date) -> Iterator[DayEvent]:
    """What we have to do for an account: reviews planned or due, reports, drills planned or required."""
    name, known = facts.account.name, facts.at(today)
    planned = list(_planned(known))
    for review, on in planned:
        site = site_name(known, review.site_id)
        summary = tr("Network review {account}, site {site}", account=name, site=site) if site else tr(
            "Network review {account}", account=name)  # fmt: skip
        yield DayEvent(uid=_uid("review", review.id), on=on, summary=summary, location=_place(known, review))
    cadence = review_cadence(known, rules, today)
    if not planned and cadence.next_due is not None:
        summary = tr("Network review due: {account}", account=name)
        reason = cadence.reason.text()
        yield DayEvent(uid=_uid("next-review", facts.account.id), on=cadence.next_due, summary=summary,
                       description=reason)  # fmt: skip
    for review, due in _reports(known, rules):
        summary = tr("Inspection report due: {account}", account=name)
        yield DayEvent(uid=_uid("report", review.id), on=due, summary=summary, description=review.code or "")
    yield from _drills(known, rules, today)


def customer_events(facts: AccountFacts) -> Iterator[DayEvent]:
    """What a customer may know of: planned inspections, the day their report is promised for, and planned drills."""
    for review, on in _planned(facts):
        site = site_name(facts, review.site_id)
        summary = tr("Network inspection, site {site}", site=site) if site else tr("Network inspection")
        yield DayEvent(uid=_uid("review", review.id), on=on, summary=summary, location=_place(facts, review))
    for review in facts.reviews:
        if review.report_due is not None and _unreported(review):
            yield DayEvent(uid=_uid("report", review.id), on=review.report_due, summary=tr("Inspection report"))
    titles = {plan.id: plan.title for plan in facts.plans}
    for drill in facts.drills:
        if drill.held_on is None and drill.planned_on is not None and drill.plan_id in titles:
            summary = tr("Drill: {plan}", plan=titles[drill.plan_id])
            yield DayEvent(uid=_uid("drill", drill.id), on=drill.planned_on, summary=summary)


def _planned(facts: AccountFacts) -> Iterator[tuple[NetworkReview, date]]:
    for review in facts.reviews:
        if review.done_on is None and review.planned_on is not None and review.state not in SETTLED:
            yield review, review.planned_on


def _reports(facts: AccountFacts, rules: Rules) -> Iterator[tuple[NetworkReview, date]]:
    for review in facts.done_reviews():
        if review.done_on is not None and _unreported(review):
            yield review, review.report_due or report_due(review.done_on, rules)


def _unreported(review: NetworkReview) -> bool:
    return review.done_on is not None and review.reported_on is None and review.state not in SETTLED


def _drills(facts: AccountFacts, rules: Rules, today: date) -> Iterator[DayEvent]:
    """Planned drills; for an extreme risk without one also the day by which it is required (D15)."""
    name, titles = facts.account.name, {plan.id: plan.title for plan in facts.plans}
    ahead = [drill for drill in facts.drills if drill.held_on is None and drill.planned_on is not None]
    for drill in ahead:
        plan = titles.get(drill.plan_id, "")
        assert drill.planned_on is not None
        summary = tr("Drill {account}: {plan}", account=name, plan=plan)
        yield DayEvent(uid=_uid("drill", drill.id), on=drill.planned_on, summary=summary)
    covered = {drill.plan_id for drill in ahead}
    for state in risk_states(facts, rules, today):
        if state.drill_due is None or state.drilled or covered.intersection(plan.id for plan in state.plans):
            continue
        summary = tr("Drill due {account}: {risk}", account=name, risk=state.name)
        yield DayEvent(uid=_uid("drill-for", state.risk.id), on=state.drill_due, summary=summary,
                       description=state.risk.statement)  # fmt: skip


def _place(facts: AccountFacts, review: NetworkReview) -> str:
    site = next((site for site in facts.sites if site.id == review.site_id), None)
    return ", ".join(part for part in ((site.name, site.address, site.city) if site else ()) if part)


def _uid(kind: str, key: str) -> str:
    return f"{kind}-{key}@waterline"


def _numbered(session: Session, scope: str, events: list[DayEvent]) -> tuple[_Sent, list[DayEvent]]:
    """The events with the number of their change, and those given out before that no longer hold, as cancelled.

    An event of the past is left as it is in the reader's calendar: it took place, or its day went by.
    """
    before: _Sent = session.read(lambda conn: portfolio_settings.get(conn, _SENT, {})).get(scope, {})
    sent: _Sent = {}
    made = []
    for event in events:
        mark = hashlib.sha256(repr(replace(event, sequence=0)).encode()).hexdigest()[:12]
        number, _, last = before.get(event.uid, [-1, "", ""])
        number += last != mark
        sent[event.uid] = [number, event.on.isoformat(), mark]
        made.append(replace(event, sequence=number))
    for uid, (last, on, mark) in before.items():
        if uid in sent or date.fromisoformat(on) <= session.today():
            continue
        number = last + bool(mark)
        sent[uid] = [number, on, ""]
        made.append(DayEvent(uid=uid, on=date.fromisoformat(on), sequence=number, cancelled=True))
    return sent, made


def _remember(session: Session, scope: str, sent: _Sent) -> None:
    if session.read_only:
        return
    with session.db.transaction(derived=True) as conn:
        every = portfolio_settings.get(conn, _SENT, {})
        if every.get(scope) != sent:
            portfolio_settings.put(conn, _SENT, {**every, scope: sent})
