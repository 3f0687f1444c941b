# SPDX-License-Identifier: Apache-2.0
"""The search for internal words in a PDF for a customer, before it gets its name (ux 5.2).

What is searched: the words handed to the drawing (every text of the document's values, also in its drawn pictures:
a PDF sets exactly these, but as numbers of glyphs), and of the finished file its metadata, bookmarks, links, spoken
descriptions and every other text string outside its pages. What a page shows is not read back from its glyphs.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any, Final

from planner.kernel.text import tr
from planner.services import leak_scan
from planner.services.session import Session
from planner.store.queries.review_records import ADDRESS, SHARED

_STREAM: Final = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_STRING: Final = re.compile(rb"\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_HEX: Final = re.compile(rb"<((?:[0-9A-Fa-f]{2}\s*){4,})>")
_TAGGED: Final = re.compile(rb"<(?:rdf|pdf|dc|xmp)[^>]*>([^<]+)<")
_BYTES: Final = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_PICTURE: Final = re.compile(r'"data:[^"]*"')
_MARKS: Final = (b"BT\n", b"begincmap", b" Tj", b" TJ")
_BOM: Final = b"\xfe\xff"
# What the papers show of shareable records: the columns of the report, and more of whom to call.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    **SHARED,
    "account": ADDRESS,
    "attachment": ("caption",),
    "contact": (*SHARED["contact"], "mobile", "phone", "email"),
    "explain_session": tuple(name for name in SHARED["explain_session"] if name != "topics"),
    "authorisation": (*SHARED["authorisation"], "note", "limits"),
})  # fmt: skip


def require_clean(
    session: Session, account_id: str, drawn: Mapping[str, Any], content: bytes, told: Iterable[str] = ()
) -> None:
    """LeakError when words of an internal record stand in a paper for the customer of that account.

    ``drawn`` are the values its template draws, ``content`` is the finished PDF, ``told`` what may be said besides the
    columns above: names of our people who sign for shareable work, topics as they were filtered.
    """
    kept_back = leak_scan.secrets(session, account_id, COLUMNS, told)
    leak_scan.require_clean_text("\n".join(words_of(drawn)), kept_back, tr("the document"))
    leak_scan.require_clean_text("\n".join(strings_of(content)), kept_back, tr("the properties of the file"))


def words_of(drawn: object) -> Iterator[str]:
    """Every text among the values that are drawn; of a drawn picture the words and descriptions in it."""
    if isinstance(drawn, str):
        yield leak_scan.words_in_xml(_PICTURE.sub('""', drawn).encode()) if drawn.startswith("<svg") else drawn
    elif isinstance(drawn, Mapping):
        for value in drawn.values():
            yield from words_of(value)
    elif isinstance(drawn, Iterable) and not isinstance(drawn, bytes):
        for value in drawn:
            yield from words_of(value)


def strings_of(content: bytes) -> Iterator[str]:
    """The text strings of a PDF outside its pages: properties, bookmarks, links, descriptions, packed or not."""
    parts = [_STREAM.sub(b"", content)]
    for packed in _STREAM.findall(content):
        plain = packed
        with suppress(zlib.error):
            plain = zlib.decompress(packed)
        if not any(mark in plain for mark in _MARKS) and b"\x00" not in plain[:64]:
            parts.append(plain)
    for part in parts:
        yield from (_decoded(_BYTES.sub(_unescaped, found)) for found in _STRING.findall(part))
        yield from (_decoded(bytes.fromhex(found.decode("ascii"))) for found in _HEX.findall(part))
        yield from (found.decode("utf-8", "ignore") for found in _TAGGED.findall(part))


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found.group(1)
    if sign.isdigit():
        return bytes([int(sign, 8) & 255])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\n": b""}.get(sign, sign)


def _decoded(text: bytes) -> str:
    """A text string as a PDF writes it: UTF-16 behind its mark, else Latin."""
    return text[2:].decode("utf-16-be", "ignore") if text.startswith(_BOM) else text.decode("latin-1")
