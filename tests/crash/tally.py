# SPDX-License-Identifier: Apache-2.0
"""What a harness counted; the tests assert on it and the long run adds it up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields


@dataclass(slots=True)
class Tally:
    """Counts of one harness.

    ``runs`` are states, kills or files tried; ``acknowledged`` what the user had been told was kept at those moments,
    of which ``lost`` could not be found again. ``corrupt`` are stores or files that were unusable or half made,
    ``unclear`` faults that reached the user as something else than a message of ours, ``leaks`` secrets in the open,
    ``not_run`` what could not be tried here. ``notes`` says what the first few failures were, with their seeds.
    """

    runs: int = 0
    acknowledged: int = 0
    lost: int = 0
    corrupt: int = 0
    unclear: int = 0
    leaks: int = 0
    not_run: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing was lost, corrupt, unclear or leaked, and everything was tried."""
        return not (self.lost or self.corrupt or self.unclear or self.leaks or self.not_run)

    def add(self, other: Tally) -> Tally:
        """Count the other in; the same object for chaining."""
        for one in fields(self):
            if one.name != "notes":
                setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))
        self.notes = [*self.notes, *other.notes][:20]
        return self

    def note(self, text: str) -> None:
        """Remember what a failure was; where this computer keeps things is nobody's business."""
        if len(self.notes) < 20:
            self.notes.append(re.sub(r"'/[^']*(?=/[^/']*')", "'…", text))

    def plain(self) -> dict[str, object]:
        """For a results file; without notes when there are none."""
        found = asdict(self)
        return found if self.notes else {name: value for name, value in found.items() if name != "notes"}


def total(parts: Iterable[Tally]) -> Tally:
    """The sum of several."""
    found = Tally()
    for part in parts:
        found.add(part)
    return found
