# SPDX-License-Identifier: Apache-2.0
"""What a sentence says of equipment: pass, attention or fail, and a value; only what is plainly said counts."""

from __future__ import annotations

import re
from re import Match
from typing import Final

_WORDS: Final = (
    (
        "fail",
        r"\b(?:fails?|failed|failing|faulty|broken)\b(?!\s*[-‐]|\s*-?\s*(?:over|safe|path|mode|rate|count|point)\b)"
        r"|\b(?:falla|fallo|falló|fallando|averiad[oa]|defectuos[oa]|rot[oa](?!\s+(?:el|la|los|las)\b))\b"
        r"|(?:故障|失败|失敗|不合格|失效|损坏|損壞)",
    ),
    (
        "attention",
        r"\b(?:needs?\s+attention|attention|necesita\s+atención|requiere\s+atención)\b|需要?[关關]注|需要?注意",
    ),
    (
        "pass",
        r"\b(?:OK|okay|pass|passed|in\s+order)\b(?=\s*(?:[,.;!)]|$|\band\b))"
        r"|\b(?:correct[oa]|aprobad[oa]|conforme)\b(?=\s*(?:[,.;!)]|$|\by\b))"
        r"|(?<![不未没沒非异異])(?:正常|合格|通过|通過|良好)(?=\s*(?:[，,。.；;！!)）]|$))",
    ),
)  # fmt: skip
_PATTERNS: Final = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _WORDS)
# A sentence in which one of these stands before the word says what may be, was or is not.
_HEDGE: Final = re.compile(
    r"\b(?:no|not|never|none|without|may|might|could|would|should|will|can|if|when|unless|until|almost|nearly|why|risk\s+of|"
    r"before|after|had|was|were|yesterday|earlier|last|replaced|swapped|ayer|cambiad[oa]|sustituid[oa]|fear|expects?|expected|likely|to|n['’]t|"
    r"sin|nunca|puede|pueden|podría|podrían|si|cuando|casi|ningún|ninguna|estaba|estuvo|había|antes|después|riesgo\s+de|tal\s+vez|quizás?)\b"
    r"|n['’]t\b|[不没沒無无未非]|[昨去前上][天日年周週月]|更[换換]|可能|如果|若|会|會|将|將|曾|之前|以前|上次|防止|避免|[怕恐]|一旦|当|當|(?<![同及])[时時](?![间間])",
    re.IGNORECASE,
)
_LATER: Final = re.compile(
    r"\s*(?:[?？]|last|ago|every|often|always|sometimes|cada|siempre|a\s+veces|[过過]|in\s+(?:19|20)\d\d|before|previously|earlier|yesterday|when|once|twice|rate|"
    r"ayer|hace|antes|el\s+año|cuando|veces|:?\s*0(?![\d.,])|(?:light|lamp|LED|indicator|alarm|counter|count|testigo|piloto)s?\b|"
    r"率|次|史|历史|歷史|昨|[灯燈数數时時]|指示|告警|警报|警報|[记記][录錄]|[为為是]?\s*0(?![\d.,]))",
    re.IGNORECASE,
)
_UNIT: Final = (
    r"%|°\s?[CF]|℃|℉|V\s?(?:DC|AC)|[mk]?V|mA|[kM]?W|kVA|VA|[kMG]?Hz|dBm?|"
    r"[kMGT]bit/s|[kMG]bps|ms|ppm|bar|mΩ|Ω|Ah|kWh|[GT]B|rpm|A"
)
_MEASURE: Final = re.compile(
    rf"(?<![A-Za-z0-9.,/-])(?P<value>[-−+]?\d+(?:[.,]\d+)?)\s?(?P<unit>{_UNIT})(?![A-Za-z0-9/²])"
)
# What stands before a number that is a limit, a change or a wish and no value read off.
_LIMIT: Final = re.compile(
    r"(?:[<>＜＞≥≤±~～]|\d\s?(?:%|°C|[VAW])\s+a|\b(?:over|above|under|below|than|limit|maximum|max|minimum|min|from|to|up|down|by|within|until|rise|rises|"
    r"rose|risen|lost|gained|perdió|drop|drops|dropped|increased?|least|most|between|and|nominal|rated|target|"
    r"más\s+de|menos\s+de|superior\s+a|inferior\s+a|límite|limite|máximo|máx|mínimo|mín|hasta|desde|entre|sube|subió|baja|bajó|un|nominal|por)"
    r"\b(?:\s+(?:of|is|de|del|es|a))?|"
    r"超过|超過|高于|高於|低于|低於|大于|大於|小于|小於|上限|下限|限值|[阈閾]值|[额額]定|上升|下降|提高|增加|[减減]少|[到至从從由])[\s.:：]*$",
    re.IGNORECASE,
)
# Before a number: it is the second of two ("93 %-95 %", where the dash is no sign, or "93 - 95 %").
_FIRST: Final = re.compile(
    rf"(?:(?<![A-Za-z\d])\d+(?:[.,]\d+)?\s?(?:{_UNIT})?\s*[-–—]\s*|\bentre\s[^;.]{{1,20}}\sy\s+|在[^，；。]{{1,16}}[和与與])$"
)
_DASHED: Final = re.compile(rf"\d\s?(?:{_UNIT})\s*$")
_LIMIT_WORD: Final = re.compile(
    r"\b(?:limits?|threshold|maximum|minimum|nominal|rated|target|límites?|limite|umbral|máximo|mínimo|needs?|must|necesita|requiere)\b|需要|上限|下限|限值|[阈閾]值|[额額]定",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(
    r"\s*(?:[-–—~～至到和与與]\s*\d|\bto\b|\ba\b\s+\d|以[上下]|[升降增涨漲跌]|之[间間]|limit|max|min|up\b|down\b|more\b|less\b|higher\b|lower\b|más\b|menos\b)",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(r"\s*(?:,|，|、|and|y|e|&|\+|/|和|与|與|及)+\s*(?:the|la|el|both)?\s*", re.IGNORECASE)

# Behind a result: it is told of a case, not of now.
_CASE: Final = re.compile(
    r"[^,，;；~～>＞]*?[,，]?\s*(?:\b(?:if|unless|until|whenever|provided|si|salvo|excepto|hasta)\b|如果|假如|倘若|的[话話])",
    re.IGNORECASE,
)
# Behind a result: it holds no more.
_MENDED: Final = re.compile(
    r"\b(?:recovered|restored|repaired|fixed|replaced|reset|cleared|now|restarted|rebooted|back\s+(?:up|online)|reiniciad[oa]|recuperad[oa]|reparad[oa]|restablecid[oa]|"
    r"cambiad[oa]|sustituid[oa]|ahora)\b|恢[复復]|修[复復]|更[换換]|[现現]在|重[启啟]|[已经經](?:排除|清除|消除|解除)|排除|清除|消除|解除",
    re.IGNORECASE,
)
# Behind a number: it names a part ("a 48 V bus") and was not read off.
_NOMINAL: Final = re.compile(
    r"\s*(?:batter|fuse|breaker|supply|module|cable|line|link|port|disk|drive|ssd|hdd|card|unit|rail|bus|bater|fusible|"
    r"módulo|disco|enlace|puerto|电池|電池|保险|模块|模組|电缆|電纜|端口|链路|硬盘|硬碟|电源|電源|母线|母線)",
    re.IGNORECASE,
)


def joined(text: str) -> bool:
    """Whether only "and" stands between two names, so that what follows is said of both."""
    return bool(_JOINED.fullmatch(text))


def results(text: str, sentence: int, start: int, end: int) -> list[tuple[str, int, int]]:
    """The results plainly told from ``start`` to ``end``, in a sentence that begins at ``sentence``."""
    if text[end - 1 : end] in {"?", "？"}:
        return []
    found = [(name, m) for name, pattern in _PATTERNS for m in pattern.finditer(text, start, end)]
    plain = [(name, m.start(), m.end()) for name, m in found if not _is_hedged(text, sentence, m, end)]
    return sorted(plain, key=lambda one: one[1])


def _is_hedged(text: str, sentence: int, m: Match[str], end: int) -> bool:
    return bool(
        _HEDGE.search(text, sentence, m.start())
        or _LATER.match(text, m.end(), end)
        or _CASE.match(text, m.end(), end)
        or _MENDED.search(text, m.end(), end)
    )


def measures(text: str, sentence: int, start: int, end: int) -> list[Match[str]]:
    """The values read off from ``start`` to ``end``: no limits, changes, ranges or things to come."""
    return [
        m
        for m in _MEASURE.finditer(text, start, end)
        if not _LIMIT.search(text[max(sentence, m.start() - 30) : m.start()])
        and not _is_second(text[max(sentence, m.start() - 30) : m.start()], m)
        and not _LIMIT_WORD.search(text, sentence, m.start())
        and not _RANGE.match(text, m.end(), end)
        and not _NOMINAL.match(text, m.end(), end)
        and not _HEDGE.search(text, sentence, m.start())
        and not (m["unit"] == "A" and re.match(r"\s[^\W\d_]", text[m.end() : end]))
        and text[end - 1 : end] not in {"?", "？"}
    ]


def _is_second(before: str, m: Match[str]) -> bool:
    """Whether a number ends a range; "-95 %" after "93 %" has a dash and no sign, and no share is below nothing."""
    if m["value"][0] in "-−":
        return m["unit"] == "%" or bool(_DASHED.search(before))
    return bool(_FIRST.search(before))
