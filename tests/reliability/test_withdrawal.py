"""A consent is withdrawn between any two calls of a sync: whoever's withdrawal could be read when the listing of the
consents began is written about no more; a later one takes effect at the next sync. Judged by every word that went over
the wire, not by the books alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any

import pytest
import requests

from sheets_schema.tables import BOOKS
from sync.demo import staff
from sync.remote.session import GOOGLE_HOSTS
from sync.rules.mask import NO_CONSENT
from sync.rules.pair_states import CLOSED
from sync.run import synchronise
from tests.reliability.town import Town, open_town
from tests.reliability.wire import Go, Moment, Wire, fair
from tests.rules import paper
from tests.rules.paper import NO, YES
from tests.system.office import TODAY

NAME, BORN = "Отзывалова Ульяна", "2011-03-02"
SECRETS = ("+79001112233", "мечта девочки", "запрос девочки")
MOTHER = "Хранителева Нина"
WHO = {"full_name": NAME, "birth_date": BORN, "school_class": "9А"}
OWN, GUARDIAN = "consent_participant", "consent_guardian"
CONSENTS = {
    OWN: {**WHO, "decision": YES},
    GUARDIAN: {
        **dict(paper.guardian_consent(1, NAME, BORN).values),
        **WHO,
        "guardian_name": MOTHER,
        "decision": YES,
    },
}
APPLICATION = {
    **dict(paper.mentee(1, NAME, BORN, "9А").values),
    "pupil_contact": "+79001112233",
    "pupil_goal": "мечта девочки",
    "pupil_interests": "запрос девочки",
}
OTHERS = (
    ("mentor_application", dict(paper.mentor(2, "Остаёв Роман", "2000-01-01").values)),
    (OWN, dict(paper.own_consent(3, "Остаёв Роман", "2000-01-01").values)),
    ("mentee_application", dict(paper.mentee(4, "Другова Яна", "2014-01-01").values)),
    (GUARDIAN, dict(paper.guardian_consent(5, "Другова Яна", "2014-01-01").values)),
)
KINDS = {OWN: "своё", GUARDIAN: "законного представителя"}
HIDDEN = frozenset(f"{book.key}.memory" for book in BOOKS)
# Where the name and the class of somebody without consent may stand: the lines that say what is missing.
WAITING = frozenset({"consents", "panel", "attention"})
TABS = {table.sheet_id: table.key for book in BOOKS for table in book.tables}


@dataclass(frozen=True)
class School:
    """A school before the sync in question: the server's file, and the pupil's responses by form."""

    stored: bytes
    responses: dict[str, str]


@cache
def school(pupil: str) -> School:
    """``paired``: she stands in the base and in a pair, and has changed her application. ``new``: nobody knows her."""
    with open_town() as town:
        for form, given in OTHERS:
            town.submit(form, given)
        responses = applied(town) if pupil == "paired" else {}
        town.sync()
        staff.hold_interviews(town.staff("sidorova"), town.book_id("bases"), TODAY)
        town.sync(wants_pairs=True)
        staff.decide_on_pairs(town.staff("kravets"), town.book_id("programme"))
        town.sync()
        town.later(hours=1)
        if pupil == "paired":
            changed = {**APPLICATION, "pupil_goal": "новая мечта девочки"}
            town.revise("mentee_application", responses["mentee_application"], changed)
        else:
            responses = applied(town)
        town.later(minutes=1)
        return School(town.state.db.serialize(), responses)


def applied(town: Town) -> dict[str, str]:
    forms = {"mentee_application": APPLICATION, **CONSENTS}
    return {form: town.submit(form, given) for form, given in forms.items()}


@dataclass(frozen=True)
class Withdrawal:
    """The consent of that form is taken back before the ``nth`` call, by the same response or by a new one."""

    form: str
    how: str
    nth: int = 0

    def happen(self, town: Town, responses: dict[str, str]) -> None:
        said = {**CONSENTS[self.form], "decision": NO}
        if self.how == "edited":
            town.revise(self.form, responses[self.form], said)
        else:
            town.submit(self.form, said)


@dataclass
class Tape(Wire):
    """A wire that keeps what was sent to be written: the tab and every text of it."""

    written: list[tuple[str, str]] = field(default_factory=list)

    def send(self, request: requests.PreparedRequest, **options: object) -> requests.Response:
        if (request.url or "").partition("?")[0].endswith(":batchUpdate"):
            for item in json.loads(request.body or b"{}")["requests"]:
                self.written += [(tab_of(item), text) for text in texts_of(item)]
        return super().send(request, **options)


def tab_of(request: Any) -> str:
    """Which tab a request is about; a tab of nobody's ("") may name no one."""
    ids = [value for key, value in pairs_of(request) if key == "sheetId"]
    return TABS.get(ids[0], "") if ids else ""


