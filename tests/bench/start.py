# SPDX-License-Identifier: Apache-2.0
"""T7 and T8: start and memory of the program against a bare window, in fresh processes in turn.

The goal that the design sets for an account page is of its page of 50 accounts, which is our account list. The overview
of one account is measured beside it and has none.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from planner.rules.account_rows import AccountFilter
from planner.services import account_list, portfolio, scores
from tests.bench.data import make
from tests.bench.ratios import Ratios
from tests.bench.store import load

WALL = ("paint", "page", "ready", "counted")
MANY = 10_000
LARGE = {
    "T7 account list painted": 1.8,
    "T7 everything ready": 3.0,
    "T8 memory at the list": 1.5,
}
"""What the goals are from that many accounts on."""


def run(accounts: int, rounds: int) -> Ratios:
    """Start the bare window, the program at the list and the program at an account that many times; note the pairs."""
    found = Ratios(LARGE if accounts >= MANY else {})
    with tempfile.TemporaryDirectory() as folder:
        path, env = Path(folder) / "book.waterline", _environment(folder)
        session = portfolio.create(path, me_name="Bench", device="bench000")
        load(session, make(accounts))
        scores.catch_up(session)
        account = account_list.account_ids(session, AccountFilter())[0]
        session.close()
        closed = {file: file.read_bytes() for file in Path(folder).glob("book.*")}
        for n in range(rounds + 1):
            bare = _child("window", env)
            _as_closed(closed)
            at_list = _child("program", env, str(path))
            _as_closed(closed)
            at_account = _child("program", env, str(path), account)
            if n:  # the first round warms the file cache
                _note(found, bare, at_list, at_account)
    return found


def _as_closed(closed: dict[Path, bytes]) -> None:
    """The portfolio as it was closed: a child ends at once and leaves what a crash leaves, its claim above all."""
    for file in next(iter(closed)).parent.glob("book.*"):
        if file not in closed:
            file.unlink()
    for file, content in closed.items():
        if file.read_bytes() != content:
            file.write_bytes(content)


def _note(found: Ratios, bare: dict[str, str], at_list: dict[str, str], at_account: dict[str, str]) -> None:
    for ours in (at_list, at_account):
        if ours["heavy"]:
            raise SystemExit(f"T7: loaded before the page was painted: {ours['heavy']}")
    for which, kind in (("", "paint"), (", processor time", "paint-cpu")):
        floor, now = float(bare[kind]), kind.removeprefix("paint")
        found.add(f"T7 first paint{which}", floor, float(at_list[kind]))
        found.add(f"T7 account list painted{which}", floor, float(at_list[f"page{now}"]))
        found.add(f"T7 one account's overview painted{which}", floor, float(at_account[f"page{now}"]))
        found.add(f"T7 everything ready{which}", floor, float(at_list[f"ready{now}"]))
        found.add(f"T7 Today counted{which}", floor, float(at_list[f"counted{now}"]))
    found.add("T8 memory at the list", float(bare["memory"]), float(at_list["memory"]))


def _environment(folder: str) -> dict[str, str]:
    """The children's: own folders, no screen, and byte code as an installed program has it (made in the warm-up)."""
    own = {
        "WATERLINE_DATA_DIR": folder,
        "WATERLINE_CONFIG_DIR": f"{folder}/config",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": f"{folder}/byte-code",
    }
    return {**{k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}, **own}


def _child(module: str, env: dict[str, str], *args: str) -> dict[str, str]:
    """Times in ms since just before the process started, memory in MB."""
    begun = time.time()
    done = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{module}", *args], env=env, capture_output=True, text=True, check=True
    )
    said = dict(line.partition(" ")[::2] for line in done.stdout.splitlines())
    return {k: str((float(v) - begun) * 1000) if k in WALL else v for k, v in said.items()}
