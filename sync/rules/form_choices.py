"""Choices from the bases: which people and pairs a form offers now, by code and first name.

Only those whose consent holds: mentors who are ready, mentees of the base, pairs that were approved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from forms.normalise import tidy
from forms.offered import offered
from forms.question import MENTEES, MENTORS, NOBODY_YET, PAIRS
from forms.questionnaire import Questionnaire
from sheets_schema.cells import fingerprint
from sheets_schema.record import Record
from sync.rules.codes import read_code
from sync.rules.drafts import Drafts
from sync.rules.memory import FORM
from sync.rules.pair_rows import Pair
from sync.rules.pair_states import DECIDED
from sync.rules.plan import FormChange
from sync.rules.world import World

LONGEST_NAME = 40
BETWEEN = " — "

Choices = Mapping[str, tuple[str, ...]]


def form_choices(world: World, drafts: Drafts, pairs: Iterable[Pair]) -> dict[str, dict[str, tuple[str, ...]]]:
    """What every question that takes its options from the bases should offer, by form and question."""
    choices = choices_from(drafts, pairs)
    found = {}
    for questionnaire in world.questionnaires:
        chosen = any(question.source for question in questionnaire.questions)
        asked = [question for question in shown(world, questionnaire).questions if question.source] if chosen else []
        if asked:
            found[questionnaire.key] = {question.key: choices[question.source] for question in asked}
    return found


def shown(world: World, questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire as its form has it."""
    return offered(questionnaire, world.programme.mentoring_forms)


def choices_from(drafts: Drafts, pairs: Iterable[Pair]) -> dict[str, tuple[str, ...]]:
    mentees = {code: option(code, row) for code, row in drafts.mentees.may.items()}
    mentors = {code: option(code, row) for code, row in drafts.mentors.may.items()}
    together = [
        f"{mentees[pair.mentee]}{BETWEEN}{mentors[pair.mentor]}"
        for pair in pairs
        if pair.state in DECIDED and pair.mentee in mentees and pair.mentor in mentors
    ]
    return {
        MENTEES: in_order(mentees.values()),
        MENTORS: in_order(text for code, text in mentors.items() if code in drafts.ready),
        PAIRS: in_order(together),
    }


def option(code: str, row: Record) -> str:
    """«КОД Имя»: never a surname, where the name is written as forms ask for it."""
    words = tidy(row.text("full_name")).split()
    return " ".join([code, *words[1:2]])[:LONGEST_NAME]


def in_order(texts: Iterable[str]) -> tuple[str, ...]:
    """By first name: that is what people look for."""
    return tuple(sorted(set(texts), key=lambda text: (text.partition(" ")[2].casefold(), text))) or (NOBODY_YET,)


def codes_in(text: str) -> tuple[str, ...]:
    """The codes of an option that somebody chose: one, the two of a pair (mentee, mentor), or none."""
    firsts = [part.split()[:1] for part in text.split(BETWEEN)]
    return tuple(code for first in firsts if first and (code := read_code(first[0])))


# What a form was last told


def changed_forms(world: World, choices: Mapping[str, Choices]) -> Iterator[FormChange]:
    """The forms that offer something else, or of which that is not known."""
    for form in world.forms:
        wanted = choices.get(form.key, {})
        known = world.memory["programme"].get(f"{FORM}:{form.key}", {}).get("choices", {})
        if (
            wanted
            and (form.unsettled or marks(wanted) != known)
            and is_built(shown(world, world.by_key[form.key]), form.ids.items)
        ):
            yield FormChange(form.key, form.title, wanted)


def is_built(questionnaire: Questionnaire, items: Mapping[str, str]) -> bool:
    """Whether set-up has brought the questions to a form whose ids Google chose: without an id nothing can be told."""
    return not items or questionnaire.by_key.keys() <= items.keys()


def marks(choices: Choices) -> dict[str, str]:
    """No names in the hidden tab: a fingerprint of the options of each question."""
    return {key: fingerprint("\n".join(texts)) for key, texts in choices.items()}


def with_marks(
    entries: Mapping[str, dict[str, object]], choices: Mapping[str, Choices]
) -> dict[str, dict[str, object]]:
    """The registry of the forms, with what each offers."""
    told = {f"{FORM}:{key}": {"choices": marks(wanted)} for key, wanted in choices.items()}
    return {key: {**entry, **told.get(key, {})} for key, entry in entries.items()}
