# SPDX-License-Identifier: Apache-2.0
"""The list of accounts (ux W2): filter, grades, sorting, several at once, details beside it."""

from ui.screens.accounts.commands import new_account
from ui.screens.accounts.screen import AccountsScreen

__all__ = ["AccountsScreen", "new_account"]
