# SPDX-License-Identifier: Apache-2.0
"""Trace replay: a day is traced once, then every moment of it is turned into the disks a fault could leave (§3.1 TR).

Each call that changed the disk is a moment; a killed process leaves what was written until then, a power cut any
mixture of what was not synced. Every such disk is laid out and opened as the program opens it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.crash.disk import Disk, Image
from tests.crash.judge import Place, judge
from tests.crash.life import Say
from tests.crash.scripts import Verb, everyday, play
from tests.crash.stage import Stage, fresh, picture, realistic, small
from tests.crash.tally import Tally
from tests.crash.trace import Event, traced

STEPS = 24
_NESTED = 40


@dataclass(frozen=True, slots=True)
class Recording:
    """A traced day: the folder before it, the calls, and the picture of the store after each step (0: before)."""

    before: Stage
    events: list[Event]
    pictures: list[str]

    def moments(self) -> Iterator[tuple[int, int, Disk]]:
        """Every call that changed the disk: its number, how many steps were acknowledged by then, and the disk."""
        disk, acked = Disk.of(self.before.folder), 0
        for number, event in enumerate(self.events):
            if event.name == "writev":
                acked = _acked(event, acked)
            elif disk.follow(event):
                yield number, acked, disk


def _acked(event: Event, acked: int) -> int:
    word, _, number = event.texts[0].decode().strip().partition(" ")
    return int(number) if word == "ack" else acked


def record(
    template: Stage, folder: Path, verbs: list[Verb], *, synchronous: str = "FULL", too_early: bool = False
) -> Recording:
    """Trace a day of those verbs; ``synchronous`` and ``too_early`` plant what the replay must find out."""
    stage = Stage(folder / "day", template.key)
    before = fresh(template, folder / "before")
    session = before.open()
    first = session.read(picture)
    session.close()
    # traced under the name it is laid out by, so that both folders hold the same
    fresh(before, stage.folder)

    def work(say: Say) -> None:
        _set_synchronous(synchronous)
        play(stage, say, verbs, too_early=too_early)

    life, events = traced(work, folder / "trace.log")
    (folder / "trace.log").unlink()
    if life.code:
        raise RuntimeError(f"the day did not end well: {life.code} {life.said[-1:]}")
    recording = Recording(stage.moved(folder / "before"), under(events, stage.folder, before.folder), [first])
    recording.pictures.extend(text.split(" ")[1] for text in life.told("is"))
    _check_model(recording, stage.folder)
    return recording


def replay(recording: Recording, place: Place, size: int, seed: int) -> Tally:
    """``size`` images spread over all moments: first what a kill leaves, then power cuts.

    An image that comes a second time has its verdict already: it is counted, and not opened again.
    """
    tally, count, sound = Tally(), sum(1 for _ in recording.moments()), set[int]()
    for moment, (number, acked, disk) in enumerate(recording.moments()):
        for which in range(size * (moment + 1) // count - size * moment // count):
            image = _image(disk, which, random.Random(f"{seed}/{number}/{which}"))
            mark = hash((acked, frozenset(image.items())))
            if mark in sound:
                tally.runs += 1
                tally.acknowledged += acked
                continue
            place.lay_out(image)
            before = (tally.lost, tally.corrupt)
            judge(place.stage, recording.pictures, acked, tally, f"seed {seed}, call {number}, image {which}")
            if (tally.lost, tally.corrupt) == before:
                sound.add(mark)
    return tally


def replay_nested(recording: Recording, place: Place, size: int, seed: int) -> Tally:
    """Crashes while recovering from a crash: each image is opened under trace, and its own moments are tried."""
    tally, rng = Tally(), random.Random(f"nested {seed}")
    moments = sum(1 for _ in recording.moments())
    chosen = set(rng.sample(range(moments), min(moments, max(1, size // _NESTED))))
    for moment, (number, acked, disk) in enumerate(recording.moments()):
        if moment not in chosen:
            continue
        place.lay_out(disk.after_power_loss(rng))
        first = Recording(fresh(place.stage, place.stage.folder.with_name("first")), [], recording.pictures)
        second = place.stage.moved(place.stage.folder.with_name("second"))
        fresh(place.stage, second.folder)
        life, events = traced(partial(_open_and_close, second), place.stage.folder.with_name("nested.log"))
        inner = Recording(first.before, under(events, second.folder, first.before.folder), [])
        if life.code:
            tally.corrupt += 1
            tally.note(f"seed {seed}, call {number}: opening after a crash failed: {life.said[-1:]}")
            continue
        for deeper, (inside, _, torn) in enumerate(_spread(inner, _NESTED)):
            place.lay_out(_image(torn, deeper, random.Random(f"{seed}/{number}/{inside}/{deeper}")))
            judge(place.stage, recording.pictures, acked, tally, f"seed {seed}, call {number}, then call {inside}")
    return tally


def run(seed: int, size: int, folder: Path, *, encrypted: bool = False) -> Tally:
    """Images of a day on a small store."""
    template = small(folder / "template", encrypted=encrypted)
    recording = record(template, folder, everyday(seed, STEPS))
    return replay(recording, Place(template.moved(folder / "image")), size, seed)


def run_realistic(seed: int, size: int, folder: Path) -> Tally:
    """Images of a day on a store of 10 MB, encrypted with every other seed."""
    template = realistic(folder / "template", encrypted=bool(seed % 2))
    recording = record(template, folder, everyday(seed, STEPS // 2))
    return replay(recording, Place(template.moved(folder / "image")), size, seed)


def run_nested(seed: int, size: int, folder: Path) -> Tally:
    """Crashes during recovery, encrypted with every other seed."""
    template = small(folder / "template", encrypted=bool(seed % 2))
    recording = record(template, folder, everyday(seed, STEPS))
    return replay_nested(recording, Place(template.moved(folder / "image")), size, seed)


def run_planted(seed: int, size: int, folder: Path, *, synchronous: str = "FULL", too_early: bool = False) -> Tally:
    """A day with a fault planted in it; a harness that sees nothing here is blind."""
    template = small(folder / "template", encrypted=bool(seed % 2))
    recording = record(template, folder, everyday(seed, STEPS), synchronous=synchronous, too_early=too_early)
    return replay(recording, Place(template.moved(folder / "image")), size, seed)


def _image(disk: Disk, which: int, rng: random.Random) -> Image:
    return disk.after_power_loss(rng) if which else disk.now()


def _spread(recording: Recording, count: int) -> Iterator[tuple[int, int, Disk]]:
    """At most about ``count`` of the moments, several times where there are few."""
    moments = sum(1 for _ in recording.moments())
    for moment, found in enumerate(recording.moments()):
        for _ in range(count * (moment + 1) // moments - count * moment // moments):
            yield found


def _open_and_close(stage: Stage, say: Say) -> None:
    stage.open().close()


def _set_synchronous(value: str) -> None:
    """Plant a weaker setting into this process's recipe."""
    from planner.store import database

    weak = ("synchronous", value, {"OFF": 0, "NORMAL": 1, "FULL": 2}[value])
    database._RECIPE = tuple(weak if part[0] == "synchronous" else part for part in database._RECIPE)


def under(events: list[Event], traced_in: Path, known_as: Path) -> list[Event]:
    """The calls with the folder they were made in called by the name of its copy from before."""
    old, new = str(traced_in).encode(), str(known_as).encode()
    return [
        Event(
            name=event.name,
            args=event.args,
            texts=tuple(
                new + text[len(old) :] if event.name not in ("write", "pwrite64") and text.startswith(old) else text
                for text in event.texts
            ),
            result=event.result,
            error=event.error,
        )
        for event in events
    ]


def _check_model(recording: Recording, folder: Path) -> None:
    """The modelled disk at the end is the real one; otherwise no image of it would mean anything."""
    disk = Disk.of(recording.before.folder)
    for event in recording.events:
        disk.follow(event)
    if disk.now() != Disk.of(folder).now():
        raise RuntimeError("the replay does not understand what was traced")
