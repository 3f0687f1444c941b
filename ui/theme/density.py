# SPDX-License-Identifier: Apache-2.0
"""Heights in logical px for the three densities (compact, normal, touch), grown with the text scale."""

from typing import NamedTuple

COMPACT, NORMAL, TOUCH = "compact", "normal", "touch"
TEXT_SIZES = (90, 100, 110, 125, 150)  # in percent


class Density(NamedTuple):
    """Sizes of one density at one text scale, all in logical px."""

    name: str
    scale: float
    row: int  # list or table row
    two_line: int  # row with a second line
    head: int  # table head
    control: int  # button and field
    small: int  # small button
    rail: int  # rail and section row
    icon: int  # icon in buttons, rows and fields
    rail_icon: int

    def px(self, size: float) -> int:
        """``size`` px grown with the text scale, for parts that hold text."""
        return round(size * self.scale)


_ROWS: dict[str, tuple[int, ...]] = {
    COMPACT: (24, 40, 28, 28, 22, 28, 16, 20),
    NORMAL: (30, 46, 32, 32, 24, 32, 16, 20),
    TOUCH: (40, 56, 40, 40, 40, 44, 24, 24),
}


def density(name: str, scale: float = 1.0) -> Density:
    """The sizes of a density; KeyError for an unknown name."""
    row, two_line, head, control, small, rail, icon, rail_icon = (round(n * scale) for n in _ROWS[name])
    # A small button may be 22 px in compact rows, the rows themselves keep the 24 px target (ux 2.13).
    return Density(
        name=name,
        scale=scale,
        row=row,
        two_line=two_line,
        head=head,
        control=control,
        small=small,
        rail=rail,
        icon=icon,
        rail_icon=rail_icon,
    )
