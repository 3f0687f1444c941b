# SPDX-License-Identifier: Apache-2.0
"""Alerts with those that are muted told apart, and the verbs that mute one and lift it again (domain-model 3.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from datetime import date, timedelta
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from planner.entities.common.alert_mute import ALERT_MUTE, AlertMute
from planner.entities.common.person import PERSON
from planner.entities.customers.account import ACCOUNT
from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError, ValidationError
from planner.kernel.text import N_, Message, tr
from planner.rules.account_rows import AccountFilter
from planner.rules.alert_rows import AlertList, Row, by_urgency
from planner.rules.facts import AccountFacts
from planner.rules.mutes import Standing, in_time, key_of, standing
from planner.rules.ruleset import Rules
from planner.services import crud, rulesets
from planner.services.parts import change, new
from planner.services.session import Session
from planner.store.queries import accounts as accounts_query
from planner.store.queries import facts as facts_query
from planner.store.unit import Unit

__all__ = [
    "AlertList",
    "Row",
    "alerts",
    "lift",
    "mute",
    "muted_by",
    "muted_count",
    "muted_keys",
    "mutes",
    "of_facts",
    "portfolio_alerts",
]

if TYPE_CHECKING:
    from planner.kernel.changes import ChangeSet

MUTE_DAYS = 30
"""How long a mute holds where nobody says otherwise."""
_BATCH = 25
Report = Callable[[int, int, str], None]


@dataclass(slots=True)
class _Kept:
    """What was worked out of each account on a day by some rules; a change takes its account out."""

    day: date
    rules: str
    rows: dict[str, AlertList] = field(default_factory=dict)
    changes: int = 0


_kept: WeakKeyDictionary[Session, _Kept] = WeakKeyDictionary()


def alerts(session: Session, account_id: str, as_of: date | None = None) -> AlertList:
    """The alerts of one account on any day. NotFoundError when it is absent or in the Trash."""
    facts = session.read(lambda conn: facts_query.load(conn, account_id))
    return of_facts(facts, rulesets.current(session), as_of or session.today())


def of_facts(facts: AccountFacts, rules: Rules, as_of: date) -> AlertList:
    """The alerts of an account whose facts are at hand."""
    return _listed(facts, standing(facts, rules, as_of), as_of)


def portfolio_alerts(session: Session, as_of: date | None = None, report: Report | None = None) -> AlertList:
    """The alerts of all accounts. Only what changed since the last call is worked out again, where it is of today.

    For a background job: ``report(done, total, note)`` is told between batches and may raise Cancelled.
    """
    rules, day = rulesets.current(session), as_of or session.today()
    kept = _keeper(session, rules) if day == session.today() else _Kept(day, rules.hash)
    keys = session.read(lambda conn: accounts_query.ids(conn, AccountFilter()))
    wanted = [key for key in keys if key not in kept.rows]
    for n, key in enumerate(wanted):
        if report is not None and n % _BATCH == 0:
            report(n, len(wanted), tr("Looking through all accounts"))
        _work_out(session, key, kept, (rules, day))
    found = [kept.rows[key] for key in keys if key in kept.rows]
    heard = by_urgency((row for one in found for row in one.heard), day)
    return AlertList(heard, by_urgency((row for one in found for row in one.muted), day))


def _work_out(session: Session, key: str, kept: _Kept, by: tuple[Rules, date]) -> None:
    """The alerts of one account, once more where something was changed meanwhile."""
    seen = -1
    while seen != kept.changes:
        seen = kept.changes
        facts = session.read(lambda conn: facts_query.load(conn, key))
        rows = of_facts(facts, *by)
    kept.rows[key] = rows


def _keeper(session: Session, rules: Rules) -> _Kept:
    """What is known of today; the first call begins to listen to changes."""
    kept = _kept.get(session)
    if kept is None:
        session.bus.subscribe(lambda changes, _source: _forget(session, changes))
    if kept is None or (kept.day, kept.rules) != (session.today(), rules.hash):
        kept = _kept[session] = _Kept(session.today(), rules.hash)
    return kept


def _forget(session: Session, changes: ChangeSet) -> None:
    """Take out the accounts of the changed records; a record that is of no account may speak for all."""
    kept = _kept.get(session)
    if kept is None or changes.kind == "derived":
        return
    kept.changes += 1
    for row in changes:
        images = (row.before or {}, row.after or {})
        keys = {str(image["account_id"]) for image in images if image.get("account_id")}
        if row.table == ACCOUNT.table:
            keys.add(row.key)
        elif not keys:
            keys = _account_of(session, row.table, row.key)
        if not keys:
            kept.rows.clear()
            return
        for key in keys:
            kept.rows.pop(key, None)


def _account_of(session: Session, table: str, key: str) -> set[str]:
    from planner.entities.registry import BY_TABLE

    spec = BY_TABLE.get(table)
    found = crud.find(session, spec, key) if spec is not None else None
    account_id = getattr(found, "account_id", None)
    return {account_id} if account_id else set()


def _listed(facts: AccountFacts, found: Standing, day: date) -> AlertList:
    account = facts.account
    heard = [Row(account.id, account.name, account.grade, alert) for alert in found.heard]
    muted = [
        Row(account.id, account.name, account.grade, one.alert, one.mute, facts.person_name(one.mute.muted_by) or "")
        for one in found.muted
    ]
    return AlertList(by_urgency(heard, day), by_urgency(muted, day))


def mute(
    session: Session,
    account_id: str,
    rule: str,
    subject: str,
    reason: str,
    *,
    until: date | None = None,
    source: object = None,
) -> AlertMute:
    """Do not hear of an alert until a day, or until it goes by itself; who, why and when are kept.

    ValidationError without a reason or with a day that is past; PlannerError when the alert does not stand any more.
    """
    faults = {}
    if not reason.strip():
        faults["reason"] = tr("Say why, so that others understand it later.")
    if until is not None and until < session.today():
        faults["until"] = tr("Choose today or a later day.")
    if faults:
        raise ValidationError(faults)
    found = alerts(session, account_id)
    alert = next((row.alert for row in found.heard if row.alert.key == (rule, subject)), None)
    if alert is None:
        raise PlannerError(tr("This alert is not there any more. Nothing was changed."), "alert-gone")
    kept: list[AlertMute] = []
    today = session.today()

    def work(unit: Unit) -> None:
        values = {"rule": rule, "subject": subject, "reason": reason, "muted_on": today, "until": until}
        kept.append(new(session, unit, ALERT_MUTE, account_id=account_id, muted_by=session.me, **values))

    session.write(Message(N_("Mute “{alert}”"), {"alert": alert.text}), work, source)
    return kept[0]


def lift(session: Session, mute_ids: Iterable[str], *, source: object = None) -> ChangeSet:
    """Hear of alerts again from today; that they were muted, by whom and why stays in their history."""
    ids = tuple(mute_ids)
    before = session.today() - timedelta(days=1)

    def work(unit: Unit) -> None:
        for key in ids:
            change(unit, ALERT_MUTE, key, until=before)

    return session.write(_lift_label(session, ids), work, source)


def _lift_label(session: Session, ids: tuple[str, ...]) -> Message:
    if len(ids) != 1:
        return Message(N_("Unmute {n} alerts"), {"n": len(ids)})
    held = crud.get(session, ALERT_MUTE, ids[0])
    rows = alerts(session, held.account_id)
    alert = next((r.alert.text for r in (*rows.muted, *rows.heard) if r.alert.key == key_of(held)), None)
    return Message(N_("Unmute “{alert}”"), {"alert": alert or Message("{rule}", {"rule": held.rule})})


def mutes(session: Session, account_id: str) -> list[AlertMute]:
    """All that was ever muted of an account, the newest first."""
    found = crud.of_account(session, ALERT_MUTE, account_id)
    return sorted(found, key=lambda m: (m.muted_on, m.id), reverse=True)


def muted_count(session: Session) -> int:
    """How many mutes are in time today, without working out whether their alerts still stand."""
    today = session.today()
    return sum(in_time(mute, today) for mute in crud.every(session, ALERT_MUTE))


def muted_keys(session: Session, as_of: date | None = None) -> frozenset[tuple[str, str, str]]:
    """What is muted and stands on a day, as (account, rule, subject); looks only at accounts where anything is."""
    day = as_of or session.today()
    held = {mute.account_id for mute in crud.every(session, ALERT_MUTE) if in_time(mute, day)}
    live = [key for key in sorted(held) if crud.find(session, ACCOUNT, key) is not None]
    return frozenset((row.account_id, *row.alert.key) for key in live for row in alerts(session, key, day).muted)


def muted_by(session: Session, mute: AlertMute) -> str:
    """The name of who muted; "" where it is not known."""
    person = crud.find(session, PERSON, mute.muted_by)
    return person.name if person is not None else ""
