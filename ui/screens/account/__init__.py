# SPDX-License-Identifier: Apache-2.0
"""One account (ux W3): header, sections, and for each section its details."""

from ui.screens.account.commands import new_asset, new_note, new_site
from ui.screens.account.screen import AccountScreen

__all__ = ["AccountScreen", "new_asset", "new_note", "new_site"]
