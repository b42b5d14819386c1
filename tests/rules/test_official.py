"""Both bases as an inspection asks for them: which columns, which people, and that a text stays the text it is."""

from __future__ import annotations

import csv
import io
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from sheets_schema.tables.bases import MENTEES, MENTORS
from sync.render.base_csv import BEGINS_A_FORMULA, base_csv
from sync.render.base_xlsx import CUT, LONGEST, base_xlsx
from sync.rules.official import OfficialList, official_bases
from tests.rules.paper import NO, guardian_consent, rows, typed, with_rows, world
from tests.rules.test_registers import GLEB, GLEBS_DAY, YANA, code_of
from tests.rules.year import APPLIED, ASKED, CONSENTED, ENROLLED, on, prepared, synced

GOLDEN = Path(__file__).parent / "golden"
MENTEE_COLUMNS = """№|ФИО наставляемого|Контактные данные для связи (данные представителя)|Год (дата) рождения
Основной запрос наставляемого|Дата вхождения в программу|ФИО наставника|Форма наставничества
Место работы/учёбы наставника|Дата завершения программы|Результаты программы
Ссылка на кейс/отзыв наставляемого, размещённые на сайте организации|Отметка о прохождении программы"""
MENTOR_COLUMNS = """№|ФИО наставника|Контактные данные для связи|Место работы/учёбы наставника
Основные компетенции наставника|Важные для программы достижения наставника|Интересы наставника
Желаемый возраст наставляемых|Ресурс времени на программу наставничества|Дата вхождения в программу
ФИО наставляемого (наставляемых)|Форма наставничества|Место работы/учёбы наставляемого
Дата завершения программы|Результаты программы
Ссылка на кейс/отзыв наставника, размещённые на сайте организации"""
OLEG = "Громов Олег Юрьевич"
SCHOOL = "Школа № 1"
LEFT = [
    *(answer for answer in ENROLLED if answer is not CONSENTED[0]),
    guardian_consent(2, GLEB, GLEBS_DAY, NO, edited=60),
]


@pytest.fixture(scope="module")
def books():
    """Both pairs fixed; staff have written their columns of the mentee Gleb."""
    books = prepared()
    gleb = code_of(books)
    return typed(books, "mentees", gleb, finished=date(2027, 5, 31), results="=HYPERLINK(1)", passed="да")


def exported(answers, books) -> tuple[OfficialList, OfficialList]:
    mentees, mentors = official_bases(world(answers, books, questionnaires=ASKED))
    return mentees, mentors


def named(base: OfficialList) -> list[object]:
    return [row[1] for row in base.rows]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_xlsx(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


# Which columns, which people


@pytest.mark.parametrize(("place", "titles", "count"), [(0, MENTEE_COLUMNS, 13), (1, MENTOR_COLUMNS, 16)])
def test_exactly_the_official_columns_in_their_order(books, place, titles, count):
    base = exported(ENROLLED, books)[place]
    wanted = titles.replace("\n", "|").split("|")
    assert len(wanted) == count
    assert read_csv(base_csv(base))[0] == wanted
    assert [cell.value for cell in next(read_xlsx(base_xlsx(base, SCHOOL)).worksheets[0].rows)] == wanted


@pytest.mark.parametrize("place", [0, 1])
def test_the_files_of_a_made_up_school(books, place):
    base = exported(ENROLLED, books)[place]
    path, content = GOLDEN / f"{base.table.key}.csv", base_csv(base)
    if os.environ.get("NASTAVNIK_REGEN") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.replace(b"\r\n", b"\n"))
    assert content.replace(b"\r\n", b"\n") == path.read_bytes().replace(b"\r\n", b"\n")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == len(base.rows) + 1


def test_who_withdrew_a_moment_ago_is_in_no_file_and_named_in_none(books):
    mentees, mentors = exported(LEFT, books)
    assert (named(mentees), named(mentors)) == ([YANA], [OLEG])
    assert mentees.rows[0][0] == 1, "the rows are numbered anew"
    for base in (mentees, mentors):
        assert GLEB.split()[0].encode() not in base_csv(base)


def test_whose_consent_is_still_awaited_or_must_be_renewed_is_not_in_them(books):
    assert named(exported(APPLIED, synced(APPLIED))[0]) == []
    later = world(ENROLLED, books, questionnaires=ASKED, **on(date(2027, 9, 15)))
    assert [named(base) for base in official_bases(later)] == [[], []]


