"""Whether the books at rest are what they must be, judged by the history alone: what was answered, what staff did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sheets_schema.owner import Owner
from sheets_schema.tables import table
from tests.reliability.history import BACK, DROPPED, HIDDEN, LISTED, PEN, Cell, History
from tests.reliability.people import ANSWERED, Resident
from tests.reliability.seen import Seen

OF_PARTNERS = {"mentor_name", "mentor_place", "mentee_names", "mentee_places", "role_model"}
BASES = ("mentees", "mentors")
WITH_PERSONAL = ("mentees", "mentors", "readiness", "pairs")

UNTITLED = "«»"  # what a column is called whose header is blank


@dataclass
class Checker:
    """The tabs as they stand at rest, and everything that must be true of them."""

    history: History
    tabs: Mapping[str, Seen]

    def problems(self) -> list[str]:
        """Every broken promise, in words."""
        return [
            *self.lost_edits(),
            *self.lost_notes(),
            *self.not_restored(),
            *self.doubled_rows(),
            *self.on_the_wrong_person(),
            *self.left_behind(),
            *self.answers_not_shown(),
            *self.shown_without_consent(),
            *self.rows_missing(),
            *self.rows_back(),
            *self.asked_in_vain(),
            *self.conflicts_not_told(),
            *self.lost_answers_not_told(),
            *self.tabs_renamed(),
        ]

    # Who is who

    def person_of(self, key: str) -> Resident | None:
        return self.history.person(key)

    def closed(self, key: str) -> bool:
        """Whether somebody's consent is missing, or may be, of those that this row is about."""
        people = [self.person_of(code) for code in (key, *key.split("-"))]
        return any(person is not None and person.consents is not True for person in people)

    def stays_hidden(self, tab: str, key: str) -> bool:
        """Whether one of two rows with this code was masked: until staff leave one, the machine updates neither."""
        is_doubled = len(self.tab_rows(tab).get(key, ())) > 1
        return is_doubled and any(row.get("consent") == HIDDEN for row in self.tabs[tab].places(key))

    def owner(self, tab: str, column: str) -> Owner:
        declared = table(tab).by_key.get(column)
        return declared.owner if declared else Owner.STAFF

    def stands(self, cell: Cell) -> set[str]:
        tab, key, column = cell
        seen = self.tabs.get(tab)
        if seen and key.startswith(PEN) and key not in seen.rows:
            return set().union(*(line for line in seen.grid if key in line))  # their row has come to be the header
        return seen.cells.get((key, column), set()) if seen else set()

    # What staff did

    def lost_edits(self) -> Iterator[str]:
        for cell, texts in sorted(self.history.claims.items()):
            tab, key, column = cell
            ours = not key.startswith(PEN)
            if tab == "attention" and ours and (key not in self.tab_rows(tab) or self.is_machines(cell)):
                continue
            is_hidden = self.closed(key) or self.stays_hidden(tab, key)
            if ours and self.owner(tab, column) is Owner.RESPONDENT and is_hidden:
                continue
            missing = texts - self.stands(cell) - self.stands(twin_of(cell)) - self.under_another_key(cell)
            missing -= self.under_a_title(cell)
            if missing and not (missing == {""} and not self.stands(cell)):
                yield f"LOST EDIT: {cell} must show {sorted(missing)} and shows {sorted(self.stands(cell))}"

    def under_another_key(self, cell: Cell) -> set[str]:
        """The machine had put something else in the place of a code, and the row bears its own again; or somebody's
        code into an empty row, where staff then typed beside it: nothing but their words stands there by now."""
        tab, key, column = cell
        seen = self.tabs.get(tab)
        is_nobodys = tab in BASES and self.person_of(key) is None and not key.startswith(PEN)
        if seen and is_nobodys and key not in seen.rows:
            return set(seen.texts)
        lines = (line for line in (seen.grid if seen else ()) if all(text.startswith(PEN) for text in line if text))
        return {text for line in lines for text in line} if column.startswith("«") else set()

    def under_a_title(self, cell: Cell) -> set[str]:
        """A column without a title may have got one since, if only by a note that stands where the header does now."""
        tab, key, column = cell
        cells = self.tabs[tab].cells if tab in self.tabs and column == UNTITLED else {}
        return set().union(*(texts for (row, name), texts in cells.items() if row == key and name.startswith("«")))

    def is_machines(self, cell: Cell) -> bool:
        return self.owner(cell[0], cell[2]) is Owner.MACHINE

    def tab_rows(self, tab: str) -> Mapping[str, list[int]]:
        return self.tabs[tab].rows if tab in self.tabs else {}

    def lost_notes(self) -> Iterator[str]:
        for tab, text in sorted(self.history.loose):
            seen = self.tabs.get(tab)
            if seen and not any(text in line for line in seen.grid):
                yield f"LOST NOTE: {text!r} stands nowhere on {tab}"

    def not_restored(self) -> Iterator[str]:
        for cell, texts in sorted(self.history.overtyped.items()):
            tab, key, column = cell
            single = len(self.tab_rows(tab).get(key, ())) == 1
            unreadable = column == "guardian_name" and self.has_deleted_words(key)
            shown = sorted(text for text in texts & self.stands(cell) if text.startswith(PEN))
            if single and shown and self.is_led(tab, key) and not unreadable:
                yield f"NOT RESTORED: {cell} still shows {shown}"

    def has_deleted_words(self, key: str) -> bool:
        """Whether a consent was deleted in the form: it goes on counting, but who gave it is to be read nowhere."""
        person = self.person_of(key)
        return bool(person and any(word.deleted for word in person.words))

    def is_led(self, tab: str, key: str) -> bool:
        """Whether the machine still writes into this row."""
        person = self.person_of(key)
        if tab in BASES:
            return bool(person and person.consents and person.newest)
        led = bool(person and person.consents and person.newest)
        return tab == "attention" or (led and (tab != "readiness" or self.is_single(person, key)))

    # Who stands where

    def doubled_rows(self) -> Iterator[str]:
        for tab, seen in sorted(self.tabs.items()):
            for key, places in sorted(seen.rows.items()):
                if len(places) > 1 and (tab, key) not in self.history.doubled and not key.startswith(PEN):
                    yield f"DOUBLED: {key} stands in rows {[place + 1 for place in places]} of {tab}"

    def on_the_wrong_person(self) -> Iterator[str]:
        """A person's own texts stand in that person's row and in no other, and once."""
        for tab in WITH_PERSONAL:
            places = Counter()
            for key, column, text in self.texts(tab):
                person = self.whose(text)
                if person is None or text in self.by_staff((tab, key, column)):
                    continue
                if person.number not in self.history.codes:
                    yield f"UNKNOWN PERSON: {text!r} stands at {key}/{column} of {tab}"
                elif self.history.codes[person.number] not in key and column not in OF_PARTNERS:
                    yield f"WRONG PERSON: {text!r} stands at {key}/{column} of {tab}"
                elif self.owner(tab, column) is Owner.RESPONDENT and (tab, key) not in self.history.doubled:
                    places[text] += 1
            yield from (f"TWICE: {text!r} on {tab}" for text, count in places.items() if count > 1)

    def left_behind(self) -> Iterator[str]:
        """Nothing that people answered stands in a row without a code, but where staff put it."""
        for tab in WITH_PERSONAL:
            for text in sorted(self.loose_texts(tab)):
                if self.whose(text) and (tab, text) not in self.history.loose:
                    yield f"LEFT BEHIND: {text!r} in a row without a code of {tab}"

    def loose_texts(self, tab: str) -> set[str]:
        """What stands in rows without a code; a row that staff made theirs may have come to be the header."""
        seen = self.tabs.get(tab)
        if seen is None:
            return set()
        first = seen.at(seen.header, seen.key_place) if seen.has_header and seen.key_place is not None else ""
        return seen.loose - (set(seen.grid[seen.header]) if first.startswith(PEN) else set())

    def texts(self, tab: str) -> Iterator[tuple[str, str, str]]:
        """Key, column and text of every cell of the rows that the machine leads."""
        seen = self.tabs.get(tab)
        for (key, column), texts in sorted(seen.cells.items()) if seen else ():
            if not key.startswith(PEN):
                yield from ((key, column, text) for text in sorted(texts - {""}))

    def whose(self, text: str) -> Resident | None:
        people = self.history.families.residents
        answered = ANSWERED.fullmatch(text)
        if answered:
            return people[int(answered[1])]
        return next((person for person in people if text in (person.name, f"{person.born:%d.%m.%Y}")), None)

    def by_staff(self, cell: Cell) -> set[str]:
        """What staff put there with their own hands, or into a base from which it is shown here."""
        tab, key, column = cell
        shown = [cell, *((base, code, column) for base in BASES for code in (key, *key.split("-")))]
        named = key.split("-") if tab == "pairs" else self.partners(key) if column in OF_PARTNERS else ()
        shown += [(base, code, "full_name") for base in BASES for code in named]
        shown += [(tab, key, twin.key) for twin in table(tab).columns if twin_of((tab, key, twin.key)) == cell]
        made = [self.history.put(place) for place in shown]
        return set().union(*made, *self.of_a_row_that_got_this_code(cell))

    def partners(self, key: str) -> set[str]:
        return {code for pair in self.tab_rows("pairs") if key in pair.split("-") for code in pair.split("-")}

    def of_a_row_that_got_this_code(self, cell: Cell) -> Iterator[set[str]]:
        """Staff put another's code there: whatever that other ever answered may stand in it, also where the row just
        showed what the machine had wrongly put there."""
        told_by = (cell, (*cell[:2], "full_name")) if cell[:2] in self.history.doubled else ()
        brought = set().union(*(self.history.soft.get(place, set()) for place in told_by))
        yield from (person.texts(cell[2]) for text in brought if (person := self.whose(text)))

    # Answers and consents

    def left_of_two(self, person: Resident, cell: Cell) -> bool:
        """Of a row doubled in the moment of writing, one copy gets the newer answer: if staff delete that one before
        anybody has looked, what is left reads as if they had typed it (docs/reliability.md)."""
        return cell[:2] in self.history.doubled and all(self.whose(text) is person for text in self.stands(cell))

    def answers_not_shown(self) -> Iterator[str]:
        """The newest answer of whoever consents, wherever staff did not correct it."""
        for person, code in self.people():
            if not person.consents or not self.is_single(person, code):
                continue
            for column in sorted({name for sent in person.sent for name in sent.texts}):
                cell = (person.base, code, column)
                shown, allowed = self.stands(cell), self.allowed(person, cell)
                shown = {text for text in shown if (person.base, text) not in self.history.adrift}
                shown -= self.emptied_beside_no_code(cell) | self.empty_of_two(cell)
                if not shown <= allowed and not self.history.claims.get(cell) and not self.left_of_two(person, cell):
                    yield f"NOT THE ANSWER: {cell} shows {sorted(shown)}, not one of {sorted(allowed)}"

    def emptied_beside_no_code(self, cell: Cell) -> set[str]:
        """A cell that staff emptied in a row in which another value of its person stood for the code until the repair
        stays so."""
        tab, code, column = cell
        emptied = [place for place, texts in self.history.claims.items() if "" in texts]
        beside = (key for where, key, name in emptied if (where, name) == (tab, column))
        return {""} if any(self.whose(key) is self.person_of(code) for key in beside) else set()

    def empty_of_two(self, cell: Cell) -> set[str]:
        """A deleted column that staff took back once it had been made anew stands there twice, and whoever came in
        between is shown in one of them."""
        tab, _, column = cell
        return {""} if self.tabs[tab].columns.count(column) > 1 and self.stands(cell) != {""} else set()

    def allowed(self, person: Resident, cell: Cell) -> set[str]:
        """What a cell of a base may show where staff corrected nothing."""
        column, newest = cell[2], person.newest
        text = newest.texts.get(column, "") if newest else ""
        if any(sent.deleted for sent in person.sent):
            return {text, *person.texts(column)} | self.history.soft.get(cell, set())
        if self.history.taken.get(cell) == text:
            return {text}
        return {text} | self.history.soft.get(cell, set())

    def people(self) -> Iterator[tuple[Resident, str]]:
        for number, code in sorted(self.history.codes.items()):
            yield self.history.families.residents[number], code

    def is_single(self, person: Resident, code: str) -> bool:
        return len(self.tab_rows(person.base).get(code, ())) == 1

    def shown_without_consent(self) -> Iterator[str]:
        for person in self.history.families.residents:
            if person.consents is not False:
                continue
            for tab in WITH_PERSONAL:
                for key, column, text in self.texts(tab):
                    if self.whose(text) is person and text not in self.by_staff((tab, key, column)):
                        yield f"WITHOUT CONSENT: {text!r} stands at {key}/{column} of {tab}"
            yield from self.not_masked(person, self.history.codes.get(person.number, ""))

    def not_masked(self, person: Resident, code: str) -> Iterator[str]:
        """Of two rows with one code, one may be of somebody else who consents: staff copied the code there."""
        seen = self.tabs.get(person.base)
        rows = list(seen.places(code)) if seen else []
        for row in rows:
            other = self.whose(row.get("full_name", "")) if len(rows) > 1 else None
            if other not in (None, person) and other.consents:
                continue
            for column, text in sorted(row.items()):
                if text and self.owner(person.base, column) is Owner.RESPONDENT:
                    yield f"NOT MASKED: {text!r} stands at {code}/{column} of {person.base}"

    def rows_missing(self) -> Iterator[str]:
        """Whoever consents stands in the base, unless staff removed the row: then that is said."""
        for person in self.history.families.residents:
            code = self.history.codes.get(person.number, "")
            row = (person.base, code)
            if person.consents and person.newest and not code:
                yield f"MISSING: {person.name} has no code"
            elif person.consents and person.newest and code not in self.tab_rows(person.base):
                decided = self.history.gone.get(row)
                if decided is None or decided == BACK:
                    yield f"MISSING: {person.name} ({code}) stands in no row of {person.base}, gone: {decided}"
        for (tab, key), decided in sorted(self.history.gone.items()):
            person = self.person_of(key)
            led = tab in BASES and person and person.consents and person.newest
            if led and decided == LISTED and not self.listed(tab, key):
                yield f"NOT LISTED: the row {key} that staff removed from {tab}"

    def listed(self, tab: str, key: str) -> bool:
        return any(line.get("who") == key and line.get("where") == table(tab).title for line in self.questions())

    def questions(self) -> Iterator[Mapping[str, str]]:
        seen = self.tabs.get("attention")
        for key in seen.rows if seen else ():
            yield from seen.places(key)

    def rows_back(self) -> Iterator[str]:
        for (tab, key), decided in sorted(self.history.gone.items()):
            if decided in (LISTED, DROPPED) and key in self.tab_rows(tab) and tab != "attention":
                yield f"RESURRECTED: {key} on {tab}, which staff removed"

    def asked_in_vain(self) -> Iterator[str]:
        """Nobody is asked about a row that is there as if it were gone."""
        for tab in BASES:
            for key in sorted(self.tab_rows(tab)):
                if f"{tab}-{key}-row" in self.tab_rows("attention"):
                    yield f"ASKED IN VAIN: {key} stands on {tab}"

    def conflicts_not_told(self) -> Iterator[str]:
        """An answer that came after a correction: both stand in «Требует внимания»."""
        lines = {(line.get("now"), line.get("new")) for line in self.questions()}
        for cell, texts in sorted(self.history.claims.items()):
            person = self.person_of(cell[1])
            if person and person.newest and person.consents and self.is_conflict(cell, texts, person):
                told = (next(iter(texts)), person.newest.texts[cell[2]])
                if told not in lines:
                    yield f"NOT TOLD: {cell} shows {told[0]!r}, the newer answer is {told[1]!r}"

    def is_conflict(self, cell: Cell, texts: set[str], person: Resident) -> bool:
        """The name and the birth date are the same in every answer: no answer is newer in them."""
        tab, key, column = cell
        new = person.newest.texts.get(column) if person.newest else None
        if tab not in BASES or column in ("full_name", "birth_date") or new is None or len(texts) != 1 or new in texts:
            return False
        newer = person.newest.moment > self.history.since.get(cell, 0)
        return newer and self.history.kept.get(cell) != new and self.is_single(person, key)

    def lost_answers_not_told(self) -> Iterator[str]:
        """A row whose every answer was deleted in the form stays, and staff are asked about it."""
        for person, code in self.people():
            title = table(person.base).title
            names = {person.name, code, *self.stands((person.base, code, "full_name"))}
            asked = any(line.get("who") in names and line.get("where") == title for line in self.questions())
            settled = any((person.base, name) in self.history.settled for name in names)
            if person.newest is None and person.consents and self.is_single(person, code) and not (asked or settled):
                yield f"NOT TOLD: every answer of {person.name} was deleted, the row {code} stands in {person.base}"

    # Tabs

    def tabs_renamed(self) -> Iterator[str]:
        for tab, name in sorted(self.history.tab_names.items()):
            if tab in self.tabs and self.tabs[tab].title != name:
                yield f"TAB RENAMED: {tab} is {self.tabs[tab].title!r}, staff named it {name!r}"


def twin_of(cell: Cell) -> Cell:
    """A deleted column that staff put back in the moment of its return stands there twice: theirs is the other one."""
    tab, key, column = cell
    declared = table(tab).by_key.get(column)
    return (tab, key, f"«{declared.title}»" if declared else column)
