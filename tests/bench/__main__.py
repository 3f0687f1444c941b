# SPDX-License-Identifier: Apache-2.0
"""Prints floor, ours and ratio of every task: "python -m tests.bench [ACCOUNTS [ROUNDS]]"."""

from __future__ import annotations

import os
import sys
import tempfile

os.environ.setdefault("WATERLINE_CONFIG_DIR", tempfile.mkdtemp())

from tests.bench import start, store


def main() -> None:
    """The store at the wanted size, then start and memory."""
    accounts = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    sys.stdout.write(f"{accounts} accounts, 8 contacts and 25 reviews each, {rounds} rounds; ms, memory in MB\n")
    for found in (store.run(accounts, rounds), start.run(accounts, max(rounds, 5))):
        sys.stdout.write("\n".join(found.lines()) + "\n")


if __name__ == "__main__":
    main()
