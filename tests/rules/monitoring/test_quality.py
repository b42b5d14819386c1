"""The curator's score and the words about the programme, which staff go on writing in."""

from __future__ import annotations

import pytest

from sync.rules.monitoring.quality import level
from tests.rules.monitoring.small_school import figures, opinion, synced
from tests.rules.paper import rows, typed, with_rows

WORDS = {"strengths": "Дружный коллектив\n— Опытные наставники", "threats": "Мало времени"}


@pytest.mark.parametrize(
    ("points", "word"),
    [
        (18, "оптимальный"),
        (15, "оптимальный"),
        (14.5, "допустимый"),
        (9, "допустимый"),
        (8.5, "недопустимый"),
        (0, "недопустимый"),
    ],
)
def test_a_level_begins_where_its_points_do(points, word):
    assert level(points) == word


def test_several_answers_are_shown_each_and_together_by_their_median():
    books = synced([opinion(1, 16), opinion(2, 13), opinion(3, None)])
    lines = [line for line in rows(books, "scores") if line.text("section") in ("Ответы", "Итог")]
    assert [(line.get("value"), line.text("comment")) for line in lines] == [
        (16, "уровень оптимальный"),
        (13, "уровень допустимый"),
        (None, "ответ неполный"),
        (14.5, "уровень допустимый"),
    ]
    first, last = (line for line in rows(books, "scores") if line.text("name")[:2] in ("1.", "9."))
    assert [first.get(key) for key in ("none", "partly", "fully")] == [0, 0, 3]
    assert [last.get(key) for key in ("none", "partly", "fully")] == [2, 0, 0]


def test_a_mark_outside_the_scale_makes_the_answer_incomplete():
    books = synced([opinion(1, 16)])
    books = typed(books, "quality", rows(books, "quality")[0].key, q1=5)
    quality = figures([opinion(1, 16)], books).quality
    assert (quality.scores[0].total, quality.total, quality.level) == (None, None, "")


def test_every_line_of_an_answer_becomes_a_line_of_its_own():
    books = synced([opinion(1, 16, **WORDS)])
    assert [(line.text("aspect"), line.text("words")) for line in rows(books, "swot")] == [
        ("сильная сторона", "Дружный коллектив"),
        ("сильная сторона", "Опытные наставники"),
        ("угроза", "Мало времени"),
    ]


def test_what_staff_make_of_the_words_stays_and_is_what_the_figures_tell():
    answers = [opinion(1, 16, **WORDS)]
    books = synced(answers)
    first, second, third = rows(books, "swot")
    books = typed(books, "swot", first.key, words="Сильная команда", aspect="возможность")
    books = typed(books, "swot", third.key, words=None)
    own = {"aspect": "слабая сторона", "words": "Нет кабинета"}
    books = with_rows(books, "swot", lambda found: [*found, type(found[0])(9, "", own)])
    books = synced(answers, books)
    swot = figures(answers, books).quality.swot
    assert (swot.strengths, swot.weaknesses) == ((second.text("words"),), ("Нет кабинета",))
    assert (swot.opportunities, swot.threats) == (("Сильная команда",), ())


def test_a_line_that_staff_deleted_stays_deleted_and_nobody_is_asked():
    answers = [opinion(1, 16, **WORDS)]
    books = synced(answers)
    books = with_rows(books, "swot", lambda found: found[1:])
    books = synced(answers, books)
    assert len(rows(books, "swot")) == 2
    assert rows(books, "attention") == []
    assert len(rows(synced([*answers, opinion(2, 10, weaknesses="Поздно начали")], books), "swot")) == 3
