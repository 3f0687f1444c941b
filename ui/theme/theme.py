# SPDX-License-Identifier: Apache-2.0
"""The current theme of the process: applies colours, fonts and sizes, and tells widgets when they change."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme.density import NORMAL, Density, density
from ui.theme.fonts import load_fonts, make_font
from ui.theme.palette import contrast_tokens, make_palette
from ui.theme.qss import make_qss
from ui.theme.tokens import Tokens, load_tokens

LIGHT: Final = "light"
DARK: Final = "dark"
SYSTEM: Final = "system"
SCHEMES: Final = (SYSTEM, LIGHT, DARK)
STYLE: Final = "style"  # the property in which `ui.app` notes the style it began with


class Theme(QObject):
    """Colours, fonts and sizes in force; `changed` is sent after every switch, when all of them are in place."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scheme = LIGHT
        self._tokens = load_tokens(LIGHT)
        self._density = density(NORMAL)
        self._app: QApplication | None = None

    @property
    def tokens(self) -> Tokens:
        """Colours by role of the theme in force."""
        return self._tokens

    @property
    def density(self) -> Density:
        """Heights in force, in logical px."""
        return self._density

    @property
    def scheme(self) -> str:
        """What was asked for: "system", "light" or "dark"."""
        return self._scheme

    @property
    def dark(self) -> bool:
        """Whether the colours in force are the dark ones."""
        return self._tokens.dark

    def font(self, role: str) -> QFont:
        """The shared font of a type role at the text scale in force."""
        return make_font(role, self._density.scale)

    def apply(
        self, app: QApplication, scheme: str = SYSTEM, density_name: str = NORMAL, text_scale: float = 1.0
    ) -> None:
        """Put a look in force for the whole application and tell all widgets.

        ``scheme`` is one of SCHEMES, ``density_name`` compact, normal or touch, ``text_scale`` 1.0 = 100 %.
        Raises KeyError for an unknown density and ValueError for an unknown scheme.
        """
        if scheme not in SCHEMES:
            raise ValueError(scheme)
        self._density = density(density_name, text_scale)
        self._scheme = scheme
        self._follow(app)
        self._put(app)

    def _follow(self, app: QApplication) -> None:
        hints = app.styleHints()
        if self._app is None:
            self._app = app
            if app.property(STYLE) != "fusion":  # asking Qt for its style costs more than the style
                app.setStyle("Fusion")
            load_fonts()
            hints.colorSchemeChanged.connect(self._system_changed)
            hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)
        # Tells the window manager too, so that the title bar is of the same theme.
        if self._scheme == SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if self._scheme == DARK else Qt.ColorScheme.Light)

    def _wanted(self, app: QApplication) -> Tokens:
        if self._scheme != SYSTEM:
            return load_tokens(self._scheme)
        hints = QGuiApplication.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            app.setPalette(QPalette())  # gives the system's own colours back
            return contrast_tokens(app.palette())
        return load_tokens(DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT)

    def _put(self, app: QApplication) -> None:
        self._tokens = self._wanted(app)
        app.setPalette(make_palette(self._tokens))
        app.setFont(self.font("body"))
        sheet = make_qss(self._tokens, self._density)
        if sheet != app.styleSheet():
            app.setStyleSheet(sheet)
        self.changed.emit()

    def _system_changed(self) -> None:
        if self._scheme == SYSTEM and self._app is not None:
            self._put(self._app)


_current: list[Theme] = []


def theme() -> Theme:
    """The theme in force; before the first `apply` it holds the light colours at normal density."""
    if not _current:
        _current.append(Theme())
    return _current[0]
