"""What a well-formed questionnaire may still have wrong: what Google Forms would refuse, or people trip over.

Refusals of Google's: newlines in a title or option, equal options, branching elsewhere than on a single choice,
a scale that does not go from 0 or 1 to 2…10
(https://developers.google.com/workspace/forms/api/reference/rest/v1/forms).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from forms.errors import Fault, Problem
from forms.meanings import meanings_of
from forms.question import SUBMIT, Asked, Question
from forms.questionnaire import APPLICATIONS, DECISIONS, ON_CONSENT, Purpose, Questionnaire, Section

WORDS = frozenset({"school", "address", "head", "programme", "year", "until"})
BRACED = re.compile(r"\{(\w+)\}")
BY_BIRTH = ("full_name", "birth_date")
BY_CODE = ("code", "full_name")
# The questions that say whose an answer is.
WHOSE = {
    **dict.fromkeys(APPLICATIONS | ON_CONSENT, BY_BIRTH),
    **dict.fromkeys((Purpose.ASSESSMENT, Purpose.WISHES, Purpose.FEEDBACK), BY_CODE),
    **dict.fromkeys((Purpose.FINAL_MEETING, Purpose.SATISFACTION), BY_CODE),
    Purpose.THIRD_PARTY: ("full_name",),
    Purpose.MEETING: ("pair", "date"),
}
BRANCHING = frozenset({Asked.ONE, Asked.LIST})


def faults_of(file: str, questionnaire: Questionnaire) -> Iterator[Problem]:
    if not questionnaire.questions:
        yield Problem(file, "", Fault.NO_QUESTIONS)
    yield from text_faults(file, "title", questionnaire.title)
    keys = [section.key for section in questionnaire.sections]
    keys += [question.key for question in questionnaire.questions]
    for key in repeated(keys):
        yield Problem(file, key, Fault.EQUAL_KEYS, key)
    for text in questionnaire.texts():
        for word in BRACED.findall(text):
            if word not in WORDS:
                yield Problem(file, "", Fault.UNKNOWN_WORD, word)
    sections = [section.key for section in questionnaire.sections]
    for place, section in enumerate(questionnaire.sections):
        yield from section_faults(file, section, sections[place + 1 :], sections)
    for key, words in meanings_of(questionnaire.purpose).items():
        if question := questionnaire.by_key.get(key):
            yield from meaning_faults(file, question, words)


def lacks_of(file: str, questionnaire: Questionnaire) -> Iterator[Problem]:
    """What the rules need of a questionnaire of this purpose: whose answer it is, and what it decides."""
    meanings = meanings_of(questionnaire.purpose)
    for key in (*WHOSE.get(questionnaire.purpose, ()), *meanings):
        if key not in questionnaire.by_key:
            yield Problem(file, "", Fault.QUESTION_NEEDED, key)
    if questionnaire.purpose in DECISIONS and (question := questionnaire.by_key.get("decision")):
        offered = {question.meaning(option.text) for option in question.options}
        for word in meanings["decision"]:
            if word not in offered:
                yield Problem(file, question.key, Fault.ANSWER_NEEDED, word)


def repeated(texts: Iterable[str]) -> list[str]:
    return [text for text, count in Counter(texts).items() if count > 1]


def text_faults(file: str, where: str, text: str) -> Iterator[Problem]:
    if "\n" in text or "\r" in text:
        yield Problem(file, where, Fault.NEWLINE, text.partition("\n")[0])
    if not text.strip():
        yield Problem(file, where, Fault.EMPTY_TEXT)


def section_faults(file: str, section: Section, later: list[str], known: list[str]) -> Iterator[Problem]:
    if "\n" in section.title:
        yield Problem(file, section.key, Fault.NEWLINE, section.title.partition("\n")[0])
    if section.next:
        yield from goto_faults(file, section.key, section.next, later, known)
        if find_router(section) is None:
            yield Problem(file, section.key, Fault.NO_ROUTE, section.next)
    for question in section.questions:
        yield from question_faults(file, question, later, known)


def question_faults(file: str, question: Question, later: list[str], known: list[str]) -> Iterator[Problem]:
    yield from text_faults(file, question.key, question.title)
    for option in question.options:
        yield from text_faults(file, question.key, option.text)
    for text in repeated(option.text.strip() for option in question.options):
        yield Problem(file, question.key, Fault.EQUAL_OPTIONS, text)
    yield from wording_faults(file, question)
    if question.reverse and question.asked is not Asked.SCALE:
        yield Problem(file, question.key, Fault.NOT_A_SCALE, question.asked)
    if question.asked is Asked.SCALE and not (question.low in (0, 1) and 2 <= question.high <= 10):
        yield Problem(file, question.key, Fault.WRONG_SCALE, f"{question.low}–{question.high}")
    branches = [option.goto for option in question.options if option.goto]
    if branches and question.asked not in BRANCHING:
        yield Problem(file, question.key, Fault.CANNOT_BRANCH, question.asked)
    for goto in branches:
        yield from goto_faults(file, question.key, goto, later, known)


def wording_faults(file: str, question: Question) -> Iterator[Problem]:
    """A former wording must belong to one option, and no longer be offered itself."""
    offered = {option.text for option in question.options}
    before = [text for texts in question.was.values() for text in texts]
    for text in question.was.keys() - offered:
        yield Problem(file, question.key, Fault.UNKNOWN_OPTION, text)
    for text in repeated(before):
        yield Problem(file, question.key, Fault.EQUAL_OPTIONS, text)
    for text in sorted(offered.intersection(before)):
        yield Problem(file, question.key, Fault.STILL_OFFERED, text)


def meaning_faults(file: str, question: Question, words: tuple[str, ...]) -> Iterator[Problem]:
    """The rules act on what these options mean, so each must say it."""
    for option in question.options:
        if option.text not in question.means:
            yield Problem(file, question.key, Fault.NO_MEANING, option.text)
    for word in question.means.values():
        if word not in words:
            yield Problem(file, question.key, Fault.UNKNOWN_MEANING, word)


def goto_faults(file: str, where: str, goto: str, later: list[str], known: list[str]) -> Iterator[Problem]:
    if goto != SUBMIT and goto not in known:
        yield Problem(file, where, Fault.UNKNOWN_SECTION, goto)
    elif goto != SUBMIT and goto not in later:
        yield Problem(file, where, Fault.BACKWARD, goto)


def find_router(section: Section) -> Question | None:
    """The question that carries the section's ``next``: Google lets only options of a single choice lead on.

    It must be required, or an unanswered one would fall through to the section below.
    """
    able = [q for q in section.questions if q.asked in BRANCHING and q.required]
    return able[-1] if able else None
