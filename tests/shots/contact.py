# SPDX-License-Identifier: Apache-2.0
"""Every chart in every light: "python -m tests.shots.contact FOLDER [LANGUAGE]" draws contact sheets and pictures.

One sheet for an account with everything, one with part of it, one with nothing; on each a row for every chart and view,
in light, dark, grey print, as protan and deutan eyes see it, and as a slide. Single pictures also at 150 %.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("WATERLINE_CONFIG_DIR", tempfile.mkdtemp())

from PIL import Image, ImageFilter
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from planner.entities.customers.account import ACCOUNT
from planner.kernel.text import LANGUAGES
from planner.render.picture import draw
from planner.render.tokens import palette
from planner.services import charts, crud, customers, sample
from planner.services.chart_cards import kinds
from planner.services.portfolio import open_portfolio
from planner.services.session import Session
from planner.views.chart_options import OPTIONS
from planner.views.charts import ChartView
from ui.charts.painter import paint_scene
from ui.text import use_language
from ui.theme.theme import theme

ACCOUNTS = {"full": "Meridian Foods", "partial": "Vantaa Rail", "none": "New account"}
_WIDE, _TALL, _HEAD, _GAP = 470, 360, 26, 12
# Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB.
_EYES = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}
_STEPS = 33
_GREY = (0.2126, 0.7152, 0.0722)


@cache
def _sight(eyes: str) -> ImageFilter.Color3DLUT:
    """A table of colours as they are seen, made on linear light."""
    rows = (_GREY, _GREY, _GREY) if eyes == "grey" else _EYES[eyes]

    def seen(*color: float) -> tuple[float, ...]:
        light = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color]
        found = (min(1.0, max(0.0, sum(a * b for a, b in zip(row, light, strict=True)))) for row in rows)
        return tuple(c * 12.92 if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in found)

    return ImageFilter.Color3DLUT.generate(_STEPS, seen)


def seen_by(image: QImage, eyes: str) -> QImage:
    """The picture as protan or deutan eyes see it, or "grey" as a mono printer prints it."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    size, line = (plain.width(), plain.height()), plain.bytesPerLine()
    known = Image.frombuffer("RGB", size, bytes(plain.constBits()), "raw", "RGB", line, 1)
    changed = known.filter(_sight(eyes)).tobytes()
    return QImage(changed, *size, size[0] * 3, QImage.Format.Format_RGB888).copy()


def picture(view: ChartView, style: str, colors: str, scale: float = 1.0) -> QImage:
    """The chart with its title and source, as a picture of its natural size times ``scale``."""
    scene = draw(view, None, style, palette(colors), frame=True)
    image = QImage(round(scene.width * scale), round(scene.height * scale), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(scale, scale)
    paint_scene(painter, scene)
    painter.end()
    return image


LIGHTS: dict[str, Callable[[ChartView], QImage]] = {
    "light": lambda view: picture(view, "screen", "light"),
    "dark": lambda view: picture(view, "screen", "dark"),
    "print": lambda view: seen_by(picture(view, "print", "print", 2), "grey"),
    "protan": lambda view: seen_by(picture(view, "screen", "light"), "protan"),
    "deutan": lambda view: seen_by(picture(view, "screen", "light"), "deutan"),
    "show": lambda view: picture(view, "show", "show"),
    "light-150": lambda view: picture(view, "screen", "light", 1.5),
}


def views(session: Session, account_id: str) -> Iterator[tuple[str, ChartView]]:
    """Every chart in every view that its data allow."""
    for kind in kinds():
        for option, _ in OPTIONS.get(kind, (("", ""),)):
            view = charts.view(session, account_id, kind, option=option)
            if not option or view.option == option:
                yield f"{kind} {option}".strip(), view


def sheet(found: list[tuple[str, dict[str, QImage]]]) -> QImage:
    """All pictures in rows, each under its name."""
    lights = [name for name in LIGHTS if name != "light-150"]
    wide = len(lights) * (_WIDE + _GAP) + _GAP
    tall = len(found) * (_TALL + _HEAD + _GAP) + _GAP
    image = QImage(wide, tall, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.lightGray)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for row, (name, pictures) in enumerate(found):
        top = _GAP + row * (_TALL + _HEAD + _GAP)
        for column, light in enumerate(lights):
            left = _GAP + column * (_WIDE + _GAP)
            painter.setPen(Qt.GlobalColor.black)
            painter.drawText(QRect(left, top, _WIDE, _HEAD), Qt.AlignmentFlag.AlignVCenter, f"{name} · {light}")
            small = pictures[light].scaled(
                _WIDE, _TALL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            painter.drawImage(left, top + _HEAD, small)
    painter.end()
    return image


def main(folder: Path, language: str = "en") -> None:
    """The three sheets, and every picture by itself."""
    folder.mkdir(parents=True, exist_ok=True)
    qapp = QApplication(["waterline"])
    use_language(qapp, language)
    theme().apply(qapp, "light")
    with tempfile.TemporaryDirectory() as home:
        session = open_portfolio(sample.make_sample(Path(home, "sample.waterline")))
        customers.add_account(session, ACCOUNTS["none"])
        for state, name in ACCOUNTS.items():
            key = next(one.id for one in crud.every(session, ACCOUNT) if one.name.startswith(name))
            found = []
            for chart, view in views(session, key):
                pictures = {light: make(view) for light, make in LIGHTS.items()}
                found.append((chart, pictures))
                for light, image in pictures.items():
                    image.save(str(folder / f"{chart.replace(' ', '-')}-{state}-{light}.png"))
            sheet(found).save(str(folder / f"sheet-{state}.png"))
            sys.stdout.write(f"{folder / f'sheet-{state}.png'}\n")
        session.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.shots.contact", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("language", nargs="?", choices=dict(LANGUAGES), default="en")
    main(**vars(parser.parse_args()))