def pairs_of(content: Any) -> Iterator[tuple[str, Any]]:
    for key, value in content.items() if isinstance(content, dict) else enumerate(content):
        yield str(key), value
        if isinstance(value, (dict, list)):
            yield from pairs_of(value)


def texts_of(content: Any) -> Iterator[str]:
    return (value for _, value in pairs_of(content) if isinstance(value, str))


def sync_on_tape(town: Town, weather=fair) -> Tape:
    job = town.job()
    tape = Tape(town.dispatch, weather)
    for host in GOOGLE_HOSTS:
        job.apis.session.mount(host, tape)
    synchronise(job, lambda _plan: None)
    return tape


def names_her(texts: Iterable[tuple[str, str]], withdrawn: str) -> list[tuple[str, str]]:
    """What is said of her beyond the lines that tell what is missing; masked values wait in the hidden tab.

    Her mother stands in «Согласия» as the one who consented, while it is not she who withdrew.
    """
    return [
        (tab, text)
        for tab, text in texts
        if tab not in HIDDEN
        and (
            any(secret in text for secret in SECRETS)
            or (NAME in text and tab not in WAITING)
            or (MOTHER in text and (tab != "consents" or withdrawn == GUARDIAN))
        )
    ]


@cache
def undisturbed(pupil: str) -> tuple[int, int]:
    """How many calls the sync makes, and which of them begins to list the consents."""
    with open_town(1, school(pupil).stored) as town:
        tape = sync_on_tape(town)
        assert {"mentees", "monitoring"} & {tab for tab, _ in names_her(tape.written, OWN)}, (
            "there was nothing to write about her"
        )
        listed = [call.path.split("/")[-2] for call in tape.calls if call.path.endswith("/responses")]
        assert set(listed[-2:]) == {town.form_id(OWN), town.form_id(GUARDIAN)}, "the consents are listed last"
        return len(tape.calls), len(listed) - 1


WAYS = [Withdrawal(*way) for way in product((OWN, GUARDIAN), ("edited", "new"))]


@pytest.mark.parametrize("pupil", ["paired", "new"])
def test_a_consent_withdrawn_between_any_two_calls_of_a_sync(pupil: str, figure):
    told: Counter[str] = Counter()
    calls, began = undisturbed(pupil)
    for way, nth in product(WAYS, range(1, calls + 2)):
        withdrawal = Withdrawal(way.form, way.how, nth)
        with open_town(1, school(pupil).stored) as town:
            town.later(hours=2)
            tape = sync_while(town, withdrawal, school(pupil).responses)
            said = names_her(tape.written, way.form)
            at_once = not said
            assert at_once or nth > began, (withdrawal, said)
            told["at once" if at_once else "at the next sync"] += 1
            told["texts"] += len(tape.written)
            following = sync_on_tape(town)
            assert names_her(following.written, way.form) == [], withdrawal
            assert sync_on_tape(town).written == [], withdrawal
            is_out_of_view(town, withdrawal)
    figure(
        f"{calls} calls, withdrawn before and after each in {len(WAYS)} ways: {told['at once']} took effect at once, "
        f"{told['at the next sync']} at the next sync; in {told['texts']} written texts 0 of whoever had withdrawn"
    )


def sync_while(town: Town, withdrawal: Withdrawal, responses: dict[str, str]) -> Tape:
    """A sync during which it happens, or right after which, when it makes fewer calls."""
    happened: list[int] = []

    def weather(moment: Moment, go: Go) -> requests.Response:
        if moment.number == withdrawal.nth:
            withdrawal.happen(town, responses)
            happened.append(moment.number)
        return go()

    tape = sync_on_tape(town, weather)
    if not happened:
        withdrawal.happen(town, responses)
    return tape


def is_out_of_view(town: Town, withdrawal: Withdrawal) -> None:
    shown = town.shown()
    (line,) = [row for row in shown["personal/consents"] if row["full_name"] == NAME]
    assert line["state"] == "отказ"
    texts = [(tab.partition("/")[2], text) for tab, rows in shown.items() for row in rows for text in row.values()]
    assert names_her(texts, withdrawal.form) == [], withdrawal
    for row in shown["bases/mentees"]:
        assert row["code"] != line["code"] or row["consent"] == NO_CONSENT
    for row in shown["programme/pairs"]:
        assert line["code"] not in row["pair"] or row["state"] == CLOSED
    events = [row["event"] for row in shown["personal/consent_log"] if is_of(row, line["code"], withdrawal.form)]
    assert events[-1] == "отказ", (withdrawal, events)


def is_of(row: dict[str, str], code: str, form: str) -> bool:
    return row["code"] == code and row["kind"] == KINDS[form]
