"""The links beside a participant's name: what a coordinator copies into a letter."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from sync.rules.decide import decide
from sync.rules.world import FormStanding
from tests.rules.paper import (
    NO,
    guardian_consent,
    mentee,
    mentor,
    own_consent,
    questionnaires,
    row,
    rows,
    synced,
    typed,
    world,
)

CHILD, BORN = "Королёва Алёна Сергеевна", "2013-05-01"
MENTOR, MENTOR_BORN = "Громов Олег Юрьевич", "1990-05-01"
ANSWERS = [
    mentee(1, CHILD, BORN),
    guardian_consent(2, CHILD, BORN),
    mentor(3, MENTOR, MENTOR_BORN),
    own_consent(4, MENTOR, MENTOR_BORN),
]


def forms(*opened: str) -> tuple[FormStanding, ...]:
    return tuple(
        FormStanding(item.key, item.title, f"https://forms.example/{item.key}", open=item.key in opened)
        for item in questionnaires()
    )


def links(books, tab: str) -> list[str]:
    return [line.rpartition(": https")[0] for line in row(books, tab).text("links").splitlines()]


def test_everybody_has_the_open_surveys_of_their_own_part_with_the_code_in_them():
    books = synced(ANSWERS, forms=forms("wishes", "meeting", "mentee_application", "quality"))
    assert links(books, "mentees") == ["Пожелания после общей встречи"]
    assert sorted(links(books, "mentors")) == ["Встреча пары", "Пожелания после общей встречи"]
    (line,) = row(books, "mentees").text("links").splitlines()
    asked = dict(parse_qsl(urlsplit(line.partition(": ")[2]).query))
    assert row(books, "mentees").key in asked.values()


def test_a_survey_that_is_closed_leaves_the_column_at_the_next_sync():
    books = synced(ANSWERS, forms=forms("wishes"))
    books = synced(ANSWERS, books, forms=forms())
    assert [line.text("links") for line in rows(books, "mentees")] == [""]
    assert not decide(world(ANSWERS, books, forms=forms()))


def test_who_withdrew_is_asked_nothing():
    books = synced(ANSWERS, forms=forms("wishes"))
    withdrawn = [*ANSWERS, own_consent(9, MENTOR, MENTOR_BORN, decision=NO)]
    books = synced(withdrawn, books, forms=forms("wishes"))
    assert [line.text("links") for line in rows(books, "mentors")] == [""]


def test_a_link_that_somebody_spoilt_is_put_right():
    books = synced(ANSWERS, forms=forms("wishes"))
    right = row(books, "mentees").text("links")
    books = typed(books, "mentees", row(books, "mentees").key, links="https://forms.example/")
    assert row(synced(ANSWERS, books, forms=forms("wishes")), "mentees").text("links") == right