def test_the_rows_follow_the_numbers_of_the_base_and_not_the_applications_or_the_sheet():
    books = synced([*APPLIED, *CONSENTED[1:]])  # Gleb applied first, and his mother consented last
    books = synced(ENROLLED, books)
    assert [line.get("number") for line in rows(books, "mentees")] == [1, 2]
    turned = with_rows(books, "mentees", lambda lines: list(reversed(lines)))
    assert named(exported(ENROLLED, turned)[0]) == [YANA, GLEB]


def test_a_correction_of_the_staff_is_what_is_exported(books):
    corrected = typed(books, "mentees", code_of(books), contact="бабушка, 8 900 111-22-33")
    assert exported(ENROLLED, corrected)[0].rows[0][2] == "бабушка, 8 900 111-22-33"


# A text stays a text


TEXTS = st.text(max_size=40) | st.sampled_from(BEGINS_A_FORMULA).flatmap(
    lambda sign: st.text(max_size=9).map(sign.__add__)
)


def base_of(*texts: str) -> OfficialList:
    return OfficialList(MENTORS, (MENTEES.columns[2],), tuple((text,) for text in texts))


def unescaped(text: object) -> str:
    return str(text or "").replace("_x005F_", "_")


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
@example(["_x0041_", "=1+1", "#N/A", "\ufffe=1", "\t=1", " =1", "'=1", "a\r\nb", "\x00=1", "\n@x"])
def test_any_text_comes_back_from_both_files_and_no_cell_computes(texts):
    base = base_of(*texts)
    sheet = read_xlsx(base_xlsx(base, "Школа")).worksheets[0]
    cells = [sheet.cell(line, 1) for line in range(2, len(texts) + 2)]
    assert all(cell.data_type == "s" or cell.value is None for cell in cells)
    lines = [as_kept(text) for text in texts]
    assert [unescaped(cell.value) for cell in cells] == lines
    found = [line[0] if line else "" for line in read_csv(base_csv(base))[1:]]
    assert [text.removeprefix("'") if text not in texts else text for text in found] == texts
    assert not [text for text in found if text.lstrip().startswith(BEGINS_A_FORMULA) or text[:1] in ("\t", "\r")]


def as_kept(text: str) -> str:
    """What XML can hold of a text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff"))


def test_a_telephone_number_keeps_every_sign():
    base = base_of("+79161234567", "+7 (916) 123-45-67", "8 916 123-45-67")
    assert [line[0] for line in read_csv(base_csv(base))[1:]] == [
        "'+79161234567",
        "'+7 (916) 123-45-67",
        "8 916 123-45-67",
    ]
    sheet = read_xlsx(base_xlsx(base, SCHOOL)).worksheets[0]
    assert [sheet.cell(line, 1).value for line in (2, 3, 4)] == [
        "+79161234567",
        "+7 (916) 123-45-67",
        "8 916 123-45-67",
    ]


def test_what_excel_would_read_as_another_sign_is_written_so_that_it_does_not():
    sheet = read_xlsx(base_xlsx(base_of("_x0041_", "_x41_"), SCHOOL)).worksheets[0]
    assert [sheet.cell(line, 1).value for line in (2, 3)] == ["_x005F_x0041_", "_x41_"]


def test_a_longer_text_than_excel_takes_is_cut_and_says_so():
    text = read_xlsx(base_xlsx(base_of("я" * 40_000), SCHOOL)).worksheets[0].cell(2, 1).value
    assert len(text) == LONGEST
    assert text.endswith(CUT)


def test_days_are_days_and_numbers_are_numbers(books):
    base = exported(ENROLLED, books)[0]
    sheet = read_xlsx(base_xlsx(base, SCHOOL)).worksheets[0]
    entered, finished = sheet["F2"], sheet["J2"]
    assert (entered.value.date(), entered.number_format, finished.is_date) == (date(2026, 11, 22), "dd.mm.yyyy", True)
    assert (sheet["A2"].value, sheet["A3"].value) == (1, 2)
    assert (sheet["K2"].value, sheet["K2"].data_type) == ("=HYPERLINK(1)", "s")
    assert read_csv(base_csv(base))[1][9:11] == ["31.05.2027", "'=HYPERLINK(1)"]


def test_the_sheet_is_ready_to_read_and_to_print(books):
    sheet = read_xlsx(base_xlsx(exported(ENROLLED, books)[0], "Школа «Лес & Поле»")).worksheets[0]
    assert (sheet.title, sheet.freeze_panes, sheet.print_title_rows) == ("База наставляемых", "A2", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.column_dimensions["B"].width > 3 * sheet.column_dimensions["A"].width
    assert sheet.oddHeader.center.text == "Школа «Лес && Поле»"
