"""One tab of a club on the local Google, written and repaired by the machine while staff have their hands in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain, product
from typing import Any

from sheets_schema.change import BookChange, RowChange, TableChange
from sheets_schema.kind import Value
from sheets_schema.record import Record
from sheets_schema.repair import repair
from sheets_schema.tables.memory import row_key
from tests.localgoogle.school import School
from tests.localgoogle.spreadsheet import grid, lines
from tests.reliability.raced_plans import COLUMNS, Happening, RacedPlan
from tests.sheets_schema.club import BOOK, MEMBERS, SHEET, Club

KEYS = ("AAA", "BBB", "CCC", "DDD")
PEN = "✎"
TITLES = frozenset(column.title for column in MEMBERS.columns)
LOOKS = 3  # of the machine, until nothing is left to put back
Screen = list[list[str]]


def member(number: int, alike: bool = False) -> Record:
    """No value of one member is a value of another's, but where they are ``alike``."""
    key, differs = KEYS[number], 0 if alike else number
    born = date(2010, 1, 1) + timedelta(differs)
    values = {"code": key, "name": f"имя {key}", "born": born, "score": 10 + differs, "note": f"давно {key}"}
    return Record(key, values)


def answered_anew(number: int, alike: bool = False) -> dict[str, Value]:
    differs = 0 if alike else number
    return {"name": f"иначе {KEYS[number]}", "born": date(2012, 1, 1) + timedelta(differs), "score": 50 + differs}


def remembered(key: str) -> Record:
    line = row_key("members", key)
    return Record(line, {"key": line, "content": "{}"})


