# SPDX-License-Identifier: Apache-2.0
"""Labels of steps in the log: translatable text kept as key and arguments."""

from __future__ import annotations

from typing import Any

from planner.kernel.text import Message


def stored_args(label: Message) -> dict[str, Any]:
    """A label's arguments as JSON values; a nested message is stored as {"t": key, "a": args}."""
    return {
        name: {"t": value.key, "a": stored_args(value)} if isinstance(value, Message) else _plain(value)
        for name, value in label.args.items()
    }


def loaded_args(args: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a stored label."""
    return {
        name: Message(value["t"], loaded_args(value["a"])) if isinstance(value, dict) and "t" in value else value
        for name, value in args.items()
    }


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
