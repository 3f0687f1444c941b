# SPDX-License-Identifier: Apache-2.0
"""What the list of open actions can be asked for, and one line of it."""

from __future__ import annotations

from datetime import date

from planner.kernel.data import dataclass

ACTION_SORTS = ("due", "title", "account", "owner", "opened")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFilter:
    """Words of the title or the account, one owner, only what is late; ``sort`` is one of ACTION_SORTS."""

    text: str = ""
    owner_id: str | None = None
    late: bool = False
    sort: str = "due"
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """One open action; ``source`` is the kind of record it serves and ``source_name`` what that is called."""

    id: str
    account_id: str
    account: str
    title: str
    owner: str | None
    due: date | None
    opened_on: date | None
    source: str | None = None
    source_name: str | None = None
