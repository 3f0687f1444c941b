# SPDX-License-Identifier: Apache-2.0
"""Facts about the open portfolio file, for Properties, Settings and the status bar."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from planner.kernel import paths
from planner.kernel.data import dataclass
from planner.services.session import Session
from planner.store import portfolio_settings

PLAN_VERSIONS = "plan_versions"


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioFacts:
    """Where the data is and how much: ``size`` in bytes, counts by entity name, the moment of the newest backup."""

    path: Path
    files: Path
    backups: Path
    size: int
    schema: int
    counts: dict[str, int]
    last_backup: datetime | None
    sample: bool


def is_sample(session: Session) -> bool:
    """Whether this is the fictional sample."""
    return bool(session.read(lambda conn: portfolio_settings.get(conn, "sample")))


def any_plan_exported(session: Session) -> bool:
    """Whether a plan of any account was ever exported from this portfolio."""
    return any(session.read(lambda conn: portfolio_settings.get(conn, PLAN_VERSIONS, {})).values())


def last_backup(portfolio: Path) -> datetime | None:
    """When the newest verified backup beside a portfolio was made; None where there is none."""
    folder = paths.backups_folder(portfolio)
    if not folder.is_dir():
        return None
    times = [path.stat().st_mtime for path in folder.glob("*.waterline")]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def facts(session: Session) -> PortfolioFacts:
    """Everything at once."""

    path = session.path
    return PortfolioFacts(
        path=path,
        files=paths.files_folder(path),
        backups=paths.backups_folder(path),
        size=path.stat().st_size,
        schema=session.db.schema,
        counts=_counts(session),
        last_backup=last_backup(path),
        sample=is_sample(session),
    )


def _counts(session: Session) -> dict[str, int]:
    from planner.entities.registry import ENTITIES

    return session.read(
        lambda conn: {
            spec.name: int(
                conn.execute(f'SELECT count(*) FROM "{spec.table}" WHERE deleted = 0').fetchone()[0]  # noqa: S608 - names of specs
            )
            for spec in ENTITIES
        }
    )
