# SPDX-License-Identifier: Apache-2.0
"""Writes the notes and how they are read into docs/capture.md: "python -m tests.tools.capture_table"."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.unit.rules.capture_sentences import SENTENCES, TODAY, Sentence, found, left, read

BEGIN: Final = "<!-- sentences: begin -->"
END: Final = "<!-- sentences: end -->"
PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "capture.md"
_NAMES: Final = {"en": "English", "es": "Spanish", "zh": "Chinese"}


def tables() -> str:
    """One table for each language, made by reading the notes."""
    lines: list[str] = [f"Read on {TODAY:%A} {TODAY.day} {TODAY:%B %Y}, signed by Dana Whitfield.", ""]
    for language, name in _NAMES.items():
        lines += [f"### {name}", "", "| Note | Read as | Found, left as text |", "|---|---|---|"]
        lines += [_row(one) for one in SENTENCES if one.language == language]
        lines.append("")
    return "\n".join(lines)


def _row(one: Sentence) -> str:
    reading = read(one)
    cells = (f"`{one.text}`", "; ".join(found(reading)) or "–", "; ".join(left(reading)) or "–")
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Put the tables of the moment into the page."""
    page = PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition(BEGIN)
    PAGE.write_text(f"{head}{BEGIN}\n\n{tables().strip()}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
