# SPDX-License-Identifier: Apache-2.0
"""A drawn signature as a picture of lines: strokes apart by ";", points by " ", each "x,y" in thousandths."""

from __future__ import annotations

import re

_POINT = re.compile(r"-?\d{1,6},-?\d{1,6}")
_EDGE = 30


def signature_svg(strokes: str) -> str:
    """SVG text of the strokes in the height of their field; "" where nothing was drawn."""
    lines = [[point for point in stroke.split() if _POINT.fullmatch(point)] for stroke in strokes.split(";")]
    drawn = [line for line in lines if line]
    if not drawn:
        return ""
    places = [tuple(int(part) for part in point.split(",")) for line in drawn for point in line]
    width = max(1, *(x for x, _ in places)) + _EDGE
    height = max(1000, *(y for _, y in places)) + _EDGE
    paths = "".join(
        f'<polyline points="{" ".join(line)}" fill="none" stroke="#1B1F24" stroke-width="14" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
        for line in drawn
    )
    head = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {head}>{paths}</svg>'
