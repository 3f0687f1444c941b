# SPDX-License-Identifier: Apache-2.0
"""Zip files that are refused before anything is unpacked."""

from __future__ import annotations

import io
import stat
import zipfile

import pytest

from planner.safe.errors import RefusedError
from planner.safe.zipgate import Limits, check_zip, is_plain_path, scan_members


def _zip(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _code(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(RefusedError) as caught:
        check_zip(io.BytesIO(data), limits)
    return caught.value.code


def test_that_a_plain_zip_passes() -> None:
    data = _zip({"a.xml": b"<a/>", "folder/b.txt": b"text", "folder/": b""})
    assert [i.filename for i in check_zip(io.BytesIO(data))] == ["a.xml", "folder/b.txt", "folder/"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_that_only_stored_and_deflated_members_are_taken(method: int) -> None:
    assert _code(_zip({"a": b"x" * 1000}, method)) == "zip-method"


def test_that_number_size_and_ratio_are_limited() -> None:
    assert _code(_zip({f"f{n}": b"" for n in range(2001)})) == "zip-too-many"
    assert _code(_zip({"a": b"x" * 200}), Limits(total=199)) == "zip-too-large"
    assert _code(_zip({"a": b"\0" * 2_000_000})) == "zip-ratio"
    assert check_zip(io.BytesIO(_zip({"a": b"\0" * 900_000})))


@pytest.mark.parametrize(
    "name",
    [
        "../x", "a/../../x", "/etc/passwd", "C:\\x", "C:x", "a\\b", "\\\\host\\share", "a//b", "./a", "a/.",
        "con", "NUL.txt", "a/aux", "com1.xml", "trailing.", "trailing ", "a:b", "a*b", "x" * 300, "a\u202eb",
        "a\x1fb", "a?", "a|b", "<a>",
    ],
)  # fmt: skip
def test_that_names_that_lead_astray_are_refused(name: str) -> None:
    assert not is_plain_path(name)
    assert _code(_zip({name: b"x"})) == "zip-name"


def test_that_names_that_some_system_takes_for_one_are_refused() -> None:
    assert _code(_zip({"A.xml": b"1", "a.xml": b"2"})) == "zip-twins"
    assert _code(_zip({"caf\u00e9": b"1", "cafe\u0301": b"2"})) == "zip-twins"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", b"2")
    assert _code(out.getvalue()) == "zip-twins"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_that_links_and_devices_are_refused(kind: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("link")
        info.external_attr = (kind | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert _code(out.getvalue()) == "zip-special"


def test_that_encrypted_members_are_refused() -> None:
    data = bytearray(_zip({"a": b"x"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 1
    assert _code(bytes(data)) == "zip-encrypted"


def test_that_data_before_behind_and_between_is_refused() -> None:
    data = _zip({"a": b"x" * 50, "b": b"y" * 50})
    assert _code(data + b"tail").startswith("zip-")
    assert _code(b"MZ head" + data).startswith("zip-")
    assert _code(data + data).startswith("zip-")


def test_that_members_may_not_share_bytes() -> None:
    data = bytearray(_zip({"a": b"x" * 500, "b": b"y" * 500}, zipfile.ZIP_STORED))
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = b"\0\0\0\0"
    assert _code(bytes(data)).startswith("zip-")


def test_that_cut_and_foreign_files_are_damaged() -> None:
    data = _zip({"a": b"x" * 500})
    for cut in (0, 1, 21, len(data) // 2, len(data) - 1):
        assert _code(data[:cut]).startswith("zip-")
    assert _code(b"PK\x03\x04" + b"\0" * 100) == "zip-damaged"


def test_that_every_flipped_byte_passes_or_is_refused_as_ours() -> None:
    data = _zip({"a.xml": b"<a>some text</a>" * 5, "b.xml": b"<b/>"})
    for at in range(len(data)):
        bent = bytearray(data)
        bent[at] ^= 0xFF
        try:
            check_zip(io.BytesIO(bytes(bent)))
            with zipfile.ZipFile(io.BytesIO(bytes(bent))) as archive:
                scan_members(archive)
        except RefusedError:
            continue


@pytest.mark.parametrize("code", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["<!DOCTYPE x [", "<!ENTITY a 'b'>"])
def test_that_document_types_are_refused(code: str, mark: str) -> None:
    text = f"<?xml version='1.0'?>{' ' * 1_100_000}{mark}".encode(code)
    data = _zip({"a.xml": text}, zipfile.ZIP_STORED)
    with zipfile.ZipFile(io.BytesIO(data)) as archive, pytest.raises(RefusedError) as caught:
        scan_members(archive)
    assert caught.value.code == "zip-dtd"


def test_that_a_member_larger_than_it_says_is_refused() -> None:
    data = bytearray(_zip({"a.bin": b"x" * 5000}))
    entry = data.find(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive, pytest.raises(RefusedError):
        scan_members(archive)
