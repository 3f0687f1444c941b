# SPDX-License-Identifier: Apache-2.0
"""Prints floor, ours and ratio of every task: "python -m tests.bench [ACCOUNTS [ROUNDS]]".

"python -m tests.bench encrypted [ACCOUNTS [ROUNDS]]": only encrypted against plain.
"python -m tests.bench scores [ACCOUNTS [ROUNDS]]": only T4, in processor time.
"python -m tests.bench start [ACCOUNTS [ROUNDS]]": only start and memory (T7, T8).
"python -m tests.bench capture [ROUNDS]": only reading a quick note at every key press.
"python -m tests.bench charts [ACCOUNTS [ROUNDS]]": only charts on screen and explained scores.
"""

from __future__ import annotations

import os
import sys
import tempfile

os.environ.setdefault("WATERLINE_CONFIG_DIR", tempfile.mkdtemp())

from tests.bench import capture, charts, encrypted, scores, start, store


def main() -> None:
    """The store at the wanted size, then start and memory; or encrypted against plain."""
    given = sys.argv[1:]
    if given[:1] == ["capture"]:
        sys.stdout.write("\n".join(capture.run(*map(int, given[1:2]))) + "\n")
        return
    if given[:1] == ["charts"]:
        sys.argv = [sys.argv[0], *given[1:]]
        charts.main()
        return
    if given[:1] in (["scores"], ["start"]):
        accounts, rounds, *_ = [*map(int, given[1:]), *(1000, 9)[len(given) - 1 :]]
        part, unit = (scores, "ms of processor time") if given[0] == "scores" else (start, "ms, memory in MB")
        sys.stdout.write(f"{accounts} accounts, {rounds} rounds; {unit}\n")
        sys.stdout.write("\n".join(part.run(accounts, rounds).lines()) + "\n")
        return
    sealed = given[:1] == ["encrypted"]
    sizes = [int(text) for text in (given[1:] if sealed else given)]
    accounts = sizes[0] if sizes else 1000
    rounds = sizes[1] if len(sizes) > 1 else 5
    sys.stdout.write(f"{accounts} accounts, 8 contacts and 25 reviews each, {rounds} rounds; ms, memory in MB\n")
    if sealed:
        sys.stdout.write("\n".join(encrypted.run(accounts, rounds).lines()) + "\n")
        return
    for measured in (store.run, scores.run, start.run):
        found = measured(accounts, max(rounds, 5) if measured is start.run else rounds)
        sys.stdout.write("\n".join(found.lines()) + "\n")
    sys.stdout.write("\n".join(charts.run(accounts, 30)) + "\n")


if __name__ == "__main__":
    main()
