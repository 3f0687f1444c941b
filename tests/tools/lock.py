# SPDX-License-Identifier: Apache-2.0
"""Write requirements.lock: one exact version and all wheel hashes for every package we install.

pip itself resolves and names the hashes (`pip install --dry-run --report`), once per kind of
machine, so that one lock serves Linux, Windows and macOS. No address is ever written.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
GLIBC = (34, 31, 28, 27, 26, 24, 17, 12, 5)
HEAD = """\
# Made by `make lock` from pyproject.toml; do not edit by hand.
# Names, versions and hashes of wheels for Linux, Windows and macOS, Python 3.11 to 3.14.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A kind of machine: how pip names its wheels and what markers say about it."""

    name: str
    tags: tuple[str, ...]
    sys_platform: str
    platform_system: str
    machine: str

    def environment(self, python: str) -> dict[str, str]:
        """The values that environment markers are compared with on this machine."""
        values = {key: str(value) for key, value in default_environment().items()}
        values["sys_platform"] = self.sys_platform
        values["platform_system"] = self.platform_system
        values["platform_machine"] = self.machine
        values["os_name"] = "nt" if self.sys_platform == "win32" else "posix"
        values["python_version"] = python
        values["python_full_version"] = f"{python}.0"
        values["extra"] = ""
        return values


def _linux(machine: str, newest_glibc: Sequence[int]) -> tuple[str, ...]:
    return (*(f"manylinux_2_{minor}_{machine}" for minor in newest_glibc), f"linux_{machine}")


TARGETS = (
    Target(
        name="Linux x86-64",
        tags=(*_linux("x86_64", GLIBC), "manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"),
        sys_platform="linux",
        platform_system="Linux",
        machine="x86_64",
    ),
    Target(
        name="Linux arm64",
        tags=(*_linux("aarch64", (39, *GLIBC)), "manylinux2014_aarch64"),
        sys_platform="linux",
        platform_system="Linux",
        machine="aarch64",
    ),
    Target(
        name="Windows x86-64",
        tags=("win_amd64",),
        sys_platform="win32",
        platform_system="Windows",
        machine="AMD64",
    ),
    Target(
        name="macOS arm64",
        tags=("macosx_14_0_arm64", "macosx_14_0_universal2"),
        sys_platform="darwin",
        platform_system="Darwin",
        machine="arm64",
    ),
    Target(
        name="macOS x86-64",
        tags=("macosx_14_0_x86_64", "macosx_14_0_universal2"),
        sys_platform="darwin",
        platform_system="Darwin",
        machine="x86_64",
    ),
)


@dataclass(slots=True, kw_only=True)
class Pin:
    """One package of the lock."""

    name: str
    version: str
    requires: tuple[Requirement, ...]
    platforms: set[str] = field(default_factory=set)
    hashes: set[str] = field(default_factory=set)


def main() -> int:
    """Resolve, collect hashes for every target, write the file and say what has no wheel where."""
    wanted = _wanted()
    pins = _resolve(wanted)
    _mark_platforms(wanted, pins)
    gaps = [gap for target in TARGETS for gap in _collect(target, pins)]
    LOCK.write_text(HEAD + "".join(_entry(pins[name]) for name in sorted(pins)), encoding="utf-8")
    print(f"{LOCK.name}: {len(pins)} packages, {sum(len(pin.hashes) for pin in pins.values())} wheels")
    for gap in gaps:
        print(f"  {gap}")
    return 0


def _wanted() -> tuple[Requirement, ...]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    return tuple(Requirement(line) for line in lines)


def _resolve(wanted: tuple[Requirement, ...]) -> dict[str, Pin]:
    """Pins for every package that any target needs.

    pip evaluates markers for the machine it runs on, so requirements that hold only elsewhere are
    asked for again without their marker until nothing is missing.
    """
    asked = list(wanted)
    while True:
        pins = {pin.name: pin for pin in map(_pin, _report([_bare(r) for r in asked]))}
        missing = [r for r in _needed_somewhere(wanted, pins) if canonicalize_name(r.name) not in pins]
        if not missing:
            return pins
        asked += missing


