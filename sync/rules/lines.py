"""Lines that are born of the bases and the pairs, for staff to write in: what the machine wants of each, by its key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from sheets_schema.kind import Value, canonical
from sheets_schema.tables.bases import LONG_TERM
from sheets_schema.tables.joint_work import PLANS
from sheets_schema.tables.monitoring import ASPECTS
from sync.rules.ground import Ground
from sync.rules.pair_rows import Pair

Lines = dict[str, dict[str, Value]]

MENTEE, MENTOR = "наставляемый", "наставник"
BOTH = f"{MENTEE} и {MENTOR}"
NOT_ADMITTED = f"{MENTOR}, не допущен"
MAY = "да"
SWOT_COLUMNS = ("strengths", "weaknesses", "opportunities", "threats")  # in the order of ASPECTS
BULLETS = "-–—•*·"
OF_A_PLAN = tuple(column.key for column in PLANS.columns if column.key in ("task", "term", "planned", "actual", "mark"))
FROM_THE_BASE = ("full_name", "contact", "place", "mentoring_form", "competences", "interests", "wished_age")


def gathering_lines(ground: Ground) -> Lines:
    """Everybody in the bases; of a mentor who was refused it is said, for they are not invited."""
    lines: Lines = {}
    for code, record in ground.mentees.items():
        lines[code] = {**named(code, record.get("full_name")), "place": record.get("school_class"), "role": MENTEE}
    for code, record in ground.mentors.items():
        role = BOTH if code in lines else NOT_ADMITTED if code in ground.refused else MENTOR
        lines[code] = {**named(code, record.get("full_name")), "place": record.get("place"), "role": role}
    return lines


def named(code: str, name: Value) -> dict[str, Value]:
    return {"code": code, "full_name": name}


def names_of(ground: Ground, pair: Pair) -> dict[str, Value]:
    return {
        "mentee_name": ground.mentees[pair.mentee].get("full_name"),
        "mentor_name": ground.mentors[pair.mentor].get("full_name"),
    }


def plan_lines(ground: Ground) -> Lines:
    """The lines of every approved pair that are in use, and one to go on with."""
    return {
        f"{pair.key}-{number}": {"key": f"{pair.key}-{number}", **names_of(ground, pair), "number": number}
        for pair in ground.approved
        for number in range(1, tasks_of(ground, pair) + 2)
    }


def tasks_of(ground: Ground, pair: Pair) -> int:
    """How many lines of a pair's plan are in use, counted to the last of them."""
    sheet = ground.world.find_sheet("plans")
    lines = sheet.rows if sheet else ()
    used = [row.key for row in lines if any(canonical(row.values.get(key)).strip() for key in OF_A_PLAN)]
    numbers = [key.removeprefix(f"{pair.key}-") for key in used if key.startswith(f"{pair.key}-")]
    return max((int(number) for number in numbers if number.isdecimal() and len(number) < 4), default=0)


def case_lines(ground: Ground) -> Lines:
    """Every approved pair, with whose consent to publication is missing."""
    return {
        pair.key: {
            "pair": pair.key,
            **names_of(ground, pair),
            "may_publish": publication(ground, pair.mentee, pair.mentor),
        }
        for pair in ground.approved
    }


def publication(ground: Ground, *codes: str) -> str:
    lacking = ground.lacking(codes, "publication")
    return f"нет, не дано согласие: {', '.join(lacking)}" if lacking else MAY


def award_lines(ground: Ground) -> Lines:
    """The mentors of approved pairs, with what they did."""
    mentees, meetings = mentees_of(ground), meetings_of(ground)
    return {
        code: {
            **named(code, record.get("full_name")),
            "place": record.get("place"),
            "mentees": mentees[code],
            "meetings": meetings[code],
            "may_publish": publication(ground, code),
        }
        for code, record in ground.mentors.items()
        if mentees[code]
    }


def mentees_of(ground: Ground) -> Counter[str]:
    """How many mentees each mentor has."""
    return Counter(pair.mentor for pair in ground.approved)


def meetings_of(ground: Ground) -> Counter[str]:
    """How many meetings each one in a pair has reported."""
    return Counter(code for record in ground.meetings.values() for code in record.text("pair").split("-"))


def long_term_lines(ground: Ground) -> Lines:
    """The mentors who agreed to be asked again, by this school and others."""
    mentees = mentees_of(ground)
    return {
        code: {
            "code": code,
            **{key: record.get(key) for key in FROM_THE_BASE},
            "mentees": mentees[code],
            "reuse": text,
        }
        for code, record in ground.mentors.items()
        if (text := ground.consent_text(code, "reuse"))
    }


def swot_lines(ground: Ground) -> Lines:
    """What was answered of strengths and weaknesses, a line for every line of the answers."""
    return {
        key: {"key": key, "aspect": ASPECTS[place], "words": words}
        for line in ground.quality.values()
        for place, column in enumerate(SWOT_COLUMNS)
        for number, words in enumerate(said_in_lines(line.text(column)), start=1)
        for key in [f"{line.key}-{place + 1}-{number}"]
    }


def said_in_lines(text: str) -> list[str]:
    """Without the dashes that people put before the items of a list."""
    return [words for line in text.splitlines() if (words := line.strip().lstrip(BULLETS).strip())]


LINES: Mapping[str, Callable[[Ground], Lines]] = {
    "gatherings": gathering_lines,
    "plans": plan_lines,
    "cases": case_lines,
    "awards": award_lines,
    "swot": swot_lines,
    LONG_TERM.key: long_term_lines,
}
