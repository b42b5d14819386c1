"""How papers look: GOST R 7.0.97-2025 asks for 12 to 14 points and margins of 30, 10, 20 and 20 mm.

Real headings, tables whose first row is repeated on every page, a page number from the second page on, no text boxes.
A field in double braces is filled in later (``filling.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FONT = "Times New Roman"
SIZE, IN_TABLES = 14, 11  # points
LEFT, RIGHT, TOP, BOTTOM = 30, 10, 20, 20  # mm
FESTIVE_TOP = 60
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
WIDTH = PAGE_WIDTH - LEFT - RIGHT
INDENT = 12.5
STYLES = ("Normal", "Heading 1", "Heading 2", "Header", "Default Paragraph Font", "Normal Table", "Table Grid")
PARTS = ("styles", "settings", "header")
HEADINGS = {1: (16, 0, 12), 2: (14, 14, 6)}  # points: size, before, after
Gaps = tuple[float, float]
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
    centred: bool = False


class Layout:
    """A template under way, written from top to bottom. ``festive``: in a frame, and lower on the page."""

    def __init__(self, title: str, *, festive: bool = False) -> None:
        self.document: Any = Document()
        self.document.core_properties.title = title
        self.document.core_properties.author = ""
        self.document.core_properties.comments = ""
        self.document.core_properties.language = "ru-RU"
        set_page(self.document.sections[0])
        (set_frame if festive else set_numbers)(self.document.sections[0])
        set_styles(self.document.styles)

    def to_bytes(self) -> bytes:
        lighten(self.document)
        content = BytesIO()
        self.document.save(content)
        return content.getvalue()

    def line(
        self, text: str = "", align: Any = TO_LEFT, *, bold: bool = False, size: float = SIZE, gaps: Gaps = (0, 0)
    ) -> Any:
        """A paragraph; ``gaps`` are points before and after it."""
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(text)
        run.bold, run.font.size, paragraph.alignment = bold, Pt(size), align
        look = paragraph.paragraph_format
        look.space_before, look.space_after = map(Pt, gaps)
        return paragraph

    def text(self, text: str) -> None:
        """A paragraph of an order or a report: indented, justified."""
        paragraph = self.line(text, JUSTIFY)
        paragraph.paragraph_format.first_line_indent = Mm(INDENT)

    def heading(self, text: str, level: int = 1, *, new_page: bool = False, size: float = 0) -> None:
        """``size`` in points, where it is not that of its level."""
        paragraph = self.document.add_heading(text, level)
        if size:
            paragraph.runs[0].font.size = Pt(size)
        paragraph.paragraph_format.page_break_before = new_page

    def school(self) -> None:
        """Who issues the paper."""
        self.line("{{ school }}", CENTRE, bold=True)
        self.line("{{ address }}", CENTRE, size=12, gaps=(0, 18))

    def two_ends(self, left: str, right: str, after: float) -> None:
        """One line with something at either margin."""
        paragraph = self.line(f"{left}\t{right}", gaps=(0, after))
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)

    def signature(self, who: str, name: str) -> None:
        """A position, a place to sign, a name."""
        paragraph = self.line(f"{who}\t________________\t{name}")
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(WIDTH * 0.38))
        stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.paragraph_format.space_before = Pt(20)

    def hint(self, text: str) -> None:
        """A small line that stays on one page with what comes after it."""
        self.line(text, size=12).paragraph_format.keep_with_next = True

    def ruled(self, lines: int) -> None:
        """Empty lines to write on by hand, from margin to margin whatever the font is."""
        for number in range(lines):
            paragraph = self.line("\t")
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
            paragraph.paragraph_format.space_before = Pt(4)
            paragraph.paragraph_format.keep_with_next = number < lines - 1

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
        table = self.grid(1 + len(rows), [heading.width for heading in headings])
        for cell, heading in zip(table.rows[0].cells, headings, strict=True):
            put(cell, heading.title, bold=True, align=CENTRE)
        for texts, row in zip(rows, table.rows[1:], strict=True):
            for text, cell, heading in zip(texts, row.cells, headings, strict=False):
                put(cell, text, align=CENTRE if heading.centred else TO_LEFT)
        table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))  # noqa: SLF001 - python-docx has none

    def facts(self, pairs: Sequence[tuple[str, str]], named: float = 60) -> None:
        """A table of two columns: what, and what it is."""
        table = self.grid(len(pairs), [named, WIDTH - named])
        for row, texts in zip(table.rows, pairs, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                put(cell, text, size=12)

    def grid(self, rows: int, widths: Sequence[float]) -> Any:
        """An empty table with lines; no row of it is torn over two pages."""
        table = self.document.add_table(rows, len(widths), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(element("w:cantSplit"))  # noqa: SLF001 - python-docx has none
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)
        return table


def put(cell: Any, text: str, *, bold: bool = False, size: float = IN_TABLES, align: Any = TO_LEFT) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.bold, run.font.size, paragraph.alignment = bold, Pt(size), align
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)


def element(name: str, **attributes: str) -> Any:
    found = OxmlElement(name)
    for key, value in attributes.items():
        found.set(qn(f"w:{key}"), value)
    return found


def lighten(document: Any) -> None:
    """Without the 150 styles, the picture and the rest of python-docx's own template: a third of the time and size."""
    element_of_styles = document.styles.element
    for style in [*document.styles]:
        if style.name not in STYLES:
            element_of_styles.remove(style.element)
    for link in element_of_styles.findall(f"*/{qn('w:link')}"):
        link.getparent().remove(link)
    drop_parts(document.part.rels, lambda kind: kind not in PARTS)
    drop_parts(document.part.package.rels, lambda kind: kind == "thumbnail")


def drop_parts(relations: dict[str, Any], unused: Callable[[str], bool]) -> None:
    for key in [key for key, relation in relations.items() if unused(relation.reltype.rpartition("/")[2])]:
        del relations[key]


def set_page(section: Any) -> None:
    section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)


def set_numbers(section: Any) -> None:
    """In the middle above the text, from the second page on."""
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    number._p.append(element("w:fldSimple", instr="PAGE"))  # noqa: SLF001 - python-docx has no fields


def set_frame(section: Any) -> None:
    frame = element("w:pgBorders", offsetFrom="page")
    for side in ("top", "left", "bottom", "right"):
        frame.append(element(f"w:{side}", val="double", sz="12", space="24", color="7A6A3A"))
    section.left_margin = section.right_margin = Mm((LEFT + RIGHT) / 2)
    section.top_margin = Mm(FESTIVE_TOP)
    margins = section._sectPr.find(qn("w:pgMar"))  # noqa: SLF001 - python-docx has no frames
    margins.addnext(frame)


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
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
