# SPDX-License-Identifier: Apache-2.0
"""A disk as the replay models it: what was written, what is durable, and what a power cut may leave.

A file keeps its content at the last sync and all later writes; a cut keeps, drops or spoils each later sector of 512
bytes by itself. Names are kept in the order of their changes: a cut keeps the first so many that no sync of their
folder made durable. Not modelled: drives that lie about a sync, and damage to sectors that were not being written.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.crash.trace import Event

SECTOR: Final = 512
GARBAGE: Final = 0.05
_IGNORED: Final = ("-shm", ".lock")

Image = dict[str, bytes]


@dataclass(slots=True)
class File:
    """One file, whatever it is called: its content now, its durable content, and the writes between the two."""

    now: bytearray = field(default_factory=bytearray)
    durable: bytes = b""
    writes: list[tuple[int, bytes | None]] = field(default_factory=list)  # None: cut to that length
    forgotten: bool = False

    def write(self, at: int, content: bytes) -> None:
        """Bytes put at a place."""
        _put(self.now, at, content)
        self.writes.append((at, content))

    def cut(self, size: int) -> None:
        """Shortened or lengthened."""
        _cut(self.now, size)
        self.writes.append((size, None))

    def sync(self) -> None:
        """Everything so far is durable."""
        if self.forgotten:
            found = bytearray(self.durable)
            for at, content in self.writes:
                _cut(found, at) if content is None else _put(found, at, content)
            self.durable = bytes(found)
        else:
            self.durable = bytes(self.now)
        self.writes.clear()

    def forget(self) -> None:
        """A sync failed: the system shows what was written but drops it, and no later sync brings it to the disk."""
        self.forgotten = True
        self.writes.clear()

    def after_power_loss(self, rng: random.Random) -> bytes:
        """One content that a power cut may leave."""
        if not self.writes:
            return self.durable
        found, kept = bytearray(self.durable), rng.choice((0.0, 0.2, 0.5, 0.8, 0.95, 1.0))
        for at, content in self.writes:
            if content is None:
                if rng.random() < kept:
                    _cut(found, at)
            else:
                _put_torn(found, at, content, kept, rng)
        return bytes(found)


@dataclass(slots=True)
class Disk:
    """A folder that is followed call by call; names are paths below it."""

    root: str
    files: dict[str, File] = field(default_factory=dict)
    durable: dict[str, File] = field(default_factory=dict)
    changes: list[tuple[str, File | None]] = field(default_factory=list)  # a name and what it means from then on
    groups: list[int] = field(default_factory=list)  # the lengths of ``changes`` at which a whole call was done
    handles: dict[int, tuple[str, File | None]] = field(default_factory=dict)  # None: a folder
    places: dict[int, int] = field(default_factory=dict)
    appending: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, root: Path) -> Disk:
        """A disk that holds durably what the folder holds now."""
        found = cls(root=str(root))
        for path in sorted(root.rglob("*")):
            if path.is_file():
                content = path.read_bytes()
                found.files[str(path.relative_to(root))] = File(bytearray(content), content)
        found.durable = dict(found.files)
        return found

    def follow(self, event: Event) -> bool:
        """Do what the call did; whether it changed anything, or made something durable."""
        if event.result < 0:
            return self._failed(event)
        done = getattr(self, f"_{event.name}", None)
        return bool(done(event)) if done is not None else False

    def now(self) -> Image:
        """What other processes see: what a kill of the process leaves."""
        return {name: bytes(file.now) for name, file in self.files.items() if not name.endswith(_IGNORED)}

    def after_power_loss(self, rng: random.Random, only: Iterable[str] | None = None) -> Image:
        """One state that a power cut at this moment may leave."""
        names = dict(self.durable)
        kept = rng.choice([0, *self.groups]) if self.groups else 0
        for name, file in self.changes[:kept]:
            names.pop(name, None)
            if file is not None:
                names[name] = file
        torn: dict[int, bytes] = {}
        wanted = None if only is None else set(only)
        for name, file in names.items():
            if not name.endswith(_IGNORED) and (wanted is None or name in wanted) and id(file) not in torn:
                torn[id(file)] = file.after_power_loss(rng)
        return {name: torn[id(file)] for name, file in names.items() if id(file) in torn}

    def _at(self, event: Event) -> str:
        """The path of a call that may name a folder's handle first."""
        path = event.path()
        if path.startswith(os.sep) or event.args[0] == "AT_FDCWD":
            return path
        folder, file = self.handles.get(event.fd, ("?", None))
        if folder == "?" or file is not None:
            return "?"
        return str(Path(self.root, folder, path))

    def _name(self, path: str) -> str | None:
        return path[len(self.root) + 1 :] if path.startswith(self.root + os.sep) else None

    def _means(self, name: str, file: File | None) -> None:
        if file is None:
            self.files.pop(name, None)
        else:
            self.files[name] = file
        self.changes.append((name, file))

    def _whole(self) -> bool:
        self.groups.append(len(self.changes))
        return True

    def _openat(self, event: Event) -> bool:
        path, flags = self._at(event), event.args[2] if len(event.args) > 2 else ""
        self.places[event.result] = 0
        self.appending.discard(event.result)
        if "O_APPEND" in flags:
            self.appending.add(event.result)
        name = self._name(path)
        if name is None:
            self.handles[event.result] = ("", None) if path == self.root else ("?", None)
            return False
        file, changed = self.files.get(name), False
        if file is None and "O_CREAT" in flags:
            file, changed = File(), True
            self._means(name, file)
            self._whole()
        self.handles[event.result] = (name, file)
        if file is not None and "O_TRUNC" in flags and file.now:
            file.cut(0)
            changed = True
        return changed

    def _close(self, event: Event) -> bool:
        self.handles.pop(event.fd, None)
        return False

    def _dup(self, event: Event) -> bool:
        if event.fd in self.handles:
            self.handles[event.result] = self.handles[event.fd]
        return False

    def _lseek(self, event: Event) -> bool:
        self.places[event.fd] = event.result
        return False

    def _file(self, fd: int) -> File | None:
        return self.handles.get(fd, ("", None))[1]

    def _pwrite64(self, event: Event) -> bool:
        file = self._file(event.fd)
        if file is not None:
            file.write(int(event.args[-1]), event.texts[0][: event.result])
        return file is not None

    def _write(self, event: Event) -> bool:
        file = self._file(event.fd)
        if file is None:
            return False
        at = len(file.now) if event.fd in self.appending else self.places.get(event.fd, 0)
        file.write(at, event.texts[0][: event.result])
        self.places[event.fd] = at + event.result
        return True

    def _sendfile(self, event: Event) -> bool:
        """``sendfile(to, from, offset or NULL, count)``: how Python copies a file."""
        return self._copied(event.fd, int(event.args[1]), event, event.args[2])

    def _copy_file_range(self, event: Event) -> bool:
        return self._copied(int(event.args[2]), event.fd, event, event.args[1])

    def _copied(self, target: int, source: int, event: Event, offset: str) -> bool:
        file, start = self._file(target), _offset(offset)
        origin = self._file(source)
        if file is None or event.result == 0:
            return False
        if origin is None:
            raise ValueError("a copy from outside of the folder can't be replayed")
        begin = self.places.get(source, 0) if start is None else start
        at = self.places.get(target, 0)
        file.write(at, bytes(origin.now[begin : begin + event.result]))
        self.places[target] = at + event.result
        if start is None:
            self.places[source] = begin + event.result
        return True

    def _ftruncate(self, event: Event) -> bool:
        file = self._file(event.fd)
        if file is not None:
            file.cut(int(event.args[1]))
        return file is not None

    def _fsync(self, event: Event) -> bool:
        if event.fd not in self.handles:
            return False
        name, file = self.handles[event.fd]
        if file is not None:
            file.sync()
        elif name != "?":
            self._sync_names(name)
        return True

    _fdatasync = _fsync

    def _failed(self, event: Event) -> bool:
        """A sync that failed: what was to be synced may be gone for good, and no later sync brings it back."""
        file = self._file(event.fd) if event.name in ("fsync", "fdatasync") and event.error == "EIO" else None
        if file is not None:
            file.forget()
        return False

    def _sync_names(self, folder: str) -> None:
        last = max((n for n, (name, _) in enumerate(self.changes) if name.rpartition(os.sep)[0] == folder), default=-1)
        for name, file in self.changes[: last + 1]:
            self.durable.pop(name, None)
            if file is not None:
                self.durable[name] = file
        del self.changes[: last + 1]
        self.groups = [n - last - 1 for n in self.groups if n > last + 1]

    def _unlink(self, event: Event) -> bool:
        name = self._name(self._at(event))
        if name is None or name not in self.files:  # a folder goes by itself with its last file
            return False
        self._means(name, None)
        return self._whole()

    _unlinkat = _unlink

    def _rename(self, event: Event) -> bool:
        source, target = self._name(event.path(0)), self._name(event.path(1))
        if source is None or target is None:
            return False
        moved = [name for name in self.files if name == source or name.startswith(source + os.sep)]
        for name in moved:
            file = self.files[name]
            self._means(name, None)
            self._means(target + name[len(source) :], file)
        return self._whole()

    def _link(self, event: Event) -> bool:
        source, target = self._name(event.path(0)), self._name(event.path(1))
        if source is None or target is None:
            return False
        self._means(target, self.files[source])
        return self._whole()


def _offset(text: str) -> int | None:
    """The offset ``[n]`` of a copying call, None where the file's own place counts."""
    return int(text[1:].partition("]")[0]) if text.startswith("[") else None


def _put(content: bytearray, at: int, part: bytes) -> None:
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(part)] = part


def _cut(content: bytearray, size: int) -> None:
    if size < len(content):
        del content[size:]
    else:
        content.extend(bytes(size - len(content)))


def _put_torn(found: bytearray, at: int, content: bytes, kept: float, rng: random.Random) -> None:
    """Sector by sector: the new bytes, the old ones, or garbage in the bytes that were being written."""
    start, end = at, at + len(content)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        luck = rng.random()
        if luck < GARBAGE and kept < 1.0:
            _put(found, start, rng.randbytes(stop - start))
        elif luck < GARBAGE + kept:
            _put(found, start, content[start - at : stop - at])
        start = stop
