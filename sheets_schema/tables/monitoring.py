"""Tabs of «Наставничество: программа» that are looked at rather than written in: figures of the year, made anew.

Below the figures of each of them stands how they were counted. Only «Сильные и слабые стороны» is the staff's own.
"""

from sheets_schema.column import Column, born_filled, by_machine, by_staff
from sheets_schema.kind import Kind
from sheets_schema.owner import Owner
from sheets_schema.table import Shape, Table
from sheets_schema.tables.bases import NOTE

ASPECTS = ("сильная сторона", "слабая сторона", "возможность", "угроза")
HOW = "Ниже чисел — как они посчитаны"


def number(key: str, title: str, meaning: str, width: int = 95) -> Column:
    return by_machine(key, title, meaning, Kind.WHOLE, width)


MONITORING = Table(
    key="monitoring",
    title="Мониторинг",
    shape=Shape.DERIVED,
    meaning="Сводка без имён: путь от анкеты до последней встречи и запросы по темам",
    columns=(
        by_machine("section", "Раздел", "О чём число", width=260),
        by_machine("group", "Группа", "Форма наставничества, класс или тема", width=260),
        number("applied", "Анкет", "Подали анкету, вместе с теми, чья снята без согласия", 90),
        number("consented", "Согласий", "Согласие действует или ждёт обновления", 90),
        number("in_base", "В базе", "Внесены в базу", 90),
        number("ready", "Готовы", "Могут получить пару", 90),
        number("paired", "В паре", "Пара утверждена", 90),
        number("met", "Встретились", "Пара сообщила хотя бы об одной встрече", 110),
        number("finished", "Завершили", "Прошла заключительная встреча, или стоит дата завершения", 110),
        by_machine("definition", "Как посчитано", "Определение", width=420),
    ),
)

COURSE = Table(
    key="course",
    title="Ход работы",
    shape=Shape.DERIVED,
    meaning=f"Встречи пар против договорённости и списки: кому нужна помощь. {HOW}",
    columns=(
        by_machine("list", "Список", "О чём строка", width=260),
        by_machine("key", "Пара / код", "По нему находится строка на указанной вкладке", width=175),
        by_machine("who", "Кто", "Имена тех, чьё согласие действует", width=330),
        by_machine("tab", "Вкладка", "Где стоит эта строка", width=190),
        number("held", "Встреч", "Сколько отчётов о встречах"),
        number("agreed", "По договорённости", "Сколько встреч должно было пройти к сегодняшнему дню", 130),
        number("minutes", "Минут вместе", "Сколько минут в отчётах", 110),
        by_machine("last", "Последняя встреча", "День последней встречи", Kind.DATE, 120),
        by_machine("detail", "Пояснение", "Что это значит", width=560),
    ),
)

INFLUENCE = Table(
    key="influence",
    title="Влияние на участников",
    shape=Shape.DERIVED,
    meaning=f"Оценки до начала и по итогам у тех, кто ответил оба раза (пункты 3.2, 4.1, 7.4), без имён. {HOW}",
    columns=(
        by_machine("role", "Роль", "Наставляемый или наставник", width=130),
        by_machine("form", "Форма наставничества", "Или все формы вместе", width=190),
        by_machine("parameter", "Параметр", "Что оценивали", width=280),
        number("number", "Ответили дважды", "У скольких есть обе оценки", 120),
        number("mean_before", "Среднее до", "Среднее до начала; нет, если ответивших меньше пяти"),
        number("mean_after", "Среднее после", "Среднее по итогам"),
        number("median_before", "Медиана до", "Посередине между меньшими и большими отметками"),
        number("median_after", "Медиана после", "То же по итогам"),
        number("better", "Стало лучше", "У скольких; там, где меньше — лучше, уже перевёрнуто"),
        number("same", "Без перемен", "У скольких отметка та же"),
        number("worse", "Стало хуже", "У скольких"),
        by_machine("verdict", "Вывод", "По критерию знаков", width=560),
    ),
)

SCORES = Table(
    key="scores",
    title="Оценка программы",
    shape=Shape.DERIVED,
    meaning=f"Девять показателей куратора, сумма от 0 до 18 и её уровень (пункт 7.3). {HOW}",
    columns=(
        by_machine("section", "Раздел", "О чём строка", width=230),
        by_machine("name", "Показатель", "Что оценивали", width=330),
        number("none", "Нет (0)", "Сколько ответивших поставили 0", 80),
        number("partly", "Отчасти (1)", "Сколько ответивших поставили 1", 100),
        number("fully", "В полной мере (2)", "Сколько ответивших поставили 2", 130),
        number("value", "Итог", "Медиана, а в строке ответа — его сумма", 80),
        by_machine("comment", "Пояснение", "Уровень или определение", width=560),
    ),
)

CONTENTMENT = Table(
    key="contentment",
    title="Довольны ли участники",
    shape=Shape.DERIVED,
    meaning=f"Ответы на анкету удовлетворённости (пункт 6.8), без имён. {HOW}",
    columns=(
        by_machine("role", "Роль", "Наставляемый или наставник", width=150),
        by_machine("name", "О чём спрашивали", "Утверждение анкеты или итог", width=280),
        number("number", "Сколько", "Сколько людей ответили или довольны", 90),
        number("mean", "Среднее", "Нет, если ответивших меньше пяти", 90),
        number("median", "Медиана", "Посередине между меньшими и большими отметками", 90),
        number("low", "1–4", "Сколько поставили от 1 до 4", 70),
        number("middle", "5–7", "Сколько поставили от 5 до 7", 70),
        number("high", "8–10", "Сколько поставили от 8 до 10", 70),
        by_machine("comment", "Пояснение", "Что это значит", width=560),
    ),
)

INDICATORS = Table(
    key="indicators",
    title="Показатели",
    shape=Shape.DERIVED,
    meaning=f"Показатели целевой модели против плана года. {HOW}",
    columns=(
        by_machine("name", "Показатель", "Доля, %", width=330),
        number("numerator", "Сколько", "Числитель: из этой программы"),
        number("denominator", "Из скольких", "Знаменатель: из programme.toml или из анкет", 105),
        number("share", "Доля, %", "Числитель на знаменатель"),
        number("plan", "План, %", "План года"),
        by_machine("reached", "Достигнут", "Да, если доля не меньше плана", width=110),
        by_machine("comment", "Пояснение", "Чего не хватает, чтобы посчитать", width=560),
    ),
)

SWOT = Table(
    key="swot",
    title="Сильные и слабые стороны",
    shape=Shape.KEYED,
    meaning="Слова из анкет о качестве, которые сотрудники правят, объединяют и удаляют (пункт 7.3). "
    "Свою строку можно дописать внизу: номера у неё не будет",
    columns=(
        by_machine("key", "Номер", "Из какого ответа эти слова; у своих строк пусто", width=130),
        Column(
            "aspect",
            "Что это",
            Owner.STAFF,
            "Сильная или слабая сторона, возможность, угроза: заполнено из анкеты, можно поменять",
            Kind.CHOICE,
            170,
            ASPECTS,
            born=True,
        ),
        born_filled("words", "Своими словами", "Заполнено из анкеты, дальше правят сотрудники", width=560),
        by_staff("measures", "Что сделаем", "Решение педсовета или куратора", width=280),
        NOTE,
    ),
)

FIGURES = (MONITORING, COURSE, INFLUENCE, SCORES, CONTENTMENT, INDICATORS)
