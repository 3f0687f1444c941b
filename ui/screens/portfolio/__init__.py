# SPDX-License-Identifier: Apache-2.0
"""The portfolio on one page (ux W11): what needs attention, health, risks, rhythm and satisfaction of all accounts."""

from ui.screens.portfolio.screen import PortfolioScreen

__all__ = ["PortfolioScreen"]
