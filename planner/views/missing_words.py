# SPDX-License-Identifier: Apache-2.0
"""What is missing of a measure, in words for a place that names the measure already."""

from __future__ import annotations

_COLONS = (": ", "：", ":")


def under_name(text: str, label: str) -> str:
    """``text`` without a leading ``label`` and colon, beginning with a capital letter as it then stands alone."""
    for colon in _COLONS:
        if text.startswith(f"{label}{colon}"):
            rest = text.removeprefix(f"{label}{colon}").strip()
            return rest[:1].upper() + rest[1:]
    return text
