"""What people type, paste, empty and take back on the grid page: judged cell by cell, saved together or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from localgoogle.call import Reply
from localgoogle.errors import GoogleError
from localgoogle.pages.grid_access import BAD_REQUEST, Opened, Refusal, writing
from localgoogle.pages.grid_view import cell_view, title
from localgoogle.pages.zones import zone_of
from localgoogle.sheets import history
from localgoogle.sheets.access import hits
from localgoogle.sheets.book import Box, Cell
from localgoogle.sheets.calculation import seen_cell
from localgoogle.sheets.display import shown
from localgoogle.sheets.refusals import LONGEST_TEXT
from localgoogle.sheets.store import from_cell, save_book, shelf
from localgoogle.sheets.validation import as_truth, choices, lets_in
from localgoogle.sheets.values import entered

if TYPE_CHECKING:
    from localgoogle.call import Call
    from localgoogle.sheets.history import Change
    from localgoogle.state import State

JSON = dict[str, Any]

MOST_EDITS = 50_000

OVERTAKEN = "Кто-то изменил эту ячейку, пока вы набирали. Вот оба варианта."
GONE = "Этой строки или столбца больше нет: их удалили."
NOTHING_TO_UNDO = "Ваших изменений, которые можно отменить, на этом листе нет."


@dataclass(frozen=True)
class Edit:
    """Text for a cell, by somebody who had seen the book as it was after the change ``revision``."""

    row: int
    column: int
    text: str
    revision: int


class Spot(NamedTuple):
    """Where an edit goes: the indexes of its row and column as the sheet stands now."""

    row: int
    column: int


@dataclass(frozen=True)
class Problem:
    """Why an edit cannot be made: 403 protected, 409 overtaken, 410 gone, 422 not allowed here."""

    status: int
    reason: str
    more: JSON = field(default_factory=dict)


def edit(state: State, call: Call, groups: dict[str, str]) -> Reply:
    """POST edit: all edits or none; with ``skip`` those that cannot be made are left out and named."""
    found, asked = writing(state, call, groups)
    edits, skip = read_edits(asked.get("edits")), asked.get("skip") is True
    judged = [(each, judge(found, each)) for each in edits]
    problems = [(each, verdict) for each, verdict in judged if isinstance(verdict, Problem)]
    if problems and not skip:
        raise refusal(problems, revision(found))
    for _, verdict in judged:
        if not isinstance(verdict, Problem):
            spot, cell = verdict
            found.sheet.put(spot.row, spot.column, cell)
    skipped = [{"row": each.row, "column": each.column, "reason": problem.reason} for each, problem in problems]
    return saved(found, [(each.row, each.column) for each in edits], {"skipped": skipped})


def read_edits(given: Any) -> list[Edit]:
    """The edits of a request; raises Refusal 400, 413."""
    if not isinstance(given, list) or not given:
        raise Refusal(400, BAD_REQUEST)
    if len(given) > MOST_EDITS:
        raise Refusal(413, f"За один раз можно вставить не больше {MOST_EDITS} ячеек. Вставьте, пожалуйста, по частям.")
    return [read_edit(each) for each in given]


def read_edit(given: Any) -> Edit:
    kinds = {"row": int, "column": int, "text": str, "revision": int}
    if not isinstance(given, dict) or any(type(given.get(name)) is not kind for name, kind in kinds.items()):
        raise Refusal(400, BAD_REQUEST)
    # https://www.sqlite.org/datatype3.html: an INTEGER has 64 bits with its sign.
    if not all(0 <= given[name] < 2**63 for name in ("row", "column", "revision")):
        raise Refusal(400, BAD_REQUEST)
    return Edit(given["row"], given["column"], given["text"], given["revision"])


def judge(found: Opened, given: Edit) -> tuple[Spot, Cell] | Problem:
    """The cell as the edit would make it, or why it may not be made."""
    spot = locate(found, given.row, given.column)
    if spot is None:
        return Problem(410, GONE)
    later = next(history.cell_changes(found.state, *sheet_key(found), given.row, given.column, given.revision), None)
    if later and not already(found, spot, given.text):
        return overtaken(found, given, spot, later)
    if (why := locked(found, spot)) is not None:
        return Problem(403, why)
    if len(given.text) > LONGEST_TEXT:
        return Problem(422, f"Слишком длинный текст: в ячейку помещается {LONGEST_TEXT} знаков.")
    return entry(found, spot, given.text)


def already(found: Opened, spot: Spot, text: str) -> bool:
    """Whether the cell holds what is typed: the page sends an edit again when the reply to it was lost."""
    verdict = entry(found, spot, text)
    return not isinstance(verdict, Problem) and verdict[1].value == found.sheet.cell(*spot).value


def entry(found: Opened, spot: Spot, text: str) -> tuple[Spot, Cell] | Problem:
    """The cell after the text is typed into it, when its rule lets that in."""
    old = found.sheet.cell(spot.row, spot.column)
    try:
        new = entered(found.editor, old, as_truth(old.rule, text), "USER_ENTERED")
    except GoogleError:
        return Problem(422, f"Ячейка не принимает «{shortened(text)}».")
    return (spot, new) if lets_in(found.book, new) else Problem(422, not_allowed(found, spot, old, text))


def locate(found: Opened, row: int, column: int) -> Spot | None:
    at = found.sheet.rows.runs.place_of(row), found.sheet.columns.runs.place_of(column)
    return None if at[0] is None or at[1] is None else Spot(at[0], at[1])


def sheet_key(found: Opened) -> tuple[str, int]:
    return found.book.id, found.sheet.id


def locked(found: Opened, spot: Spot) -> str | None:
    """Why the cell is protected from this person, None when it is not."""
    box = Box(spot.row, spot.column, spot.row + 1, spot.column + 1)
    for protected in found.sheet.protected:
        if not found.editor.may_edit(protected) and hits(found.sheet, protected, box):
            note = protected.get("description", "").strip()
            return f"{place(found, spot)}: ячейка защищена, менять её нельзя." + (f" {note}" if note else "")
    return None


def overtaken(found: Opened, given: Edit, spot: Spot, later: Change) -> Problem:
    """The cell changed after the editor had looked: both values, and whose the other one is."""
    theirs = found.sheet.cell(spot.row, spot.column)
    seen = seen_cell(found.book, found.sheet, spot.row, spot.column)
    conflict = {
        "row": given.row,
        "column": given.column,
        "yours": given.text,
        "theirs": shown(seen, found.book.locale),
        "cell": cell_view(found, theirs, seen),
        "author": author_words(later),
        "at": local_time(found, later.at),
        "place": place(found, spot),
        "label": shown(seen_cell(found.book, found.sheet, spot.row, 0), found.book.locale),
    }
    return Problem(409, OVERTAKEN, conflict)


def place(found: Opened, spot: Spot) -> str:
    return f"Строка {spot.row + 1}, столбец «{shortened(title(found.book, found.sheet, spot.column))}»"


def not_allowed(found: Opened, spot: Spot, cell: Cell, text: str) -> str:
    offered = choices(found.book, cell.rule)
    hint = f" Можно выбрать: {', '.join(offered[:12])}{'…' if len(offered) > 12 else ''}." if offered else ""
    return f"{place(found, spot)}: «{shortened(text)}» сюда не подходит.{hint}"


def shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def refusal(problems: list[tuple[Edit, Problem]], now: int) -> Refusal:
    """The refusal of a whole batch of edits: overtaken cells are all told at once."""
    conflicts = [problem.more for _, problem in problems if problem.status == 409]
    if conflicts:
        return Refusal(409, OVERTAKEN, more={"conflicts": conflicts, "revision": now})
    first, problem = problems[0]
    return Refusal(problem.status, problem.reason, more={"row": first.row, "column": first.column})


def revision(found: Opened) -> int:
    return history.current_revision(found.state, found.book.id)


def saved(found: Opened, cells: list[tuple[int, int]], more: JSON) -> Reply:
    """Save the book; gives the cells as they are now, ``[row id, column id, cell]``."""
    if found.sheet.changed:
        save_book(found.state, found.book)
    spots = [(row, column, locate(found, row, column)) for row, column in cells]
    now = [[row, column, cell_now(found, spot)] for row, column, spot in spots if spot]
    return Reply({"revision": revision(found), "cells": now, **more})


def cell_now(found: Opened, spot: Spot) -> Any:
    cell = found.sheet.cell(spot.row, spot.column)
    return cell_view(found, cell, seen_cell(found.book, found.sheet, spot.row, spot.column))


# taking back


def undo(state: State, call: Call, groups: dict[str, str]) -> Reply:
    """POST undo: the person's own last change on this sheet is taken back, unless somebody changed its cells since."""
    found, _ = writing(state, call, groups)
    records = history.own_last(state, *sheet_key(found), found.editor.user)
    if not records:
        raise Refusal(422, NOTHING_TO_UNDO)
    shelf(state).author = history.Author(found.editor.user, f"undo {records[0].number}")
    cells = [(record.row, column, pair) for record in records for column, pair in record.cells.items()]
    for row, column, pair in cells:
        take_back(found, row, column, pair)
    return saved(found, [(row, column) for row, column, _ in cells], {"undone": len(cells)})


