# SPDX-License-Identifier: Apache-2.0
"""The grammar of the command line (issue 2, section 7)."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.cli.arguments import Commands
from planner.cli.arguments import command as _command
from planner.cli.arguments import count as _count
from planner.cli.arguments import day as _day
from planner.cli.arguments import encoding as _encoding
from planner.cli.arguments import ending as _ending
from planner.cli.arguments import file as _file
from planner.cli.arguments import formats as _formats
from planner.cli.arguments import late as _late
from planner.cli.arguments import owning as _owning
from planner.cli.arguments import pair as _pair
from planner.cli.arguments import reading as _reading
from planner.kernel.text import LANGUAGES, tr

_CHART_ENDINGS = (".png", ".svg", ".pdf", ".pptx")
_KINDS = ("accounts", "contacts", "reviews", "risks", "actions")


def parse(argv: list[str]) -> argparse.Namespace:
    """The parsed command with its function as ``run``; SystemExit 2 on bad usage, 0 after help."""
    parser = _build()
    command = parser.parse_args(argv)
    wrong = command.wrong(command) if hasattr(command, "wrong") else ""
    if wrong:
        parser.error(wrong)
    return command


def _build() -> argparse.ArgumentParser:
    from planner import __version__

    parser = argparse.ArgumentParser(
        prog="waterline",
        description=tr("Offline key-account planning."),
        epilog=tr("Without a command the window opens."),
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"waterline {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for add in (
        _sample,
        _new,
        _import,
        _list,
        _show,
        _report,
        _chart,
        _export,
        _capture,
        _trace,
        _why,
        _rules,
        _person,
        _erase,
        _checklists,
        _doctor,
        _backup,
        _backups,
        _restore,
        _recover,
        _gui,
        _demo,
    ):
        add(commands)
    return parser


def _sample(commands: Commands) -> None:
    one = _command(commands, "sample", tr("write the fictional sample to a new file"))
    one.add_argument("--accounts", type=_count, default=None, metavar="N", help=tr("how many accounts"))
    one.add_argument("--seed", type=int, default=1, metavar="S", help=tr("another number gives other fiction"))
    one.set_defaults(run=_late("files", "sample"))


def _new(commands: Commands) -> None:
    one = _command(commands, "new", tr("make an empty portfolio"))
    one.add_argument("--name", default="", help=tr("your name, which signs changes"))
    one.add_argument("--anyway", action="store_true", help=tr("also in a folder that is synchronised"))
    one.add_argument("--plain", action="store_true", help=tr("do not encrypt it: whoever has the file can read it"))
    one.add_argument("--recovery-file", type=_file, metavar="R", help=tr("where to write the recovery key"))
    one.add_argument("--currency", default="", metavar="CODE", help=tr("what money is counted in, such as EUR"))
    one.add_argument("--checklists", action="store_true", help=tr("with the starter library of checklists"))
    one.set_defaults(run=_late("files", "new"))


def _import(commands: Commands) -> None:
    one = _command(commands, "import", tr("read accounts, contacts or assets from a CSV or XLSX file"))
    one.add_argument("source", type=_file, metavar="SOURCE")
    one.add_argument("--as", dest="kind", choices=("accounts", "contacts", "assets"), required=True)
    one.add_argument("--account", metavar="A", help=tr("the account of rows that name none; for assets"))
    one.add_argument("--map", action="append", default=[], type=_pair, metavar="HEADER=FIELD")
    one.add_argument("--dry-run", action="store_true", help=tr("show what would happen and change nothing"))
    one.add_argument("--dates", choices=("dmy", "mdy", "ymd"), help=tr("how dates are written in the list"))
    one.add_argument("--decimals", choices=(".", ","), help=tr("the decimal mark in the list"))
    one.add_argument("--erased", choices=("leave", "import"), help=tr("people who were erased here before"))
    one.add_argument("--encoding", metavar="NAME", type=_encoding, help=tr("the encoding of a CSV file"))
    one.add_argument("--sheet", metavar="NAME", help=tr("the sheet of an XLSX file"))
    one.add_argument("--left-out", type=_ending(".csv", ".xlsx"), metavar="X.csv", help=tr("rows that did not get in"))
    _formats(one)
    _owning(one)
    one.set_defaults(run=_late("imports", "read"))


def _list(commands: Commands) -> None:
    one = _command(commands, "list", tr("list records"))
    one.add_argument("kind", choices=_KINDS)
    one.add_argument("--filter", default="", metavar="TEXT", help=tr("only records with all these words"))
    _formats(one)
    _reading(one)
    one.set_defaults(run=_late("listings", "list_records"))


def _show(commands: Commands) -> None:
    one = _command(commands, "show", tr("show one account"))
    one.add_argument("account", metavar="ACCOUNT")
    _formats(one)
    _reading(one)
    one.set_defaults(run=_late("listings", "show"))


def _report(commands: Commands) -> None:
    one = _command(
        commands, "report", tr("work out health, risks, reviews, their rhythm, alerts or the whole portfolio")
    )
    one.add_argument("kind", choices=("health", "risks", "portfolio", "reviews", "cadence", "alerts"))
    one.add_argument("--muted", action="store_true", help=tr("of the alerts those that are muted, with the reason"))
    one.add_argument("--account", metavar="A")
    one.add_argument("--as-of", type=_day, metavar="DATE", help=tr("as it stood on that day (2026-11-21)"))
    _formats(one)
    _reading(one)
    one.set_defaults(run=_late("reports", "report"), wrong=_wrong_report)


def _wrong_report(command: argparse.Namespace) -> str:
    return tr("--muted goes with alerts") if command.muted and command.kind != "alerts" else ""


def _chart(commands: Commands) -> None:
    one = _command(commands, "chart", tr("draw a chart into a file"), optional=True)
    one.add_argument("kind", nargs="?", metavar="KIND", help=tr("one of those that --list names"))
    one.add_argument("--list", dest="listing", action="store_true", help=tr("name the kinds of chart there are"))
    one.add_argument("--account", metavar="A")
    one.add_argument("--to", type=_ending(*_CHART_ENDINGS), metavar="X.png|.svg|.pdf|.pptx")
    sizes = ("print", "show")
    one.add_argument("--size", choices=sizes, default="print", help=tr("for paper, or a slide of 1920 × 1080"))
    one.add_argument("--view", default="", metavar="V", help=tr("one of its views, as --list names them"))
    one.add_argument("--audience", choices=("internal", "lead", "customer"), default="internal")
    one.add_argument("--as-of", type=_day, metavar="DATE", help=tr("as it stood on that day (2026-11-21)"))
    one.add_argument("--json", dest="form", action="store_const", const="json", default="text")
    _reading(one)
    one.set_defaults(run=_late("charts", "chart"), wrong=_wrong_chart)


def _wrong_chart(command: argparse.Namespace) -> str:
    if command.listing:
        return ""
    if command.file is None or command.kind is None or not command.account:
        return tr("name the portfolio, the kind of chart and the account: chart FILE KIND --account A")
    if command.to is None and command.form != "json":
        return tr("say where to draw it: --to X.png, X.svg, X.pdf or X.pptx; or ask for its data with --json")
    return ""


def _export(commands: Commands) -> None:
    one = _command(commands, "export", tr("write an account plan or a review's report as PDF, or a calendar"))
    one.add_argument("--account", metavar="A", help=tr("the plan of this account; with --calendar only its days"))
    one.add_argument("--review", metavar="R", help=tr("the report of this network review, by its number or id"))
    one.add_argument("--to", type=_ending(".pdf", ".pptx"), metavar="X.pdf|.pptx")
    words = tr("slides of the account, for your team or the customer")
    one.add_argument("--deck", choices=("internal", "customer"), help=words)
    one.add_argument("--charts", metavar="K,K", help=tr("only these charts as slides; with --deck"))
    one.add_argument("--template", type=_ending(".pptx"), metavar="T.pptx", help=tr("a company's slides; with --deck"))
    one.add_argument("--editable", action="store_true", help=tr("charts for the customer as shapes; with --deck"))
    one.add_argument("--json", dest="form", action="store_const", const="json", default="text")
    words = tr("next reviews, reports due and drills as a calendar")
    one.add_argument("--calendar", type=_ending(".ics"), metavar="X.ics", help=words)
    one.add_argument("--audience", choices=("internal", "lead", "customer"), default="internal")
    one.add_argument("--lang", choices=tuple(code for code, _ in LANGUAGES), default=None)
    one.add_argument("--paper", choices=("a4", "letter"), default="a4")
    _reading(one)
    one.set_defaults(run=_late("documents", "export"), wrong=_wrong_export)


def _wrong_export(command: argparse.Namespace) -> str:
    """What can't go together; "" when all can."""
    slides = command.to is not None and command.to.suffix.lower() == ".pptx"
    if slides != bool(command.deck):
        return tr("Slides are written with both: --deck internal or customer, and --to X.pptx.")
    if command.deck and command.charts is not None and not command.charts.replace(",", " ").strip():
        return tr("Name at least one chart after --charts, or leave it out for the whole deck.")
    if command.deck:
        return "" if command.account else tr("Name the account whose slides to write: --account A.")
    if command.audience == "customer" and not command.review and command.calendar is None:
        return tr("A plan is for your team: --audience customer goes with --review or --calendar.")
    return ""


