# SPDX-License-Identifier: Apache-2.0
"""What can be repaired safely and in which words it is told, and what only the user can put right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from planner.entities.registry import BY_NAME
from planner.entities.spec import Kind
from planner.kernel.data import dataclass
from planner.kernel.text import N_, tr, trn
from planner.services.doctor import Check, Finding

# a value that must stand there falls back to what tells nothing and shows it to nobody else
FALLBACK: Final = {("account", "grade"): "ungraded", ("evidence_link", "grade"): "E4"}
_TEXTS: Final = frozenset({Kind.TEXT, Kind.NOTE, Kind.REF})
_ASK, _RESTORE, _NONE, _FILES = "ask", "restore", "none", "files"
ADVICE: Final = {
    _ASK: N_("Open these records and correct them; only you know what is right."),
    _RESTORE: N_("The file itself is damaged. Restore a backup, or save what can be read into a new file."),
    _NONE: N_("A clock was wrong when these were changed. Nothing is lost and nothing needs to be done."),
    _FILES: N_("These files belong to no record. They do no harm."),
}
_WORDS: Final[dict[str, Callable[[int], str]]] = {
    "index": lambda _n: tr("Write the indexes anew"),
    "references": lambda n: trn(
        "Remove {n} reference that leads nowhere",
        "Remove {n} references that lead nowhere",
        n,
    ),
    "values": lambda n: trn(
        "Set {n} value that can't be to unknown; the old one stays in the history",
        "Set {n} values that can't be to unknown; the old ones stay in the history",
        n,
    ),
    "owners": lambda n: trn(
        "Move {n} record to the Trash, to what it belongs to",
        "Move {n} records to the Trash, to what they belong to",
        n,
    ),
    "loops": lambda n: trn(
        "Open {n} loop at its newest link",
        "Open {n} loops at their newest link",
        n,
    ),
    "lists": lambda n: trn(
        "Take what never existed off {n} list",
        "Take what never existed off {n} lists",
        n,
    ),
    "targets": lambda n: trn(
        "Take back {n} link to what never existed",
        "Take back {n} links to what never existed",
        n,
    ),
    "log": lambda n: trn(
        "Write {n} record into the change log as it is now",
        "Write {n} records into the change log as they are now",
        n,
    ),
    "lost": lambda n: trn(
        "Bring {n} record back from the change log",
        "Bring {n} records back from the change log",
        n,
    ),
    "forget": lambda n: trn(
        "Take {n} record that was deleted for good out of the change log",
        "Take {n} records that were deleted for good out of the change log",
        n,
    ),
    "undo": lambda n: trn(
        "Let undo end after {n} incomplete step",
        "Let undo end after {n} incomplete steps",
        n,
    ),
    "search": lambda _n: tr("Write the search index anew"),
    "hash": lambda n: trn(
        "Correct the mark of {n} ruleset",
        "Correct the marks of {n} rulesets",
        n,
    ),
    "rules": lambda n: trn(
        "Move {n} unreadable ruleset to the Trash; the rules before it hold again",
        "Move {n} unreadable rulesets to the Trash; the rules before them hold again",
        n,
    ),
    "settings": lambda n: trn(
        "Reset {n} setting that does not fit",
        "Reset {n} settings that do not fit",
        n,
    ),
    "counters": lambda n: trn(
        "Move {n} counter past the codes in use",
        "Move {n} counters past the codes in use",
        n,
    ),
    "revisions": lambda n: trn(
        "Give {n} record its revision again",
        "Give {n} records their revision again",
        n,
    ),
    "files": lambda n: trn(
        "Fetch {n} file from a backup, or mark its record where no backup has it",
        "Fetch {n} files from a backup, or mark their records where no backup has them",
        n,
    ),
    "purged": lambda n: trn(
        "Remove {n} name of a record that was deleted for good",
        "Remove {n} names of records that were deleted for good",
        n,
    ),
}


@dataclass(frozen=True, slots=True)
class Mend:
    """One line of a preview: the check, how it is repaired ("" when it is not), why not, and what it concerns."""

    check: str
    how: str
    findings: tuple[Finding, ...]
    advice: str = ""

    @property
    def count(self) -> int:
        """How many are repaired by it; a ring counts once."""
        if self.how == "loops":
            return len({one.code for one in self.findings})
        return len(self.findings)

    @property
    def text(self) -> str:
        """What will be done, or what to do."""
        return _WORDS[self.how](self.count) if self.how else tr(ADVICE[self.advice])


def plan(checks: Iterable[Check]) -> tuple[Mend, ...]:
    """What a repair would do about each check, and what it leaves to the user; nothing is read or changed."""
    found: list[Mend] = []
    for check in checks:
        groups: dict[tuple[str, str], list[Finding]] = {}
        for one in check.findings:
            groups.setdefault(_way(check.name, one), []).append(one)
        found.extend(Mend(check.name, how, tuple(ones), advice) for (how, advice), ones in groups.items())
    return tuple(found)


def fallback(finding: Finding) -> object:
    """What a field holds after its repair: unknown, or what tells nothing where something must stand."""
    return "internal" if finding.field == "audience" else FALLBACK.get((finding.entity, finding.field))


def _way(check: str, one: Finding) -> tuple[str, str]:
    """How a finding is repaired, or the advice in its place."""
    if check == "structure":
        return ("index", "") if one.code == "index" else ("", _RESTORE)
    if check in {"values", "dates"}:
        return ("values", "") if _can_be_unknown(one) else ("", _ASK)
    if check == "log":
        return ({"lost": "lost", "purged": "forget"}.get(one.code, "log"), "")
    if check == "rules":
        return ("hash" if one.code == "hash" else "rules", "")
    plain = {"seals": ("", _RESTORE), "stamps": ("", _NONE), "strays": ("", _FILES), "contents": ("files", "")}
    return plain.get(check, (check, ""))


def _can_be_unknown(one: Finding) -> bool:
    field = BY_NAME[one.entity].field(one.field)
    if one.code == "order" or (field.kind in _TEXTS):
        return False
    return not field.required or fallback(one) is not None
