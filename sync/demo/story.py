"""The story of a made-up school's programme, from empty folder to approved pairs."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import local

from forms.load import load_questionnaires, load_with_own
from forms.questionnaire import Questionnaire
from sync.demo import staff
from sync.demo.people import Sent, make_school
from sync.demo.phone import answer_form, plain_browser
from sync.demo.school import found_school
from sync.folder import Folder, KnownFiles
from sync.local_server import server_process
from sync.programme import Programme, load_programme
from sync.remote.apis import apis_over
from sync.remote.sheets_api import SheetsApi
from sync.remote.sign_in import open_session
from sync.rules.plan import Plan
from sync.run import Job, Outcome, allowed_calls, read_books, synchronise
from sync.setup import allowed_calls as allowed_set_up
from sync.setup import set_up

PHONES = 4
Say = Callable[[str], None]
Crowd = list[list[Sent]]  # what each person sends, in order


@dataclass(frozen=True)
class Ended:
    """How the story ended: what the coordinator would want to see, and the pairs as they stand in the sheet."""

    job: Job
    known: KnownFiles
    plan: Plan
    pairs: tuple[tuple[str, str, str, str], ...]  # mentee, mentor, state, why
    answers: int


@dataclass(frozen=True)
class Stage:
    """What every step of the story needs."""

    programme: Programme
    folder: Folder
    say: Say

    def job(self) -> Job:
        return Job(
            self.programme,
            self.folder,
            apis_over(open_session(self.programme, self.folder)),
            load_with_own(self.folder.questionnaires),
        )

    def sheets_of(self, position: str) -> SheetsApi:
        """The sheets as someone of the staff reaches them, with their own key."""
        person = next(person for person in self.programme.staff if person.position == position)
        return SheetsApi(open_session(self.programme, self.folder, person.email))


def made_up_crowd(people: int, seed: int) -> Crowd:
    residents = make_school(people, seed, load_questionnaires(), datetime.now(UTC).date())
    return [resident.sent for resident in residents]


def tell_story(path: Path, crowd: Crowd, say: Say) -> Ended:
    """Everything, from an empty folder on. Raises AlreadyThere when the folder has a programme."""
    found_school(path, datetime.now(UTC).date())
    folder = Folder(path)
    programme = load_programme(path)
    with server_process(programme, folder):
        stage = Stage(programme, folder, say)
        say(f"{programme.school}: желающих участвовать в программе наставничества — {len(crowd)}.")
        known = begin(stage)
        sent = sum(map(len, crowd))
        send_all(stage.job().filled(), known, crowd)
        say(f"Заполнено на страницах анкет: {sent} (по HTTP, как с телефона).")
        run_sync(stage, "Синхронизация")
        work(stage, known)
        run_sync(stage, "Синхронизация после работы сотрудников")
        run_sync(stage, "Подбор пар", wants_pairs=True)
        staff.decide_on_pairs(stage.sheets_of("методист"), known.books["programme"].id)
        say("Методист решил о парах: утвердил, одну закрепил, одну отклонил.")
        run_sync(stage, "Синхронизация после решений")
        last = run_sync(stage, "Ещё одна, когда нового нет")
        return Ended(stage.job(), known, last.plan, pairs_of(stage.job(), known), sent)


def begin(stage: Stage) -> KnownFiles:
    job = stage.job()
    known = set_up(job.programme, job.folder, job.apis, job.questionnaires, lambda _kind, _title: None)
    made = sum(job.apis.session.calls.values())
    allowed = allowed_set_up(job.programme, len(job.questionnaires))
    stage.say(
        f"Созданы анкеты ({len(known.forms)}) и таблицы ({len(known.books)}): обращений {made}, предел {allowed}."
    )
    return known


def send_all(questionnaires: tuple[Questionnaire, ...], known: KnownFiles, crowd: Crowd) -> None:
    """Everyone answers, some at the same time; each person's own answers go one after another."""
    by_key = {item.key: item for item in questionnaires}
    threads = local()

    def answer(own: list[Sent]) -> None:
        if not hasattr(threads, "browser"):
            threads.browser = plain_browser()
        for sent in own:
            answer_form(threads.browser, address_of(known, sent), by_key[sent.form], sent.given)

    with ThreadPoolExecutor(PHONES) as phones:
        list(phones.map(answer, crowd))


def address_of(known: KnownFiles, sent: Sent) -> str:
    return known.forms[sent.form].address


def run_sync(stage: Stage, what: str, wants_pairs: bool = False) -> Outcome:
    job = replace(stage.job(), wants_pairs=wants_pairs)
    outcome = synchronise(job, lambda _plan: None)
    made, allowed = sum(job.apis.session.calls.values()), allowed_calls(outcome)
    written = f"записано книг: {len(outcome.written)}" if outcome.written else "записывать нечего"
    stage.say(f"{what}: {written}; обращений {made}, предел {allowed}.")
    return outcome


def work(stage: Stage, known: KnownFiles) -> None:
    psychologist = stage.sheets_of("педагог-психолог")
    bases = known.books["bases"].id
    staff.tidy_the_base(psychologist, bases)
    staff.hold_interviews(psychologist, bases, datetime.now(UTC).date())
    stage.say(
        "Психолог отсортировал базу, исправил телефон, вставил свой столбец и записал собеседования: "
        "всё это на месте и после синхронизации."
    )


def pairs_of(job: Job, known: KnownFiles) -> tuple[tuple[str, str, str, str], ...]:
    sheet = read_books(job, known)["programme"].sheets["pairs"]
    columns = ("mentee_name", "mentor_name", "state", "why")
    records = [row.to_record() for row in sheet.rows]
    return tuple((*(record.text(column) for column in columns),) for record in records)  # type: ignore[misc]
