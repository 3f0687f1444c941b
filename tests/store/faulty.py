# SPDX-License-Identifier: Apache-2.0
"""A day of work for a process in which the disk fails: adds accounts and says what was kept and what was told."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

from planner.entities.customers.account import ACCOUNT
from planner.kernel.errors import PlannerError
from planner.services import crud, customers
from planner.services.portfolio import open_portfolio


def main(path: Path, count: int) -> None:
    """Print one JSON object: acknowledged names, refusals by code, troubles told, and what can be read at the end."""
    logging.getLogger().addHandler(logging.NullHandler())
    kept: list[str] = []
    told: list[str] = []
    refused: list[str] = []
    session = open_portfolio(path, device="here")
    session.on_trouble.append(told.append)
    print("begin", flush=True)
    for number in range(count):
        name = f"Account {number}"
        try:
            customers.add_account(session, name, notes="x" * 3000)
            kept.append(name)
        except PlannerError as fault:
            refused.append(fault.code)
    try:
        seen = [account.name for account in crud.every(session, ACCOUNT)]
    except PlannerError as fault:
        seen = [fault.code]
    print(json.dumps({"kept": kept, "refused": refused, "told": told, "seen": seen, "reading": session.reading}))
    session.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
