"""The report for the school's site: only what is published, small counts hidden; no code, no name, no one's words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sync.render.pictures.bars import Bar, Bars, bars
from sync.render.pictures.drawing import Picture
from sync.render.pictures.dumbbells import Dumbbell, Dumbbells, dumbbells
from sync.render.pictures.stacked import Band, Stacked, stacked
from sync.render.report.growth import HIGH, LOW, group_title, index_list
from sync.render.report.parts import Figure, Heading, Report, Section, Table, cells, counted
from sync.render.report.quality import indicators_section, quality_section
from sync.rules.monitoring.published import PublicRow, PublicShift, PublicTable, Published

HIDES = "Группы меньше пяти человек и всё, из чего их можно вычислить, скрыто."


def public_report(published: Published, heading: Heading) -> Report:
    sections = (
        way_section(published),
        growth_section(published),
        content_section(published.satisfaction),
        indicators_section(published.indicators, published.hidden),
        quality_section(published.quality) if published.quality else Section("quality", ""),
        Section("definitions", "Как посчитано", (HIDES, *published.definitions)),
    )
    return Report(
        title="Программа наставничества: итоги",
        under=f"{heading.school}, {heading.year} учебный год",
        facts=(),
        sections=tuple(section for section in sections if section),
        footing=f"По состоянию на {heading.now:%d.%m.%Y}. {HIDES}",
    )


def way_section(published: Published) -> Section:
    reached = [reached_figure(place, table) for place, table in enumerate(published.reached)]
    ways = [Figure(as_table(table, "на чём остановились")) for table in published.ways]
    return Section("way", "Кто участвовал", (), (*reached, *ways))


def reached_figure(place: int, table: PublicTable) -> Figure:
    """Every stage holds those of the next ones: there is no sum to give."""
    rows = tuple((row.name, *counted(row.cells)) for row in table.rows)
    drawn = [row for row in table.rows if sum(cell is not None for cell in row.cells) > 1]
    return Figure(
        Table(f"{table.title}: кто до чего дошёл", ("", *table.columns), rows),
        tuple(row_picture(f"way-{place}-{number}", row, table.columns) for number, row in enumerate(drawn)),
    )


def row_picture(key: str, row: PublicRow, columns: Sequence[str]) -> Picture:
    known = [(name, count) for name, count in zip(columns, row.cells, strict=True) if count is not None]
    told = ", ".join(f"{name.lower()}: {count}" for name, count in known)
    return bars(key, row.name, f"{row.name}: {told}.", Bars([Bar(*one) for one in known]))


def as_table(table: PublicTable, what: str = "") -> Table:
    rows = [(row.name, *counted((*row.cells, row.total))) for row in table.rows]
    title = f"{table.title}: {what}" if what else table.title
    return Table(title, ("", *table.columns, "Всего"), (*rows, ("Все", *counted((*table.totals, table.total)))))


# Before and after


def growth_section(published: Published) -> Section:
    by_group = groupby(published.shifts, lambda item: (item.shift.role, item.shift.form))
    figures = [
        shift_figure(f"growth-{place}", group_title(role, form), list(some))
        for place, ((role, form), some) in enumerate(by_group)
    ]
    own = index_list(published.indexes)
    lists = (own,) if own[1] and figures else ()
    return Section("growth", "Что изменилось у участников", (), tuple(figures), lists)


def shift_figure(key: str, title: str, found: list[PublicShift]) -> Figure:
    shown = [Dumbbell(one.shift.title, one.shift.before.mean, one.shift.after.mean, one.verdict) for one in found]
    columns = ("Показатель", "Было", "Стало", "Лучше", "Так же", "Хуже", "Вывод")
    rows = tuple(
        (
            one.shift.title,
            *cells(one.shift.before.mean, one.shift.after.mean),
            *counted((one.better, one.same, one.worse)),
            one.verdict or "—",
        )
        for one in found
    )
    told = f"Средние баллы от {LOW} до {HIGH} до и после. Показателей: {len(found)}."
    return Figure(Table(title, columns, rows), (dumbbells(key, title, told, Dumbbells(shown, LOW, HIGH)),))


# Whether people are content


def content_section(table: PublicTable | None) -> Section:
    if table is None:
        return Section("content", "Довольны ли участники")
    shown = Stacked(table.columns, [Band(row.name, row.cells) for row in table.rows])
    told = "; ".join(f"{row.name}: {', '.join(counted(row.cells))}" for row in table.rows)
    picture = stacked("content-all", table.title, told, shown)
    return Section("content", "Довольны ли участники", (), (Figure(as_table(table), (picture,)),))
