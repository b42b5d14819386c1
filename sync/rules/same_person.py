"""Which answers are one person's: by what is remembered of the responses, by name and day of birth, by class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from forms.answer import Answer
from forms.normalise import name_key, tidy
from sheets_schema.cells import fingerprint
from sheets_schema.kind import to_date
from sync.rules.codes import code_from
from sync.rules.typed_word import typed_word

SAME, APART = "один человек", "разные люди"
CLOSE = 0.75  # «Алёна» and «Олёна» are closer than that, «Мария» and «Дарья» are not


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is kept of a person: marks of name and birth date (``who``, ``earlier``) and of responses, no name.

    ``name`` is read from «Согласия». ``codes`` are those of persons who turned out to be this one, ``apart`` says
    that staff told them from their namesake, ``birth_date`` is kept while the consent holds.
    """

    who: str = ""
    earlier: tuple[str, ...] = ()
    responses: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    apart: bool = False
    birth_date: str = ""
    name: str = ""

    @property
    def whos(self) -> frozenset[str]:
        return frozenset({self.who, *self.earlier} - {""})


@dataclass(eq=False)
class Part:
    """Answers of one person, the oldest first. ``codes`` are the codes that they lead to, in the same order."""

    answers: list[Answer] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    whos: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    apart: bool = False

    def may_be(self, other: Part) -> bool:
        """Whether the classes do not speak against it, nor the staff. Of two whom the books know as two every class
        counts: one that they share may have come with an answer that staff said was of the one and not of the other.
        """
        are_two = bool(self.codes and other.codes)
        if are_two and (self.apart or other.apart):
            return False
        if not self.classes or not other.classes:
            return True
        return self.classes == other.classes if are_two else bool(self.classes & other.classes)

    def absorb(self, other: Part) -> None:
        self.answers += other.answers
        self.codes += [code for code in other.codes if code not in self.codes]
        self.whos |= other.whos
        self.classes |= other.classes
        self.apart = self.apart or other.apart


@lru_cache(maxsize=100_000)  # every answer is asked several times whose it is
def who_is(name: str, birth_date: str) -> str:
    """One mark for one person: a name and a day of birth, however they were typed."""
    day = to_date(birth_date)
    return fingerprint(f"{name_key(name)}|{day or tidy(birth_date)}")


def who_answered(answer: Answer) -> str:
    return who_is(answer.text("full_name"), answer.text("birth_date"))


def parts_of(
    answers: Iterable[tuple[Answer, str]], code_of: Mapping[str, str], remembered: Mapping[str, Remembered]
) -> list[Part]:
    """People as sets of answers. ``answers`` come with the class that each names, the oldest first."""
    parts: list[Part] = []
    by_code: dict[str, Part] = {}
    for answer, school_class in answers:
        code = home_of(answer, code_of, remembered)
        part = by_code.get(code, Part())
        if not part.answers:
            parts.append(part)
        if code and code not in by_code:
            by_code[code] = part
            part.codes, part.whos, part.apart = [code], set(remembered[code].whos), remembered[code].apart
        part.answers.append(answer)
        part.whos.add(who_answered(answer))
        part.classes |= {school_class} - {""}
    return united(parts)


def home_of(answer: Answer, code_of: Mapping[str, str], remembered: Mapping[str, Remembered]) -> str:
    """The code that this response led to before, unless it was edited to be another person's."""
    code = code_of.get(fingerprint(answer.response_id), "")
    return code if code and is_still(remembered[code], answer) else ""


def is_still(person: Remembered, answer: Answer) -> bool:
    """The same name and birth date as ever, or one of the two corrected: a typo, another surname, a wrong day.

    A brother's name with the brother's birth date is another person, and so is a twin's.
    """
    if who_answered(answer) in person.whos:
        return True
    name = answer.text("full_name")
    if not person.name:
        return False
    same_day = who_is(person.name, answer.text("birth_date")) in person.whos
    return name_key(name) == name_key(person.name) or (same_day and same_given_name(name, person.name))


def same_given_name(left: str, right: str) -> bool:
    ours, theirs = name_key(left).split(" "), name_key(right).split(" ")
    if set(ours) == set(theirs):
        return True
    return min(len(ours), len(theirs)) > 1 and SequenceMatcher(None, ours[1], theirs[1]).ratio() > CLOSE


def united(parts: list[Part]) -> list[Part]:
    """Parts that share a name and birth date made one, in the order of their oldest answers."""
    kept = joined(parts)
    return kept if len(kept) == len(parts) else united(kept)


def joined(parts: Iterable[Part]) -> list[Part]:
    kept: list[Part] = []
    by_who: dict[str, list[Part]] = {}
    for part in parts:
        namesakes = [other for who in sorted(part.whos) for other in by_who.get(who, ())]
        same = next((other for other in namesakes if other.may_be(part)), part)
        if same is part:
            kept.append(part)
        else:
            same.absorb(part)
        for who in sorted(part.whos):
            by_who.setdefault(who, []).append(same)
    return kept


def recognised(parts: Iterable[Part], remembered: Mapping[str, Remembered]) -> list[Part]:
    """Answers that lead to no code get that of an absent person of this name. What is remembered of that person may
    show that other answers are theirs too."""
    parts = list(parts)
    taken = codes_taken(parts, remembered)
    free = [code for code in sorted(remembered) if code not in taken]
    for part in parts:
        absent = [code for code in free if not part.codes and remembered[code].whos & part.whos]
        if len(absent) == 1:
            free.remove(absent[0])
            part.codes.append(absent[0])
            part.whos |= remembered[absent[0]].whos
    kept = united(parts)
    return kept if len(kept) == len(parts) else recognised(kept, remembered)


def give_codes(parts: Iterable[Part], remembered: Mapping[str, Remembered]) -> None:
    """Answers that lead to no code get one from the oldest response."""
    parts = list(parts)
    taken = codes_taken(parts, remembered) | set(remembered)
    for part in parts:
        if not part.codes:
            part.codes.append(code_from(part.answers[0].response_id, taken))
            taken.add(part.codes[0])


def codes_taken(parts: Iterable[Part], remembered: Mapping[str, Remembered]) -> set[str]:
    """The codes that answers lead to, and those of persons who turned out to be another."""
    former = {code for person in remembered.values() for code in person.codes}
    return former | {code for part in parts for code in part.codes}


def settled(parts: Iterable[Part], choices: Mapping[str, str]) -> list[Part]:
    """The parts after what staff said of namesakes."""
    kept = list(parts)
    for first, part in namesakes(kept):
        choice = typed_word(choices.get(f"namesakes-{part.codes[0]}", ""))
        if choice == SAME:
            first.absorb(part)
            kept.remove(part)
        part.apart = part.apart or choice == APART
    return kept


def namesakes(parts: Iterable[Part]) -> list[tuple[Part, Part]]:
    """Who has the name and birth date of someone before."""
    first_of: dict[str, Part] = {}
    found = []
    for part in parts:
        first = next((first_of[who] for who in sorted(part.whos) if who in first_of), None)
        if first:
            found.append((first, part))
        for who in sorted(part.whos):
            first_of.setdefault(who, part)
    return found
