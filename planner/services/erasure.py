# SPDX-License-Identifier: Apache-2.0
"""Erasing a person for privacy: what would go and stay, doing it, and proof that nothing is left (reliability I76)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from planner.entities.registry import BY_NAME
from planner.kernel import paths
from planner.kernel.changes import ChangeSet, RowChange
from planner.kernel.clock import stamp
from planner.kernel.data import dataclass
from planner.kernel.errors import NotFoundError, PlannerError
from planner.kernel.text import N_, Message, tr
from planner.rules.mentions import EXACT, GUESS, context
from planner.safe.erased_file import ErasedPerson, digest, new_salt
from planner.services import erase_journal
from planner.services.erasing_work import Report, Where, clean, erase_rows, place_digest
from planner.services.session import Session
from planner.store import driver, erasures, person_trace
from planner.store.person_trace import Trace
from planner.store.queries import erasing as queries
from planner.store.scrubbing import WORDS, Place, Scrub
from planner.store.unit import Stamp

ERASED = N_("Erase a person")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """A place where the person is in somebody else's record; ``usual`` says whether it is replaced unless told."""

    place: Place
    record: str
    field: str
    before: str
    match: str
    after: str
    usual: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What erasing would do: records that go and references that are emptied, by kind; the places in free text.

    ``files`` are the names of attachments that go; ``looked_at`` how many other attachments the account has, whose
    content is not searched. ``ratings`` are callbacks that stay without the person.
    """

    kind: str
    key: str
    name: str
    goes: tuple[tuple[str, int], ...]
    steps: int
    drafts: int
    emptied: tuple[tuple[str, int], ...]
    mentions: tuple[Mentioned, ...]
    files: tuple[str, ...]
    other_files: int
    ratings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What was done: records that went, records changed by kind, attachments deleted, and what a scan still found."""

    gone: dict[str, int]
    changed: dict[str, int]
    files: int
    left: tuple[str, ...]


def preview(session: Session, kind: str, key: str) -> Preview:
    """What erasing this person would do; nothing is changed. NotFoundError when there is no such person."""
    return session.read(lambda conn: _preview(conn, _trace(conn, kind, key)))


def erase(
    session: Session, kind: str, key: str, flipped: Iterable[Place] = (), report: Report | None = None
) -> Erasure:
    """Erase a person. It can't be undone, and neither can any step before it.

    ``flipped`` are mentions treated otherwise than `preview` proposes. Cut off at any moment, it has not begun or is
    finished when the portfolio is opened next. PlannerError when the disk refuses; nothing is changed then.
    """
    session.refuse_reading()
    tell = report or (lambda _done, _total, _note: None)
    if key == session.me:
        raise PlannerError(
            tr("This is the name that signs your changes. Choose another name in Settings first."), "erase-me"
        )
    tell(0, 4, tr("Noting what is to be erased"))
    person, trace = _begun(session, kind, key, flipped)
    where = Where(session.db, paths.files_folder(session.path), session.files_key)
    tell(1, 4, tr("Taking the person out of the records"))
    try:
        done = erase_rows(where, person, key, Stamp(stamp(session.clock.now()), session.me, session.device))
    except BaseException:
        erase_journal.take_back(session, person)
        raise
    _tell_others(session, done.touched)
    tell(2, 4, tr("Emptying free pages and files"))
    _clean(where, stamp(session.clock.now()))
    tell(3, 4, tr("Looking whether anything is left"))
    from planner.services.leftovers import left_of

    left = left_of(session, trace)
    tell(4, 4, "")
    return Erasure(gone=dict(done.gone), changed=dict(done.changed), files=len(done.files), left=left)


def _clean(where: Where, at: str) -> None:
    try:
        clean(where, at)
    except PlannerError as fault:
        text = tr(
            "The person was erased, but free pages of the file could not be emptied yet. That is done when the "
            "portfolio is opened next. {why}",
            why=str(fault),
        )
        raise PlannerError(text, fault.code) from fault


def is_confirmed(name: str, typed: str) -> bool:
    """Whether somebody typed the name of the person: spaces and case do not count."""
    return bool(typed.strip()) and " ".join(typed.split()).casefold() == " ".join(name.split()).casefold()


def erased(session: Session) -> list[ErasedPerson]:
    """Everybody who was erased here, oldest first, without a name."""
    return session.read(erasures.every)


