"""The year of a made-up school's programme, stage by stage as its road map has it, from an empty folder on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from secrets import token_urlsafe

from sync.demo.clock import SchoolYear, ServerClock
from sync.demo.crowd import Crowd, made_up_crowd
from sync.demo.ending import sum_up
from sync.demo.gathering import gather_mentees, gather_mentors, prepare
from sync.demo.joining import make_pairs, train_mentors
from sync.demo.phone import plain_browser
from sync.demo.scene import Say, Scene
from sync.demo.school import found_school
from sync.demo.working import work_together
from sync.folder import Folder, KnownFiles
from sync.local_server import server_process
from sync.paper_files import made_papers
from sync.papers import OF_A_YEAR, Asked, make_papers
from sync.programme import load_programme
from sync.reading import Job, known_files, read_books
from sync.reports import PUBLIC, STAFF, write_page
from sync.rules.plan import Plan

LAST_STAGE = 7
FEAST, HALL = "5 июня, 15:00", "актовый зал школы"


@dataclass(frozen=True)
class School:
    """Whose year is told: the last one that was over by ``today``. ``crowd`` are others than made-up people."""

    today: date
    people: int
    seed: int
    crowd: Crowd | None = None

    @property
    def year(self) -> SchoolYear:
        return SchoolYear.before(self.today)

    def people_of_it(self) -> Crowd:
        return self.crowd or made_up_crowd(self.people, self.seed, self.year.day(9, 1), self.today)


@dataclass(frozen=True)
class Ended:
    """How the story ended: what the coordinator would want to see, and the pairs as they stand in the sheet."""

    job: Job
    known: KnownFiles
    plan: Plan
    pairs: tuple[tuple[str, str, str, str], ...]  # mentee, mentor, state, why
    answers: int
    papers: tuple[Path, ...] = ()


def tell_story(path: Path, school: School, say: Say, until: int = LAST_STAGE) -> Ended:
    """The school's year up to the stage ``until``. Raises AlreadyThere when the folder has a programme."""
    year, crowd = school.year, school.people_of_it()
    found_school(path, year.day(9, 1), school.today.replace(month=12, day=31))
    folder, programme, key = Folder(path), load_programme(path), token_urlsafe(16)
    with server_process(programme, folder, key), plain_browser() as phone:
        clock = ServerClock(programme.address, key, phone)
        scene = Scene(programme, folder, say, year, clock, phone)
        say(f"{programme.school}, {programme.year} учебный год. Желающих участвовать — {len(crowd)}.")
        for stage in stages(crowd)[:until]:
            stage(scene)
        scene.run()
        last = scene.run()
        nothing = "записывать нечего" if not last.outcome.written else f"записано книг: {len(last.outcome.written)}"
        scene.tell("", f"Ещё одна синхронизация, когда нового нет: {nothing}.", last)
        say(f"Заполнено анкет на страницах (по HTTP, как с телефона): {scene.answers}.")
        job = scene.job()
        known = known_files(job)
        papers = papers_of(job) if until == LAST_STAGE else ()
        plan = last.outcome.plan
        write_page(job, plan.monitoring, path / STAFF)
        write_page(job, plan.monitoring, path / PUBLIC, public=True)
        return Ended(job, known, plan, pairs_of(job, known), scene.answers, papers)


def stages(crowd: Crowd) -> tuple[Callable[[Scene], None], ...]:
    """The seven of the road map."""
    return (
        prepare,
        lambda scene: gather_mentees(scene, crowd),
        lambda scene: gather_mentors(scene, crowd),
        train_mentors,
        make_pairs,
        work_together,
        sum_up,
    )


def papers_of(job: Job) -> tuple[Path, ...]:
    """Everything that a school would print in the course of the year, the orders of then among it."""
    make_papers(job, OF_A_YEAR, Asked(when=FEAST, where=HALL))
    return tuple(made_papers(job.folder))


def pairs_of(job: Job, known: KnownFiles) -> tuple[tuple[str, str, str, str], ...]:
    sheet = read_books(job, known)["programme"].sheets["pairs"]
    columns = ("mentee_name", "mentor_name", "state", "why")
    records = [row.to_record() for row in sheet.rows]
    return tuple((*(record.text(column) for column in columns),) for record in records)  # type: ignore[misc]
