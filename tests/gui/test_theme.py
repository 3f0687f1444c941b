# SPDX-License-Identifier: Apache-2.0
"""The look: colours by role, fonts, icons, sizes, style sheet, and switching while the program runs."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QColor, QFont, QFontInfo, QPalette, QRawFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import ui
from resources import resource
from ui.theme.density import density
from ui.theme.fonts import CHINESE, FILES, LATIN, ROLES, load_fonts, make_font
from ui.theme.icons import icon_pixmap
from ui.theme.palette import contrast_tokens
from ui.theme.qicons import bind_icon, icon
from ui.theme.qss import make_qss
from ui.theme.theme import theme
from ui.theme.tokens import load_tokens

SCHEMES = ("light", "dark")


@pytest.fixture(autouse=True)
def _light_again(qapp: QApplication) -> Iterator[None]:
    theme().apply(qapp, "light")
    yield
    theme().apply(qapp, "light")


def _luminance(code: str) -> float:
    parts = [int(code[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["dark", "print", "show"])
def test_that_every_palette_names_the_same_roles(name: str) -> None:
    assert set(load_tokens(name).colors) == set(load_tokens("light").colors)


@pytest.mark.parametrize("name", ["print", "show"])
def test_that_paper_and_slides_use_the_light_colours(name: str) -> None:
    assert dict(load_tokens(name).colors) == dict(load_tokens("light").colors)


def test_that_an_unknown_role_is_refused() -> None:
    with pytest.raises(KeyError):
        load_tokens("light").color("backgruond")


def test_that_colours_are_six_hex_digits() -> None:
    for name in (*SCHEMES, "print", "show"):
        assert all(re.fullmatch(r"#[0-9A-F]{6}", code) for code in load_tokens(name).colors.values())


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("ground", ["card", "raised", "window", "hover", "selection"])
def test_that_text_muted_text_and_links_can_be_read_on_every_ground(name: str, ground: str) -> None:
    tokens = load_tokens(name)
    for role in ("text", "muted", "accent"):
        assert _contrast(tokens[role], tokens[ground]) >= 4.5, role


@pytest.mark.parametrize("name", SCHEMES)
def test_that_status_signs_stand_out_three_to_one(name: str) -> None:
    tokens = load_tokens(name)
    for role in ("fine", "watch", "act", "unknown"):
        assert _contrast(tokens[role], tokens["card"]) >= 3, role
    for ground in ("hover", "selection"):
        assert _contrast(tokens["watch_on_fill"], tokens[ground]) >= 3


@pytest.mark.parametrize("name", SCHEMES)
def test_that_letters_on_chips_can_be_read(name: str) -> None:
    tokens = load_tokens(name)
    chips = [f"grade_{letter}" for letter in "sabc"] + [f"risk_{letter}" for letter in "lmhe"]
    for chip in chips:
        assert _contrast(tokens[f"{chip}_text"], tokens[chip]) >= 4.5, chip


def test_that_an_unknown_scheme_or_density_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="sepia"):
        theme().apply(qapp, "sepia")
    with pytest.raises(KeyError):
        theme().apply(qapp, "light", "airy")


def test_that_a_switch_changes_palette_sheet_and_tells_widgets(qapp: QApplication, qtbot: QtBot) -> None:
    before = qapp.styleSheet()
    with qtbot.waitSignal(theme().changed, timeout=1000):
        theme().apply(qapp, "dark")
    assert theme().dark
    assert theme().scheme == "dark"
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == load_tokens("dark")["card"]
    assert qapp.styleSheet() != before


def test_that_the_system_scheme_gives_one_of_the_two_palettes(qapp: QApplication) -> None:
    theme().apply(qapp, "system")
    assert theme().scheme == "system"
    assert theme().tokens.name in SCHEMES


@pytest.mark.parametrize(
    ("ground", "text", "mark", "on_mark"),
    [("#000000", "#FFFFFF", "#1AEBFF", "#000000"), ("#FFFFFF", "#000000", "#37006E", "#FFFFFF")],
)
def test_that_a_high_contrast_system_keeps_its_own_colours(ground: str, text: str, mark: str, on_mark: str) -> None:
    palette = QPalette(QColor(ground), QColor(ground))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(text))
    palette.setColor(QPalette.ColorRole.Highlight, QColor(mark))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor(on_mark))
    tokens = contrast_tokens(palette)
    assert set(tokens.colors) == set(load_tokens("light").colors)
    assert (tokens["card"], tokens["text"], tokens["line"], tokens["accent"]) == (ground, text, text, mark)
    assert _contrast(tokens["text"], tokens["selection"]) >= 7
    assert "@" not in make_qss(tokens, density("normal"))


def test_that_the_style_sheet_has_no_place_left_open() -> None:
    for name in SCHEMES:
        for size in ("compact", "normal", "touch"):
            assert "@" not in make_qss(load_tokens(name), density(size))


def test_that_pictures_of_the_style_sheet_exist_in_the_theme_colours() -> None:
    used = set(re.findall(r"@pictures@/@scheme@/([a-z-]+\.svg)", resource("qss", "base.qss.in").read_text("utf-8")))
    assert used
    for name in SCHEMES:
        colors = set(load_tokens(name).colors.values())
        for file in used:
            text = resource("qss", name, file).read_text(encoding="utf-8")
            assert set(re.findall(r"#[0-9A-Fa-f]{6}", text)) <= colors, file


@pytest.mark.parametrize(
    ("name", "row", "two_line", "head", "control", "small", "rail"),
    [("compact", 24, 40, 28, 28, 22, 28), ("normal", 30, 46, 32, 32, 24, 32), ("touch", 40, 56, 40, 40, 40, 44)],
)
def test_that_heights_are_those_of_the_visual_language(
    name: str, row: int, two_line: int, head: int, control: int, small: int, rail: int
) -> None:
    found = density(name)
    sizes = (found.row, found.two_line, found.head, found.control, found.small, found.rail)
    assert sizes == (row, two_line, head, control, small, rail)


def test_that_larger_text_makes_rows_and_letters_larger(qapp: QApplication) -> None:
    theme().apply(qapp, "light", "normal", 1.5)
    assert theme().density.row == 45
    assert theme().font("body").pixelSize() == 20
    assert qapp.font().pixelSize() == 20


def test_that_no_type_role_is_below_twelve_px() -> None:
    assert min(size for size, _weight, _spacing in ROLES.values()) == 12
    assert {weight for _size, weight, _spacing in ROLES.values()} == {400, 500, 600}


def test_that_the_shipped_fonts_are_found_and_used(qapp: QApplication) -> None:
    assert {LATIN, CHINESE} <= set(load_fonts())
    for role, weight in (("body", 400), ("name", 500), ("strong", 600)):
        info = QFontInfo(make_font(role))
        assert info.family().startswith(LATIN)
        assert info.weight() == weight


def test_that_figures_have_equal_widths(qapp: QApplication) -> None:
    font = make_font("body")
    assert font.featureValue(QFont.Tag("tnum")) == 1


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("Inter-Regular.ttf", "Río Claro Energía ¿Qué pasó? ÁÉÍÓÚÜÑ áéíóúüñ € · – — … → ↑ ↓ ≥ ≤ × −"),
        ("NotoSansSC-Regular.otf", "客户经营计划应变计划备品满意度风险检查网络"),
        ("NotoSansSC-Regular.otf", "客戶經營計畫應變計畫備品滿意度風險檢查網路臺灣泓興"),
    ],
)
def test_that_the_fonts_hold_the_letters_of_all_four_languages(qapp: QApplication, file: str, text: str) -> None:
    raw = QRawFont(str(resource("fonts", file)), 13)
    assert [letter for letter in text if not raw.supportsCharacter(ord(letter))] == []


def test_that_the_fonts_stay_below_ten_megabytes() -> None:
    assert sum(resource("fonts", name).stat().st_size for name in FILES) < 10_000_000


def test_that_every_icon_named_in_the_source_is_shipped() -> None:
    named: set[str] = set()
    for file in Path(ui.__file__).parent.rglob("*.py"):
        named |= set(re.findall(r'(?:icon|trail)="([a-z0-9-]+)"', file.read_text(encoding="utf-8")))
    assert named
    assert {name for name in named if not resource("icons", f"{name}.svg").exists()} == set()


def test_that_every_icon_draws_something_in_its_colour(qapp: QApplication) -> None:
    for file in sorted(resource("icons").glob("*.svg")):
        image = icon_pixmap(file.stem, 16, "accent").toImage()
        solid = [image.pixelColor(x, y).alpha() for x in range(16) for y in range(16)]
        assert max(solid) > 100, file.stem


def test_that_an_icon_is_sharp_on_a_screen_of_double_density(qapp: QApplication) -> None:
    pixmap = icon_pixmap("calendar", 16, "muted", 2.0)
    assert pixmap.width() == 32
    assert pixmap.deviceIndependentSize().width() == 16


def test_that_a_disabled_icon_is_paler(qapp: QApplication) -> None:
    made = icon("calendar")
    assert made.pixmap(16, 16).toImage() != made.pixmap(16, 16, made.Mode.Disabled).toImage()


def test_that_a_bound_icon_follows_the_theme(qapp: QApplication) -> None:
    action = QAction("Trash")
    bind_icon(action, "trash", color="text")
    light = action.icon().pixmap(16, 16).toImage()
    theme().apply(qapp, "dark")
    assert action.icon().pixmap(16, 16).toImage() != light
