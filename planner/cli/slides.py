# SPDX-License-Identifier: Apache-2.0
"""The command that writes a deck: where it is, and what was left out (issue 5, part 9)."""

from __future__ import annotations

import argparse

from planner.cli import output
from planner.cli.opened import account, opened
from planner.kernel.text import language, speaking, tr


def deck(command: argparse.Namespace) -> int:
    """Write the slides of an account, print where they are and what they could not hold."""
    from planner.services import decks

    kinds = tuple(kind.strip() for kind in (command.charts or "").split(",") if kind.strip())
    with opened(command) as session:
        made = decks.export(
            session,
            account(session, command.account),
            command.to,
            audience=command.deck,
            kinds=kinds,
            template=command.template,
            editable=command.editable,
            language=command.lang,
        )
    item = {"file": str(made.path), "deck": command.deck, "slides": made.slides, "left_out": list(made.left_out)}
    with speaking(command.lang or language()):  # what was left out is told in the language of the slides
        lines = [str(made.path), *(tr("Left out: {what}", what=line) for line in made.left_out)]
    output.single("deck", item, command.form, lines)
    return 0
