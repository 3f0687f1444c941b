# SPDX-License-Identifier: Apache-2.0
"""Peak memory of this process alone; what a parent used before the start does not count."""

from __future__ import annotations

from pathlib import Path


def peak_mb() -> float:
    """The high-water mark of resident memory in MB, from Linux's own count of this program."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise SystemExit("T8: this system does not tell the peak memory of a process")
