"""The programme itself: its indicators against the plan, and how staff judge it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sync.render.pictures.bars import Bar, Bars, bars
from sync.render.pictures.drawing import Picture, number
from sync.render.pictures.levels import Level, Levels, levels
from sync.render.report.parts import Figure, Section, Table, cells
from sync.rules.figures import Criterion, Indicator, Quality

LEVELS = (Level("недостаточный", 0, 8), Level("допустимый", 9, 14), Level("оптимальный", 15, 18))


def indicators_section(found: Sequence[Indicator], hidden: Sequence[str] = ()) -> Section:
    if not found and not hidden:
        return Section("indicators", "Показатели и план")
    shown = Bars([plan_bar(one) for one in found], most=100, unit=" %", digits=1)
    reached = sum(one.reached is True for one in found)
    told = f"Доли в процентах и план года чертой. Выполнено: {reached} из {len(found)}."
    columns = ("Показатель", "Числитель", "Знаменатель", "Доля, %", "План, %", "Выполнен")
    table = Table("Показатели целевой модели", columns, tuple(map(plan_row, found)))
    words = tuple(f"{title}: слишком мало людей, чтобы показывать." for title in hidden)
    pictures = (bars("plan-all", "Сколько есть и сколько намечено чертой", told, shown),) if found else ()
    return Section("indicators", "Показатели и план", words, (Figure(table, pictures),) if found else ())


def plan_bar(one: Indicator) -> Bar:
    verdict = {True: ", выполнен", False: ", не выполнен", None: ""}[one.reached]
    note = f"план {one.plan} %{verdict}" + (f"; {one.lacking}" if one.lacking else "")
    return Bar(one.title, one.share, note, "не посчитать", one.plan)


def plan_row(one: Indicator) -> tuple[str, ...]:
    verdict = {True: "да", False: "нет", None: "—"}[one.reached]
    share_of = None if one.share is None else round(one.share, 1)
    return (one.title, *cells(one.numerator, one.denominator, share_of, one.plan, verdict))


# The quality of the programme


def quality_section(quality: Quality) -> Section:
    criteria = [criterion for criterion in quality.criteria if criterion.median is not None]
    if quality.total is None and not criteria:
        return Section("quality", "Качество программы")
    words = f"Итог: {number(quality.total)} из 18, уровень — {quality.level}." if quality.total is not None else ""
    pictures = tuple(quality_pictures(quality, criteria))
    table = criteria_table(criteria) if criteria else Table("Общая оценка", ("Из 18", "Уровень"), (level_row(quality),))
    lists = tuple(
        (name, lines)
        for name, lines in (
            ("Сильные стороны", quality.swot.strengths),
            ("Слабые стороны", quality.swot.weaknesses),
            ("Возможности", quality.swot.opportunities),
            ("Угрозы", quality.swot.threats),
        )
        if lines
    )
    return Section("quality", "Качество программы", (words,) if words else (), (Figure(table, pictures),), lists)


def level_row(quality: Quality) -> tuple[str, ...]:
    return cells(quality.total, quality.level)


def quality_pictures(quality: Quality, criteria: Sequence[Criterion]) -> Iterator[Picture]:
    totals = [score.total for score in quality.scores if score.total is not None]
    if quality.total is not None:
        told = f"Медиана {number(quality.total)} из 18: {quality.level} уровень. Оценок показано: {len(totals)}."
        yield levels("quality-total", "Общая оценка", told, Levels(LEVELS, totals, quality.total))
    if criteria:
        shown = Bars([Bar(one.title, one.median) for one in criteria], most=2, digits=1)
        yield bars("quality-each", "Девять показателей, от 0 до 2", "Медианы оценок по девяти показателям.", shown)


def criteria_table(criteria: Sequence[Criterion]) -> Table:
    columns = ("Показатель", "0 — нет", "1 — отчасти", "2 — в полной мере", "Медиана")
    return Table("Оценки сотрудников", columns, tuple((one.title, *cells(*one.counts, one.median)) for one in criteria))
