"""The figures as lines of their tabs, how they were counted below them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from sheets_schema.change import TableChange
from sheets_schema.kind import Value
from sheets_schema.record import Record
from sheets_schema.tables.monitoring import FIGURES
from sync.rules.figures import LEAST, Funnel, Monitoring, OwnIndex, Satisfaction
from sync.rules.lines import MENTEE, MENTOR
from sync.rules.merge import derive_table
from sync.rules.world import World

Line = dict[str, Value]

HOW = "Как посчитано"
ALL_FORMS, OWN_INDEX = "все формы", "Собственный показатель программы"
REQUESTS, TOPICS = "Предварительные запросы", "Запросы наставляемых"
DIGITS = 1
ROLES = {MENTEE: "Наставляемые", MENTOR: "Наставники"}


def figure_changes(world: World, monitoring: Monitoring) -> list[TableChange]:
    """Every tab of figures, made anew."""
    changes = []
    for table in FIGURES:
        first, last = table.columns[0].key, table.columns[-1].key
        lines = [*LINES[table.key](monitoring), *defined(monitoring.definitions[table.key], first, last)]
        records = [Record(str(place), line) for place, line in enumerate(lines)]
        changes.append(derive_table(table, world.find_sheet(table.key), records))
    return changes


def defined(said: Iterable[str], first: str, last: str) -> Iterator[Line]:
    for sentence in said:
        yield {first: HOW, last: sentence}


def rounded(number: float | None) -> Value:
    """To one digit: more would say more than a few dozen answers can."""
    return None if number is None else round(number, DIGITS)


# «Мониторинг»


def monitoring_lines(monitoring: Monitoring) -> Iterator[Line]:
    for funnel in monitoring.funnels:
        yield from funnel_lines(funnel)
    if monitoring.requests:
        yield {"section": REQUESTS, "group": "Анкеты этапа 1", "applied": monitoring.requests}
    for topic, count in monitoring.topics:
        yield {"section": TOPICS, "group": topic, "in_base": count}


def funnel_lines(funnel: Funnel) -> Iterator[Line]:
    for group in funnel.groups:
        counts: Line = {**group.counts}
        yield {"section": f"{funnel.who}: {funnel.by}", "group": group.name, **counts}


# «Ход работы»


def course_lines(monitoring: Monitoring) -> Iterator[Line]:
    for to_do in monitoring.lists:
        who = to_do.who or None
        yield {"list": to_do.list, "key": to_do.key, "who": who, "tab": to_do.tab, "detail": to_do.detail or None}
    for course in monitoring.pairs:
        named = " — ".join(name for name in (course.mentee, course.mentor) if name)
        yield {
            "list": "Все пары",
            "key": course.key,
            "who": named or None,
            "tab": "Пары и группы",
            "held": course.held,
            "agreed": course.agreed,
            "minutes": course.minutes,
            "last": course.last,
            "detail": "завершили" if course.finished else None,
        }


# «Влияние на участников»


def influence_lines(monitoring: Monitoring) -> Iterator[Line]:
    for shift in monitoring.influence.shifts:
        yield {
            "role": shift.role,
            "form": shift.form or ALL_FORMS,
            "parameter": shift.title,
            "number": shift.number,
            "mean_before": rounded(shift.before.mean),
            "mean_after": rounded(shift.after.mean),
            "median_before": rounded(shift.before.median),
            "median_after": rounded(shift.after.median),
            "better": shift.better,
            "same": shift.same,
            "worse": shift.worse,
            "verdict": shift.verdict,
        }
    yield from index_lines(monitoring)
    for (role, wave), count in monitoring.influence.missing.items():
        if count:
            yield {"role": role, "parameter": f"Не ответили: {wave}", "number": count, "verdict": "кто — «Ход работы»"}


def index_lines(monitoring: Monitoring) -> Iterator[Line]:
    for index in monitoring.influence.indexes:
        form = index.form or ALL_FORMS
        said = points_of(index)
        yield {"role": index.role, "form": form, "parameter": OWN_INDEX, "number": index.number, "verdict": said}


def points_of(index: OwnIndex) -> str:
    if index.value is not None:
        return f"{index.value:+.1f} балла".replace(".", ",")
    return "ответов мало: не показано" if index.number < LEAST else "не показано: выдало бы группу меньше пяти человек"


# «Оценка программы»


def score_lines(monitoring: Monitoring) -> Iterator[Line]:
    quality = monitoring.quality
    if not quality.scores:
        return
    for number, criterion in enumerate(quality.criteria, start=1):
        none, partly, fully = criterion.counts
        counts: Line = {"none": none, "partly": partly, "fully": fully, "value": rounded(criterion.median)}
        yield {"section": "Показатели", "name": f"{number}. {criterion.title}", **counts}
    for score in quality.scores:
        day = f" от {score.arrived:%d.%m.%Y}" if score.arrived else ""
        said = f"уровень {score.level}" if score.level else "ответ неполный"
        yield {"section": "Ответы", "name": f"Ответ{day}", "value": score.total, "comment": said}
    if quality.total is not None:
        comment = f"уровень {quality.level}"
        yield {"section": "Итог", "name": "Из 18", "value": rounded(quality.total), "comment": comment}


# «Довольны ли участники»


def contentment_lines(monitoring: Monitoring) -> Iterator[Line]:
    for told in monitoring.satisfaction:
        if told.answered:
            yield from lines_of_role(told)


def lines_of_role(told: Satisfaction) -> Iterator[Line]:
    role = ROLES[told.role]
    yield {"role": role, "name": "В парах", "number": told.people}
    yield {"role": role, "name": "Ответили", "number": told.answered}
    yield {"role": role, "name": "Довольны", "number": told.satisfied}
    for asked in told.asked:
        counts = asked.marks.counts
        yield {
            "role": role,
            "name": asked.title,
            "number": asked.marks.number,
            "mean": rounded(asked.marks.mean),
            "median": rounded(asked.marks.median),
            "low": sum(counts[:4]),
            "middle": sum(counts[4:7]),
            "high": sum(counts[7:]),
        }


# «Показатели»


def indicator_lines(monitoring: Monitoring) -> Iterator[Line]:
    for indicator in monitoring.indicators:
        unknown = f"о скольких людях не сказано: {indicator.unknown}" if indicator.unknown else ""
        yield {
            "name": indicator.title,
            "numerator": indicator.numerator,
            "denominator": indicator.denominator,
            "share": rounded(indicator.share),
            "plan": indicator.plan,
            "reached": {None: None, True: "да", False: "нет"}[indicator.reached],
            "comment": "; ".join(part for part in (indicator.lacking, unknown) if part) or None,
        }


LINES: Mapping[str, Callable[[Monitoring], Iterator[Line]]] = {
    "monitoring": monitoring_lines,
    "course": course_lines,
    "influence": influence_lines,
    "scores": score_lines,
    "contentment": contentment_lines,
    "indicators": indicator_lines,
}
