# SPDX-License-Identifier: Apache-2.0
"""Coverage gaps over all accounts: whom we do not know, have not met, or on whom alone a relation hangs (W11, D6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from planner.kernel.text import N_, tr, trn
from planner.rules.account_rows import AccountRow
from planner.rules.coverage_gaps import Gap
from planner.views.portfolio_modules import COVERAGE, ModuleRow, RowsModule, Tally, Target
from planner.views.portfolio_view import Read, frame_of
from planner.views.tables import Column

_KINDS: Final = (
    ("not_met", "act", N_("not met")),
    ("unnamed", "unknown", N_("not named")),
    ("unassessed", "unknown", N_("not assessed")),
    ("single", "watch", N_("single thread")),
)
_ORDER: Final = {kind: n for n, (kind, _, _) in enumerate(_KINDS)}


def coverage_module(read: Read, found: Mapping[str, tuple[Gap, ...]], *, only_graded: bool = False) -> RowsModule:
    """The accounts with gaps, S and A first, below the counts; ``only_graded``: the rest was not read."""
    names = read.names
    gaps = {key: told for key, told in found.items() if told}
    keys = sorted(gaps, key=lambda key: _rank(names[key], gaps[key]))
    tallies = tuple(
        Tally(
            key=kind,
            number=sum(any(g.kind == kind for g in told) for told in gaps.values()),
            word=tr(word),
            state=state,
        )
        for kind, state, word in _KINDS
    )
    subtitle = tr("Approvers and single threads, grades S and A") if only_graded else tr("Approvers and single threads")
    title = trn("{n} account has a gap in its coverage", "{n} accounts have a gap in their coverage", len(gaps))
    return RowsModule(
        **frame_of(COVERAGE, read, subtitle),
        title=title if gaps else tr("No gap in the coverage is known"),
        rows=tuple(_row(names[key], gaps[key]) for key in keys),
        columns=(
            Column(key="account", title=N_("Account"), width=160),
            Column(key="grade", title=N_("Grade")),
            Column(key="gaps", title=N_("Gaps"), width=320),
        ),
        tallies=tallies if gaps else (),
        empty_text="" if gaps else tr("Decision roles and relation levels of contacts show up here."),
    )


def _rank(account: AccountRow, gaps: tuple[Gap, ...]) -> tuple[int, int, str]:
    grade = "SABC".find(account.grade)
    return (grade if grade >= 0 else 9, min(_ORDER[g.kind] for g in gaps), account.name.casefold())


def _row(account: AccountRow, gaps: tuple[Gap, ...]) -> ModuleRow:
    said = "; ".join(gap.text.text() for gap in gaps)
    first = gaps[0]
    entity = "contact" if first.contact_id else "people"
    return ModuleRow(
        key=account.id,
        target=Target(account_id=account.id, entity=entity, record=first.contact_id),
        name=account.name,
        words=said,
        state=first.state,
        cells=(account.name, account.grade, said),
    )
