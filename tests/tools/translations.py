# SPDX-License-Identifier: Apache-2.0
"""Keep the catalogues in step with the sources: find the marked texts, merge them, compile, check.

`python -m tests.tools.translations update` merges new texts into every waterline.po and drops those
that are gone, `compile` writes every waterline.mo, and `check` says what is missing. Headers carry
no dates, so the same texts always give the same bytes.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from typing_extensions import override

from planner.kernel.text import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "i18n"
SOURCES = ("planner", "ui", "main.py")
CODES = tuple(code for code, _ in LANGUAGES if code != "en")
# RefusedError and the two below it translate their key when they are raised, Message when it is shown.
KEYWORDS: dict[str, tuple[int, ...]] = {
    "tr": (1,),
    "trn": (1, 2),
    "N_": (1,),
    "RefusedError": (1,),
    "FileProblemError": (1,),
    "SandboxError": (1,),
}
HEAD = "# SPDX-License-Identifier: Apache-2.0\n# Texts of Waterline ({code}), kept in step by `make translations`."


class PlainCatalogue(Catalog):
    """A catalogue whose header says only what reading needs: language, character set, plural rule."""

    @property
    @override
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", "Waterline"),
            ("Language", str(self.locale_identifier)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def po_path(code: str) -> Path:
    """Where the texts of a language are written by people."""
    return FOLDER / code / "LC_MESSAGES" / "waterline.po"


def mo_path(code: str) -> Path:
    """Where the program reads the texts of a language."""
    return po_path(code).with_suffix(".mo")


def source_files() -> Iterator[Path]:
    """Every Python file whose texts a person may see."""
    for name in SOURCES:
        path = ROOT / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def extracted() -> Catalog:
    """All marked texts of the sources, each with the files that use it."""
    found = Catalog(project="Waterline", fuzzy=False)
    for path in source_files():
        name = path.relative_to(ROOT).as_posix()
        for line, text, comments, _ in extract_from_file("python", path, KEYWORDS):
            if text and text != ("", ""):
                found.add(text, locations=[(name, line)], auto_comments=comments)
    return found


def catalogue(code: str) -> PlainCatalogue:
    """The catalogue of a language as it is on disk; empty when there is none yet."""
    made = PlainCatalogue(locale=code, fuzzy=False, header_comment=HEAD.format(code=code))
    if po_path(code).exists():
        with po_path(code).open("rb") as file:
            for message in read_po(file, locale=code):
                if message.id:
                    made[message.id] = message
    return made


def merged(code: str, source: Catalog) -> PlainCatalogue:
    """The texts of the sources in their order, with the translations there are and nothing else."""
    known, made = catalogue(code), PlainCatalogue(locale=code, fuzzy=False, header_comment=HEAD.format(code=code))
    for message in source:
        if message.id:
            old = known.get(_key(message))
            kept = old.string if old is not None and bool(old.pluralizable) == bool(message.pluralizable) else None
            files = sorted({name for name, _ in message.locations})
            made.add(message.id, kept, locations=[(name, None) for name in files])  # type: ignore[misc]
    return made


def po_bytes(texts: Catalog) -> bytes:
    """What waterline.po holds for a catalogue."""
    out = io.BytesIO()
    write_po(out, texts, width=0, include_lineno=False)
    return out.getvalue()


def mo_bytes(texts: Catalog) -> bytes:
    """What waterline.mo holds for a catalogue."""
    out = io.BytesIO()
    write_mo(out, texts)
    return out.getvalue()


def strings(message: Message) -> tuple[str, ...]:
    """The translations of a message, one for each plural form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def placeholders(text: str) -> frozenset[str]:
    """The names in braces of a text, with the way each is to be written."""
    return frozenset(f"{name}:{form}" for _, name, form, _ in Formatter().parse(text) if name is not None)


def faults(code: str, source: Catalog) -> list[str]:
    """What is wrong with a catalogue, one sentence for each text."""
    known = catalogue(code)
    wanted = {_key(message) for message in source if message.id}
    found = [f"{code}: no longer used: {message.id}" for message in known if message.id and _key(message) not in wanted]
    for message in source:
        if message.id:
            found += [f"{code}: {fault}: {message.id}" for fault in _faults_of(message, known.get(_key(message)))]
    if not mo_path(code).exists() or mo_path(code).read_bytes() != mo_bytes(known):
        found.append(f"{code}: waterline.mo is older than waterline.po")
    return found


def _faults_of(message: Message, translated: Message | None) -> Iterator[str]:
    if translated is None or bool(translated.pluralizable) != bool(message.pluralizable):
        yield "missing"
        return
    if translated.fuzzy:
        yield "fuzzy"
    texts = strings(translated)
    if not texts or not all(texts):
        yield "not translated"
        return
    # A singular may write "one" instead of its number, as English does.
    sources = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    allowed = {placeholders(text) for text in sources}
    if placeholders(texts[-1]) != placeholders(sources[-1]) or any(placeholders(text) not in allowed for text in texts):
        yield "placeholders differ"


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _update(source: Catalog) -> None:
    for code in CODES:
        po_path(code).parent.mkdir(parents=True, exist_ok=True)
        po_path(code).write_bytes(po_bytes(merged(code, source)))


def _compile() -> None:
    for code in CODES:
        mo_path(code).write_bytes(mo_bytes(catalogue(code)))


def main(arguments: Sequence[str]) -> int:
    """Do what the one word says; 1 when check finds something."""
    word = arguments[0] if len(arguments) == 1 else ""
    if word not in {"update", "compile", "check"}:
        print("usage: python -m tests.tools.translations update|compile|check")
        return 2
    if word == "compile":
        _compile()
        return 0
    source = extracted()
    if word == "update":
        _update(source)
    found = [fault for code in CODES for fault in faults(code, source)]
    print("\n".join(found) if word == "check" and found else f"{len(source)} texts, {len(found)} to look at")
    return int(word == "check" and bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