@dataclass
class RacedTab:
    """``words`` are what staff typed, and beside which code it must stand: "" for a note, None where nothing tells.
    ``let_go`` are the codes whose rows they removed, ``cleared`` the columns in which they emptied a cell."""

    plan: RacedPlan
    club: Club = field(init=False)
    words: dict[str, str | None] = field(default_factory=dict)
    let_go: set[str] = field(default_factory=set)
    cleared: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    typed: int = 0
    story: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        plan = self.plan
        members = [member(number, plan.alike) for number in range(plan.members)]
        self.club = Club.founded(School(wrap=lambda app: app), *members)
        self.club.change("club.memory", new=tuple(remembered(each.key) for each in members))
        self.club.staff.batch({"appendDimension": {"sheetId": SHEET, "dimension": "ROWS", "length": 4}})
        if plan.title:
            self.club.insert("ROWS", 0)
            self.type(0, 3)
        if plan.own_column:
            self.club.insert("COLUMNS", 2)
            self.entitle(2)
            for row in self.rows():
                self.type(row, 2)
        below = len(self.screen()) + 1
        for note in range(plan.notes):
            self.type(below + note, 1 + note)

    # What there is to see

    def screen(self) -> Screen:
        self.club.staff.school.later(seconds=5)  # else the quota is soon used up
        shown = self.sheet("data.rowData.values.formattedValue")["data"][0].get("rowData", [])
        rows = [[cell.get("formattedValue", "") for cell in row.get("values", [])] for row in shown]
        while rows and not any(rows[-1]):
            rows.pop()
        return rows

    def sheet(self, fields: str) -> Any:
        found = self.club.staff.get(f"sheets(properties(sheetId,gridProperties),{fields})")["sheets"]
        return next(sheet for sheet in found if sheet["properties"]["sheetId"] == SHEET)

    def columns(self) -> list[str]:
        """What each column is, by the mark that it bears; "" for the staff's own."""
        sheet = self.sheet("data.columnMetadata.developerMetadata")
        marks = [column.get("developerMetadata", []) for column in sheet["data"][0].get("columnMetadata", [])]
        ours = ([mark["metadataValue"] for mark in each if mark["metadataKey"] == "nastavnik.column"] for each in marks)
        known = [(found or [""])[0] for found in ours]
        return known + [""] * (sheet["properties"]["gridProperties"]["columnCount"] - len(known))

    def header(self) -> int:
        shown = [sum(text in TITLES | self.titles for text in row) for row in self.screen()]
        return shown.index(max(shown)) if any(shown) else -1

    def rows(self) -> list[int]:
        return [row for row, cells in enumerate(self.screen()) if row > self.header() and any(cells)]

    # What staff do

    def act(self, happening: Happening) -> None:
        rows = self.rows() or [self.header()]
        getattr(self, happening.what)(rows, happening.a, happening.b)

    def insert_row(self, _rows: list[int], a: int, _b: int) -> int:
        place = a % (len(self.screen()) + 1)
        self.club.insert("ROWS", place)
        self.tell(f"inserts a row at {place}")
        return place

    def insert_note(self, rows: list[int], a: int, b: int) -> None:
        columns = self.columns()
        self.type(self.insert_row(rows, a, b), self.not_of_codes(columns, b))

    def delete_row(self, rows: list[int], a: int, _b: int) -> None:
        """One that tells of nobody any more is theirs whose code stands nowhere."""
        place, screen = rows[a % len(rows)], self.screen()
        if place > self.header():
            told = {key for key in KEYS if any(text.endswith(key) for text in screen[place])}
            self.let_go |= told or set(KEYS) - {text for row in screen for text in row}
            self.forget(screen[place])
            self.words = {word: key for word, key in self.words.items() if not key or key not in screen[place]}
            self.club.delete("ROWS", place)
            self.tell(f"deletes row {place}")

    def move_row(self, rows: list[int], a: int, b: int) -> None:
        self.move("ROWS", rows[a % len(rows)], rows[b % len(rows)])

    def duplicate_row(self, rows: list[int], a: int, _b: int) -> None:
        place, width = rows[a % len(rows)], len(self.columns())
        if place > self.header():
            self.club.insert("ROWS", place + 1)
            source, to = (grid(row, 0, row + 1, width, sheet=SHEET) for row in (place, place + 1))
            self.club.staff.batch({"copyPaste": {"source": source, "destination": to, "pasteType": "PASTE_NORMAL"}})
            self.tell(f"duplicates row {place}")

    def sort(self, _rows: list[int], a: int, b: int) -> None:
        spec = {"dimensionIndex": a % len(self.columns()), "sortOrder": ("ASCENDING", "DESCENDING")[b % 2]}
        below = grid(self.header() + 1, 0, sheet=SHEET)
        self.club.staff.batch({"sortRange": {"range": below, "sortSpecs": [spec]}})
        self.tell(f"sorts by column {spec['dimensionIndex']}, {spec['sortOrder']}")

    def insert_column(self, _rows: list[int], a: int, b: int) -> None:
        place = a % (len(self.columns()) + 1)
        self.club.insert("COLUMNS", place)
        self.tell(f"inserts a column at {place}")
        if b % 2:
            self.entitle(place)

    def move_column(self, _rows: list[int], a: int, b: int) -> None:
        self.move("COLUMNS", a % len(self.columns()), b % len(self.columns()))

    def delete_column(self, _rows: list[int], a: int, _b: int) -> None:
        columns = self.columns()
        place = a % len(columns)
        if columns[place] != "code":
            self.forget([cell for row in self.screen() for cell in row[place : place + 1]])
            self.words = {} if not columns[place] else self.words  # they may stand elsewhere just now
            self.club.delete("COLUMNS", place)
            self.tell(f"deletes column {place}")

    def rename_column(self, _rows: list[int], a: int, _b: int) -> None:
        titles = self.screen()[self.header()]
        place = a % len(titles)
        if titles[place]:
            self.forget([titles[place]])
            self.entitle(place)

    def edit(self, rows: list[int], a: int, b: int) -> None:
        self.type(rows[a % len(rows)], self.not_of_codes(self.columns(), b))

    def clear(self, rows: list[int], a: int, b: int) -> None:
        row, column = rows[a % len(rows)], self.not_of_codes(self.columns(), b)
        if row > self.header():
            self.forget(self.screen()[row][column : column + 1])
            self.cleared.add(self.columns()[column])
            cell = grid(row, column, row + 1, column + 1, sheet=SHEET)
            self.club.staff.batch({"updateCells": {"range": cell, "fields": "userEnteredValue"}})
            self.tell(f"clears row {row}, column {column}")

    # With their hands

    def not_of_codes(self, columns: list[str], chosen: int) -> int:
        return [place for place, key in enumerate(columns) if key != "code"][chosen % (len(columns) - 1)]

    def move(self, dimension: str, at: int, to: int) -> None:
        if at != to:
            request = {"source": lines(dimension, at, at + 1, SHEET), "destinationIndex": to if to < at else to + 1}
            self.club.staff.batch({"moveDimension": request})
            self.tell(f"moves one of the {dimension} from {at} to {to}")

    def type(self, row: int, column: int) -> None:
        """A new word. It is that person's whose code stands there, unless the machine has put its own there wrongly, or
        what stands for the code is none."""
        screen, columns = self.screen(), self.columns()
        cells = dict(enumerate(screen[row])) if row < len(screen) else {}
        key = cells.get(columns.index("code"), "")
        others = tuple(other for other in KEYS if other != key)
        strange = (
            row <= self.header() or key not in ("", *KEYS) or any(text.endswith(others) for text in cells.values())
        )
        self.forget([cells.get(column, "")])
        self.words[self.write(row, column)] = None if strange else key

    def entitle(self, column: int) -> None:
        word = self.write(self.header(), column)
        self.titles.add(word)
        self.words[word] = None

    def write(self, row: int, column: int) -> str:
        self.typed += 1
        word = f"{PEN}{self.typed}"
        self.club.type(row, column, word)
        self.tell(f"types {word} at row {row}, column {column}")
        return word

    def forget(self, texts: list[str]) -> None:
        """Whoever removes something lets it go; so they do with what the machine had written over just then."""
        shown = {text for row in self.screen() for text in row}
        self.words = {word: key for word, key in self.words.items() if word in shown and word not in texts}

    def tell(self, what: str) -> None:
        self.story.append(what)

    # What the machine does

    def run(self) -> None:
        """The whole plan. The tab is at rest then, or has been looked at ``LOOKS`` times."""
        plan, read = self.plan, self.club.read()
        if not self.write_while(self.writing(), read, plan.while_writing):
            return
        self.happen(plan.before_repair)
        now = self.club.read()
        if changes := repair(BOOK, now, None if plan.dies else read):
            self.write_while(BookChange("club", changes), now, plan.while_repairing)
        self.happen(plan.after_repair)
        for _ in range(LOOKS):
            now = self.club.read()
            self.write_while(BookChange("club", repair(BOOK, now)), now, ())

    def writing(self) -> BookChange:
        rows = self.club.members().by_key
        meant = {writing.member % self.plan.members: writing for writing in reversed(self.plan.writings)}
        changes = (RowChange(rows[KEYS[who]].index, KEYS[who], self.values(who)) for who in sorted(meant))
        return BookChange("club", (TableChange("members", rows=tuple(changes)),))

    def values(self, number: int) -> dict[str, Value]:
        writing = next(each for each in self.plan.writings if each.member % self.plan.members == number)
        chosen = list(answered_anew(number, self.plan.alike).items())
        new = {key: value for bit, (key, value) in enumerate(chosen[:COLUMNS]) if writing.columns >> bit & 1}
        return {key: None if writing.empties and key != "score" else value for key, value in new.items()}

    def write_while(self, change: BookChange, read: Any, happenings: tuple[Happening, ...]) -> bool:
        """Whether the batch was taken: Google refuses one that reaches beyond a tab that has got narrower."""
        self.happen(happenings)
        tables = {table.table: (table.rows, table.raw, table.back) for table in change.tables}
        answer = self.club.send(self.club.batch(change, read)) if change else None
        self.tell(f"the machine writes {tables.get('members', '')}: {answer and answer.status}")
        assert answer is None or answer.status == 200 or "exceeds grid limits" in answer.text, answer.text
        return answer is None or answer.status == 200

    def happen(self, happenings: tuple[Happening, ...]) -> None:
        for happening in happenings:
            self.act(happening)

    # What must be true at rest

    def problems(self) -> Iterator[str]:
        screen, columns, header = self.screen(), self.columns(), self.header()
        codes = columns.index("code")
        keys = [(row[codes : codes + 1] or [""])[0] for row in screen]
        for row, cells in enumerate(screen):
            own = [(column, text) for column, text in enumerate(cells) if text in self.whose]
            told = row <= header or keys[row] or len(own) > 1  # a single cell in a row of notes tells too little
            for column, text in own if told else ():
                if row <= header or (keys[row], columns[column]) not in self.whose[text]:
                    yield f"MISPLACED: {text!r} stands in row {row}, column {column}"
        beside = {text: key for key, row in zip(keys, screen, strict=True) for text in row}
        for word, key in self.words.items():
            if word not in beside or (key is not None and key != beside[word]):
                yield f"LOST: {word} must stand beside {key!r}"
        if repair(BOOK, self.club.read()):
            yield "RESTLESS: there is still something to put back"
        yield from self.emptied(screen, columns, keys)
        for key in KEYS[: self.plan.members]:
            if key not in keys[header + 1 :] and key not in self.let_go:
                yield f"GONE: {key}"

    def emptied(self, screen: Screen, columns: list[str], keys: list[str]) -> Iterator[str]:
        rows = {key: dict(zip(columns, cells, strict=False)) for key, cells in zip(keys, screen, strict=True)}
        single = {key: shown for key, shown in rows.items() if key in KEYS and keys.count(key) == 1}
        for key, column in product(single, answered_anew(0)):
            if column in columns and not single[key].get(column) and not self.may_be_empty(key, column):
                yield f"EMPTIED: {column} of {key}"

    def may_be_empty(self, key: str, column: str) -> bool:
        """Whether the machine meant to empty it, or staff did."""
        who = KEYS.index(key)
        meant = self.values(who) if who in {each.member % self.plan.members for each in self.plan.writings} else {}
        return column in self.cleared or (column in meant and meant[column] is None)

    @property
    def whose(self) -> dict[str, set[tuple[str, str]]]:
        """The codes and the column of everything that a member ever answered or was noted of."""
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for who in range(self.plan.members):
            said = (member(who, self.plan.alike).values, answered_anew(who, self.plan.alike))
            for name, value in chain.from_iterable(values.items() for values in said):
                if name != "code":
                    text = f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)
                    found[text].add((KEYS[who], name))
        return found
