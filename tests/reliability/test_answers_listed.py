"""However a form lists its answers, the books come out the same: shuffled, in many pages, with equal times at the turn
of a page, with answers that arrive, change and go between two pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import product
from random import Random
from typing import Any

import pytest

from sync.demo import staff
from sync.reading import collect, known_files
from sync.remote import forms_api
from tests.reliability.mid_year import mid_year
from tests.reliability.town import CORE, Town, open_town
from tests.reliability.wire import Go, Moment
from tests.rules import paper
from tests.rules.paper import YES

BORN = "1990-05-01"
MANY = 5_003


def application(name: str, contact: str) -> dict[str, Any]:
    return {**dict(paper.mentor(1, name, BORN).values), "contact": contact}


def consent(name: str) -> dict[str, Any]:
    return {"full_name": name, "birth_date": BORN, "school_class": "учитель", "decision": YES}


def shown_after(settings: dict[str, Any], page: int, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(forms_api, "PAGE", page)
    with open_town(1, mid_year(), **settings) as town:
        town.sync()
        assert town.sync().written == ()
        return town.shown()


def test_order_and_pages_and_the_meaning_of_a_filter_change_nothing(monkeypatch, figure):
    """The tool asks for every answer each time: what a filter of times means to Google is nothing to it."""
    usual = shown_after({}, forms_api.PAGE, monkeypatch)
    ways = list(product((1, 2, 7), (False, True), ("createTime", "lastSubmittedTime")))
    for page, shuffled, meaning in ways:
        settings = {"shuffleResponses": shuffled, "timestampFilter": meaning}
        assert shown_after(settings, page, monkeypatch) == usual, (page, settings)
    figure(f"{len(ways)} ways to list the same answers (most of one moment), pages of 1, 2 and 7: the same books")


@pytest.mark.parametrize("shuffled", [False, True])
def test_more_answers_than_one_page_holds_are_all_read_once(shuffled: bool, figure):
    """All of one moment, so that equal times stand on both sides of the turn of the page."""
    with open_town(1, shuffleResponses=shuffled) as town:
        sent = {town.submit("mentor_application", application("Громов Олег", str(number))) for number in range(MANY)}
        job = town.job()
        form = next(item for item in CORE if item.key == "mentor_application")
        listed = [answer["responseId"] for answer in collect(job, known_files(job), [form])[form.key]]
        assert Counter(listed) == Counter(sent)
        assert job.apis.session.calls["forms.responses"] == 2
    figure(f"{MANY} answers of one moment in 2 pages, {'shuffled' if shuffled else 'in order'}: each read once")


def test_answers_that_come_change_and_go_between_two_pages(monkeypatch, runs: Callable[[int], range], figure):
    """Whatever a listing under way has missed, the next one finds; nobody is read twice, no row is doubled."""
    monkeypatch.setattr(forms_api, "PAGE", 2)
    acts: Counter[str] = Counter()
    for seed in runs(30):
        with open_town(seed, shuffleResponses=bool(seed % 2)) as town:
            between = BetweenPages(town, Random(seed), acts)  # noqa: S311 - a test's chance must repeat
            town.sync_in(between)
            town.later(hours=1)
            town.sync()
            assert town.sync().written == (), seed
            rows = town.shown()["bases/mentors"]
            assert Counter((row["full_name"], row["contact"]) for row in rows) == between.expected(), seed
    told = dict(sorted(acts.items()))
    figure(f"{acts.total()} answers sent, changed or deleted between two pages {told}: 0 lost, 0 doubled")


class BetweenPages:
    """People at work while their answers are being listed; ``there`` are the applications by name."""

    # The response of each application, and the telephone number in it.
    there: dict[str, tuple[str, str]]

    def __init__(self, town: Town, chance: Random, acts: Counter[str]) -> None:
        self.town, self.chance, self.acts = town, chance, acts
        self.there = {}
        for _ in range(6):
            self.send()

    def __call__(self, moment: Moment, go: Go) -> Any:
        if moment.path.endswith("/responses") and self.chance.random() < 0.6:
            self.town.later(seconds=1)
            self.chance.choice([self.send, self.change, self.delete])()
        return go()

    def send(self) -> None:
        name, contact = f"Новиков {'абвгдежзиклмнопрстуфхцчшщэюя'[len(self.there)]}", f"+7900{self.chance.random()}"
        self.there[name] = (self.town.submit("mentor_application", application(name, contact)), contact)
        self.town.submit("consent_participant", consent(name))
        self.acts["sent"] += 1

    def change(self) -> None:
        name = self.chance.choice(sorted(self.there))
        contact = f"+7911{self.chance.random()}"
        response, _ = self.there[name]
        self.town.revise("mentor_application", response, application(name, contact))
        self.there[name] = (response, contact)
        self.acts["changed"] += 1

    def delete(self) -> None:
        """A second application of the same person, gone again before anybody could miss it."""
        name = self.chance.choice(sorted(self.there))
        response = self.town.submit("mentor_application", application(name, "скоро исчезнет"))
        self.town.withdraw_answer("mentor_application", response)
        self.acts["deleted"] += 1

    def expected(self) -> Counter[tuple[str, str]]:
        return Counter((name, contact) for name, (_, contact) in self.there.items())


def test_an_answer_deleted_in_the_form_takes_no_row_with_it_and_is_listed(figure):
    with open_town(1) as town:
        sent = {name: sign_up(town, name) for name in ("Громов Олег", "Седова Анна", "Титов Яков")}
        town.sync()
        before = town.shown()["bases/mentors"]
        town.withdraw_answer("mentor_application", sent["Громов Олег"][0])
        town.withdraw_answer("consent_participant", sent["Седова Анна"][1])
        town.sync()
        assert town.shown()["bases/mentors"] == before
        listed = {row["who"] for row in town.shown()["bases/attention"]}
        assert {name for name in sent if any(name in who for who in listed)} == {"Громов Олег", "Седова Анна"}
        assert town.sync().written == ()
        keep(town, "mentors")
        town.sync()
        assert town.sync().written == ()
        assert {row["who"] for row in town.shown()["bases/attention"]} == {"Седова Анна, 10А"}
        assert town.shown()["bases/mentors"] == before
    figure("an application and a consent deleted in Forms: 0 rows lost, both listed, one settled by «оставить»")


def keep(town: Town, tab: str) -> None:
    """Staff answer what is asked about a row of this tab."""
    sheet = staff.read(town.staff("sidorova"), "bases", town.book_id("bases")).sheets["attention"]
    (line,) = [row for row in sheet.rows if row.key.startswith(tab)]
    answer = staff.typed(sheet, line.index, sheet.columns["choice"], "Оставить.")
    staff.write(town.staff("sidorova"), town.book_id("bases"), [answer])


def sign_up(town: Town, name: str) -> tuple[str, str]:
    applied = town.submit("mentor_application", application(name, f"телефон: {name}"))
    return applied, town.submit("consent_participant", consent(name))
