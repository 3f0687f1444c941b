# SPDX-License-Identifier: Apache-2.0
"""A ruleset as a text file that a person reads and edits: TOML with a comment above every rule (docs/rules.md).

Files come from anywhere: size and line length are limited, every fault names its key, and nothing in one is ever run.
"""

from __future__ import annotations

import json
import re
import textwrap
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.rule_checks import check
from planner.rules.ruleset import Rules
from planner.rules.term_shapes import refuse, table, unknown
from planner.rules.terms import Group, Term, groups, value_of
from planner.safe.clean import clean_line, marked_bidi
from planner.safe.problems import file_problem

SUFFIX: Final = ".toml"
FORMAT: Final = "waterline-rules 1"
MAX_BYTES: Final = 256 * 1024
MAX_LINE: Final = 2_000
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_HEAD: Final = frozenset({"format", "name", "version", "hash", "adopted_on", "reason"})
_LONGEST_NAME: Final = 200
_WIDTH: Final = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a file says about itself; only ``name`` goes into a portfolio with it."""

    name: str = ""
    version: int = 0
    hash: str = ""
    adopted_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReadRules:
    """A file that was read and checked: the rules it asks for, and what it says about itself."""

    rules: Rules
    head: Head

    @property
    def edited(self) -> bool:
        """Whether the numbers are other than when the file was written, or its hash is missing."""
        return self.head.hash != self.rules.hash


# -- writing


def write(rules: Rules, head: Head) -> str:
    """The whole text of a file, in the language in force; `read` gives the same rules back."""
    return "\n".join(
        [*_head_lines(rules, head), *(line for group in groups() for line in _group_lines(rules, group)), ""]
    )


def _head_lines(rules: Rules, head: Head) -> Iterator[str]:
    yield from _comment(tr("Rules of a Waterline portfolio: what every score, deadline and alert is worked out with."))
    yield from _comment(
        tr(
            "Change the numbers in any text editor. What is left out stays as it is in the portfolio. Nothing changes "
            "there before the file is tried and adopted."
        )
    )
    yield ""
    yield f"format = {_value(FORMAT)}"
    yield f"name = {_value(head.name)}"
    if head.version:
        yield f"version = {head.version}"
    yield from _comment(tr("Worked out from the numbers below; it tells whether somebody has changed them."))
    yield f"hash = {_value(rules.hash)}"
    if head.adopted_on is not None:
        yield f"adopted_on = {head.adopted_on.isoformat()}"
    if head.reason:
        yield f"reason = {_value(head.reason)}"


def _group_lines(rules: Rules, group: Group) -> Iterator[str]:
    yield ""
    yield ""
    source = f" ({group.source})" if group.source else ""
    yield from _comment(f"{tr(group.title)}{source}. {tr(group.note)}")
    if group.idle:
        yield from _comment(tr("No records of this version need them yet: they change no value."))
    yield f"[{group.name}]"
    for term in group.terms:
        unit = getattr(term.shape, "unit", "")
        text, word = tr(term.text), tr(unit) if unit else ""
        yield from _comment(f"{text} ({word})" if word and word not in text else text)
        yield from _term_lines(term, term.shape.write(value_of(rules, group, term), rules.risk.currency))


def _term_lines(term: Term, found: Any) -> Iterator[str]:
    if isinstance(found, list) and found and isinstance(found[0], dict):
        yield f"{term.name} = ["
        yield from (f"    {_value(one)}," for one in found)
        yield "]"
    elif isinstance(found, dict) and any(isinstance(part, dict) for part in found.values()):
        yield from (f"{term.name}.{_key(name)} = {_value(part)}" for name, part in found.items())
    else:
        yield f"{term.name} = {_value(found)}"


def _value(found: Any) -> str:
    if isinstance(found, str):
        return json.dumps(found, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, list):
        return f"[{', '.join(map(_value, found))}]"
    if isinstance(found, dict):
        return "{ " + ", ".join(f"{_key(name)} = {_value(part)}" for name, part in found.items()) + " }"
    return f"{found:f}" if isinstance(found, Decimal) else str(found)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _value(name)


def _comment(text: str) -> Iterable[str]:
    return (f"# {line}" for line in textwrap.wrap(text, _WIDTH))


# -- reading


def read_path(path: Path, base: Rules) -> ReadRules:
    """The rules in a file, checked; PlannerError names the file or the key that does not fit."""
    if path.suffix.casefold() != SUFFIX:  # closing a file that is an open portfolio would drop its lock
        raise _unreadable(tr("“{name}” is not a rules file; its name has to end in {suffix}.",
                             name=marked_bidi(path.name), suffix=SUFFIX))  # fmt: skip
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise file_problem(error, path, saving=False) from error
    return read(content, base)


def read(content: bytes, base: Rules) -> ReadRules:
    """The same from the content of a file; what it leaves out is as in ``base``."""
    found = _parsed(content)
    head = _head(found)
    rules = base
    known = {group.name: group for group in groups()}
    for name in found:
        if name not in known and name not in _HEAD:
            raise unknown(_said(name))
    rules = _money_first(found, rules)
    for name, group in known.items():
        if name in found:
            rules = _group(rules, group, table(found[name], name))
    check(rules)
    return ReadRules(rules, head)


def _parsed(content: bytes) -> dict[str, Any]:
    if len(content) > MAX_BYTES:
        raise _unreadable(tr("This file is too large for rules."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise _unreadable(tr("This file is not text in UTF-8.")) from fault
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > MAX_LINE:
            raise _unreadable(tr("Line {line} is too long for rules.", line=number))
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError, ArithmeticError) as fault:
        where = re.search(r"at line (\d+)", str(fault))
        if where is None:
            raise _unreadable(tr("This file can't be read as rules.")) from fault
        raise _unreadable(tr("Line {line} can't be read; compare it with an exported file.", line=where[1])) from fault


def _unreadable(text: str) -> PlannerError:
    return PlannerError(tr("{text} The rules in force stay as they are.", text=text), "rules")


def _head(found: Mapping[str, Any]) -> Head:
    form = found.get("format")
    if form is None:
        raise refuse("format", tr("“{text}” is needed, so that it is known to be a rules file.", text=FORMAT))
    if form != FORMAT:
        raise refuse("format", tr("this version of Waterline reads “{text}”.", text=FORMAT))
    texts = {name: found.get(name, "") for name in ("name", "hash", "reason")}
    for name, value in texts.items():
        if not isinstance(value, str):
            raise refuse(name, tr("a text in quotation marks is needed."))
    version, on = found.get("version", 0), found.get("adopted_on")
    if type(version) is not int or version < 0:
        raise refuse("version", tr("a whole number is needed."))
    if on is not None and type(on) is not date:
        raise refuse("adopted_on", tr("a date like 2026-12-25 is needed."))
    name = clean_line(texts["name"])[:_LONGEST_NAME]
    return Head(
        name=name, version=version, hash=texts["hash"], adopted_on=on, reason=clean_line(texts["reason"])[:2000]
    )


def _money_first(found: Mapping[str, Any], rules: Rules) -> Rules:
    """Amounts are read in the currency of the file; without amounts those of the portfolio keep their figures."""
    risk = found.get("risk")
    if not isinstance(risk, dict) or "currency" not in risk:
        return rules
    group = next(group for group in groups() if group.name == "risk")
    terms = {term.name: term for term in group.terms}
    before = rules.risk.currency
    wanted = terms["currency"].shape.read(risk["currency"], before, "risk.currency", before)
    kept = terms["losses"].shape.write(rules.risk.losses, before)
    if not wanted and "losses" not in risk:
        kept = []
    losses = terms["losses"].shape.read(kept, (), "risk.losses", wanted) if kept and "losses" not in risk else ()
    return replace(rules, risk=replace(rules.risk, currency=wanted, losses=losses))


def _group(rules: Rules, group: Group, given: Mapping[str, Any]) -> Rules:
    terms = {term.name: term for term in group.terms}
    now = getattr(rules, group.name)
    values: dict[str, Any] = {}
    for name, found in given.items():
        path = f"{group.name}.{_said(name)}"
        if name not in terms:
            raise unknown(path)
        values[name] = terms[name].shape.read(found, getattr(now, name), path, rules.risk.currency)
    return replace(rules, **{group.name: replace(now, **values)})


def _said(name: str) -> str:
    return marked_bidi(clean_line(name)[:80])
