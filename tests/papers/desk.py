"""Papers on paper: the year of a small school, and every paper of it, read back as Word would show it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.table import Table

from sync.papers import BATCHES, Asked, Known
from sync.render.papers.filling import Filler
from sync.render.papers.paper import Batch, shared_fields
from sync.render.papers.templates import TEMPLATES
from sync.rules.decide import decide_and_file
from tests.rules.paper import world
from tests.rules.year import ASKED, ONE_FORM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sync.render.papers.paper import Paper

SHARED = {
    "school": "Лицей",
    "address": "г. Примерск",
    "place": "г. Примерск",
    "head": "Анохина С. З.",
    "year": "2026-2027",
    "coordinator": "Петрова М. С.",
    "today": "22 ноября 2026 г.",
}


def known(answers: list[Any], books: Mapping[str, Any], **more: Any) -> Known:
    seen = world(answers, books, questionnaires=ASKED, **{**ONE_FORM, **more})
    plan, found = decide_and_file(seen)
    return Known(found, plan, seen.today)


def batch(kind: str, of: Known, asked: Asked | None = None) -> Batch:
    return BATCHES[kind](of, asked or Asked())


def filled(kind: str, papers: Sequence[Paper], of: Known | None = None) -> bytes:
    shared = shared_fields(of.found.programme, of.today) if of else SHARED
    return Filler(TEMPLATES[kind](), Path(f"{kind}.docx"), shared).fill(papers)


def said(content: bytes) -> str:
    """What stands in a file: paragraphs, and rows of tables, from top to bottom; not the lines to write on."""
    lines = (line for block in Document(BytesIO(content)).iter_inner_content() for line in lines_of(block))
    return "\n".join(line for line in lines if line != "\t")


def lines_of(block: Any) -> list[str]:
    if isinstance(block, Table):
        return [" | ".join(cell.text for cell in row.cells) for row in block.rows]
    return [block.text]


def template(*paragraphs: str) -> bytes:
    """A school's own template, as plain as can be."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    content = BytesIO()
    document.save(content)
    return content.getvalue()
