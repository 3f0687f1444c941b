# SPDX-License-Identifier: Apache-2.0
"""A seat of a decision whose holder nobody knows yet: a person who is called "?" in every language."""

from __future__ import annotations

from typing import Final

from planner.entities.relations.contact import Contact

UNKNOWN_NAME: Final = "?"


def is_unknown_seat(contact: Contact) -> bool:
    """Whether this stands for a seat, not for a person who is known."""
    name = contact.name.strip()
    return bool(name) and not name.strip("?？")
