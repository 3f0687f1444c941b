# SPDX-License-Identifier: Apache-2.0
"""What of one account a customer may be shown: shareable records under numbers of their own (ux 4, customer mode)."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any, Final, TypeVar

from planner.entities.customers.asset import Asset
from planner.entities.customers.site import Site
from planner.entities.registry import ENTITIES
from planner.entities.reviews.inspection_result import InspectionResult
from planner.entities.reviews.network_review import NetworkReview
from planner.entities.risks.contingency_plan import ContingencyPlan
from planner.entities.risks.risk import Risk
from planner.entities.service.action import Action
from planner.entities.spec import Kind
from planner.kernel.data import dataclass

LEAST_WAVE: Final = 5
"""Fewer answers than these could be traced to a person (ux 4, the hidden kinds, 8)."""
_BY_CLASS: Final = {spec.cls: spec for spec in ENTITIES}
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """The answers of one quarter together: how many, and their mean 0-100 by D7; None where that was not asked.

    ``overall`` is the mean of the overall ratings, 1-5.
    """

    year: int
    quarter: int
    n: int
    value: float | None = None
    overall: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedAccount:
    """The shareable records of an account, in which only the chosen columns are filled.

    Ids are numbers given anew in the order of loading; what they referred to and is not here is None.
    """

    account: str
    sites: tuple[Site, ...] = ()
    assets: tuple[Asset, ...] = ()
    reviews: tuple[NetworkReview, ...] = ()
    results: tuple[InspectionResult, ...] = ()
    risks: tuple[Risk, ...] = ()
    plans: tuple[ContingencyPlan, ...] = ()
    actions: tuple[Action, ...] = ()
    waves: tuple[Wave, ...] = ()

    def renumbered(self) -> SharedAccount:
        """The same under new ids, so that no id of the store is in anything made from it."""
        lists = ("sites", "assets", "reviews", "results", "risks", "plans", "actions")
        every = [record for name in lists for record in getattr(self, name)]
        numbers = {record.id: str(n) for record, n in zip(every, count(1), strict=False)}
        parts: dict[str, Any] = {name: tuple(_anew(one, numbers) for one in getattr(self, name)) for name in lists}
        return replace(self, **parts)


def _anew(record: T, numbers: dict[str, str]) -> T:
    """One record with its own id and all references in the new numbers; references to what is not shown are gone."""
    values: dict[str, Any] = {"id": numbers[record.id]}  # type: ignore[attr-defined]
    for field in _BY_CLASS[type(record)].fields:
        old = getattr(record, field.name)
        if field.kind is Kind.REF or field.name == "parent_id":
            values[field.name] = numbers.get(old or "", "" if field.required else None)
        elif field.kind is Kind.LIST and field.ref:
            values[field.name] = tuple(numbers[key] for key in old or () if key in numbers)
    if values.get("parent_id", "") is None:
        values["parent_type"] = None
    made: T = replace(record, **values)  # type: ignore[type-var]
    return made
