"""Books on paper: a plan applied to books as read, with no Google anywhere, and answers that a test writes down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from forms.answer import Answer
from forms.load import load_questionnaires
from forms.questionnaire import Questionnaire
from sheets_schema.as_read import BookAsRead, RowAsRead, SheetAsRead
from sheets_schema.change import BookChange, TableChange
from sheets_schema.kind import Value
from sheets_schema.record import Record
from sheets_schema.table import Shape, Table
from sheets_schema.tables import BOOKS, book
from sync.programme import Programme, Staff
from sync.rules.decide import decide
from sync.rules.plan import Plan
from sync.rules.world import World

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PROGRAMME = Programme(
    id="lyceum-2026",
    school="МБОУ «Лицей»",
    school_address="г. Примерск",
    head="Анохина С. З.",
    year="2026-2027",
    until=date(2027, 8, 31),
    staff=(Staff("Петрова М. С.", "petrova@school.example", "координатор"),),
)
YES, NO = "Даю согласие", "Не даю согласия"
PUPIL, TEACHER = "Я учусь в школе", "Я работаю в школе"


@cache
def questionnaires() -> tuple[Questionnaire, ...]:
    return load_questionnaires()


def blank_books() -> dict[str, BookAsRead]:
    """The three books as set-up leaves them."""
    return {
        item.key: BookAsRead(
            item.key, f"id-{item.key}", generation=1, sheets={t.key: blank_sheet(t) for t in item.tables}
        )
        for item in BOOKS
    }


def blank_sheet(table: Table) -> SheetAsRead:
    columns = {column.key: index for index, column in enumerate(table.columns)}
    return SheetAsRead(table.sheet_id, table.title, 0, 2, len(columns), columns, frozenset(columns), ())


def world(answers: list[Answer], books: Mapping[str, BookAsRead] | None = None, **more: object) -> World:
    settings = {"now": NOW, "programme": PROGRAMME, "questionnaires": questionnaires(), **more}
    return World(answers=tuple(answers), books=books or blank_books(), **settings)


# Answers

_MINUTE = timedelta(minutes=1)


def answer(form: str, number: int, values: Mapping[str, str | list[str]], edited: int = 0) -> Answer:
    """The ``number``-th response of a form, sent that many minutes after nine; ``edited`` minutes later changed."""
    sent = NOW - timedelta(days=3) + number * _MINUTE
    texts = {key: (value,) if isinstance(value, str) else tuple(value) for key, value in values.items()}
    return Answer(form, f"{form}-{number}", sent, sent + edited * _MINUTE, texts)


def mentee(number: int, name: str, born: str, school_class: str = "7А", edited: int = 0, **more: str) -> Answer:
    values: dict[str, str | list[str]] = {
        "full_name": name,
        "birth_date": born,
        "role": PUPIL,
        "pupil_class": school_class,
        "pupil_contact": "+79161234567",
        "pupil_topics": ["Подготовка к экзаменам"],
        "pupil_times": ["Суббота"],
        "pupil_format": "Всё равно",
        **more,
    }
    return answer("mentee_application", number, values, edited)


def mentor(number: int, name: str, born: str, school_class: str = "10А", seats: str = "1", **more: str) -> Answer:
    values: dict[str, str | list[str]] = {
        "full_name": name,
        "birth_date": born,
        "contact": "mentor@school.example",
        "times": ["Суббота"],
        "seats": seats,
        "meeting_format": "Всё равно",
        "time_resource": "До часа",
        "role": PUPIL,
        "pupil_class": school_class,
        "pupil_topics": ["Подготовка к экзаменам"],
        "pupil_age": "Любой возраст",
        **more,
    }
    return answer("mentor_application", number, values)


def own_consent(number: int, name: str, born: str, decision: str = YES, edited: int = 0, code: str = "") -> Answer:
    values = {"full_name": name, "birth_date": born, "school_class": "7А", "decision": decision}
    return answer("consent_participant", number, {**values, **({"code": code} if code else {})}, edited)


def guardian_consent(number: int, child: str, born: str, decision: str = YES, edited: int = 0) -> Answer:
    values = {
        "guardian_name": "Мама Папина",
        "relation": "Мать",
        "guardian_contact": "+79990000000",
        "full_name": child,
        "birth_date": born,
        "school_class": "7А",
        "decision": decision,
    }
    return answer("consent_guardian", number, values, edited)


# Carrying a plan out on paper


def carried_out(books: Mapping[str, BookAsRead], plan: Plan) -> dict[str, BookAsRead]:
    """The books after the plan was written."""
    after = dict(books)
    for change in plan.books:
        after[change.book] = changed_book(after[change.book], change)
    return after


def changed_book(before: BookAsRead, change: BookChange) -> BookAsRead:
    sheets = dict(before.sheets)
    for item in change.tables:
        table = book(before.key).by_key[item.table]
        sheets[item.table] = changed_sheet(table, sheets.get(item.table) or blank_sheet(table), item)
    return replace(before, sheets=sheets, generation=before.generation + 1)


def changed_sheet(table: Table, sheet: SheetAsRead, change: TableChange) -> SheetAsRead:
    by_index = {row.index: dict(row.values) for row in sheet.rows}
    for row in change.rows:
        by_index.setdefault(row.index, {}).update(row.values)
    kept = [values for index, values in sorted(by_index.items()) if index not in change.dropped]
    width = sheet.column_count + len(change.columns)
    places = {key: sheet.column_count + offset for offset, key in enumerate(change.columns)}
    lines = kept + [dict(record.values) for record in change.new]
    return replace(sheet, rows=rows_of(table, lines), column_count=width, columns={**sheet.columns, **places})


def rows_of(table: Table, lines: list[dict[str, Value]]) -> tuple[RowAsRead, ...]:
    rows = []
    for index, values in enumerate(lines, start=1):
        said = {key: value for key, value in values.items() if value is not None}
        key = "" if table.shape is Shape.DERIVED else str(said.get(table.key_column.key, ""))
        rows.append(RowAsRead(index, key, said))
    return tuple(rows)


def synced(
    answers: list[Answer], books: Mapping[str, BookAsRead] | None = None, **more: object
) -> dict[str, BookAsRead]:
    """The books after one synchronisation."""
    start = dict(books or blank_books())
    return carried_out(start, decide(world(answers, start, **more)))


# Looking and typing, as staff do


def rows(books: Mapping[str, BookAsRead], table: str) -> list[Record]:
    sheet = next(item.sheets[table] for item in books.values() if table in item.sheets)
    return [row.to_record() for row in sheet.rows]


def row(books: Mapping[str, BookAsRead], table: str, **said: str) -> Record:
    """The one row that says so."""
    found = [item for item in rows(books, table) if all(item.text(key) == value for key, value in said.items())]
    assert len(found) == 1, (table, said, len(found))
    return found[0]


def typed(books: Mapping[str, BookAsRead], table: str, key: str, **cells: Value) -> dict[str, BookAsRead]:
    """A person types into cells of the row with this key; None clears a cell."""

    def typed_row(found: RowAsRead) -> RowAsRead:
        values = {name: value for name, value in {**found.values, **cells}.items() if value is not None}
        return replace(found, values=values)

    return with_rows(books, table, lambda found: [typed_row(item) if item.key == key else item for item in found])


def with_rows(books: Mapping[str, BookAsRead], table: str, change) -> dict[str, BookAsRead]:
    """The same books with the rows of one tab changed by hand."""
    after = dict(books)
    for key, item in books.items():
        if table in item.sheets:
            sheet = item.sheets[table]
            lines = [dict(found.values) for found in change(list(sheet.rows))]
            declared = book(key).by_key[table]
            after[key] = replace(item, sheets={**item.sheets, table: replace(sheet, rows=rows_of(declared, lines))})
    return after
