"""Answers to questions that no questionnaire of ours has: someone added one to the form by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sync.rules.plan import Issue
from sync.rules.world import World


def unknown_answers(world: World) -> Iterator[Issue]:
    """One line for each such question, with how many answered it: the answers stay in the form."""
    counts = Counter((answer.questionnaire, question) for answer in world.answers for question in answer.unknown)
    for (key, question), count in sorted(counts.items()):
        yield Issue(
            key=f"question-{key}-{question}",
            what="В форме есть вопрос, которого нет в анкете программы",
            where=world.by_key[key].title,
            now=f"ответов: {count}",
            advice="Уберите вопрос из формы: ответы на него видны только в самой форме",
        )
