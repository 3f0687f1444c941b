# SPDX-License-Identifier: Apache-2.0
"""ChartCard: what somebody decided about a chart of an account: its title, place in the show, their notes (W12)."""

from __future__ import annotations

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartCard:
    """One for each account, kind of chart and ``audience`` it is shown to.

    ``title`` is the takeaway that was confirmed and ``title_of`` the draft it was confirmed against: when the data
    draft another one, the title has to be confirmed anew. ``shown`` and ``place`` are tick and order in the show,
    ``view`` the chosen view of the chart ("radar"), ``note`` what only the presenter sees, ``seconds`` how long it
    took when rehearsed.
    """

    id: str
    account_id: str
    kind: str
    title: str | None = None
    title_of: str | None = None
    note: str | None = None
    view: str | None = None
    shown: bool | None = None
    place: int | None = None
    seconds: int | None = None
    audience: str = "internal"


CHART_CARD = EntitySpec(
    name="chart_card",
    table="chart_card",
    cls=ChartCard,
    label=N_("Chart"),
    label_plural=N_("Charts"),
    title="kind",
    fields=(
        account_ref(),
        FieldSpec("kind", N_("Kind"), Kind.TEXT, required=True, editable=False, max_length=40),
        FieldSpec("title", N_("Title"), Kind.TEXT, max_length=200),
        FieldSpec("title_of", N_("Drafted as"), Kind.TEXT, editable=False, max_length=200),
        FieldSpec("note", N_("Presenter note"), Kind.NOTE, search=True),
        FieldSpec("view", N_("View"), Kind.TEXT, max_length=40),
        FieldSpec("shown", N_("In the show"), Kind.BOOL),
        FieldSpec("place", N_("Place in the show"), Kind.INT, low=0),
        FieldSpec("seconds", N_("Seconds when rehearsed"), Kind.INT, low=0, editable=False),
        AUDIENCE,
    ),
)
