"""The staff's report: every figure of the monitoring. Codes in it, no names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sheets_schema.tables import BOOKS
from sync.render.report.course import meetings_section, topics_section, way_section
from sync.render.report.growth import growth_section, satisfaction_section
from sync.render.report.parts import Figure, Heading, Report, Section, Table
from sync.render.report.quality import indicators_section, quality_section
from sync.rules.figures import Monitoring


def staff_report(monitoring: Monitoring, heading: Heading) -> Report:
    sections = (
        way_section(monitoring),
        topics_section(monitoring.topics),
        meetings_section(monitoring),
        growth_section(monitoring),
        satisfaction_section(monitoring.satisfaction),
        indicators_section(monitoring.indicators),
        quality_section(monitoring.quality),
        to_do_section(monitoring),
        definitions_section(monitoring),
    )
    return Report(
        title=f"Программа наставничества: итоги на {heading.now:%d.%m.%Y}",
        under=f"{heading.school}, {heading.year} учебный год. Отчёт для сотрудников: вместо имён — коды.",
        facts=tuple(facts(monitoring)),
        sections=tuple(section for section in sections if section),
        footing=f"Составлено {heading.now:%d.%m.%Y в %H:%M} по таблицам программы. Новый отчёт: nastavnik report",
    )


def facts(monitoring: Monitoring) -> Iterator[tuple[str, str]]:
    for who, of_them in (("Наставляемые", "Наставляемых"), ("Наставники", "Наставников")):
        total = next((funnel.total for funnel in monitoring.funnels if funnel.who == who), {})
        yield str(total.get("in_base", 0)), f"{of_them} в базе"
    yield str(len(monitoring.pairs)), "Пар"
    yield str(sum(pair.held for pair in monitoring.pairs)), "Встреч прошло"


def to_do_section(monitoring: Monitoring) -> Section:
    """How many lines each list has and where they stand: names stay in the sheets."""
    kept = sorted(monitoring.lists, key=lambda line: line.list)
    rows = [
        (name, str(len(lines)), ", ".join(sorted({title_of(line.tab) for line in lines})))
        for name, some in groupby(kept, lambda line: line.list)
        for lines in [list(some)]
    ]
    table = Table("На что посмотреть", ("Что", "Строк", "Вкладка"), tuple(rows))
    return Section("look", "На что посмотреть", (), (Figure(table),) if rows else ())


def definitions_section(monitoring: Monitoring) -> Section:
    lists = tuple((title_of(tab), lines) for tab, lines in monitoring.definitions.items() if lines)
    return Section("definitions", "Как посчитано", (), (), lists)


def title_of(tab: str) -> str:
    return next((f"«{table.title}»" for book in BOOKS for table in book.tables if table.key == tab), tab)
