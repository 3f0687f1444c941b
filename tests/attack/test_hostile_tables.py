# SPDX-License-Identifier: Apache-2.0
"""Crafted CSV files and workbooks: refused with our sentence, quickly, without cost to this process."""

from __future__ import annotations

import struct
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import xlsxwriter

from planner.formats.table import read_table
from planner.kernel.errors import PlannerError
from planner.safe.errors import RefusedError
from tests.unit.formats.books import HEADER, a_raw_book, cell

resource = pytest.importorskip("resource")
SECONDS = 2.0
GROWTH_MB = 16

Maker = Callable[[Path], Path]


def _processor_seconds() -> float:
    """What this process and its ended children have used: unlike the clock, the same on a busy machine."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return float(own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime)


def _start_new_peak() -> float:
    """Forget the memory peak of earlier tests where the system can; returns the present one in MB."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return _peak_mb()


def _peak_mb() -> float:
    with suppress(OSError, StopIteration, IndexError):
        lines = Path("/proc/self/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
    peak = float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return peak / 1024 / (1024 if sys.platform == "darwin" else 1)


def _text(data: bytes, name: str = "a.csv") -> Maker:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return make


def _book(rows: str = HEADER, prolog: str = "", dimension: str = "", **more: bytes) -> Maker:
    parts = {name.replace("__", "/").replace("_dot_", "."): data for name, data in more.items()}

    def make(folder: Path) -> Path:
        return a_raw_book(folder / "a.xlsx", rows, prolog=prolog, dimension=dimension, more=parts)

    return make


def _far_cell(folder: Path) -> Path:
    return a_raw_book(folder / "a.xlsx", HEADER + '<row r="1048576">' + cell("XFD1048576", "far") + "</row>")


def _huge_sheet(folder: Path) -> Path:
    row = '<row r="2">' + cell("A2", "x" * 100) + "</row>"
    return a_raw_book(folder / "a.xlsx", HEADER + row * 1_000_000)


def _lying_sizes(folder: Path) -> Path:
    path = a_raw_book(folder / "a.xlsx", HEADER, more={"xl/media/x.bin": b"\0" * 5_000_000})
    data = bytearray(path.read_bytes())
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<L", 1000)
    path.write_bytes(bytes(data))
    return path


def _many_members(folder: Path) -> Path:
    return a_raw_book(folder / "a.xlsx", HEADER, more={f"xl/p{n}.xml": b"<a/>" for n in range(2_500)})


def _bzip2_member(folder: Path) -> Path:
    path = a_raw_book(folder / "a.xlsx", HEADER)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/bomb.xml", b"\0" * 900_000)
    return path


def _shared_text(cells: int) -> Maker:
    """One text of 400,000 signs that many cells name: small as a file, huge as a table."""

    def make(folder: Path) -> Path:
        path = folder / "a.xlsx"
        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["name", "city"])
        for n in range(1, cells):
            sheet.write_string(n, 0, "shared")
        book.close()
        with zipfile.ZipFile(path) as archive:
            parts = {i.filename: archive.read(i) for i in archive.infolist()}
        noise = "".join(chr(97 + n * n * 7919 % 26) for n in range(400_000)).encode()
        parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(b"shared<", noise + b"<")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return path

    return make


def _plain_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "a.xlsx", "w") as archive:
        archive.writestr("document.txt", "no workbook")
    return folder / "a.xlsx"


_LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
_OUTSIDE = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>'

