# SPDX-License-Identifier: Apache-2.0
"""The chain of a decision role and whether it is the key decider may be unknown, which is not "general" or "no"."""

from __future__ import annotations

import sqlite_utils

VERSION = 2


def up(db: sqlite_utils.Database) -> None:
    """Both columns may be empty; what is there stays."""
    db.table("decision_role").transform(not_null={"chain": False, "is_kdm": False})
