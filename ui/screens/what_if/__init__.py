# SPDX-License-Identifier: Apache-2.0
"""The window in which changes are tried out without being kept."""

from ui.screens.what_if.window import WhatIfWindow, show_what_if

__all__ = ["WhatIfWindow", "show_what_if"]
