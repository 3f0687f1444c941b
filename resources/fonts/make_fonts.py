# SPDX-License-Identifier: Apache-2.0
"""Make the shipped font files once from the two PyPI packages named in README.md; not run by the program."""

import argparse
import shutil
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

INTER = "fontpkg_inter/files/Inter[opsz,wght].ttf"
INTER_LICENCE = "fontpkg_inter/LICENSE"
NOTO = "pylopdf_fonts_zh_cn/NotoSansSC-Regular.otf"
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600}
OPTICAL_SIZE = 14  # the design for reading sizes; the program sets 12 to 24 px
FAMILY = "Inter"
TABULAR = frozenset(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "plus", "minus"])
EPOCH = 3_800_000_000  # a fixed time stamp, so that the same source gives the same bytes


def _set_names(font: TTFont, style: str) -> None:
    """Name a static instance so that all three weights are one family for Qt and typst."""
    names = font["name"]
    plain = style == "Regular"
    values = {
        1: FAMILY if plain else f"{FAMILY} {style}",
        2: "Regular",
        3: f"{FAMILY}-{style}-static",
        4: f"{FAMILY} {style}",
        6: f"{FAMILY}-{style}",
        16: None if plain else FAMILY,
        17: None if plain else style,
    }
    for name_id, value in values.items():
        names.removeNames(nameID=name_id)
        if value is not None:
            names.setName(value, name_id, 3, 1, 0x409)
    names.removeNames(nameID=25)


def _narrow_tabular(font: TTFont) -> None:
    """Leave only figures and their signs in the tabular feature, which is on in all texts of the program.

    Inter also widens space, hyphen and brackets there, which tears words such as "cold-chain" apart.
    """
    table = font["GSUB"].table
    records = [record for record in table.FeatureList.FeatureRecord if record.FeatureTag == "tnum"]
    for index in {index for record in records for index in record.Feature.LookupListIndex}:
        for part in table.LookupList.Lookup[index].SubTable:
            single = getattr(part, "ExtSubTable", part)
            single.mapping = {k: v for k, v in single.mapping.items() if k.split(".")[0] in TABULAR}


def make_inter(source: Path, target: Path) -> None:
    """Write Inter-Regular, -Medium and -SemiBold as static files with all their OpenType features."""
    for style, weight in WEIGHTS.items():
        font = TTFont(source / INTER, recalcTimestamp=False)
        font = instantiateVariableFont(font, {"opsz": OPTICAL_SIZE, "wght": weight})
        _set_names(font, style)
        _narrow_tabular(font)
        font["OS/2"].usWeightClass = weight
        font["head"].modified = EPOCH
        if "STAT" in font:
            del font["STAT"]
        font.save(target / f"Inter-{style}.ttf")
    shutil.copyfile(source / INTER_LICENCE, target / "OFL-Inter.txt")


def copy_noto(source: Path, target: Path) -> None:
    """Copy Noto Sans SC and its licence unchanged."""
    shutil.copyfile(source / NOTO, target / "NotoSansSC-Regular.otf")
    licence = next(source.glob("pylopdf_fonts_zh_cn-*.dist-info/licenses/LICENSE"))
    shutil.copyfile(licence, target / "OFL-NotoSansSC.txt")


def main() -> None:
    """Read the unpacked wheels below SOURCE and write the font files into TARGET."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="folder with both wheels unpacked")
    parser.add_argument("--target", type=Path, default=Path(__file__).parent)
    arguments = parser.parse_args()
    make_inter(arguments.source, arguments.target)
    copy_noto(arguments.source, arguments.target)


if __name__ == "__main__":
    main()
