# SPDX-License-Identifier: Apache-2.0
"""What the presenter's window says while it is covered, and which keys do anything then; anybody may read and press."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot

from planner.kernel.text import tr
from ui.screens.show.neutral import opening_words, paused_words, question, words_on

if TYPE_CHECKING:
    from ui.screens.show.show import Show

_WAYS_ON: Final = frozenset({"resume", "leave"})


class Covering(QObject):
    """One for each show. It never opens the window by one key: that is asked for, and Enter alone says yes."""

    def __init__(self, show: Show) -> None:
        super().__init__(show)
        self._show = show
        self._asked = self._idle = False
        show.windows.lost.connect(self._forget)
        show.windows.screens.connect(self._forget)

    @property
    def _stands(self) -> bool:
        """Whether the cover is there to be read."""
        presenter = self._show.presenter
        return self._show.windows.covered and presenter.isVisible() and not presenter.blank

    @property
    def asks(self) -> bool:
        """Whether it is asked now if the window may open."""
        return self._asked and self._stands

    @Slot()
    def _forget(self) -> None:
        """The screens are others: what was asked before them is answered by nothing."""
        self._asked = self._idle = False

    def takes(self, verb: str) -> bool:
        """Whether a key ends here: the answer to the question, or one that would move what nobody sees."""
        show, windows = self._show, self._show.windows
        if self.asks:
            self._asked = False
            if verb == "enter":
                show.telling.uncover()
            else:
                show.refresh()
            return True
        self._asked = False
        if not windows.covered:
            return False
        if verb == "presenter" and not windows.mirrored and show.presenter.isVisible():
            self._ask()
            return True
        if windows.is_lost and verb not in _WAYS_ON:
            self._idle = True
            self.say()
            return True
        return False

    def _ask(self) -> None:
        if self._stands:
            self._asked, self._idle = True, False
            self.say()
            self._show.presenter.setFocus()  # a way on that had the keys is gone while it is asked

    def say(self) -> None:
        """The words for now, and the ways on where the audience's screen was lost."""
        show, windows = self._show, self._show.windows
        neutral = show.presenter.neutral
        if show.state.ending:
            self._asked = False
            neutral.say(question())
        elif self.asks:
            neutral.say(opening_words())
        elif windows.is_lost:
            free = show.telling.free_screens()
            ways = [(words_on(screen, own=own), partial(show.resume, screen)) for own, screen in free]
            why = paused_words(free=any(not own for own, _ in free), mirrored=windows.mirrored)
            neutral.say(tr("{why} Other keys do nothing until then.", why=why) if self._idle else why, ways)
        else:
            neutral.say(tr("Covered. X swaps the screens. S shows this window."))
