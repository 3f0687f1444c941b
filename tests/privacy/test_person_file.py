# SPDX-License-Identifier: Apache-2.0
"""Everything about one person, and nothing about anybody else (reliability I75)."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typing_extensions import override

from planner.entities.relations.contact import CONTACT
from planner.kernel.errors import NotFoundError
from planner.kernel.text import set_language
from planner.services import crud, customers, people, person_file
from planner.services.session import Session
from planner.views.person_page import page
from tests.privacy.canaries import Subject, Words, a_colleague_everywhere, a_contact_everywhere


@pytest.fixture
def everybody(session: Session, tmp_path: Path) -> list[Subject]:
    words = Words(3)
    accounts = [customers.add_account(session, name) for name in ("Alpha", "Beta")]
    found = [a_contact_everywhere(session, accounts[n % 2].id, words, tmp_path) for n in range(4)]
    return [*found, a_colleague_everywhere(session, accounts[0].id, words)]


def test_that_every_canary_is_in_the_own_file_and_in_nobody_elses(session: Session, everybody: list[Subject]) -> None:
    files = {who.key: person_file.dump(person_file.collect(session, who.kind, who.key)).decode() for who in everybody}
    pages = {who.key: page(person_file.collect(session, who.kind, who.key)) for who in everybody}
    for who in everybody:
        known = [word for word in who.words if word in files[who.key].lower()]
        content = {word for word in who.words if word not in known}
        assert len(content) <= 2  # the words inside the attached file; the file itself goes along by name and hash
        assert {word for word in known if word not in pages[who.key].lower()} == set()
        for other in everybody:
            if other is not who:
                assert [word for word in other.canaries if word in files[who.key].lower()] == []
                assert [word for word in other.canaries if word in pages[who.key].lower()] == []


def test_that_the_file_has_the_documented_parts(session: Session, everybody: list[Subject]) -> None:
    found = json.loads(person_file.dump(person_file.collect(session, "contact", everybody[0].key)))
    assert {part: len(found[part]) for part in ("records", "files", "mentions", "drafts", "plans")} == {
        "records": 5, "files": 1, "mentions": 6, "drafts": 2, "plans": 0
    }  # fmt: skip
    assert {one["kind"] for one in found["named_in"]} == {"interaction", "callback", "explain_session", "risk"}
    assert found["came_from"]["step"].startswith("Add person")
    assert len(found["history"]) > 8
    text = (Path(__file__).parents[2] / "docs" / "PRIVACY.md").read_text(encoding="utf-8")
    assert [key for key in found if f"`{key}`" not in text] == []


def test_that_somebody_in_the_trash_has_a_file_too_and_somebody_unknown_none(
    session: Session, everybody: list[Subject]
) -> None:
    who = everybody[0]
    crud.trash(session, CONTACT, [who.key])
    found = person_file.collect(session, "contact", who.key)
    assert found["person"]["state"] == "trash"
    with pytest.raises(NotFoundError):
        person_file.collect(session, "contact", "nobody")


class Tags(HTMLParser):
    """Collects the tags of a page and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert not [name for name, _ in attrs if name in {"src", "href"} or name.startswith("on")]


@pytest.mark.parametrize("language", ["en", "es", "zh_CN"])
def test_that_the_page_is_one_file_that_runs_and_loads_nothing(session: Session, language: str) -> None:
    bad = '<img src="//host/share/x.png" onerror=alert(1)><script>alert(2)</script>&"\''
    account = customers.add_account(session, bad, notes=f"Ask Ana Pérez {bad}")
    ana = people.add_contact(session, account.id, "Ana Pérez", title=bad, notes=bad)
    set_language(language)
    try:
        html = page(person_file.collect(session, "contact", ana.id))
    finally:
        set_language("en")
    tags = Tags()
    tags.feed(html)
    assert tags.seen <= {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "table", "tr", "th",
                         "td", "blockquote"}  # fmt: skip
    assert "default-src 'none'" in html.replace("&#x27;", "'")


def test_that_both_files_get_free_names(session: Session, everybody: list[Subject], tmp_path: Path) -> None:
    made = [person_file.write(session, "contact", everybody[0].key, tmp_path / "out") for _ in range(2)]
    assert [path.suffix for path in made[0]] == [".json", ".html", ".txt"]
    assert len({path for paths in made for path in paths}) == 6
    assert all(path.stat().st_mode & 0o077 == 0 for paths in made for path in paths)
