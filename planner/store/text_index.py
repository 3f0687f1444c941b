# SPDX-License-Identifier: Apache-2.0
"""Full text: what is indexed and how a query is put, for Latin and Chinese alike.

Runs of Chinese are written as overlapping pairs followed by their last character, so that one
character is found by prefix, two exactly and three or more as a phrase (0005 in docs/adr).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner.entities.spec import EntitySpec

_CJK = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3040-\u30ff\uac00-\ud7af"


@cache
def _run() -> re.Pattern[str]:
    """A run of Chinese; 2 ms to compile, which a start has no need of."""
    return re.compile(f"[{_CJK}]+")


@cache
def _words() -> re.Pattern[str]:
    return re.compile(rf"[{_CJK}]+|[^\W{_CJK}]+")


def spaced(text: str) -> str:
    """The text with every run of Chinese turned into overlapping pairs."""
    if text.isascii():
        return text
    return _run().sub(_pairs, text)


def _pairs(run: re.Match[str]) -> str:
    chars = run.group()
    pairs = [chars[i : i + 2] for i in range(len(chars) - 1)]
    return f" {' '.join([*pairs, chars[-1]])} "


def match(query: str) -> str:
    """The MATCH expression for what a user typed; empty when nothing can be searched.

    Every word must occur; the user's text is always quoted, so query syntax in it is harmless.
    """
    return " AND ".join(_term(word) for word in _words().findall(query))


def _term(word: str) -> str:
    if not _run().match(word):
        return f'"{word}"*'
    if len(word) == 1:
        return f'"{word}"*'
    return '"' + " ".join(word[i : i + 2] for i in range(len(word) - 1)) + '"'


def document(spec: EntitySpec[Any], image: dict[str, object]) -> tuple[str, str]:
    """Title and body to index for one row image; a title that is no text of its own, such as a level, is left out."""
    title = image.get(spec.title) if any(f.name == spec.title for f in spec.searched) else None
    parts = [str(image[f.name]) for f in spec.searched if f.name != spec.title and image.get(f.name) is not None]
    return spaced(str(title)) if title is not None else "", spaced("\n".join(parts)) if parts else ""
