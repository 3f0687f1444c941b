# SPDX-License-Identifier: Apache-2.0
"""Laws of importing: the same list twice changes nothing, and undo gives back exactly what was there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from planner.formats.table import SourceInfo, SourceTable
from planner.kernel.clock import FixedClock
from planner.services import imports
from planner.services.import_plan import ImportPlan, check
from planner.services.portfolio import open_portfolio
from planner.services.session import Session
from tests.conftest import NOW
from tests.services.dumps import dump, steps

HEADS = {
    "accounts": ("Customer no", "Company", "Phone", "Website", "City", "Grade", "Subsidiary of", "Owner"),
    "contacts": ("Contact no", "Name", "Company", "E-mail", "Phone", "Department", "Role", "Job title"),
}
# Few values, so that rows meet each other and what is there.
_VALUES: dict[str, tuple[str, ...]] = {
    "Customer no": ("", "1", "2", "3"),
    "Contact no": ("", "1", "2"),
    "Company": ("", "Acme", "ACME", "Beta", "Gama 海岚"),
    "Name": ("", "Ana", "ana", "Eva", "王伟"),
    "Phone": ("", "", "+34600111222", "+34 600 111 222", "+34600111333", "x"),
    "Website": ("", "", "acme.com", "www.acme.com", "beta.com"),
    "E-mail": ("", "a@acme.com", "A@acme.com", "b@beta.com", "nonsense"),
    "City": ("", "Leeds", "York"),
    "Grade": ("", "S", "gold", "B"),
    "Subsidiary of": ("", "", "Acme", "Beta", "1"),
    "Owner": ("", "Elena", "Luis"),
    "Department": ("", "IT", "it", "Compras"),
    "Role": ("", "user", "decider"),
    "Job title": ("", "CTO", "COO"),
}


def _table(kind: str, rows: list[tuple[str, ...]]) -> SourceTable:
    return SourceTable(
        headers=HEADS[kind],
        rows=tuple(rows),
        source=SourceInfo(kind="csv", header_row=1),
        numbers=tuple(range(2, len(rows) + 2)),
    )


def _rows(kind: str) -> st.SearchStrategy[list[tuple[str, ...]]]:
    return st.lists(st.tuples(*(st.sampled_from(_VALUES[head]) for head in HEADS[kind])), max_size=9)


def _plan(session: Session, kind: str, rows: list[tuple[str, ...]]) -> ImportPlan:
    source = _table(kind, rows)
    columns, options = imports.match(session, source, kind)
    return check(session, source, columns, kind=kind, path=Path("list.csv"), options=options)


@contextmanager
def _fresh(template: Path) -> Iterator[Session]:
    path = template.with_name("law.waterline")
    shutil.copy(template, path)
    session = open_portfolio(path, clock=FixedClock(NOW), device="testdesk")
    try:
        yield session
    finally:
        session.close()


@given(before=_rows("accounts"), rows=_rows("accounts"))
def test_that_the_same_accounts_twice_change_nothing_and_undo_is_exact(
    template: Path, before: list[tuple[str, ...]], rows: list[tuple[str, ...]]
) -> None:
    with _fresh(template) as session:
        imports.apply(session, _plan(session, "accounts", before))
        _law(session, "accounts", rows)


@given(before=_rows("contacts"), rows=_rows("contacts"))
def test_that_the_same_people_twice_change_nothing_and_undo_is_exact(
    template: Path, before: list[tuple[str, ...]], rows: list[tuple[str, ...]]
) -> None:
    accounts: list[tuple[str, ...]] = [
        ("1", "Acme", "", "acme.com", "", "", "", ""),
        ("2", "Beta", "", "beta.com", "", "", "", ""),
    ]
    with _fresh(template) as session:
        imports.apply(session, _plan(session, "accounts", accounts))
        imports.apply(session, _plan(session, "contacts", before))
        _law(session, "contacts", rows)


def _law(session: Session, kind: str, rows: list[tuple[str, ...]]) -> None:
    start = dump(session)
    plan = _plan(session, kind, rows)
    assert plan.counts.total == len(rows)
    result = imports.apply(session, plan)
    assert bool(result.changes) == bool(plan.counts.changing)
    once, count = dump(session), steps(session)
    again = imports.apply(session, _plan(session, kind, rows))
    assert not again.changes
    assert (dump(session), steps(session)) == (once, count)
    if result.changes:
        session.undo()
        assert dump(session) == start
        session.redo()
        assert dump(session) == once
