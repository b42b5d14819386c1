"""Tabs of «Наставничество: программа» about the year's joint work: group meetings, individual plans, reports."""

from sheets_schema.column import by_machine, by_staff, from_answer
from sheets_schema.kind import Kind
from sheets_schema.table import Shape, Table
from sheets_schema.tables.bases import CODE, NOTE, YES_NO

NUMBER = by_machine("key", "Номер", "Постоянный номер строки: по нему программа узнаёт её", width=110)
ARRIVED = by_machine("arrived", "Получено", "День, когда пришёл ответ", Kind.DATE, 125)
MENTEE = by_machine("mentee_name", "Наставляемый", "Из базы наставляемых", width=230)
MENTOR = by_machine("mentor_name", "Наставник", "Из базы наставников", width=230)
ROLE = by_machine("role", "Роль", "Наставляемый или наставник", width=140)

GATHERINGS = Table(
    key="gatherings",
    title="Групповая встреча",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="Кто был на первой групповой встрече (пункт 5.1) и на заключительной (пункт 6.7). "
    "Строка есть у каждого, кто внесён в базы",
    columns=(
        CODE,
        by_machine("full_name", "ФИО", "Из баз", width=230),
        by_machine("place", "Класс / место работы", "Из баз", width=170),
        by_machine("role", "Роль", "Наставляемый, наставник или то и другое; кому отказали — «не допущен»", width=190),
        by_staff("first_came", "Был на первой встрече", "Отмечает сотрудник", choices=YES_NO),
        from_answer("final_coming", "Собирается на заключительную", "Из ответа на приглашение", width=150),
        by_staff("final_came", "Был на заключительной", "Отмечает сотрудник", choices=YES_NO),
        NOTE,
    ),
)

PLANS = Table(
    key="plans",
    title="Индивидуальные планы",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="Задания каждой утверждённой пары (пункт 6.3). Когда строка занята заданием, появляется следующая",
    columns=(
        by_machine("key", "Строка плана", "Коды пары и номер задания", width=190),
        MENTEE,
        MENTOR,
        by_machine("number", "№ задания", "Номер по порядку", Kind.WHOLE, width=105),
        by_staff("task", "Проект, задание", "Над чем работает пара", width=260),
        by_staff("term", "Срок", "К какому дню", Kind.DATE, 110),
        by_staff("planned", "Планируемый результат", "Чего хочет добиться пара", width=220),
        by_staff("actual", "Фактический результат", "Что получилось", width=220),
        by_staff("mark", "Оценка наставника", "Как оценил работу наставник", width=130),
        NOTE,
    ),
)

MEETINGS = Table(
    key="meetings",
    title="Встречи",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="Отчёты пар о встречах (пункты 6.1–6.6), по строке на встречу",
    columns=(
        NUMBER,
        by_machine("pair", "Пара", "Коды наставляемого и наставника", width=175),
        MENTEE,
        MENTOR,
        by_machine("number", "№ встречи", "Какая это встреча пары по счёту", Kind.WHOLE, width=100),
        from_answer("date", "Дата", "Из отчёта", Kind.DATE, 110),
        from_answer("minutes", "Минут", "Сколько длилась встреча", Kind.WHOLE, 95),
        from_answer("kind", "Вид встречи", "Знакомство, пробная, планирование, рабочая, итоговая", width=170),
        from_answer("topic", "Тема", "Из отчёта", width=240),
        from_answer("result", "Результат", "Из отчёта", width=260),
        from_answer("next_step", "Следующий шаг", "Из отчёта", width=240),
        NOTE,
    ),
)
