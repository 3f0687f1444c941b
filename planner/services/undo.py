# SPDX-License-Identifier: Apache-2.0
"""The undo and redo stacks: step numbers of the change log, rebuilt from it at each start."""

from __future__ import annotations

from planner.store.undo_stacks import UNDO_STEPS


class UndoStack:
    """Numbers only; the images stay in the log until a step is really undone."""

    def __init__(self, done: list[int], undone: list[int]) -> None:
        self.done = done
        self.undone = undone

    def push(self, step: int) -> None:
        """A new step was made; what was undone before can't be redone any more."""
        self.done.append(step)
        del self.done[:-UNDO_STEPS]
        self.undone.clear()

    def moved_back(self) -> None:
        """The newest step was taken back."""
        self.undone.append(self.done.pop())

    def moved_forth(self) -> None:
        """The step taken back last was made again."""
        self.done.append(self.undone.pop())
