"""Whom the last batch missed where no copy tells it: the copy came back empty, so the rows themselves are looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sheets_schema.arrivals import at
from sheets_schema.as_read import BookAsRead, Copy, Raw, RowAsRead, SheetAsRead
from sheets_schema.cells import fingerprint, is_like, same
from sheets_schema.change import RawCells
from sheets_schema.copies import with_headers
from sheets_schema.header_then import text_of

Served = Mapping[str, Mapping[int, str]]


def is_missed(sheet: SheetAsRead, copy: Copy, places: Mapping[int, int], back: Mapping[int, int]) -> bool:
    """Whether the row that was meant shows nothing of what was written for it, or shows it in other columns, or shows a
    part of it while another row shows it all.

    ``back`` leads from a place at the time of the writing to the place that its column had when it was read.
    """
    wrote = written(copy, places)
    if not wrote:
        return False
    key, marks = copy.line["key"], {places[place]: mark for place, mark in wrote.items()}
    shown = max((shown_of(row.raw, marks) for row in sheet.rows if row.key == key), default=0)
    elsewhere = 0 < shown < len(marks) and any(shows(row.raw, marks) for row in sheet.rows if row.key != key)
    return not shown or elsewhere or any(back.get(place) != place for place in wrote)


def served(now: BookAsRead, table: str) -> Served:
    """What the last batch meant for the rows that show it: by their keys the marks, by their places now."""
    meant: dict[str, dict[int, str]] = {}
    for copy, sheet, header in with_headers(now, now.copies):
        if copy.line["table"] == table and "wrote" in copy.line:
            places = header.leads(sheet)
            meant[copy.line["key"]] = {places[place]: mark for place, mark in written(copy, places).items()}
    rows = (row for row in now.sheets[table].rows if row.key)  # notes share the empty one
    return {row.key: meant[row.key] for row in rows if meant.get(row.key) and shows(row.raw, meant[row.key])}


def shown_of(raw: Sequence[Raw], wrote: Mapping[int, str]) -> int:
    return sum(fingerprint(at(raw, place)) == mark for place, mark in wrote.items())


def shows(raw: Sequence[Raw], wrote: Mapping[int, str]) -> bool:
    return shown_of(raw, wrote) == len(wrote)


def written(copy: Copy, places: Mapping[int, int]) -> dict[int, str]:
    """The marks of what was written, by place, where that changed anything in a column that still stands."""
    wrote = {int(place): marks for place, marks in copy.line.get("wrote", {}).items()}
    return {place: after for place, (before, after) in wrote.items() if before != after and place in places}


def victim_of(
    sheet: SheetAsRead,
    old: SheetAsRead | None,
    copy: Copy,
    places: Mapping[int, int],
    back: Mapping[int, int],
    served: Served,
) -> Iterator[RawCells]:
    """The row that got what was meant for another, where no copy tells: found by what stands in it now.

    Without ``old``, the tab as it was read, it can only be an empty row, which now shows that and nothing else.
    ``served`` is what rows show because it was meant for them: that they show it says nothing. Where somebody wrote
    over the key itself in that moment, it is the row that is like the one that was meant.
    """
    wrote = written(copy, places)
    earlier = {row.key: row.raw for row in old.rows if row.key} if old else {}
    missing = copy.line["key"] not in {row.key for row in sheet.rows}
    relabelled = earlier.get(copy.line["key"], ()) if missing else ()
    others = {place: now for place, now in places.items() if place not in wrote}
    for row in by_own_keys(sheet, copy, places):
        own_marks = served.get(row.key, {})
        landed = [place for place in wrote if places[place] not in own_marks]
        if not landed or not shows(row.raw, {places[place]: mark for place, mark in wrote.items()}):
            continue
        was: Sequence[Raw] = earlier.get(row.key, ())
        if row.key and not is_like(pairs(was, row.raw, back, others)):
            was = relabelled if is_like(pairs(relabelled, row.raw, back, others)) else was
        if old and not row.key:
            was = vanished(sheet, old, row.raw, back, places, others)
        own = {place for place, value in enumerate(row.raw) if value not in (None, "")} - {places[p] for p in wrote}
        other = bool(was) and any(fingerprint(at(was, back.get(place))) != wrote[place] for place in landed)
        if other or not (row.key or own):
            truth = {places[place]: at(was, back.get(place)) for place in landed}
            doubled = [twin for twin in sheet.all_rows if twin.raw == row.raw]
            yield from (RawCells(twin.index, truth) for twin in doubled or [row])
            return


def leftover(
    sheet: SheetAsRead, old: SheetAsRead | None, copy: Copy, places: Mapping[int, int], back: Mapping[int, int]
) -> Iterator[RawCells]:
    """What is left of it in a row that was empty and into which somebody has typed since: two cells tell, or one in the
    very row that was written to; and its doubles. No note that stood there as it was read."""
    marks = {places[place]: mark for place, mark in written(copy, places).items() if mark}
    notes = [row.raw for row in old.all_rows if not row.key] if old else []
    rows = (row for row in by_own_keys(sheet, copy, places) if not row.key)
    since = [row for row in rows if not any(are_same(pairs(note, row.raw, back, places)) for note in notes)]
    shown = [(shown_of(row.raw, marks), row.index == copy.line["index"], row.raw) for row in since]
    count, is_there, raw = max(shown, key=lambda found: found[:2], default=(0, False, ()))
    left: dict[int, Raw] = {place: None for place, mark in marks.items() if fingerprint(at(raw, place)) == mark}
    doubled = (row for row in since if row.raw == raw and (count > 1 or (count and is_there)))
    yield from (RawCells(row.index, left) for row in doubled)


def by_own_keys(sheet: SheetAsRead, copy: Copy, places: Mapping[int, int]) -> Iterator[RowAsRead]:
    """The rows of a tab, without a key where that is what the machine wrote for another column: the codes had come to
    stand there; or where a repair put a code back, in a row that shows nothing else while its own stands elsewhere."""
    own = fingerprint(copy.line["key"])
    wrote = {int(place) for place, (before, _) in copy.line.get("wrote", {}).items() if before != own}
    others = [places[place] for place in wrote if place in places]
    marks = {places[place]: mark for place, mark in written(copy, places).items()} if copy.line.get("repair") else {}
    keys = [row.key for row in sheet.rows]
    for row in sheet.all_rows:
        is_written = any(text_of(at(row.raw, place)) == row.key for place in others)
        is_put_back = shows_only(row.raw, marks, places.values()) and keys.count(row.key) > 1
        yield replace(row, key="") if is_written or is_put_back else row


def shows_only(raw: Sequence[Raw], marks: Mapping[int, str], stood: Iterable[int]) -> bool:
    """Whether a row shows that and nothing else in the columns that ``stood`` there then."""
    return bool(marks) and all(fingerprint(at(raw, place)) == marks.get(place, "") for place in stood)


def vanished(
    sheet: SheetAsRead,
    old: SheetAsRead,
    raw: Sequence[Raw],
    back: Mapping[int, int],
    places: Mapping[int, int],
    others: Mapping[int, int],
) -> Sequence[Raw]:
    """The note of staff that was read, stands nowhere any more and is this row in all that was not written; () where
    there is none."""
    notes = (row.raw for row in old.all_rows if not row.key)
    alike = (note for note in notes if are_same(pairs(note, raw, back, others)))
    standing = [row.raw for row in sheet.all_rows if not row.key]
    gone = (note for note in alike if not any(are_same(pairs(note, now, back, places)) for now in standing))
    return next(gone, ())


def are_same(cells: Iterable[tuple[Raw, Raw]]) -> bool:
    return all(same(was, now) for was, now in cells)


def pairs(
    was: Sequence[Raw], raw: Sequence[Raw], back: Mapping[int, int], places: Mapping[int, int]
) -> Iterator[tuple[Raw, Raw]]:
    """The cells of a row as it was read and as it is now, by the places at the time of the writing."""
    return ((at(was, back.get(place)), at(raw, now)) for place, now in places.items())
