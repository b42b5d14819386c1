"""«Диаграммы»: the monitoring to look at, in the programme's book. Each picture stands beside its numbers."""

from sheets_schema.chart import Chart, ChartKind
from sheets_schema.column import by_machine
from sheets_schema.kind import Kind
from sheets_schema.table import Shape, Table

BLOCK = 20  # rows of a picture, with an empty one below it; only the last may have more
MOST = BLOCK - 2  # numbered rows of a block
SERIES = ("first", "second", "third", "fourth")

WAY, INDICATORS, MENTEES_GROWTH, MENTORS_GROWTH, CONTENT, QUALITY, MEETINGS = (
    Chart(key, title, told, kind, series, place * BLOCK)
    for place, (key, title, told, kind, series) in enumerate(
        (
            (
                "way",
                "Путь от анкеты до итога",
                "Сколько человек дошло до каждой ступени: от анкеты до завершённой работы в паре",
                ChartKind.BARS,
                ("Наставляемые", "Наставники"),
            ),
            (
                "indicators",
                "Показатели и план, %",
                "Доли по целевой модели рядом с планом года, в процентах",
                ChartKind.BARS,
                ("Есть", "План"),
            ),
            (
                "mentees_growth",
                "Наставляемые: было и стало",
                "Средние баллы тех, кто оценил себя дважды: до и после. По тревожности и выгоранию лучше, когда меньше",
                ChartKind.BARS,
                ("Было", "Стало"),
            ),
            (
                "mentors_growth",
                "Наставники: было и стало",
                "Средние баллы тех, кто оценил себя дважды: до и после. По тревожности и выгоранию лучше, когда меньше",
                ChartKind.BARS,
                ("Было", "Стало"),
            ),
            (
                "content",
                "Довольны ли участники",
                "Сколько ответивших довольны программой, а сколько не вполне",
                ChartKind.SHARES,
                ("Довольны", "Не вполне"),
            ),
            (
                "quality",
                "Качество программы по девяти показателям",
                "Медианы оценок сотрудников: 2 — в полной мере, 1 — отчасти, 0 — нет",
                ChartKind.BARS,
                ("Медиана",),
            ),
            (
                "meetings",
                "Встречи по неделям",
                "Сколько встреч всех пар прошло за каждую неделю; подпись — понедельник",
                ChartKind.COLUMNS,
                ("Встреч",),
            ),
        )
    )
)

CHARTS = Table(
    key="charts",
    title="Диаграммы",
    shape=Shape.DERIVED,
    meaning="Ход и итоги программы картинками: слева числа, справа диаграмма по ним. Диаграммы можно двигать и "
    "оформлять по-своему; удалённая не вернётся, пока цела вкладка",
    columns=(
        by_machine("label", "Что показано", "Название диаграммы, под ним — подписи", width=300),
        *(
            by_machine(key, f"Ряд {number}", "Числа, по которым нарисована диаграмма", Kind.WHOLE, 100)
            for number, key in enumerate(SERIES, start=1)
        ),
        by_machine("picture", "Диаграмма", "Картинка по числам слева", width=640),
    ),
    charts=(WAY, INDICATORS, MENTEES_GROWTH, MENTORS_GROWTH, CONTENT, QUALITY, MEETINGS),
)
