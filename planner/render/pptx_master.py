# SPDX-License-Identifier: Apache-2.0
"""The presentation that slides go into: our own master, or a company's template of any size, emptied of its slides."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any, Final

from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.render.pptx_text import Hand, emu, points
from resources import resource

# Kinds of placeholder by the numbers of the format.
_TITLES: Final = (1, 3)
_FOOT, _NUMBER, _DATE = 15, 13, 16
_FIXED: Final = (*_TITLES, _FOOT, _NUMBER, _DATE)
SUBTITLE, SOURCE, EXHIBIT = 13, 14, 15
"""The placeholders of our own layouts."""
_NAMES: Final = {"cover": "Cover", "chart": "Chart", "grid": "Table", "picture": "Picture", "free": "Exhibit"}
_MARGIN, _TITLE_HEIGHT, _LINE, _SOURCE_HEIGHT, _FOOT_HEIGHT = 36.0, 70.5, 30.0, 36.0, 26.0


@dataclass(frozen=True, slots=True)
class Room:
    """A place on a slide in points."""

    x: float
    y: float
    w: float
    h: float

    @property
    def emu(self) -> tuple[int, int, int, int]:
        """Left, top, width, height as the format counts."""
        return emu(self.x), emu(self.y), emu(self.w), emu(self.h)

    def inside(self, x: float, y: float, w: float, h: float) -> Room:
        """A part of it, by shares 0 to 1."""
        return Room(self.x + x * self.w, self.y + y * self.h, w * self.w, h * self.h)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the parts of a slide stand."""

    title: Room
    subtitle: Room
    exhibit: Room
    source: Room
    foot: Room
    number: Room


class Master:
    """An open presentation without slides, and where on its slides there is room."""

    def __init__(self, template: Path | None, language: str) -> None:
        self.own = template is None
        self.presentation = _opened(template or resource("templates", "slides.pptx"), own=self.own)
        self.wide, self.high = points(self.presentation.slide_width), points(self.presentation.slide_height)
        self.hand = Hand(language=language) if self.own else Hand(latin="", language=language)

    def layout(self, use: str) -> Any:
        """The layout for "cover", "chart", "grid", "picture" or "free"; of a company's template the nearest."""
        layouts = list(self.presentation.slide_layouts)
        if self.own:
            return next(one for one in layouts if one.name == _NAMES[use])
        return _cover(layouts) if use == "cover" else _titled(layouts)

    def places(self, slide: Any) -> Places:
        """The places on a slide that was just added."""
        if self.own:
            return self._own_places(slide)
        title = self._title_place(slide)
        side = max(_MARGIN * 0.8, min(title.x, self.wide * 0.1))
        across = self.wide - 2 * side
        bottom = self._bottom(slide)
        top = title.y + title.h
        source = Room(side, bottom - _SOURCE_HEIGHT, across, _SOURCE_HEIGHT)
        exhibit = Room(side, top + _LINE + 6, across, source.y - top - _LINE - 10)
        foot = Room(side, bottom, across * 0.7, _FOOT_HEIGHT)
        number = Room(side + across * 0.8, bottom, across * 0.2, _FOOT_HEIGHT)
        subtitle = Room(side, top, across, _LINE)
        return Places(title=title, subtitle=subtitle, exhibit=exhibit, source=source, foot=foot, number=number)

    def _own_places(self, slide: Any) -> Places:
        found = {one.placeholder_format.idx: _room(one) for one in slide.placeholders}
        title = found[0]
        subtitle, source = found.get(SUBTITLE, title), found.get(SOURCE, title)
        top = subtitle.y + subtitle.h + 7
        exhibit = found.get(EXHIBIT, Room(title.x, top, title.w, source.y - top - 6))
        foot = Room(title.x, source.y + source.h, title.w * 0.7, _FOOT_HEIGHT)
        number = Room(title.x + title.w * 0.8, source.y + source.h, title.w * 0.2, _FOOT_HEIGHT)
        return Places(title=title, subtitle=subtitle, exhibit=exhibit, source=source, foot=foot, number=number)

    def _title_place(self, slide: Any) -> Room:
        """Where the template has its title, as long as that is above the rest of the slide."""
        shape = slide.shapes.title
        found = _room(shape) if shape is not None else Room(0, 0, 0, 0)
        high = found.y + found.h <= self.high * 0.3 and found.w >= self.wide * 0.5
        if high and found.h >= _TITLE_HEIGHT:
            return found
        made = Room(_MARGIN, _MARGIN * 0.6, self.wide - 2 * _MARGIN, _TITLE_HEIGHT)
        if high:
            made = Room(found.x, found.y, found.w, _TITLE_HEIGHT)
        if shape is not None:
            shape.left, shape.top, shape.width, shape.height = made.emu
        return made

    def _bottom(self, slide: Any) -> float:
        """Above what the template keeps at the bottom of its slides."""
        feet = [
            points(one.top)
            for one in slide.slide_layout.placeholders
            if one.placeholder_format.type in (_FOOT, _NUMBER, _DATE) and one.top is not None
        ]
        low = [top for top in feet if top > self.high * 0.8]
        return min([*low, self.high - _FOOT_HEIGHT - 6])


