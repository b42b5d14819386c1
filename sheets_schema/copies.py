"""The fence against the race with people: what stood in a row at the moment the machine wrote over it.

Sheets has no precondition on cells: between our reading and our writing someone may sort, move or type. So each batch
first copies the rows it is about to overwrite, key included, into a hidden tab, where the copying is done by Google at
the moment of the writing, and then it writes. If a copy is not what was read, the true content is known, and
``repair`` puts it back. The next run looks at the last copies too, so a machine that dies in between loses nothing.

One ``copyPaste`` per row: whether Google copies a row that a filter hides is documented nowhere, so a tab is copied
from a twin without one. A copy that comes back empty all the same counts as unknown, and what stands in the sheet now
decides.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from sheets_schema.arrivals import at, columns_moved
from sheets_schema.as_read import BookAsRead, Copy, Raw, SheetAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.header_then import Header, header_of, text_of
from sheets_schema.table import Book, Table

TITLE = "_копия"
OF_NEWCOMER = ":"  # in what a repair calls a new row: the number of the copy's line, and the row's key


def copy_sheet_id(book: str) -> int:
    return (zlib.crc32(f"nastavnik:{book}.copy".encode()) & 0x3FFFFFFF) + 1


@dataclass(frozen=True)
class Race:
    """A row that was not what was read: ``truth`` is what stood there, ``restore`` the places to put back.

    ``places`` leads from a place at the time of the writing to the place of that column now. ``emptied`` are the places
    then of what was rightly to be removed: it was the row that was meant, and it showed there what had been read.
    ``no_keys`` are the marks of what was written for other columns than the key's.
    """

    copy: Copy
    truth: tuple[Raw, ...]
    truth_key: str
    restore: tuple[int, ...]
    places: Mapping[int, int]
    emptied: frozenset[int] = frozenset()
    no_keys: frozenset[str] = frozenset()


def may_have_raced(book: Book, as_read: BookAsRead, copies: Sequence[Copy]) -> bool:
    """Whether anything must be looked at again, judged by the copies alone."""
    if any(copy.is_unknown for copy in copies) or any(True for _ in races(book, as_read, copies)):
        return True
    seen = [found for found in with_headers(as_read, copies) if "new" in found[0].line]
    return any(not header.stood or columns_moved(sheet, copy, header.known(sheet)) for copy, sheet, header in seen)


def races(book: Book, as_read: BookAsRead, copies: Sequence[Copy]) -> Iterator[Race]:
    """Every row that the last batch wrote over while someone else had changed it. ``as_read``: the sheet now."""
    for copy, sheet, header in with_headers(as_read, copies):
        if race := race_of(book.by_key[copy.line["table"]], copy, sheet, header):
            yield race


def race_of(table: Table, copy: Copy, sheet: SheetAsRead, header: Header) -> Race | None:
    """What a copy tells, where it shows another row than was meant, other columns, or cells unlike what was read."""
    if copy.line.get("header") or copy.line.get("masked") or "new" in copy.line or copy.is_unknown:
        return None
    places = header.leads(sheet)
    key_place = sheet.columns.get(table.key_column.key)
    showed = next((before for before, now in places.items() if now == key_place), key_place)
    truth_key = text_of(at(copy.cells, showed)) if showed is not None else ""
    wrote = copy.line.get("wrote", {})
    changed = any(fingerprint(at(copy.cells, int(place))) != before for place, (before, _) in wrote.items())
    moved = any(header.moved(place) and not shows_as_read(copy, place, header) for place in map(int, wrote))
    if truth_key == copy.line.get("key") and not changed and not moved:
        return None
    is_another = is_another_row(copy, truth_key, sheet)
    restore = tuple(sorted(int(place) for place in wrote if is_another or not hit_what_was_to_go(copy, place)))
    emptied = rightly_emptied(copy, header.places()) if truth_key == copy.line.get("key") else frozenset()
    meant_for_key = str(header.columns.get(table.key_column.key))
    no_keys = frozenset(after for place, (_, after) in wrote.items() if after and place != meant_for_key)
    return Race(copy, copy.cells, truth_key, restore, places, emptied, no_keys) if restore or not wrote else None


def rightly_emptied(copy: Copy, stood: Mapping[int, int]) -> frozenset[int]:
    """The places then of the cells that were to be emptied, where they showed what had been read."""
    goes = {int(place): before for place, (before, after) in copy.line.get("wrote", {}).items() if before and not after}
    found = {stood[place]: before for place, before in goes.items() if place in stood}
    return frozenset(place for place, before in found.items() if fingerprint(at(copy.cells, place)) == before)


def is_another_row(copy: Copy, truth_key: str, sheet: SheetAsRead) -> bool:
    """Whether a batch hit somebody else's row, not the one that was meant under another's code: what was to go there
    may stand here because staff copied it."""
    key = copy.line.get("key")
    if not truth_key or key in ("", truth_key):
        return False
    return is_unlike(copy) or any(row.key == key for row in sheet.rows)


def is_unlike(copy: Copy) -> bool:
    """Whether a row showed something else than what had been read where it was written over."""
    read = ((int(place), before) for place, (before, _) in copy.line.get("wrote", {}).items())
    return any(before and fingerprint(at(copy.cells, place)) != before for place, before in read)


def hit_what_was_to_go(copy: Copy, place: str) -> bool:
    """Whether a repair wrote over the very value there that was to go: no other stands so in a row. Where it moved the
    values of a newcomer, all of that is one."""
    before, _ = copy.line["wrote"][place]
    removes = copy.line.get("repair") and not any(OF_NEWCOMER in name for name in copy.line.get("heals", ()))
    return bool(removes and before) and fingerprint(at(copy.cells, int(place))) == before


def shows_as_read(copy: Copy, place: int, header: Header) -> bool:
    """Whether only the title of the column changed that was meant: the cell showed what had been read."""
    before, _ = copy.line["wrote"][str(place)]
    return header.is_renamed and bool(before) and fingerprint(at(copy.cells, place)) == before


def with_headers(as_read: BookAsRead, copies: Sequence[Copy]) -> Iterator[tuple[Copy, SheetAsRead, Header]]:
    """Every copy of a tab that is there, with the tab as it stands now and its header as it stood then."""
    headers: dict[str, Header] = {}
    for number, copy in enumerate(copies):
        table = copy.line["table"]
        sheet = as_read.sheets.get(table)
        if sheet and copy.line.get("header"):
            below = [other for other in copies[number + 1 :] if other.line["table"] == table]
            later = (other for other in below if other.line.get("header"))
            headers[table] = header_of(copy, sheet, list(rows_under(below)), later)
        if sheet:
            yield copy, sheet, headers.get(table, Header())


def rows_under(copies: Sequence[Copy]) -> Iterator[Copy]:
    """What is said of a tab's rows, old and new, down to its next header, which a repair has added."""
    under = takewhile(lambda copy: not copy.line.get("header"), copies)
    return (copy for copy in under if "wrote" in copy.line or "new" in copy.line)
