# SPDX-License-Identifier: Apache-2.0
"""Reads the TOML that this program writes and ships, a value a line, at the start.

The parser of the standard library takes 3 ms to load, most of it patterns for dates and numbers that are in none of
these files. It reads what is not as plain as that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


def read_toml(text: str) -> dict[str, Any]:
    """The values of a TOML text; ValueError where it is none."""
    try:
        return plain_toml(text)
    except ValueError:  # somebody wrote it by hand
        import tomllib

        return tomllib.loads(text)


def plain_toml(text: str) -> dict[str, Any]:
    """The values where each is also JSON and has a line of its own, or of a list one for each part; else ValueError."""
    found: dict[str, Any] = {}
    into, lines = found, iter(text.split("\n"))
    for line in lines:
        if line.startswith("#"):
            continue
        if line.startswith("["):
            into = _put(found, line[1:-1], {} if line.endswith("]") else None)
        elif line:
            name, _, value = line.partition(" = ")
            if value == "[":
                value = f"[{_parts(lines)}]"
            _put(into, name, json.loads(value, parse_constant=_no_value))
    return found


def _parts(lines: Iterator[str]) -> str:
    parts: list[str] = []
    for line in lines:
        if line == "]":
            return "".join(parts).removesuffix(",")
        parts.append(line)
    raise ValueError("a list without an end")


def _put(into: dict[str, Any], name: str, value: Any) -> Any:
    if value is None or name in into or not (name.isascii() and name.replace("_", "").isalnum()):
        raise ValueError(name)
    into[name] = value
    return value


def _no_value(text: str) -> None:
    raise ValueError(text)
