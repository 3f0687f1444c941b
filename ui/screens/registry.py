# SPDX-License-Identifier: Apache-2.0
"""Which pages (in rail order) and commands there are, by name; their modules are imported when first needed."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from ui.actions.commands import Commands
from ui.context import AppContext
from ui.screens.screen import Screen

PAGES: Final[dict[str, str]] = {
    "today": "ui.screens.today:TodayScreen",
    "accounts": "ui.screens.accounts:AccountsScreen",
    "account": "ui.screens.account.screen:AccountScreen",
    "portfolio": "ui.screens.portfolio:PortfolioScreen",
    "charts": "ui.screens.charts:ChartsScreen",
    "alerts": "ui.screens.alerts:AlertsScreen",
    "actions": "ui.screens.actions:ActionsScreen",
    "trash": "ui.screens.trash_screen:TrashScreen",
    "settings": "ui.screens.settings_screen:SettingsScreen",
}
LATE: Final[dict[str, str]] = {
    "account.new": "ui.screens.accounts:new_account",
    "review.quick": "ui.screens.quick_review:quick_review",
    "review.prepare": "ui.screens.review.permitting:open_prepare",
    "review.field": "ui.screens.review.field_open:open_field_sheet",
    "action.quick": "ui.screens.actions:quick_action",
    "note.new": "ui.screens.account.commands:new_note",
    "site.new": "ui.screens.account.commands:new_site",
    "asset.new": "ui.screens.account.commands:new_asset",
    "import.accounts": "ui.screens.import_screen:import_accounts",
    "import.people": "ui.screens.import_screen:import_people",
    "import.assets": "ui.screens.import_screen:import_assets",
    "checklists.show": "ui.screens.checklists:show_checklists",
    "rules.show": "ui.screens.rules:show_rules",
    "export.plan": "ui.screens.export_plan:export_plan",
    "export.slides": "ui.screens.export_slides:export_slides",
    "chart.slides": "ui.screens.export_slides:export_chart_slide",
    "export.report": "ui.screens.review.report_window:export_report",
    "export.calendar": "ui.screens.export_plan.calendar:export_calendar",
    "view.team_lead": "ui.screens.export_plan:show_team_lead",
    "account.what_if": "ui.screens.what_if:show_what_if",
    "chart.evidence": "ui.screens.charts:show_evidence",
    "chart.reset": "ui.screens.charts:reset",
    "chart.title": "ui.screens.charts:edit_title",
    "chart.note": "ui.screens.charts:write_note",
    "chart.table": "ui.screens.charts:toggle_table",
    "chart.copy_picture": "ui.screens.charts:copy_picture",
    "chart.copy_data": "ui.screens.charts:copy_data",
    "show.start": "ui.screens.show:present",
    "show.here": "ui.screens.show:present_here",
    "show.rehearse": "ui.screens.show:rehearse",
    "show.setup": "ui.screens.show:set_up",
    "alert.step": "ui.screens.alerts:take_step",
    "alert.mute": "ui.screens.alerts:mute_alert",
    "alert.unmute": "ui.screens.alerts:unmute_alert",
    "history.show": "ui.dialogs.history:show_history",
    "file.properties": "ui.dialogs.about:show_properties",
    "file.people_review": "ui.dialogs.person_privacy:review",
    "person.line": "ui.screens.account.commands:draw_line",
    "person.everything": "ui.dialogs.person_privacy:everything",
    "person.erase": "ui.dialogs.person_privacy:erase",
    "privacy.backups": "ui.dialogs.person_privacy:clean_backups",
}


def make(page: str, app: AppContext) -> Screen:
    """Build the screen of a page; KeyError for an unknown page."""
    module, _, name = PAGES[page].partition(":")
    screen = getattr(import_module(module), name)(app)
    assert isinstance(screen, Screen)
    return screen


def register_late(commands: Commands) -> None:
    """Name the commands of the screens; the module of each is imported when it is first run."""
    for name, target in LATE.items():
        if not commands.has(name):
            commands.register(name, target)
