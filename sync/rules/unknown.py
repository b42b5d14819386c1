"""Answers to questions that no questionnaire of ours has: someone added one to the form by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from sync.rules.plan import Issue
from sync.rules.typed_word import typed_word
from sync.rules.world import World

IGNORE = "не учитывать"


def unknown_answers(world: World, choices: Mapping[str, str]) -> Iterator[Issue]:
    """One line for each such question, with how many answered it: the answers stay in the form.

    A question that a questionnaire of ours asked once is no stranger, nor is one that staff want to hear no more of.
    """
    known = {form.key: form.asked | ignored_questions(world, form.key, choices) for form in world.forms}
    counts = Counter((answer.questionnaire, question) for answer in world.answers for question in answer.unknown)
    for (key, question), count in sorted(counts.items()):
        if question not in known.get(key, ()):
            yield Issue(
                key=question_of(key, question),
                what="В форме есть вопрос, которого нет в анкете программы",
                where=world.by_key[key].title,
                now=f"ответов: {count}",
                advice=f"Уберите вопрос из формы (ответы на него видны только в ней) и впишите «{IGNORE}»",
            )


def question_of(form: str, question: str) -> str:
    return f"question-{form}-{question}"


def ignored_questions(world: World, form: str, choices: Mapping[str, str]) -> frozenset[str]:
    """The strange questions of a form that staff have settled, now or before."""
    asked_about = {question for answer in world.answers if answer.questionnaire == form for question in answer.unknown}
    return frozenset(q for q in asked_about if typed_word(choices.get(question_of(form, q), "")) == IGNORE)
