# SPDX-License-Identifier: Apache-2.0
"""All open actions over all accounts (ux W9), and the quick action of Ctrl+Shift+A."""

from ui.screens.actions.commands import quick_action
from ui.screens.actions.screen import ActionsScreen

__all__ = ["ActionsScreen", "quick_action"]
