# SPDX-License-Identifier: Apache-2.0
"""T7 and T8: start and memory of the program against a bare window, in fresh processes in turn."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from planner.services import portfolio, scores
from tests.bench.data import make
from tests.bench.ratios import Ratios
from tests.bench.store import load


def run(accounts: int, rounds: int) -> Ratios:
    """Start both that many times and note the pairs."""
    found = Ratios()
    with tempfile.TemporaryDirectory() as folder:
        path, env = Path(folder) / "book.waterline", _environment(folder)
        session = portfolio.create(path, me_name="Bench", device="bench000")
        load(session, make(accounts))
        scores.catch_up(session)
        session.close()
        closed = {file: file.read_bytes() for file in Path(folder).glob("book.*")}
        for n in range(rounds + 1):
            _as_closed(closed)
            bare, ours = _child("window", env), _child("program", env, str(path))
            if n:  # the first round warms the file cache
                _note(found, bare, ours)
    return found


def _as_closed(closed: dict[Path, bytes]) -> None:
    """The portfolio as it was closed: a child ends at once and leaves what a crash leaves, its claim above all."""
    for file in next(iter(closed)).parent.glob("book.*"):
        if file not in closed:
            file.unlink()
    for file, content in closed.items():
        if file.read_bytes() != content:
            file.write_bytes(content)


def _note(found: Ratios, bare: dict[str, str], ours: dict[str, str]) -> None:
    if ours["heavy"]:
        raise SystemExit(f"T7: loaded before the list was painted: {ours['heavy']}")
    found.add("T7 first paint", float(bare["paint"]), float(ours["paint"]))
    found.add("T7 account list painted", float(bare["paint"]), float(ours["list"]))
    found.add("T8 memory at the list", float(bare["memory"]), float(ours["memory"]))


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
    return {k: str((float(v) - begun) * 1000) if k in ("paint", "list") else v for k, v in said.items()}
