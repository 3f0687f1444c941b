# SPDX-License-Identifier: Apache-2.0
"""Finding the record a row is about: by number, e-mail, phone or domain, and never by the name alone.

A list whose only identity is the name is the one exception (rulings, Data): there exactly equal names match.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from typing import Any

from planner.entities.customers.account import Account
from planner.entities.relations.contact import Contact
from planner.formats.values import FREE_MAIL, normalise_domain, normalise_email, normalise_name, normalise_phone
from planner.kernel.data import dataclass
from planner.kernel.text import N_, tr

ORDER = ("external_id", "email", "phone", "domain")
_KEYED = ("name", "external_id", "country", "phone", "mobile", "email", "email2", "domain", "website")
WORDS = {
    "external_id": N_("number"),
    "email": N_("e-mail"),
    "phone": N_("phone"),
    "domain": N_("domain"),
    "name": N_("name"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What identifies a company or person, each in its one normal form; ``scope`` is the account of a person."""

    name: str = ""
    external_id: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    scope: str = ""

    def of(self, by: str) -> tuple[str, ...]:
        """The values of one kind of key."""
        values: tuple[str, ...] = getattr(self, by)
        return values

    @property
    def any(self) -> bool:
        """Whether there is any identity besides the name."""
        return any(self.of(by) for by in ORDER)

    @property
    def rank(self) -> int:
        """0 for the surest kind of key; rows with surer keys are placed first, so that weaker ones meet them."""
        return next((rank for rank, by in enumerate(ORDER) if self.of(by)), len(ORDER))


@dataclass(slots=True)
class Subject:
    """A record that rows may be about: stored already, or made by an earlier row.

    ``row`` is the number of the row that took it; ``above`` holds the names and numbers of its parent.
    """

    key: str
    keys: Keys
    stored: Any = None
    values: dict[str, Any] = field(default_factory=dict)
    row: int | None = None
    above: frozenset[str] = frozenset()

    @property
    def known_as(self) -> frozenset[str]:
        """What a subsidiary may call it."""
        return frozenset((*self.keys.external_id, self.keys.name))


@dataclass(frozen=True, slots=True)
class Found:
    """The subject of a row and the kind of key that told; ``doubt`` when several subjects fit equally."""

    subject: Subject | None = None
    by: str = ""
    doubt: bool = False


class Index:
    """Subjects by their keys; what several of them share still counts, and the name then decides among them."""

    def __init__(self) -> None:
        self._by: dict[tuple[str, str], dict[int, Subject]] = {}
        self._unnumbered: dict[tuple[str, str], dict[int, Subject]] = {}
        self.contested = False  # whether a key is shared by several subjects
        self.namesakes = False

    def add(self, subject: Subject) -> None:
        """Make a subject findable."""
        for by in ORDER:
            for value in subject.keys.of(by):
                self._put((by, value), subject)
        self._put(("name", subject.keys.name), subject)

    def change(self, subject: Subject, keys: Keys) -> None:
        """Make a subject findable by what it is after the import; by what a row replaces it no longer is."""
        subject.keys = keys
        self.add(subject)

    def _put(self, place: tuple[str, str], subject: Subject) -> None:
        held = self._by.setdefault(place, {})
        held[id(subject)] = subject
        if len(held) > 1:
            self.contested |= place[0] != "name"
            self.namesakes |= place[0] == "name"
        if not subject.keys.external_id:
            self._unnumbered.setdefault(place, {})[id(subject)] = subject

    def join(self, subject: Subject, keys: Keys) -> None:
        """Make a subject findable by the keys of a double too, so that doubles of the double are known."""
        joined: dict[str, Any] = {by: tuple(dict.fromkeys((*subject.keys.of(by), *keys.of(by)))) for by in ORDER}
        self.change(subject, replace(subject.keys, **joined))

    def named(self, keys: Keys) -> list[Subject]:
        """Subjects of exactly this name, within the account for people."""
        known = self._by.get(("name", keys.name), {}).values()
        return [s for s in known if s.keys.name == keys.name and (not keys.scope or s.keys.scope == keys.scope)]

    def find(self, keys: Keys, above: frozenset[str] = frozenset()) -> Found:
        """What a row with these keys is about; ``above`` is what the row calls its parent."""
        for by in ORDER:
            fitting = [s for s in self._with(by, keys) if not _apart(s, keys, by, above)]
            if fitting:
                return _best(fitting, keys, by)
        return Found()

    def find_by_name(self, keys: Keys) -> Found:
        """The same for lists whose only identity is the name."""
        fitting = self.named(keys)
        if not fitting:
            return Found()
        taken = [s for s in fitting if s.row is not None]
        return Found(doubt=True, by="name") if len(fitting) > 1 and not taken else Found((taken or fitting)[0], "name")

    def _with(self, by: str, keys: Keys) -> list[Subject]:
        # A row with a number can only be about something of that number or without one; lists in which hundreds of
        # numbered sites share one domain stay quick by that.
        index = self._unnumbered if keys.external_id and by != "external_id" else self._by
        found: dict[int, Subject] = {}
        for value in keys.of(by):
            known = index.get((by, value), {}).items()
            found |= {place: subject for place, subject in known if value in subject.keys.of(by)}
        return list(found.values())


