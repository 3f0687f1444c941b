# SPDX-License-Identifier: Apache-2.0
"""The places in which texts are typed: their keys, and where and in which words each of them is.

record:ENTITY:ID:FIELD      a field of a record; "explain.FIELD" of a review is its explanation, and
                            "chart.FIELD/KIND" of an account what is decided about one of its charts
new:ENTITY:ACCOUNT          the form of a new record
ask:ENTITY.FIELD:ID         a small window that asks for one value before a verb is done to a record
line:ENTITY:ACCOUNT         the line at the head of a list that takes new records
setting:NAME                a setting of the portfolio
quick_review                the quick review
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Final

from planner.entities.registry import BY_NAME
from planner.entities.spec import EntitySpec
from planner.kernel.data import dataclass
from planner.kernel.text import N_, tr
from planner.services.session import Session

QUICK_REVIEW: Final = "quick_review"
_EXPLAIN, _GRADE, _CHART = "explain.", "grade.", "chart."
_PARTS: Final = {_EXPLAIN: "explain_session", _GRADE: "grade_decision", _CHART: "chart_card"}
_SETTINGS: Final = {
    "me": N_("My name"),
    "days_off": N_("Days off"),
    "loss": N_("What an impact may cost"),
    "view": N_("Name of a view"),
    "rules": N_("Rules"),
    "rules_reason": N_("Why these rules"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where a place is. ``words`` name it; ``gone`` says that its record is in the Trash or was deleted for ever."""

    words: str
    page: str = ""
    account_id: str | None = None
    entity: str = ""
    record: str | None = None
    field: str | None = None
    new: bool = False
    gone: bool = False


def grade(field: str, account_ids: Iterable[str]) -> str:
    """A field of the decision about the grade of accounts."""
    return ask("account", _GRADE + field, account_ids)


def record(entity: str, key: str, field: str) -> str:
    """A field of a record."""
    return f"record:{entity}:{key}:{field}"


def explanation(review_id: str, field: str) -> str:
    """A field of what was explained at a review, which may have no record of its own yet."""
    return record("network_review", review_id, _EXPLAIN + field)


def chart(account_id: str, field: str, kind: str) -> str:
    """A field of what is decided about a chart of an account, which may have no record of its own yet."""
    return record("account", account_id, f"{_CHART}{field}/{kind}")


def new(entity: str, account_id: str | None, beside: str = "") -> str:
    """The form of a new record; ``beside`` is the id of what it is made for."""
    return f"new:{entity}:{account_id or ''}:{beside}"


def ask(entity: str, field: str, keys: Iterable[str]) -> str:
    """A window that asks for one value for one or several records."""
    ids = sorted(keys)
    rest = hashlib.sha256("+".join(ids).encode()).hexdigest()[:16] if len(ids) > 1 else ""
    return f"ask:{entity}.{field}:{ids[0] if ids else ''}+{rest}"


def line(entity: str, account_id: str) -> str:
    """The line that takes new records of an account."""
    return f"line:{entity}:{account_id}:"


def setting(name: str) -> str:
    """A setting of the portfolio."""
    return f"setting:{name}"


def whereabouts(session: Session, place: str) -> Whereabouts:
    """Where a place is, in words; one that can't be read any more is nowhere."""
    kind, _, rest = place.partition(":")
    if place == QUICK_REVIEW:
        return Whereabouts(words=tr("Quick review"), new=True)
    parts = rest.split(":")
    if kind == "record" and len(parts) == 3:
        return _of_record(session, *parts)
    if kind == "ask" and len(parts) == 2:
        entity, _, field = parts[0].partition(".")
        return _of_record(session, entity, parts[1].partition("+")[0], field)
    if kind in {"new", "line"} and len(parts) == 3:
        return _of_new(session, parts[0], parts[1])
    if kind == "setting":
        name = parts[0].partition(".")[0]
        return Whereabouts(words=tr("Settings: {field}", field=tr(_SETTINGS.get(name, name))), page="settings")
    return Whereabouts(words=tr("A place that is no longer there"), gone=True)


def _of_record(session: Session, entity: str, key: str, field: str) -> Whereabouts:
    from planner.services import crud

    spec = BY_NAME.get(entity)
    if spec is None:
        return Whereabouts(words=tr("A place that is no longer there"), gone=True)
    live = crud.find(session, spec, key)
    account_id = key if entity == "account" else getattr(live, "account_id", None)
    kind, title = tr(spec.label), _title(session, spec, key)
    words = tr("{kind} “{title}”: {field}", kind=kind, title=title, field=_label(spec, field))
    if title == kind:  # purged for ever
        words = tr("{kind}: {field}", kind=kind, field=_label(spec, field))
    if live is None:
        words = tr("{where} (deleted)", where=words)
    of_chart = field.startswith(_CHART)
    return Whereabouts(
        words=words,
        page="charts" if of_chart else "account" if account_id else "settings",
        account_id=account_id,
        entity=entity,
        record=field.partition("/")[2] if of_chart else key,
        field=field.removeprefix(_EXPLAIN).removeprefix(_GRADE),
        gone=live is None,
    )


def _of_new(session: Session, entity: str, account_id: str) -> Whereabouts:
    from planner.entities.customers.account import ACCOUNT
    from planner.services import crud

    spec = BY_NAME.get(entity)
    if spec is None:
        return Whereabouts(words=tr("A place that is no longer there"), gone=True)
    words = tr("New: {kind}", kind=tr(spec.label))
    if not account_id:
        return Whereabouts(words=words, page="accounts" if entity == "account" else "actions", entity=entity, new=True)
    gone = crud.find(session, ACCOUNT, account_id) is None
    return Whereabouts(
        words=tr("{what}, {account}", what=words, account=_title(session, ACCOUNT, account_id)),
        page="account",
        account_id=account_id,
        entity=entity,
        new=True,
        gone=gone,
    )


def _title(session: Session, spec: EntitySpec[Any], key: str) -> str:
    from planner.store import trash_can

    return session.read(lambda conn: trash_can.title(conn, spec.name, key))


def _label(spec: EntitySpec[Any], field: str) -> str:
    for mark, entity in _PARTS.items():
        if field.startswith(mark):
            spec, field = BY_NAME[entity], field.removeprefix(mark).partition("/")[0]
    known = {part.name: part.label for part in spec.fields}
    return tr(known[field]) if field in known else field
