# SPDX-License-Identifier: Apache-2.0
"""File names that every system accepts, made from any text."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from planner.safe.clean import BIDI_CONTROLS, ZERO_WIDTH, clean_text

MAX_NAME_BYTES = 255
# As texts, so that loading this module compiles nothing (4 ms); `re` keeps what it compiled.
_FORBIDDEN = r'[<>:"/\\|?*\s]+'
_RESERVED = r"(?i:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9\u00b9\u00b2\u00b3])"
_NUMBER_ROOM = 8  # bytes kept for " (9999)", so that a numbered name never grows past the limit


def safe_file_name(text: str, *, extension: str = "", fallback: str = "file") -> str:
    """One path component made from ``text`` plus ``extension`` (with its dot), at most 255 bytes.

    Characters that a system forbids become one space, direction marks and controls vanish,
    names that Windows keeps for devices get an underscore, and an empty result is ``fallback``.
    """
    # What vanishes goes first: it could leave two spaces, or a letter and its accent, side by side.
    stem = clean_text("".join(c for c in clean_text(text) if not _vanishes(c)))
    stem = re.sub(_FORBIDDEN, " ", stem)
    stem = _trimmed(stem) or _trimmed(fallback) or "file"
    if re.fullmatch(_RESERVED, stem.split(".", 1)[0].rstrip()):
        stem = f"_{stem}"
    room = MAX_NAME_BYTES - len(extension.encode()) - _NUMBER_ROOM
    return _trimmed(_cut(stem, room)) + extension


def _vanishes(sign: str) -> bool:
    if sign in BIDI_CONTROLS or sign in ZERO_WIDTH:
        return True
    return not sign.isspace() and unicodedata.category(sign) in {"Cc", "Cs", "Cn"}


def numbered_name(path: Path, number: int) -> Path:
    """``path`` for number 1, else with " (number)" before its suffix."""
    if number == 1:
        return path
    mark = f" ({number})"
    stem = _cut(path.stem, MAX_NAME_BYTES - len((mark + path.suffix).encode()))
    return path.with_name(f"{stem}{mark}{path.suffix}")


def _trimmed(stem: str) -> str:
    """Without spaces and dots at the ends: Windows drops those behind, others hide a leading dot."""
    return stem.strip(" .")


def _cut(text: str, room: int) -> str:
    """At most ``room`` bytes of UTF-8 without splitting a character or leaving a loose accent base."""
    raw = text.encode()
    if len(raw) <= room:
        return text
    kept = raw[:room].decode(errors="ignore")
    following = text[len(kept) : len(kept) + 1]
    if following and unicodedata.combining(following):
        kept = kept[:-1]
    return kept
