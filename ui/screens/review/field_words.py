# SPDX-License-Identifier: Apache-2.0
"""What the field sheet calls its checks and says about them."""

from __future__ import annotations

from datetime import date

from planner.entities.reviews.inspection_result import GROUPS
from planner.kernel.text import tr
from planner.services.field_sheet import Seen, Stop, Way
from planner.views.review_view import SETTLED
from ui.text import near_date
from ui.widgets.result_keys import result_word

_GROUPS = dict(GROUPS)


def group_word(stop: Stop) -> str:
    """The word of a check's group."""
    return tr(_GROUPS.get(stop.group, stop.group))


def stop_name(stop: Stop) -> str:
    """Equipment and check in one line."""
    return tr("{asset}, {item}", asset=stop.asset, item=stop.item) if stop.asset else stop.item


def place_words(way: tuple[Stop, ...], at: int) -> str:
    """The group, and which of the checks of this equipment it is where there are several."""
    stop = way[at]
    here = [other.id for other in way if other.place == stop.place]
    if len(here) == 1:
        return group_word(stop)
    return tr("{group} · check {n} of {all}", group=group_word(stop), n=here.index(stop.id) + 1, all=len(here))


def head_words(way: Way, today: date) -> tuple[str, str]:
    """The two lines at the top: customer and site, review and day."""
    site = tr("{account}, site {site}", account=way.account, site=way.site) if way.site else way.account
    on = way.review.done_on or way.review.planned_on
    return site, tr("Network review {day}", day=near_date(on, today)) if on else tr("Network review")


def last_words(seen: Seen | None, unit: str | None, today: date) -> str:
    """What the last review read here; "" where there was none."""
    if seen is None:
        return ""
    parts = [f"{seen.reading} {unit}" if seen.reading and unit else seen.reading, result_word(seen.result).lower()]
    words = ", ".join(part for part in parts if part)
    return tr("Last review {day}: {words}", day=near_date(seen.on, today), words=words)


def why_locked(way: Way, *, read_only: bool) -> str:
    """Why nothing can be changed; "" where it can."""
    if read_only:
        return tr("This portfolio is open for reading only.")
    if way.review.state in SETTLED:
        return tr("The review is finished. Open it again to change its checks.")
    return ""
