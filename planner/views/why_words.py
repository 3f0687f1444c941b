# SPDX-License-Identifier: Apache-2.0
"""How much of a value is known and how strong its evidence is, in one line of plain words."""

from __future__ import annotations

from planner.kernel.text import N_, tr
from planner.rules.explain import Explained
from planner.rules.hygiene import MEASURE as HYGIENE
from planner.views.charts import percent

# From this confidence on: written by the customer or measured, said in a recorded meeting, public, our own judgement.
_STEPS = (
    (95, N_("nearly all of it is written or measured")),
    (80, N_("most of it was said in recorded meetings or better")),
    (60, N_("much of it rests on public sources or our own judgement")),
    (0, N_("most of it is our own judgement")),
)


def sure_words(found: Explained) -> str:
    """How much of the data is there and how well proven it is; "" where nothing is known.

    "54 % of the data is there, confidence 97 %: nearly all of it is written or measured".
    """
    if found.value is None or found.measure == HYGIENE:
        return ""
    complete = tr("{share} of the data is there", share=percent(found.completeness))
    if found.confidence is None:
        return tr("{complete}, no evidence recorded", complete=complete)
    words = next(text for low, text in _STEPS if found.confidence * 100 >= low)
    return tr("{complete}, confidence {sure}: {words}", complete=complete, sure=percent(found.confidence),
              words=tr(words))  # fmt: skip


def unproven_words(found: Explained) -> str:
    """Why a value has no band; "" where it has one."""
    if found.value is None or found.band != "unproven":
        return ""
    return tr("Unproven: under 60 % of the data is there, so the value is not shown in lists.")


def hygiene_words() -> str:
    """What the second number means."""
    return tr("How tidy the plan itself is. It speaks of our work and never counts in health.")
