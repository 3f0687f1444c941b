# SPDX-License-Identifier: Apache-2.0
"""Text from outside made storable, and names made showable without changing what they say."""

from __future__ import annotations

import re
import unicodedata

from planner.kernel.text import N_
from planner.safe.errors import RefusedError

FIELD_MAX = 65_536
NOTE_MAX = 1_000_000

BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ZERO_WIDTH = frozenset("\u200b\u2060\ufeff")
_FSI, _PDI = "\u2068", "\u2069"
_LABELS = {
    "\u061c": "ALM",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\u200b": "ZW",
    "\u2060": "ZW",
    "\ufeff": "ZW",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_STRONG_RIGHT = frozenset({"R", "AL"})


def clean_text(text: str) -> str:
    """The text as it may be stored.

    Line ends become ``\\n``; other control characters go (tab stays); a lone half of a surrogate pair becomes
    U+FFFD; the result is in normal form C. Cleaning twice changes nothing more.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """Cleaned text on one line, with single spaces and none at the ends."""
    return " ".join(clean_text(text).split())


def count_controls(text: str) -> int:
    """How many characters ``clean_text`` would remove or replace, for a notice to the user."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return len(_CONTROLS.findall(plain)) + len(_SURROGATES.findall(plain))


def marked_bidi(name: str) -> str:
    """A name as it may stand inside a sentence: it cannot turn the text around it.

    Invisible direction and zero-width characters are shown by their names; a name with letters written
    from the right is isolated. Other names come back unchanged.
    """
    shown = "".join(f"⟦{_LABELS[c]}⟧" if c in _LABELS else c for c in name)
    if any(unicodedata.bidirectional(c) in _STRONG_RIGHT for c in shown):
        return f"{_FSI}{shown}{_PDI}"
    return shown


def check_length(text: str, limit: int = FIELD_MAX) -> str:
    """The same text, or a refusal when it has more than ``limit`` characters."""
    if len(text) > limit:
        raise RefusedError(
            N_("This text has {n} characters; at most {limit} fit here. Nothing was saved. Shorten it first."),
            "text-too-long",
            n=len(text),
            limit=limit,
        )
    return text
