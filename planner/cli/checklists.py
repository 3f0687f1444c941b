# SPDX-License-Identifier: Apache-2.0
"""The command on checklist templates: list, import, export, starter library."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from planner.cli import output
from planner.cli.opened import opened
from planner.entities.reviews.checklist_template import CHECKLIST_TEMPLATE, DOMAINS, ChecklistTemplate
from planner.kernel.text import N_, language, set_language, tr, trn
from planner.safe.files import free_name
from planner.services import records, templates
from planner.services.session import Session

_COLUMNS = (
    ("name", N_("Name")),
    ("domain", N_("Field of work")),
    ("asset_kinds", N_("For kinds of equipment")),
    ("checks", N_("Checks")),
    ("version", N_("Version")),
    ("retired_on", N_("Not used since")),
)


def checklists(command: argparse.Namespace, _gui: object) -> int:
    """Print the templates that were read, written or are there; an export prints where it is."""
    before = language()
    set_language(command.lang or before)
    try:
        with opened(command) as session:
            if command.to is not None:
                print(templates.export_file(session, _chosen(session, command), free_name(command.to)))
                return 0
            found, added = _found(session, command)
            _show(session, found, command.form)
    finally:
        set_language(before)
    if added:
        print(trn("{n} checklist was added.", "{n} checklists were added.", len(found)), file=sys.stderr)
    return 0


def _found(session: Session, command: argparse.Namespace) -> tuple[list[ChecklistTemplate], bool]:
    """The templates that are meant, and whether they are new."""
    if command.source is None and not command.starter:
        chosen = set(_chosen(session, command))
        return [template for template in templates.listing(session) if template.id in chosen], False
    if command.source is not None:
        return templates.import_file(session, command.source), True
    return templates.take_starters(session), True


def _chosen(session: Session, command: argparse.Namespace) -> list[str]:
    """The ids of those that are named, of all where none is."""
    if command.only:
        return [records.named(session, CHECKLIST_TEMPLATE, name) for name in command.only]
    return [template.id for template in templates.listing(session)]


def _show(session: Session, found: list[ChecklistTemplate], form: str) -> None:
    if form == "text":
        domains = dict(DOMAINS)
        items: list[dict[str, Any]] = [
            {
                **output.record(CHECKLIST_TEMPLATE, template, 0),
                "domain": tr(domains[template.domain]),
                "checks": len(template.items),
            }
            for template in found
        ]
        output.listing("checklists", items, form, [(key, tr(title)) for key, title in _COLUMNS])
        return
    revs = {one.entity.id: one.rev for one in records.listing(session, CHECKLIST_TEMPLATE)}
    items = [output.record(CHECKLIST_TEMPLATE, template, revs[template.id]) for template in found]
    names = [("id", "id"), ("rev", "rev"), *((name, name) for name in CHECKLIST_TEMPLATE.names if name != "id")]
    output.listing("checklists", items, form, names)