def _apart(subject: Subject, keys: Keys, by: str, above: frozenset[str]) -> bool:
    """Whether something stronger says that subject and row are two: numbers, e-mails, or one above the other."""
    if by == "external_id":
        return False
    if _differ(subject.keys.external_id, keys.external_id):
        return True
    return by != "email" and (_two_people(subject, keys, by) or _one_above(subject, keys, above))


def _two_people(subject: Subject, keys: Keys, by: str) -> bool:
    """A shared phone tells little: not at two accounts, and not with other names and other e-mails."""
    if by == "phone" and keys.scope and subject.keys.scope and keys.scope != subject.keys.scope:
        return True
    return _differ(subject.keys.email, keys.email) and subject.keys.name != keys.name


def _one_above(subject: Subject, keys: Keys, above: frozenset[str]) -> bool:
    """A company is never its own parent, though both often share a domain."""
    if subject.above & above:
        return False  # both stand below the same one, so neither stands above the other
    mine = {*keys.external_id, keys.name}
    return bool(subject.known_as & above) or bool(subject.above & mine)


def _differ(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return bool(one and other) and not set(one) & set(other)


def _best(fitting: list[Subject], keys: Keys, by: str) -> Found:
    """Among several: the one of the same name, then one that a row took already; otherwise nobody can tell."""
    if len(fitting) == 1:
        return Found(fitting[0], by)
    same = [s for s in fitting if s.keys.name == keys.name]
    if same:
        return Found(next((s for s in same if s.row is None), same[0]), by)
    taken = [s for s in fitting if s.row is not None]
    return Found(taken[0], by) if taken else Found(doubt=True, by=by)


def account_keys(account: Account | dict[str, Any]) -> Keys:
    """The keys of a stored account or of the values of a row."""
    get = account.get if isinstance(account, dict) else lambda name: getattr(account, name)
    phone = normalise_phone(get("phone") or "", get("country") or "")
    domains = (normalise_domain(text) for text in (get("domain"), get("website")) if text)
    return Keys(
        name=normalise_name(get("name") or ""),
        external_id=_folded(get("external_id")),
        phone=(phone,) if phone else (),
        domain=tuple(dict.fromkeys(d for d in domains if d and d not in FREE_MAIL)),
    )


def contact_keys(contact: Contact | dict[str, Any], scope: str, country: str = "") -> Keys:
    """The keys of a stored person or of the values of a row, at an account ("" while it is not known)."""
    get = contact.get if isinstance(contact, dict) else lambda name: getattr(contact, name)
    emails = (normalise_email(text) for text in (get("email"), get("email2")) if text)
    phones = (normalise_phone(text, country) for text in (get("mobile"), get("phone")) if text)
    return Keys(
        name=normalise_name(get("name") or ""),
        external_id=_folded(get("external_id")),
        email=tuple(dict.fromkeys(e for e in emails if e)),
        phone=tuple(dict.fromkeys(p for p in phones if p)),
        scope=scope,
    )


def _folded(text: str | None) -> tuple[str, ...]:
    return (normalise_name(text),) if text else ()


def after(stored: Any, values: dict[str, Any]) -> dict[str, Any]:
    """What identifies a stored record once a row's values are in."""
    held = {name: getattr(stored, name) for name in _KEYED if hasattr(stored, name)}
    return held | {name: value for name, value in values.items() if name in _KEYED}


def matched_by(by: str) -> str:
    """How a row was recognised, in words."""
    return tr("Recognised by its {key}.", key=tr(WORDS[by]))


def double_of(by: str, row: int) -> str:
    """Why a row is passed over that is about the same as an earlier one."""
    return tr("Same {key} as row {row}, so this row was not used.", key=tr(WORDS[by]), row=row)


def doubtful(by: str) -> str:
    """Why a row cannot be placed."""
    return tr("Several records have this {key}, so it is not clear which one is meant.", key=tr(WORDS[by]))


def by_name(items: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Ids by normal form of their names, for (name, id) pairs."""
    found: dict[str, list[str]] = {}
    for name, key in items:
        known = found.setdefault(normalise_name(name), [])
        if key not in known:
            known.append(key)
    return found
