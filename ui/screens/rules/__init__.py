# SPDX-License-Identifier: Apache-2.0
"""The rules of a portfolio: in words, by version, from and into files, tried and adopted (issue 5, part 1)."""

from ui.screens.rules.commands import show_rules
from ui.screens.rules.window import RulesWindow

__all__ = ["RulesWindow", "show_rules"]
