# SPDX-License-Identifier: Apache-2.0
"""Builds QActions and menus from the lists of specs, and tells the palette what there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from planner.kernel.data import dataclass
from planner.kernel.text import N_, tr
from ui.actions import account, chart, edit, file, go, help, view
from ui.actions.spec import ActionSpec, Context
from ui.widgets.letters import choose, marked
from ui.widgets.safe import set_tip

SPECS: Final[tuple[ActionSpec, ...]] = (
    *file.ACTIONS,
    *edit.ACTIONS,
    *view.ACTIONS,
    *go.ACTIONS,
    *account.ACTIONS,
    *chart.ACTIONS,
    *help.ACTIONS,
)
MENUS: Final = (
    ("file", N_("&File")),
    ("edit", N_("&Edit")),
    ("view", N_("&View")),
    ("go", N_("&Go")),
    ("account", N_("&Account")),
    ("chart", N_("&Chart")),
    ("help", N_("&Help")),
)
# Commands whose letters people know from other programs; these are chosen first.
_KNOWN: Final = ("edit.undo", "edit.redo", "edit.copy", "edit.cut", "edit.paste")
SUBMENUS: Final = {
    "import": N_("Import"),
    "recent": N_("Recent"),
    "density": N_("Density"),
    "theme": N_("Theme"),
    "present": N_("Present"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaletteEntry:
    """A command as the palette lists it; ``reason`` is "" where it can run."""

    id: str
    text: str
    shortcut: str
    reason: str
    icon: str


class ActionRegistry(QObject):
    """One QAction per spec, added to the window so that its keys work everywhere in it."""

    def __init__(
        self,
        window: QWidget,
        trigger: Callable[[str], object],
        has: Callable[[str], bool],
        *,
        mixed: Iterable[str] = (),
    ) -> None:
        """``mixed`` names the commands that also stand side by side in menus of their own."""
        super().__init__(window)
        self._trigger, self._has = trigger, has
        self._letters = letters_of(mixed)
        self.actions: dict[str, QAction] = {spec.id: self._make(spec, window) for spec in SPECS}
        self.menus: dict[str, QMenu] = {}
        self.submenus: dict[str, QMenu] = {}

    def _make(self, spec: ActionSpec, window: QWidget) -> QAction:
        action = QAction(self._entry(spec, tr(spec.text)), window)
        action.setObjectName(f"act.{spec.id}")
        action.setIconText(tr(spec.text))
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.setCheckable(spec.checked is not None)
        action.triggered.connect(partial(self._run, spec.id))
        window.addAction(action)
        return action

    def _entry(self, spec: ActionSpec, text: str) -> str:
        """A text as the menu gets it; what stands behind a tab is shown where the keys are."""
        entry = marked(text, self._letters[spec.id])
        return f"{entry}\t{tr(spec.keys_shown)}" if spec.keys_shown else entry

    def _run(self, name: str, *_checked: bool) -> None:
        self._trigger(name)

    def fill(self, bar: QMenuBar) -> None:
        """Build the menus; an entry that gets its handler later appears then."""
        for key, title in MENUS:
            menu = bar.addMenu(tr(title))
            menu.setObjectName(f"menu.{key}")
            menu.setToolTipsVisible(True)
            self.menus[key] = menu
            self._fill(menu, [spec for spec in SPECS if spec.menu == key])

    def _fill(self, menu: QMenu, specs: Iterable[ActionSpec]) -> None:
        group: int | None = None
        for spec in specs:
            if group is not None and spec.group != group:
                menu.addSeparator()
            group = spec.group
            if not spec.submenu:
                menu.addAction(self.actions[spec.id])
                continue
            self._submenu(menu, spec.submenu).addAction(self.actions[spec.id])

    def _submenu(self, menu: QMenu, key: str) -> QMenu:
        found = self.submenus.get(key)
        if found is None:
            found = menu.addMenu(marked(tr(SUBMENUS[key]), self._letters[f"menu.{key}"]))
            found.setObjectName(f"menu.{key}")
            found.setToolTipsVisible(True)
            self.submenus[key] = found
        return found

    def refresh(self, context: Context) -> None:
        """Bring text, state and reasons up to date."""
        for spec in SPECS:
            action = self.actions[spec.id]
            text = spec.label(context) if spec.label is not None else tr(spec.text)
            action.setText(self._entry(spec, text))
            action.setIconText(text)
            on, why_not = spec.can_run(context), spec.reason(context)
            action.setVisible(self._has(spec.id) and spec.seen(context))
            action.setEnabled(on and action.isVisible())
            set_tip(action, text if on or not why_not else tr(why_not))
            if spec.checked is not None:
                action.setChecked(spec.checked(context))
        for menu in (*self.submenus.values(), *self.menus.values()):
            menu.menuAction().setVisible(any(a.isVisible() and not a.isSeparator() for a in menu.actions()))

    def palette(self, context: Context) -> list[PaletteEntry]:
        """The commands for the palette, in menu order."""
        return [
            PaletteEntry(
                id=spec.id,
                text=plain(spec.label(context) if spec.label is not None else tr(spec.text)),
                shortcut=native(spec.shortcuts[0]) if spec.shortcuts else tr(spec.keys_shown),
                reason="" if spec.can_run(context) else tr(spec.reason(context) or N_("Not possible here.")),
                icon=spec.icon,
            )
            for spec in SPECS
            if spec.palette and self._has(spec.id) and spec.seen(context)
        ]


def letters_of(mixed: Iterable[str] = ()) -> dict[str, str]:
    """The letter of every command and submenu ("menu.…"), unique in each menu and among the ``mixed`` commands."""
    found: dict[str, str] = {}
    for names in (_KNOWN, tuple(dict.fromkeys((*_KNOWN, *mixed)))):
        _choose({spec.id: spec.text for name in names for spec in SPECS if spec.id == name}, found)
    for key, _ in MENUS:
        here = [spec for spec in SPECS if spec.menu == key]
        inner = dict.fromkeys(spec.submenu for spec in here if spec.submenu)
        plain_ones = {spec.id: spec.text for spec in here if not spec.submenu}
        _choose({**plain_ones, **{f"menu.{name}": SUBMENUS[name] for name in inner}}, found)
        for name in inner:
            _choose({spec.id: spec.text for spec in here if spec.submenu == name}, found)
    return found


def _choose(texts: Mapping[str, str], found: dict[str, str]) -> None:
    """Choose for those of one menu that have no letter yet."""
    taken = {found[name] for name in texts if name in found}
    new = [name for name in texts if name not in found]
    sources = [texts[name] for name in new]
    found.update(zip(new, choose([tr(text) for text in sources], sources, taken), strict=True))


def plain(text: str) -> str:
    """A menu text without its dots."""
    return text.removesuffix("…")


def native(keys: str) -> str:
    """Keys as this system writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


def writing() -> frozenset[str]:
    """The commands that change the portfolio."""
    return frozenset(spec.id for spec in SPECS if spec.writes)


def conflicts(specs: Iterable[ActionSpec] = SPECS) -> list[str]:
    """Keys that more than one command claims, and ids that occur twice."""
    chosen = tuple(specs)
    keys = Counter(QKeySequence(key).toString() for spec in chosen for key in spec.shortcuts)
    ids = Counter(spec.id for spec in chosen)
    return [name for name, count in (*keys.items(), *ids.items()) if count > 1]
