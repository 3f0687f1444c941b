# SPDX-License-Identifier: Apache-2.0
"""Heads of lists that name the company in only one way."""

from __future__ import annotations

from pathlib import Path

from planner.services import imports
from planner.services.session import Session


def test_that_a_list_with_only_legal_names_is_a_list_of_names(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "clientes.csv"
    path.write_text(
        "Razón social;CIF;País\nAceros del Norte S.A.;A1;España\nViñas Altas S.L.;B2;España\n", encoding="utf-8"
    )
    plan = imports.prepare(session, path)
    assert plan.columns[0].field == "name"
    assert [row.outcome for row in plan.rows] == ["create", "create"]