def _capture(commands: Commands) -> None:
    one = _command(commands, "capture", tr("read a quick note and say, as JSON, how every part was read"))
    one.add_argument("text", metavar="TEXT", help=tr("such as “R2 is hot !3x4 >AV order module Fri”"))
    one.add_argument("--account", required=True, metavar="A")
    one.add_argument("--site", metavar="S", help=tr("where it was seen, when the account has several sites"))
    one.add_argument("--lang", choices=("en", "es", "zh"), help=tr("the language of the note"))
    one.add_argument("--dates", choices=("dmy", "mdy"), help=tr("whether 05/06 begins with the day or the month"))
    one.add_argument("--audience", choices=("internal", "lead", "team_lead", "customer"), default="internal")
    one.add_argument("--save", action="store_true", help=tr("make the records and add their numbers"))
    _reading(one)
    one.set_defaults(run=_late("capture", "capture"))


def _trace(commands: Commands) -> None:
    one = _command(commands, "trace", tr("follow a risk or a finding from the reading to the re-inspection"))
    one.add_argument("record", metavar="RISK", help=tr("an id, a number such as R-12 or F-31, or the risk's name"))
    _formats(one)
    _reading(one)
    one.set_defaults(run=_late("tracing", "trace"))


def _why(commands: Commands) -> None:
    one = _command(commands, "why", tr("say why a value is what it is, and why it moved since another day"))
    one.add_argument("measure", metavar="MEASURE", help=tr("health, one of its parts, hygiene, or a risk such as R-12"))
    one.add_argument("--account", required=True, metavar="A")
    one.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD")
    one.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help=tr("the way from that day"))
    one.add_argument("--to", type=_ending(".png", ".svg", ".pdf"), metavar="X.png|.svg|.pdf", help=tr("draw the way"))
    one.add_argument("--green", action="store_true", help=tr("the fewest changes that would turn it green"))
    _formats(one)
    _reading(one)
    one.set_defaults(run=_late("why", "why"))


