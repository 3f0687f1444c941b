# SPDX-License-Identifier: Apache-2.0
"""Facts about files that are kept beside the portfolio."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from planner.entities.common.attachment import ATTACHMENT
from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.safe.vault import MAX_ATTACHMENT, stored_path, verify_stored
from planner.services import attachments, crud, customers
from planner.services.session import Session
from tests.services.dumps import dump, one_step


@pytest.fixture
def account_id(session: Session) -> str:
    """An account with nothing but its name."""
    return customers.add_account(session, "Meridian Foods").id


def photo(path: Path, *, size: tuple[int, int] = (3000, 1000)) -> Path:
    """A wide JPEG, red at its left end, whose camera says "turn me" and "taken on 30 October"."""
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 4, size[1]))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x0132] = "2026:10:30 12:00:00"
    exif[0x013B] = "secret author"
    picture.save(path, exif=exif, comment=b"secret comment")
    return path


def test_that_a_picture_is_kept_small_upright_and_without_metadata(
    session: Session, account_id: str, tmp_path: Path
) -> None:
    original = photo(tmp_path / "rack.JPG")
    bytes_before = original.read_bytes()
    with one_step(session):
        kept = attachments.attach(session, account_id, original, ("account", account_id), caption="Rack 2")
    assert (kept.file_name, kept.media_type, kept.taken_on) == ("rack.JPG", "image/jpeg", date(2026, 10, 30))
    content = attachments.content(session, kept.id)
    assert (len(content), verify_stored(paths.files_folder(session.path), kept.sha256)) == (kept.size, True)
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (683, 2048)
        assert dict(picture.getexif()) == {}
        red, green, _ = picture.convert("RGB").getpixel((300, 100))  # type: ignore[misc]
        assert (red > 200, green < 100) == (True, True), "the red end is on top now"
    assert b"secret" not in content
    assert original.read_bytes() == bytes_before


def test_that_other_files_are_kept_byte_for_byte(session: Session, account_id: str, tmp_path: Path) -> None:
    note = tmp_path / "protocol.txt"
    note.write_text("晨曦 load 91 %", encoding="utf-8")
    kept = attachments.attach(session, account_id, note)
    assert (kept.media_type, kept.size) == ("text/plain", note.stat().st_size)
    assert attachments.content(session, kept.id) == note.read_bytes()
    assert attachments.thumbnail(session, kept.id) is None


def test_that_a_thumbnail_fits_its_square(session: Session, account_id: str, tmp_path: Path) -> None:
    kept = attachments.attach(session, account_id, photo(tmp_path / "rack.jpg"))
    small = attachments.thumbnail(session, kept.id, 96)
    assert small is not None
    with Image.open(io.BytesIO(small)) as picture:
        assert (picture.format, max(picture.size)) == ("PNG", 96)


def test_that_the_content_decides_what_a_file_is(tmp_path: Path) -> None:
    for name, content, kind in (
        ("a.jpg", b"\x89PNG\r\n\x1a\n....", "image/png"),
        ("a.png", b"%PDF-1.7", "application/pdf"),
        ("a.xlsx", b"PK\x03\x04....", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.bin", b"\x00\x01", "application/octet-stream"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert attachments.media_type_of(path) == kind


def test_that_a_damaged_picture_is_refused_and_nothing_is_kept(
    session: Session, account_id: str, tmp_path: Path
) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"rubbish" * 50)
    before = dump(session)
    with pytest.raises(PlannerError, match="damaged"):
        attachments.attach(session, account_id, path)
    assert dump(session) == before
    assert not list(paths.files_folder(session.path).rglob("*"))


@pytest.mark.parametrize("head", [b"text", b"\x89PNG\r\n\x1a\n"])
def test_that_a_file_above_the_limit_is_refused(session: Session, account_id: str, tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "large.dat"
    with path.open("wb") as file:
        file.write(head)
        file.truncate(MAX_ATTACHMENT + 1)
    with pytest.raises(PlannerError, match="25 MB"):
        attachments.attach(session, account_id, path)
    assert crud.every(session, ATTACHMENT) == []


def test_that_a_missing_file_is_told_in_one_sentence(session: Session, account_id: str, tmp_path: Path) -> None:
    with pytest.raises(PlannerError):
        attachments.attach(session, account_id, tmp_path / "gone.txt")
    note = tmp_path / "protocol.txt"
    note.write_text("x")
    kept = attachments.attach(session, account_id, note)
    stored_path(paths.files_folder(session.path), kept.sha256).unlink()
    with pytest.raises(PlannerError, match=r"protocol\.txt"):
        attachments.content(session, kept.id)


def test_that_a_copy_for_other_programs_bears_its_own_name(session: Session, account_id: str, tmp_path: Path) -> None:
    note = tmp_path / "protocol.txt"
    note.write_text("x")
    kept = attachments.attach(session, account_id, note)
    out = tmp_path / "out"
    out.mkdir()
    first, second = attachments.open_copy(session, kept.id, out), attachments.open_copy(session, kept.id, out)
    assert (first.name, second.name) == ("protocol.txt", "protocol (2).txt")
    assert first.read_text() == "x"
