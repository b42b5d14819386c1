"""From the monitoring to what may be published of it. Whatever follows from two published figures counts as published.

So groups are never shown beside their sum where one of them is hidden, an indicator only where the count that it is
part of is shown, a verdict only beside its counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from forms.meanings import TEACHERS
from sync.rules.figures import LEAST, STAGES, Funnel, Indicator, Marks, Monitoring, Quality, Satisfaction, Shift, Swot
from sync.rules.lines import MENTEE, MENTOR
from sync.rules.monitoring.funnel import BY_FORM
from sync.rules.monitoring.indicators import SATISFIED
from sync.rules.monitoring.published import Count, PublicRow, PublicShift, PublicTable, Published
from sync.rules.monitoring.suppression import shown

OTHERS = "Другие"
PAIRED = [*STAGES].index("paired")
HOW_FAR = ("Только анкета", "Есть согласие", "В базе", "Готовы", "В паре")
ROLES = {MENTEE: "Наставляемые", MENTOR: "Наставники"}
CONTENT = ("Довольны", "Остальные")
DEFINITIONS = (
    f"Скрыто всё, что говорило бы меньше чем о {LEAST} людях, и то, из чего это можно вычислить.",
    "Средние — не меньше чем по пяти людям.",
)
PER_TAB = ("monitoring", "influence", "scores", "contentment", "indicators")


def published_of(monitoring: Monitoring) -> Published:
    funnels = [funnel for funnel in monitoring.funnels if funnel.by == BY_FORM]
    ways = {funnel.who: way for funnel in funnels if (way := way_of(funnel))}
    content = satisfaction_of(monitoring.satisfaction)
    bases = bases_of(ways, content)
    may = {item.key: may_publish(item, bases.get(item.key)) for item in monitoring.indicators}
    known = [item for item in monitoring.indicators if item.denominator]
    return Published(
        ways=tuple(ways.values()),
        reached=tuple(reached_by(funnel, ways[funnel.who]) for funnel in funnels if funnel.who in ways),
        shifts=tuple(public_shift(shift) for shift in monitoring.influence.shifts if shift.form and is_enough(shift)),
        indexes=tuple(item for item in monitoring.influence.indexes if item.form and item.value is not None),
        quality=public_quality(monitoring.quality),
        satisfaction=content,
        indicators=tuple(replace(item, unknown=0) for item in known if may[item.key]),
        hidden=tuple(item.title for item in known if not may[item.key]),
        definitions=(*DEFINITIONS, *(text for tab in PER_TAB for text in monitoring.definitions.get(tab, ()))),
    )


# How far people got


def way_of(funnel: Funnel) -> PublicTable | None:
    """By form of mentoring, each person once, at the last stage reached; those in a pair together."""
    rows = {group.name: disjoint([group.counts[stage] for stage in STAGES][: PAIRED + 1]) for group in funnel.groups}
    small = [name for name, counts in rows.items() if sum(counts) < LEAST]
    joined = [sum(column) for column in zip(*(rows.pop(name) for name in small), strict=True)]
    if joined:
        rows[OTHERS if len(small) > 1 else small[0]] = joined
    return public_table(funnel.who, HOW_FAR, rows)


def disjoint(reached: Sequence[int]) -> list[int]:
    """How many stopped at each stage, of how many reached it."""
    return [here - beyond for here, beyond in zip(reached, (*reached[1:], 0), strict=True)]


def public_table(title: str, columns: tuple[str, ...], rows: dict[str, list[int]]) -> PublicTable | None:
    """None where nothing of it could be shown."""
    seen = shown([*rows.values()]) if rows else []
    if all(count is None for row in seen for count in row):
        return None
    *lines, totals = seen
    named = zip(rows, lines, strict=True)
    table_rows = tuple(PublicRow(name, tuple(row[:-1]), row[-1]) for name, row in named)
    return PublicTable(title, columns, table_rows, tuple(totals[:-1]), totals[-1])


def reached_by(funnel: Funnel, way: PublicTable) -> PublicTable:
    """How many reached every stage, as far as the sums of the other table tell."""
    cells = (*sums_beyond(way), *beyond_the_pair(funnel, way.totals[PAIRED]))
    return PublicTable(funnel.who, tuple(STAGES.values()), (PublicRow(funnel.who, cells, None),), cells, None)


def sums_beyond(way: PublicTable) -> list[Count]:
    found: list[Count] = []
    for stage in range(len(way.totals)):
        before, beyond = added(way.totals[:stage]), added(way.totals[stage:])
        from_total = None if before is None or way.total is None else way.total - before
        found.append(beyond if beyond is not None else from_total)
    return found


def added(counts: Sequence[Count]) -> Count:
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def beyond_the_pair(funnel: Funnel, paired: Count) -> list[Count]:
    """Who met and who finished, where these counts too are large, and that of all pairs is known."""
    reached = [funnel.total[stage] for stage in [*STAGES][PAIRED:]]
    seen = shown([disjoint(reached)])[0]
    nothing: list[Count] = [None] * (len(reached) - 1)
    if paired is None or None in seen:
        return nothing
    return [*reached[1:]]


# Before and after


def is_enough(shift: Shift) -> bool:
    return shift.number >= LEAST


def public_shift(shift: Shift) -> PublicShift:
    """How many answered is known from elsewhere, so the counts are hidden together where their sum would have to be."""
    *counts, total = shown([[shift.better, shift.same, shift.worse]])[0]
    better, same, worse = counts if total is not None else (None, None, None)
    verdict = shift.verdict if None not in (better, same, worse) else ""
    bare = replace(shift, better=0, same=0, worse=0, chance=1.0, verdict=verdict)
    return PublicShift(
        replace(bare, before=without_counts(shift.before), after=without_counts(shift.after)),
        better,
        same,
        worse,
        verdict,
    )


def without_counts(marks: Marks) -> Marks:
    return replace(marks, counts=())


# Quality, satisfaction, indicators


def public_quality(quality: Quality) -> Quality | None:
    """What staff think of the programme together; how many gave which mark only where five of them answered."""
    if quality.total is None:
        return None
    criteria = quality.criteria if len(quality.scores) >= LEAST else ()
    return replace(quality, criteria=criteria, scores=(), swot=Swot())


def satisfaction_of(found: Sequence[Satisfaction]) -> PublicTable | None:
    rows = {ROLES[told.role]: [told.satisfied, told.answered - told.satisfied] for told in found if told.answered}
    return public_table("Довольны ли участники", CONTENT, rows)


def bases_of(ways: dict[str, PublicTable], content: PublicTable | None) -> dict[str, Count]:
    """The published count of which each indicator's numerator is a part; that of satisfaction is in its own table."""
    pupils = {who: added([*of_pupils(way)]) for who, way in ways.items()}
    paired = {who: way.totals[PAIRED] for who, way in ways.items()}
    mentees = ways.get(ROLES[MENTEE])
    teachers = [row.cells[PAIRED] for row in mentees.rows if row.name == TEACHERS] if mentees else []
    satisfied = {row.name: row.cells[0] for row in content.rows} if content else {}
    return {
        "mentees": pupils.get(ROLES[MENTEE]),
        "mentors": pupils.get(ROLES[MENTOR]),
        "young_teachers": teachers[0] if teachers else None,
        **{
            key: satisfied.get(ROLES[role]) if paired.get(ROLES[role]) is not None else None
            for key, role in SATISFIED.items()
        },
    }


def of_pupils(way: PublicTable) -> Iterator[Count]:
    """Those in a pair by form, but for the teachers; one row of others may hold teachers too."""
    return (None if row.name == OTHERS else row.cells[PAIRED] for row in way.rows if row.name != TEACHERS)


def may_publish(indicator: Indicator, base: Count) -> bool:
    """Enterprises are no people. Of people there must be enough who belong, who do not, and who were left out."""
    if indicator.key == "enterprises":
        return True
    if base is None or indicator.denominator is None:
        return False
    left_out = base - indicator.numerator
    enough = min(indicator.numerator, indicator.denominator - indicator.numerator) >= LEAST
    return enough and (left_out == 0 or left_out >= LEAST)
