# SPDX-License-Identifier: Apache-2.0
"""A contingency in one line: when it is to be done, and what: "if >95 % switch to generator"."""

from __future__ import annotations

import re
from typing import Final

from planner.kernel.data import dataclass

_IF: Final = re.compile(
    r"\s*(?:(?:if|when|once|should|in\s+case\s+of|in\s+case)\b|(?:si|cuando|en\s+caso\s+de(?:\s+que)?)\b|"
    r"(?:如果|假如|若是|若|当|當|一旦|万一|萬一|要是))\s*",
    re.IGNORECASE,
)
_CUT: Final = re.compile(
    r"\s*[,，]?\s*(?P<word>(?:\bthen\b|\bentonces\b|(?<=[，,])\s*[则則就]|那么|那麼|[-=]>|→|⇒)\s*:?)"
    r"|\s*(?<!\d)(?P<sign>[:：])(?!\d)"
    r"|\s*[,，]?\s*(?P<verb>\b(?:switch(?:\s+over)?\s+to|change(?:\s+over)?\s+to|fail\s?over\s+to|fall\s+back\s+(?:to|on)|"
    r"move\s+to|go\s+to|reroute\s+to|use\s+the|start\s+the|call\s+the|"
    r"cambiar\s+al?|pasar\s+al?|conmutar\s+al?|mover\s+al?|usar\s+(?:el|la|los|las)|arrancar\s+(?:el|la)|llamar\s+al?)\b"
    r"|\b(?:start|run|use)\s+(?:up\s+)?(?=generator|genset|diesel|backup|standby|spare)|\bcall\s+(?=noc|support|duty|vendor)"
    r"|(?:切换|切換|切|转|轉|换|換)[到至]|改用|改走|启用|啟用|启动|啟動|联系|聯繫|通知)",
    re.IGNORECASE,
)
_ARROW: Final = re.compile("[>→⇒]")
_MIDDLE: Final = re.compile(r"\s(?:if|when|in\s+case\s+of|si|cuando|en\s+caso\s+de)\s", re.IGNORECASE)
_WHEN: Final = re.compile(r"(?:的?[时時]候?)$")
_COMMA: Final = re.compile(r"[,，](?!\d)")
_LIMIT: Final = re.compile(
    r"\s*(?:[<>＜＞≥≤]\s?\d|(?:over|above|under|below|more\s+than|less\s+than|más\s+de|menos\s+de|por\s+encima\s+de|"
    r"por\s+debajo\s+de)\s+\d|(?:超过|超過|高于|高於|低于|低於|大于|大於|小于|小於)\s?\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Split:
    """Where trigger and step stand; an empty stretch is none."""

    trigger: tuple[int, int]
    step: tuple[int, int]
    sure: bool = True


def split(text: str, start: int, end: int) -> Split:
    """Trigger and step of what stands behind the mark."""
    condition = _IF.match(text, start, end)
    if condition is not None:
        return _conditional(text, condition.end(), end)
    if _LIMIT.match(text, start, end):
        return _conditional(text, start, end)
    turned = _turned(text, start, end)
    if turned is not None:
        return turned
    # Without a condition "then" only joins two steps.
    cut = next((m for m in _CUT.finditer(text, start, end) if m["sign"] or _ARROW.search(m["word"] or "")), None)
    if cut is None or not text[start : cut.start()].strip():
        return Split((start, start), _trim(text, start, end))
    return Split(_trim(text, start, cut.start()), _trim(text, cut.end(), end))


def _conditional(text: str, start: int, end: int) -> Split:
    """What stands behind "if": cut where a word or a sign says so, else at its only comma."""
    cut = next(_CUT.finditer(text, start, end), None)
    commas = [m.start() for m in _COMMA.finditer(text, start, end) if text[start : m.start()].strip()]
    whole = _trim(text, start, end)
    if cut is not None:
        if cut["verb"] and any(comma < cut.start() for comma in commas):
            return Split(whole, (end, end), sure=False)  # the comma may be where the step begins
        stop = cut.start("verb") if cut["verb"] else cut.end()
        trigger = _trim(text, start, cut.start())
        return Split((trigger[0], _then_left_out(text, *trigger)), _trim(text, stop, end))
    if len(commas) == 1 and text[commas[0] + 1 : end].strip(" .。"):
        return Split(_trim(text, start, commas[0]), _trim(text, commas[0] + 1, end))
    return Split(whole, (end, end), sure=not commas and not _is_long(text[whole[0] : whole[1]]))


def _then_left_out(text: str, start: int, end: int) -> int:
    """The end of a trigger without the "then" of Chinese."""
    return end - 1 if end - start > 1 and text[end - 1] in "则則就便" else end


def _turned(text: str, start: int, end: int) -> Split | None:
    """The condition behind the step ("call NOC if mains fails"), or before 时 ("断电时启动发电机")."""
    found = list(_MIDDLE.finditer(text, start, end))
    if len(found) == 1 and text[start : found[0].start()].strip() and not _LIMIT.match(text, start, end):
        return Split(_trim(text, found[0].end(), end), _trim(text, start, found[0].start()))
    cut = next(_CUT.finditer(text, start, end), None)
    if cut is not None and cut["verb"] and cut.start() - start > 1:
        head = _trim(text, start, cut.start())
        when = _WHEN.search(text, head[0], head[1])
        if when is not None:
            return Split((head[0], when.start()), _trim(text, cut.start("verb"), end))
    return None


def _is_long(text: str) -> bool:
    """Whether more than a condition may stand here."""
    return len(text.split()) > 4 or len(text) > 24


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\n,，;；:：":
        start += 1
    while start < end and text[end - 1] in " \t\n,，;；.。:：!！":
        end -= 1
    return start, end
