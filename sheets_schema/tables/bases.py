"""«Наставничество: базы»: the two bases, the mentors' readiness, their long-term base, and what waits for a person."""

from sheets_schema.column import by_machine, by_staff, from_answer, to_copy
from sheets_schema.kind import Kind
from sheets_schema.table import Book, Shape, Table
from sheets_schema.tables.memory import memory

CODE = by_machine("code", "Код", "Код участника: по нему программа узнаёт строку, где бы она ни стояла", width=100)
NUMBER = by_machine("number", "№", "Номер по порядку внесения в базу", Kind.WHOLE, width=50)
CONSENT = by_machine("consent", "Согласие", "Действует ли согласие на обработку данных", width=150)
ENTERED = by_machine("entered", "Дата вхождения в программу", "Когда участник внесён в базу", Kind.DATE, 130)
FINISHED = by_staff("finished", "Дата завершения программы", "Заполняет сотрудник", Kind.DATE)
RESULTS = by_staff("results", "Результаты программы", "Заполняет сотрудник", width=220)
PAIR_DAYS = by_machine(
    "pair_days", "Пара: с какого и по какой день", "Из столбцов «Начало» и «Окончание» пары", width=170
)
LINKS = to_copy(
    "links",
    "Личные ссылки",
    "Открытые анкеты этого участника, код в них уже вписан: скопируйте и отправьте только ему",
    width=150,
)
NOTE = by_staff("note", "Примечание", "Для сотрудников; программа сюда не пишет", width=220)
LANGUAGE = from_answer("language", "Язык общения", "Из анкеты, если школа о нём спрашивает", width=120)
NOT_WITH = by_staff(
    "not_with", "Не ставить с", "Коды тех, с кем нельзя в пару: родственники и другие причины. Причину не пишите"
)

YES_NO = ("да", "нет")
ADMITTED, RESERVE, REFUSED = "допущен", "резерв", "отказ"

MENTEES = Table(
    key="mentees",
    title="База наставляемых",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="Все наставляемые с действующим согласием (пункт 2.3 дорожной карты)",
    columns=(
        CODE,
        NUMBER,
        from_answer("full_name", "ФИО наставляемого", "Из анкеты", width=230),
        from_answer("contact", "Контактные данные для связи (данные представителя)", "Из анкеты", width=220),
        from_answer("birth_date", "Год (дата) рождения", "Из анкеты", Kind.DATE, 110),
        from_answer("request", "Основной запрос наставляемого", "Темы, с которыми нужна помощь", width=280),
        ENTERED,
        by_machine("mentor_name", "ФИО наставника", "Из утверждённой пары", width=230),
        by_machine("mentoring_form", "Форма наставничества", "По паре, а до неё по анкете", width=160),
        by_machine("mentor_place", "Место работы/учёбы наставника", "Из утверждённой пары", width=180),
        FINISHED,
        RESULTS,
        by_staff(
            "case_link",
            "Ссылка на кейс/отзыв наставляемого, размещённые на сайте организации",
            "Адрес страницы на сайте школы",
            width=180,
        ),
        by_staff("passed", "Отметка о прохождении программы", "Заполняет сотрудник", choices=YES_NO),
        CONSENT,
        from_answer("school_class", "Класс / должность", "Из анкеты", width=130),
        from_answer("experience", "Стаж", "Сколько лет учитель работает в школе: из анкеты", width=130),
        by_machine("role_model", "Ролевая модель", "Из утверждённой пары", width=180),
        PAIR_DAYS,
        from_answer("subjects", "Предметы", "Из анкеты", width=180),
        from_answer("goal", "Чего хочет достичь", "Своими словами", width=280),
        from_answer("interests", "Интересы", "Из анкеты", width=200),
        from_answer("times", "Удобное время", "Из анкеты", width=180),
        from_answer("meeting_format", "Как встречаться", "Из анкеты", width=120),
        LANGUAGE,
        NOT_WITH,
        LINKS,
        NOTE,
    ),
)

MENTORS = Table(
    key="mentors",
    title="База наставников",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="Все наставники с действующим согласием (пункт 3.4 дорожной карты)",
    columns=(
        CODE,
        NUMBER,
        from_answer("full_name", "ФИО наставника", "Из анкеты", width=230),
        from_answer("contact", "Контактные данные для связи", "Из анкеты", width=220),
        from_answer("place", "Место работы/учёбы наставника", "Из анкеты: класс, должность или организация", width=200),
        from_answer("competences", "Основные компетенции наставника", "С чем готов помогать", width=280),
        from_answer("achievements", "Важные для программы достижения наставника", "Из анкеты", width=240),
        from_answer("interests", "Интересы наставника", "Из анкеты", width=200),
        from_answer("wished_age", "Желаемый возраст наставляемых", "Из анкеты", width=150),
        from_answer("time_resource", "Ресурс времени на программу наставничества", "Из анкеты", width=150),
        ENTERED,
        by_machine("mentee_names", "ФИО наставляемого (наставляемых)", "Из утверждённых пар", width=240),
        by_machine("mentoring_form", "Форма наставничества", "По паре, а до неё по анкете", width=160),
        by_machine("mentee_places", "Место работы/учёбы наставляемого", "Из утверждённых пар", width=160),
        FINISHED,
        RESULTS,
        by_staff(
            "case_link",
            "Ссылка на кейс/отзыв наставника, размещённые на сайте организации",
            "Адрес страницы на сайте школы",
            width=180,
        ),
        CONSENT,
        from_answer("birth_date", "Дата рождения", "Из анкеты", Kind.DATE, 110),
        from_answer("subjects", "Предметы", "Из анкеты", width=180),
        from_answer("seats", "Сколько наставляемых готов взять", "Из анкеты", Kind.WHOLE, 120),
        from_answer("times", "Удобное время", "Из анкеты", width=180),
        from_answer("meeting_format", "Как встречаться", "Из анкеты", width=120),
        from_answer("motivation", "Почему хочет быть наставником", "Своими словами", width=260),
        PAIR_DAYS,
        LANGUAGE,
        by_staff("least", "Группа не меньше", "Если наставник ведёт группу: от скольких человек", Kind.WHOLE, 120),
        NOT_WITH,
        LINKS,
        NOTE,
    ),
)

