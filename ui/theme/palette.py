# SPDX-License-Identifier: Apache-2.0
"""Between tokens and QPalette: the palette of a theme, and tokens made of a high-contrast system palette."""

from types import MappingProxyType

from PySide6.QtGui import QColor, QPalette

from ui.theme.tokens import Tokens, load_tokens

_R = QPalette.ColorRole
_ROLES: dict[QPalette.ColorRole, str] = {
    _R.Window: "card",
    _R.WindowText: "text",
    _R.Base: "field",
    _R.AlternateBase: "window",
    _R.Text: "text",
    _R.Button: "card",
    _R.ButtonText: "text",
    _R.BrightText: "act",
    _R.PlaceholderText: "muted",
    _R.Highlight: "accent",
    _R.HighlightedText: "on_accent",
    _R.Accent: "accent",
    _R.Link: "accent",
    _R.LinkVisited: "accent",
    _R.ToolTipBase: "toast",
    _R.ToolTipText: "toast_text",
    _R.Light: "card",
    _R.Midlight: "row_line",
    _R.Mid: "line",
    _R.Dark: "field_edge",
    _R.Shadow: "field_edge",
}
_OFF = (_R.WindowText, _R.Text, _R.ButtonText, _R.PlaceholderText)


def make_palette(tokens: Tokens) -> QPalette:
    """The palette of ``tokens`` for all three colour groups."""
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, tokens.color(name))
    for role in _OFF:
        palette.setColor(QPalette.ColorGroup.Disabled, role, tokens.color("disabled"))
    palette.setColor(QPalette.ColorGroup.Disabled, _R.Base, tokens.color("window"))
    return palette


def _mixed(ground: QColor, mark: QColor, share: float) -> str:
    red = round(ground.red() + (mark.red() - ground.red()) * share)
    green = round(ground.green() + (mark.green() - ground.green()) * share)
    blue = round(ground.blue() + (mark.blue() - ground.blue()) * share)
    return QColor(red, green, blue).name().upper()


_GROUNDS = ("window", "card", "field", "bar_info", "bar_watch", "bar_act", "toast")
_TEXTS = (
    *("text", "muted", "line", "button_edge", "field_edge", "axis", "grid"),
    *("bar_info_edge", "bar_watch_edge", "bar_act_edge", "toast_text", "toast_muted", "toast_edge"),
)


def contrast_tokens(palette: QPalette) -> Tokens:
    """Tokens for a high-contrast system theme: its own ground, text and highlight; signs, chips and edges stay.

    Selection and hover are the ground mixed with the highlight, so that text keeps its colour on them (ux 2.13).
    """
    ground, text = palette.color(_R.Window), palette.color(_R.WindowText)
    mark, on_mark = palette.color(_R.Highlight), palette.color(_R.HighlightedText)
    off = palette.color(QPalette.ColorGroup.Disabled, _R.WindowText)
    base = load_tokens("dark" if ground.lightness() < 128 else "light")
    colors = dict(base.colors)
    colors |= dict.fromkeys(_GROUNDS, ground.name().upper())
    colors |= dict.fromkeys(_TEXTS, text.name().upper())
    colors |= dict.fromkeys(("accent", "accent_hover", "selection_edge", "toast_link"), mark.name().upper())
    colors["on_accent"] = on_mark.name().upper()
    colors["disabled"] = off.name().upper()
    colors |= {role: _mixed(ground, mark, share) for role, share in (("hover", 0.12), ("selection", 0.25))}
    colors["pressed"] = _mixed(ground, mark, 0.35)
    colors["row_line"] = _mixed(ground, text, 0.35)
    return Tokens(name="contrast", dark=base.dark, colors=MappingProxyType(colors))
