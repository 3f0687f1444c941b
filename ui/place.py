# SPDX-License-Identifier: Apache-2.0
"""Where the user is or wants to go."""

from typing import NamedTuple


class Place(NamedTuple):
    """Where the user is or wants to go, the address of back and forward.

    ``page`` is one of today, accounts, account, portfolio, charts, actions, trash, settings; ``section`` is a
    section of the account page (overview, profile, people, reviews, risks, actions, timeline, files)
    or a chart kind; ``record`` selects one record there and ``field`` one field of it.
    """

    page: str
    account_id: str | None = None
    section: str | None = None
    record: str | None = None
    field: str | None = None
