"""Which rows show what the machine should not have written there, where a copy tells what stood there before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from sheets_schema.arrivals import at
from sheets_schema.as_read import Raw, RowAsRead, SheetAsRead
from sheets_schema.cells import fingerprint, is_like, same
from sheets_schema.change import RawCells
from sheets_schema.copies import Race
from sheets_schema.header_then import text_of
from sheets_schema.tables.memory import row_key


def suspects(sheet: SheetAsRead, race: Race, remembered: Container[str]) -> list[RowAsRead]:
    """The rows that may be the one that was hit. One of another person, whom the memory knows, is not: what it shows of
    that answer it shows by itself, for people answer alike. But staff may have copied a code."""
    table, bearing = race.copy.line["table"], Counter(row.key for row in sheet.all_rows)
    written = {after for _, after in race.copy.line["wrote"].values()}
    single = {key for key, count in bearing.items() if count == 1 and fingerprint(key) not in written}
    known = {key for key in single - {race.truth_key} if row_key(table, key) in remembered}
    return [row for row in sheet.all_rows if row.key not in known]


def cells_to_restore(rows: Sequence[RowAsRead], race: Race) -> Iterator[RawCells]:
    """The places of the row that still show what the machine wrote; what somebody changed since is left alone.

    Of rows that staff doubled it is the one that shows most of it, of two that show as much the one that is most like
    the copy in everything else, else the one that still stands where it was written; of rows without a key one that
    shows all of it, if that was not nothing. If the key itself was written over, it is the row that is like the copy in
    everything else.
    """
    least = 1 if race.truth_key else max(1, len(race.places.keys() & set(race.restore)))
    written_to = race.copy.line["index"]
    own = [row for row in rows if is_told(race) and row.key == race.truth_key]
    look = is_key_written(race)
    if race.truth_key and not look and any(row.index == written_to and is_right(row.raw, race) for row in own):
        return
    bearing = [(row, still_shown(row.raw, race)) for row in own]
    bearing = [found for found in bearing if len(found[1]) >= least]
    hit = [(row, owed(row, race)) for row in rows if (look or not bearing) and is_hit(row, race)]
    shown = hit or bearing
    if shown:
        row, truth = max(shown, key=lambda found: (len(found[1]), kept(found[0], race), found[0].index == written_to))
        yield RawCells(row.index, truth)


def kept(row: RowAsRead, race: Race) -> int:
    """How much of what a row showed stands in it still, where nothing was written."""
    return sum(same(was, now) for was, now in besides(row.raw, race) if was not in (None, ""))


def twins_to_restore(rows: Sequence[RowAsRead], race: Race) -> Iterator[RawCells]:
    """Beside a row that is right, its doubles that still show what was written: they were made after that. Of rows
    without a key each that is the copy with what was written into it."""
    over_key = is_key_written(race)
    if not race.truth_key:
        hit = (row for row in rows if is_told(race) and is_hit(row, race))
        yield from (RawCells(row.index, still_shown(row.raw, race)) for row in hit)
        return
    own = [row for row in rows if row.key == race.truth_key or (over_key and is_hit(row, race))]
    right = [row.raw for row in own if not wrong_cells(row.raw, race)]
    twins = (row for row in own if right and is_twin(row.raw, right[0], race))
    yield from (RawCells(row.index, wrong_cells(row.raw, race)) for row in twins)


def owed(row: RowAsRead, race: Race) -> dict[int, Raw]:
    """What a row gets back that is told by all it shows. If staff have given it another key since, what was rightly
    removed is no longer its own: somebody may have withdrawn the consent, and it would stand under another's name."""
    shown = still_shown(row.raw, race)
    if not race.truth_key or row.key == race.truth_key or is_key_written(race):
        return shown
    gone = {race.places[place]: at(race.truth, place) for place in race.emptied if place in race.places}
    return shown | {place: None for place in gone if place in shown or same(gone[place], at(row.raw, place))}


def is_twin(raw: Sequence[Raw], right: Sequence[Raw], race: Race) -> bool:
    """Whether a row shows what was written, or all that was removed, in what is else like the copy, or the same as in
    the right row; or all that was written, and else the copy, of which some was emptied since. That a repair removed
    something says nothing: so it may have done in that one, to put it right."""
    wrong, rest = wrong_cells(raw, race), list(besides(raw, race))
    shown = sum(bool(fingerprint(at(raw, place))) for place in wrong)
    is_all = len(wrong) == len(race.restore)
    told = shown or (is_all and not is_repair(race))
    is_less = is_all and shown and is_partly(race, shown, rest)
    return bool(wrong and told) and (is_less or is_like(rest) or rest_of(rest) == rest_of(besides(right, race)))


