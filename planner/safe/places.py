# SPDX-License-Identifier: Apache-2.0
"""Whether a folder is a safe home for a store: not on a network drive, and not in a folder that is synchronised.

A network drive keeps no locks and no order of writes that a database can trust; a synchronising program copies the
store while it changes and puts older copies back. Packages and exports may lie on both.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Final, NamedTuple

NETWORK, SYNCED = "network", "synced"
_KINDS: Final = (
    "afpfs afs beegfs ceph cifs davfs fuse.davfs fuse.gvfsd-fuse fuse.rclone fuse.s3fs fuse.sshfs glusterfs lustre "
    "ncpfs nfs nfs4 smb2 smb3 smbfs webdav"
)
_NETWORK_KINDS: Final = frozenset(_KINDS.split())
# parts of a path by which programs that synchronise are known; compared without case
_SYNC_NAMES: Final = (
    ("Dropbox", ("dropbox",)),
    ("OneDrive", ("onedrive",)),
    ("Google Drive", ("google drive", "googledrive", "my drive")),
    ("iCloud", ("mobile documents", "icloud drive", "iclouddrive", "com~apple~clouddocs")),
    ("Nextcloud", ("nextcloud",)),
    ("ownCloud", ("owncloud",)),
    ("Box", ("box sync",)),
    ("Syncthing", ("syncthing",)),
    ("pCloud", ("pcloud drive", "pclouddrive")),
    ("MEGA", ("megasync", "megasync downloads")),
)
_SYNC_MARKS: Final = (
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".owncloudsync.log", "ownCloud"),
    (".nextcloudsync.log", "Nextcloud"),
)
_SYNC_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_REMOTE_DRIVE: Final = 4
_OCTAL: Final = re.compile(r"\\([0-7]{3})")


class Trouble(NamedTuple):
    """Why a place is no home for a store: ``kind`` network or synced, ``name`` what it was known by."""

    kind: str
    name: str


def trouble_with(folder: Path, *, mounts: Mapping[str, str] | None = None) -> Trouble | None:
    """What is wrong with keeping a store in ``folder``, None when nothing is known to be.

    ``mounts`` gives the kinds of file systems by their mount points; those of this computer otherwise.
    """
    real = Path(os.path.realpath(folder))
    kind = _network(real, _mounts() if mounts is None else mounts)
    if kind:
        return Trouble(NETWORK, kind)
    name = sync_name(real) or _marked(real)
    return Trouble(SYNCED, name) if name else None


def sync_name(folder: PurePath) -> str:
    """The synchronising program a path belongs to by its names, "" for none."""
    parts = [part.casefold() for part in folder.parts]
    for name, known in _SYNC_NAMES:
        for part in parts:
            # "OneDrive - Contoso", "Dropbox (Personal)", but not "Dropboxes"
            if any(part == word or part.startswith((f"{word} - ", f"{word} (", f"{word}-")) for word in known):
                return name
    return ""


def _marked(folder: Path) -> str:
    roots = [Path(found) for name in _SYNC_VARIABLES if (found := os.environ.get(name))]
    if any(folder.is_relative_to(os.path.realpath(root)) for root in roots):
        return "OneDrive"
    for above in (folder, *folder.parents):
        for mark, name in _SYNC_MARKS:
            if (above / mark).exists():
                return name
    return ""


def _network(folder: Path, mounts: Mapping[str, str]) -> str:
    if str(folder).startswith(("\\\\", "//")):
        return "UNC"
    if _drive_kind(folder) == _REMOTE_DRIVE:
        return folder.drive
    holding = max(_holding(folder, mounts), key=len, default="")
    kind = mounts.get(holding, "").casefold()
    return kind if kind in _NETWORK_KINDS else ""


def _holding(folder: Path, mounts: Iterable[str]) -> list[str]:
    if os.sep != "/":
        return [place for place in mounts if folder.is_relative_to(place)]
    inside = f"{folder}/"  # as texts, since there may be many, and each start asks
    return [place for place in mounts if inside.startswith(place if place.endswith("/") else f"{place}/")]


def _mounts() -> dict[str, str]:
    """Mount points with their kinds; of several at one place the last one counts."""
    if text := _text("/proc/self/mounts"):
        return read_mounts(text)
    try:
        import psutil

        return {part.mountpoint: part.fstype for part in psutil.disk_partitions(all=True)}
    except OSError:
        return {}


def read_mounts(text: str) -> dict[str, str]:
    """The lines of /proc/self/mounts, in which blanks are written as octal numbers."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        parts = line.split()
        if len(parts) > 2:
            place = parts[1]
            found[_OCTAL.sub(lambda octal: chr(int(octal[1], 8)), place) if "\\" in place else place] = parts[2]
    return found


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


if sys.platform == "win32":
    import ctypes

    def _drive_kind(folder: Path) -> int:
        return int(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor))

else:

    def _drive_kind(_folder: Path) -> int:
        return 0