def add_feet(slide: Any) -> dict[int, Any]:
    """Put the layout's footer and slide number on the slide; answers them by kind, as far as the layout has them."""
    found: dict[int, Any] = {}
    for one in slide.slide_layout.placeholders:
        kind = one.placeholder_format.type
        if kind in (_FOOT, _NUMBER):
            made = copy.deepcopy(one._element)
            made.nvSpPr.cNvPr.set("id", str(slide.shapes._next_shape_id))
            slide.shapes._spTree.append(made)
            found[kind] = slide.shapes[-1]
    return found


def foot_kinds() -> tuple[int, int]:
    """The kinds of a footer and of a slide number."""
    return _FOOT, _NUMBER


def drop_unused(slide: Any) -> None:
    """Take placeholders away that hold nothing, so that no "Click to add text" stands on a slide."""
    for one in list(slide.placeholders):
        if getattr(one, "has_text_frame", False) and one.has_text_frame and not one.text_frame.text.strip():
            one._element.getparent().remove(one._element)


def _room(shape: Any) -> Room:
    return Room(*(points(n or 0) for n in (shape.left, shape.top, shape.width, shape.height)))


def _cover(layouts: list[Any]) -> Any:
    titled = [one for one in layouts if any(p.placeholder_format.type == 3 for p in one.placeholders)]
    return titled[0] if titled else _titled(layouts)


def _titled(layouts: list[Any]) -> Any:
    """The layout with a title and as little else as can be."""
    titled = [one for one in layouts if any(p.placeholder_format.type == 1 for p in one.placeholders)]
    if not titled:
        raise PlannerError(tr("This template has no layout with a title. Nothing was written; choose another one."))

    def more(layout: Any) -> int:
        return sum(p.placeholder_format.type not in _FIXED for p in layout.placeholders)

    return min(titled, key=more)


def _opened(path: Path, *, own: bool) -> Any:
    """The presentation at ``path`` without its slides; PlannerError when it is none."""
    from pptx import Presentation
    from pptx.exc import PythonPptxError

    try:
        if not own:
            _check(path)
        made = Presentation(str(path))
        _empty(made)
    except (OSError, ValueError, KeyError, AttributeError, PythonPptxError) as fault:
        text = tr(
            "{file} can't be used as a template. Nothing was written. Choose a PowerPoint file that ends in .pptx.",
            file=path.name,
        )
        raise PlannerError(text, "template") from fault
    return made


def _check(path: Path) -> None:
    """Refuse what is no plain .pptx before anything in it is unpacked."""
    import zipfile

    from planner.safe.zipgate import check_zip, scan_members

    check_zip(path)
    with zipfile.ZipFile(path) as archive:
        scan_members(archive)


def _empty(made: Any) -> None:
    """Without slides, what leads to them, comments, the template's authors, labels, printer and preview picture."""
    _let_go(made)
    listed = made.slides._sldIdLst
    for one in list(listed):
        made.part.drop_rel(one.rId)
        listed.remove(one)
    for holder in (made.part.rels, made.part.package._rels):
        for key, rel in list(holder.items()):
            kind = rel.reltype.rsplit("/", 1)[-1]
            if kind in _PRIVATE:
                holder.pop(key)
    for tag in ("custShowLst", "custDataLst", "extLst"):
        for extra in made.part._element.findall(f"{{{_P}}}{tag}"):
            made.part._element.remove(extra)


def _let_go(made: Any) -> None:
    """Drop the links by which masters and layouts would keep the slides in the file."""
    from pptx.oxml.ns import qn

    for part in list(made.part.package.iter_parts()):
        if part is made.part or part.partname.startswith("/ppt/slides/"):
            continue
        for key in [key for key, rel in part.rels.items() if rel.reltype.rsplit("/", 1)[-1] in {"slide", "notesSlide"}]:
            part.rels.pop(key)
            root = getattr(part, "_element", None)
            for one in [] if root is None else [e for e in root.iter() if e.get(qn("r:id")) == key]:
                one.getparent().remove(one)


_P: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
_PRIVATE: Final = frozenset({
    "thumbnail", "printerSettings", "commentAuthors", "custom-properties", "customXml", "tags", "authors",
    "handoutMaster", "vbaProject", "viewProps", "classificationlabels",
})  # fmt: skip
