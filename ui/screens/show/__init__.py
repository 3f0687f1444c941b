# SPDX-License-Identifier: Apache-2.0
"""Presenting the charts of an account: the audience's window, the presenter's, and what they share (ux 4)."""

from ui.screens.show.commands import present, present_here, rehearse, set_up

__all__ = ["present", "present_here", "rehearse", "set_up"]
