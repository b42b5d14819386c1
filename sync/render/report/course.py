"""How people got on: the way from an application to the last meeting, what they ask for, meetings by week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sync.render.pictures.bars import Bar, Bars, bars
from sync.render.pictures.drawing import Picture
from sync.render.pictures.strip import Strip, Weeks, strip
from sync.render.report.parts import Figure, Section, Table, capital, cells
from sync.rules.figures import STAGES, Funnel, Monitoring, PairCourse

PAIRS_A_PICTURE = 40
HOW_TO_READ = (
    "Каждая строка — пара, каждый столбик — неделя: низкий — одна встреча, высокий — две и больше, черта — ни одной."
)


def way_section(monitoring: Monitoring) -> Section:
    found = [way_figure(place, funnel) for place, funnel in enumerate(monitoring.funnels) if funnel.groups]
    words = f"Предварительных запросов собрано: {monitoring.requests}." if monitoring.requests else ""
    return Section("way", "Путь от анкеты до итога", (words,) if words else (), tuple(found))


def way_figure(place: int, funnel: Funnel) -> Figure:
    """The picture shows everyone; it stands beside the first way of grouping them."""
    total = funnel.total
    rows = [(group.name, *cells(*(group.counts.get(stage, 0) for stage in STAGES))) for group in funnel.groups]
    table = Table(
        f"{funnel.who}: {funnel.by}",
        (capital(funnel.by), *STAGES.values()),
        (*rows, ("Все", *cells(*total.values()))),
    )
    return Figure(table, (way_picture(f"way-{place}", funnel.who, total),) if funnel.by.startswith("форма") else ())


def way_picture(key: str, who: str, total: Mapping[str, int]) -> Picture:
    first = total["applied"]
    steps = [
        Bar(name, total[stage], also=f"({share(total[stage], first)})" if place and first else "")
        for place, (stage, name) in enumerate(STAGES.items())
    ]
    told = ", ".join(f"{name.lower()} {total[stage]}" for stage, name in STAGES.items())
    return bars(key, who, f"{who}: {told}.", Bars(steps))


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %"


def topics_section(topics: Sequence[tuple[str, int]]) -> Section:
    if not topics:
        return Section("topics", "Запросы наставляемых")
    told = f"Чаще всего просят: {topics[0][0]} ({topics[0][1]})."
    picture = bars("topics-all", "Сколько наставляемых просят о помощи", told, Bars([Bar(*topic) for topic in topics]))
    rows = tuple((topic, str(count)) for topic, count in topics)
    return Section(
        "topics", "Запросы наставляемых", (), (Figure(Table("Запросы", ("Тема", "Человек"), rows), (picture,)),)
    )


# Meetings


def meetings_section(monitoring: Monitoring) -> Section:
    if not monitoring.pairs:
        return Section("meetings", "Встречи")
    pictures = tuple(week_pictures(monitoring))
    columns = ("Пара", "Встреч", "Договорились", "Минут", "Последняя", "Недель без встреч", "Завершена")
    table = Table("Встречи пар", columns, tuple(map(pair_row, monitoring.pairs)))
    return Section("meetings", "Встречи", (HOW_TO_READ,), (Figure(table, pictures),))


def week_pictures(monitoring: Monitoring) -> Iterator[Picture]:
    """Not one endless picture: each fits a page."""
    pairs = monitoring.pairs if monitoring.weeks else ()
    for start in range(0, len(pairs), PAIRS_A_PICTURE):
        some = pairs[start : start + PAIRS_A_PICTURE]
        held = sum(pair.held for pair in some)
        title = "Встречи по неделям" if len(pairs) <= PAIRS_A_PICTURE else f"Пары {start + 1}–{start + len(some)}"
        told = f"Пар: {len(some)}, встреч у них: {held}, недель: {len(monitoring.weeks)}."
        shown = Strip(monitoring.weeks, [Weeks(pair.key, pair.by_week) for pair in some])
        yield strip(f"weeks-{start}", title, told, shown)


def pair_row(pair: PairCourse) -> tuple[str, ...]:
    last = f"{pair.last:%d.%m.%Y}" if pair.last else "—"
    return (pair.key, *cells(pair.held, pair.agreed, pair.minutes, last, pair.idle, "да" if pair.finished else "нет"))
