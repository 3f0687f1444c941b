# SPDX-License-Identifier: Apache-2.0
"""Planning an import of equipment: its account, its site (made where it is named and not there), and which piece it is.

A row is about the piece of its account with its serial number; else about the one of its exact name at its site.
"""

from __future__ import annotations

from dataclasses import field, replace

from planner.entities.customers.asset import ASSET, Asset
from planner.entities.customers.site import Site
from planner.formats.values import normalise_name
from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message, tr
from planner.services.import_contacts import account_names, find_account
from planner.services.import_values import Draft
from planner.services.import_work import Work, changes_of, plain_values

NEW_SITES = N_("New sites that will be added to their accounts: {n}.")
_EVERY = 500


@dataclass(slots=True)
class _Piece:
    """A piece of equipment that rows may be about; ``row`` is the number of the row that took it."""

    account_id: str
    site: str
    name: str
    serial: str
    stored: Asset | None = None
    row: int | None = None


@dataclass(slots=True)
class _Pieces:
    """Pieces by account and serial number, and by account and name."""

    by_serial: dict[tuple[str, str], list[_Piece]] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[_Piece]] = field(default_factory=dict)

    def add(self, piece: _Piece) -> None:
        """Make a piece findable."""
        if piece.serial:
            self.by_serial.setdefault((piece.account_id, piece.serial), []).append(piece)
        self.by_name.setdefault((piece.account_id, piece.name), []).append(piece)


def plan_assets(work: Work) -> None:
    """Decide what happens with every row and what is written."""
    _find_accounts(work)
    _match(work)
    work.labels |= {s.id: s.name for s in work.known.sites.values()}
    work.labels |= {a.id: a.name for a in work.known.accounts.values()}
    sites = {(s.account_id, normalise_name(s.name)): s for s in work.known.sites.values()}
    for draft in work.drafts:
        if draft.alive:
            _settle(work, draft, sites)
    if work.writes.sites:
        work.notes.append(Message(NEW_SITES, {"n": len(work.writes.sites)}))


def _match(work: Work) -> None:
    pieces = _known(work)
    # Rows with a serial number come first, then those with a site, so that weaker ones meet what surer ones took.
    order = sorted(work.drafts, key=lambda d: ("serial" not in d.values, "site" not in d.values, d.at))
    for done, draft in enumerate(order):
        if done % _EVERY == 0:
            work.report(done, len(order), tr("Comparing with what is there"))
        if not draft.faults:
            _place(work, pieces, draft)


def _find_accounts(work: Work) -> None:
    """The account each row names; the one chosen for the whole list where it names none."""
    names = account_names(work)
    for draft in work.drafts:
        if draft.faults:
            continue
        find_account(draft, names, work)
        if work.reading.account and not draft.faults:
            draft.values.setdefault("account_id", work.reading.account)


def _known(work: Work) -> _Pieces:
    found = _Pieces()
    names = {site.id: normalise_name(site.name) for site in work.known.sites.values()}
    for asset in work.known.assets.values():
        found.add(
            _Piece(
                account_id=asset.account_id,
                site=names.get(asset.site_id or "", ""),
                name=normalise_name(asset.name),
                serial=normalise_name(asset.serial or ""),
                stored=asset,
            )
        )
    return found


def _place(work: Work, pieces: _Pieces, draft: Draft) -> None:
    """Find the piece that a row is about, or make it a new one."""
    if "account_id" not in draft.values:
        work.refuse(draft, "account", tr("Nothing in this row tells at which account this equipment is."))
        return
    wanted = _wanted(draft)
    by_serial = pieces.by_serial.get((wanted.account_id, wanted.serial), []) if wanted.serial else []
    fitting = by_serial or _namesakes(pieces, wanted)
    how = tr("Recognised by its serial number.") if by_serial else tr("Recognised by its site and name.")
    if len(fitting) > 1:
        fitting = [p for p in fitting if p.name == wanted.name and p.site == wanted.site] or fitting
    if len({id(p) for p in fitting}) > 1:
        column = "serial" if by_serial else "name"
        work.refuse(draft, column, tr("Several pieces of equipment fit, so it is not clear which one is meant."))
    elif not fitting:
        _create(work, pieces, draft, wanted)
    else:
        _take(pieces, draft, fitting[0], how)


def _wanted(draft: Draft) -> _Piece:
    values = draft.values
    return _Piece(
        account_id=values["account_id"],
        site=normalise_name(values.get("site") or ""),
        name=normalise_name(values.get("name") or ""),
        serial=normalise_name(values.get("serial") or ""),
    )


def _namesakes(pieces: _Pieces, wanted: _Piece) -> list[_Piece]:
    """Pieces of this name at this site, at any site where the row names none.

    One that another row of the list took by another serial number is another piece.
    """
    if not wanted.name:
        return []
    here = pieces.by_name.get((wanted.account_id, wanted.name), [])
    fitting = [p for p in here if not wanted.site or p.site == wanted.site]
    return [p for p in fitting if not (p.row is not None and wanted.serial and p.serial != wanted.serial)]


def _create(work: Work, pieces: _Pieces, draft: Draft, wanted: _Piece) -> None:
    if not wanted.name:
        work.refuse(draft, "name", tr("New equipment needs a name."))
        return
    draft.key = work.session.new_id()
    wanted.row = draft.number
    pieces.add(wanted)


def _take(pieces: _Pieces, draft: Draft, piece: _Piece, how: str) -> None:
    if piece.row is not None:
        draft.skip(tr("Same equipment as row {row}, so this row was not used.", row=piece.row), left_out=True)
        return
    stored = piece.stored
    assert stored is not None
    piece.row = draft.number
    draft.key, draft.stored, draft.outcome, draft.remark = stored.id, stored, "update", how
    now = _wanted(draft)
    piece.serial = now.serial or piece.serial
    if now.serial and piece not in pieces.by_serial.get((piece.account_id, now.serial), []):
        pieces.by_serial.setdefault((piece.account_id, now.serial), []).append(piece)


def _settle(work: Work, draft: Draft, sites: dict[tuple[str, str], Site]) -> None:
    wanted = plain_values(work, draft)
    if "site" in draft.values:
        wanted["site_id"] = _site(work, draft, sites)
    if draft.stored is None:
        draft.sets = {"account_id": draft.values["account_id"], **wanted}
        work.writes.assets.append(Asset(id=draft.key, **draft.sets))
        return
    draft.sets = changes_of(work, draft, wanted)
    if draft.sets:
        work.writes.changed.append((ASSET, replace(draft.stored, **draft.sets)))
    else:
        draft.skip(tr("Nothing new: everything in this row is known already."), left_out=False)


def _site(work: Work, draft: Draft, sites: dict[tuple[str, str], Site]) -> str:
    place = (draft.values["account_id"], normalise_name(draft.values["site"]))
    if place not in sites:
        sites[place] = Site(id=work.session.new_id(), account_id=place[0], name=draft.values["site"])
        work.writes.sites.append(sites[place])
        work.labels[sites[place].id] = sites[place].name
    return sites[place].id
