# SPDX-License-Identifier: Apache-2.0
"""Attachment: a file kept by its content beside the portfolio (domain-model entity 50)."""

from __future__ import annotations

from datetime import date

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A picture or document; the bytes are stored under ``sha256`` in the files folder."""

    id: str
    account_id: str
    target_type: str | None = None
    target_id: str | None = None
    file_name: str
    sha256: str
    size: int
    media_type: str = "application/octet-stream"
    taken_on: date | None = None
    caption: str | None = None
    audience: str = "internal"


ATTACHMENT = EntitySpec(
    name="attachment",
    table="attachment",
    cls=Attachment,
    label=N_("File"),
    label_plural=N_("Files"),
    title="file_name",
    fields=(
        account_ref(),
        FieldSpec("target_type", N_("Record kind"), Kind.TEXT, editable=False),
        FieldSpec("target_id", N_("Related record"), Kind.TEXT, editable=False),
        FieldSpec("file_name", N_("File name"), Kind.TEXT, required=True, search=True),
        FieldSpec("sha256", N_("Content hash"), Kind.TEXT, required=True, editable=False),
        FieldSpec("size", N_("Size"), Kind.INT, required=True, editable=False, low=0),
        FieldSpec("media_type", N_("Type"), Kind.TEXT, required=True, editable=False),
        FieldSpec("taken_on", N_("Taken on"), Kind.DATE),
        FieldSpec("caption", N_("Caption"), Kind.TEXT, search=True),
        AUDIENCE,
    ),
)
