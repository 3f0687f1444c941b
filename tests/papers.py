# SPDX-License-Identifier: Apache-2.0
"""All that can be read out of a PDF, for tests that search it for words."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def text_of(pdf: Path) -> str:
    """The words of its pages, in their order."""
    return _said("pdftotext", str(pdf), "-").decode()


def everything_in(pdf: Path) -> str:
    """Text, metadata, link targets and the bytes of all pictures of a PDF, in small letters."""
    folder = pdf.parent / f"{pdf.stem}-pictures"
    folder.mkdir(exist_ok=True)
    _said("pdfimages", "-all", str(pdf), str(folder / "p"))
    parts = [_said("pdftotext", "-layout", str(pdf), "-"), _said("pdfinfo", "-meta", str(pdf))]
    parts.append(_said("pdfinfo", str(pdf)))
    parts += [path.read_bytes() for path in sorted(folder.iterdir())]
    parts += [pdf.read_bytes()]
    return b"\n".join(parts).decode("latin-1").casefold()


def _said(*command: str) -> bytes:
    """What a tool of poppler-utils prints; where there is none the test is reported as not run, and fails in CI."""
    if shutil.which(command[0]) is None:
        why = f"NOT RUN: {command[0]} is not installed (poppler-utils)"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    return subprocess.run(command, check=True, capture_output=True).stdout
