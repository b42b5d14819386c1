"""What only staff decide, and what befalls them: questions answered, pairs approved, papers noted, accidents."""

from __future__ import annotations

import re

from sheets_schema.kind import to_serial
from sheets_schema.tables import table
from sync.rules.row_issues import BRING_BACK, DELETE, KEEP, TAKE
from tests.reliability.desk import Desk, put, rows_with_keys, some_row, text, what
from tests.reliability.history import PAPERS, History
from tests.reliability.people import NEEDED
from tests.reliability.seen import TABS, Seen
from tests.reliability.staff_at_work import ARRANGING, ON_TABS, TYPING, delete_lines, write

# What only staff decide


def settle_question(desk: Desk, _seen: Seen, a: int, _b: int, c: int) -> None:
    """Answers one of the questions of «Требует внимания» in the words that it offers."""
    seen = desk.look("attention")
    asked = [row for row in rows_with_keys(seen) if choices(seen, row)] if seen else []
    if not seen or not asked or "choice" not in seen.columns:
        return
    row = asked[a % len(asked)]
    offered = choices(seen, row)
    choice = offered[c % len(offered)]
    line = {name: seen.at(row, place) for place, name in enumerate(seen.columns)}
    told = f"answers «{choice}» to «{line.get('what')}» ({line.get('who')}, {line.get('where')})"
    if desk.do("attention", told, put(seen, row, seen.columns.index("choice"), [[text(choice)]])):
        tell_choice(desk.history, line, choice)


def choices(seen: Seen, row: int) -> list[str]:
    place = seen.columns.index("advice") if "advice" in seen.columns else None
    advice = seen.at(row, place) if place is not None else ""
    return [word for word in (KEEP, TAKE, BRING_BACK, DELETE) if f"«{word}»" in advice and "снять" not in advice]


def tell_choice(history: History, line: dict[str, str], choice: str) -> None:
    """What the answer means, as the line says it: which row, or which cell of whose row."""
    title, _, column = line.get("where", "").partition(": ")
    if choice in (BRING_BACK, DELETE):
        for tab, key in rows_asked_about(line, "row"):
            history.decided_on_row(tab, key, choice)
    elif not column:
        history.settled |= rows_asked_about(line, "gone")
    for tab in (table(key) for key in TABS if table(key).title == title and column):
        for cell in history.claims_of(tab.key, line.get("now", "")):
            declared = tab.by_key.get(cell[2])
            if declared and declared.title == column and history.is_about(cell, line.get("who", "")):
                history.decided_on_conflict(cell, line.get("new", ""), choice == TAKE)


def rows_asked_about(line: dict[str, str], ending: str) -> set[tuple[str, str]]:
    """By the line's number, whatever somebody typed over its other words; by these, where the numbers are gone."""
    if "key" not in line:
        return {(key, line.get("who", "")) for key in TABS if table(key).title == line.get("where")}
    found = [(tab, re.fullmatch(f"{tab}-(.+)-{ending}", line["key"])) for tab in TABS]
    return {(tab, match[1]) for tab, match in found if match}


def decide_pair(desk: Desk, _seen: Seen, a: int, _b: int, c: int) -> None:
    choose(desk, "pairs", "decision", a, ("утвердить", "отклонить", "закрепить")[c % 3])


def interview(desk: Desk, _seen: Seen, a: int, b: int, _c: int) -> None:
    choose(desk, "readiness", "decision", a, ("допущен", "резерв")[b % 2])
    choose(desk, "readiness", "trained", a, "да")


def choose(desk: Desk, tab: str, column: str, a: int, word: str) -> None:
    seen = desk.look(tab)
    row = some_row(seen, a) if seen else None
    if seen and row is not None and column in seen.columns:
        place = seen.columns.index(column)
        write(desk, seen, f"chooses «{word}» at {what(seen, row, place)}", row, place, [[text(word)]])


def mark_paper(desk: Desk, _seen: Seen, a: int, b: int, _c: int) -> None:
    """A consent came on paper, of somebody who said nothing in the form."""
    seen = desk.look("consents")
    if not seen:
        return
    for column, kind in sorted(PAPERS.items()):
        waiting = [
            (row, person)
            for row in rows_with_keys(seen)
            if (person := desk.history.person(seen.keys[row])) and kind in NEEDED[person.age]
            if not person.unsure and not any(word.kind == kind for word in person.words)
            if len(seen.rows[seen.keys[row]]) == 1
        ]
        if waiting and column in seen.columns and b % 2 == (column == "own_paper"):
            row, person = waiting[a % len(waiting)]
            cell = {"userEnteredValue": {"numberValue": to_serial(desk.town.state.now().date())}}
            place = seen.columns.index(column)
            if desk.do("consents", f"notes the paper of {person.name}", put(seen, row, place, [[cell]])):
                person.unsure, person.papers[kind] = False, int(desk.town.time.now)


# Accidents


def delete_header(desk: Desk, seen: Seen, _a: int, _b: int, _c: int) -> None:
    if seen.has_header:
        delete_lines(desk, seen, "deletes the header row", "ROWS", [seen.header], accident=True)


def delete_key_column(desk: Desk, seen: Seen, _a: int, _b: int, _c: int) -> None:
    if seen.key_place is not None:
        delete_lines(desk, seen, "deletes the column of the codes", "COLUMNS", [seen.key_place], accident=True)


def delete_many_rows(desk: Desk, seen: Seen, a: int, _b: int, c: int) -> None:
    """From half of the rows to all of them."""
    rows = rows_with_keys(seen)
    count = len(rows) if c % 2 else (len(rows) + 1) // 2
    if rows:
        picked = sorted(rows[(a + place) % len(rows)] for place in range(count))
        delete_lines(desk, seen, f"deletes {count} of {len(rows)} rows", "ROWS", picked, accident=True)


def delete_tab(desk: Desk, seen: Seen, _a: int, _b: int, _c: int) -> None:
    tab = seen.table.key
    if not desk.do(tab, "deletes the tab", {"deleteSheet": {"sheetId": seen.sheet_id}}):
        return

    def take_back() -> None:
        if desk.look(tab) is not None:
            return
        grid = {"rowCount": seen.row_count, "columnCount": len(seen.columns)}
        properties = {"sheetId": seen.sheet_id, "title": desk.history.word(), "gridProperties": grid}
        cells = [seen.line(row) for row in range(len(seen.grid))]
        made = {"addSheet": {"properties": properties}}
        desk.do(tab, "takes back the deletion of the tab", made, put(seen, 0, 0, cells))

    desk.last = take_back
    desk.accidents.append(take_back)


DECIDING = (settle_question, decide_pair, interview, mark_paper)
EVERYDAY = {act.__name__: act for act in (*TYPING, *ARRANGING, *ON_TABS, *DECIDING)}
ACCIDENTS = {act.__name__: act for act in (delete_header, delete_key_column, delete_many_rows, delete_tab)}
