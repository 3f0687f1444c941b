# SPDX-License-Identifier: Apache-2.0
"""What a title was confirmed against (W12): the draft, and for a customer also what the chart showed then."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from planner.views.audience import CUSTOMER
from planner.views.charts import ChartView

_BETWEEN: Final = " #"
_LENGTH: Final = 12


def stand(view: ChartView, draft: str) -> str:
    """The mark to keep beside a confirmed title; while it is the same, the title holds.

    A customer's draft often only counts ("5 technical risks for your attention"), and would stay the same when one
    record is no longer shareable and another one is: a title that names the first must fall with it.
    """
    if view.audience != CUSTOMER:
        return draft
    shown = "\n".join(cell for row in view.table().texts() for cell in row)
    return f"{draft}{_BETWEEN}{sha256(shown.encode()).hexdigest()[:_LENGTH]}"


def draft_in(mark: str, audience: str) -> str:
    """The draft in such a mark."""
    return mark.rpartition(_BETWEEN)[0] if audience == CUSTOMER and _BETWEEN in mark else mark
