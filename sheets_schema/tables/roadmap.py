"""The tab «Дорожная карта»: the plan of the year's activities, with how far each of them has got."""

from sheets_schema.column import born_filled, by_machine, by_staff
from sheets_schema.kind import Kind
from sheets_schema.table import Shape, Table
from sheets_schema.tables.bases import NOTE

DONE, LEFT_OUT = "сделано", "не проводим"
LATE = "да"

ROADMAP = Table(
    key="roadmap",
    title="Дорожная карта",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="31 мероприятие программы. Сроки и ответственные — ваши: первые значения из образца, дальше меняйте как "
    "нужно. Состояние и подтверждение считает программа",
    columns=(
        by_machine("number", "№", "Номер мероприятия", width=50),
        by_machine("stage", "Этап", "К какому этапу относится", width=180),
        by_machine("activity", "Мероприятие", "Что нужно сделать", width=250),
        born_filled("start", "Начало", "С какого дня", Kind.DATE, 110),
        born_filled("end", "Окончание", "К какому дню должно быть сделано", Kind.DATE, 125),
        born_filled("responsible", "Ответственные", "Кто отвечает в вашей школе", width=200),
        by_machine("state", "Состояние", "Не начато, идёт или сделано: по записям в таблицах", width=125),
        by_machine("late", "Просрочено", "«да», если день окончания прошёл, а мероприятие не сделано", width=130),
        by_machine("evidence", "Подтверждение", "Сколько чего уже есть, числами", width=340),
        by_staff(
            "mark",
            "Отметка школы",
            "«сделано», если подтверждение лежит не в таблицах; «не проводим», если школа обходится без этого",
            choices=(DONE, LEFT_OUT),
        ),
        by_machine("where", "Где смотреть", "Вкладки, в которых это ведётся", width=280),
        NOTE,
    ),
)
