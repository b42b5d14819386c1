"""A person as pairing sees them: what their row of the base says, taken apart once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from forms.normalise import class_number, folded_letters, name_key, without_dots
from sheets_schema.record import Record
from sync.programme import TEACHERS
from sync.rules.own_words import resembled
from sync.rules.pairing_rules import PairingRules
from sync.rules.typed_word import typed_word

SHORTEST_WORD = 4  # letters: shorter words of one's interests say nothing


@dataclass(frozen=True)
class Portrait:
    """``topics`` are asked for by a mentee and offered by a mentor; ``added`` and ``removed`` are what staff changed
    in them. ``sounds_like`` are other topics that the person's own words resemble: a guess, and only told as one."""

    code: str
    surname: str
    form: str
    year: int | None
    topics: tuple[str, ...]
    subjects: tuple[str, ...]
    times: tuple[str, ...]
    format: str
    interests: frozenset[str]
    wished_age: str
    experience: str
    added: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    sounds_like: tuple[str, ...] = field(default=(), compare=False)

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
    sounds = resembled(record.text("goal"), rules.words)
    return portrait(
        record,
        record.text("school_class"),
        topics,
        added=change.added - {*asked},
        removed=change.removed & {*asked},
        sounds_like=tuple(topic for topic in sounds if topic not in topics and topic not in change.removed),
    )


def portrait_of_mentor(record: Record, rules: PairingRules) -> Portrait:
    topics = tuple(topics_in(record.text("competences"), rules))
    sounds = resembled(f"{record.text('achievements')} {record.text('motivation')}", rules.words)
    return portrait(record, record.text("place"), topics, sounds_like=tuple(t for t in sounds if t not in topics))


def portrait(
    record: Record,
    place: str,
    topics: tuple[str, ...],
    *,
    added: frozenset[str] = frozenset(),
    removed: frozenset[str] = frozenset(),
    sounds_like: tuple[str, ...] = (),
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
        wished_age=record.text("wished_age").strip(),
        experience=record.text("experience").strip(),
        added=added,
        removed=removed,
        sounds_like=sounds_like,
    )


def parts(record: Record, column: str) -> list[str]:
    """The several choices of one cell."""
    return choices_in(record.text(column))


def choices_in(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def topics_in(text: str, rules: PairingRules) -> list[str]:
    """The topics that a cell names, each once; what is none of the list is a topic of the school's own."""
    return list(dict.fromkeys(topic_named(part, rules.words) for part in choices_in(text)))


def topic_named(text: str, known: Mapping[str, tuple[str, ...]]) -> str:
    """The topic of the list that a person names by its title or by one of its words, else what they wrote."""
    said = typed_word(text)
    by_title = next((topic for topic in known if typed_word(topic) == said), "")
    letters = folded_letters(text)
    by_word = (topic for topic, names in known.items() if any(folded_letters(name) in letters for name in names))
    return by_title or next(by_word, text)


def words(text: str) -> frozenset[str]:
    cleaned = "".join(letter if letter.isalpha() else " " for letter in without_dots(text.lower()))
    return frozenset(word for word in cleaned.split() if len(word) >= SHORTEST_WORD)
