# SPDX-License-Identifier: Apache-2.0
"""Write inter-widths.json, the advance widths of the shipped Inter files; run by hand after make_fonts.py."""

import json
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent
FILES = {"400": "Inter-Regular.ttf", "500": "Inter-Medium.ttf", "600": "Inter-SemiBold.ttf"}
# Latin with accents, Greek, Cyrillic, general punctuation, currency signs, arrows and the few mathematical signs that
# charts print. What is not in the table is drawn with the Chinese font, one em a character.
RANGES = (
    (0x20, 0x7F),
    (0xA0, 0x250),
    (0x370, 0x530),
    (0x1E00, 0x1F00),
    (0x2010, 0x2028),
    (0x2030, 0x203B),
    (0x20A0, 0x20C0),
    (0x2190, 0x219A),
)
SINGLE = (0x2212, 0x2248, 0x2264, 0x2265)
UNITS = 1000


def widths(path: Path) -> dict[str, int]:
    """Advance widths in thousandths of an em by character; digits have the tabular width that the screen uses."""
    font = TTFont(path)
    names, metrics = font.getBestCmap(), font["hmtx"]
    per_em = font["head"].unitsPerEm
    codes = [code for low, high in RANGES for code in range(low, high)] + list(SINGLE)
    found = {chr(code): round(metrics[names[code]][0] * UNITS / per_em) for code in codes if code in names}
    tabular = max(metrics[name][0] for name in _digits(font))
    return found | {digit: round(tabular * UNITS / per_em) for digit in "0123456789"}


def _digits(font: TTFont) -> list[str]:
    names = font.getBestCmap()
    known = set(font.getGlyphOrder())
    plain = [names[ord(digit)] for digit in "0123456789"]
    tabular = [f"{name}.tf" for name in plain if f"{name}.tf" in known]
    return tabular or plain


def main() -> None:
    """Write the table beside the fonts, the same text for the same fonts."""
    table = {weight: widths(FOLDER / name) for weight, name in FILES.items()}
    text = json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True)
    (FOLDER / "inter-widths.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
