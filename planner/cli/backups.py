# SPDX-License-Identifier: Apache-2.0
"""The command that lists what could be restored, also of a portfolio that is damaged or gone."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.cli import output
from planner.cli.opened import opened
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, tr, trn
from planner.services import off_disk
from planner.services.backup_check import check, is_damage
from planner.services.backup_list import DAMAGED, FAULTY, UNPROVEN, VERIFIED, Backup, listing, listing_for
from planner.services.portfolio import load_settings

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey

_LOST = frozenset({"damaged", "truncated", "no-file", "foreign-file", "key-file", "foreign-log", "older-copy"})
_STATES = {
    VERIFIED: N_("whole"),
    UNPROVEN: N_("not checked"),
    FAULTY: N_("opens, with faults"),
    DAMAGED: N_("damaged"),
}


def backups(command: argparse.Namespace, _gui: object) -> int:
    """List the backups here and in the second folder; with --check each is read through, 1 when one is damaged."""
    found, key = _found(command)
    faults = {one.path: _fault(one, key, look=command.check) for one in found}
    items = [_item(one, faults[one.path], command) for one in found]
    columns = (
        ("made_at", tr("Made")),
        ("reason", tr("Reason")),
        ("size", tr("Bytes")),
        ("since", tr("Changes since")),
        ("state", tr("State")),
        ("path", tr("File")),
    )
    output.listing("backups", items, command.form, columns)
    damaged = sum(is_damage(fault) for fault in faults.values())
    if damaged:
        print(trn("{n} backup is damaged.", "{n} backups are damaged.", damaged), file=sys.stderr)
    return 1 if damaged and command.check else 0


def _found(command: argparse.Namespace) -> tuple[list[Backup], StoreKey | None]:
    """The backups and what opens them; those of a portfolio that can't be opened are told by their proofs."""
    folder = load_settings().backup_folder
    try:
        with opened(command) as session:
            second = off_disk.listing(session, Path(folder)) if folder else []
            return [*listing(session), *second], session.db.key
    except PlannerError as fault:
        if fault.code not in _LOST:
            raise
        print(str(fault), file=sys.stderr)
        return listing_for(command.file), None


def _fault(one: Backup, key: StoreKey | None, *, look: bool) -> str:
    if look:
        return check(one.path, key)
    return DAMAGED if one.state == DAMAGED else ""


def _item(one: Backup, fault: str, command: argparse.Namespace) -> dict[str, Any]:
    state = DAMAGED if is_damage(fault) else FAULTY if fault else VERIFIED if command.check else one.state
    return {
        "made_at": one.made_at,
        "reason": one.reason,
        "size": one.size,
        "since": one.since,
        "state": tr(_STATES[state]) if command.form == "text" else state,
        "fault": fault or None,
        "checked_at": one.checked_at,
        "path": str(one.path),
    }
