"""A template filled with papers. A school writes its own templates, so nothing in one is trusted.

Values are escaped, or a name with «<» would be cut off silently; what a template calls runs in Jinja's sandbox; a field
that does not exist is an error and no empty space. The whole file is made before any of it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError
from docx.opc.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from sync.errors import TemplateBroken
from sync.render.papers.paper import Paper

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # characters of which no XML may hold any
QUOTED = re.compile("'([^']*)'")
CODES, KEYWORDS = "codes: ", qn("cp:keywords")
LONGEST_PLACE = 80  # characters of the paragraph that an error shows
BAD_PACKAGE = (BadZipFile, OpcError, KeyError, ValueError, SyntaxError, OSError)  # lxml's are SyntaxErrors
BAD_EXPRESSION = (TypeError, ArithmeticError, LookupError, AttributeError, ValueError, SyntaxError)


class PaperEnvironment(ImmutableSandboxedEnvironment):
    """Compiles the same text once, however many papers are filled with it."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=whole)
        self.filters |= dict.fromkeys(
            ("e", "escape", "safe"), str
        )  # everything is escaped once, whatever a template says
        self.compiled: Callable[[str], Template] = cache(super().from_string)

    def from_string(self, source: Any, *_: Any, **__: Any) -> Template:
        return self.compiled(source)


def whole(value: object) -> Markup:
    """Any value as text that comes out of the paper as it went in; characters that XML cannot hold are left out.

    What a macro of the template gives is escaped already. docxtpl takes «{_{» for «{{» in what was filled in, too,
    hence the underscore.
    """
    text = str(value if isinstance(value, Markup) else escape("" if value is None else str(value)))
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return Markup(NO_XML.sub("", lines).replace("_", "&#95;"))  # noqa: S704 - escaped above


class WholeTemplate(DocxTemplate):
    """docxtpl mends what is no XML after filling, and drops what does not fit: here that is an error."""

    def fix_tables(self, xml: str) -> Any:
        parse_xml(xml)
        return super().fix_tables(xml)


class Filler:
    """One template, to be filled any number of times. ``path`` is what an error names.

    Raises TemplateBroken when it is no .docx file.
    """

    def __init__(self, template: bytes, path: Path, shared: Mapping[str, str]) -> None:
        self.template, self.path, self.shared = template, path, shared
        self.environment = PaperEnvironment()

    def fill(self, papers: Sequence[Paper]) -> bytes:
        """One file with these papers in it. Raises TemplateBroken."""
        fields = {**self.shared, "paper": papers[0].fields, "papers": [paper.fields for paper in papers]}
        document = self.opened()
        try:
            document.render(fields, self.environment)
        except TemplateError as error:
            raise TemplateBroken(self.path, *fault_of(error)) from error
        except BAD_EXPRESSION as error:
            raise TemplateBroken(self.path, "cannot be filled") from error
        note_codes(document, sorted({code for paper in papers for code in paper.codes}))
        content = BytesIO()
        document.save(content)
        return content.getvalue()

    def opened(self) -> WholeTemplate:
        document = WholeTemplate(BytesIO(self.template))
        try:
            document.init_docx()
        except BAD_PACKAGE as error:
            raise TemplateBroken(self.path, "not docx") from error
        return document


def note_codes(document: WholeTemplate, codes: Sequence[str]) -> None:
    """Among the properties of the file; python-docx has a limit of 255 characters there, and a school more people."""
    properties = document.docx.core_properties
    properties.keywords = CODES
    properties._element.find(KEYWORDS).text = CODES + " ".join(codes)  # noqa: SLF001


def fault_of(error: TemplateError) -> tuple[str, str]:
    """Which fault it is, and the field or the words of the paragraph where it is."""
    found = QUOTED.findall(error.message or "")
    if isinstance(error, SecurityError) and found:
        return "forbidden", found[0]
    if isinstance(error, UndefinedError) and found:
        return "unknown field", found[-1]
    if isinstance(error, TemplateSyntaxError):
        return "syntax", place_of_error(error)
    return "cannot be filled", ""


def place_of_error(error: TemplateSyntaxError) -> str:
    """docxtpl shows seven lines around, each a paragraph without its marks."""
    lines = [line.strip() for line in getattr(error, "docx_context", ())]
    place = min(3, error.lineno - 1)
    text = lines[place] if place < len(lines) else ""
    return text if len(text) <= LONGEST_PLACE else text[:LONGEST_PLACE] + "…"
