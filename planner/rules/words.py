# SPDX-License-Identifier: Apache-2.0
"""The words of the scales: likelihood, impact, bands of health and risk."""

from __future__ import annotations

from planner.kernel.text import N_

LIKELIHOODS: tuple[tuple[int, str, str], ...] = (
    (1, N_("Rare"), "< 10 %"),
    (2, N_("Unlikely"), "10–30 %"),
    (3, N_("Possible"), "30–50 %"),
    (4, N_("Likely"), "50–80 %"),
    (5, N_("Frequent"), "> 80 %"),
)
IMPACTS: tuple[tuple[int, str], ...] = (
    (1, N_("Negligible")),
    (2, N_("Minor")),
    (3, N_("Moderate")),
    (4, N_("Major")),
    (5, N_("Catastrophic")),
)
HEALTH_BANDS: tuple[tuple[str, str], ...] = (
    ("healthy", N_("healthy")),
    ("watch", N_("watch")),
    ("at_risk", N_("at risk")),
    ("critical", N_("critical")),
    ("unproven", N_("unproven")),
)
RISK_BANDS: tuple[tuple[str, str, str], ...] = (
    ("low", N_("Low"), N_("L")),
    ("medium", N_("Medium"), N_("M")),
    ("high", N_("High"), N_("H")),
    ("extreme", N_("Extreme"), N_("E")),
)
