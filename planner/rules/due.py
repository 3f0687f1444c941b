# SPDX-License-Identifier: Apache-2.0
"""What is due, for the Today page: rows of one account, and the short list over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from planner.entities.reviews.network_review import NetworkReview
from planner.entities.service.action import Action
from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message, tr, trn
from planner.rules.alert import Alert
from planner.rules.alert_service import uncorrected
from planner.rules.alerts import failed_plans
from planner.rules.cadence import Cadence, review_cadence
from planner.rules.facts import AccountFacts
from planner.rules.grades import holds_until, newest
from planner.rules.mutes import Standing, standing
from planner.rules.review import add_working_days, report_due
from planner.rules.risk import RiskState, risk_states
from planner.rules.rule_groups import MOST_ON_TODAY
from planner.rules.ruleset import Rules

_ACT, _NOW, _UNKNOWN, _STANDING, _AHEAD, _OLDER = range(6)
# Alerts without a day to keep, in the order in which they are shown.
_PEOPLE = ("K1", "K2", "K20", "K17", "K3")
_ACTING = frozenset({"K5", "K6", "K11"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """One thing that waits; ``late`` is days past ``due``, negative days are left.

    Without ``due`` it is something that stands (an opponent, a single thread) and is never late.
    ``state`` is act (a required plan or correction is late), watch or unknown (nobody knows how the network is doing);
    ``entity`` and ``id`` are what opens. ``alerts`` are those that the row tells of, the first with its remedy.
    """

    kind: str
    title: Message
    account_id: str
    account_name: str
    detail: Message
    due: date | None
    late: int
    state: str
    words: Message
    entity: str
    id: str
    sort: tuple[int, int, str, str]
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True, slots=True)
class TodayList:
    """The rows to show; of those folded away their number, how many are late or stand, and the longest wait in days."""

    rows: tuple[DueRow, ...]
    rest: int
    oldest: int | None
    late: int = 0
    standing: int = 0

    def rest_text(self) -> str:
        """The one calm line for what is folded away; empty without any."""
        if not self.rest:
            return ""
        if self.oldest is None:
            return trn("{n} more item", "{n} more items", self.rest)
        items = trn("{n} older item", "{n} older items", self.late)
        older = tr("{items}, {oldest}", items=items, oldest=trn("oldest {n} day", "oldest {n} days", self.oldest))
        ahead = self.rest - self.late
        if not ahead:
            return older
        more = tr("{n} more", n=ahead) if self.standing else trn("{n} ahead", "{n} ahead", ahead)
        return tr("{older} · {ahead}", older=older, ahead=more)


@dataclass(frozen=True, slots=True)
class _Case:
    """One account on one day."""

    facts: AccountFacts
    rules: Rules
    today: date
    heard: Mapping[tuple[str, str], Alert]
    muted: frozenset[tuple[str, str]]

    def told(self, *keys: tuple[str, str]) -> tuple[Alert, ...]:
        """Those of these alerts that stand and are not muted."""
        return tuple(self.heard[key] for key in keys if key in self.heard)


def attention(facts: AccountFacts, rules: Rules, today: date) -> int:
    """How many rows of an account ask to act on them; what is muted is not counted."""
    only = _ACTING & {mute.rule for mute in facts.mutes}
    case = _case(facts, rules, today, standing(facts, rules, today, only) if only else Standing((), ()))
    return sum(row.state == "act" for row in _acting(case, risk_states(case.facts, rules, today)))


def due_rows(facts: AccountFacts, rules: Rules, today: date) -> tuple[DueRow, ...]:
    """Everything of one account that is late, due, or due within a week, the most urgent first."""
    known = facts.at(today)
    return _rows(known, rules, today, standing(known, rules, today))


def _case(facts: AccountFacts, rules: Rules, today: date, found: Standing) -> _Case:
    heard = {alert.key: alert for alert in found.heard}
    return _Case(facts.at(today), rules, today, heard, frozenset(one.alert.key for one in found.muted))


def _acting(case: _Case, states: tuple[RiskState, ...]) -> Iterator[DueRow]:
    """The kinds of rows of which some ask to act: of no others, and silenced by no mutes but those of `_ACTING`."""
    yield from _plans(case, states)
    yield from _drills(case, states)
    yield from _corrections(case)


def _rows(facts: AccountFacts, rules: Rules, today: date, found: Standing) -> tuple[DueRow, ...]:
    case = _case(facts, rules, today, found)
    states = risk_states(case.facts, rules, today)
    rows = [
        *_actions(case),
        *_acting(case, states),
        *_callbacks(case),
        *_reports(case),
        *_reviews(case, review_cadence(case.facts, rules, today, states)),
        *_grade(case),
        *_people(case),
    ]
    return tuple(sorted(rows, key=lambda row: row.sort))


def today(rows: Iterable[DueRow], rules: Rules) -> TodayList:
    """At most eight rows of all accounts; what has waited longest without harm is folded first."""
    ordered = sorted(rows, key=lambda row: row.sort)
    most = min(rules.work.today_rows, MOST_ON_TODAY)  # rules kept from before may say more
    shown, rest = ordered[:most], ordered[most:]
    oldest = max((row.late for row in rest), default=0)
    late, lasting = sum(row.late > 0 for row in rest), sum(row.due is None for row in rest)
    return TodayList(tuple(shown), len(rest), oldest if oldest > 0 else None, late, lasting)


def _row(
    case: _Case,
    kind: str,
    record: tuple[str, str],
    texts: tuple[Message, Message],
    due: date,
    *,
    state: str = "watch",
    words: Message | None = None,
    alerts: tuple[Alert, ...] = (),
) -> DueRow:
    late = (case.today - due).days
    account = case.facts.account
    bucket, order = _bucket(state, late, case.rules)
    return DueRow(
        kind=kind,
        title=texts[0],
        account_id=account.id,
        account_name=account.name,
        detail=texts[1],
        due=due,
        late=late,
        state=state,
        words=words or late_words(late),
        entity=record[0],
        id=record[1],
        sort=(bucket, order, account.name.casefold(), record[1]),
        alerts=alerts,
    )


def _bucket(state: str, late: int, rules: Rules) -> tuple[int, int]:
    if state == "act":
        return _ACT, -late
    if state == "unknown":
        return _UNKNOWN, -late
    if late > rules.work.older_days:
        return _OLDER, late
    return (_AHEAD, -late) if late < 0 else (_NOW, late)


def late_words(late: int) -> Message:
    """ "1 d late", "today" or "3 d left"."""
    if late == 0:
        return Message(N_("today"))
    return Message(N_("{n} d late") if late > 0 else N_("{n} d left"), {"n": abs(late)})


def _near(case: _Case, due: date) -> bool:
    return due <= case.today + timedelta(days=case.rules.work.today_ahead)


def _actions(case: _Case) -> Iterator[DueRow]:
    for action in case.facts.open_actions():
        if action.due is not None and _near(case, action.due):
            texts = (Message("{title}", {"title": action.title}), _origin(case, action))
            yield _row(case, "action", ("action", action.id), texts, action.due)


def _origin(case: _Case, action: Action) -> Message:
    if action.parent_type == "network_review":
        review = next((r for r in case.facts.reviews if r.id == action.parent_id), None)
        if review and (review.done_on or review.planned_on):
            return Message(N_("from the review of {on}"), {"on": review.done_on or review.planned_on})
    if action.parent_type == "risk":
        risk = next((r for r in case.facts.risks if r.id == action.parent_id), None)
        if risk:
            return Message(N_("for {name}"), {"name": risk.code or risk.statement})
    return Message("{name}", {"name": case.facts.person_name(action.owner_id) or ""})


def _plans(case: _Case, states: tuple[RiskState, ...]) -> Iterator[DueRow]:
    for state in states:
        rule = case.rules.risk
        name = {"name": state.name}
        plan, drill = ("K5", state.risk.id), ("K6", state.risk.id)
        if plan in case.muted:
            pass
        elif not state.valid_plan and state.plan_due is not None and _near(case, state.plan_due):
            days = rule.extreme_plan_days if state.band == "extreme" else rule.high_plan_days
            template = N_("Extreme risk, {n} d rule") if state.band == "extreme" else N_("High risk, {n} d rule")
            texts = (Message(N_("Contingency plan for {name}"), name), Message(template, {"n": days}))
            yield _required(case, state, texts, state.plan_due, case.told(plan))
        if drill in case.muted:
            continue
        if not state.drilled and state.drill_due is not None and _near(case, state.drill_due):
            detail = Message(N_("Extreme risk, {n} d rule"), {"n": rule.extreme_drill_days})
            texts = (Message(N_("Drill for {name}"), name), detail)
            yield _required(case, state, texts, state.drill_due, case.told(drill))


def _required(
    case: _Case, state: RiskState, texts: tuple[Message, Message], due: date, alerts: tuple[Alert, ...]
) -> DueRow:
    act = "act" if due < case.today else "watch"
    return _row(case, "plan", ("risk", state.risk.id), texts, due, state=act, alerts=alerts)


def _drills(case: _Case, states: tuple[RiskState, ...]) -> Iterator[DueRow]:
    """Drills that are planned for these days, and plans whose last drill failed (K6)."""
    ahead = set()
    for drill in case.facts.drills:
        plan = next((p for p in case.facts.plans if p.id == drill.plan_id), None)
        if plan is None or drill.held_on is not None or drill.planned_on is None:
            continue
        ahead.add(plan.id)
        if _near(case, drill.planned_on):
            title = Message(N_("Drill of “{plan}”"), {"plan": plan.title})
            texts = (title, Message(N_("planned for {on}"), {"on": drill.planned_on}))
            yield _row(case, "plan", ("contingency_plan", plan.id), texts, drill.planned_on)
    for plan in failed_plans(states, case.rules, case.today):
        failed = ("K6", plan.id)
        if plan.drilled_on is not None and plan.id not in ahead and failed not in case.muted:
            title = Message(N_("Plan another drill of “{plan}”"), {"plan": plan.title})
            texts = (title, Message(N_("the drill of {on} failed"), {"on": plan.drilled_on}))
            record, told = ("contingency_plan", plan.id), case.told(failed)
            yield _row(case, "plan", record, texts, plan.drilled_on, state="act", alerts=told)


def _callbacks(case: _Case) -> Iterator[DueRow]:
    days = case.rules.cadence.callback_days
    detail = Message(N_("within {n} h of the service"), {"n": 24 * days})
    asked = {c.review_id for c in case.facts.callbacks}
    for call in case.facts.callbacks:
        late = ("K10", call.id)
        if late in case.muted:
            continue
        if call.service_on is not None and call.called_on is None and call.reached is None:
            name = case.facts.contact_name(call.contact_id)
            title = Message(N_("Callback to {name}"), {"name": name}) if name else Message(N_("Callback"))
            due = call.service_on + timedelta(days=days)
            yield _row(case, "callback", ("callback", call.id), (title, detail), due, alerts=case.told(late))
    oldest = case.today - timedelta(days=case.rules.cadence.callback_ask_days)
    for review in case.facts.done_reviews():
        late = ("K10", review.id)
        if late in case.muted:
            continue
        if review.done_on is not None and review.done_on >= oldest and review.id not in asked:
            title = Message(N_("Callback after the review of {on}"), {"on": review.done_on})
            due = review.done_on + timedelta(days=days)
            record = ("network_review", review.id)
            yield _row(case, "callback", record, (title, detail), due, alerts=case.told(late))


def _corrections(case: _Case) -> Iterator[DueRow]:
    for call in uncorrected(case.facts, case.rules, case.today):
        low = ("K11", call.id)
        if call.called_on is None or low in case.muted:
            continue
        due = add_working_days(call.called_on, 2, case.rules)
        title = Message(N_("Corrective action after a low rating"))
        detail = Message(N_("Callback of {on}"), {"on": call.called_on})
        act = "act" if due < case.today else "watch"
        record = ("callback", call.id)
        yield _row(case, "callback", record, (title, detail), due, state=act, alerts=case.told(low))


def _reports(case: _Case) -> Iterator[DueRow]:
    for review in case.facts.done_reviews():
        if review.done_on is None or review.reported_on or review.state in {"reported", "closed"}:
            continue
        due = review.report_due or report_due(review.done_on, case.rules)
        if _near(case, due):
            title = Message(N_("Report of the review of {on}"), {"on": review.done_on})
            texts = (title, _site(case, review) or Message(N_("Network review")))
            yield _row(case, "report", ("network_review", review.id), texts, due)


def _site(case: _Case, review: NetworkReview) -> Message | None:
    name = next((s.name for s in case.facts.sites if s.id == review.site_id), None)
    return Message(N_("Network review, site {name}"), {"name": name}) if name else None


def _reviews(case: _Case, cadence: Cadence) -> Iterator[DueRow]:
    waiting = [r for r in case.facts.reviews if r.done_on is None and r.state != "closed"]
    planned = [(r, r.planned_on) for r in waiting if r.planned_on is not None and _near(case, r.planned_on)]
    for review, on in planned:
        title = _site(case, review) or Message(N_("Network review"))
        detail = Message(_planned_words(case, review), {"on": on})
        told = case.told(_OVERDUE, ("K18", review.id))
        if _OVERDUE in case.heard:  # a visit ahead does not undo that it comes late (K4)
            detail = Message(N_("{planned}; {state}"), {"planned": detail, "state": cadence.text})
        yield _row(case, "review", ("network_review", review.id), (title, detail), on, alerts=told)
    if planned or cadence.next_due is None or cadence.state not in {"soon", "due", "overdue"}:
        return
    if _OVERDUE in case.muted:
        return
    if cadence.state == "soon" and not _near(case, cadence.next_due):
        return
    done = case.facts.done_reviews()
    title = (_site(case, done[0]) if done else None) or Message(N_("Network review"))
    late = cadence.past or 0
    words = late_words(late) if cadence.state == "soon" else cadence.text
    if cadence.state == "overdue":
        words = Message(N_("{n} d overdue"), {"n": late})
    state = "watch" if cadence.state == "soon" else "unknown"
    record = ("account", case.facts.account.id)
    texts, told = (title, cadence.reason), case.told(_OVERDUE)
    yield _row(case, "review", record, texts, cadence.next_due, state=state, words=words, alerts=told)


_OVERDUE = ("K4", "")


def _planned_words(case: _Case, review: NetworkReview) -> str:
    """When a review is planned for, and that nobody has permitted it yet (K18)."""
    if ("K18", review.id) in case.heard:
        return N_("planned for {on}, not authorised")
    return N_("planned for {on}")


def _grade(case: _Case) -> Iterator[DueRow]:
    decision = newest(case.facts.grades)
    until = holds_until(decision, case.rules) if decision is not None else None
    expired = ("K13", "")
    if decision is None or until is None or not _near(case, until) or expired in case.muted:
        return
    words = {"grade": decision.grade, "on": until}
    title = Message(N_("Grade {grade} has expired") if until < case.today else N_("Grade {grade} expires"), words)
    texts = (title, Message(N_("valid until {on}"), words))
    yield _row(case, "grade", ("grade_decision", decision.id), texts, until, alerts=case.told(expired))


def _people(case: _Case) -> Iterator[DueRow]:
    """What stands about people and has no day to keep; a step that is planned for the person is the row then."""
    planned = {action.parent_id for action in case.facts.open_actions() if action.due is not None}
    account = case.facts.account
    for alert in case.heard.values():
        if alert.rule not in _PEOPLE or alert.subject in planned:
            continue
        record = alert.records[0]
        yield DueRow(
            kind="person",
            title=alert.text,
            account_id=account.id,
            account_name=account.name,
            detail=alert.remedy.verb or Message(""),
            due=None,
            late=0,
            state="watch",
            words=_since(alert, case.today),
            entity=record.entity,
            id=record.id,
            sort=(_STANDING, _PEOPLE.index(alert.rule), account.name.casefold(), alert.subject),
            alerts=(alert,),
        )


def _since(alert: Alert, today: date) -> Message:
    """Since when it stands, as its records say."""
    on = alert.due or max((record.on for record in alert.records if record.on is not None), default=None)
    if on is None:
        return Message("")
    return Message(N_("since {day}") if on <= today else N_("from {day}"), {"day": on})
