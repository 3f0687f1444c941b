# SPDX-License-Identifier: Apache-2.0
"""Any amount of fictional data, fast, for tests and benchmarks; the same seed gives the same content."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from planner.entities.customers.account import ACCOUNT, Account
from planner.entities.relations.contact import CONTACT, Contact
from planner.entities.relations.decision_role import DECISION_ROLE, DecisionRole
from planner.entities.relations.interaction import INTERACTION, Interaction
from planner.entities.relations.relation_assessment import RELATION_ASSESSMENT, RelationAssessment
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.entities.risks.risk import RISK, Risk
from planner.entities.service.action import ACTION, Action
from planner.entities.service.callback import CALLBACK, Callback
from planner.entities.spec import EntitySpec
from planner.kernel.text import N_, Message
from planner.services.session import Session
from planner.store import portfolio_settings
from planner.store.table import Table
from planner.store.unit import Unit

PLANTED = ("quillfeather", "zarzaparrilla", "晨星号")
"""Search words of three scripts; each stands in about one per cent of the review summaries."""

_SPECS: tuple[EntitySpec[Any], ...] = (
    ACCOUNT,
    CONTACT,
    DECISION_ROLE,
    RELATION_ASSESSMENT,
    NETWORK_REVIEW,
    RISK,
    INTERACTION,
    CALLBACK,
    ACTION,
)
_PER_STEP = 200
_FIRST = (
    "Vega",
    "Nord",
    "Altair",
    "Costa",
    "Linden",
    "Hai",
    "Sierra",
    "Bright",
    "Umbra",
    "Kestrel",
    "Río",
    "Ostrava",
    "瑞丰",
    "东海",
    "Solano",
    "Tarn",
)
_SECOND = (
    "Foods",
    "Telecom",
    "Energía",
    "Logistics",
    "Rail",
    "Semi",
    "Water",
    "物流",
    "Cerámica",
    "Ferries",
    "Minerals",
    "Textil",
    "电子",
    "Pharma",
    "Harbour",
    "Paper",
)
_GIVEN = (
    "Ana",
    "Jonas",
    "李",
    "Marta",
    "Oskar",
    "王",
    "Petra",
    "Diego",
    "Yuki",
    "Sofie",
    "Iván",
    "陈",
    "Ruth",
    "Emil",
    "Lucía",
    "Tom",
)
_FAMILY = (
    "Ortega",
    "Lind",
    "明",
    "Sala",
    "Berg",
    "芳",
    "Novak",
    "Paz",
    "Mori",
    "Dahl",
    "Muñoz",
    "杰",
    "Hale",
    "Roth",
    "Vidal",
    "Quinn",
)
_INDUSTRIES = (
    "Food retail",
    "Telecommunications",
    "Energy",
    "Railways",
    "Hotels",
    "Machine tools",
    "半导体",
    "Logistics",
)
_PHRASES = (
    "The rectifier load stayed below its limit during the whole visit of this morning.",
    "We walked the plant room with the shift lead and looked at every alarm of the last quarter.",
    "Battery autonomy falls slowly, so the cells should be replaced before the winter season starts.",
    "Nobody could show the restore test, and the backup of the configuration is older than a week.",
    "The second path to the store was tested and took over within two seconds without loss.",
    "Se revisó la sala técnica con el jefe de turno y no se encontraron desviaciones graves.",
    "El cliente pidió un plan de contingencia para el corte de energía previsto en febrero.",
    "La temperatura del pasillo frío sigue alta cerca del armario cuatro y conviene vigilarla.",
    "Quedó pendiente la actualización del conmutador y la entrega de los repuestos acordados.",
    "巡检过程中设备运行正常，备件数量与清单一致，客户确认了下一次的时间安排。",
    "电池组容量下降，建议在冬季之前更换，并与值班人员一起完成一次应急演练。",
    "客户希望我们每个季度说明一次风险，并把改进措施写进共同的计划里。",
)
_RISKS = (
    "Rectifier overload",
    "Single path to the store",
    "Batería envejecida",
    "固件版本过旧",
    "Cooling without reserve",
    "Spare parts missing",
)
_DEEDS = ("Order module", "Send report", "Llamar al cliente", "更换滤网", "Book workshop", "Test failover")


def bulk(session: Session, accounts: int, contacts_each: int = 8, reviews_each: int = 25, *, seed: int = 1) -> None:
    """Add ``accounts`` generated accounts with their contacts and reviews, 200 accounts to a step.

    Each also gets seats and levels for half of its contacts, two risks, four notes, two callbacks
    and three actions. The steps stay off the undo stack from the next opening on. Derived scores
    are left to be computed.
    """
    maker = _Maker(session, seed, contacts_each, reviews_each)
    for start in range(0, accounts, _PER_STEP):
        rows = maker.rows(range(start, min(start + _PER_STEP, accounts)))
        session.write(Message(N_("Add sample data")), lambda unit, rows=rows: _add(unit, rows))  # type: ignore[misc]
    with session.db.transaction() as conn:
        portfolio_settings.next_number(conn, NETWORK_REVIEW.code_prefix, accounts * reviews_each)
        portfolio_settings.next_number(conn, RISK.code_prefix, accounts * 2)
        floor = conn.execute("SELECT coalesce(max(seq), 0) FROM step").fetchone()[0]
        portfolio_settings.put(conn, "undo_floor", int(floor))


def _add(unit: Unit, rows: dict[str, list[Any]]) -> None:
    for spec in _SPECS:
        Table(spec, unit).add_many(rows[spec.name])


class _Maker:
    """Makes the records of some accounts from one stream of numbers."""

    def __init__(self, session: Session, seed: int, contacts_each: int, reviews_each: int) -> None:
        self.rng = Random(seed)  # noqa: S311 - made-up data, the same for the same seed
        self.new_id = session.new_id
        self.today = session.today()
        self.me = session.me
        self.contacts_each = contacts_each
        self.reviews_each = reviews_each
        self.reviews = session.read(lambda conn: _last(conn, NETWORK_REVIEW.code_prefix))
        self.risks = session.read(lambda conn: _last(conn, RISK.code_prefix))

    def rows(self, numbers: range) -> dict[str, list[Any]]:
        """All records of the accounts with these numbers, by kind."""
        made: dict[str, list[Any]] = {spec.name: [] for spec in _SPECS}
        for number in numbers:
            account = self._account(number)
            made["account"].append(account)
            people = list(self._contacts(account))
            made["contact"].extend(people)
            self._seats(people, made)
            made["network_review"].extend(self._reviews(account))
            self._rest(account, people, made)
        return made

    def _account(self, number: int) -> Account:
        pick = self.rng.choice
        name = f"{pick(_FIRST)} {pick(_SECOND)} {number + 1}"
        return Account(
            id=self.new_id(),
            name=name,
            external_id=f"G-{number + 1:06d}",
            grade=self.rng.choices(("S", "A", "B", "C", "ungraded"), (3, 12, 35, 40, 10))[0],
            segment="enterprise",
            industry=pick(_INDUSTRIES),
            country=pick(("ES", "CN", "CL", "NO", "JP", "GB")),
            domain=f"g{number + 1}.example",
            employees=self.rng.randrange(20, 40_000),
            owner_id=self.me,
        )

    def _contacts(self, account: Account) -> Iterator[Contact]:
        for place in range(self.contacts_each):
            given, family = self.rng.choice(_GIVEN), self.rng.choice(_FAMILY)
            yield Contact(
                id=self.new_id(),
                account_id=account.id,
                name=f"{given} {family}",
                given_name=given,
                family_name=family,
                title=self.rng.choice(("Head of operations", "Buyer", "Engineer", "CFO", "Shift lead")),
                email=f"p{place + 1}@{account.domain}",
            )

    def _seats(self, people: list[Contact], made: dict[str, list[Any]]) -> None:
        roles = ("approver", "decider", "supporter", "influencer", "user")
        for place, contact in enumerate(people[: (len(people) + 1) // 2]):
            base: dict[str, Any] = {"account_id": contact.account_id, "contact_id": contact.id}
            made["decision_role"].append(DecisionRole(id=self.new_id(), **base, role=roles[place % 5]))
            level = self.rng.choice(("-1", "0", "0", "1", "1", "2", "not_met"))
            day = self._day(500)
            made["relation_assessment"].append(
                RelationAssessment(id=self.new_id(), **base, assessed_on=day, level=level)
            )

    def _reviews(self, account: Account) -> Iterator[NetworkReview]:
        for place in range(self.reviews_each):
            self.reviews += 1
            done = self.today - timedelta(days=20 + place * 45 + self.rng.randrange(30))
            yield NetworkReview(
                id=self.new_id(),
                account_id=account.id,
                code=f"V-{self.reviews}",
                planned_on=done,
                done_on=done,
                reviewer_id=self.me,
                state="closed",
                no_risk_found=True,
                report_due=done + timedelta(days=5),
                reported_on=done + timedelta(days=2),
                closed_on=done + timedelta(days=12),
                summary=self.text(),
            )

    def _rest(self, account: Account, people: list[Contact], made: dict[str, list[Any]]) -> None:
        met = (people[0].id,) if people else ()
        for _ in range(2):
            made["risk"].append(self._risk(account))
            made["callback"].append(self._callback(account, met))
        made["interaction"].extend(self._interaction(account, met) for _ in range(4))
        made["action"].extend(self._action(account) for _ in range(3))

    def _risk(self, account: Account) -> Risk:
        self.risks += 1
        rated = self.rng.random() < 0.8
        return Risk(
            id=self.new_id(),
            account_id=account.id,
            code=f"R-{self.risks}",
            statement=self.rng.choice(_RISKS),
            opened_on=self._day(300),
            likelihood=self.rng.randrange(1, 6) if rated else None,
            impact=self.rng.randrange(1, 6) if rated else None,
        )

    def _interaction(self, account: Account, met: tuple[str, ...]) -> Interaction:
        return Interaction(
            id=self.new_id(),
            account_id=account.id,
            happened_on=self._day(400),
            title=self.rng.choice(_DEEDS),
            outcomes=self.rng.choice(_PHRASES),
            participants=met,
        )

    def _action(self, account: Account) -> Action:
        opened = self._day(90)
        done = opened + timedelta(days=3)
        return Action(
            id=self.new_id(),
            account_id=account.id,
            title=self.rng.choice(_DEEDS),
            owner_id=self.me,
            opened_on=opened,
            due=opened + timedelta(days=self.rng.randrange(10, 110)),
            done_on=done if self.rng.random() < 0.5 and done <= self.today else None,
        )

    def _callback(self, account: Account, met: tuple[str, ...]) -> Callback:
        day = self._day(360)
        tech, attitude, norms, overall = (self.rng.randrange(2, 6) for _ in range(4))
        return Callback(
            id=self.new_id(),
            account_id=account.id,
            contact_id=met[0] if met else None,
            caller_id=self.me,
            service_on=day - timedelta(days=2),
            called_on=day,
            reached=True,
            tech=tech,
            attitude=attitude,
            norms=norms,
            overall=overall,
        )

    def _day(self, most: int) -> date:
        return self.today - timedelta(days=self.rng.randrange(1, most))

    def text(self) -> str:
        """60 to 200 words of three languages; now and then with one of the planted words."""
        rng = self.rng
        words = rng.choices(_PHRASES, k=rng.randrange(6, 15))
        draw = rng.random() * 100
        if draw < len(PLANTED):
            words.insert(rng.randrange(len(words)), PLANTED[int(draw)])
        return " ".join(words)


def _last(conn: Any, prefix: str) -> int:
    row = conn.execute("SELECT last FROM counter WHERE prefix = ?", (prefix,)).fetchone()
    return int(row[0]) if row else 0