def is_partly(race: Race, shown: int, rest: Sequence[tuple[Raw, Raw]]) -> bool:
    """Whether a row shows nothing else but of the copy. A single word beside the code staff may have typed there."""
    kept = any(same(was, now) for was, now in rest if text_of(was) not in ("", race.truth_key))
    return (kept or shown > 1) and all(fingerprint(now) in ("", fingerprint(was)) for was, now in rest)


def rest_of(cells: Iterable[tuple[Raw, Raw]]) -> list[str]:
    return [fingerprint(now) for _, now in cells]


def is_told(race: Race) -> bool:
    """Whether anything tells the row from others: its key, or what was written into it."""
    return bool(race.truth_key) or any(after for _, after in race.copy.line["wrote"].values())


def is_key_written(race: Race) -> bool:
    return any(text_of(at(race.truth, place)) == race.truth_key for place in race.restore)


def besides(raw: Sequence[Raw], race: Race) -> Iterator[tuple[Raw, Raw]]:
    """What a row showed before and what it shows now, where nothing was written and the column still stands."""
    wrote = {int(place) for place in race.copy.line["wrote"]}
    return ((at(race.truth, place), at(raw, race.places[place])) for place in race.places if place not in wrote)


def is_repair(race: Race) -> bool:
    return bool(race.copy.line.get("repair"))


def is_right(raw: Sequence[Raw], race: Race) -> bool:
    """Whether a row shows what stood there before: an earlier look at the same copy has put it back."""
    kept = [(at(race.truth, place), now) for place in race.restore if (now := race.places.get(place)) is not None]
    return all(same(truth, at(raw, now)) for truth, now in kept)


def wrong_cells(raw: Sequence[Raw], race: Race) -> dict[int, Raw]:
    """What a row shows of what was written, unless that stood there before too."""
    return {place: truth for place, truth in still_shown(raw, race).items() if not same(truth, at(raw, place))}


def is_hit(row: RowAsRead, race: Race) -> bool:
    """Whether a row is the copy with what was written into it."""
    wrote = {int(place): after for place, (_, after) in race.copy.line["wrote"].items() if int(place) in race.places}
    shows = {place: fingerprint(at(row.raw, race.places[place])) for place in wrote}
    return (is_row_hit if race.truth_key else is_note_hit)(row, race, wrote, shows)


def is_row_hit(row: RowAsRead, race: Race, wrote: Mapping[int, str], shows: Mapping[int, str]) -> bool:
    """A row that had a key may have been changed some more, as long as it shows what was written over that; where it
    was staff who gave it another key, any of it. A repair's own might stand in its right place by now; anything else
    tells the row even where hardly anything was copied."""
    over_key = {place for place in wrote if text_of(at(race.truth, place)) == race.truth_key}
    shown = [shows[place] == wrote[place] for place in over_key or wrote]
    told = any(shows[place] == wrote[place] != "" for place in wrote)
    if not (all(shown) or (told and not over_key)):
        return False
    kept = [same(was, now) for was, now in besides(row.raw, race) if was not in (None, "")]
    tells = over_key and told and not is_repair(race)
    return 2 * sum(kept) > len(kept) or bool(tells and (any(kept) or not kept))


def is_note_hit(row: RowAsRead, race: Race, wrote: Mapping[int, str], shows: Mapping[int, str]) -> bool:
    """Of a row that had no key staff may have emptied some of what was written, or typed over it: then two cells tell,
    one of which may show what stood there before, as a repair put it back; or one that stands for its key, and they may
    have typed beside it too. What a repair wrote another row may show, but not for its key what was no key."""
    told = sum(mark == shows[place] != "" for place, mark in wrote.items())
    back = sum(fingerprint(at(race.truth, place)) == shows[place] != "" for place in wrote if not is_repair(race))
    rest = [(fingerprint(was), fingerprint(now)) for was, now in besides(row.raw, race)]
    is_sure = told > 1 or bool(told and back) or bool(told and row.key and fingerprint(row.key) in wrote.values())
    if is_sure and (not is_repair(race) or fingerprint(row.key) in race.no_keys):
        return all(was in ("", now) for was, now in rest)
    emptied = all(shows[place] in (mark, "") for place, mark in wrote.items())
    return emptied and bool(told or not any(wrote.values())) and all(was == now for was, now in rest)


def still_shown(raw: Sequence[Raw], race: Race) -> dict[int, Raw]:
    """The places of a row that show what was written there, and what stood in them before."""
    wrote = race.copy.line["wrote"]
    return {
        now: at(race.truth, place)
        for place in race.restore
        if (now := race.places.get(place)) is not None and fingerprint(at(raw, now)) == wrote[str(place)][1]
    }


def is_wiped(race: Race) -> bool:
    """Whether it was a note of which nothing was left: an empty row is not to be told from another."""
    kept = {place for place, value in enumerate(race.truth) if value not in (None, "")}
    wiped = {int(place) for place, (_, after) in race.copy.line["wrote"].items() if not after}
    return bool(kept) and kept <= wiped and not race.truth_key and set(race.restore) <= wiped
