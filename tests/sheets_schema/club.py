"""A small book on the local Google: a club's members, its journal, a summary. The machine's side and the staff's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sheets_schema.change import BookChange, RowChange, TableChange
from sheets_schema.column import by_machine, by_staff, from_answer
from sheets_schema.from_google import READ_MASK, book_from_google
from sheets_schema.kind import Kind, Value
from sheets_schema.record import Record
from sheets_schema.repair import repair
from sheets_schema.table import Book, Shape, Table
from sheets_schema.tables.memory import memory
from sheets_schema.to_google import batch_from
from tests.localgoogle.spreadsheet import Spreadsheet, grid, lines

if TYPE_CHECKING:
    from sheets_schema.as_read import BookAsRead, SheetAsRead
    from tests.localgoogle.school import Answer

MEMBERS = Table(
    key="members",
    title="Участники",
    shape=Shape.KEYED,
    irreplaceable=True,
    columns=(
        by_machine("code", "Код"),
        from_answer("name", "Имя"),
        from_answer("born", "Дата рождения", kind=Kind.DATE),
        by_machine("score", "Баллы", kind=Kind.WHOLE),
        by_staff("decision", "Решение", choices=("да", "нет")),
        by_staff("note", "Примечание"),
    ),
)
JOURNAL = Table(
    key="journal",
    title="Журнал",
    shape=Shape.LOG,
    columns=(by_machine("number", "№", kind=Kind.WHOLE), by_machine("moment", "Когда", kind=Kind.MOMENT)),
)
SUMMARY = Table(
    key="summary",
    title="Сводка",
    shape=Shape.DERIVED,
    columns=(by_machine("what", "Что"), by_machine("count", "Сколько", kind=Kind.WHOLE)),
)
BOOK = Book("club", "Кружок", (MEMBERS, JOURNAL, SUMMARY, memory("club")))
SHEET = MEMBERS.sheet_id

IYA = Record("AAA", {"code": "AAA", "name": "Ия", "born": date(2010, 12, 31), "score": 7})
LEV = Record("BBB", {"code": "BBB", "name": "Лев", "born": date(2011, 1, 1), "score": 0})
ZOYA = Record("CCC", {"code": "CCC", "name": "Зоя"})
YAN = Record("DDD", {"code": "DDD", "name": "Ян"})
NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def everything(book: Book = BOOK) -> BookChange:
    """What set-up writes."""
    tables = tuple(TableChange(table.key, make=True) for table in book.tables)
    return BookChange(book.key, tables, {"locale": "ru_RU", "timeZone": "Europe/Moscow"})


@dataclass
class Club:
    """One spreadsheet: ``write`` is the machine, ``staff`` are people, who do as they please."""

    staff: Spreadsheet

    @classmethod
    def founded(cls, school: Any, *members: Record) -> Club:
        club = cls(Spreadsheet(school))
        club.write(everything())
        if members:
            club.change(new=members)
        return club

    def read(self) -> BookAsRead:
        return book_from_google(BOOK, self.staff.get(READ_MASK))

    def members(self) -> SheetAsRead:
        return self.read().sheets["members"]

    def records(self) -> dict[str, dict[str, Value]]:
        return {key: dict(row.values) for key, row in self.members().by_key.items()}

    def batch(self, change: BookChange, as_read: BookAsRead | None = None) -> list[Any]:
        return list(batch_from(BOOK, as_read or self.read(), change)["requests"])

    def write(self, change: BookChange, as_read: BookAsRead | None = None) -> None:
        self.staff.batch(*self.batch(change, as_read))

    def change(self, table: str = "members", **parts: Any) -> None:
        self.write(BookChange("club", (TableChange(table, **parts),)))

    def repair(self, before: BookAsRead | None = None) -> None:
        now = self.read()
        self.write(BookChange("club", repair(BOOK, now, before)), now)

    def set(self, key: str, **values: Value) -> None:
        """The machine writes cells of one row, wherever it stands."""
        self.change(rows=(RowChange(self.members().by_key[key].index, key, values),))

    def send(self, requests: list[Any]) -> Answer:
        return self.staff.send(*requests)

    # the staff's hands

    def type(self, row: int, column: int, *texts: Any) -> None:
        values = [{"userEnteredValue": {"stringValue": text}} for text in texts]
        start = {"sheetId": SHEET, "rowIndex": row, "columnIndex": column}
        self.staff.batch({"updateCells": {"start": start, "rows": [{"values": values}], "fields": "userEnteredValue"}})

    def insert(self, dimension: str, at: int, count: int = 1) -> None:
        self.staff.batch({"insertDimension": {"range": lines(dimension, at, at + count, SHEET)}})

    def delete(self, dimension: str, at: int, count: int = 1) -> None:
        self.staff.batch({"deleteDimension": {"range": lines(dimension, at, at + count, SHEET)}})

    def move_column(self, at: int, to: int) -> None:
        self.staff.batch({"moveDimension": {"source": lines("COLUMNS", at, at + 1, SHEET), "destinationIndex": to}})

    def move_row(self, at: int, to: int) -> None:
        self.staff.batch({"moveDimension": {"source": lines("ROWS", at, at + 1, SHEET), "destinationIndex": to}})

    def sort(self, column: int, order: str = "DESCENDING") -> None:
        spec = {"dimensionIndex": column, "sortOrder": order}
        self.staff.batch({"sortRange": {"range": grid(1, 0, sheet=SHEET), "sortSpecs": [spec]}})

    def lose_anchors(self, column: str = "") -> None:
        """As when a tab was copied into another book and back; or that of one column."""
        lookup = {"metadataKey": "nastavnik.column"} | ({"metadataValue": column} if column else {})
        self.staff.batch({"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}})

    def column(self, index: int) -> list[Any]:
        """What people see in one column of the members' tab, down to its last value."""
        data = self.staff.get("sheets(properties.sheetId,data.rowData.values.formattedValue)")["sheets"]
        rows = next(sheet for sheet in data if sheet["properties"]["sheetId"] == SHEET)["data"][0].get("rowData", [])
        cells = [row.get("values", []) for row in rows]
        shown = [row[index].get("formattedValue", "") if index < len(row) else "" for row in cells]
        while shown and not shown[-1]:
            shown.pop()
        return shown
