# SPDX-License-Identifier: Apache-2.0
"""Reads a note at every key press, in each language, against 2 ms of the processor.

"python -m tests.bench capture [ROUNDS]"
"""

from __future__ import annotations

from dataclasses import replace
from time import thread_time

from planner.rules.capture.reader import Reader
from planner.rules.capture.types import Known, Someone, Thing
from tests.unit.rules.capture_sentences import SENTENCES, known

GOAL_MS = 2.0
_CONTACTS, _ASSETS = 60, 400


def run(rounds: int = 3) -> list[str]:
    """The longest note of each language typed sign by sign, with a large account round it."""
    lines = [f"{'note':<12}{'keys':>6}{'p50':>8}{'p95':>8}{'max':>8}{'goal':>7}"]
    for language in ("en", "es", "zh"):
        text = max((one.text for one in SENTENCES if one.language == language), key=len)
        reader = Reader(_large(language))
        reader.read(text)  # patterns are made once
        took = sorted(_typed(reader, text, rounds))
        p95 = took[int(len(took) * 0.95)]
        verdict = "  met" if p95 <= GOAL_MS else "  NOT MET"
        figures = f"{took[len(took) // 2]:>8.2f}{p95:>8.2f}{took[-1]:>8.2f}{GOAL_MS:>7.1f}"
        lines.append(f"{language:<12}{len(text):>6}{figures}{verdict}")
    return lines


def _typed(reader: Reader, text: str, rounds: int) -> list[float]:
    found = []
    for _ in range(rounds):
        for end in range(1, len(text) + 1):
            begun = thread_time()
            reader.read(text[:end])
            found.append((thread_time() - begun) * 1000)
    return found


def _large(language: str) -> Known:
    one = known(language)
    people = tuple(Someone(id=f"p{n}", name=f"Given{n} Family{n}") for n in range(_CONTACTS))
    things = tuple(Thing(id=f"a{n}", name=f"Switch SW-{n}") for n in range(_ASSETS))
    return replace(one, contacts=one.contacts + people, assets=one.assets + things)
