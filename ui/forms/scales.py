# SPDX-License-Identifier: Apache-2.0
"""The words of rating scales, by the name of the field that is rated."""

from __future__ import annotations

from planner.kernel.text import N_, tr
from planner.rules.ruleset import IMPACTS, LIKELIHOODS

_LIKELIHOOD_FIELDS = frozenset({"likelihood", "residual_likelihood"})
_IMPACT_FIELDS = frozenset({"impact", "residual_impact"})


def scale_words(name: str) -> tuple[tuple[int, str], ...]:
    """(value, shown words) for each step of a field's scale; empty when its steps have no words."""
    if name in _LIKELIHOOD_FIELDS:
        pattern = N_("{n} {word}, {share}")
        return tuple((n, tr(pattern, n=n, word=tr(word), share=share)) for n, word, share in LIKELIHOODS)
    if name in _IMPACT_FIELDS:
        return tuple((n, tr("{n} {word}", n=n, word=tr(word))) for n, word in IMPACTS)
    return ()
