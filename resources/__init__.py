# SPDX-License-Identifier: Apache-2.0
"""Package data: fonts, icons, tokens, style template, translations and samples; only paths, no behaviour."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Path of one shipped file or folder below `resources/`; it is not checked for existence."""
    return ROOT.joinpath(*parts)
