# SPDX-License-Identifier: Apache-2.0
"""Made-up portfolios of any size, the same for floor and ours."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from planner.entities.customers.account import Account
from planner.entities.relations.contact import Contact
from planner.entities.reviews.network_review import NetworkReview
from planner.kernel.ids import encode

_EN = [
    "rack",
    "power",
    "load",
    "battery",
    "fan",
    "link",
    "switch",
    "core",
    "uplink",
    "alarm",
    "cable",
    "room",
    "door",
    "filter",
    "spare",
    "visit",
    "module",
]
_ES = [
    "energía",
    "batería",
    "revisión",
    "sala",
    "ventilador",
    "enlace",
    "alarma",
    "puerta",
    "repuesto",
    "módulo",
    "visita",
    "cliente",
]
_ZH = [
    "电源",
    "机房",
    "告警",
    "电池",
    "链路",
    "风扇",
    "备件",
    "巡检",
    "负载",
    "模块",
    "客户",
    "温度",
    "交换机",
    "开关",
    "隐患",
]
WORDS = {"english": "rectifier", "spanish": "garantía", "chinese": "整流"}
DAY = date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class Book:
    """Accounts, contacts and reviews, with how often each search word was planted in a review."""

    accounts: list[Account]
    contacts: list[Contact]
    reviews: list[NetworkReview]
    planted: dict[str, int]


def make(accounts: int, contacts: int = 8, reviews: int = 25, seed: int = 5) -> Book:
    """A portfolio of that many accounts, each with so many contacts and reviews."""
    rng = random.Random(seed)
    ids = (encode((1_763_000_000_000 << 80) + n * 7919) for n in range(10**9))
    made = Book([], [], [], dict.fromkeys(WORDS, 0))
    for n in range(accounts):
        account = Account(
            id=next(ids),
            name=f"Account {n:05d} {rng.choice(_EN)}",
            grade=rng.choice("SAABBBBCCC"),
            industry=rng.choice(_EN),
            city=rng.choice(_ES),
            employees=rng.randrange(5, 9000),
            domain=f"a{n}.example",
        )
        made.accounts.append(account)
        for k in range(contacts):
            made.contacts.append(
                Contact(
                    id=next(ids),
                    account_id=account.id,
                    name=f"Person {n}-{k}",
                    title=rng.choice(_EN),
                    email=f"p{k}@a{n}.example",
                )
            )
        for k in range(reviews):
            made.reviews.append(
                NetworkReview(
                    id=next(ids),
                    account_id=account.id,
                    code=f"V-{n * reviews + k}",
                    done_on=DAY - timedelta(days=k * 30 + rng.randrange(30)),
                    state="closed",
                    summary=_text(rng, made.planted),
                )
            )
    return made


def _text(rng: random.Random, planted: dict[str, int]) -> str:
    words = [rng.choice(rng.choice((_EN, _ES, _ZH))) for _ in range(rng.randrange(60, 200))]
    for kind, word in WORDS.items():
        if rng.random() < 0.01:
            words.insert(rng.randrange(len(words)), word if kind != "chinese" else f"发现{word}器隐患")
            planted[kind] += 1
    return " ".join(words)
