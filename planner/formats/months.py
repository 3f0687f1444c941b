# SPDX-License-Identifier: Apache-2.0
"""Names of months as lists write them, in English, Spanish, French, German and Portuguese."""

from __future__ import annotations

_NAMES: tuple[str, ...] = (
    "january jan enero ene janvier janv januar jänner januari janeiro",
    "february feb febrero février févr februar fevereiro fev",
    "march mar marzo mars märz mär mrz março",
    "april apr abril abr avril avr",
    "may mayo mai maio",
    "june jun junio juin juni junho",
    "july jul julio juillet juil juli julho",
    "august aug agosto ago août",
    "september sep sept septiembre setiembre set septembre setembro",
    "october oct octubre octobre oktober okt outubro out",
    "november nov noviembre novembre novembro",
    "december dec diciembre dic décembre déc dezember dez dezembro",
)
MONTHS: dict[str, int] = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
