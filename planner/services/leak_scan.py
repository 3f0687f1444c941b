# SPDX-License-Identifier: Apache-2.0
"""What must not stand in anything that goes to a customer, and the search for it in a finished file (ux 5.2).

The file is read again from its bytes, part by part, before it gets its name: a hit means that nothing is saved.
"""

from __future__ import annotations

import getpass
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from planner.entities.registry import ENTITIES
from planner.entities.relations.relation_assessment import LEVELS
from planner.entities.spec import EntitySpec, FieldSpec, Kind
from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.text import LANGUAGES, N_, speaking, tr
from planner.rules import asset_kinds
from planner.services.session import Session
from planner.store import driver
from planner.store.queries.customer_view import CHOSEN
from planner.store.table import Reader
from planner.views.audience import CUSTOMER
from planner.views.charts import ChartView

_TEXTS: Final = frozenset({Kind.TEXT, Kind.NOTE})
_SHORTEST, _SHORTEST_CHINESE = 4, 2
_SENTENCE = re.compile(r"(?<=[.!?。！？;；\n])\s*")
# Columns that hold words of the program rather than of people.
_OURS: Final = frozenset({
    "media_type", "body", "hash", "parent_type", "target_type", "kind", "country", "currency", "language",
})  # fmt: skip
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_POINTS: Final = frozenset({b"IHDR", b"IDAT", b"PLTE", b"tRNS", b"IEND"})
_RUNS: Final = re.compile(rb"[ -~]{8,}")
_WIDE_RUNS: Final = re.compile(rb"(?:[ -~]\x00){8,}")
_PLACES: Final = (
    (re.compile(r"ppt/slides/slide(\d+)\.xml"), N_("slide {n}")),
    (re.compile(r"ppt/notesSlides/notesSlide(\d+)\.xml"), N_("notes of a slide")),
    (re.compile(r"ppt/charts/.*"), N_("a chart")),
    (re.compile(r"ppt/embeddings/.*"), N_("the data of a chart")),
    (re.compile(r"ppt/comments?.*"), N_("a comment")),
    (re.compile(r"docProps/.*"), N_("the properties of the file")),
    (re.compile(r"ppt/media/.*"), N_("a picture")),
    (re.compile(r"ppt/slide(?:Master|Layout)s/.*"), N_("the template")),
)


@dataclass(frozen=True, slots=True)
class Hit:
    """Internal words and the place they were found in, in words."""

    words: str
    place: str


class LeakError(PlannerError):
    """Something internal stands in a file for a customer; nothing was saved. ``hits`` say what and where."""

    def __init__(self, hits: tuple[Hit, ...]) -> None:
        first = hits[0]
        text = tr(
            "Stopped: {place} contains internal words (“{words}”). Nothing was saved. Change the shareable record that "
            "says so, or mark it internal.",
            place=first.place,
            words=first.words[:60],
        )
        super().__init__(text, "leak")
        self.hits = hits


@dataclass(frozen=True, slots=True)
class Secrets:
    """Words that no customer may read, in small letters, with how they were written.

    ``own`` is the account's name; ``within`` are names of others that are a part of it and are looked for outside it.
    ``short`` are names of others of two or three letters, which are looked for as they are written.
    """

    words: dict[str, str]
    own: str = ""
    within: tuple[tuple[str, str], ...] = ()
    short: tuple[str, ...] = ()

    def found_in(self, text: str) -> Iterator[str]:
        """The internal words in a text."""
        folded = _folded(text)
        for word, written in self.words.items():
            if word in folded and _whole_word(word, folded):
                yield written
        beside = folded.replace(self.own, "\n") if self.within else ""
        yield from (written for word, written in self.within if _whole_word(word, beside))
        yield from (name for name in self.short if _stands_alone(name, text))


