# SPDX-License-Identifier: Apache-2.0
"""ActionSpec and Context: what a command looks like and when it may run, as values that need no window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from planner.kernel.data import dataclass, field
from planner.kernel.text import N_

READING: Final = N_("This portfolio is open for reading only.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the commands are told: where the user is, what is selected and what the window shows.

    ``selection`` maps entity names to ids; ``kind`` and ``record`` name the one record that History and the like
    are about. ``text`` is free for a command's own argument. ``alert`` is the one selected:
    heard or muted, its account, rule and subject. Labels of undo and redo are finished text,
    and so is ``presents``: for whom F5 shows at once, "" where the set-up sheet opens first.
    """

    page: str = ""
    section: str | None = None
    account_id: str | None = None
    last_account: str | None = None
    kind: str = ""
    record: str | None = None
    selection: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    alert: tuple[str, ...] = ()
    open: bool = True
    encrypted: bool = False
    busy: bool = False
    read_only: bool = False
    undo_label: str | None = None
    redo_label: str | None = None
    new_label: str = ""
    can_back: bool = False
    can_forward: bool = False
    has_table: bool = False
    can_cut: bool = False
    can_copy: bool = False
    can_paste: bool = False
    has_details: bool = False
    wide: bool = True
    rail_open: bool = True
    details_open: bool = True
    full_screen: bool = False
    density: str = "normal"
    scheme: str = "system"
    sample: bool = False
    chart_changed: bool = False
    presents: str = ""

    @property
    def selected(self) -> int:
        """How many records are selected."""
        return sum(len(ids) for ids in self.selection.values())


Test = Callable[[Context], bool]


def always(_context: Context) -> bool:
    """For commands that can always run."""
    return True


def is_open(context: Context) -> bool:
    """For commands that need an open portfolio."""
    return context.open


def may_change(context: Context) -> bool:
    """For commands that change records: not while an import or another long job writes."""
    return context.open and not context.busy


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSpec:
    """One command: marked ``text``, its ``menu`` (with ``submenu`` and ``group`` for the separators), its keys.

    The handler is found under ``id`` in the commands table; a spec without handler is absent from all menus.
    ``label`` replaces the text by a finished one that depends on the context. ``why_not`` is the marked reason shown
    when it is off. ``palette`` says whether Ctrl+K lists it. ``keys_shown`` is the marked name of a key that works
    only where the command's own part has the focus, so that it is no shortcut of the window. ``writes`` says that it
    changes the portfolio, so that it is off in one that is open for reading only.
    """

    id: str
    text: str
    menu: str
    group: int = 0
    submenu: str = ""
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    enabled: Test = always
    why_not: str = ""
    checked: Test | None = None
    label: Callable[[Context], str] | None = None
    palette: bool = True
    seen: Test = always
    keys_shown: str = ""
    writes: bool = False

    def can_run(self, context: Context) -> bool:
        """Whether it can run now."""
        return self.enabled(context) and not (self.writes and context.read_only)

    def reason(self, context: Context) -> str:
        """The marked reason why it can't run now."""
        return READING if self.writes and context.read_only else self.why_not
