# SPDX-License-Identifier: Apache-2.0
"""The list keeps which way health went, as the rules of the portfolio judge it.

Values that are kept for lists are derived: all of them are worked out anew, as a change is now told only between
values of the same components.
"""

from __future__ import annotations

import sqlite_utils

VERSION = 6


def up(db: sqlite_utils.Database) -> None:
    """One column that may be empty, and every line of the list out of date."""
    db.execute('ALTER TABLE "score" ADD COLUMN "health_trend" TEXT')
    db.execute("INSERT OR IGNORE INTO stale (account_id) SELECT account_id FROM score")