def secrets(
    session: Session,
    account_id: str,
    columns: Mapping[str, tuple[str, ...]] = CHOSEN,
    also_told: Iterable[str] = (),
) -> Secrets:
    """All internal words about an account, all other accounts' names, ids, people's names and paths of this computer.

    What the account's own shareable fields say too is no secret, but another account's name always is. ``columns`` are
    those that what is written may show of shareable records, ``also_told`` words it may say besides.
    """
    own: set[str] = set()
    allowed: set[str] = set(also_told)
    session.read(lambda conn: _collect(conn, account_id, (own, allowed), columns))
    name, others = session.read(lambda conn: _accounts(conn, account_id))
    for code, _ in LANGUAGES:
        with speaking(code):
            own |= {tr(label) for key, label in LEVELS if key == "-1"}
    plain, told, called = _common_words(), _folded("\n".join(allowed)), _folded(name)
    words: dict[str, str] = {}
    for found, shared in ((own, told), ({*others, *_here(session)}, called)):
        for written in found:
            for piece in {written, *_SENTENCE.split(written)}:
                folded = _folded(piece)
                if _is_telling(folded) and folded not in plain and not _whole_word(folded, shared):
                    words[folded] = " ".join(piece.split())
    named = {_folded(one): " ".join(one.split()) for one in others}
    return Secrets(
        words,
        called,
        tuple(
            (key, one) for key, one in named.items()
            if _is_telling(key) and key not in plain and key != called and _whole_word(key, called)
        ),
        tuple(one for key, one in named.items() if _is_short(key) and key not in plain and key != called),
    )  # fmt: skip


def require_clean(content: bytes, kept_back: Secrets) -> None:
    """Read a finished presentation again; LeakError when anything internal stands anywhere in it."""
    hits = tuple(Hit(words, place) for place, text in parts_of(content) for words in kept_back.found_in(text))
    if hits:
        raise LeakError(hits)


def require_clean_text(text: str, kept_back: Secrets, place: str) -> None:
    """The same for a document whose words are at hand."""
    hits = tuple(Hit(words, place) for words in kept_back.found_in(text))
    if hits:
        raise LeakError(hits)


def require_clean_chart(view: ChartView, kept_back: Secrets, style: str = "show") -> None:
    """The same for a chart that is written as a picture, whose words can't be read again: all it says and draws."""
    from planner.render import picture

    rows = (cell for row in view.table().texts() for cell in row)
    drawn = words_in_xml(picture.chart_svg(view, style=style).encode())
    said = "\n".join((view.title, view.subtitle, view.footer, view.sentence(), *rows, drawn))
    require_clean_text(said, kept_back, tr("the chart"))


