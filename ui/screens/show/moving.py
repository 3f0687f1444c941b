# SPDX-License-Identifier: Apache-2.0
"""Keys of the show that move its windows, or belong to one of its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ui.screens.show.show import Show


def swap(show: Show) -> None:
    """Each screen takes the other's part; where the own one was given up, the audience goes to the other."""
    if show.windows.swap():
        show.setting = replace(show.setting, screen=show.windows.audience_key, presenter=show.windows.presenter_key)
        show.fit()
        show.refresh()


def resume(show: Show) -> None:
    """Upon another screen than the presenter's own, which only its button chooses."""
    others = [screen for own, screen in show.telling.free_screens() if not own]
    if show.windows.is_lost and others:
        show.resume(others[0])
    elif show.windows.gave_up:
        swap(show)


def presenter(show: Show) -> None:
    """The presenter's window away and back; a covered one stays, `Covering` asks about it."""
    if show.windows.covered and show.presenter.isVisible():
        return
    show.windows.toggle_presenter()
    show.marks.forget()  # a chosen mark is lit where the presenter looks
    show.refresh()


def _window(show: Show) -> None:
    show.windows.toggle_full()


def _larger(show: Show) -> None:
    show.presenter.size_note(2)


def _smaller(show: Show) -> None:
    show.presenter.size_note(-2)


def _card(show: Show) -> None:
    show.telling.toggle_card()


def _capture(show: Show) -> None:
    show.noting.begin()


DOES: Final[Mapping[str, Callable[[Show], None]]] = MappingProxyType({
    "presenter": presenter,
    "swap": swap,
    "resume": resume,
    "window": _window,
    "larger": _larger,
    "smaller": _smaller,
    "card": _card,
    "capture": _capture,
})  # fmt: skip