def _bare(requirement: Requirement) -> str:
    return f"{requirement.name}{requirement.specifier}"


def _needed_somewhere(wanted: Iterable[Requirement], pins: Mapping[str, Pin]) -> list[Requirement]:
    needed = list(wanted)
    for pin in pins.values():
        needed += [r for r in pin.requires if any(_holds(r, t, v) for t in TARGETS for v in PYTHONS)]
    return needed


def _holds(requirement: Requirement, target: Target, python: str) -> bool:
    if requirement.marker is None:
        return True
    return requirement.marker.evaluate({**target.environment(python)})


def _mark_platforms(wanted: Iterable[Requirement], pins: Mapping[str, Pin]) -> None:
    """Walk the requirements once per system and note where each package is needed."""
    for target in TARGETS:
        queue = list(wanted)
        while queue:
            requirement = queue.pop()
            pin = pins[canonicalize_name(requirement.name)] if _anywhere(requirement, target) else None
            if pin is not None and target.name not in pin.platforms:
                pin.platforms.add(target.name)
                queue += pin.requires
    for name in [name for name, pin in pins.items() if not pin.platforms]:
        raise SystemExit(f"{name} is in the resolution but no system needs it.")


def _anywhere(requirement: Requirement, target: Target) -> bool:
    return any(_holds(requirement, target, python) for python in PYTHONS)


def _collect(target: Target, pins: Mapping[str, Pin]) -> list[str]:
    """Add the hashes of the wheels that this target would install; returns what it has no wheel for."""
    gaps: dict[str, list[str]] = {}
    needed = [pin for pin in pins.values() if target.name in pin.platforms]
    for python in PYTHONS:
        try:
            _add(pins, _report([f"{pin.name}=={pin.version}" for pin in needed], target, python))
        except subprocess.CalledProcessError:
            for pin in needed:
                try:
                    _add(pins, _report([f"{pin.name}=={pin.version}"], target, python))
                except subprocess.CalledProcessError:
                    gaps.setdefault(pin.name, []).append(python)
    return [f"no wheel of {name} for {target.name}, Python {', '.join(v)}" for name, v in gaps.items()]


def _add(pins: Mapping[str, Pin], items: Iterable[Mapping[str, Any]]) -> None:
    for item in items:
        name = canonicalize_name(item["metadata"]["name"])
        pins[name].hashes.add(item["download_info"]["archive_info"]["hashes"]["sha256"])


def _report(lines: Sequence[str], target: Target | None = None, python: str = "") -> list[dict[str, Any]]:
    """What pip would install, as its own report; nothing is installed."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        command += ["--only-binary=:all:", "--report", str(report)]
        if target is not None:
            command += ["--no-deps", "--python-version", python, "--target", folder]
            command += [part for tag in target.tags for part in ("--platform", tag)]
        subprocess.run([*command, *lines], check=True, capture_output=True, text=True)
        installs: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["install"]
        return installs


def _pin(item: Mapping[str, Any]) -> Pin:
    about = item["metadata"]
    requires = tuple(Requirement(line) for line in about.get("requires_dist", ()))
    return Pin(name=canonicalize_name(about["name"]), version=about["version"], requires=requires)


def _entry(pin: Pin) -> str:
    systems = {t.sys_platform for t in TARGETS if t.name in pin.platforms}
    everywhere = systems == {t.sys_platform for t in TARGETS}
    marker = "" if everywhere else " ; " + " or ".join(f'sys_platform == "{s}"' for s in sorted(systems))
    hashes = "".join(f" \\\n    --hash=sha256:{value}" for value in sorted(pin.hashes))
    return f"{pin.name}=={pin.version}{marker}{hashes}\n"


if __name__ == "__main__":
    raise SystemExit(main())
