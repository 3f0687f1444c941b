# SPDX-License-Identifier: Apache-2.0
"""Fill the style sheet template with colours and sizes; it styles only the parts that Qt paints itself."""

import re
from functools import cache

from resources import resource
from ui.theme.density import Density
from ui.theme.tokens import Tokens

_PLACE = re.compile(r"@([a-z_0-9]+)@")


@cache
def _template() -> str:
    return resource("qss", "base.qss.in").read_text(encoding="utf-8")


def make_qss(tokens: Tokens, density: Density) -> str:
    """The style sheet for a theme and a density; KeyError where the template names an unknown value."""
    sizes = {
        "pictures": resource("qss").as_posix(),
        "scheme": "dark" if tokens.dark else "light",
        "row": f"{density.row}px",
        "head": f"{density.head}px",
        "control": f"{density.control}px",
        # A field's content height: the part without its 1 px edges and 1 px room for the stronger focus edge.
        "inner": f"{density.control - 4}px",
        "spin": f"{density.control - 7}px",
        "item": f"{max(24, density.row - 2)}px",
        "item_pad": f"{max(2, (density.row - density.px(16)) // 2)}px",
        "menu_pad": f"{max(2, (density.row - density.px(20)) // 2)}px",
        "check": f"{density.px(16) if density.name != 'touch' else density.px(24)}px",
        "small_text": f"{density.px(12)}px",
    }

    def value(found: re.Match[str]) -> str:
        name = found.group(1)
        return sizes[name] if name in sizes else tokens[name]

    return _PLACE.sub(value, _template())
