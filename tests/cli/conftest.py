# SPDX-License-Identifier: Apache-2.0
"""Running commands and reading what they say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; its exit code, output and messages."""

    def call(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def refused(answer: tuple[int, str, str], code: int = 1) -> str:
    """The one sentence of a refusal."""
    assert answer[0] == code, answer
    assert answer[1] == ""
    assert answer[2].count("\n") == 1
    assert "Traceback" not in answer[2]
    return answer[2]
