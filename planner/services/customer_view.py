# SPDX-License-Identifier: Apache-2.0
"""The customer view of a network review and its pictures, from shareable records alone."""

from __future__ import annotations

from planner.kernel import paths
from planner.kernel.errors import NotFoundError
from planner.kernel.text import tr
from planner.safe.vault import read_stored
from planner.services.rulesets import rules_in_force
from planner.services.session import Session
from planner.store.queries import customer_view as queries
from planner.views.customer_view import CustomerView, customer_view


def show(session: Session, review_id: str) -> CustomerView:
    """What the customer may see of a review now; NotFoundError when it is gone."""
    shared = session.read(lambda conn: queries.load(conn, review_id))
    if shared is None:
        raise NotFoundError(tr("This record is no longer there; it may be in the Trash."), "not-found")
    return customer_view(shared, session.read(rules_in_force), session.today())


def photo(session: Session, review_id: str, sha256: str, size: int) -> bytes | None:
    """A picture as PNG inside a square of ``size`` px; None when it may not be shown, or can't be."""
    from planner.services import pictures

    if not session.read(lambda conn: queries.is_shared_photo(conn, review_id, sha256)):
        return None
    try:
        return pictures.thumbnail(read_stored(paths.files_folder(session.path), sha256, session.files_key), size)
    except (OSError, ValueError, SyntaxError):
        return None
