# SPDX-License-Identifier: Apache-2.0
"""The alerts of all accounts, and what can be done with one: its step, muting it, hearing it again."""

from ui.screens.alerts.screen import AlertsScreen
from ui.screens.alerts.verbs import mute_alert, take_step, unmute_alert

__all__ = ["AlertsScreen", "mute_alert", "take_step", "unmute_alert"]
