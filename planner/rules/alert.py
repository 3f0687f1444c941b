# SPDX-License-Identifier: Apache-2.0
"""What an alert is, and what each of its rules asks for in words (domain-model 3.5)."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message
from planner.rules.explain import Evidence, Missing

RULES: Final[dict[str, str]] = {
    "K1": N_("Who approves or decides works against us"),
    "K2": N_("An approver or decider was never met"),
    "K3": N_("The relation hangs on one person"),
    "K4": N_("Network review overdue"),
    "K5": N_("High or extreme risk without a valid plan"),
    "K6": N_("Drill missing or failed"),
    "K10": N_("No callback within 48 h"),
    "K11": N_("Rating of 1 or 2 without a corrective action"),
    "K13": N_("Grade expired"),
    "K17": N_("Only a colleague who leaves knows them"),
    "K18": N_("Authorisation missing or expired"),
    "K20": N_("A key contact has left"),
}
"""The rules whose records exist, by number; the others of the model come with theirs (docs/alerts.md)."""


@dataclass(frozen=True, slots=True)
class Alert:
    """``rule`` is its number in the model (K5); ``due`` the day by which it had to be mended, None without one.

    ``subject`` is the id of the record it is about, "" for the account: with the rule it tells an alert from others.
    """

    rule: str
    text: Message
    records: tuple[Evidence, ...]
    remedy: Missing
    due: date | None = None
    subject: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Rule and subject."""
        return self.rule, self.subject


def order(rule: str) -> int:
    """The place of a rule in the list of the model."""
    return int(rule[1:])