REFUSED: dict[str, tuple[Maker, str]] = {
    "csv field of 10 MB": (_text(b"name,note\nA," + b"x" * 10_000_000), "field-too-long"),
    "csv 100,000 columns": (_text(b"name," * 100_000), "too-many-columns"),
    "csv 250,000 rows": (_text(b"a,b\n" + b"1,2\n" * 250_000), "too-many-rows"),
    "csv zeros only": (_text(b"\0" * 100_000), "not-a-table"),
    "csv random bytes": (_text(bytes((n * 7919 + n // 251) % 256 for n in range(60_000))), "not-a-table"),
    "csv that is a database": (_text(b"SQLite format 3\0" + b"\0" * 4_000), "not-a-table"),
    "book with far cell": (_far_cell, "too-many-columns"),
    "book with billion laughs": (_book(prolog=_LAUGHS), "zip-dtd"),
    "book with outside entity": (_book(prolog=_OUTSIDE), "zip-dtd"),
    "book with laughs in styles": (_book(xl__styles_dot_xml=_LAUGHS.encode()), "zip-dtd"),
    "book with UTF-16 document type": (_book(xl__x_dot_xml=_LAUGHS.encode("utf-16")), "zip-dtd"),
    "book with steep ratio": (_book(xl__media__x_dot_bin=b"\0" * 50_000_000), "zip-ratio"),
    "book that unpacks to 250 MB": (_huge_sheet, "zip-ratio"),
    "book with wrong sizes": (_lying_sizes, "zip-damaged"),
    "book with 2,500 members": (_many_members, "zip-too-many"),
    "book with bzip2 member": (_bzip2_member, "zip-method"),
    "book with one text in 3,000 cells": (_shared_text(3_000), "too-much-text"),
    "book with macros": (_book(xl__vbaProject_dot_bin=b"x"), "macros"),
    "book that is none": (_plain_zip, "no-workbook"),
    "book with cut sheet": (_book(rows=HEADER + "<row><c"), "damaged"),
    "book with a long cell": (_book(rows=HEADER + '<row r="2">' + cell("A2", "y" * 1_000_001) + "</row>"), ""),
}


@pytest.mark.parametrize("name", REFUSED)
def test_that_hostile_files_are_refused_quickly_and_without_cost(tmp_path: Path, name: str) -> None:
    make, code = REFUSED[name]
    path = make(tmp_path)
    before, start = _start_new_peak(), _processor_seconds()
    with pytest.raises(PlannerError) as caught:
        read_table(path)
    assert _processor_seconds() - start < SECONDS
    assert _peak_mb() - before < GROWTH_MB
    assert code in {"", caught.value.code}
    assert "Nothing was" in str(caught.value) or "not opened" in str(caught.value)


def test_that_a_sheet_that_claims_a_million_rows_is_read_by_what_it_holds(tmp_path: Path) -> None:
    row = '<row r="2">' + cell("A2", "Acme") + cell("B2", "Bonn") + "</row>"
    path = a_raw_book(tmp_path / "a.xlsx", HEADER + row, dimension='<dimension ref="A1:XFD1048576"/>')
    assert read_table(path).rows == (("Acme", "Bonn"),)


def test_that_links_and_fields_of_other_programs_are_left_alone(tmp_path: Path) -> None:
    row = '<row r="2">' + cell("A2", "=cmd|' /c calc'!A0") + '<c r="B2"><f>WEBSERVICE("http://x")</f><v>7</v></c></row>'
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    path = a_raw_book(tmp_path / "a.xlsx", HEADER + row, more={"xl/externalLinks/externalLink1.xml": link})
    assert read_table(path).rows == (("=cmd|' /c calc'!A0", "7"),)


def test_that_a_bent_workbook_is_read_or_refused_and_never_crashes_us(tmp_path: Path) -> None:
    path = a_raw_book(tmp_path / "a.xlsx", HEADER + '<row r="2">' + cell("A2", "Acme") + "</row>")
    data = path.read_bytes()
    for at in range(0, len(data), max(1, len(data) // 12)):
        bent = bytearray(data)
        bent[at] ^= 0x55
        path.write_bytes(bytes(bent))
        try:
            read_table(path)
        except RefusedError:
            continue


def test_that_names_of_files_cannot_turn_the_sentence_around(tmp_path: Path) -> None:
    path = tmp_path / "list\u202evsc.exe"
    path.write_bytes(b"")
    with pytest.raises(RefusedError) as caught:
        read_table(path)
    assert "\u202e" not in str(caught.value)
