# SPDX-License-Identifier: Apache-2.0
"""Exporting slides: the internal or the customer deck, or chosen charts, as a presentation (ux 5.2)."""

from ui.screens.export_slides.commands import export_chart_slide, export_slides
from ui.screens.export_slides.window import SlidesWindow

__all__ = ["SlidesWindow", "export_chart_slide", "export_slides"]
