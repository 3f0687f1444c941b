# SPDX-License-Identifier: Apache-2.0
"""Opening the portfolio that a command names, and finding the account it means."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.entities.customers.account import ACCOUNT
from planner.services import records
from planner.services.portfolio import open_portfolio
from planner.services.session import Session


@contextmanager
def opened(path: Path) -> Iterator[Session]:
    """The portfolio for as long as the block runs."""
    session = open_portfolio(path)
    try:
        yield session
    finally:
        session.close()


def account(session: Session, wanted: str) -> str:
    """The id of the account that an argument names."""
    return records.named(session, ACCOUNT, wanted)
