# SPDX-License-Identifier: Apache-2.0
"""Sentences for what an operating system answers when a file cannot be read or written."""

from __future__ import annotations

import errno
from pathlib import Path

from planner.kernel.text import N_
from planner.safe.clean import marked_bidi
from planner.safe.errors import FileProblemError

_SAVING: dict[str, str] = {
    "full": N_(
        "The disk is full, so {name} was not saved. What was there before is unchanged."
        " Free some space, then try again."
    ),
    "denied": N_(
        "{name} could not be saved because writing is not allowed there, or the file is open in another"
        " program. What was there before is unchanged. Close the other program or choose another folder."
    ),
    "read-only": N_(
        "{name} could not be saved because this place can only be read. Nothing was changed. Choose another folder."
    ),
    "missing": N_("{name} could not be saved because its folder is not there. Choose another folder."),
    "in-the-way": N_(
        "{name} could not be saved because a file stands where its folder should be. Nothing was changed."
        " Choose another folder."
    ),
    "too-large": N_(
        "{name} is larger than this disk or the system allows, so it was not saved."
        " What was there before is unchanged. Choose another disk."
    ),
    "name": N_("{name} could not be saved because the name is too long or not allowed. Choose another name."),
    "device": N_(
        "The disk did not take {name}. What was there before is unchanged. Save to another disk and check this one."
    ),
}
_READING: dict[str, str] = {
    "denied": N_(
        "{name} could not be opened because reading is not allowed, or it is open in another program."
        " Close the other program, then try again."
    ),
    "missing": N_("{name} is not there any more. Check the name and the folder."),
    "folder": N_("{name} is a folder. Choose a file in it."),
    "device": N_("The disk could not read {name}. Nothing was changed. Try a copy of the file."),
}
_KINDS: dict[int, str] = {
    errno.ENOSPC: "full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "full",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EBUSY: "denied",
    errno.EROFS: "read-only",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EEXIST: "in-the-way",
    errno.EISDIR: "folder",
    errno.EFBIG: "too-large",
    errno.ENAMETOOLONG: "name",
    errno.EINVAL: "name",
}


def file_problem(error: OSError, path: Path, *, saving: bool) -> FileProblemError:
    """What the user is told about ``error`` at ``path``; the code names the kind, e.g. ``file-full``."""
    kind = _KINDS.get(error.errno or 0, "device")
    texts = _SAVING if saving else _READING
    if kind not in texts:
        kind = "denied" if kind in {"read-only", "folder"} else "device"
    return FileProblemError(texts[kind], f"file-{kind}", name=marked_bidi(path.name))
