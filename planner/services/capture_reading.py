# SPDX-License-Identifier: Apache-2.0
"""What a quick note is read against, and what is made of the readings (ux 6.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.entities.common.person import PERSON
from planner.entities.customers.asset import ASSET
from planner.entities.relations.contact import CONTACT
from planner.kernel.text import language as spoken
from planner.rules.capture import types as kinds
from planner.rules.capture.marks import sentences
from planner.rules.capture.types import Known, Measure, Read, Reading, Score, Someone, Thing
from planner.services import crud
from planner.services.quick_review import Capture, Checked, Todo
from planner.services.session import Session


def known(
    session: Session,
    account_id: str | None,
    *,
    site_id: str | None = None,
    language: str | None = None,
    order: str = "",
) -> Known:
    """The people, the equipment and the day that a text about an account is read against.

    ``language`` is that of the reader where none is named; ``order`` ("dmy", "mdy") decides what 05/06 is. In Spanish
    the day always comes first.
    """
    tongue = (language or spoken()).partition("_")[0]
    today = session.today()
    people = crud.of_account(session, CONTACT, account_id) if account_id else []
    assets = crud.of_account(session, ASSET, account_id) if account_id else []
    return Known(
        today=today,
        language=tongue if tongue in {"en", "es", "zh"} else "en",
        order=order or ("dmy" if tongue == "es" else ""),
        contacts=tuple(
            Someone(id=c.id, name=c.name, given=c.given_name, family=c.family_name)
            for c in people
            if _is_here(c.left_on, today)
        ),
        ours=tuple(Someone(id=p.id, name=p.name) for p in crud.every(session, PERSON) if _is_here(p.left_on, today)),
        assets=tuple(Thing(id=a.id, name=a.name, site_id=a.site_id) for a in assets),
        site_id=site_id,
        me_id=session.me,
    )


def _is_here(left_on: date | None, today: date) -> bool:
    return left_on is None or left_on > today


def from_text(base: Capture, read: Read) -> Capture:
    """A capture of a text alone: all that was read of it."""
    score = read.first(kinds.SCORE)
    met = tuple(str(one.value).removeprefix(kinds.NEW) for one in read.of(kinds.PERSON))
    rated = (score.likelihood, score.impact) if isinstance(score, Score) else (base.likelihood, base.impact)
    found = replace(
        base,
        met=tuple(dict.fromkeys((*base.met, *met))),
        likelihood=rated[0],
        impact=rated[1],
        trigger=str(read.first(kinds.TRIGGER) or base.trigger),
        step=str(read.first(kinds.STEP) or base.step),
    )
    actions = todos(read)
    if actions:
        first = actions[0]
        found = replace(found, next_action=first.title, next_due=first.due, next_owner_id=first.owner_id)
    return with_details(found, read)


def with_details(base: Capture, read: Read, *, own_action: bool = False) -> Capture:
    """A capture whose fields are filled, with what of the text has no field: results, topics, further actions.

    ``own_action`` says that the action of the field is not the first one of the text.
    """
    return replace(
        base,
        text=read.prose,
        results=checks(read),
        more_actions=todos(read)[0 if own_action else 1 :],
        topics=tuple(dict.fromkeys(str(one.value) for one in read.of(kinds.TOPIC))),
    )


def todos(read: Read) -> tuple[Todo, ...]:
    """The actions of a text in their order."""
    found = []
    for action in read.of(kinds.ACTION):
        due, owner = read.first(kinds.DUE, action.group), read.first(kinds.OWNER, action.group)
        owner_id = owner if isinstance(owner, str) else None
        found.append(Todo(title=str(action.value), due=due if isinstance(due, date) else None, owner_id=owner_id))
    return tuple(found)


def checks(read: Read) -> tuple[Checked, ...]:
    """What was said of equipment; of several things each has its own sentence, of one thing the whole text tells."""
    assets = read.of(kinds.ASSET)
    return tuple(
        Checked(
            asset_id=str(asset.value),
            result=_result(read, asset.group),
            reading=measure.value if isinstance(measure := read.first(kinds.MEASURE, asset.group), Measure) else None,
            unit=measure.unit if isinstance(measure, Measure) else None,
            text=read.prose if len(assets) == 1 else _sentence(read, asset),
        )
        for asset in assets
    )


def _result(read: Read, group: int) -> str | None:
    found = read.first(kinds.RESULT, group)
    return found if isinstance(found, str) else None


def _sentence(read: Read, one: Reading) -> str:
    found = next((s for s in sentences(read.text, 0, len(read.text)) if s[0] <= one.start < s[1]), (0, len(read.text)))
    for start, end in read.blocks:
        if start < found[1] and found[0] < end:
            found = (end, found[1]) if end <= one.start else (found[0], min(found[1], start))
    return read.text[found[0] : found[1]].strip()
