# SPDX-License-Identifier: Apache-2.0
"""Translation: marked text, lazily translated, with arguments put in after translation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.kernel.data import dataclass, field

if TYPE_CHECKING:  # English needs no catalogue
    from gettext import NullTranslations

LANGUAGES: tuple[tuple[str, str], ...] = (
    ("en", "English"),
    ("es", "Español"),
    ("zh_CN", "简体中文"),
    ("zh_TW", "繁體中文"),
)

_catalogue: NullTranslations | None = None
_language = "en"
_spoken: ContextVar[tuple[str, NullTranslations | None] | None] = ContextVar("spoken", default=None)


def N_(message: str) -> str:  # noqa: N802 - the usual name that extractors look for
    """Mark text for translation without translating it yet."""
    return message


def tr(message: str, /, **args: object) -> str:
    """The text in the current language with its named arguments filled in."""
    catalogue = _current()
    found = catalogue.gettext(message) if catalogue is not None and message else message
    return found.format(**args) if args else found


def trn(one: str, many: str, n: int, /, **args: object) -> str:
    """The singular or plural text for ``n``, which is also the argument {n}."""
    catalogue = _current()
    found = catalogue.ngettext(one, many, n) if catalogue is not None else one if n == 1 else many
    return found.format(n=n, **args)


def language() -> str:
    """The current language code, one of LANGUAGES."""
    spoken = _spoken.get()
    return _language if spoken is None else spoken[0]


def set_language(code: str, folder: Path | None = None) -> None:
    """Switch all texts to ``code``; an unknown code or missing catalogue means English."""
    global _catalogue, _language  # noqa: PLW0603 - one language per process
    _catalogue = _load(code, folder or _locale_folder()) if code != "en" else None
    _language = code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Use another language inside the block, in this thread only (documents for a customer)."""
    catalogue = None if code == "en" else _load(code, _locale_folder())
    token = _spoken.set((code, catalogue))
    try:
        yield
    finally:
        _spoken.reset(token)


def in_document() -> bool:
    """Whether a document is being written for others (see `speaking`)."""
    return _spoken.get() is not None


def _current() -> NullTranslations | None:
    spoken = _spoken.get()
    return _catalogue if spoken is None else spoken[1]


def _locale_folder() -> Path:
    from importlib.resources import files

    return Path(str(files("resources"))) / "i18n"


def _load(code: str, folder: Path) -> NullTranslations:
    import gettext

    return gettext.translation("waterline", str(folder), languages=[code], fallback=True)


@dataclass(frozen=True, slots=True)
class Message:
    """A translatable text kept as key and arguments, so that it can be stored and shown later."""

    key: str
    args: Mapping[str, object] = field(default_factory=dict)

    def text(self) -> str:
        """The message in the current language; arguments that are messages, days or decimals are written out too."""
        return tr(self.key, **{name: _shown(value) for name, value in self.args.items()})


def _shown(value: object) -> object:
    if isinstance(value, Message):
        return value.text()
    if isinstance(value, date):
        from planner.kernel.dates import day_text

        return day_text(value)
    if not isinstance(value, str | int):
        from decimal import Decimal

        from planner.kernel.numbers import decimal_text

        return decimal_text(value) if isinstance(value, Decimal) else value
    return value
