"""What staff change in a mentee's topics once they read what adults told: never without a person's hand."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from sheets_schema.record import Record
from sheets_schema.tables.told import THIRD_PARTY
from sync.rules.pairing_rules import PairingRules
from sync.rules.plan import Issue
from sync.rules.portrait import TopicChange, choices_in, topic_named

ADD, DROP = "add_topics", "drop_topics"


def topic_changes(cards: Mapping[str, Record], rules: PairingRules) -> dict[str, TopicChange]:
    """By mentee. What one card adds and another takes away is taken away."""
    added: dict[str, set[str]] = {}
    removed: dict[str, set[str]] = {}
    for _, card in sorted(cards.items()):
        code = card.text("code")
        added.setdefault(code, set()).update(topics_said(card, ADD, rules))
        removed.setdefault(code, set()).update(topics_said(card, DROP, rules))
    return {
        code: TopicChange(frozenset(added[code] - removed[code]), frozenset(removed[code]))
        for code in added
        if code and (added[code] or removed[code])
    }


def topics_said(card: Record, column: str, rules: PairingRules) -> list[str]:
    named = [topic_named(part, rules) for part in choices_in(card.text(column))]
    return [topic for topic in named if topic in rules.words]


def unclear_topics(cards: Mapping[str, Record], rules: PairingRules, people: Container[str]) -> Iterator[Issue]:
    for key, card in sorted(cards.items()):
        for column in (ADD, DROP):
            strange = [part for part in choices_in(card.text(column)) if topic_named(part, rules) not in rules.words]
            if strange and card.text("code") in people:
                yield Issue(
                    key=f"topics-{key}-{column}",
                    what="Непонятно, какую тему изменить",
                    who=card.text("full_name") or card.text("code"),
                    where=f"{THIRD_PARTY.title}: {THIRD_PARTY.by_key[column].title}",
                    now="; ".join(strange),
                    advice="Впишите тему, как она названа на вкладке «Правила подбора»; несколько — через «;»",
                )
