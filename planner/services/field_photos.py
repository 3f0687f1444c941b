# SPDX-License-Identifier: Apache-2.0
"""A picture that is no file yet, such as one on the clipboard, put to a record like any other."""

from __future__ import annotations

from planner.entities.common.attachment import Attachment
from planner.safe import temp
from planner.safe.files import write_new
from planner.safe.names import safe_file_name
from planner.services import attachments
from planner.services.session import Session


def attach_content(
    session: Session,
    account_id: str,
    content: bytes,
    name: str,
    target: tuple[str, str],
    *,
    audience: str = "internal",
    source: object = None,
) -> Attachment:
    """Attach the content of a picture under a name; the copy made for it is private and gone afterwards."""
    session.refuse_reading()
    stem, _, suffix = name.rpartition(".")
    path = write_new(temp.fresh() / safe_file_name(stem, extension=f".{suffix}"), content, private=True)
    try:
        return attachments.attach(session, account_id, path, target, audience=audience, source=source)
    finally:
        path.unlink(missing_ok=True)
        path.parent.rmdir()
