# SPDX-License-Identifier: Apache-2.0
"""What the database library says when it can't go on, as kinds and sentences (reliability A4–A7, A10)."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr

if TYPE_CHECKING:
    from planner.store import driver

FULL, IO, DAMAGED, READ_ONLY, LOCKED = "disk-full", "disk-io", "damaged", "read-only", "locked"
RESERVE: Final = 100 * 1024 * 1024
_KINDS: Final = {13: FULL, 10: IO, 11: DAMAGED, 26: DAMAGED, 8: READ_ONLY, 14: READ_ONLY, 5: LOCKED, 6: LOCKED}
# what SQLite tells without a code of its own: a text that is no UTF-8, a full-text index without its head, a spoilt
# definition of a table
_SPOILT: Final = (
    *("Could not decode to UTF-8", "invalid fts5 file format", "vtable constructor failed"),
    *("unrecognized option", "unrecognized column option", "no such module", "no such tokenizer", "error in tokenizer"),
    *("malformed", "parse error in", "error in table", "error in index", "no such column", "no such table"),
)


class Explain(Protocol):
    """Does what can be done about a fault, and makes a sentence of it."""

    def __call__(self, fault: driver.DatabaseError | UnicodeDecodeError, *, saving: bool = True) -> PlannerError | None:
        """The sentence, None for a fault of ours; ``saving`` as `explained` has it."""
        ...


class StoreError(PlannerError):
    """The portfolio file can't be used as it is; it was left untouched."""


def kind_of(fault: driver.DatabaseError | UnicodeDecodeError) -> str:
    """Which kind of trouble a fault is, "" for one of ours: a broken rule of the schema or a wrong statement."""
    code = getattr(fault, "sqlite_errorcode", None)
    if isinstance(fault, UnicodeDecodeError) or str(fault).startswith(_SPOILT):
        return DAMAGED
    return _KINDS.get(code & 0xFF, "") if isinstance(code, int) else ""


def needed_room(path: Path) -> int:
    """Bytes that should be free beside a portfolio: for a copy and its check, and for work to go on."""
    try:
        return 2 * path.stat().st_size + RESERVE
    except OSError:
        return RESERVE


def missing_room(path: Path) -> int:
    """How many bytes of `needed_room` are not free; 0 where there is enough or the system can't tell."""
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError:
        return 0
    return max(0, needed_room(path) - free)


def explained(
    fault: driver.DatabaseError | UnicodeDecodeError, path: Path, *, saving: bool = True
) -> StoreError | None:
    """The sentence for a fault while working, None for one that is not the disk's.

    ``saving`` is false where nothing was to be kept, as with a page that is only looked at: nothing was typed then.
    """
    kind = kind_of(fault)
    if kind == FULL:
        return _full(path, saving=saving)
    texts = _saving_texts() if saving else _looking_texts()
    return StoreError(texts[kind], kind) if kind in texts else None


def _saving_texts() -> dict[str, str]:
    return {
        IO: tr(
            "The disk reported a fault, so this was not saved. Everything saved before is safe, and what you typed is "
            "still in its field."
        ),
        DAMAGED: tr(
            "The portfolio file is damaged, so nothing more is written to it. What you typed is still in its field; "
            "open a backup."
        ),
        READ_ONLY: tr(
            "The portfolio file can't be written to any more, so this was not saved. What you typed is still in its "
            "field."
        ),
        LOCKED: tr(
            "Another program is using the portfolio file, so this was not saved. What you typed is still in its "
            "field; try again."
        ),
    }


def _looking_texts() -> dict[str, str]:
    return {
        IO: tr("The disk reported a fault, so this could not be done. Everything saved before is safe."),
        DAMAGED: tr(
            "The portfolio file is damaged, so nothing more is written to it. Nothing was changed; open a backup."
        ),
        READ_ONLY: tr(
            "The portfolio file can't be written to any more, so this could not be done. Nothing was changed."
        ),
        LOCKED: tr(
            "Another program is using the portfolio file, so this could not be done. Nothing was changed; try again."
        ),
    }


def unclean(fault: driver.DatabaseError | UnicodeDecodeError, path: Path) -> StoreError:
    """Why a portfolio did not open."""
    kind = kind_of(fault)
    texts = {
        FULL: tr(
            "The disk is full, so the portfolio was not opened. It was left untouched. Free {mb} MB and try again.",
            mb=_to_free(path),
        ),
        IO: tr(
            "The disk reported a fault, so the portfolio was not opened. Nothing was changed. Try again, and copy it "
            "to another disk when it happens once more."
        ),
        LOCKED: tr("This portfolio is already open in another window or program."),
        READ_ONLY: tr("This folder can't be written to, so the portfolio was left closed."),
    }
    if kind in texts:
        return StoreError(texts[kind], kind)
    text = tr("The portfolio file didn't open cleanly. Nothing was changed; open a backup instead.")
    return StoreError(text, DAMAGED)


def not_made(fault: driver.DatabaseError, path: Path) -> StoreError:
    """Why a portfolio could not be made."""
    if kind_of(fault) == FULL:
        text = tr("The disk is full, so no portfolio was made. Free {mb} MB and try again.", mb=_to_free(path))
        return StoreError(text, FULL)
    return StoreError(tr("The disk reported a fault, so no portfolio was made. Try again on another disk."), IO)


def _to_free(path: Path) -> int:
    return max(1, -(-missing_room(path) // 1_000_000))


def _full(path: Path, *, saving: bool) -> StoreError:
    mb = _to_free(path)
    if not saving:
        text = tr(
            "The disk is full, so this could not be done. Nothing was changed. Free {mb} MB and try again.", mb=mb
        )
        return StoreError(text, FULL)
    text = tr(
        "The disk is full, so this was not saved. What you typed is still in its field, and nothing saved before is "
        "lost. Free {mb} MB and try again.",
        mb=mb,
    )
    return StoreError(text, FULL)
