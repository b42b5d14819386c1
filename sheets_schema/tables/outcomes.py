"""Tabs of «Наставничество: программа» about how the year ends: quality, guests, awards, cases."""

from sheets_schema.column import by_machine, by_staff, from_answer
from sheets_schema.kind import Kind
from sheets_schema.table import Shape, Table
from sheets_schema.tables.bases import CODE, NOTE, YES_NO
from sheets_schema.tables.joint_work import ARRIVED, MENTEE, MENTOR, NUMBER

MARK = "2 — в полной мере, 1 — отчасти, 0 — нет"
INDICATORS = (
    "Дела отвечают цели и задачам",
    "Работа устроена по принципам программы",
    "Подходы и технологии современны",
    "В школе спокойно и доброжелательно",
    "Работа наставников продумана",
    "Участники довольны",
    "Партнёры довольны",
    "Наставляемым интересно, они деятельны",
    "Наставляемые применяют то, чему научились",
)
PUBLICATION = by_machine(
    "may_publish", "Можно ли публиковать", "По согласиям на публикацию: чьего согласия не хватает", width=220
)

QUALITY = Table(
    key="quality",
    title="Качество",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="Оценка программы куратором и сотрудниками (пункт 7.3): девять показателей от 0 до 2 и четыре вопроса "
    "о сильных и слабых сторонах",
    columns=(
        NUMBER,
        ARRIVED,
        *(
            from_answer(f"q{number}", f"{number}. {title}", MARK, Kind.WHOLE, 120)
            for number, title in enumerate(INDICATORS, start=1)
        ),
        from_answer("strengths", "Сильные стороны", "Из анкеты", width=240),
        from_answer("weaknesses", "Слабые стороны", "Из анкеты", width=240),
        from_answer("opportunities", "Возможности", "Из анкеты", width=240),
        from_answer("threats", "Угрозы", "Из анкеты", width=240),
        NOTE,
    ),
)

INVITATIONS = Table(
    key="invitations",
    title="Приглашения",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="Кто придёт на торжественное подведение итогов (пункт 7.1)",
    columns=(
        NUMBER,
        ARRIVED,
        from_answer("name", "Кто", "Как гость назвался в ответе", width=230),
        from_answer("who", "Кем приходится программе", "Участник, родитель, партнёр, администрация", width=200),
        from_answer("coming", "Придёт", "Из ответа", width=110),
        from_answer("how_many", "Сколько человек", "Вместе с ответившим", Kind.WHOLE, 110),
        by_staff("came", "Пришёл", "Отмечает сотрудник", choices=YES_NO),
        NOTE,
    ),
)

AWARDS = Table(
    key="awards",
    title="Награждение",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="Наставники утверждённых пар и их награды (пункт 7.2)",
    columns=(
        CODE,
        by_machine("full_name", "ФИО наставника", "Из базы наставников", width=230),
        by_machine("place", "Место работы/учёбы", "Из базы наставников", width=190),
        by_machine("mentees", "Наставляемых", "Сколько пар утверждено", Kind.WHOLE, width=110),
        by_machine("meetings", "Встреч", "Сколько отчётов о встречах на вкладке «Встречи»", Kind.WHOLE, width=90),
        by_staff("nomination", "Номинация", "За что награждают", width=220),
        by_staff("award", "Награда", "Грамота, благодарность, приз", width=180),
        by_staff("awarded", "Вручено", "Отмечает сотрудник", choices=YES_NO),
        by_staff("awarded_on", "Дата вручения", "Когда вручили", Kind.DATE),
        PUBLICATION,
        NOTE,
    ),
)

CASES = Table(
    key="cases",
    title="Кейсы",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="История каждой утверждённой пары и где она размещена (пункты 7.5 и 7.6)",
    columns=(
        by_machine("pair", "Пара", "Коды наставляемого и наставника", width=175),
        MENTEE,
        MENTOR,
        PUBLICATION,
        by_staff("case_title", "Название кейса", "О чём история пары", width=240),
        by_staff("link", "Ссылка", "Адрес страницы, где кейс размещён", width=240),
        by_staff("published_on", "Размещён", "Когда кейс появился на сайте", Kind.DATE),
        by_staff("author", "Кто оформил", "Фамилия сотрудника"),
        NOTE,
    ),
)
