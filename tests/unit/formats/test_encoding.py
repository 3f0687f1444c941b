# SPDX-License-Identifier: Apache-2.0
"""Encodings of account lists are recognised, or the user is asked; never is a guess passed off as sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.formats.encoding import CHOICES, decode, detect, is_known
from tests.unit.formats.lists import LANGUAGES, account_list

_OLD = {
    "es": ("cp1252",),
    "de": ("cp1252",),
    "fr": ("cp1252",),
    "zh-Hans": ("gb18030", "gbk"),
    "zh-Hant": ("big5", "gb18030"),
    "ja": ("shift_jis",),
}
_UNICODE = ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-16")
_CASES = [(lang, code) for lang in LANGUAGES for code in (*_OLD[lang], *_UNICODE)]


@pytest.mark.parametrize(("lang", "code"), _CASES)
def test_that_lists_of_a_few_lines_are_surely_recognised(lang: str, code: str) -> None:
    for seed in range(40):
        text = account_list(lang, seed, ",;\t|"[seed % 4])
        data = text.encode(code)
        found = detect(data)
        assert found.sure, (seed, found)
        assert decode(data, found.encoding) == (text, 0)
        assert found.candidates[0].encoding == found.encoding


@pytest.mark.parametrize(("lang", "code"), _CASES)
def test_that_single_lines_are_never_surely_wrong(lang: str, code: str) -> None:
    for seed in range(40):
        line = account_list(lang, seed).split("\r\n")[1] + "\r\n"
        data = line.encode(code)
        found = detect(data)
        assert not found.sure or decode(data, found.encoding)[0] == line


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nazwa,Miasto\nŁódzkie Zakłady,Łódź\nŻółty Ślad,Kraków\n", "cp1250"),
        ("Název,Město\nPříbramské doly,Příbram\nČeská dílna,Plzeň\n", "cp1250"),
        ("Имя,Город\nСеверный порт,Мурманск\nЗаря,Тула\n", "cp1251"),
        ("Cliente,Teléfono\nMuñoz,Córdoba\nIbáñez,Málaga\n", "mac_roman"),
        ("이름,도시\n한빛 전자,서울\n대성 물산,부산\n", "cp949"),
        ("Ünal Çelik Sanayi,İstanbul\nYıldız,Muğla\n", "cp1254"),
        ("name\n茶\n", "gbk"),
    ],
)
def test_that_doubtful_lists_are_asked_about(text: str, code: str) -> None:
    found = detect(text.encode(code))
    assert not found.sure
    assert len(found.candidates) >= 2
    assert all(c.preview for c in found.candidates)
    assert len({c.encoding for c in found.candidates}) == len(found.candidates)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kund,Ort\nÅkerö Smörgås,Malmö\nÄlvsjö Båt,Östersund\n", "cp1252"),
        ("Kunde,By\nBjørn Sæther,Ærø\n", "cp1252"),
        ("a,b\nSmith’s – “Best” €,5\n", "cp1252"),
        ("CLIENTE\nESPAÑA Y PEÑA\n", "cp1252"),
        ("联通\n", "gbk"),
        ("客户,A\nABB中国,1\nUPS物流,2\n", "gbk"),
        ("name,city\nAcme,Berlin\n", "ascii"),
    ],
)
def test_that_small_but_clear_texts_are_sure(text: str, code: str) -> None:
    data = text.encode(code)
    found = detect(data)
    assert found.sure
    assert decode(data, found.encoding)[0] == text


@given(st.binary(max_size=300))
def test_that_any_bytes_get_an_answer_that_can_be_decoded(data: bytes) -> None:
    found = detect(data)
    assert is_known(found.encoding)
    assert found.candidates
    decode(data, found.encoding)


@given(st.text(min_size=1))
def test_that_valid_utf_8_is_always_taken_as_such(text: str) -> None:
    data = text.encode("utf-8", errors="replace")
    if "\0" not in text:
        assert detect(b"\xef\xbb\xbf" + data).encoding == "utf-8"
        assert detect(data).encoding == "utf-8" or data[:2] in {b"\xff\xfe", b"\xfe\xff"}


def test_that_a_wrong_choice_counts_what_could_not_be_read() -> None:
    text, lost = decode("Muñoz".encode("cp1252"), "utf-8")
    assert (text, lost) == ("Mu\ufffdoz", 1)


def test_that_every_choice_is_a_codec_with_a_label() -> None:
    for name, label in CHOICES:
        assert decode(b"", name) == ("", 0)
        assert label
