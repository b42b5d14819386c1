"""Tabs of «Наставничество: личное» with how participants mark themselves and the programme: before, after, content."""

from sheets_schema.column import Column, by_machine, from_answer
from sheets_schema.kind import Kind
from sheets_schema.table import Shape, Table
from sheets_schema.tables.bases import NOTE
from sheets_schema.tables.joint_work import ARRIVED, ROLE

SCALE = "От 1 до 10, из анкеты"
OWN_WORDS = "Своими словами"
ANSWERED = "Из анкеты"
NAME = by_machine("full_name", "ФИО", "Из анкеты участника", width=230)
PLACE = by_machine("school_class", "Класс / должность", "Из анкеты участника", width=140)
FORM = by_machine("mentoring_form", "Форма наставничества", "По паре, а до неё по анкете", width=160)


def scale(key: str, title: str) -> Column:
    return from_answer(key, title, SCALE, Kind.WHOLE, 110)


ASSESSMENTS = Table(
    key="assessments",
    title="Оценки",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="Оценка участников по параметрам до начала (пункты 3.2 и 4.1) и по итогам (пункт 7.4)",
    columns=(
        by_machine("key", "Номер", "Код участника, роль и этап", width=160),
        by_machine("code", "Код", "Код участника", width=90),
        NAME,
        PLACE,
        ROLE,
        by_machine("wave", "Этап", "До начала или по итогам", width=110),
        FORM,
        ARRIVED,
        from_answer("met_before", "Встречал наставничество раньше", ANSWERED, width=130),
        scale("p_effect", "Программа полезна"),
        scale("p_comfort", "Легко общаться в паре"),
        scale("p_personal", "Личные встречи"),
        scale("p_group", "Групповые встречи"),
        scale("p_support", "Поддержка наставника"),
        scale("p_help", "Помощь наставника"),
        scale("p_plan", "Понятный план"),
        scale("p_safety", "Спокойно рядом с наставником"),
        scale("p_expectations", "Ожидания проговорены"),
        scale("p_satisfaction", "Довольство совместной работой"),
        scale("p_leadership", "Лидерские качества"),
        scale("p_planning", "Работа спланирована"),
        scale("p_carrying_out", "План выполнен"),
        scale("p_involvement", "Вовлечённость наставляемого"),
        scale("p_pleasure", "Нравится быть наставником"),
        scale("p_events", "Знакомство с коллективом и обязанностями"),
        scale("p_adaptation", "Программа адаптации"),
        scale("p_theory", "Теоретические знания"),
        scale("p_practice", "Практические навыки"),
        scale("p_skills", "Открытые уроки, семинары, конкурсы"),
        from_answer("frequency", "Как часто такие события", ANSWERED, width=130),
        scale("p_study", "Учёба"),
        scale("p_school", "Желание ходить в школу"),
        scale("p_anxiety", "Тревожность"),
        scale("p_mood", "Настроение в школе"),
        scale("p_future", "Понимание своего будущего"),
        scale("p_ambition", "Стремление к результату"),
        scale("p_confidence", "Уверенность в себе"),
        scale("p_burnout", "Усталость от работы"),
        scale("p_profession", "Довольство профессией"),
        scale("p_climate", "Атмосфера в коллективе"),
        from_answer("expects", "Чего ждёт", OWN_WORDS, width=240),
        from_answer("valuable", "Что ценно", OWN_WORDS, width=240),
        from_answer("lacking", "Чего не хватило", OWN_WORDS, width=240),
        from_answer("glad", "Рад участию", ANSWERED, width=110),
        from_answer("would_continue", "Хочет продолжить", ANSWERED, width=110),
        from_answer("would_mentor", "Хочет стать наставником", ANSWERED, width=110),
        from_answer("would_recommend", "Посоветует другим", ANSWERED, width=110),
        from_answer("more_interest", "Стало интереснее узнавать новое", ANSWERED, width=120),
        from_answer("more_events", "Хочет на спортивные и культурные события", ANSWERED, width=130),
        from_answer("own_project", "Хочет свой проект", ANSWERED, width=110),
        from_answer("clearer_future", "Яснее видит будущее", ANSWERED, width=110),
        from_answer("would_stay", "Хочет остаться в школе", ANSWERED, width=110),
        NOTE,
    ),
)

SATISFACTION = Table(
    key="satisfaction",
    title="Удовлетворённость",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="Насколько участники довольны программой (пункт 6.8)",
    columns=(
        by_machine("key", "Номер", "Код участника и роль", width=150),
        by_machine("code", "Код", "Код участника", width=90),
        NAME,
        PLACE,
        ROLE,
        FORM,
        ARRIVED,
        scale("s_overall", "Программа в целом"),
        scale("s_partner", "Общение в паре"),
        scale("s_meetings", "Встречи"),
        scale("s_help", "Польза"),
        scale("s_result", "Результат"),
        scale("s_organisation", "Организация"),
        from_answer("again", "Участвовал бы снова", ANSWERED, width=120),
        from_answer("recommend", "Посоветует другим", ANSWERED, width=120),
        from_answer("words", "Своими словами", "Из анкеты", width=280),
        NOTE,
    ),
)
