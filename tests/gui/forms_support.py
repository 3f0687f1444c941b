# SPDX-License-Identifier: Apache-2.0
"""A real session with the few services that forms use, and what they said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from planner.entities.registry import BY_NAME, ENTITIES
from planner.entities.spec import FieldSpec
from planner.kernel.settings import Settings
from planner.kernel.text import Message
from planner.services import crud
from planner.services.session import Session
from planner.store.table import Table
from planner.store.unit import Unit
from tests.builders import BUILDERS
from ui.bridge import ChangeBridge
from ui.context import AppContext, Place


@dataclass
class Said:
    """Keeps what a form told the user; goes nowhere and asks nothing."""

    toasts: list[str] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    busy: bool = False

    def toast(self, text: str, *, undo: bool = False, go: Callable[[], object] | None = None) -> None:
        """Keep a message."""
        self.toasts.append(text)

    def fault(self, error: Exception) -> None:
        """Keep a failure."""
        self.faults.append(error)

    def banner(self, key: str, text: str, *, kind: object = "info", actions: object = ()) -> None:
        """Forms show none."""

    def no_banner(self, key: str) -> None:
        """Forms show none."""

    def choose(self, question: str, choices: object, *, detail: str = "") -> str:
        """Forms ask nothing."""
        return ""

    def go(self, place: Place) -> None:
        """Stay."""

    def place(self) -> Place:
        """Always the list."""
        return Place(page="accounts")

    def confirm(self, question: str, verb: str, *, detail: str = "") -> bool:
        """Nothing is ever confirmed."""
        return False

    def protect(self, path: object) -> bool:
        """Nothing is ever made."""
        return False

    def unlock(self, path: Path, jobs: object) -> None:
        """Nothing is ever unlocked."""

    def pick_open(self, title: str, patterns: str) -> Path | None:
        """No file."""
        return None

    def pick_save(self, title: str, proposed: Path, patterns: str) -> Path | None:
        """No file."""
        return None

    def pick_folder(self, title: str, start: Path) -> Path | None:
        """No folder."""
        return None

    def tell(self, title: str, text: str) -> None:
        """Keep a message."""
        self.toasts.append(text)

    def run(
        self,
        work: Callable[[Callable[[int, int, str], None]], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        title: str = "",
    ) -> object:
        """Run at once."""
        done(work(lambda _done, _total, _note: None))
        return None


def make_app(session: Session) -> tuple[AppContext, Said]:
    """The context of forms on a session, and what they say through it."""
    said = Said()
    app = AppContext(
        session=session,
        bridge=ChangeBridge(session.bus),
        jobs=said,
        prompts=said,
        navigator=said,
        notices=said,
        settings=Settings(),
    )
    return app, said


def keep(session: Session, *entities: Any) -> None:
    """Write built records as one step."""
    specs = {spec.cls: spec for spec in ENTITIES}

    def work(unit: Unit) -> None:
        for entity in entities:
            Table(specs[type(entity)], unit).add(entity)

    session.write(Message("Built"), work)


def a_kept(session: Session, name: str) -> Any:
    """One kept record of a kind, with everything it must point to."""
    spec = BY_NAME[name]
    fields: dict[str, str] = {}
    for part in spec.fields:
        if part.ref and part.required:
            fields[part.name] = target(session, part.ref)
    entity = BUILDERS[name](**fields)
    keep(session, entity)
    return entity


def target(session: Session, name: str) -> str:
    """The id of a record of that kind, kept before or made now."""
    found = crud.every(session, BY_NAME[name])
    return str(found[0].id) if found else str(a_kept(session, name).id)


def steps(session: Session) -> int:
    """How many steps the change log has."""
    return int(session.db.value("SELECT count(*) FROM step"))


def editable(name: str) -> list[FieldSpec]:
    """The fields a form of that kind edits through its editors."""
    skipped = {"account_id"} | ({"grade"} if name == "account" else set())
    return [part for part in BY_NAME[name].fields if part.editable and part.name not in skipped]


def focused() -> QWidget:
    """The widget that has the focus; a test that asks expects one."""
    found = QApplication.focusWidget()
    assert found is not None
    return found