def _rules(commands: Commands) -> None:
    one = _command(commands, "rules", tr("the rules that scores follow: show, export, import or try them"))
    way = one.add_mutually_exclusive_group()
    way.add_argument("--export", dest="to", type=_ending(".toml"), metavar="X.toml", help=tr("write them to a file"))
    words = tr("adopt the rules of a file as the next version")
    way.add_argument("--import", dest="source", type=_file, metavar="X.toml", help=words)
    words = tr("show what the rules of a file would change, and change nothing")
    way.add_argument("--try", dest="tried", type=_file, metavar="X.toml", help=words)
    one.add_argument("--reason", default="", metavar="TEXT", help=tr("why they are adopted; with --import"))
    one.add_argument("--account", metavar="A", help=tr("only this account, line by line; with --try"))
    one.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help=tr("as it stood on that day; with --account"))
    _formats(one)
    _reading(one)
    one.set_defaults(run=_late("rules", "rules"), wrong=_wrong_rules)


def _wrong_rules(command: argparse.Namespace) -> str:
    """What does not go together, "" for nothing."""
    if command.reason and command.source is None:
        return tr("--reason goes with --import")
    if command.account and command.tried is None:
        return tr("--account goes with --try")
    return tr("--as-of goes with --account") if command.as_of and command.account is None else ""


