# SPDX-License-Identifier: Apache-2.0
"""The words of the three languages for days: weekdays, months, numbers, and what may stand before a day."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

WEEKDAYS: Final[dict[str, tuple[str, ...]]] = {
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    "es": ("lunes", "martes", "miércoles|miercoles", "jueves", "viernes", "sábado|sabado", "domingo"),
}
SHORT_WEEKDAYS: Final[dict[str, tuple[str, ...]]] = {
    "en": ("mon", "tues|tue", "weds|wed", "thurs|thur|thu", "fri", "sat", "sun"),
    "es": ("lun", "mar", "mié|mie", "jue", "vie", "sáb|sab", "dom"),
}
# Short words that are other words as well; they are taken only with a capital letter.
OTHER_WORDS: Final = frozenset({"wed", "sat", "sun", "mar", "dom", "may", "march", "sol"})
MONTHS: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        "january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun", "july|jul", "august|aug",
        "september|sept|sep", "october|oct", "november|nov", "december|dec",
    ),
    "es": (
        "enero|ene", "febrero|feb", "marzo|mar", "abril|abr", "mayo|may", "junio|jun", "julio|jul", "agosto|ago",
        "septiembre|setiembre|sept|sep", "octubre|oct", "noviembre|nov", "diciembre|dic",
    ),
}  # fmt: skip
NUMBERS: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        "a|an|one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ),
    "es": (
        "un|una|uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce",
    ),
}  # fmt: skip
CJK_DIGITS: Final = "〇一二三四五六七八九"
CJK_NUMBER: Final = "[0-9０-９〇零一二两兩三四五六七八九十]{1,4}"

# Before a day: it is due then.
DUE_BEFORE: Final = {
    "en": r"(?:due\s+(?:on|by)|no\s+later\s+than|by|on|until|till|due)\s+(?:the\s+)?",
    "es": r"(?:a\s+más\s+tardar\s+(?:el\s+)?|para\s+(?:el\s+)?|hasta\s+(?:el\s+)?|el\s+)",
    "zh": r"(?:最晚|最迟|最遲|截至|截止到|截止|到|在|于|於)\s*",
}
# Before a day: perhaps another day is meant, or the day belongs to a thing ("del viernes").
UNSURE_BEFORE: Final = re.compile(
    r"(?:\b(?:before|for|of|around|about|antes\s+del?|del?|al|sobre\s+el|hacia\s+el)\s+(?:the\s+|el\s+)?"
    r"|(?<!\bby\s)(?<!\bon\s)(?<!\buntil\s)(?<!\btill\s)(?<!\bdue\s)(?<!\bthan\s)\bthe\s+"
    r"|\b(?:\d{1,2}(?:st|nd|rd|th)|(?:el|día)\s+\d{1,2}),?\s+|\d{1,2}\s?[日号號][,，]?\s*)$",
    re.IGNORECASE,
)
EARLIER: Final = re.compile(r"(?:\b(?:before|antes\s+del?)\s+(?:the\s+|el\s+)?)$", re.IGNORECASE)
# Before a day: it is not the day of anything to do.
NOT_AFTER: Final = re.compile(
    r"(?:\b(?:after|since|from|every|each|last|past|previous|except|not|between|to|and|or|"
    r"después\s+del?|desde(?:\s+el)?|cada|todos\s+los|pasado|excepto(?:\s+el)?|entre(?:\s+el)?|no|los|y|o|a)\s+(?:the\s+|el\s+)?"
    r"|[-–—/\d]|[每上自从從除]\s*"
    r"|(?:除了|不要|不是|别|別|或者?|还是|還是|和|与|與|[一二三四五六日天号號末底][到至])\s*)$",
    re.IGNORECASE,
)
# Behind a day: not this day, or not a day at all.
NOT_BEFORE: Final = re.compile(
    r"(?:[-–—/]\w|['’]s\b|\s*(?:(?:pasado|pasada|week|or|and|to|y|o|a(?!\s+las?\b))\b|[后後起]|之[后後]|以[后後]|开始|開始|至|到|或|和|次|常|[个個]))",
    re.IGNORECASE,
)
EARLIER_BEHIND: Final = re.compile(r"\s*(?:之前|以前|前)")
OF_BEHIND: Final = re.compile(r"\s*的")
# A time of day behind a day does not keep it from standing at the end.
TIME_BEHIND: Final = re.compile(
    r"[\s,，]*(?:(?:at|a\s+las?|por\s+la|de\s+la|a)\s+)?"
    r"(?:\d{1,2}(?:[:.h]\d{2}\s*(?:am|pm|h|hrs?)?|\s*(?:am|pm|h|hrs?))\b|(?<=at )\d{1,2}\b|(?<=a las )\d{1,2}\b|"
    r"morning|afternoon|evening|noon|mañana|tarde|noche|mediodía|"
    r"(?:上午|下午|早上|晚上|中午)?\s*\d{1,2}\s*[点點时時:：](?:\d{1,2}|半)?分?|上午|下午|早上|晚上|中午)",
    re.IGNORECASE,
)


@cache
def alternatives(words: tuple[str, ...]) -> str:
    """All the words as one pattern, the longest first."""
    found = sorted((word for group in words for word in group.split("|")), key=len, reverse=True)
    return "|".join(map(re.escape, found))


def number_of(words: tuple[str, ...], word: str) -> int:
    """The place of a word in its list, from 0; -1 for none."""
    wanted = bare(word)
    for place, group in enumerate(words):
        if wanted in {bare(part) for part in group.split("|")}:
            return place
    return -1


def bare(text: str) -> str:
    """Without case, accents and width."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def count(word: str, language: str) -> int:
    """A number in digits or words; 0 for none."""
    if word.isdecimal():
        return int(word) if len(word) <= 4 else 0
    return number_of(NUMBERS[language], word) + 1


def cjk_number(text: str) -> int | None:
    """A number up to 99 in digits of any width or in Chinese characters; None for what is none."""
    if text.isdecimal():
        return int(text)
    plain = text.replace("零", "〇").replace("两", "二").replace("兩", "二")
    tens, mark, ones = plain.partition("十")
    if not mark:
        return CJK_DIGITS.index(plain) if len(plain) == 1 and plain in CJK_DIGITS else None
    if len(tens) > 1 or len(ones) > 1 or not set(tens + ones) <= set(CJK_DIGITS):
        return None
    return (CJK_DIGITS.index(tens) if tens else 1) * 10 + (CJK_DIGITS.index(ones) if ones else 0)


@cache
def due_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """What may stand before a day that something is due on, in this language and then the others."""
    order = (language, *(name for name in DUE_BEFORE if name != language))
    edge = {"en": r"\b", "es": r"\b", "zh": ""}
    return tuple(re.compile(edge[name] + DUE_BEFORE[name], re.IGNORECASE) for name in order)


DUE_WORD: Final = re.compile(
    r"(?:\ba\s+más\s+tardar\s+(?:el\s+)?|\bhasta\s+(?:el\s+)?|\bno\s+later\s+than\s+)$", re.IGNORECASE
)
