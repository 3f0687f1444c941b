# SPDX-License-Identifier: Apache-2.0
"""Finding out in which encoding a text file was written, and admitting when that is not sure.

Order: byte order mark, UTF-16 without mark, strict UTF-8, then old encodings scored by how usual their
characters are. A detector of others only adds a suggestion; the user decides whenever ``sure`` is false.
"""

from __future__ import annotations

import codecs

from planner.formats.scoring import SCORERS, score_encoding
from planner.kernel.data import dataclass
from planner.kernel.text import N_
from planner.safe.clean import clean_text

CHOICES: tuple[tuple[str, str], ...] = (
    ("utf-8", N_("Unicode (UTF-8)")),
    ("utf-16-le", N_("Unicode (UTF-16)")),
    ("utf-16-be", N_("Unicode (UTF-16, big end first)")),
    ("gb18030", N_("Chinese simplified (GBK, GB18030)")),
    ("big5", N_("Chinese traditional (Big5)")),
    ("cp1252", N_("Western European (Windows-1252)")),
    ("shift_jis", N_("Japanese (Shift-JIS)")),
    ("cp1250", N_("Central European (Windows-1250)")),
    ("cp1251", N_("Cyrillic (Windows-1251)")),
    ("mac_roman", N_("Western European (Macintosh)")),
    ("euc_kr", N_("Korean (EUC-KR)")),
)
_LABELS = dict(CHOICES)
_CODECS = {"big5": "cp950", "shift_jis": "cp932", "euc_kr": "cp949"}
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_PREVIEW = 200
_SURE_SCORE = 0.75
_SURE_LEAD = 0.2
_RELATIVES = ("cp1250", "mac_roman")  # shown beside a doubtful Western reading: they share most letters
_SUGGESTIONS = {
    "cp949": "euc_kr",
    "johab": "euc_kr",
    "cp950": "big5",
    "big5hkscs": "big5",
    "cp932": "shift_jis",
    "shift_jis_2004": "shift_jis",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "latin_1": "cp1252",
    "iso8859_15": "cp1252",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One way to read the file: codec name, its score from 0 to 1 and the first lines read that way."""

    encoding: str
    score: float
    preview: str

    @property
    def label(self) -> str:
        """The name of the encoding as marked text, to be translated when shown."""
        return _LABELS.get(self.encoding, self.encoding)


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    """The best guess; when not ``sure``, the user chooses among ``candidates`` (best first)."""

    encoding: str
    sure: bool
    candidates: tuple[Candidate, ...]


def detect(data: bytes) -> Detected:
    """Which encoding ``data`` (a whole file) is written in; never raises."""
    unicode = _unicode_encoding(data)
    if unicode is not None:
        return Detected(encoding=unicode, sure=True, candidates=(_candidate(data, unicode, 1.0),))
    ranked = _ranked(data)
    if not ranked:
        return Detected(encoding="cp1252", sure=False, candidates=(_candidate(data, "cp1252", 0.0),))
    best = ranked[0]
    second = ranked[1].score if len(ranked) > 1 else 0.0
    sure = best.score >= _SURE_SCORE and best.score - second >= _SURE_LEAD
    return Detected(encoding=best.encoding, sure=sure, candidates=tuple(ranked))


def decode(data: bytes, encoding: str) -> tuple[str, int]:
    """The text without byte order mark, and how many places could not be read and became U+FFFD."""
    for mark, name in _MARKS:
        if data.startswith(mark) and name == encoding:
            data = data[len(mark) :]
    codec = _CODECS.get(encoding, encoding)
    try:
        return data.decode(codec), 0
    except UnicodeDecodeError:
        text = data.decode(codec, errors="replace")
        return text, text.count("\ufffd")


def is_known(encoding: str) -> bool:
    """Whether ``encoding`` is one of the offered names."""
    return encoding in _LABELS


def _unicode_encoding(data: bytes) -> str | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if b"\0" in data[:_SAMPLE]:
        found = _utf16_without_mark(data)
        if found is not None:
            return found
    return "utf-8" if _decodes(data, "utf-8") else None


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 by where the zero bytes of its commas and line ends lie, or None when it is no text at all."""
    sample = data[:_SAMPLE]
    if len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    if min(even, odd) > 0.02 * max(even, odd) or not _decodes(data, name):
        return None
    text = sample[: len(sample) // 2 * 2].decode(name, errors="ignore")
    odd_controls = sum(1 for c in text if c < " " and c not in "\t\r\n")
    has_lines = "\n" in text or "\r" in text
    return name if odd_controls == 0 and (has_lines or text.isascii()) else None


def _ranked(data: bytes) -> list[Candidate]:
    """All old encodings that can hold these bytes, the most plausible first."""
    sample = _whole_characters(data)
    scores = {name: score_encoding(name, sample) for name in SCORERS if _decodes(data, _CODECS.get(name, name))}
    scores = {name: score for name, score in scores.items() if score > 0}
    if not scores or max(scores.values()) < _SURE_SCORE:
        for further in (_suggestion(sample), *_RELATIVES):
            if further is not None and further not in scores and _decodes(data, _CODECS.get(further, further)):
                scores[further] = 0.9 * min([0.3, *scores.values()])
    order = list(SCORERS)
    ranked = sorted(scores, key=lambda n: (-scores[n], order.index(n) if n in order else len(order)))
    return [_candidate(data, name, scores[name]) for name in ranked]


def _suggestion(sample: bytes) -> str | None:
    """What a general detector says, as one of our names; it only ever adds a candidate."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample[:8192]).best()
    name = _SUGGESTIONS.get(best.encoding, best.encoding) if best is not None else None
    return name if name in _LABELS and _decodes(sample, _CODECS.get(name, name)) else None


def _whole_characters(data: bytes) -> bytes:
    """The beginning of the file up to a line end, so that no character is cut in two."""
    if len(data) <= _SAMPLE:
        return data
    cut = data.rfind(b"\n", 0, _SAMPLE)
    return data[: cut + 1] if cut > 0 else data


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _candidate(data: bytes, encoding: str, score: float) -> Candidate:
    text, _ = decode(data[:4096], encoding)
    return Candidate(encoding=encoding, score=round(score, 3), preview=clean_text(text)[:_PREVIEW])
