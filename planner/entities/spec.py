# SPDX-License-Identifier: Apache-2.0
"""What an entity is made of, as data that forms, tables, imports and the store all read."""

from __future__ import annotations

from enum import Enum
from typing import Generic, TypeVar

from planner.kernel.data import dataclass
from planner.kernel.text import N_

T = TypeVar("T")


class Kind(Enum):
    """How a field is stored, checked, edited and shown."""

    TEXT = "text"
    NOTE = "note"
    INT = "int"
    SCORE = "score"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    MOMENT = "moment"
    BOOL = "bool"
    CHOICE = "choice"
    REF = "ref"
    LIST = "list"


Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ItemSpec:
    """The parts of one element in a LIST field whose elements are small records."""

    cls: type
    fields: tuple[FieldSpec, ...]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One content field.

    ``choices`` are (stored value, marked label) pairs; ``ref`` names the entity a REF or a LIST of
    ids points to; ``low`` and ``high`` bound numbers; ``group`` is the marked heading a form puts it
    under; ``search`` puts its text into the full-text index; ``editable=False`` is for values
    that only verbs set.
    """

    name: str
    label: str
    kind: Kind
    required: bool = False
    choices: tuple[Choice, ...] = ()
    ref: str = ""
    item: ItemSpec | None = None
    low: int | None = None
    high: int | None = None
    group: str = ""
    hint: str = ""
    unit: str = ""
    search: bool = False
    editable: bool = True
    max_length: int = 0

    @property
    def limit(self) -> int:
        """The longest text in characters that the field takes."""
        return self.max_length or (1_000_000 if self.kind is Kind.NOTE else 64_000 if self.kind is Kind.LIST else 500)


@dataclass(frozen=True, slots=True)
class EntitySpec(Generic[T]):
    """One noun: its table, its class and its fields in the order a reader expects.

    ``append_only`` is for decisions: once made they are never rewritten, only followed by another.
    """

    name: str
    table: str
    cls: type[T]
    label: str
    label_plural: str
    title: str
    fields: tuple[FieldSpec, ...]
    code_prefix: str = ""
    append_only: bool = False

    def field(self, name: str) -> FieldSpec:
        """The field of that name; KeyError when there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.name}.{name}")

    @property
    def names(self) -> tuple[str, ...]:
        """All content column names, the id first."""
        return ("id", *(field.name for field in self.fields))

    @property
    def searched(self) -> tuple[FieldSpec, ...]:
        """The fields that the full-text index holds."""
        return tuple(field for field in self.fields if field.search)

    @property
    def has_account(self) -> bool:
        """Whether records of this kind belong to one account."""
        return any(field.name == "account_id" for field in self.fields)


AUDIENCES: tuple[Choice, ...] = (
    ("internal", N_("Internal")),
    ("team_lead", N_("Team lead")),
    ("customer", N_("Shareable")),
)

AUDIENCE = FieldSpec("audience", N_("Audience"), Kind.CHOICE, required=True, choices=AUDIENCES)


def account_ref(*, required: bool = True) -> FieldSpec:
    """The field by which a record belongs to an account."""
    return FieldSpec("account_id", N_("Account"), Kind.REF, required=required, ref="account")
