# SPDX-License-Identifier: Apache-2.0
"""Makes resources/templates/slides.pptx: our own 16:9 master with real layouts and placeholders.

Run `python -m tests.tools.slide_master` after a change of colours, type or layout, and commit the file.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from planner.render.tokens import palette

TARGET = Path("resources/templates/slides.pptx")
WIDE, HIGH = 13.333, 7.5
_SIDE = 0.6
_FULL = WIDE - 2 * _SIDE
# x, y, width, height in inches
TITLE = (_SIDE, 0.28, _FULL, 0.98)
SUBTITLE = (_SIDE, 1.3, _FULL, 0.42)
EXHIBIT = (_SIDE, 1.8, _FULL, 4.58)
SOURCE = (_SIDE, 6.44, _FULL, 0.5)
FOOTER = (_SIDE, 6.98, 9.0, 0.3)
NUMBER = (_SIDE + _FULL - 1.5, 6.98, 1.5, 0.3)
_KEPT = {"Title Slide": "Cover", "Title Only": "Exhibit", "Title and Content": "Table", "Section Header": "Chart",
         "Picture with Caption": "Picture"}  # fmt: skip
_SUBTITLE_IDX, _SOURCE_IDX, _EXHIBIT_IDX = 13, 14, 15
_THEME = {"dk1": "text", "lt1": "card", "dk2": "grade_s", "lt2": "window", "accent1": "chart_1", "accent2": "chart_2",
          "accent3": "chart_3", "accent4": "chart_4", "accent5": "risk_h", "accent6": "muted", "hlink": "accent",
          "folHlink": "chart_3"}  # fmt: skip


def main() -> None:
    """Write the file."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDE), Inches(HIGH)
    _theme(made)
    _layouts(made)
    _master(made)
    _neutral(made)
    made.save(str(TARGET))
    print(TARGET, TARGET.stat().st_size)


def _theme(made: Any) -> None:
    colors = palette("print")
    part = next(r.target_part for r in made.slide_master.part.rels.values() if r.reltype.endswith("/theme"))
    root = etree.fromstring(part.blob)
    space = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    root.set("name", "Waterline")
    for scheme in root.iterfind(".//a:clrScheme", space):
        scheme.set("name", "Waterline")
        for slot, role in _THEME.items():
            place = scheme.find(f"a:{slot}", space)
            for old in list(place):
                place.remove(old)
            etree.SubElement(place, qn("a:srgbClr")).set("val", colors[role][1:])
    for fonts in root.iterfind(".//a:fontScheme", space):
        fonts.set("name", "Waterline")
        for kind in ("majorFont", "minorFont"):
            font = fonts.find(f"a:{kind}", space)
            for child in list(font):
                if child.tag == qn("a:font"):
                    font.remove(child)
            font.find("a:latin", space).set("typeface", "Inter")
            font.find("a:ea", space).set("typeface", "Noto Sans SC")
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _layouts(made: Any) -> None:
    for layout in list(made.slide_layouts):
        if layout.name not in _KEPT:
            made.slide_layouts.remove(layout)
            continue
        layout.name = _KEPT[layout.name]
        for shape in list(layout.placeholders):
            if shape.placeholder_format.type in (16,) or (
                layout.name != "Cover" and shape.placeholder_format.idx in (1, 2)
            ):
                shape._element.getparent().remove(shape._element)
        if layout.name == "Cover":
            _cover(layout)
        else:
            _exhibit(layout)


def _cover(layout: Any) -> None:
    bar = layout.shapes._spTree
    bar.insert(2, _box("Edge", (0, 0, 0.28, HIGH), "accent1"))
    for shape in layout.placeholders:
        kind = shape.placeholder_format.type
        if kind == 3:
            _place(shape, (1.1, 2.0, 11.2, 1.7))
            _type(shape, 36, bold=True, anchor="b", inner=0)
        elif kind == 4:
            _place(shape, (1.1, 3.85, 11.2, 1.5))
            _type(shape, 18, color="accent6", anchor="t", inner=0)
        else:
            _foot(shape, kind)


def _exhibit(layout: Any) -> None:
    for shape in layout.placeholders:
        kind = shape.placeholder_format.type
        if kind == 1:
            for old in shape._element.findall(qn("p:spPr")):
                for child in list(old):
                    old.remove(child)
            body = shape._element.find(qn("p:txBody"))
            body.find(qn("a:bodyPr")).attrib.clear()
            for child in list(body.find(qn("a:lstStyle"))):
                body.find(qn("a:lstStyle")).remove(child)
        else:
            _foot(shape, kind)
    tree = layout.shapes._spTree
    tree.append(_holder("Subtitle", "body", _SUBTITLE_IDX, SUBTITLE, 14, "Measure, scale, number of answers, day"))
    tree.append(_holder("Source", "body", _SOURCE_IDX, SOURCE, 12, "Source", anchor="b"))
    kind = {"Chart": "chart", "Table": "tbl", "Picture": "pic"}.get(layout.name)
    if kind:
        tree.append(_holder("Exhibit", kind, _EXHIBIT_IDX, EXHIBIT, 14, layout.name))
    layout._element.attrib.pop("type", None)
    layout._element.set("type", {"Chart": "chart", "Table": "tbl", "Exhibit": "titleOnly"}.get(layout.name, "obj"))


