# SPDX-License-Identifier: Apache-2.0
"""The four grades and "not graded"; apart from the account, so that a filter needs nothing else."""

from planner.kernel.text import N_

GRADES: tuple[tuple[str, str], ...] = (
    ("S", N_("S strategic")),
    ("A", N_("A partner")),
    ("B", N_("B cash flow")),
    ("C", N_("C cash flow")),
    ("ungraded", N_("Not graded")),
)
