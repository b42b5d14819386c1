"""What a person takes back: by the form for it, or on paper, entered by staff. All consents at once, or one of them.

Taking back the processing takes back everything. A withdrawal ends what was given before it, so a consent given anew
later counts (docs/decisions/0019-terms-of-consent.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from forms.answer import Answer
from forms.meanings import PROCESSING, PUBLISHING, REUSING
from forms.questionnaire import DECISIONS, Purpose
from sheets_schema.cells import fingerprint
from sheets_schema.kind import canonical
from sync.rules.consent_words import Consent, Given, Paper, paper_day
from sync.rules.typed_word import typed_word
from sync.rules.world import World

NAMES: Mapping[str, frozenset[Purpose]] = {
    PROCESSING: frozenset(DECISIONS),
    PUBLISHING: frozenset({Purpose.PUBLICATION}),
    REUSING: frozenset({Purpose.REUSE}),
}


@dataclass(frozen=True, slots=True)
class Withdrawals:
    """Everything that one person takes back: the words by the consent that they end.

    ``unclear`` is an answer with an option that nobody can read; ``slip`` the cell for a withdrawal on paper and
    ``slip_names`` what it takes back; ``unread_slip``: there is something in that cell, and it is no day.
    """

    words: Mapping[Purpose, tuple[Consent, ...]] = field(default_factory=dict)
    unclear: Answer | None = None
    slip: Paper = field(default_factory=Paper)
    slip_names: frozenset[Purpose] = frozenset()
    unread_slip: bool = False

    @property
    def unread(self) -> frozenset[str]:
        return frozenset({fingerprint(self.unclear.response_id)} if self.unclear else ())

    def slip_for(self, kind: Purpose) -> Paper:
        """The cell as far as it is about this consent."""
        return self.slip if kind in self.slip_names or not self.slip.found else Paper(found=True)


def withdrawals_of(world: World, answers: Iterable[Answer], slip: Paper, what: str) -> Withdrawals:
    """``answers`` are the person's, of any form; ``what`` is what staff chose beside the day on paper."""
    ours = [answer for answer in answers if world.questionnaire(answer).purpose is Purpose.WITHDRAWAL]
    day, names = paper_day(world, slip.value), names_on_paper(what)
    words = [(said_in(world, answer), names_in(world, answer)) for answer in ours]
    if day:
        # Of a paper only the day is known: nothing that was given on it may outlive it.
        moment = datetime.combine(day, time.max, world.programme.zone)
        words.append((Consent(Given.WITHDRAWN, moment, day), names))
    found = {kind: tuple(word for word, named in words if kind in named) for kind in DECISIONS}
    unclear = [answer for answer in ours if not is_clear(world, answer)]
    return Withdrawals(
        words={kind: said for kind, said in found.items() if said},
        unclear=max(unclear, key=lambda answer: answer.submitted, default=None),
        slip=slip,
        slip_names=names,
        unread_slip=day is None and canonical(slip.value).strip() != "",
    )


def names_on_paper(what: str) -> frozenset[Purpose]:
    """Several may be named in one cell; what says nothing that is known takes back everything."""
    typed = typed_word(what)
    named = [kinds for word, kinds in NAMES.items() if word in typed]
    return frozenset().union(*named) or NAMES[PROCESSING]


def said_in(world: World, answer: Answer) -> Consent:
    day = answer.submitted.astimezone(world.programme.zone).date()
    return Consent(Given.WITHDRAWN, answer.submitted, day, fingerprint(answer.response_id), answer)


def names_in(world: World, answer: Answer) -> frozenset[Purpose]:
    """Which consents this withdrawal ends, by what its options mean."""
    question = world.questionnaire(answer).by_key["what"]
    meanings = [question.meaning(text) for text in answer.values.get("what", ())]
    return frozenset().union(*(NAMES.get(meaning, frozenset()) for meaning in meanings))


def is_clear(world: World, answer: Answer) -> bool:
    question = world.questionnaire(answer).by_key["what"]
    return all(question.meaning(text) in NAMES for text in answer.values.get("what", ()))
