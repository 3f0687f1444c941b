# SPDX-License-Identifier: Apache-2.0
"""Loads Qt for Python without what only errors need, and without its writer of type stubs (0008 in docs/adr)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from importlib.machinery import ModuleSpec
from threading import RLock
from types import ModuleType
from typing import Any, SupportsIndex

from planner.kernel.override import override

_SIGNATURES = "shibokensupport.signature."
# They would be compiled from their text at every start, with argparse and others; nothing else in PySide6 uses them.
STUB_WRITERS = frozenset(_SIGNATURES + name for name in ("lib.enum_sig", "lib.pyi_generator"))
# Its switch would read the text of every module that is imported while Qt is loaded (the whole of `enum` among them);
# `ui` takes it away afterwards, so that it has nothing to say here either.
SWITCH = "shibokensupport.feature"
# These too, and what they are for is asked only after a wrong argument or for a signature: they are read then.
READ_LATE = frozenset(_SIGNATURES + name for name in ("mapping", "errorhandler", "layout", "parser", "lib.tool"))
# The library in C looks for one function in the dictionary of its module, where asking does not help: it stands there.
_STANDS_THERE = {_SIGNATURES + "mapping": "update_mapping"}
_reading = RLock()


class Late(ModuleType):
    """A module that is read when something in it is asked for."""

    @override
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # whoever looks through all modules does not want what is in them
            raise AttributeError(name)
        with _reading:
            unread = self.__dict__.get("_unread")
            if unread is not None:
                # PySide6 has given it a second name meanwhile, which its own loader does not know.
                del self._unread
                assert self.__spec__ is not None
                self.__spec__.name = self.__name__
                unread.exec_module(self)
        if name not in self.__dict__:
            raise AttributeError(name)
        return self.__dict__[name]


def _read_first(module: ModuleType, name: str, *args: Any) -> Any:
    """Stands in a late module for a function of it, which takes its place."""
    module.__getattr__("namespace")  # any name that is not there yet
    return vars(module)[name](*args)


def _nothing(*_args: object, **_kwargs: object) -> None:
    """The answer of the switch to every import: it goes on as usual."""


class _First:
    """Finds empty modules for the writers and the switch, and for the late ones such as read themselves later."""

    def find_spec(self, name: str, path: Sequence[str] | None = None, *_target: object) -> ModuleSpec | None:
        """What there is to load for that name; None for every other module."""
        if name in STUB_WRITERS or name == SWITCH:
            return ModuleSpec(name, self)  # type: ignore[arg-type]
        if name in READ_LATE:
            for finder in sys.meta_path:
                found = finder.find_spec(name, path) if finder is not self else None
                if found is not None:
                    return ModuleSpec(name, self, loader_state=found.loader)  # type: ignore[arg-type]
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """An ordinary module will do for an empty one."""
        return Late(spec.name) if spec.loader_state is not None else None

    def exec_module(self, module: ModuleType) -> None:
        """Nothing is in it yet."""
        if module.__name__ == SWITCH:
            vars(module).update(feature_import=_nothing, feature_imported=_nothing)
        if module.__spec__ is not None and module.__spec__.loader_state is not None:
            vars(module)["_unread"] = module.__spec__.loader_state
            name = _STANDS_THERE.get(module.__name__)
            if name:
                vars(module)[name] = partial(_read_first, module, name)


class _Finders(list):  # type: ignore[type-arg]
    """The finders of modules: PySide6 puts its own in front while it loads, and here it comes behind the first."""

    @override
    def insert(self, index: SupportsIndex, finder: object) -> None:
        """Beside the present ones; nobody comes before the first."""
        super().insert(max(1, int(index)), finder)


def load() -> None:
    """Import QtCore; the finders are the same ones as before when it is done."""
    before, first = sys.meta_path, _First()
    during = sys.meta_path = _Finders([first, *before])
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        sys.meta_path = before
        before[:] = [finder for finder in during if finder is not first]