def parts_of(content: bytes) -> Iterator[tuple[str, str]]:
    """Every part of a presentation with all its words: (place, text); embedded workbooks are opened."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for info in archive.infolist():
            data = archive.read(info)
            place = _place(info.filename)
            yield place, info.filename
            if data[:2] == b"PK":
                yield from ((place, text) for _, text in parts_of(data))
            elif info.filename.endswith((".xml", ".rels")):
                yield place, words_in_xml(data)
            else:
                yield place, _readable(data)


def _readable(data: bytes) -> str:
    """What can be read in a picture or another part that is no text; picture points, which look like words, are not."""
    if data.startswith(_PNG):
        found, at = [], len(_PNG)
        while at + 8 <= len(data):
            size = int.from_bytes(data[at : at + 4], "big")
            if data[at + 4 : at + 8] not in _POINTS:
                found.append(data[at + 8 : at + 8 + size].decode("utf-8", "ignore"))
            at += size + 12
        return "\n".join(found)
    wide = _WIDE_RUNS.findall(data)
    return "\n".join([one.decode("ascii") for one in _RUNS.findall(data)] + [one.decode("utf-16-le") for one in wide])


def words_in_xml(data: bytes) -> str:
    """The text of an XML part, a paragraph a line whatever its runs, and all its attributes."""
    from lxml import etree

    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    lines = [value for element in root.iter() for value in element.attrib.values()]
    for element in root.iter():
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if tag in {"p", "si", "c", "pt"}:
            lines.append("".join(element.itertext()))
        elif element.text and element.text.strip():
            lines.append(element.text)
    return "\n".join(lines)


def _place(name: str) -> str:
    for pattern, words in _PLACES:
        found = pattern.fullmatch(name)
        if found:
            return tr(words, n=found.group(1)) if "{n}" in words else tr(words)
    return tr("the file")


# -- what is internal


def _collect(
    conn: driver.Connection, account_id: str, into: tuple[set[str], set[str]], columns: Mapping[str, tuple[str, ...]]
) -> None:
    internal, allowed = into
    for spec in ENTITIES:
        every = list(_records(conn, spec, account_id))
        for record in every:
            chosen = _shown_columns(spec, record, columns)
            internal.add(record.id)
            for field in spec.fields:
                kept = allowed if field.name in chosen else internal
                kept.update(_texts(field, getattr(record, field.name)))


def _accounts(conn: driver.Connection, account_id: str) -> tuple[str, set[str]]:
    """The name of the account, and ids, names and legal names of all others."""
    rows = conn.execute("SELECT id, name, legal_name FROM account").fetchall()
    mine = next((row for row in rows if row[0] == account_id), ("", "", ""))
    shared = {_folded(str(part)) for part in mine if part}  # companies of one group may share their legal name
    others = {str(part) for row in rows if row[0] != account_id for part in row if part}
    return str(mine[1]), {part for part in others if _folded(part) not in shared}


def _records(conn: driver.Connection, spec: EntitySpec[Any], account_id: str) -> Iterable[Any]:
    if spec.name == "account":
        return Reader(spec, conn).where("id = ?", (account_id,))
    if spec.name == "ruleset":
        return ()
    return Reader(spec, conn).where("account_id = ?", (account_id,)) if spec.has_account else Reader(spec, conn).where()


def _shown_columns(spec: EntitySpec[Any], record: Any, columns: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if spec.name == "account":
        return columns.get("account", ("name",))
    if getattr(record, "audience", "") != CUSTOMER:
        return ()
    if spec.name == "risk" and record.kind != "technical":
        return ()
    return columns.get(spec.name, ())


def _texts(field: FieldSpec, value: Any) -> Iterator[str]:
    if field.name in _OURS or not value or field.ref:
        return
    if field.kind in _TEXTS:
        yield str(value)
    elif field.kind is Kind.LIST:
        for one in value:
            if isinstance(one, str):
                yield one
            elif field.item is not None:
                for part in field.item.fields:
                    yield from _texts(part, getattr(one, part.name))


def _here(session: Session) -> Iterator[str]:
    """The user and the places of this computer."""
    with suppress(Exception):  # a system without a name for its user
        yield getpass.getuser()
    yield str(Path.home())
    yield str(session.path)
    yield session.path.name
    yield session.device


def _common_words() -> frozenset[str]:
    """The program's own texts, their single words and the kinds of equipment: they tell nothing by standing there."""
    import gettext

    from resources import resource

    found: set[str] = set()
    for code, _ in LANGUAGES:
        path = resource("i18n", code, "LC_MESSAGES", "waterline.mo")
        if not path.is_file():
            continue
        with path.open("rb") as file:
            known = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # noqa: SLF001
        for key, value in known.items():
            source = key[0] if isinstance(key, tuple) else key
            for text in (_folded(source), _folded(str(value))):
                found.update((text, *text.split()))
    found.update(_folded(asset_kinds.word(kind, code)) for kind in asset_kinds.known() for code, _ in LANGUAGES)
    return frozenset(word.strip(".,:;()…") for word in found)


def _is_telling(word: str) -> bool:
    """Long enough to tell something, and not only figures."""
    if any(ord(char) > 0x2E7F for char in word):
        return len(word) >= _SHORTEST_CHINESE
    return len(word) >= _SHORTEST and any(char.isalpha() for char in word)


def _is_short(word: str) -> bool:
    """A name such as 3M, BP or SAP."""
    return word.isascii() and 1 < len(word) < _SHORTEST and any(char.isalpha() for char in word)


def _stands_alone(name: str, text: str) -> bool:
    """Whether a short name stands between spaces or marks of a sentence; "en-GB" does not name GB."""
    marks = r"\s.,;:!?()“”‘’\"'/&，。；：、（）"
    return name in text and bool(re.search(rf"(?<![^{marks}]){re.escape(name)}(?![^{marks}])", text))


def _whole_word(word: str, text: str) -> bool:
    """Whether it stands by itself and not as a part of a longer word; Chinese has no such borders."""
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
        if not (_joins(before, word[0]) or _joins(word[-1], after)):
            return True
        at = text.find(word, at + 1)
    return False


def _joins(left: str, right: str) -> bool:
    return bool(left and right) and all(char.isalnum() and ord(char) < 0x2E80 for char in (left, right))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
