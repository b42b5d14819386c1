"""What shows how far stages 6 and 7 have got: the pairs' work, and how the year ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sheets_schema.record import Record
from sync.rules.evidence_of_bases import ANSWER, OF_MENTORS, PAIR, SURVEY, assessed, gathering
from sync.rules.lines import MAY, MENTEE, MENTOR
from sync.rules.numerals import Noun, counted
from sync.rules.progress import BETWEEN, Evidence, Progress, filled, says_yes, surveyed
from sync.rules.typed_word import typed_word

MEETING = Noun("встреча", "встречи", "встреч")
TASK = Noun("задание", "задания", "заданий")
CASE = Noun("кейс", "кейса", "кейсов")
GUEST = Noun("гость", "гостя", "гостей")
INDICATORS = tuple(f"q{number}" for number in range(1, 10))
MOST_POINTS = 2 * len(INDICATORS)

# How the option of «Какая это встреча» begins: a school may word the rest of it otherwise.
FIRST, TRIAL, PLANNING, WORKING, LAST = "знаком", "пробн", "планир", "рабоч", "заключ"


# Meetings of the pairs


def first_meeting(progress: Progress) -> Evidence:
    return held(progress, FIRST)


def trial_meeting(progress: Progress) -> Evidence:
    return held(progress, TRIAL)


def last_meeting(progress: Progress) -> Evidence:
    return held(progress, LAST)


def held(progress: Progress, kind: str) -> Evidence:
    """Every pair is to have met for this once."""
    return surveyed(progress.pairs, pairs_that_met(progress, kind), PAIR)


def pairs_that_met(progress: Progress, kind: str) -> frozenset[str]:
    return frozenset(line.text("pair") for line in meetings(progress, kind))


def meetings(progress: Progress, kind: str) -> list[Record]:
    lines = progress.answers("meetings")
    return [line for line in lines if line.text("pair") in progress.pairs and is_kind(line, kind)]


def is_kind(line: Record, kind: str) -> bool:
    return typed_word(line.text("kind")).startswith(kind)


def plans(progress: Progress) -> Evidence:
    tasks = [key for key, line in progress.of_pairs("plans").items() if line.text("task").strip()]
    with_plan = {key.rpartition(BETWEEN)[0] for key in tasks}
    found = surveyed(progress.pairs, with_plan, PAIR)
    talks = len(meetings(progress, PLANNING))
    words = f"{found.words}, {counted(len(tasks), TASK)}, {counted(talks, MEETING)}"
    return Evidence(words, found.begun or bool(talks), found.done)


def regular_meetings(progress: Progress) -> Evidence:
    work = meetings(progress, WORKING)
    minutes = sum(number for line in work if type(number := line.get("minutes")) is int)
    met = pairs_that_met(progress, WORKING)
    finished = met & pairs_that_met(progress, LAST)
    words = f"{counted(len(work), MEETING)}, {minutes // 60} ч; {counted(len(met), PAIR)} из {len(progress.pairs)}"
    return Evidence(words, bool(work), bool(progress.pairs) and finished == progress.pairs.keys())


def feedback(progress: Progress) -> Evidence:
    found = surveyed(in_pairs(progress), progress.who_answered("feedback"), SURVEY)
    asking = [line for line in progress.answers("feedback") if says_yes(line, "needs_curator")]
    helped = filled(asking, "done")
    told = f"; просили куратора: {len(asking)}, помогли: {helped}" if asking else ""
    return Evidence(found.words + told, found.begun, found.done and helped == len(asking))


def in_pairs(progress: Progress) -> frozenset[str]:
    return progress.paired_mentees | progress.paired_mentors


def final_gathering(progress: Progress) -> Evidence:
    came = gathering(progress, "final_came")
    coming = sum(says_yes(line, "final_coming") for line in progress.of_people("gatherings").values())
    return Evidence(f"{came.words}; собирались: {coming}", came.begun or bool(coming), came.done)


def satisfaction(progress: Progress) -> Evidence:
    return surveyed(in_pairs(progress), progress.who_answered("satisfaction"), SURVEY)


# How the year ends


def invited(progress: Progress) -> Evidence:
    lines = progress.answers("invitations")
    coming = [line for line in lines if says_yes(line, "coming")]
    people = sum(number if type(number := line.get("how_many")) is int else 1 for line in coming)
    words = f"{counted(len(lines), ANSWER)}, придут {counted(people, GUEST)}"
    return Evidence(words, bool(lines), bool(lines))


def awards(progress: Progress) -> Evidence:
    lines = [line for line in progress.of_people("awards").values() if line.text("award").strip()]
    given = sum(says_yes(line, "awarded") for line in lines)
    came = sum(says_yes(line, "came") for line in progress.answers("invitations"))
    words = f"вручено наград: {given} из {len(lines)}" + (f", гостей: {came}" if came else "")
    return Evidence(words, bool(lines or came), bool(lines) and given == len(lines))


def quality(progress: Progress) -> Evidence:
    lines = progress.answers("quality")
    whole = [marks for line in lines if len(marks := marks_of(line)) == len(INDICATORS)]
    mean = f", в среднем {mean_of(whole)} из {MOST_POINTS}" if whole else ""
    return Evidence(f"{counted(len(lines), SURVEY)}{mean}", bool(lines), bool(whole))


def marks_of(line: Record) -> list[int]:
    return [number for name in INDICATORS if type(number := line.get(name)) is int]


def mean_of(whole: list[list[int]]) -> str:
    return f"{sum(map(sum, whole)) / len(whole):.1f}".replace(".", ",")


def assessed_after(progress: Progress) -> Evidence:
    """By person and part: one may be a mentor of some and a mentee of another."""
    sides = {MENTEE: progress.paired_mentees, MENTOR: progress.paired_mentors}
    asked = [(code, role) for role, codes in sides.items() for code in codes]
    answered = [(code, role) for role in sides for code in assessed(progress, role, "after")]
    return surveyed(asked, answered, SURVEY)


def cases(progress: Progress) -> Evidence:
    written = written_cases(progress)
    words = f"{counted(len(written), CASE)}, {counted(len(progress.pairs), PAIR)}"
    return Evidence(words, bool(written), bool(written))


def written_cases(progress: Progress) -> list[Record]:
    lines = [line for key, line in progress.of_pairs("cases").items() if key in progress.pairs]
    return [line for line in lines if line.text("case_title").strip() or line.text("link").strip()]


def publication(progress: Progress) -> Evidence:
    may = [line for line in written_cases(progress) if line.text("may_publish") == MAY]
    published = filled(may, "link", "published_on")
    words = f"размещено разрешённых: {published} из {len(may)}"
    return Evidence(words, bool(published), bool(may) and published == len(may))


def outcomes(progress: Progress) -> Evidence:
    """What came of it stands in both bases, for everyone in a pair."""
    mentees = [progress.mentees[code] for code in progress.paired_mentees if code in progress.mentees]
    mentors = [progress.mentors[code] for code in progress.paired_mentors if code in progress.mentors]
    told = filled(mentees, "results"), filled(mentors, "results")
    words = f"наставляемые {told[0]} из {len(mentees)}, наставники {told[1]} из {len(mentors)}"
    return Evidence(words, any(told), any(told) and told == (len(mentees), len(mentors)))


def long_term(progress: Progress) -> Evidence:
    people = [line for line in progress.of_people("long_term").values() if line.text("full_name")]
    return Evidence(f"{counted(len(people), OF_MENTORS)} с разрешением", bool(people), bool(people))


OF_WORK: Mapping[str, Callable[[Progress], Evidence]] = {
    "6.1": first_meeting,
    "6.2": trial_meeting,
    "6.3": plans,
    "6.4": regular_meetings,
    "6.5": feedback,
    "6.6": last_meeting,
    "6.7": final_gathering,
    "6.8": satisfaction,
    "7.1": invited,
    "7.2": awards,
    "7.3": quality,
    "7.4": assessed_after,
    "7.5": cases,
    "7.6": publication,
    "7.7": outcomes,
    "7.8": long_term,
}
