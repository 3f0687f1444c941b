# SPDX-License-Identifier: Apache-2.0
"""Exporting the plan of an account as PDF (ux W13): choose, look at the pages, save."""

from ui.screens.export_plan.commands import export_plan, show_team_lead
from ui.screens.export_plan.dialog import ExportDialog

__all__ = ["ExportDialog", "export_plan", "show_team_lead"]
