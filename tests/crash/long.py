# SPDX-License-Identifier: Apache-2.0
"""The long run: all harnesses in turn with growing seeds until the time is over, and a file of what they counted.

"python -m tests.crash.long --hours 1 [--seed 1] [--jobs 2] [--out FOLDER]"; exit code 1 when anything was lost,
corrupt, unclear or leaked, when a harness broke, or when one with a planted fault found nothing.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import subprocess
import sys
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from planner.store import driver
from tests.crash.life import trouble
from tests.crash.run import HARNESSES, BrokenHarnessError, counted
from tests.crash.tally import Tally


@dataclass(slots=True)
class Row:
    """What one harness did in all its rounds."""

    tally: Tally = field(default_factory=Tally)
    seeds: list[int] = field(default_factory=list)
    broken: int = 0
    blind: int = 0

    def good(self, *, planted: bool) -> bool:
        """Whether it found nothing, or with a planted fault always something."""
        return not self.broken and not self.blind and (planted or self.tally.clean)


def main() -> int:
    """Rounds until the time is over; the results are written after every one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("out/long"))
    asked = parser.parse_args()
    began, end = datetime.now(UTC), time.monotonic() + asked.hours * 3600
    rows = {name: Row() for name in HARNESSES}
    without = trouble()
    if without:
        sys.stdout.write(f"NOT RUN: every harness that follows system calls, because {without}\n")
        for name, entry in HARNESSES.items():
            rows[name].tally.not_run += entry.traced
    names = [name for name, entry in HARNESSES.items() if not (without and entry.traced)]
    _cycle(names, rows, end, asked)
    path = _write(rows, asked.out, began, asked.hours)
    good = all(row.good(planted=HARNESSES[name].planted) for name, row in rows.items())
    sys.stdout.write(f"{'Nothing lost.' if good else 'NOT CLEAN.'} Results: {path}\n")
    return 0 if good else 1


def _cycle(names: list[str], rows: dict[str, Row], end: float, asked: argparse.Namespace) -> None:
    began, todo = datetime.now(UTC), [(name, asked.seed) for name in names]
    running: dict[Future[Tally], tuple[str, int]] = {}
    with ThreadPoolExecutor(asked.jobs) as pool:
        while running or time.monotonic() < end:
            while len(running) < asked.jobs and time.monotonic() < end:
                name, seed = todo.pop(0)
                todo.append((name, seed + 1))
                running[pool.submit(counted, name, seed=seed, size=HARNESSES[name].round)] = (name, seed)
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                _count(rows, *running.pop(done), done)
            _write(rows, asked.out, began, asked.hours)


def _count(rows: dict[str, Row], name: str, seed: int, done: Future[Tally]) -> None:
    row, planted = rows[name], HARNESSES[name].planted
    row.seeds.append(seed)
    try:
        found = done.result()
    except BrokenHarnessError as fault:
        row.broken += 1
        row.tally.note(str(fault))
        sys.stdout.write(f"{name} seed {seed}: BROKE: {fault}\n")
    else:
        row.blind += planted and found.clean
        if planted:
            found.notes.clear()
        row.tally.add(found)
        counts = ", ".join(f"{key} {value}" for key, value in found.plain().items() if value or key in ("runs", "lost"))
        sys.stdout.write(f"{name} seed {seed}: {counts}{' (planted)' if planted else ''}\n")
    sys.stdout.flush()


def _write(rows: dict[str, Row], folder: Path, began: datetime, hours: float) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{began:%Y-%m-%dT%H%M}Z.json"
    text = json.dumps(_results(rows, began, hours), indent=1, ensure_ascii=False) + "\n"
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
    return path


def _results(rows: dict[str, Row], began: datetime, hours: float) -> dict[str, object]:
    return {
        "began": f"{began:%Y-%m-%dT%H:%M:%SZ}",
        "ended": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "hours asked for": hours,
        "commit": _commit(),
        "python": platform.python_version(),
        "sqlite": ".".join(map(str, driver.VERSION)),
        "sqlcipher3": version("sqlcipher3"),
        "PySide6": version("PySide6_Essentials"),
        "platform": f"{platform.system()} {platform.release()} {platform.machine()}",
        "harnesses": {name: _row(name, row) for name, row in rows.items() if row.seeds or row.tally.not_run},
    }


def _row(name: str, row: Row) -> dict[str, object]:
    planted = HARNESSES[name].planted
    found: dict[str, object] = {"good": row.good(planted=planted), "rounds": len(row.seeds)}
    if planted:
        found["planted fault found in"] = len(row.seeds) - row.blind - row.broken
    if row.seeds:
        found["seeds"] = [min(row.seeds), max(row.seeds)]
    return {**found, "broken": row.broken, **row.tally.plain()}


def _commit() -> str:
    """What git calls this state, with a plus sign when files were changed since; empty without git."""
    if shutil.which("git") is None:
        return ""
    said = [
        subprocess.run(["git", *words], capture_output=True, text=True, check=False)
        for words in (("rev-parse", "HEAD"), ("status", "--porcelain"))
    ]
    return "" if any(one.returncode for one in said) else said[0].stdout.strip() + "+" * bool(said[1].stdout.strip())


if __name__ == "__main__":
    sys.exit(main())