def _person(commands: Commands) -> None:
    one = _command(commands, "person", tr("write everything stored about one person"))
    one.add_argument("person", metavar="PERSON", help=tr("a name, an e-mail or an id"))
    one.add_argument("--to", type=Path, required=True, metavar="DIR")
    one.set_defaults(run=_late("people", "person"))


def _erase(commands: Commands) -> None:
    one = _command(commands, "erase", tr("erase one person for good; it can't be undone"))
    one.add_argument("person", metavar="PERSON", help=tr("a name, an e-mail or an id"))
    one.add_argument("--confirm", required=True, metavar="NAME", help=tr("the name once more"))
    one.add_argument("--backups", action="store_true", help=tr("also in the backups"))
    one.set_defaults(run=_late("people", "erase"))


def _checklists(commands: Commands) -> None:
    one = _command(commands, "checklists", tr("list checklists, read them from a file or write them to one"))
    way = one.add_mutually_exclusive_group()
    way.add_argument("--import", dest="source", type=_file, metavar="X", help=tr("add those of a file"))
    way.add_argument("--export", dest="to", type=_file, metavar="X", help=tr("write them to a file"))
    way.add_argument("--starter", action="store_true", help=tr("add those of the starter library that are missing"))
    one.add_argument("--only", action="append", default=[], metavar="NAME", help=tr("only this one; may be repeated"))
    one.add_argument("--lang", choices=[code for code, _ in LANGUAGES], default="", help=tr("language of the checks"))
    _formats(one)
    _reading(one)
    one.set_defaults(run=_late("checklists", "checklists"))


def _doctor(commands: Commands) -> None:
    text = tr("look the portfolio over; exit code 0 sound, 1 faults, 2 could not be looked at")
    one = _command(commands, "doctor", text)
    one.add_argument("--repair", action="store_true", help=tr("repair what can be repaired, after a copy was made"))
    _formats(one)
    _reading(one)
    one.set_defaults(run=_late("health", "doctor"))


def _recover(commands: Commands) -> None:
    one = _command(commands, "recover", tr("save what can be read of a damaged portfolio"))
    one.add_argument("--to", type=Path, required=True, metavar="NEW", help=tr("a new file"))
    one.add_argument("--anyway", action="store_true", help=tr("also in a folder that is synchronised"))
    one.set_defaults(run=_late("health", "recover"))


def _backup(commands: Commands) -> None:
    one = _command(commands, "backup", tr("write a verified copy"))
    one.add_argument("--to", type=Path, required=True, metavar="DIR")
    _reading(one)
    one.set_defaults(run=_late("files", "backup"))


def _backups(commands: Commands) -> None:
    one = _command(commands, "backups", tr("list the backups of a portfolio"))
    one.add_argument("--check", action="store_true", help=tr("read each of them through; 1 when one is damaged"))
    _formats(one)
    _reading(one)
    one.set_defaults(run=_late("backups", "backups"))


def _restore(commands: Commands) -> None:
    one = _command(commands, "restore", tr("make a portfolio from a backup"))
    way = one.add_mutually_exclusive_group(required=True)
    way.add_argument("--to", type=Path, metavar="NEW", help=tr("a new file"))
    way.add_argument("--over", type=Path, metavar="FILE", help=tr("in place of this one, which is kept beside it"))
    one.add_argument("--anyway", action="store_true", help=tr("also in a folder that is synchronised"))
    one.set_defaults(run=_late("files", "restore"))


def _gui(commands: Commands) -> None:
    one = commands.add_parser("gui", help=tr("open the window"), allow_abbrev=False)
    one.add_argument("file", nargs="?", type=Path, metavar="FILE")
    one.add_argument("--capture", action="store_true", help=tr("only the small window of a quick review"))
    one.set_defaults(run=_late("windows", "window"))


def _demo(commands: Commands) -> None:
    one = commands.add_parser("demo", allow_abbrev=False)
    one.add_argument("--out", type=Path, default=Path("out"), metavar="DIR")
    one.set_defaults(run=_late("windows", "demo"))
