"""What staff did to the sheets, in the order in which they did it: told by what a person saw before and after.

The history knows nothing of how the machine merges. Whatever staff did is known by looking at the tab just before and
just after: a text that is new was put there by them, a text that is gone was taken away by them, a row that is gone was
removed. Rows are known by the code that they show, columns by what stands in them, never by their places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sheets_schema.owner import Owner
from tests.reliability.people import GUARDIAN, OWN, Families, Resident
from tests.reliability.seen import Seen

Row = tuple[str, str]
Cell = tuple[str, str, str]
PEN = "✎"  # begins every text that staff made up, so that none is an answer or the machine's
HIDDEN = "нет действующего согласия"
PAPERS = {"own_paper": OWN, "guardian_paper": GUARDIAN}
BACK, DROPPED, LISTED, EITHER = "вернуть", "удалить окончательно", "", "?"


@dataclass
class History:
    """All that the checker may hold the machine to.

    ``claims``: the texts that staff put into a cell, "" when they emptied it. ``soft``: a text that staff put there
    and that was this person's answer anyway: it may stay or give way. ``overtyped``: what staff typed into a cell
    that is the machine's. ``loose``: texts in rows without a code, headers and notes. ``gone``: rows that staff
    removed, and what they decided about that since; ``buried`` is what was claimed of such a row, ``shelved`` what
    was soft in rows with one code. ``since``: when a claim was made. ``taken`` and ``kept``: the answers that staff
    preferred to a claim, or not; ``settled``: on which tab they said of whom that a row may stay as it is;
    ``said_of_rows``: the rows of which they said something that no synchronisation has read yet: of one that they
    remove only after that, the machine cannot know which came first. ``swept``: what stood in a column that staff
    removed, or was taken out of a cell while a synchronisation was unfinished, and was not put there by them; taking
    that back makes none of it their word; ``swept_notes``: what was loose on a tab that they removed. ``adrift``:
    what they typed into a tab while its column of codes was gone: nothing told then whose row it was. ``unfinished``:
    a synchronisation is at work or was cut short, and the next one begins by putting right what it left.
    """

    families: Families
    claims: dict[Cell, set[str]] = field(default_factory=dict)
    since: dict[Cell, int] = field(default_factory=dict)
    soft: dict[Cell, set[str]] = field(default_factory=dict)
    overtyped: dict[Cell, set[str]] = field(default_factory=dict)
    loose: set[tuple[str, str]] = field(default_factory=set)
    gone: dict[Row, str] = field(default_factory=dict)
    buried: dict[Row, dict[str, set[str]]] = field(default_factory=dict)
    shelved: dict[Row, dict[str, set[str]]] = field(default_factory=dict)
    doubled: set[Row] = field(default_factory=set)
    taken: dict[Cell, str] = field(default_factory=dict)
    kept: dict[Cell, str] = field(default_factory=dict)
    settled: set[tuple[str, str]] = field(default_factory=set)
    said_of_rows: set[Row] = field(default_factory=set)
    swept: dict[Cell, set[str]] = field(default_factory=dict)
    swept_notes: set[tuple[str, str]] = field(default_factory=set)
    adrift: set[tuple[str, str]] = field(default_factory=set)
    titles: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    tab_names: dict[str, str] = field(default_factory=dict)
    tab_copies: dict[tuple[str, int], tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)
    seen_before: set[Row] = field(default_factory=set)
    unfinished: bool = False
    words: int = 0
    story: list[str] = field(default_factory=list)

    def word(self) -> str:
        """A text that nobody wrote before."""
        self.words += 1
        return f"{PEN}{self.words}"

    def person(self, code: str) -> Resident | None:
        """Whose code this is, as far as any tab has shown it."""
        numbers = [number for number, known in self.codes.items() if known == code]
        return self.families.residents[numbers[0]] if numbers else None

    def learn(self, tabs: Mapping[str, Seen]) -> None:
        self.learn_codes(tabs)
        self.let_questions_go(tabs.get("attention"))

    def learn_codes(self, tabs: Mapping[str, Seen]) -> None:
        """Who has which code: «Согласия» shows both, and both are the machine's there; else the bases do."""
        names = {resident.name: resident.number for resident in self.families.residents}
        for tab in (tabs[name] for name in ("consents", "mentees", "mentors") if name in tabs):
            for code in tab.rows:
                shown = {row.get("full_name", "") for row in tab.places(code)} & names.keys()
                if shown and not code.startswith(PEN):
                    self.codes.setdefault(names[min(shown)], code)

    def let_questions_go(self, shown: Seen | None, unanswered: bool = False) -> None:
        """A question that went is over: asked again, it is another one. ``unanswered``: only what nobody had answered
        yet, for an answer may have to come back when a synchronisation has died."""
        asked = shown.rows if shown and shown.key_place is not None and shown.has_header else None
        for cell in [cell for cell in self.claims if cell[0] == "attention" and asked is not None]:
            answered = unanswered and self.claims.get((*cell[:2], "choice"), set()) - {""} and not self.is_moot(cell[1])
            if cell[1] not in asked and not cell[1].startswith(PEN) and not answered:
                del self.claims[cell]

    def is_moot(self, question: str) -> bool:
        """Whether it asked about answers that were all gone, and there are some again."""
        _, _, about = question.partition("-")
        person = self.person(about.removesuffix("-gone")) if about.endswith("-gone") else None
        return person is not None and person.newest is not None

    # What an action did

    def note(self, tab: str, before: Seen | None, after: Seen | None) -> None:
        """Staff did something on this tab: what it looked like just before and just after."""
        unseen = before and before.rows.keys() - set(self.codes.values())
        self.learn_codes({tab: before} if before and unseen else {})
        if before is None or after is None:
            self.tab_gone_or_back(tab, before, after)
            return
        self.seen_before |= {(tab, key) for key in before.rows}
        for key in before.rows.keys() - after.rows.keys():
            self.bury(tab, key)
        for key in after.rows.keys() - before.rows.keys():
            self.unbury(tab, key, after)
        for key in before.rows.keys() & after.rows.keys():
            grown = len(after.rows[key]) > len(before.rows[key])
            if grown:
                self.doubled.add((tab, key))
                self.mistrust_papers(tab, key)
            # A row that gets this code shows what it showed before: that was not typed now.
            stood = {text for text in before.texts if not text.startswith(PEN)}
            self.compare(tab, key, before, after, {"", *stood} if grown else set())
        if any((tab, text) not in self.loose for text in before.loose - after.loose):
            # Whoever types over what the machine had put into a note's place takes the place of the note.
            self.loose -= {(where, text) for where, text in self.loose if where == tab and text not in before.texts}
        self.loose -= {(tab, text) for text in before.loose - after.loose}
        if after.key_place is not None:
            self.loose |= {(tab, text) for text in after.loose - before.loose}
        elif before.key_place is None:
            self.adrift |= {(tab, text) for text in after.loose - before.loose}

    def tab_gone_or_back(self, tab: str, before: Seen | None, after: Seen | None) -> None:
        for key in before.rows if before else ():
            self.bury(tab, key)
        for key in after.rows if after else ():
            self.unbury(tab, key, after)
        if before:
            self.tab_names.pop(tab, None)
            self.swept_notes = {note for note in self.swept_notes if note[0] != tab}
            self.swept_notes |= {note for note in self.loose if note[0] == tab}
            self.loose -= self.swept_notes
        if after:
            self.loose |= self.swept_notes & {(tab, text) for text in after.loose}

    def bury(self, tab: str, key: str) -> None:
        """Staff removed the row, or overwrote its code."""
        claims = {cell[2]: self.claims.pop(cell) for cell in list(self.claims) if cell[:2] == (tab, key)}
        if (tab, key) in self.doubled:
            self.shelved[tab, key] = {cell[2]: texts for cell, texts in self.soft.items() if cell[:2] == (tab, key)}
        for kept in (self.soft, self.overtyped, self.taken):
            for cell in [cell for cell in kept if cell[:2] == (tab, key)]:
                del kept[cell]
        self.doubled.discard((tab, key))
        self.claims.pop(("attention", f"{tab}-{key}-row", "choice"), None)  # removed again, it is asked about anew
        for row in self.said_of_rows if tab == "attention" else ():
            if row in self.gone and key == f"{row[0]}-{row[1]}-row":  # their word went before anybody read it
                self.gone[row] = EITHER
        for cell in [cell for cell in self.taken if tab == "attention" and key.startswith("-".join((*cell, "")))]:
            del self.taken[cell]  # with their word on it, unread
        if not key.startswith(PEN):
            self.buried[tab, key] = claims
            self.gone[tab, key] = EITHER if (tab, key) in self.said_of_rows else LISTED
            self.mistrust_papers(tab, key)

    def unbury(self, tab: str, key: str, after: Seen) -> None:
        """A row that was not there before: one that came back with what it had, or one of the staff's own."""
        self.gone.pop((tab, key), None)
        known = self.buried.pop((tab, key), None)
        shelved = self.shelved.pop((tab, key), {})
        if len(after.rows[key]) > 1:
            self.doubled.add((tab, key))
            self.soft.update({(tab, key, column): texts for column, texts in shelved.items()})
        for column in after.columns:
            texts = after.cells[key, column]
            cell = (tab, key, column)
            if known is None and (tab, key) not in self.seen_before:
                self.claims[cell] = self.not_passing(cell, texts - {""})
            elif known and known.get(column, set()) & texts:
                self.claims[cell] = known[column] & texts
            else:
                self.soft[cell] = self.soft.get(cell, set()) | texts | (known or {}).get(column, set())

    def compare(self, tab: str, key: str, before: Seen, after: Seen, unsaid: set[str]) -> None:
        """A row that stood before and stands now. ``unsaid`` came with a second row of this code and was not typed."""
        for column in {*before.columns, *after.columns}:
            cell = (tab, key, column)
            old, new = before.cells.get((key, column), set()), after.cells.get((key, column))
            swept = old - (new or set()) - self.claims.get(cell, set()) - {""}
            if new is None:
                self.forget(cell)
            elif added := new - old - unsaid:
                is_renamed = column not in before.columns and column not in after.table.by_key
                self.claim(cell, self.not_passing(cell, added) if is_renamed else added, new, after)
            elif new - old:
                self.soft[cell] = self.soft.get(cell, set()) | (new - old)
            elif old - new:
                put = self.claims.get(cell, set())
                self.claims[cell] = put & new
                # Of two rows the other may have shown it too, until the machine wrote there amiss.
                self.soft[cell] = self.soft.get(cell, set()) | (put - new if (tab, key) in self.doubled else set())
            if new is None or (swept and self.unfinished):  # it may have stood there in that moment only
                self.swept[cell] = swept
            if column in PAPERS and new != old:
                self.mistrust_papers(tab, key)

    def not_passing(self, cell: Cell, texts: set[str]) -> set[str]:
        """Of what came to be theirs with a row's code or a column's title that they typed over: while the machine is at
        work, or has died, it may have shown the rest in that moment only, and puts it right."""
        passing = {text for text in texts if self.unfinished and not text.startswith(PEN)}
        self.soft[cell] = self.soft.get(cell, set()) | passing
        return texts - passing

    def forget(self, cell: Cell) -> None:
        """The column went, with all that stood in it."""
        for kept in (self.claims, self.soft, self.overtyped, self.taken):
            kept.pop(cell, None)

    def claim(self, cell: Cell, added: set[str], now: set[str], after: Seen) -> None:
        """Staff put these texts into a cell that now shows all of ``now``."""
        tab, key, column = cell
        self.taken.pop(cell, None)
        self.kept.pop(cell, None)
        declared = after.table.by_key.get(column)
        owner = declared.owner if declared and not key.startswith(PEN) else Owner.STAFF
        person, swept = self.person(key), self.swept.pop(cell, set())
        own = person.texts(column) if person and owner is Owner.RESPONDENT else set()
        if owner is Owner.MACHINE:
            # «Требует внимания» shows what staff typed elsewhere: that is no word of theirs there.
            quoted = set().union(*self.claims.values()) if tab == "attention" else set()
            self.overtyped[cell] = added - quoted
            if (tab, key) in self.doubled or self.tells_of_the_gone(tab, key):
                self.soft[cell] = added  # the machine leads no such row
            return
        if owner is Owner.RESPONDENT:
            self.since[cell] = int(self.families.town.time.now)
            brought = swept if (tab, key) in self.doubled or self.unfinished else set()
            self.soft[cell] = (self.soft.get(cell, set()) & now) | (added & (own | brought))
            added = added - swept
            if after.cells.get((key, "consent")) == {HIDDEN}:
                added = added - {""}  # out of view everything is empty: it says nothing of what comes back
        self.claims[cell] = (self.claims.get(cell, set()) & now) | (added - own)

    def tells_of_the_gone(self, tab: str, key: str) -> bool:
        """Whether this is a line about somebody whose row staff removed from the base."""
        rows = {("mentees", code) for code in key.split("-")} | {("mentors", code) for code in key.split("-")}
        return tab in ("readiness", "pairs") and not rows.isdisjoint(self.gone)

    def mistrust_papers(self, tab: str, key: str) -> None:
        """Only staff can say what it means for a consent when its row or the day of its paper is changed by hand."""
        person = self.person(key) if tab == "consents" else None
        if person:
            person.unsure = True

    def put(self, cell: Cell) -> set[str]:
        """What staff put into a cell; where they removed its row since, also what they had put there before, and so in
        a line about somebody whose row they removed: nobody writes into that any more."""
        buried = self.buried.get(cell[:2], {}).get(cell[2], set())
        typed = self.overtyped.get(cell, set()) if self.tells_of_the_gone(*cell[:2]) else set()
        return self.claims.get(cell, set()) | self.soft.get(cell, set()) | buried | typed

    def claims_of(self, tab: str, text: str) -> list[Cell]:
        """The cells into which staff put this text, also where they have given it up for an answer since."""
        put = {**{cell: self.soft.get(cell, set()) for cell in self.taken}, **self.claims}
        return [cell for cell, texts in put.items() if cell[0] == tab and text in texts]

    def is_about(self, cell: Cell, who: str) -> bool:
        """Whether a question that names somebody so is about this row: by the name, its correction or the code."""
        person = self.person(cell[1])
        return who in {cell[1], person.name if person else "", *self.claims.get((*cell[:2], "full_name"), ())}

    # What staff decided, and what the synchronisations did

    def decided_on_row(self, tab: str, key: str, choice: str) -> None:
        """While a mentor stands in no base, nobody asks about their line in the readiness: whoever is brought back may
        get it again."""
        self.said_of_rows.add((tab, key))
        if (tab, choice) == ("mentors", BACK) and self.gone.get(("readiness", key)) == LISTED:
            self.gone["readiness", key] = EITHER
        if (tab, key) in self.gone:
            late = (self.gone[tab, key], choice) == (BACK, DROPPED)  # it may be on its way back already
            self.gone[tab, key] = EITHER if late else choice

    def decided_on_conflict(self, cell: Cell, new: str, takes: bool) -> None:
        """Staff chose the answer, or what stands in the table, where both are shown."""
        if takes:
            self.soft[cell] = self.soft.get(cell, set()) | self.claims.pop(cell, set())
            self.taken[cell] = new
        else:
            self.kept[cell] = new
            self.taken.pop(cell, None)  # they may have thought better of it before anybody read it

    def now(self) -> tuple[int, set[Row]]:
        """The second, and the rows of which staff have said something that was not read yet."""
        return int(self.families.town.time.now), set(self.said_of_rows)

    def synchronised(self, began: int, said_of_rows: set[Row]) -> None:
        """A synchronisation that began at this second went through: whatever consents were said before it, and still
        stand, have been read, and so has what staff had said of rows by then. Whose consent nobody could know, for no
        answer of theirs was there, that one was not."""
        self.said_of_rows -= said_of_rows
        known = (each for each in self.families.residents if each.newest or each.number in self.codes)
        for resident in known:
            for word in resident.words:
                word.synced = word.synced or (not word.deleted and word.moment <= began)

    def applied_again(self, person: Resident) -> None:
        """Whoever applies after every answer was deleted may get a row again: that is for the machine to say."""
        for row in self.gone:
            if row[1] == self.codes.get(person.number):
                self.gone[row] = EITHER

    def forced(self, standing: dict[str, Seen]) -> None:
        """The coordinator says that it shall go on although a tab's rows are gone: they come back, but for those that
        staff wanted gone or are already asked about."""
        asked = standing["attention"].rows if "attention" in standing else {}
        for tab in {tab for tab, _ in self.gone}:
            shown = standing.get(tab)
            ours = (key for key in (shown.rows if shown else ()) if not key.startswith(PEN))
            if not any((tab, key) in self.seen_before for key in ours):
                gone = (row for row in self.gone if row[0] == tab and self.gone[row] != DROPPED)
                self.gone.update({row: BACK for row in gone if f"{tab}-{row[1]}-row" not in asked})
