"""What waits for somebody, line by line, each with the row that it is about. Only people whose consent holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sheets_schema.tables import table
from sync.rules.evidence_of_work import in_pairs
from sync.rules.figures import PairCourse, ToDo
from sync.rules.lines import MENTEE
from sync.rules.monitoring.course import Meeting, name_of
from sync.rules.monitoring.influence import still_missing
from sync.rules.numerals import Noun, counted
from sync.rules.progress import Progress

WEEKS = Noun("неделю", "недели", "недель")
IDLE, NEVER, FEWER = "Давно не встречались", "Ещё не встречались", "Встреч меньше, чем договорились"
ODD_DATE, NO_FEEDBACK, NO_MARKS = "Проверьте дату встречи", "Нет обратной связи", "Нет оценки"


def lists(progress: Progress, courses: Iterable[PairCourse], held: dict[str, list[Meeting]]) -> Iterator[ToDo]:
    named = [course for course in courses if course.mentee and course.mentor]
    yield from idle(progress, named)
    yield from never_met(named)
    yield from behind(named)
    yield from odd_dates(progress, held)
    yield from without_feedback(progress)
    yield from without_marks(progress)


def idle(progress: Progress, courses: Iterable[PairCourse]) -> Iterator[ToDo]:
    """The longest without a meeting first."""
    least = progress.world.programme.indicators.idle_weeks
    found = [course for course in courses if course.idle is not None and course.idle >= least]
    for course in sorted(found, key=lambda course: (-(course.idle or 0), course.key)):
        yield of_pair(IDLE, course, f"без встреч {counted(course.idle or 0, WEEKS)}")


def never_met(courses: Iterable[PairCourse]) -> Iterator[ToDo]:
    for course in courses:
        if not course.held and not course.finished:
            yield of_pair(NEVER, course, "пара утверждена, отчётов о встречах нет")


def behind(courses: Iterable[PairCourse]) -> Iterator[ToDo]:
    for course in courses:
        if course.held and not course.finished and course.held < (course.agreed or 0):
            yield of_pair(FEWER, course, f"{course.held} из {course.agreed}")


def of_pair(name: str, course: PairCourse, detail: str) -> ToDo:
    return ToDo(name, course.key, f"{course.mentee} — {course.mentor}", table("pairs").title, detail)


def odd_dates(progress: Progress, held: dict[str, list[Meeting]]) -> Iterator[ToDo]:
    for pair, of_pair_ in held.items():
        names = [name_of(progress, pair, side) for side in (0, 1)]
        for meeting in of_pair_:
            if meeting.day is None and all(names):
                yield ToDo(
                    ODD_DATE, meeting.key, " — ".join(names), table("meetings").title, "дата пустая или не этого года"
                )


def without_feedback(progress: Progress) -> Iterator[ToDo]:
    """Of everyone in a pair, once the survey is open or anybody has answered it."""
    answered = progress.who_answered("feedback")
    if answered or any(form.key == "feedback" and form.open for form in progress.world.forms):
        for code in sorted(in_pairs(progress) - answered):
            if progress.gates[code].open:
                yield of_person(progress, NO_FEEDBACK, code, "анкета «Обратная связь»")


def without_marks(progress: Progress) -> Iterator[ToDo]:
    for (role, wave), codes in still_missing(progress).items():
        for code in codes:
            yield of_person(progress, NO_MARKS, code, f"{role}, {wave}", mentee=role == MENTEE)


def of_person(progress: Progress, name: str, code: str, detail: str, *, mentee: bool | None = None) -> ToDo:
    """Leads to the line of a base; of the base where the person stands, unless the part is told."""
    of_mentees = code in progress.mentees if mentee is None else mentee
    tab = "mentees" if of_mentees else "mentors"
    base = progress.mentees if of_mentees else progress.mentors
    who = base[code].text("full_name") if code in base else ""
    return ToDo(name, code, who, table(tab).title, detail)
