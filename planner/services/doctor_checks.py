# SPDX-License-Identifier: Apache-2.0
"""The checks of the doctor, each with its stable name and the sentence that holds when it is sound."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from planner.entities.common.ruleset import RULESET
from planner.entities.registry import BY_NAME, ENTITIES
from planner.entities.spec import EntitySpec, Kind
from planner.kernel import paths
from planner.kernel.clock import stamp
from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, Message
from planner.rules import ruleset as ruleset_rules
from planner.rules.together import ORDERED, OWN_PARENT
from planner.rules.validate import check_all
from planner.safe.vault import stored_path, verify_stored
from planner.services.session import Session
from planner.store import health_checks, health_log, health_records, health_text
from planner.store.finding import Finding
from planner.store.rows import codec

Finder = Callable[[Session], Iterable[Finding]]
_DATES = frozenset({Kind.DATE, Kind.MOMENT})
_CLOCK_SLACK = timedelta(days=1)  # a day's difference is travel, not a wrong clock
_LATER = {(entity, later) for entity, _, later in ORDERED}


@dataclass(frozen=True, slots=True)
class Look:
    """One check as the catalogue holds it; ``tidy`` for what does no harm.

    Several may share one ``look``, which is then taken once, and each takes its ``part`` of what it finds.
    """

    name: str
    text: Message
    look: Finder
    tidy: bool = False
    part: Callable[[Finding], bool] = lambda _finding: True
    applies: Callable[[Session], bool] = lambda _session: True


def bad_fields(spec: EntitySpec[Any], row: tuple[Any, ...]) -> dict[str, str]:
    """Fields of a stored row whose value can't be kept: ``unreadable``, ``order`` or ``value``, by name.

    Never fails, whatever is stored.
    """
    found: dict[str, str] = {}
    values = dict(zip(spec.names, row, strict=True))
    for field in spec.fields:
        try:
            codec(spec).decode(tuple(values[n] if n == field.name else None for n in spec.names))
        except (ValueError, TypeError, ArithmeticError):  # also msgspec's faults
            found[field.name] = "unreadable"
        if field.kind is Kind.BOOL and values[field.name] not in {None, 0, 1}:
            found[field.name] = "unreadable"
    kept = tuple(None if name in found else value for name, value in values.items())
    for name in check_all(spec, codec(spec).decode(kept)):
        if (spec.name, name) not in OWN_PARENT or values[name] != values["id"]:
            found.setdefault(name, _kind_of(spec, name, kept))
    return found


def _kind_of(spec: EntitySpec[Any], name: str, kept: tuple[Any, ...]) -> str:
    """Whether a value is wrong by itself or only beside another one."""
    from planner.rules.validate import check

    entity = codec(spec).decode(kept)
    return "value" if check(spec, spec.field(name), getattr(entity, name)) else "order"


def _fields(session: Session) -> Iterable[Finding]:
    for spec in ENTITIES:
        for row in health_records.stored_rows(session.read, spec):
            for name, code in _faulty(spec, row).items():
                yield Finding(spec.name, row[0], name, code)


def _is_dated(one: Finding) -> bool:
    """Whether a finding is about a date: one that can't be, or two in the wrong order."""
    if BY_NAME[one.entity].field(one.field).kind not in _DATES:
        return False
    return one.code != "order" or (one.entity, one.field) in _LATER


def _is_plain(one: Finding) -> bool:
    return not _is_dated(one)


def _faulty(spec: EntitySpec[Any], row: tuple[Any, ...]) -> dict[str, str]:
    """The same, at once for the many rows that are sound."""
    try:
        if not check_all(spec, codec(spec).decode(row)) and _bools(spec, row):
            return {}
    except (ValueError, TypeError, ArithmeticError):
        pass
    return bad_fields(spec, row)


def _bools(spec: EntitySpec[Any], row: tuple[Any, ...]) -> bool:
    return all(row[n] in {None, 0, 1} for n, f in enumerate(spec.fields, start=1) if f.kind is Kind.BOOL)


def _read(work: Callable[[Any], list[Finding]]) -> Finder:
    return lambda session: session.read(work)


def _log(session: Session) -> Iterable[Finding]:
    for spec in ENTITIES:
        yield from health_log.differences(session.read, spec)