def take_back(found: Opened, row: int, column: int, pair: list[Any] | None) -> None:
    """Put a cell's old value back; raises Refusal when the cell is not as the change left it."""
    spot = locate(found, row, column)
    if spot is None or pair is None:
        raise Refusal(410, f"Отменить нельзя. {GONE}")
    cell = found.sheet.cell(spot.row, spot.column)
    if not history.same_value(history.past(from_cell(cell)), pair[1]):
        who = who_changed(found, row, column)
        raise Refusal(409, f"Отменить нельзя. {place(found, spot)}: с тех пор здесь изменил {who}.")
    if (why := locked(found, spot)) is not None:
        raise Refusal(403, f"Отменить нельзя. {why}")
    found.sheet.put(spot.row, spot.column, restored(cell, history.past_cell(pair[0])))


def restored(cell: Cell, old: Cell) -> Cell:
    """The cell with an old value in it, and the number format that the value had."""
    form = {name: value for name, value in (cell.format or {}).items() if name != "numberFormat"}
    return cell.with_value(old.value)._replace(format={**form, **(old.format or {})} or None)


def who_changed(found: Opened, row: int, column: int) -> str:
    last = next(history.cell_changes(found.state, *sheet_key(found), row, column), None)
    return author_words(last) if last else "кто-то другой"


def author_words(change: Change) -> str:
    """Who made a change: a person by e-mail, or a program that acts for them."""
    if change.way == history.API:
        return f"программа ({change.author})" if change.author else "программа"
    return change.author


def local_time(found: Opened, stamp: str) -> str:
    """A moment in the book's own time zone, as people write it."""
    moment = datetime.fromisoformat(stamp).replace(tzinfo=UTC).astimezone(zone_of(found.book.properties))
    return f"{moment:%d.%m.%Y %H:%M}"