# What an inspection asks for: these columns alone, in this order, under the titles that they have here.
OFFICIAL_COLUMNS = {
    "mentees": (
        *("number", "full_name", "contact", "birth_date", "request", "entered", "mentor_name", "mentoring_form"),
        *("mentor_place", "finished", "results", "case_link", "passed"),
    ),
    "mentors": (
        *("number", "full_name", "contact", "place", "competences", "achievements", "interests", "wished_age"),
        *("time_resource", "entered", "mentee_names", "mentoring_form", "mentee_places", "finished", "results"),
        "case_link",
    ),
}

READINESS = Table(
    key="readiness",
    title="Собеседования и обучение",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="Собеседование и обучение наставников (пункты 4.2–4.4): от них зависит, кто получит пару",
    columns=(
        CODE,
        by_machine("full_name", "ФИО наставника", "Из базы наставников", width=230),
        by_machine("place", "Место работы/учёбы", "Из базы наставников", width=200),
        by_staff("interviewed_on", "Дата собеседования", "Когда прошло собеседование", Kind.DATE),
        by_staff("interviewed_by", "Кто проводил", "Фамилии проводивших собеседование"),
        by_staff(
            "decision",
            "Решение",
            "Без решения «допущен» наставник не получит пару",
            choices=(ADMITTED, RESERVE, REFUSED),
        ),
        by_staff("trained", "Обучение пройдено", "Без отметки «да» наставник не получит пару", choices=YES_NO),
        by_staff("trained_on", "Дата обучения", "Когда закончено обучение", Kind.DATE),
        by_staff("trained_by", "Кто обучал", "Эксперты, которых нашла школа (пункт 4.3)", width=200),
        by_staff("materials", "Материалы обучения", "Программа, памятка, записи: название или ссылка", width=220),
        by_machine("ready", "Готов к работе", "Да, если согласие действует, решение «допущен» и обучение пройдено"),
        NOTE,
    ),
)

ATTENTION = Table(
    key="attention",
    title="Требует внимания",
    shape=Shape.KEYED,
    meaning="Что не может решить программа. Строка исчезает сама, когда вопрос решён",
    columns=(
        by_machine("key", "Номер", "Постоянный номер вопроса", width=90),
        by_machine("what", "Что случилось", "Суть вопроса", width=240),
        by_machine("who", "О ком", "Имя и класс", width=220),
        by_machine("where", "Где", "Вкладка и столбец", width=200),
        by_machine("now", "Сейчас в таблице", "Значение, которое стоит в таблице", width=220),
        by_machine("new", "В анкете", "Значение из ответа", width=220),
        by_machine("advice", "Что сделать", "Какие решения возможны", width=300),
        by_staff("choice", "Решение сотрудника", "Впишите решение из столбца «Что сделать»", width=200),
        by_staff("note", "Примечание", "Для сотрудников", width=200),
    ),
)

LONG_TERM = Table(
    key="long_term",
    title="Долговременная база наставников",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="Наставники, которые разрешили приглашать их и дальше, в эту и другие школы (пункт 7.8). "
    "Без такого согласия человека здесь нет",
    columns=(
        CODE,
        by_machine("full_name", "ФИО наставника", "Из базы наставников", width=230),
        by_machine("contact", "Контактные данные для связи", "Из базы наставников", width=220),
        by_machine("place", "Место работы/учёбы наставника", "Из базы наставников", width=200),
        by_machine("mentoring_form", "Форма наставничества", "Из базы наставников", width=160),
        by_machine("competences", "Основные компетенции наставника", "Из базы наставников", width=280),
        by_machine("interests", "Интересы наставника", "Из базы наставников", width=200),
        by_machine("wished_age", "Желаемый возраст наставляемых", "Из базы наставников", width=150),
        by_machine("mentees", "Наставляемых", "Сколько пар утверждено в этом году", Kind.WHOLE, width=110),
        by_machine("reuse", "Разрешение", "Согласие на использование базы: как и когда дано", width=180),
        by_staff("asked_by", "Кто запрашивал", "Какие школы просили об этом наставнике", width=200),
        NOTE,
    ),
)

BASES = Book(
    key="bases",
    title="Наставничество: базы",
    meaning="Базы наставляемых и наставников",
    tables=(MENTEES, MENTORS, READINESS, LONG_TERM, ATTENTION, memory("bases")),
    writers=("координатор", "заместитель директора", "педагог-психолог", "методист"),
)
