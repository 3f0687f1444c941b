# SPDX-License-Identifier: Apache-2.0
"""The letters of menu entries (Alt+letter, or the letter alone in an open menu): one of its own for each.

They are chosen from the translated words when a menu is built, so that the catalogues hold plain words, which the
palette, buttons and tooltips share.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

_ALL: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_BEGINNINGS: Final = re.compile(r"(?<![^\W_])[A-Za-z0-9]")
_MARK: Final = re.compile(r"(?<!&)(?:&&)*&([^&\s])")


def choose(texts: Sequence[str], sources: Sequence[str] = (), taken: Collection[str] = ()) -> list[str]:
    """A letter for each text, no two alike and none of ``taken``; "" only when all are used up.

    Beginnings of words come first, in the order of the texts. Words without Latin letters take theirs from the text
    in ``sources`` at the same place, as Chinese programs do.
    """
    wishes = [_wishes(text, sources[n] if n < len(sources) else "", taken) for n, text in enumerate(texts)]
    rest = [letter for letter in _ALL if letter not in taken]
    owner: dict[str, int] = {}
    for number in range(len(texts)):
        if not _settle(number, wishes, owner, set()):
            wishes[number] = rest
            _settle(number, wishes, owner, set())
    found = {number: letter for letter, number in owner.items()}
    return [found.get(number, "") for number in range(len(texts))]


def _settle(number: int, wishes: Sequence[Sequence[str]], owner: dict[str, int], asked: set[str]) -> bool:
    """Give an entry a free letter of its wishes, else one whose owner can take another (a matching)."""
    free = next((letter for letter in wishes[number] if letter not in owner), "")
    if free:
        owner[free] = number
        return True
    for letter in wishes[number]:
        if letter not in asked:
            asked.add(letter)
            if _settle(owner[letter], wishes, owner, asked):
                owner[letter] = number
                return True
    return False


def _wishes(text: str, source: str, taken: Collection[str]) -> list[str]:
    """The letters of a text, beginnings of words first."""
    latin = text if any(letter.upper() in _ALL for letter in text) else source
    wanted = (letter.upper() for letter in (*_BEGINNINGS.findall(latin), *latin))
    return [letter for letter in dict.fromkeys(wanted) if letter in _ALL and letter not in taken]


def marked(text: str, letter: str) -> str:
    """A text as a menu must get it: ampersands doubled, the letter marked; put behind it where it does not occur."""
    shown = text.replace("&", "&&")
    if not letter:
        return shown
    beginnings = (found.start() for found in _BEGINNINGS.finditer(shown) if found.group().upper() == letter)
    at = next(beginnings, shown.upper().find(letter))
    if at >= 0 and len(shown.upper()) == len(shown):
        return f"{shown[:at]}&{shown[at:]}"
    words = shown.removesuffix("…")
    return f"{words}(&{letter}){shown[len(words) :]}"


def letter_of(text: str) -> str:
    """The letter marked in a menu text, "" for none."""
    found = _MARK.search(text)
    return found.group(1).upper() if found else ""


def give_letters(menu: QMenu) -> None:
    """Mark letters in the entries of a menu that have none yet."""
    entries = [action for action in menu.actions() if not action.isSeparator()]
    taken = {letter_of(action.text()) for action in entries} - {""}
    bare = [action for action in entries if not letter_of(action.text())]
    texts = [action.text().replace("&&", "&") for action in bare]
    for action, text, letter in zip(bare, texts, choose(texts, taken=taken), strict=True):
        action.setText(marked(text, letter))
