# SPDX-License-Identifier: Apache-2.0
"""Look up known vulnerabilities of everything in the lock (reliability J82); needs the network.

"python -m tests.tools.audit" puts pip-audit into an environment of its own below out/ and asks it. Exit code 0 when
every package was looked up and none is known to be vulnerable, 1 when one is, 2 when not all could be looked up:
what was not looked up is said, never taken for good.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "out" / "audit"
LOCK = ROOT / "requirements.lock"


def verdict(answer: dict[str, Any]) -> tuple[int, list[str]]:
    """Exit code and lines for what pip-audit answered."""
    listed = answer["dependencies"]
    bad = [f"{one['name']} {one['version']}: {fault['id']}" for one in listed for fault in one.get("vulns", ())]
    left = [one["name"] for one in listed if "skip_reason" in one]
    lines = [f"VULNERABLE: {line}" for line in bad]
    if left or not listed:
        lines.append(f"NOT RUN for {len(left)} of {len(listed)} packages: {', '.join(left)}")
    if not lines:
        lines.append(f"{len(listed)} packages looked up, none is known to be vulnerable.")
    return (1 if bad else 2 if left or not listed else 0), lines


def main() -> int:
    """Ask and say."""
    program = _installed()
    if program is None:
        sys.stdout.write("NOT RUN: pip-audit could not be installed.\n")
        return 2
    command: list[str | Path] = [
        program,
        "-r",
        LOCK,
        "--disable-pip",
        "--no-deps",
        "--progress-spinner",
        "off",
        "-f",
        "json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        code, lines = verdict(json.loads(done.stdout))
    except (ValueError, KeyError):
        code, lines = 2, [f"NOT RUN: {(done.stderr.strip().splitlines() or ['no answer'])[-1]}"]
    sys.stdout.write("\n".join(lines) + "\n")
    return code


def _installed() -> Path | None:
    place = HOME / ("Scripts" if sys.platform == "win32" else "bin")
    program = place / "pip-audit"
    if not program.exists():
        venv.create(HOME, with_pip=True, clear=True)
        done = subprocess.run(
            [place / "python", "-m", "pip", "install", "-q", "pip-audit"], capture_output=True, check=False
        )
        if done.returncode:
            return None
    return program


if __name__ == "__main__":
    sys.exit(main())
