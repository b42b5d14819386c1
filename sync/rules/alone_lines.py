"""«Без пары»: who has none and why, what became of first wishes, what would help, and how the last round was made.

What a round found is remembered in codes; the names are of today, and only of those whose consent holds today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sheets_schema.kind import Value
from sheets_schema.record import Record
from sync.rules.alone import (
    ABSENT,
    BARRIER,
    FREE,
    LEAD,
    LEVEL,
    MENTEE,
    MENTOR,
    NEAREST,
    PRICED,
    SEATED,
    WISHED,
    Said,
    Told,
)
from sync.rules.barriers import AGE, BARRIERS, TIME
from sync.rules.form_choices import option
from sync.rules.pair_rows import Pair
from sync.rules.pool import ABSENT as WHY_ABSENT
from sync.rules.pool import Pool
from sync.rules.round_record import RoundRecord
from sync.rules.way import Way

OF_MENTEES, OF_MENTORS, OF_WISHES, OF_HELP, OF_ROUND = (
    "Наставляемые без пары",
    "Наставники без пары",
    "Первое пожелание",
    "Что поможет",
    "Как подбирали",
)
MOST_HELP = 5  # lines
WAYS = {
    Way.ADD: "только для тех, у кого пары не было",
    Way.REPAIR: "с изменением возможно меньшего числа предложений",
    Way.FRESH: "все предложения заново",
}
LEVELS = {
    "least": "мест, которые надо занять сначала",
    "pairs": "пар",
    "mutual": "взаимных выборов",
    "fit": "очков соответствия",
    "stay": "прежних предложений",
    "words": "совпадений по своим словам",
}
ADVICE = {
    TIME: "спросить обоих о другом времени",
    AGE: "спросить наставника, готов ли взять другой возраст",
}


def still_told(told: Told, pairs: list[Pair], pool: Pool) -> Told:
    """Without those who have a pair by now, and everybody who may not be named."""
    standing = [pair for pair in pairs if pair.stands]
    sides = {MENTEE: pool.mentees.keys(), MENTOR: pool.mentors.keys()}
    paired = {code for pair in standing for code in pair.codes}
    known = pool.mentees.keys() | pool.mentors.keys()
    alone = {
        (side, code): nameable(said, known)
        for (side, code), said in told.alone.items()
        if code in sides.get(side, ()) and code not in paired
    }
    granted = {pair.key for pair in standing}
    wishes = {
        code: nameable(said, known)
        for code, said in told.wishes.items()
        if code in known and said.get(WISHED) in known and f"{code}-{said.get(WISHED)}" not in granted
    }
    return Told(alone, wishes)


def nameable(said: Said, known: frozenset[str] | set[str]) -> Said:
    left = {key: text for key, text in said.items() if key != NEAREST or text in known}
    if SEATED in left:
        left[SEATED] = " ".join(code for code in left[SEATED].split() if code in known)
    return left


def alone_lines(told: Told, record: RoundRecord | None, pool: Pool) -> list[Record]:
    """The tab, line by line. ``told`` is what is ``still_told``."""
    lines = [
        *(mentee_line(pool, code, said) for code, said in of_side(told, MENTEE)),
        *(mentor_line(pool, code, said) for code, said in of_side(told, MENTOR)),
        *(wish_line(pool, code, said) for code, said in sorted(told.wishes.items())),
        *help_lines(told, pool),
        *(round_lines(record) if record else ()),
    ]
    return [Record("", {key: value for key, value in line.items() if value}) for line in lines]


def of_side(told: Told, wanted: str) -> list[tuple[str, Said]]:
    return [(code, said) for (side, code), said in sorted(told.alone.items()) if side == wanted]


def of_person(section: str, code: str, record: Record, place: str) -> dict[str, Value]:
    return {"section": section, "code": code, "full_name": record.get("full_name"), "place": record.get(place)}


def brief(pool: Pool, code: str) -> str:
    """Code and first name."""
    record = pool.mentors.get(code) or pool.mentees.get(code)
    return option(code, record) if record else code


def barriers_text(said: Said) -> str:
    took = sorted(((key, number_of(said, key)) for key in BARRIERS if number_of(said, key)), key=lambda item: -item[1])
    return "; ".join(f"{BARRIERS[key]}: {number}" for key, number in took)


def number_of(said: Said, key: str) -> int:
    text = said.get(key, "")
    return int(text) if text.lstrip("-").isdecimal() else 0


# People


def mentee_line(pool: Pool, code: str, said: Said) -> dict[str, Value]:
    line = of_person(OF_MENTEES, code, pool.mentees[code], "school_class")
    if absent := WHY_ABSENT.get(said.get(ABSENT, "")):
        return {**line, "why": absent, "advice": "исправить это в таблицах и снова выполнить nastavnik pair"}
    free, nearest = number_of(said, FREE), said.get(NEAREST, "")
    full = f"подходят наставники ({free}), но места у них заняты" if free else ""
    why = "; ".join(part for part in (full, barriers_text(said)) if part) or "готовых наставников нет"
    stands = BARRIERS.get(said.get(BARRIER, ""), "мест больше нет")
    return {**line, "why": why, "nearest": f"{brief(pool, nearest)}: {stands}" if nearest else None, **help_of(said)}


def help_of(said: Said) -> dict[str, Value]:
    if number_of(said, FREE):
        return {"advice": "спросить ближайшего наставника, возьмёт ли ещё одного, или найти нового"}
    return {"advice": ADVICE.get(said.get(BARRIER, ""), "найти ещё одного наставника")}


def mentor_line(pool: Pool, code: str, said: Said) -> dict[str, Value]:
    line = of_person(OF_MENTORS, code, pool.mentors[code], "place")
    if absent := WHY_ABSENT.get(said.get(ABSENT, "")):
        return {**line, "why": absent}
    free = number_of(said, FREE)
    full = f"подходит наставляемым ({free}), но у них уже есть пара" if free else ""
    return {**line, "why": "; ".join(part for part in (full, barriers_text(said)) if part) or "наставляемых нет"}


def wish_line(pool: Pool, code: str, said: Said) -> dict[str, Value]:
    line = of_person(OF_WISHES, code, pool.mentees.get(code, Record(code, {})), "school_class")
    wished = brief(pool, said[WISHED])
    return {**line, "why": f"{wished} — {why_lost(pool, said)}", "advice": price_text(said)}


def why_lost(pool: Pool, said: Said) -> str:
    for key, words in ((ABSENT, WHY_ABSENT), (BARRIER, BARRIERS)):
        if said.get(key) in words:
            return words[said[key]]
    seated = [brief(pool, code) for code in said.get(SEATED, "").split()]
    if not seated:
        return "места там заняты утверждёнными парами" if PRICED not in said else "так больше пар у всех вместе"
    lead = number_of(said, LEAD)
    because = "так лучше всем вместе"
    if lead > 0:
        because = "они выбрали друг друга" if said.get(LEVEL) == "mutual" else f"подходит лучше на {lead}"
    return f"там {', '.join(seated)} ({because})"


def price_text(said: Said) -> str | None:
    """What all lose or gain when the wish is forced."""
    if PRICED not in said:
        return None
    changes = [part.partition("=") for part in said[PRICED].split()]
    told = [f"{LEVELS[level]} {int(number):+d}" for level, _, number in changes if level in LEVELS and is_whole(number)]
    return f"если закрепить: {', '.join(told) or 'никто не потеряет'}"


def is_whole(text: str) -> bool:
    return text.lstrip("-").isdecimal()


# What would help, and how it was done


def help_lines(told: Told, pool: Pool) -> Iterator[dict[str, Value]]:
    """One mentor more for the request that most of those left share, then for the rest of them."""
    left = {code for code, said in of_side(told, MENTEE) if ABSENT not in said}
    for _ in range(MOST_HELP):
        topics = Counter(topic for code in left for topic in pool.of_mentees[code].topics)
        if not topics:
            return
        topic = min(topics, key=lambda item: (-topics[item], item))
        those = {code for code in left if topic in pool.of_mentees[code].topics}
        yield help_line(topic, those, pool)
        left -= those


def help_line(topic: str, those: set[str], pool: Pool) -> dict[str, Value]:
    years = [year for code in those if (year := pool.of_mentees[code].year)]
    oldest = f" из {max(years) + pool.rules.class_distance} класса или старше" if years else ""
    return {
        "section": OF_HELP,
        "why": f"без пары остались с запросом «{topic}»: {len(those)}",
        "advice": f"ещё один наставник{oldest}, который берётся за «{topic}»",
    }


def round_lines(record: RoundRecord) -> Iterator[dict[str, Value]]:
    totals = [f"{words} {record.totals[level]}" for level, words in LEVELS.items() if record.totals.get(level)]
    told = ", ".join(totals) or "пар нет"
    yield {
        "section": OF_ROUND,
        "why": f"подбор № {record.number} от {record.day:%d.%m.%Y}, {WAYS[record.way]}: {told}",
        "nearest": f"соль {record.salt}, версия {record.version}, отпечаток {record.mark}",
        "advice": "проверить, что лучше нельзя: nastavnik pair --verify",
    }
