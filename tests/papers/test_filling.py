"""A template filled: every name comes out whole, and a template with a fault says which, with nothing made."""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sync.errors import TemplateBroken
from sync.paper_files import codes_in
from sync.render.papers.filling import Filler
from sync.render.papers.paper import Paper
from sync.render.papers.templates import TEMPLATES
from tests.papers.desk import SHARED, filled, said, template

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
NASTY = st.lists(
    st.one_of(
        st.sampled_from(
            ["<", ">", "&", "&amp;", '"', "'", "{{", "}}", "{%", "%}", "{#", "{_{", "}_}", "{_%", "%_}", "_"]
        ),
        st.sampled_from(["<w:t>", "</w:t>", "]]>", "\n", "\t", "\a", "\f", "\x00", "\u2028", "\ufffe", "{{ paper }}"]),
        st.text(max_size=12),
    ),
    max_size=12,
).map("".join)
NAME_OF_120 = "Шварценгольд-Бекмурзаева " * 4 + "Абдурахмангаджи-ева "


def read(name: str) -> str:
    """A name as XML can hold it, its line ends as XML has them."""
    return NOT_IN_XML.sub("", name.replace("\r\n", "\n").replace("\r", "\n"))


@settings(max_examples=60, deadline=None)
@given(NASTY)
@example("Иванова <А> & Ко")
@example('О\'Нил «Рыжий» "Джо" {{ x }} {% if %}')
@example(NAME_OF_120)
@example("{_{ paper.name }_} {_% for %_}")
@example("Пётр\x00\x07Иванов\x0c")
@example("  с пробелами по краям  ")
def test_a_name_comes_out_as_it_went_in(name: str) -> None:
    content = NAMING.fill([Paper("x", {"name": name})])
    paragraph, table = Document(BytesIO(content)).iter_inner_content()
    assert paragraph.text == f"Имя: {read(name)}."
    assert table.cell(0, 0).text == read(name)


NAMED = (
    "{{ paper.name|e }}",
    "{{ paper.name|safe }}",
    "{% set who = paper.name %}{{ who }}",
    "{{ [paper.name]|join }}",
)
MACRO = "{% macro named(who) %}{{ who.name }}{% endmacro %}{{ named(paper) }}"


@pytest.mark.parametrize("expression", [*NAMED, MACRO])
def test_a_name_is_whole_however_a_template_asks_for_it(expression: str) -> None:
    name = "Ким <Б> & Ко_{_{"
    assert said(Filler(template(expression), Path("own.docx"), {}).fill([Paper("x", {"name": name})])) == name


def naming_template() -> bytes:
    document = Document(BytesIO(template("Имя: {{ paper.name }}.")))
    document.add_table(1, 1).cell(0, 0).text = "{{ paper.name }}"
    content = BytesIO()
    document.save(content)
    return content.getvalue()


NAMING = Filler(naming_template(), Path("own.docx"), {})


def test_our_own_templates_take_a_nasty_name_too() -> None:
    name = "Ким <Б> & Ко {{ x }} {% y %} " + NAME_OF_120
    fields = {"name": name, "when": "когда", "where": "где", "participant": True}
    assert name in said(filled("invitations", [Paper("x", fields)]))


FAULTS = [
    (("{{ shcool }}",), "unknown field", "shcool"),
    (("{{ paper.nmae }}",), "unknown field", "nmae"),
    (("{{ ''.__class__ }}",), "forbidden", "__class__"),
    (("{{ cycler.__init__.__globals__ }}",), "forbidden", "__init__"),
    (("Имя", "{{ paper.name "), "syntax", "{{ paper.name"),
    (("{{ paper.name|склонить }}",), "syntax", "{{ paper.name|склонить }}"),
    (("{%p for paper in papers %}", "{{ paper.name }}"), "syntax", ""),
    (("{% include 'programme.toml' %}",), "cannot be filled", ""),
    (("{{ 1 / 0 }}",), "cannot be filled", ""),
    (("{{ range(10 ** 9)|list }}",), "cannot be filled", ""),
    (("{{ paper.name() }}",), "cannot be filled", ""),
]


@pytest.mark.parametrize(("paragraphs", "fault", "detail"), FAULTS, ids=lambda value: str(value)[:30])
def test_a_template_with_a_fault_is_named_with_its_field(paragraphs, fault, detail) -> None:
    filler = Filler(template(*paragraphs), Path("papers") / "plan.docx", SHARED)
    with pytest.raises(TemplateBroken) as broken:
        filler.fill([Paper("x", {"name": "Ы"})])
    assert (broken.value.path.name, broken.value.fault) == ("plan.docx", fault)
    assert detail in broken.value.detail


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 and nothing more", b"\xff" * 500])
def test_a_file_that_is_no_docx_is_named(content: bytes) -> None:
    with pytest.raises(TemplateBroken) as broken:
        Filler(content, Path("plan.docx"), SHARED).fill([Paper("x", {})])
    assert broken.value.fault == "not docx"


def test_what_is_no_document_after_filling_is_an_error_and_not_a_shorter_paper() -> None:
    """docxtpl would drop what does not fit: here a condition that begins in a paragraph and ends in a table."""
    document = Document(BytesIO(template("{% if paper.name %}Имя")))
    document.add_table(1, 1).cell(0, 0).text = "клетка{% endif %}"
    content = BytesIO()
    document.save(content)
    with pytest.raises(TemplateBroken):
        Filler(content.getvalue(), Path("plan.docx"), {}).fill([Paper("x", {"name": ""})])


def test_a_paper_knows_whom_it_names_however_many_they_are(tmp_path: Path) -> None:
    codes = [f"ABC{number:04d}" for number in range(200)]
    path = tmp_path / "renamed.docx"
    path.write_bytes(NAMING.fill([Paper("x", {"name": "Ы"}, (code,)) for code in codes]))
    assert codes_in(path) == set(codes)
    path.write_bytes(template("Чужой документ"))
    assert codes_in(path) == set()


# The templates that come with the program


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_is_a_real_document(kind: str) -> None:
    """Headings are headings, a table's first row is repeated, the language is Russian, and nothing floats in boxes."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        document = Document(BytesIO(TEMPLATES[kind]()))
    section, xml = document.sections[0], document.element.xml
    assert (round(section.bottom_margin.mm), round(section.page_height.mm)) == (20, 297)
    assert any(paragraph.style.name.startswith("Heading") for paragraph in document.paragraphs)
    assert "w:txbxContent" not in xml
    looped = sum("{%tr for" in table.rows[1].cells[0].text for table in document.tables if len(table.rows) > 1)
    assert xml.count("<w:tblHeader") == looped
    assert "ru-RU" in document.styles.element.xml
    festive = kind in ("certificates", "invitations")
    assert festive or [round(edge.mm) for edge in (section.left_margin, section.right_margin)] == [30, 10]
    assert ("PAGE" in section.header._element.xml) is not festive
