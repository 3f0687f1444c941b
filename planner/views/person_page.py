# SPDX-License-Identifier: Apache-2.0
"""The readable page of everything stored about a person: one file, nothing loaded, every text escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from typing import Any, Final

from planner.entities.personal import is_drawn
from planner.entities.registry import BY_NAME
from planner.entities.spec import FieldSpec, Kind
from planner.kernel.clock import moment
from planner.kernel.dates import day_text
from planner.kernel.text import language, tr, trn

_STYLE: Final = (
    "body{font:15px/1.5 Inter,'Noto Sans SC',system-ui,sans-serif;color:#1c2430;"
    "margin:40px auto;max-width:820px;padding:0 24px}"
    "h1{font-size:26px;margin:0 0 4px}"
    "h2{font-size:18px;margin:32px 0 8px;border-bottom:1px solid #ccd3dc;padding-bottom:4px}"
    "h3{font-size:15px;margin:16px 0 4px}p{margin:4px 0}.quiet{color:#566173}"
    "table{border-collapse:collapse;width:100%;margin:4px 0 12px}"
    "td,th{text-align:left;vertical-align:top;padding:4px 12px 4px 0;border-bottom:1px solid #e4e8ee;"
    "overflow-wrap:anywhere;white-space:pre-wrap}th{width:30%;font-weight:500;color:#566173}"
    "blockquote{margin:4px 0 8px;padding:4px 12px;border-left:3px solid #ccd3dc;white-space:pre-wrap;"
    "overflow-wrap:anywhere}"
    "@media print{body{margin:0;max-width:none}h2,h3{break-after:avoid}tr,blockquote{break-inside:avoid}}"
)
_QUIET: Final = frozenset({"account_id", "audience"})
"""What the page leaves to the JSON, besides ids and hashes."""
_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY: Final = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"


def page(found: Mapping[str, Any]) -> str:
    """The page of what `services.person_file.collect` found, in the language in force."""
    name = str(found["person"]["values"].get("name", ""))
    title = tr("Stored about {name}", name=name)
    parts = [
        _tag("h1", title),
        _tag("p", _said_at(found), "quiet"),
        *_intro(found),
        *_part(tr("The person"), [_values(found["person"])]),
        *_part(tr("Roles, levels and evidence"), [_record(one) for one in found["records"]]),
        *_part(tr("Files"), [_record(one) for one in found["files"]]),
        *_part(tr("Meetings, callbacks and other records that name this person"), map(_named, found["named_in"])),
        *_part(tr("Mentioned in"), map(_mention, found["mentions"])),
        *_part(tr("Typed but not kept"), [_quote(one["text"]) for one in found["drafts"]]),
        *_part(tr("Every change of these records"), map(_change, found["history"])),
        *_part(tr("Plans of this account that were exported"), map(_plan, found["plans"])),
        *_part(tr("What is not in here"), [_tag("p", text) for text in _not_in_here()]),
    ]
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title><style>{_STYLE}</style>'
    )
    top = f'<!DOCTYPE html>\n<html lang="{language().replace("_", "-")}"><head>{head}</head>\n<body>\n'
    return top + "\n".join(parts) + "\n</body></html>\n"


def _said_at(found: Mapping[str, Any]) -> str:
    at = moment(str(found["made_at"])).astimezone()
    return tr("From the portfolio {name}, {day}", name=found["portfolio"], day=f"{day_text(at.date())}, {at:%H:%M}")


def _intro(found: Mapping[str, Any]) -> list[str]:
    lines = []
    if found["account"]:
        lines.append(tr("Account: {name}", name=found["account"]))
    if found["came_from"]:
        day = day_text(moment(found["came_from"]["at"]).astimezone().date())
        lines.append(tr("Came in on {day}: {step}", day=day, step=found["came_from"]["step"]))
    return [_tag("p", line) for line in lines]


def _not_in_here() -> tuple[str, ...]:
    return (
        tr("Who was given an exported plan is not recorded."),
        tr("Backups hold earlier states of the same records and age out."),
        tr("Other people's names, e-mails and phones were taken out of the texts."),
    )


def _part(title: str, bodies: Iterable[str]) -> list[str]:
    made = list(bodies)
    return [_tag("h2", title), *(made or [_tag("p", tr("Nothing."), "quiet")])]


def _record(one: Mapping[str, Any]) -> str:
    return _tag("h3", _kind(one)) + _values(one)


def _kind(one: Mapping[str, Any]) -> str:
    word = tr(BY_NAME[one["kind"]].label)
    return tr("{kind} (in the Trash)", kind=word) if one.get("state") == "trash" else word


def _values(one: Mapping[str, Any]) -> str:
    return _table(_pairs(one["kind"], one["values"]))


def _pairs(kind: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    spec = BY_NAME[kind]
    shown = [f for f in spec.fields if f.name in values and f.editable and f.name not in _QUIET]
    pairs = [(tr(f.label), _words(f, values[f.name])) for f in shown]
    drawn = [f for f in spec.fields if f.name in values and is_drawn(spec, f)]
    pairs += [(tr(f.label), tr("Drawn by this person; the strokes are in the JSON file")) for f in drawn]
    return [(label, words) for label, words in pairs if words]


def _words(field: FieldSpec, value: Any) -> str:
    if field.kind is Kind.CHOICE:
        return tr(dict(field.choices).get(str(value), str(value)))
    if isinstance(value, dict):
        return _people(value["self"], value["others"])
    if field.kind is Kind.DATE:
        return day_text(date.fromisoformat(value))
    if field.kind is Kind.BOOL:
        return tr("Yes") if value else tr("No")
    if isinstance(value, list):
        return "\n".join(_item(part) for part in value)
    return str(value)


def _people(me: bool, others: int) -> str:  # noqa: FBT001 - the two parts of one value
    """People named by reference; a record that is about this person alone need not say so."""
    if not others:
        return ""
    rest = trn("{n} other person", "{n} other people", others)
    return tr("this person and {others}", others=rest) if me else rest


def _item(part: Any) -> str:
    return " · ".join(str(v) for v in part.values() if v not in {None, ""}) if isinstance(part, dict) else str(part)


def _named(one: Mapping[str, Any]) -> str:
    spec = BY_NAME[one["kind"]]
    roles = ", ".join(tr(spec.field(name).label) for name in one["named_as"])
    return _tag("h3", tr("{kind}, as {field}", kind=_kind(one), field=roles)) + _values(one)


def _mention(one: Mapping[str, Any]) -> str:
    spec = BY_NAME[one["kind"]]
    head = tr("{kind}, {field}", kind=tr(spec.label), field=tr(spec.field(one["field"]).label))
    return _tag("h3", head) + "".join(_quote(text) for text in one["passages"])


def _change(one: Mapping[str, Any]) -> str:
    at = moment(one["at"]).astimezone()
    word = tr(BY_NAME[one["kind"]].label)
    head = tr("{day}: {kind}", day=f"{day_text(at.date())}, {at:%H:%M}", kind=word)
    before, after = (dict(_pairs(one["kind"], one[side] or {})) for side in ("before", "after"))
    rows = [(label, _turned(before.get(label), after.get(label))) for label in dict.fromkeys([*before, *after])]
    return _tag("h3", head) + _table(rows)


def _turned(before: str | None, after: str | None) -> str:
    return f"{before if before is not None else '–'} → {after if after is not None else '–'}"


def _plan(one: Mapping[str, Any]) -> str:
    return _tag("p", tr("Version {n}, {day}", n=one["version"], day=day_text(date.fromisoformat(one["on"]))))


def _table(rows: Iterable[tuple[str, str]]) -> str:
    lines = "".join(f"<tr><th>{escape(label)}</th><td>{escape(text)}</td></tr>" for label, text in rows)
    return f"<table>{lines}</table>" if lines else ""


def _quote(text: str) -> str:
    return f"<blockquote>{escape(text)}</blockquote>"


def _tag(name: str, text: str, look: str = "") -> str:
    return f"<{name}{f' class={look!r}' if look else ''}>{escape(text)}</{name}>"
