# SPDX-License-Identifier: Apache-2.0
"""Sixty backups of a portfolio that lives on between them, each restored and compared as it is made."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.safe.keys import LEAST
from planner.services import attachments, crud, customers, purge
from planner.services.backup import back_up
from planner.services.portfolio import create
from planner.services.protection import Protection
from planner.services.session import Session
from tests.conftest import DEVICE
from tests.drill import Drill

BACKUPS = 30


def _live(session: Session, chance: random.Random, number: int, tmp_path: Path) -> None:
    """A few changes of all sorts."""
    account = customers.add_account(session, f"Account {number} 客户")
    for _ in range(chance.randrange(4)):
        crud.set_field(session, ACCOUNT, account.id, "notes", "n" * chance.randrange(5000))
    if chance.random() < 0.3:
        note = tmp_path / f"{number}.txt"
        note.write_bytes(chance.randbytes(chance.randrange(1, 9000)))
        attachments.attach(session, account.id, note)
    if chance.random() < 0.3:
        session.undo()
    if chance.random() < 0.2:
        crud.trash(session, ACCOUNT, [chance.choice(crud.every(session, ACCOUNT)).id])
    if chance.random() < 0.1:
        purge.empty_trash(session)


@pytest.mark.parametrize("encrypted", [False, True])
def test_that_thirty_backups_of_a_life_are_each_what_they_were_made_of(
    tmp_path: Path, drill: Drill, encrypted: bool
) -> None:
    path, chance = tmp_path / "p.waterline", random.Random(11)
    protection = Protection(password="four words and a river", cost=LEAST) if encrypted else None
    with closing(create(path, me_name="Dana", device=DEVICE, protection=protection)) as session:
        for number in range(BACKUPS):
            _live(session, chance, number, tmp_path)
            back_up(session.db, paths.backups_folder(path))
    assert drill.count == BACKUPS
    assert drill.faults == []
