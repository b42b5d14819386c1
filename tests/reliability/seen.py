"""A tab as a person sees it: the texts in its grid, read without any of the product's own reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from localgoogle.fields import parse_mask
from localgoogle.sheets.resource import View, to_spreadsheet
from localgoogle.sheets.store import open_book
from localgoogle.state import SPREADSHEET, File, State
from sheets_schema.table import Table

MASK = parse_mask(
    "sheets(properties(sheetId,title,index,gridProperties),merges,protectedRanges(protectedRangeId),"
    "data(rowData(values(formattedValue,userEnteredValue,userEnteredFormat(numberFormat))),columnMetadata(developerMetadata(metadataKey,metadataValue)),rowMetadata(hiddenByFilter)))"
)
ANCHOR = "nastavnik.column"
TABS = ("mentees", "mentors", "readiness", "attention", "consents", "pairs")


@dataclass(frozen=True)
class Seen:
    """A tab's texts, row by row. ``columns`` says for each place the declared column that stands there, or the header
    that staff gave it; ``header`` is the place of the header's row, -1 once somebody has deleted it,
    ``hidden`` are the rows that a filter hides."""

    table: Table
    sheet_id: int
    title: str
    grid: tuple[tuple[str, ...], ...]
    row_count: int
    columns: tuple[str, ...]
    header: int
    protected: tuple[int, ...] = ()
    raw: tuple[tuple[dict[str, Any], ...], ...] = ()
    hidden: frozenset[int] = frozenset()

    @property
    def has_header(self) -> bool:
        return self.header >= 0

    @property
    def key_place(self) -> int | None:
        key = self.table.key_column.key
        return self.columns.index(key) if key in self.columns else None

    @cached_property
    def keys(self) -> dict[int, str]:
        """The key that each row below the header shows, by the row's place; "" where it shows none."""
        place = self.key_place
        return {
            row: "" if place is None else self.at(row, place).strip() for row in range(self.header + 1, len(self.grid))
        }

    @cached_property
    def rows(self) -> dict[str, list[int]]:
        """Where the rows with each key stand."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, key in self.keys.items():
            if key:
                found[key].append(place)
        return dict(found)

    @cached_property
    def cells(self) -> dict[tuple[str, str], set[str]]:
        """What each row's columns show, by key and column: more than one text where rows or columns are doubled."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for key, places in self.rows.items():
            for row in places:
                for column, name in enumerate(self.columns):
                    found[key, name].add(self.at(row, column))
        return dict(found)

    @cached_property
    def loose(self) -> set[str]:
        """Texts that stand in no row with a key: headers, titles above them, notes below."""
        keyless = [row for row in range(len(self.grid)) if not self.keys.get(row)]
        return {text for row in keyless for text in self.grid[row] if text}

    @cached_property
    def texts(self) -> set[str]:
        return {text for line in self.grid for text in line}

    def at(self, row: int, column: int) -> str:
        line = self.grid[row] if row < len(self.grid) else ()
        return line[column] if column < len(line) else ""

    def cell(self, row: int, column: int) -> dict[str, Any]:
        """What was entered there, as it can be entered again."""
        line = self.line(row)
        return line[column] if column < len(line) else {}

    def line(self, row: int) -> list[dict[str, Any]]:
        kept = ("userEnteredValue", "userEnteredFormat")
        line = self.raw[row] if row < len(self.raw) else ()
        return [{name: cell[name] for name in kept if name in cell} for cell in line]

    def places(self, key: str) -> Iterator[Mapping[str, str]]:
        """Each row with this key: its texts by column."""
        for row in self.rows.get(key, ()):
            yield {name: self.at(row, column) for column, name in enumerate(self.columns)}


def on_screen(state: State, book_id: str, sheet_id: int) -> dict[str, Any] | None:
    """A tab as the server shows it, a Sheet resource read without a call; None where there is none such."""
    book = open_book(state, book_id)
    places = [(sheet, sheet.whole) for sheet in book.sheets if sheet.id == sheet_id]
    file = File(book_id, SPREADSHEET, name="", owner="")
    view = View(file, book, user="", owner=False, base_url="", places=places, mask=MASK, grid=True)
    found: list[dict[str, Any]] = to_spreadsheet(view)["sheets"]
    return found[0] if found else None


def grid_of(sheet: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    rows = (sheet.get("data") or [{}])[0].get("rowData", ())
    return tuple(tuple(cell.get("formattedValue", "") for cell in row.get("values", ())) for row in rows)


def seen(item: Table, sheet: Mapping[str, Any], titles: set[str]) -> Seen:
    data = (sheet.get("data") or [{}])[0]
    properties = sheet["properties"]
    raw = tuple(tuple(row.get("values", ())) for row in data.get("rowData", ()))
    grid = grid_of(sheet)
    known = titles | {column.title for column in item.columns}
    scores = [sum(text in known for text in row) for row in grid] or [0]
    header = scores.index(max(scores)) if max(scores) else -1
    width = properties["gridProperties"]["columnCount"]
    anchors = [anchor_of(column) for column in data.get("columnMetadata", ())]
    return Seen(
        table=item,
        sheet_id=properties["sheetId"],
        title=properties["title"],
        grid=grid,
        row_count=properties["gridProperties"]["rowCount"],
        columns=tuple(names(item, anchors, grid[header] if header >= 0 else (), width)),
        header=header,
        protected=tuple(item["protectedRangeId"] for item in sheet.get("protectedRanges", ())),
        raw=raw,
        hidden=frozenset(row for row, kept in enumerate(data.get("rowMetadata", ())) if kept.get("hiddenByFilter")),
    )


def anchor_of(column: Mapping[str, Any]) -> str:
    found = [item["metadataValue"] for item in column.get("developerMetadata", ()) if item["metadataKey"] == ANCHOR]
    return found[0] if found else ""


def names(item: Table, anchors: list[str], header: tuple[str, ...], width: int) -> Iterator[str]:
    """What each column is: by its anchor, else by a declared title, else by whatever its header says."""
    by_title = {column.title: column.key for column in item.columns if column.key not in anchors}
    for place in range(width):
        text = header[place] if place < len(header) else ""
        anchor = anchors[place] if place < len(anchors) else ""
        yield anchor or by_title.get(text, f"«{text}»")
