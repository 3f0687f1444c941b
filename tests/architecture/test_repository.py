# SPDX-License-Identifier: Apache-2.0
"""What the files of the project may say: no address of a package index, no path of one machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.tools.components import components

ROOT = Path(__file__).resolve().parents[2]
MADE = ("build", "dist", "out", "waterline.egg-info")
# Written in pieces, so that this file does not name them either.
FOREIGN = re.compile(
    "|".join(
        (
            r"(?<![\w.-])/" + r"work(?=[/\s\"'`)\],;:]|$)",
            r"(?<![\w.-])/" + r"root/",
            "pypi" + r"\.org",
            "python" + r"hosted\.org",
            "npm" + r"js\.(?:org|com)",
        )
    ),
    re.MULTILINE,
)

SECRET = re.compile(
    r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY|\bAKIA[A-Z0-9]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bxox[abpr]-[0-9A-Za-z-]{10}"
    r"|\bsk-[A-Za-z0-9]{32}|\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\."
)
OF_OTHER_SYSTEMS = {"colorama", "pywin32-ctypes", "tzdata"}


def _files() -> list[Path]:
    """What git would track; without git, all but hidden folders and what tools made."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    tops = [path for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "." and path.name not in MADE]
    found = [path for top in tops for path in top.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return [*found, *(path for path in ROOT.iterdir() if path.is_file())]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def _requirements() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    return [Requirement(line) for line in lines]


def test_that_no_file_names_a_machine_or_a_package_index() -> None:
    named = {
        path.relative_to(ROOT).as_posix(): sorted(set(FOREIGN.findall(_text(path))))
        for path in _files()
        if FOREIGN.search(_text(path))
    }
    assert named == {}


def test_that_the_search_for_machine_paths_finds_them() -> None:
    planted = "see /" + "work/main\n", "x = '/" + "work'", "https://" + "pypi" + ".org/simple"
    assert all(FOREIGN.search(text) for text in planted)
    assert not FOREIGN.search("network/workflow and paper/work, /workspace")


def test_that_no_file_holds_a_secret() -> None:
    holding = {path.relative_to(ROOT).as_posix() for path in _files() if SECRET.search(_text(path))}
    assert holding == set()


def test_that_the_search_for_secrets_finds_them() -> None:
    planted = "-----BEGIN " + "PRIVATE KEY-----", "AKIA" + "ABCDEFGHIJKLMNOP", "ghp_" + "a" * 36, "xoxb-" + "1" * 12
    assert all(SECRET.search(text) for text in planted)
    assert not SECRET.search("a password is asked for, its key is printed")


def test_that_every_locked_package_is_in_the_list_of_components() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))
    listed = components()
    assert {(one["name"], one["version"]) for one in listed} == pinned
    assert all(one["properties"] for one in listed)
    unnamed = {one["name"] for one in listed if "licenses" not in one}
    assert unnamed <= OF_OTHER_SYSTEMS


def test_that_the_lock_pins_every_dependency_inside_its_range() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))
    outside = [
        str(requirement)
        for requirement in _requirements()
        if pinned.get(canonicalize_name(requirement.name)) is None
        or not requirement.specifier.contains(pinned[canonicalize_name(requirement.name)])
    ]
    assert outside == []


def test_that_the_lock_holds_names_versions_and_hashes_only() -> None:
    line = re.compile(
        r'#.*|[a-z0-9-]+==\S+( ; sys_platform == "\w+"( or sys_platform == "\w+")*)? \\'
        r"|    --hash=sha256:[0-9a-f]{64}( \\)?"
    )
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert [text for text in lines if not line.fullmatch(text)] == []


def test_that_every_dependency_has_its_reason() -> None:
    reasons = (ROOT / "docs/adr/0003-dependencies.md").read_text(encoding="utf-8").lower()
    assert [r.name for r in _requirements() if r.name.lower() not in reasons] == []
