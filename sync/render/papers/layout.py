"""How papers look: GOST R 7.0.97-2025 asks for 12 to 14 points and margins of 30, 10, 20 and 20 mm.

Real headings, tables whose first row is repeated on every page, a page number from the second page on, no text boxes.
A field in double braces is filled in later (``filling.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FONT = "Times New Roman"
SIZE, IN_TABLES = 14, 11  # points
LEFT, RIGHT, TOP, BOTTOM = 30, 10, 20, 20  # mm
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
WIDTH = PAGE_WIDTH - LEFT - RIGHT
INDENT = 12.5
HEADINGS = {1: (16, 0, 12), 2: (14, 14, 6)}  # points: size, before, after
CENTRE, JUSTIFY, TO_LEFT, TO_RIGHT = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
)


@dataclass(frozen=True)
class Heading:
    """Of a table's column: ``text`` is a field or stays empty for writing by hand, ``width`` is in mm."""

    title: str
    text: str
    width: float


class Layout:
    """A template under way, written from top to bottom."""

    def __init__(self, title: str) -> None:
        self.document: Any = Document()
        self.document.core_properties.title = title
        self.document.core_properties.author = ""
        self.document.core_properties.comments = ""
        self.document.core_properties.language = "ru-RU"
        set_page(self.document.sections[0])
        set_styles(self.document.styles)

    def to_bytes(self) -> bytes:
        content = BytesIO()
        self.document.save(content)
        return content.getvalue()

    def line(
        self, text: str = "", align: Any = TO_LEFT, *, bold: bool = False, size: float = SIZE, after: float = 0
    ) -> Any:
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(size)
        paragraph.alignment = align
        paragraph.paragraph_format.space_after = Pt(after)
        return paragraph

    def text(self, text: str) -> None:
        """A paragraph of an order or a report: indented, justified."""
        paragraph = self.line(text, JUSTIFY)
        paragraph.paragraph_format.first_line_indent = Mm(INDENT)

    def heading(self, text: str, level: int = 1, *, new_page: bool = False) -> None:
        paragraph = self.document.add_heading(text, level)
        paragraph.paragraph_format.page_break_before = new_page

    def school(self) -> None:
        """Who issues the paper."""
        self.line("{{ school }}", CENTRE, bold=True)
        self.line("{{ address }}", CENTRE, size=12, after=18)

    def two_ends(self, left: str, right: str, after: float = 0) -> None:
        """One line with something at either margin."""
        paragraph = self.line(f"{left}\t{right}", after=after)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)

    def signature(self, who: str, name: str) -> None:
        """A position, a place to sign, a name; the three stay on one page with what they close."""
        paragraph = self.line(f"{who}\t__________________\t{name}")
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(WIDTH * 0.44), WD_TAB_ALIGNMENT.CENTER)
        stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.paragraph_format.space_before = Pt(20)
        paragraph.paragraph_format.keep_together = True

    def ruled(self, lines: int) -> None:
        """Empty lines to write on by hand: a border, which keeps to the margins whatever the font is."""
        for _ in range(lines):
            paragraph = self.line()
            border = OxmlElement("w:pBdr")
            for side in ("bottom", "between"):
                border.append(element(f"w:{side}", val="single", sz="4", space="1", color="808080"))
            paragraph._p.get_or_add_pPr().append(border)  # noqa: SLF001 - python-docx has no borders
            paragraph.paragraph_format.space_before = Pt(4)

    @contextmanager
    def each(self, loop: str) -> Iterator[None]:
        """What is inside once for each of a list: ``paper in papers``."""
        self.line(f"{{%p for {loop} %}}")
        yield
        self.line("{%p endfor %}")

    @contextmanager
    def only_if(self, condition: str) -> Iterator[None]:
        self.line(f"{{%p if {condition} %}}")
        yield
        self.line("{%p endif %}")

    def table(self, headings: Sequence[Heading], loop: str, empty: int = 0) -> None:
        """A line for each of a list, and ``empty`` ones after it; the first row is repeated on every page."""
        rows = [[f"{{%tr for {loop} %}}"], [heading.text for heading in headings], ["{%tr endfor %}"]]
        rows += [[""]] * empty
        table = self.document.add_table(1 + len(rows), len(headings), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for place, heading in enumerate(headings):
            put(table.cell(0, place), heading.title, bold=True)
            for row in table.rows:
                row.cells[place].width = Mm(heading.width)
        for texts, row in zip(rows, table.rows[1:], strict=True):
            for text, cell in zip(texts, row.cells, strict=False):
                put(cell, text)
            row._tr.get_or_add_trPr().append(element("w:cantSplit"))  # noqa: SLF001
        table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))  # noqa: SLF001

    def facts(self, pairs: Sequence[tuple[str, str]], named: float = 60) -> None:
        """A table of two columns: what, and what it is."""
        table = self.document.add_table(len(pairs), 2, style="Table Grid")
        table.autofit = False
        for row, (what, text) in zip(table.rows, pairs, strict=True):
            row.cells[0].width, row.cells[1].width = Mm(named), Mm(WIDTH - named)
            put(row.cells[0], what, size=12)
            put(row.cells[1], text, size=12)
            row._tr.get_or_add_trPr().append(element("w:cantSplit"))  # noqa: SLF001


def put(cell: Any, text: str, *, bold: bool = False, size: float = IN_TABLES) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    cell.paragraphs[0].paragraph_format.alignment = CENTRE if bold else TO_LEFT
    cell.paragraphs[0].paragraph_format.space_after = Pt(0)


def element(name: str, **attributes: str) -> Any:
    found = OxmlElement(name)
    for key, value in attributes.items():
        found.set(qn(f"w:{key}"), value)
    return found


def set_page(section: Any) -> None:
    section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    number._p.append(element("w:fldSimple", instr="PAGE"))  # noqa: SLF001 - python-docx has no fields


def set_styles(styles: Any) -> None:
    normal = styles["Normal"]
    set_font(normal, SIZE)
    normal.paragraph_format.space_after = Pt(0)
    normal.element.get_or_add_rPr().append(element("w:lang", val="ru-RU"))
    for level, (size, before, after) in HEADINGS.items():
        style = styles[f"Heading {level}"]
        set_font(style, size)
        style.font.bold, style.font.color.rgb = True, RGBColor(0, 0, 0)
        style.paragraph_format.alignment = CENTRE if level == 1 else TO_LEFT
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def set_font(style: Any, size: float) -> None:
    """For every script: a heading of python-docx's own template takes its font from the theme."""
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
