# SPDX-License-Identifier: Apache-2.0
"""Everything stored about one person, as canonical JSON and as a page to read and print (reliability I75).

The keys are documented in docs/PRIVACY.md. Other people are taken out: their names, e-mails and phones give way to a
mark, and of records shared with them only what concerns this person is given.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

from planner.entities.personal import is_drawn, is_free_text
from planner.entities.registry import BY_NAME, BY_TABLE
from planner.entities.spec import EntitySpec, Kind
from planner.kernel.clock import stamp
from planner.kernel.errors import NotFoundError
from planner.kernel.text import Message, tr
from planner.rules.mentions import EXACT, Finder, Identity, digits, fold
from planner.safe.files import write_new
from planner.safe.names import safe_file_name
from planner.services.session import Session
from planner.store import driver, person_trace, portfolio_settings
from planner.store.labels import loaded_args
from planner.store.person_trace import Trace
from planner.store.queries import person_file as queries
from planner.store.rows import from_json

SCHEMA: Final = 1
_ROUND: Final = 160
_WORD: Final = re.compile(r"\w+")
_PLAIN: Final = re.compile(r"[\x00-\u02ff\u0370-\u1fff]*")
_BARE: Final = frozenset({"interaction", "explain_session"})
"""Records that several people may share; given whole only where this person was alone."""


def collect(session: Session, kind: str, key: str) -> dict[str, Any]:
    """Everything about a contact or a colleague, live or in the Trash, by documented keys. NotFoundError."""
    with session.db.reading() as conn:
        trace = person_trace.trace(conn, kind, key)
        if trace is None:
            raise NotFoundError(tr("This record is no longer there; it may be in the Trash."), "not-found")
        return _Collector(conn, trace, stamp(session.clock.now())).everything(session.path.stem)


def write(session: Session, kind: str, key: str, folder: Path) -> tuple[Path, ...]:
    """Write the JSON, the page and the person's own files into a folder, under names that are free; answers them all.

    Raises FileProblemError. A file whose content is missing is left out; the JSON names it all the same.
    """
    from planner.views.person_page import page

    found = collect(session, kind, key)
    name = tr("Stored about {name}", name=str(found["person"]["values"].get("name", "")))
    folder.mkdir(parents=True, exist_ok=True)
    text = write_new(folder / safe_file_name(name, extension=".json"), dump(found), private=True)
    html = write_new(text.with_suffix(".html"), page(found).encode(), private=True)
    return text, html, *_files(session, found, html)


def _files(session: Session, found: dict[str, Any], html: Path) -> list[Path]:
    from planner.kernel import paths
    from planner.safe.vault import read_stored

    folder, made = html.with_suffix(""), []
    for one in found["files"]:
        with suppress(OSError, ValueError):
            content = read_stored(paths.files_folder(session.path), one["values"]["sha256"], session.files_key)
            folder.mkdir(mode=0o700, exist_ok=True)
            name = Path(str(one["values"]["file_name"]))
            made.append(write_new(folder / safe_file_name(name.stem, extension=name.suffix), content, private=True))
    return made


def dump(found: dict[str, Any]) -> bytes:
    """The canonical JSON: sorted keys, two blanks, UTF-8."""
    return (json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


class _Collector:
    """Reads one person under the lock of the store."""

    def __init__(self, conn: driver.Connection, trace: Trace, at: str) -> None:
        self._conn, self._trace, self._at = conn, trace, at
        self._finder = Finder(trace.identity)
        self._others = _Others([_without(one, trace.identity) for one in queries.others(conn, trace.key)])

    def everything(self, portfolio: str) -> dict[str, Any]:
        """All parts."""
        own = [(entity, key) for entity, keys in self._trace.own.items() for key in keys]
        account = queries.account_of(self._conn, self._trace.key)
        return {
            "schema": SCHEMA,
            "kind": "person-file",
            "made_at": self._at,
            "portfolio": portfolio,
            "account": account[1],
            "person": self._record(self._trace.kind, self._trace.key),
            "records": [self._record(e, k) for e, k in own if e not in {self._trace.kind, "attachment"}],
            "files": [self._record(e, k) for e, k in own if e == "attachment"],
            "named_in": self._named_in(),
            "mentions": self._mentions(),
            "history": self._history(own),
            "drafts": self._drafts(),
            "came_from": self._came_from(),
            "plans": self._plans(account[0]),
        }

    def _record(self, entity: str, key: str) -> dict[str, Any]:
        found = queries.row(self._conn, entity, key)
        values, state = found or ({}, "gone")
        return {"kind": entity, "id": key, "state": state, "values": self._values(BY_NAME[entity], values)}

    def _values(self, spec: EntitySpec[Any], values: dict[str, Any]) -> dict[str, Any]:
        """Stored values as JSON values; people other than this one are counted, not named."""
        made: dict[str, Any] = {}
        for one in spec.fields:
            value = values.get(one.name)
            if value is None or (is_drawn(spec, one) and value not in self._trace.drawn):
                continue
            if one.kind is Kind.LIST:
                value = from_json(value)
            if one.ref in {"contact", "person"}:
                value = self._people(value)
            elif one.kind is Kind.BOOL:
                value = bool(value)
            elif one.ref:
                value = self._title(one.ref, value) if isinstance(value, str) else len(value)
            elif isinstance(value, str):
                value = self._masked(value)
            made[one.name] = value
        return made

    def _people(self, value: Any) -> dict[str, Any]:
        ids = value if isinstance(value, list) else [value]
        rest = sum(one != self._trace.key for one in ids)
        return {"self": rest < len(ids), "others": rest}

    def _title(self, entity: str, key: str) -> str:
        found = queries.row(self._conn, entity, key)
        return self._masked(str((found[0] if found else {}).get(BY_NAME[entity].title) or ""))

    def _masked(self, text: str) -> str:
        return self._others.masked(text)

    def _named_in(self) -> list[dict[str, Any]]:
        """Records that name the person by reference, with what they say about them."""
        fields: dict[tuple[str, str], list[str]] = {}
        for entity, key, name in person_trace.references(
            self._conn, self._trace.kind, self._trace.key, self._trace.ids
        ):
            fields.setdefault((entity, key), []).append(name)
        made = []
        for (entity, key), names in sorted(fields.items()):
            record = self._record(entity, key)
            alone = (entity, key) in self._trace.words
            if not alone:
                record["values"] = self._reduced(BY_NAME[entity], record["values"])
            made.append({**record, "named_as": names, "alone": alone})
        return made

    def _reduced(self, spec: EntitySpec[Any], values: dict[str, Any]) -> dict[str, Any]:
        """Of a record shared with others the facts, and no text; passages on the person are among the mentions."""
        kept = {f.name for f in spec.fields if not is_free_text(f) or f.name == spec.title}
        return {name: value for name, value in values.items() if name in kept}

    def _mentions(self) -> list[dict[str, Any]]:
        """Passages of other records in which the person is named."""
        made = []
        for spec, key, texts in person_trace.texts(self._conn, self._trace.ids):
            whole = self._trace.words.get((spec.name, key), ())
            for name, text in texts.items():
                if name not in whole and self._finder.has(text):
                    made.append(
                        {"kind": spec.name, "id": key, "field": name, "passages": self._passages(self._masked(text))}
                    )
        return sorted(made, key=lambda one: (one["kind"], one["id"], one["field"]))

    def _passages(self, text: str) -> list[str]:
        spans: list[tuple[int, int]] = []
        for one in self._finder.find(text):
            start, end = max(0, one.start - _ROUND), min(len(text), one.end + _ROUND)
            if one.sort != EXACT:
                continue
            if spans and start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        return [text[start:end].strip() for start, end in spans]

    def _history(self, own: list[tuple[str, str]]) -> list[dict[str, Any]]:
        """Every recorded change of the person's own records, oldest first, in stored form."""
        made = []
        for entity, key in own:
            for step, at, kind, _, _, table, _, before, after in queries.changes(self._conn, key):
                spec = BY_TABLE[table]
                made.append({
                    "step": step, "at": at, "kind": entity, "id": key, "how": kind,
                    "before": None if before is None else self._values(spec, from_json(before)),
                    "after": None if after is None else self._values(spec, from_json(after)),
                })  # fmt: skip
        return sorted(made, key=lambda one: (one["step"], one["id"]))

    def _drafts(self) -> list[dict[str, str]]:
        found = queries.drafts(self._conn)
        ids = self._trace.ids
        return [
            {"place": place, "text": self._masked(text), "at": at}
            for place, text, at in found
            if self._finder.has(text) or any(key in place or key in text for key in ids)
        ]

    def _came_from(self) -> dict[str, str]:
        """The step by which the record came into being: an import with its file, or somebody's entry."""
        first = queries.changes(self._conn, self._trace.key)[:1]
        if not first:
            return {}
        _, at, _, label, args, *_ = first[0]
        return {"at": at, "step": self._masked(Message(label, loaded_args(from_json(args))).text())}

    def _plans(self, account_id: str) -> list[dict[str, Any]]:
        """Versions of the account's plan that were exported. Whom they were given to is not recorded."""
        from planner.services.portfolio_facts import PLAN_VERSIONS

        every = portfolio_settings.get(self._conn, PLAN_VERSIONS, {})
        made = every.get(account_id, []) if isinstance(every, dict) else []
        return [{"version": one.get("version"), "on": one.get("on")} for one in made]


