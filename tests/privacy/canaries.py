# SPDX-License-Identifier: Apache-2.0
"""A portfolio in which every word about a person is a canary: a made-up word that stands nowhere else."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from planner.entities.common.person import PERSON
from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.entities.relations.interaction import INTERACTION
from planner.services import attachments, crud, drafts, interactions, people, plans, risks
from planner.services.evidence import Evidence
from planner.services.session import Session
from tests.builders import a_callback, a_network_review, an_explain_session
from tests.stores import put

WINDOW = 7
_LETTERS = "bcdfghjklmnpqrstvwxz"


class Words:
    """Makes canaries; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self.made: list[str] = []

    def new(self) -> str:
        """A word of ten letters that no language has."""
        word = "".join(self._random.choice(_LETTERS) for _ in range(10))
        self.made.append(word)
        return word

    def number(self) -> str:
        """A phone number that nobody has."""
        return "+34 6" + "".join(str(self._random.randrange(10)) for _ in range(8))


@dataclass
class Subject:
    """A person with the canaries about them: ``own`` go with the person, ``named`` name them elsewhere."""

    key: str
    kind: str
    name: str
    email: str
    phone: str
    words: list[str] = field(default_factory=list)

    @property
    def canaries(self) -> list[str]:
        """Every word by which they could be told."""
        phone = self.phone.replace(" ", "")[3:]
        return [*self.words, *self.name.lower().split(), *([phone] if phone else [])]


def a_contact_everywhere(session: Session, account_id: str, words: Words, folder: Path) -> Subject:
    """A person of the customer in every table, the log, drafts, files and other people's notes."""
    mine: list[str] = []

    def new() -> str:
        mine.append(words.new())
        return mine[-1]

    given, family = new().capitalize(), new().capitalize()
    name, email, phone = f"{given} {family}", f"{new()}@{new()}.example", words.number()
    contact = people.add_contact(
        session, account_id, f"{new()} {new()}", role="decider", chain="technical",
        title=new(), email=f"{new()}@old.example", notes=f"{new()} {new()}",
    )  # fmt: skip
    key = contact.id
    crud.set_fields(session, CONTACT, [key], {"name": name, "given_name": given, "family_name": family, "email": email})
    crud.set_fields(
        session, CONTACT, [key],
        {"phone": phone, "mobile": words.number(), "title": new(), "language": new(), "lawful_basis": new(),
         "external_id": new(), "email2": f"{new()}@{new()}.example", "notes": " ".join(new() for _ in range(40))},
    )  # fmt: skip
    crud.set_field(session, CONTACT, key, "notes", " ".join(new() for _ in range(30)) + " filler" * 2000)
    who = Subject(key, "contact", name, email, phone, mine)
    _assessed(session, who, new)
    _met(session, who, account_id, new)
    _served(session, who, account_id, new)
    _filed(session, who, account_id, new, folder)
    _named_by_others(session, who, account_id)
    drafts.put(session, f"contact:{key}", {"notes": f"{new()} {new()}"})
    drafts.put(session, f"note:{key[-6:]}", {"text": f"call {name} back"})
    return who


def a_colleague_everywhere(session: Session, account_id: str, words: Words) -> Subject:
    """One of our own people, who signs, owns, reviews and is written about."""
    name = f"{words.new().capitalize()} {words.new().capitalize()}"
    email = f"{words.new()}@ours.example"
    person = crud.add(session, PERSON, name=name, email=email, region=words.new())
    mine = [*name.lower().split(), email.partition("@")[0], person.region or ""]
    who = Subject(person.id, "person", name, email, "", mine)
    crud.set_field(session, ACCOUNT, account_id, "owner_id", person.id)
    interactions.log(session, account_id, f"Visit with {name}", session.today(), (), person_id=person.id)
    return who


def _assessed(session: Session, who: Subject, new) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    for level in ("0", "1"):
        given = Evidence(kind="own_judgement", paraphrase=f"{new()} {new()}", grade="E4")
        people.assess(session, who.key, level, f"{new()} {new()}", evidence=[given])


def _met(session: Session, who: Subject, account_id: str, new) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    other = people.add_contact(session, account_id, f"Somebody Else{who.key[-4:]}")
    day = session.today() - timedelta(days=9)
    interactions.log(session, account_id, f"{new()} {new()}", day, (who.key,), outcomes=f"{new()} {new()}")
    both = interactions.log(session, account_id, "Both", day, (who.key, other.id), outcomes=f"{who.name} agreed.")
    crud.set_field(session, INTERACTION, both.id, "our_promises", f"Write to {who.email} or call {who.phone}.")


def _served(session: Session, who: Subject, account_id: str, new) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    review = a_network_review(account_id=account_id)
    put(
        session,
        review,
        a_callback(account_id=account_id, contact_id=who.key, called_on=date(2026, 10, 1), overall=4, text=new()),
        an_explain_session(account_id=account_id, review_id=review.id, listeners=(who.key,), questions=new(),
                           acknowledged_by=who.key),
    )  # fmt: skip
    risk = risks.add_risk(session, account_id, f"{who.name} leaves the company", customer_owner_id=who.key)
    plans.add_plan(session, [risk.id], "Stand-in", decider=who.name, contacts=f"{who.name} {who.phone}")


def _filed(session: Session, who: Subject, account_id: str, new, folder: Path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    file = folder / f"{new()}.txt"
    file.write_text(f"{new()} {new()} " * 200)
    attachments.attach(session, account_id, file, ("contact", who.key), caption=f"{new()} {new()}")
    file.unlink()


def _named_by_others(session: Session, who: Subject, account_id: str) -> None:
    account = crud.get(session, ACCOUNT, account_id)
    notes = f"{account.notes or ''} Ask {who.name.upper()}, {who.email}."
    crud.set_field(session, ACCOUNT, account_id, "notes", notes)
    crud.set_field(session, ACCOUNT, account_id, "what_matters", f"{who.name} decides")
    crud.set_field(session, ACCOUNT, account_id, "what_matters", "Uptime")


def found_in(content: bytes, words: list[str]) -> set[str]:
    """The canaries of which a piece as long as WINDOW stands in the bytes, in any case, as UTF-8 or UTF-16."""
    pieces = {word[at : at + WINDOW].encode(): word for word in words for at in range(len(word) - WINDOW + 1)}
    found: set[str] = set()
    for form in (content.lower(), content[::2].lower(), content[1::2].lower()):
        seen = {form[at : at + WINDOW] for at in range(len(form) - WINDOW + 1)}
        found |= {pieces[piece] for piece in seen & pieces.keys()}
    return found


def files_below(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below a folder, by name."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


__all__ = ["Subject", "Words", "a_colleague_everywhere", "a_contact_everywhere"]