def _search(session: Session) -> Iterable[Finding]:
    return health_text.differing(session.read)


def _stamps(session: Session) -> Iterable[Finding]:
    latest = stamp(session.clock.now() + _CLOCK_SLACK)
    return session.read(lambda conn: health_records.later_than(conn, latest))


def _rulesets(session: Session) -> Iterable[Finding]:
    for row in health_records.stored_rows(session.read, RULESET):
        values = dict(zip(RULESET.names, row, strict=True))
        try:
            real = ruleset_rules.from_json(values["body"]).hash
        except PlannerError:
            yield Finding("ruleset", row[0], "body", "unreadable")
            continue
        if real != values["hash"]:
            yield Finding("ruleset", row[0], "hash", "hash")


def missing_files(session: Session) -> list[Finding]:
    """Attachments whose content is not in its place."""
    folder = paths.files_folder(session.path)
    rows = session.read(lambda conn: health_records.attachments(conn, 0))
    return [Finding("attachment", key, "sha256", "missing") for key, sha in rows if not _path(folder, sha, session)]


def _damaged_files(session: Session) -> Iterable[Finding]:
    folder = paths.files_folder(session.path)
    for key, sha in session.read(lambda conn: health_records.attachments(conn, 0)):
        if _path(folder, sha, session) and not verify_stored(folder, sha, session.files_key):
            yield Finding("attachment", key, "sha256", "damaged")


def _strays(session: Session) -> Iterable[Finding]:
    folder = paths.files_folder(session.path)
    named = {_name(folder, sha, session) for _, sha in session.read(lambda conn: health_records.attachments(conn, 1))}
    for path in sorted(folder.glob("*/*")):
        if path.is_file() and path.name not in named:
            yield Finding("", path.name, "", "stray")


def _path(folder: Path, sha: str, session: Session) -> bool:
    try:
        return stored_path(folder, sha, session.files_key).is_file()
    except ValueError:  # not a hash at all
        return False


def _name(folder: Path, sha: str, session: Session) -> str:
    try:
        return stored_path(folder, sha, session.files_key).name
    except ValueError:
        return ""


CATALOGUE: tuple[Look, ...] = (
    Look("structure", Message(N_("The file's structure is whole")), _read(health_checks.integrity)),
    Look(
        "seals",
        Message(N_("Every page carries its seal")),
        _read(health_checks.seals),
        applies=lambda session: session.db.key is not None,
    ),
    Look("references", Message(N_("Every reference leads to a record")), _read(health_records.dangling)),
    Look("values", Message(N_("Every record holds values that are allowed")), _fields, part=_is_plain),
    Look("dates", Message(N_("Every date can be, and dates follow each other")), _fields, part=_is_dated),
    Look("owners", Message(N_("No record belongs to one that is in the Trash")), _read(health_records.orphans)),
    Look("loops", Message(N_("No company, unit or person stands above itself")), _read(health_records.loops)),
    Look("lists", Message(N_("Every listed record exists")), _read(health_records.listed_nowhere)),
    Look(
        "targets",
        Message(N_("Evidence, files and actions lead to their records")),
        _read(health_records.targets_nowhere),
    ),
    Look("log", Message(N_("The change log agrees with the records")), _log),
    Look("undo", Message(N_("Every step that undo reaches is complete")), _read(health_log.broken_steps)),
    Look("search", Message(N_("The search index holds the words of every record")), _search),
    Look("rules", Message(N_("The rules of this portfolio can be read")), _rulesets),
    Look("settings", Message(N_("The settings of this portfolio fit it")), _read(health_checks.settings)),
    Look("counters", Message(N_("No code would be given twice")), _read(health_checks.counters)),
    Look("revisions", Message(N_("Every record knows its revision")), _read(health_records.revisions)),
    Look("files", Message(N_("Every attachment has its file")), missing_files),
    Look("contents", Message(N_("Every attached file is what was attached")), _damaged_files),
    Look(
        "purged",
        Message(N_("Nothing names a record deleted for good")),
        _read(health_records.to_purged),
        tidy=True,
    ),
    Look("stamps", Message(N_("Nothing is stamped later than now")), _stamps, tidy=True),
    Look("strays", Message(N_("Every file in the folder belongs to a record")), _strays, tidy=True),
)