class _Others:
    """Everybody else, taken out of a text; a pattern is only made of those who may be in it."""

    def __init__(self, people: list[Identity]) -> None:
        self._by_word: dict[str, list[tuple[str, Identity]]] = {}
        self._by_end: dict[str, list[Identity]] = {}
        self._unspaced: list[tuple[str, Identity]] = []
        for one in people:
            for text in (*one.names, *one.emails):
                folded = fold(text)
                if _PLAIN.fullmatch(folded):
                    self._by_word.setdefault(max(_WORD.findall(folded), key=len, default=""), []).append((folded, one))
                else:
                    self._unspaced.append((folded, one))
            for phone in one.phones:
                self._by_end.setdefault(digits(phone)[-4:], []).append(one)

    def masked(self, text: str) -> str:
        """The text with a mark where somebody else is named."""
        folded = fold(text)
        words = set(_WORD.findall(folded))
        known = [one for word in words for name, one in self._by_word.get(word, ()) if name in folded]
        known += [one for name, one in self._unspaced if name in folded]
        run = digits(text)
        known += [one for end in {run[at : at + 4] for at in range(len(run) - 3)} for one in self._by_end.get(end, ())]
        if not known:
            return text
        joined = Identity(
            names=tuple(name for one in known for name in one.names),
            emails=tuple(email for one in known for email in one.emails),
            phones=tuple(phone for one in known for phone in one.phones),
        )
        return Finder(joined).replaced(text, tr("[another person]"))


def _without(others: Identity, mine: Identity) -> Identity:
    """The others without what they share with this person."""
    known = {text.casefold() for text in (*mine.names, *mine.parts, *mine.emails, *mine.phones)}
    kept = partial(_kept, known)
    return Identity(names=kept(others.names), emails=kept(others.emails), phones=kept(others.phones))


def _kept(known: set[str], texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text.casefold() not in known))
