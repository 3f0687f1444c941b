# SPDX-License-Identifier: Apache-2.0
"""The three catalogues against the sources: complete, fitting, compiled; and the way they are read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from planner.entities.registry import ENTITIES
from planner.entities.spec import FieldSpec
from planner.kernel import text
from planner.kernel.text import LANGUAGES, set_language, speaking, tr, trn
from tests.tools import translations

_ACCENTS = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")
_SOURCE = translations.extracted()
# A mark-up sign would be read as formatting wherever a text meets rich text.
_MARKUP = re.compile(r"</?[a-zA-Z]|&[a-z]+;|&#")


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    set_language("en")


def _messages(code: str) -> Iterable[Message]:
    return [message for message in translations.catalogue(code) if message.id]


def _labels() -> set[str]:
    """Every label, heading, hint and choice of every entity."""
    found: set[str] = set()
    for spec in ENTITIES:
        found |= {spec.label, spec.label_plural}
        for field in spec.fields:
            found |= _labels_of(field)
    return found - {""}


def _labels_of(field: FieldSpec) -> set[str]:
    parts = field.item.fields if field.item else ()
    own = {field.label, field.group, field.hint} | {label for _, label in field.choices}
    return own.union(*(_labels_of(part) for part in parts))


@pytest.mark.parametrize("code", translations.CODES)
def test_that_every_text_of_the_sources_is_translated_and_compiled(code: str) -> None:
    assert translations.faults(code, _SOURCE) == []


def test_that_no_text_stands_inside_an_f_string_where_it_is_not_found_by_the_extractor() -> None:
    found = [
        f"{path.relative_to(translations.ROOT)}:{call.lineno}"
        for folder in ("planner", "ui")
        for path in sorted((translations.ROOT / folder).rglob("*.py"))
        for joined in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"tr", "trn", "N_"}
        if call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert found == []


@pytest.mark.parametrize("code", translations.CODES)
def test_that_merging_again_changes_no_byte_of_a_catalogue(code: str) -> None:
    merged = translations.po_bytes(translations.merged(code, _SOURCE))
    assert merged == translations.po_path(code).read_bytes()


@pytest.mark.parametrize("code", translations.CODES)
def test_that_no_translation_holds_markup(code: str) -> None:
    assert [m.id for m in _messages(code) if any(_MARKUP.search(said) for said in translations.strings(m))] == []


@pytest.mark.parametrize("code", translations.CODES)
def test_that_a_translation_starts_and_ends_like_its_source_in_space(code: str) -> None:
    wrong = []
    for message in _messages(code):
        source = message.id if isinstance(message.id, str) else message.id[0]
        wrong += [
            said for said in translations.strings(message) if (said != said.strip()) != (source != source.strip())
        ]
    assert wrong == []


@pytest.mark.parametrize("code", translations.CODES)
def test_that_labels_and_choices_of_every_entity_are_in_the_catalogue(code: str) -> None:
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in _messages(code)}
    assert _labels() - known == set()


@pytest.mark.parametrize("code", ["zh_CN", "zh_TW"])
def test_that_chinese_sentences_end_in_chinese_punctuation(code: str) -> None:
    said = [text for message in _messages(code) for text in translations.strings(message)]
    assert [line for line in said if re.search(r"[\u4e00-\u9fff][,;:?!.](?!\d)", line)] == []


def test_that_simplified_signs_stay_out_of_the_traditional_catalogue() -> None:
    simplified = set("这时户险计关记录显网总级导对说请选")
    said = [text for message in _messages("zh_TW") for text in translations.strings(message)]
    assert [line for line in said if set(line) & simplified] == []


@pytest.mark.parametrize(
    ("code", "words"),
    [("es", ("Cuenta", "1 fila", "3 filas")), ("zh_CN", ("客户", "1 行", "3 行")), ("zh_TW", ("客戶", "1 列", "3 列"))],
)
def test_that_texts_and_plurals_are_said_in_the_language_chosen(code: str, words: tuple[str, str, str]) -> None:
    set_language(code)
    assert (tr("Account"), trn("{n} row", "{n} rows", 1), trn("{n} row", "{n} rows", 3)) == words


def test_that_a_document_speaks_its_own_language_and_the_window_keeps_its_own() -> None:
    set_language("es")
    with speaking("zh_TW"):
        assert (tr("Account"), text.language()) == ("客戶", "zh_TW")
    assert (tr("Account"), text.language()) == ("Cuenta", "es")


def test_that_a_language_without_catalogue_speaks_english(tmp_path: Path) -> None:
    set_language("es", tmp_path)
    assert tr("Account") == "Account"


def test_that_every_language_offered_has_a_catalogue() -> None:
    assert [code for code, _ in LANGUAGES if code != "en" and not translations.mo_path(code).exists()] == []


def test_that_a_longer_made_up_language_keeps_every_placeholder(tmp_path: Path) -> None:
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "waterline.mo").write_bytes(translations.mo_bytes(_pseudo()))
    set_language("es", tmp_path)
    assert tr("Moved {name} to Trash", name="Kåre & <b>") == "[Móvéd Kåre & <b> tó Trásh~~~~~~]"
    assert trn("{n} row", "{n} rows", 2) == "[2 róws~~]"
    for message in _SOURCE:
        if isinstance(message.id, str) and message.id:
            names = {name.split(":", 1)[0] for name in translations.placeholders(message.id)}
            said = tr(message.id, **dict.fromkeys(names, "§"))
            assert said.count("§") >= len(names)


def _pseudo() -> translations.PlainCatalogue:
    """Every text with accents, a third longer, in brackets; placeholders as they are."""
    made = translations.PlainCatalogue(locale="es", fuzzy=False)
    for message in _SOURCE:
        if isinstance(message.id, str):
            if message.id:
                made.add(message.id, _stretched(message.id))
        else:
            made.add(message.id, tuple(_stretched(said) for said in message.id))
    return made


def _stretched(said: str) -> str:
    words = [part if part.startswith("{") else part.translate(_ACCENTS) for part in re.split(r"(\{[^}]*\})", said)]
    return f"[{''.join(words)}{'~' * (len(said) * 3 // 10)}]"
