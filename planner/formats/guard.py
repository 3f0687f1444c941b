# SPDX-License-Identifier: Apache-2.0
"""Cells that a spreadsheet program would run as formulas, made plain text."""

from __future__ import annotations

import re

_DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:[., ]\d{3})*|\d+)(?:[.,]\d+)?%?")
_PHONE = re.compile(r"\+\d(?:[ ().-]{0,2}\d){4,18}")


def guarded(text: str) -> str:
    """The text with an apostrophe in front if a spreadsheet could take it for a formula.

    That is: it begins, spaces aside, with = + - @ or their full-width twins, or with a tab or line end, and is
    neither a plain number nor a phone number. A text that looks guarded already gets one more apostrophe, so that
    ``unguarded`` always gives back what was written.
    """
    core = text.lstrip("'")
    start = core.lstrip(" \u00a0\u3000\ufeff\u200b")
    risky = bool(start) and start[0] in _DANGEROUS
    if not risky or _NUMBER.fullmatch(core) or _PHONE.fullmatch(core):
        return text
    return f"'{text}"


def unguarded(text: str) -> str:
    """The text as it was before ``guarded``, for reading our own files again."""
    return text[1:] if text.startswith("'") and guarded(text[1:]) == text else text
