# SPDX-License-Identifier: Apache-2.0
"""Harnesses that follow system calls: where that can't be had they are reported as not run, and fail in CI."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(scope="session")
def _tracing() -> str:
    """Why system calls can't be followed here; empty when they can. Asked in a process of its own, which may fork."""
    import subprocess
    import sys

    ask = "from tests.crash.life import trouble; print(trouble(), end='')"
    return subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def tracing(_tracing: str) -> None:
    """The test follows system calls of a process."""
    not_run(_tracing)


def not_run(why: str) -> None:
    """Report a harness that can't run here; nothing to report when ``why`` is empty."""
    if why and os.environ.get("CI"):
        pytest.fail(f"NOT RUN in CI: {why}")
    if why:
        pytest.skip(f"NOT RUN: {why}")
