"""A person as pairing sees them: what their row of the base says, taken apart once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from forms.normalise import class_number, name_key, without_dots
from sheets_schema.record import Record
from sync.programme import TEACHERS
from sync.rules.own_words import topics_named
from sync.rules.pairing_rules import PairingRules
from sync.rules.typed_word import typed_word

SHORTEST_WORD = 4  # letters: shorter words of one's interests say nothing


@dataclass(frozen=True)
class Portrait:
    """``topics`` are asked for by a mentee and offered by a mentor; ``added`` and ``removed`` are what staff changed
    in them. ``own_words`` is what the person wrote freely."""

    code: str
    surname: str
    form: str
    year: int | None
    topics: tuple[str, ...]
    subjects: tuple[str, ...]
    times: tuple[str, ...]
    format: str
    interests: frozenset[str]
    language: str
    wished_age: str
    experience: str
    added: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    own_words: str = ""

    @cached_property
    def is_teacher(self) -> bool:
        return self.form == TEACHERS


@dataclass(frozen=True)
class TopicChange:
    """What staff add to a mentee's topics or take away, knowing what adults told of them."""

    added: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()


def portrait_of_mentee(record: Record, rules: PairingRules, change: TopicChange = TopicChange()) -> Portrait:
    asked = topics_in(record.text("request"), rules)
    topics = (*(topic for topic in asked if topic not in change.removed), *sorted(change.added - {*asked}))
    return portrait(
        record,
        record.text("school_class"),
        topics,
        added=change.added - {*asked},
        removed=change.removed & {*asked},
        own_words=record.text("goal"),
    )


def portrait_of_mentor(record: Record, rules: PairingRules) -> Portrait:
    topics = tuple(topics_in(record.text("competences"), rules))
    own_words = f"{record.text('achievements')} {record.text('motivation')}"
    return portrait(record, record.text("place"), topics, own_words=own_words)


def portrait(
    record: Record,
    place: str,
    topics: tuple[str, ...],
    *,
    added: frozenset[str] = frozenset(),
    removed: frozenset[str] = frozenset(),
    own_words: str = "",
) -> Portrait:
    form = record.text("mentoring_form")
    return Portrait(
        code=record.key,
        surname=name_key(record.text("full_name")).partition(" ")[0],
        form=form,
        year=None if form == TEACHERS else class_number(place),
        topics=topics,
        subjects=tuple(parts(record, "subjects")),
        times=tuple(parts(record, "times")),
        format=record.text("meeting_format").strip(),
        interests=words(record.text("interests")),
        language=typed_word(record.text("language")),
        wished_age=record.text("wished_age").strip(),
        experience=record.text("experience").strip(),
        added=added,
        removed=removed,
        own_words=own_words,
    )


def parts(record: Record, column: str) -> list[str]:
    """The several choices of one cell."""
    return choices_in(record.text(column))


def choices_in(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def topics_in(text: str, rules: PairingRules) -> list[str]:
    """The topics that a cell names, each once; what is none of the list is a topic of the school's own."""
    return list(dict.fromkeys(topic_named(part, rules) for part in choices_in(text)))


def topic_named(text: str, rules: PairingRules) -> str:
    """The topic of the list that a person names by its title or by one of its words, else what they wrote."""
    if by_title := rules.by_title.get(typed_word(text)):
        return by_title
    return next(iter(topics_named(text, rules.words)), text)


def words(text: str) -> frozenset[str]:
    cleaned = "".join(letter if letter.isalpha() else " " for letter in without_dots(text.lower()))
    return frozenset(word for word in cleaned.split() if len(word) >= SHORTEST_WORD)
