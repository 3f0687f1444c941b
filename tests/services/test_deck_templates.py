# SPDX-License-Identifier: Apache-2.0
"""A company's template gives its looks and nothing of what stood on its slides (ux 5.2)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from planner.render import pptx_deck
from planner.render.picture import chart_svg
from planner.services import charts, decks
from planner.services.leak_scan import parts_of
from planner.services.session import Session
from planner.views.audience import CUSTOMER
from planner.views.deck import Deck, Slide
from tests.builders import a_risk, an_account
from tests.stores import put
from tests.unit.render import chart_views


def test_that_nothing_of_a_template_leads_back_to_its_slides(session: Session, tmp_path: Path) -> None:
    company: Any = Presentation()
    old = company.slides.add_slide(company.slide_layouts[5])
    old.shapes.title.text = "Offer of spring"
    package, base = company.part.package, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    view = next(rel.target_part for rel in company.part.rels.values() if rel.reltype.endswith("/viewProps"))
    view.relate_to(old.part, base + "slide")
    button = company.slide_layouts[0].placeholders[0]._element.nvSpPr.cNvPr
    key = company.slide_layouts[0].part.relate_to(old.part, base + "slide")
    button.append(parse_xml(f'<a:hlinkClick {nsdecls("a", "r")} r:id="{key}" action="ppaction://hlinksldjump"/>'))
    shows = parse_xml(
        f'<p:custShowLst {nsdecls("p")}><p:custShow name="Offer" id="0"><p:sldLst/></p:custShow></p:custShowLst>'
    )
    company.part._element.find(qn("p:notesSz")).addnext(shows)
    kind = "application/vnd.ms-office.classificationlabels+xml"
    label = Part(PackURI("/docMetadata/LabelInfo.xml"), kind, package, b'<a name="Offer of the board"/>')
    package.relate_to(label, "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels")
    template = tmp_path / "company.pptx"
    company.save(str(template))
    account = an_account(name="Meridian Foods")
    risk = a_risk(account_id=account.id, kind="technical", audience=CUSTOMER, state="open", likelihood=2, impact=3)
    put(session, account, risk)
    made = decks.export(session, account.id, tmp_path, audience=CUSTOMER, template=template).path
    everything = "\n".join(text for _, text in parts_of(made.read_bytes()))
    assert "Offer" not in everything
    assert "hlinksldjump" not in everything
    with zipfile.ZipFile(made) as archive:
        names = archive.namelist()
    assert len(names) == len(set(names))
    assert len(Presentation(str(made)).slides) == sum(name.startswith("ppt/slides/slide") for name in names)


def test_that_risks_beyond_the_picture_follow_in_a_table(session: Session, tmp_path: Path) -> None:
    account = an_account(name="Meridian Foods")
    mine = {"account_id": account.id, "kind": "technical", "audience": CUSTOMER, "state": "open", "likelihood": 2}
    risks = [a_risk(**mine, impact=n % 5 + 1, statement=f"Uplink of hall {n}", code=f"R-{n + 10}") for n in range(9)]
    put(session, account, *risks)
    made: Any = Presentation(str(decks.export(session, account.id, tmp_path, audience=CUSTOMER).path))
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert titles[1:] == ["9 technical risks for your attention (1/2)", "9 technical risks for your attention (2/2)"]
    table = next(shape.table for shape in made.slides[2].shapes if shape.has_table)
    assert len(table.rows) == 1 + 9 - 5


def test_that_a_chart_without_any_answer_is_left_out_and_listed(session: Session, tmp_path: Path) -> None:
    account = an_account(name="Meridian Foods")
    put(session, account, a_risk(account_id=account.id, state="open", likelihood=2, impact=3))
    made = decks.export(session, account.id, tmp_path)
    assert "Satisfaction: nothing is recorded yet" in made.left_out


def test_that_a_customer_is_not_told_to_rate_a_risk(session: Session) -> None:
    account = an_account(name="Meridian Foods")
    put(session, account, a_risk(account_id=account.id, kind="technical", audience=CUSTOMER, state="open"))
    shown = charts.view(session, account.id, "risk-matrix", audience=CUSTOMER)
    assert shown.table().rows
    assert "Rate likelihood" not in chart_svg(shown)
    assert "Rate likelihood" in chart_svg(charts.view(session, account.id, "risk-matrix"))


def test_that_the_headline_of_a_native_chart_is_whole() -> None:
    view = replace(
        chart_views.full_health(), headline="Health 32, unproven; not comparable with 24 Aug: Satisfaction new"
    )
    slide = Slide(key=view.kind, title=view.title, chart=view)
    deck = Deck(title="T", account="A", audience="internal", tag="INTERNAL", as_of=view.as_of, slides=(slide,))
    made: Any = Presentation(io.BytesIO(pptx_deck.written(deck)))
    assert view.headline in [one.text_frame.text for one in made.slides[0].shapes if one.has_text_frame]