def _begun(session: Session, kind: str, key: str, flipped: Iterable[Place]) -> tuple[ErasedPerson, Trace]:
    """Write the journal; from here on the erasure will be finished whatever happens."""
    with session.db.reading() as conn:
        trace = _trace(conn, kind, key)
        salt = erasures.salt(conn) or new_salt()
    person = ErasedPerson(
        salt=salt,
        hash=digest(salt, kind, key),
        entity=kind,
        erased_on=session.today().isoformat(),
        kinds={entity: len(keys) for entity, keys in trace.own.items()},
        kept=tuple(sorted(place_digest(salt, place) for place in flipped)),
    )
    erase_journal.note(session, [person])
    return person, trace


def _tell_others(session: Session, touched: list[tuple[str, str]]) -> None:
    """Undo ends here, and every screen reads anew what it shows."""
    session.forget_steps()
    rows = tuple(RowChange(table, key, {}, {}) for table, key in dict.fromkeys(touched))
    session.bus.publish(ChangeSet(Message(ERASED), rows, 0, "erase"), None)


def _trace(conn: driver.Connection, kind: str, key: str) -> Trace:
    found = person_trace.trace(conn, kind, key)
    if found is None:
        raise NotFoundError(tr("This record is no longer there; it may be in the Trash."), "not-found")
    return found


def _preview(conn: driver.Connection, trace: Trace) -> Preview:
    scrub = Scrub(trace, tr("[erased]"))
    emptied = Counter(entity for entity, _, _ in person_trace.references(conn, trace.kind, trace.key, trace.ids))
    drafts = [_is_theirs(trace, *one) for one in queries.drafts(conn)]
    return Preview(
        kind=trace.kind,
        key=trace.key,
        name=queries.name(conn, trace),
        goes=tuple((entity, len(keys)) for entity, keys in trace.own.items()),
        steps=queries.steps(conn, trace),
        drafts=sum(drafts),
        emptied=tuple(sorted(emptied.items())),
        mentions=tuple(_mentions(conn, scrub)),
        files=queries.files(conn, trace),
        other_files=queries.other_files(conn, trace),
        ratings=emptied.get("callback", 0) if trace.kind == "contact" else 0,
    )


def _mentions(conn: driver.Connection, scrub: Scrub) -> list[Mentioned]:
    found: list[Mentioned] = []
    for spec, key, texts in person_trace.texts(conn, scrub.trace.ids):
        theirs = scrub.trace.words.get((spec.name, key), frozenset())
        title = str(texts.get(spec.title) or tr(spec.label))
        for name, text in texts.items():
            field = tr(spec.field(name).label)
            if name in theirs:
                place = Place(spec.name, key, name, WORDS)
                found.append(_mentioned(place, title, field, ("", _short(text), "")))
            else:
                record = title if name != spec.title else tr(spec.label)
                found += _in_text(scrub, Place(spec.name, key, name, ""), record, field, text)
    for name, value in queries.settings(conn):
        title = tr("Saved views and settings")
        found += _in_text(scrub, Place("setting", name, "", ""), title, name, _plain(value))
    for draft, text in queries.drafts(conn):
        if not _is_theirs(scrub.trace, draft, text):
            found += _in_text(scrub, Place("draft", draft, "", ""), tr("Something typed but not kept"), "", text)
    return sorted(found, key=lambda one: (not one.usual, one.place))


def _in_text(scrub: Scrub, where: Place, title: str, field: str, text: str) -> list[Mentioned]:
    """One line for the exact mentions of a text and one for the guesses, each with its first context."""
    found: dict[str, Mentioned] = {}
    for one in scrub.finder.find(text):
        if one.sort not in found:
            found[one.sort] = _mentioned(where._replace(sort=one.sort), title, field, context(text, one))
    return list(found.values())


def _mentioned(place: Place, title: str, field: str, around: tuple[str, str, str]) -> Mentioned:
    kind = tr(BY_NAME[place.entity].label) if place.entity in BY_NAME else ""
    record = tr("{kind}: {name}", kind=kind, name=_short(title)) if kind and kind != title else title
    return Mentioned(
        place=place,
        record=record,
        field=field,
        before=around[0],
        match=around[1],
        after=around[2],
        usual=place.sort in {EXACT, WORDS},
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 90 else f"{line[:88]}…"


def _plain(value: str) -> str:
    return value.replace('"', " ")


def _is_theirs(trace: Trace, place: str, text: str) -> bool:
    return any(key in place or key in text for key in trace.ids)


__all__ = ["EXACT", "GUESS", "WORDS", "Erasure", "Mentioned", "Place", "Preview", "erase", "erased", "preview"]
