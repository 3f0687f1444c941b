# SPDX-License-Identifier: Apache-2.0
"""The first page of the day (ux W1): what is due, what changed, the next visits."""

from ui.screens.today.screen import TodayScreen

__all__ = ["TodayScreen"]
