# SPDX-License-Identifier: Apache-2.0
"""What stands in the quick review, as plain values: kept as a draft, and read back from one."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date
from typing import Any, Final

from planner.kernel.data import dataclass
from planner.services import drafts
from planner.services.quick_review import Capture
from planner.services.session import Session

PLACE: Final = "quick_review"
LAST: Final = "quick_review.last"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormState:
    """Everything typed. ``met`` holds contact ids and new names, days are ISO text or ""."""

    account_id: str = ""
    site_id: str = ""
    on: str = ""
    met: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    """Who was offered by the plan of the visit: nobody has typed them."""
    explained: str = ""
    text: str = ""
    no_risk: bool = False
    likelihood: int | None = None
    impact: int | None = None
    trigger: str = ""
    step: str = ""
    next_action: str = ""
    next_due: str = ""
    next_owner_id: str = ""
    audience: str = "internal"
    fixes: tuple[dict[str, Any], ...] = ()
    """Corrections of how the text was read, as plain values."""

    @property
    def typed(self) -> bool:
        """Whether there is anything that would be missed; account, site and day alone are not."""
        words = (self.text, self.trigger, self.step, self.next_action)
        rated = self.no_risk or self.likelihood is not None or self.impact is not None
        return rated or bool(set(self.met) - set(self.given)) or any(word.strip() for word in words)

    def capture(self) -> Capture:
        """The values as the verb takes them."""
        return Capture(
            account_id=self.account_id,
            site_id=self.site_id or None,
            on=_day(self.on),
            met=self.met,
            explained=self.explained or None,
            text=self.text,
            likelihood=self.likelihood,
            impact=self.impact,
            no_risk=self.no_risk,
            trigger=self.trigger,
            step=self.step,
            next_action=self.next_action,
            next_due=_day(self.next_due),
            next_owner_id=self.next_owner_id or None,
            audience=self.audience,
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def values(state: FormState, *, typing: str = "", shown: bool = False) -> dict[str, Any] | None:
    """What is kept of the form until it is saved; None where nothing is typed.

    ``typing`` is a name that is not taken yet. ``shown`` says that the window was open: what is found so at a start
    was cut off by a crash, while Esc puts it aside on purpose.
    """
    words = "\n".join(filter(None, (state.text, state.trigger, state.step, state.next_action, typing)))
    more = {"typing": typing, "shown": shown, "words": words}
    return asdict(state) | more if state.typed or typing.strip() else None


def keep(session: Session, state: FormState, *, shown: bool = False) -> None:
    """Keep the form at once."""
    drafts.try_keep(session, {PLACE: values(state, shown=shown)})


def kept(session: Session) -> FormState | None:
    """What was typed before, None where there is nothing or it can't be read."""
    return read(drafts.get(session, PLACE))


def read(found: dict[str, Any]) -> FormState | None:
    """The form behind kept values, None where there is nothing or it can't be read."""
    if not found:
        return None
    names = {field.name for field in fields(FormState)}
    values = {name: value for name, value in found.items() if name in names and _fits(name, value)}
    for name in {"met", "given", "fixes"} & values.keys():
        values[name] = tuple(values[name])
    state = FormState(**values)
    return state if state.typed else None


def _fits(name: str, value: object) -> bool:
    """Whether a value of a draft may be used; one that may not is left out."""
    if name in {"met", "given"}:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if name == "fixes":
        return isinstance(value, list) and all(isinstance(item, dict) for item in value)
    if name in {"likelihood", "impact"}:
        return value is None or value in {1, 2, 3, 4, 5}
    return isinstance(value, bool) if name == "no_risk" else isinstance(value, str)


def remember(session: Session, account_id: str) -> None:
    """Note the account used last."""
    drafts.put(session, LAST, {"account_id": account_id})


def last_account(session: Session) -> str:
    """The account used last, "" for none."""
    return str(drafts.get(session, LAST).get("account_id") or "")