def _master(made: Any) -> None:
    master = made.slide_master
    master.shapes._spTree.insert(2, _line((_SIDE, 6.96, _FULL)))
    for shape in list(master.placeholders):
        kind = shape.placeholder_format.type
        if kind == 1:
            _place(shape, TITLE)
            _type(shape, 24, bold=True, anchor="b", inner=0)
        elif kind == 2:
            _place(shape, EXHIBIT)
        elif kind == 16:
            shape._element.getparent().remove(shape._element)
        else:
            _foot(shape, kind)
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", "2400")
    title.find(qn("a:defRPr")).set("b", "1")
    for level, size in zip(range(1, 6), (18, 16, 14, 14, 14), strict=True):
        styles.find(qn("p:bodyStyle")).find(qn(f"a:lvl{level}pPr")).find(qn("a:defRPr")).set("sz", f"{size}00")


def _foot(shape: Any, kind: int) -> None:
    _place(shape, FOOTER if kind == 15 else NUMBER)
    _type(shape, 12, color="accent6", anchor="ctr", align="l" if kind == 15 else "r", inner=0)


def _place(shape: Any, box: tuple[float, float, float, float]) -> None:
    shape.left, shape.top, shape.width, shape.height = (Inches(n) for n in box)


def _type(shape: Any, size: int, *, bold: bool = False, color: str = "tx1", anchor: str = "t", align: str = "l",
          inner: float | None = None) -> None:  # fmt: skip
    body = shape._element.find(qn("p:txBody"))
    props = body.find(qn("a:bodyPr"))
    for child in list(props):
        props.remove(child)
    props.set("anchor", anchor)
    if inner is not None:
        for side in ("lIns", "rIns", "tIns", "bIns"):
            props.set(side, str(Emu(Inches(inner))))
    styles = body.find(qn("a:lstStyle"))
    for child in list(styles):
        styles.remove(child)
    styles.append(parse_xml(_level(size, bold=bold, color=color, align=align)))


def _level(size: int, *, bold: bool = False, color: str = "tx1", align: str = "l") -> str:
    return (
        f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0" algn="{align}"><a:buNone/>'
        f'<a:defRPr sz="{Pt(size).centipoints}" b="{int(bold)}"><a:solidFill><a:schemeClr val="{color}"/></a:solidFill>'
        "</a:defRPr></a:lvl1pPr>"
    )


def _holder(
    name: str, kind: str, idx: int, box: tuple[float, float, float, float], size: int, hint: str, anchor: str = "t"
) -> Any:
    x, y, w, h = (int(Inches(n)) for n in box)
    color = "tx1" if kind != "body" else "accent6"
    text = (
        f'<p:txBody><a:bodyPr lIns="0" rIns="0" tIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
        f"<a:lstStyle>{_level(size, color=color)}</a:lstStyle>"
        f"<a:p><a:r><a:rPr/><a:t>{hint}</a:t></a:r></a:p></p:txBody>"
    )
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{idx + 20}" name="{name}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" idx="{idx}"/></p:nvPr>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm></p:spPr>{text}</p:sp>'
    )


def _box(name: str, box: tuple[float, float, float, float], color: str) -> Any:
    x, y, w, h = (int(Inches(n)) for n in box)
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="{color}"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _line(at: tuple[float, float, float]) -> Any:
    x, y, w = (int(Inches(n)) for n in at)
    return parse_xml(
        f'<p:cxnSp {nsdecls("p", "a")}><p:nvCxnSpPr><p:cNvPr id="91" name="Foot line"/><p:cNvCxnSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvCxnSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="0"/>'
        '</a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="D8DEE4"/>'
        "</a:solidFill></a:ln></p:spPr></p:cxnSp>"
    )


def _neutral(made: Any) -> None:
    """No author, no earlier file, no printer, no thumbnail."""
    package = made.part.package
    for key, rel in list(package._rels.items()):
        if rel.reltype.endswith("thumbnail"):
            package._rels.pop(key)
    for key, rel in list(made.part.rels.items()):
        if rel.reltype.endswith("printerSettings"):
            made.part.rels.pop(key)
    props = copy.copy(made.core_properties)
    props.author = props.last_modified_by = props.comments = props.keywords = props.subject = ""
    props.title = "Slides"


if __name__ == "__main__":
    main()
