"""The declared books: what set-up sends for each, what Google would say to it, and declarations that are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets_schema.as_read import BookAsRead
from sheets_schema.column import by_machine, by_staff, from_answer
from sheets_schema.errors import DeclarationError
from sheets_schema.from_google import READ_MASK, book_from_google
from sheets_schema.kind import Kind
from sheets_schema.look import TINTS
from sheets_schema.owner import Owner
from sheets_schema.table import Book, Shape, Table
from sheets_schema.tables import BOOKS, book, book_of, table
from sheets_schema.to_google import batch_from
from tests.golden import assert_golden
from tests.localgoogle.discovery import against
from tests.localgoogle.school import School
from tests.localgoogle.spreadsheet import Spreadsheet
from tests.sheets_schema.club import BOOK, everything

GOLDEN = Path(__file__).parent / "golden"
TABLES = [table for book in BOOKS for table in book.tables]

every_book = pytest.mark.parametrize("book", [*BOOKS, BOOK], ids=lambda book: book.key)
every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)


def set_up_of(book: Book) -> dict[str, object]:
    return batch_from(book, BookAsRead(book.key, "BOOK", all_titles={0: "Лист1"}), everything(book))


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.key)
def test_a_book_is_made_by_the_batch_on_record(book: Book) -> None:
    assert_golden(GOLDEN / f"{book.key}.json", set_up_of(book))


@every_book
def test_the_batch_is_what_google_documents(book: Book) -> None:
    assert against({"$ref": "BatchUpdateSpreadsheetRequest"}, set_up_of(book), "sheets.v4", "batch") == []


@every_book
def test_a_book_is_made_and_read_back_empty(school: School, book: Book) -> None:
    spreadsheet = Spreadsheet(school)
    spreadsheet.batch(*set_up_of(book)["requests"])
    read = book_from_google(book, spreadsheet.get(READ_MASK))
    assert list(read.sheets) == [table.key for table in book.tables]
    for declared in book.tables:
        sheet = read.sheets[declared.key]
        assert (sheet.title, sheet.sheet_id, sheet.rows) == (declared.title, declared.sheet_id, ())
        assert list(sheet.columns) == list(declared.by_key)
        assert sheet.anchored == set(declared.by_key)


# the declaration itself


def test_titles_and_sheet_ids_are_unique() -> None:
    for declared in BOOKS:
        assert len({table.title for table in declared.tables}) == len(declared.tables)
    ids = [table.sheet_id for table in TABLES]
    assert len(set(ids)) == len(ids)
    assert all(0 < identity < 2**31 for identity in ids)


def test_a_sheet_id_never_changes() -> None:
    """A tab that exists is known by it: with another id every school would get its tabs a second time."""
    assert {table.key: table.sheet_id for table in TABLES if not table.hidden} == {
        "consents": 132730006,
        "consent_log": 454645899,
        "mentees": 436326588,
        "mentors": 303419900,
        "readiness": 26766843,
        "attention": 462545213,
        "panel": 820633513,
        "roadmap": 187898547,
        "pairs": 1026375759,
        "monitoring": 108701416,
        "charts": 141566641,
        "course": 515775999,
        "influence": 465675393,
        "scores": 259015962,
        "contentment": 428485290,
        "indicators": 897722395,
        "swot": 721375291,
        "requests": 985028516,
        "third_party": 526872962,
        "assessments": 552895402,
        "preferences": 37341527,
        "feedback": 320521643,
        "satisfaction": 91944495,
        "long_term": 911678570,
        "gatherings": 186900682,
        "plans": 656643191,
        "meetings": 97374993,
        "quality": 339935058,
        "invitations": 137330446,
        "awards": 768250298,
        "cases": 241110829,
        "pairing_rules": 245726349,
        "unpaired": 928422912,
    }


@every_table
def test_every_column_says_what_it_is(table: Table) -> None:
    assert all(column.meaning and column.title.strip() == column.title for column in table.columns)
    assert all(column.kind is Kind.CHOICE for column in table.columns if column.choices)


@every_table
def test_the_machine_never_asks_staff_to_fill_a_tab_that_it_makes_anew(table: Table) -> None:
    if table.shape is not Shape.KEYED:
        assert all(column.owner is Owner.MACHINE for column in table.columns)


def test_every_book_has_its_hidden_memory_and_is_found_by_its_tabs() -> None:
    for declared in BOOKS:
        assert [table.key for table in declared.tables if table.hidden] == [f"{declared.key}.memory"]
        assert book(declared.key) is declared
    assert book_of("pairs").key == "programme"
    assert table("pairs").title == "Пары и группы"


def test_the_book_with_the_consents_is_written_first() -> None:
    assert book_of("consents") is BOOKS[0]


def test_every_owner_has_a_tint_on_which_dark_text_reads_well() -> None:
    assert set(TINTS) == set(Owner)
    for tint in TINTS.values():
        assert (luminance(tint) + 0.05) / 0.05 > 12


def luminance(colour: dict[str, float]) -> float:
    """As WCAG 2 defines it (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    linear = {
        name: part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for name, part in colour.items()
    }
    return 0.2126 * linear["red"] + 0.7152 * linear["green"] + 0.0722 * linear["blue"]


# what is refused


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ((by_machine("code", "Код"), from_answer("code", "Имя")), "two columns share a key or a title"),
        ((by_machine("code", "Код"), from_answer("name", "Код")), "two columns share a key or a title"),
        ((from_answer("name", "Имя"), by_machine("code", "Код")), "the key column must be the machine's"),
        ((by_staff("note", "Примечание"),), "the key column must be the machine's"),
    ],
)
@pytest.mark.parametrize("shape", [Shape.KEYED, Shape.LOG])
def test_a_wrong_declaration_is_refused_when_the_program_starts(
    shape: Shape, columns: tuple[object, ...], reason: str
) -> None:
    with pytest.raises(DeclarationError) as caught:
        Table("club", "Кружок", shape, columns)
    assert caught.value == DeclarationError("club", reason)


def test_a_derived_tab_needs_no_key() -> None:
    assert Table("club", "Кружок", Shape.DERIVED, (by_staff("note", "Примечание"),)).columns
