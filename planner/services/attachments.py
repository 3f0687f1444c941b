# SPDX-License-Identifier: Apache-2.0
"""Verbs on files: copy them beside the portfolio, show them small, hand out copies (domain-model entity 50)."""

from __future__ import annotations

import base64
from datetime import date
from pathlib import Path

from planner.entities.common.attachment import ATTACHMENT, Attachment
from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, Message, tr
from planner.safe import temp
from planner.safe.clean import marked_bidi
from planner.safe.errors import FileProblemError
from planner.safe.files import write_new
from planner.safe.names import safe_file_name
from planner.safe.problems import file_problem
from planner.safe.sandbox import Bounds, run_limited
from planner.safe.vault import MAX_ATTACHMENT, read_stored, store_bytes, store_file
from planner.services import crud
from planner.services.parts import new
from planner.services.session import Session

_BOUNDS = Bounds(timeout_s=30.0, memory_mb=1024, result_mb=64)
# first bytes, media type; WEBP is checked further in
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
)
_INSIDE_ZIP = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_SUFFIX = {"image/png": ".png", "image/jpeg": ".jpg"}


def attach(
    session: Session,
    account_id: str,
    path: Path,
    target: tuple[str, str] | None = None,
    *,
    caption: str | None = None,
    audience: str = "internal",
    source: object = None,
) -> Attachment:
    """Copy a file into the portfolio's files folder and note it; ``target`` is the (entity, id) it shows.

    The original is only read. Pictures are turned upright, scaled to 2,048 px and freed of metadata;
    other files are kept as they are. FileProblemError above 25 MB, RefusedError for a damaged picture.
    Slow for big pictures: run it as a job.
    """
    session.refuse_reading()
    sha256, size, media_type, taken = _keep(session, path)
    name = _name(path, media_type)
    values = {
        "account_id": account_id,
        "target_type": target[0] if target else None,
        "target_id": target[1] if target else None,
        "file_name": name,
        "sha256": sha256,
        "size": size,
        "media_type": media_type,
        "taken_on": taken,
        "caption": caption,
        "audience": audience,
    }
    kept: list[Attachment] = []
    label = Message(N_("Attach “{name}”"), {"name": name})
    session.write(label, lambda unit: kept.append(new(session, unit, ATTACHMENT, **values)), source)
    return kept[0]


def content(session: Session, attachment_id: str) -> bytes:
    """What was stored. PlannerError when it is missing or not what was stored."""
    attachment = crud.get(session, ATTACHMENT, attachment_id)
    try:
        return read_stored(paths.files_folder(session.path), attachment.sha256, session.files_key)
    except (OSError, ValueError):
        raise PlannerError(
            tr(
                "The content of {name} is missing from the files folder. Restore it from a backup.",
                name=marked_bidi(attachment.file_name),
            ),
            "file-missing",
        ) from None


def thumbnail(session: Session, attachment_id: str, size: int = 160) -> bytes | None:
    """The picture as PNG bytes inside a square of ``size`` px; None when it is none or can't be shown."""
    from planner.services import pictures

    attachment = crud.get(session, ATTACHMENT, attachment_id)
    if attachment.media_type not in _SUFFIX:
        return None
    try:
        stored = read_stored(paths.files_folder(session.path), attachment.sha256, session.files_key)
        return pictures.thumbnail(stored, size)
    except (OSError, ValueError, SyntaxError):
        return None


def open_copy(session: Session, attachment_id: str, folder: Path | None = None) -> Path:
    """A read-only copy under the file's own name, to be opened by another program.

    Without ``folder`` it lies in a private one that is emptied on lock and at exit.
    """
    attachment = crud.get(session, ATTACHMENT, attachment_id)
    stored = content(session, attachment_id)
    place = folder or temp.fresh()
    stem, suffix = Path(attachment.file_name).stem, Path(attachment.file_name).suffix
    copy = write_new(place / safe_file_name(stem, extension=suffix), stored, private=True)
    copy.chmod(0o400)
    return copy


def media_type_of(path: Path) -> str:
    """What a file is by its content; the name only tells office documents apart."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise file_problem(error, path, saving=False) from error
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    found = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    if found == "application/zip":
        return _INSIDE_ZIP.get(path.suffix.casefold(), found)
    return found or ("text/plain" if _is_text(head) else "application/octet-stream")


def _keep(session: Session, path: Path) -> tuple[str, int, str, date | None]:
    """Store the content; answers hash, size, media type and the day a camera wrote."""
    folder, key = paths.files_folder(session.path), session.files_key
    media_type = media_type_of(path)
    if not media_type.startswith("image/"):
        return *store_file(folder, path, key=key), media_type, None
    if path.stat().st_size > MAX_ATTACHMENT:
        raise FileProblemError(
            N_("{name} is larger than {limit} MB, so it was not attached. Attach a smaller copy."),
            "attachment-too-large",
            name=marked_bidi(path.name),
            limit=MAX_ATTACHMENT // (1024 * 1024),
        )
    answer = run_limited("planner.services.pictures:prepare", {"path": str(path.absolute())}, bounds=_BOUNDS)
    taken = date.fromisoformat(answer["taken"]) if answer["taken"] else None
    return *store_bytes(folder, base64.b64decode(answer["content"]), key), str(answer["media_type"]), taken


def _name(path: Path, media_type: str) -> str:
    """The file's name, with the ending of what is kept now."""
    suffix = path.suffix
    known = {".jpg", ".jpeg"} if media_type == "image/jpeg" else {_SUFFIX.get(media_type, suffix)}
    if media_type in _SUFFIX and suffix.casefold() not in known:
        suffix = _SUFFIX[media_type]
    return safe_file_name(path.stem, extension=suffix)


def _is_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    try:
        head[:4000].decode("utf-8")
    except UnicodeDecodeError as fault:
        return fault.start >= len(head[:4000]) - 4
    return True
