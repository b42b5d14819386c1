"""Tabs of «Наставничество: личное» with how participants mark themselves and the programme: before, after, content."""

from sheets_schema.column import Column, by_machine, from_answer
from sheets_schema.kind import Kind
from sheets_schema.table import Shape, Table
from sheets_schema.tables.bases import NOTE
from sheets_schema.tables.joint_work import ARRIVED, ROLE

SCALE = "От 1 до 10, из анкеты"
OWN_WORDS = "Своими словами"
ANSWERED = "Из анкеты"
NAME = by_machine("full_name", "ФИО", "Из анкеты участника", width=250)
PLACE = by_machine("school_class", "Класс / должность", "Из анкеты участника", width=140)
FORM = by_machine("mentoring_form", "Форма наставничества", "По паре, а до неё по анкете", width=190)

# What is compared before and after. A participant is asked those of their role and form; the rest stay empty.
PARAMETERS = {
    "school": "Хочется в школу",
    "lessons": "Интерес на уроках",
    "results": "Успехи в учёбе",
    "confidence": "Уверенность перед другими",
    "communication": "Лёгкость общения",
    "community": "Рады в школе",
    "planning": "Успевает то, что планирует",
    "goal": "Есть цель",
    "initiative": "Интерес к новому",
    "future": "Представляет своё будущее",
    "mood": "Настроение в школе",
    "anxiety": "Волнение (чем меньше, тем лучше)",
    "explaining": "Умение объяснять",
    "empathy": "Чуткость",
    "responsibility": "Доводит дело до конца",
    "leadership": "Умение вести за собой",
    "adaptation": "Понимает устройство школы",
    "methods": "Знания для уроков",
    "skills": "Приёмы на уроке",
    "parents": "Разговор с родителями",
    "team": "Поддержка коллег",
    "recognition": "Опыт ценят",
    "growth": "Видит, куда расти",
    "satisfaction": "Нравится работа",
    "stay": "Хочется остаться в школе",
    "burnout": "Усталость (чем меньше, тем лучше)",
    "youth": "Общий язык со школьниками",
    "interest": "Интерес к жизни школы",
    "usefulness": "Опыт пригодится",
    "readiness": "Школьники готовы учиться у старших",
}
CONTENT = {
    "comfort": "Легко общаться",
    "meetings": "Личные встречи",
    "group": "Общие встречи",
    "plan": "План работы",
    "support": "Поддержка",
    "safe": "Можно говорить открыто",
    "involved": "Наставляемый старался",
    "leadership": "Удалось проявить себя",
    "result": "Результат",
    "expectations": "Ожидания сбылись",
}


def scale(key: str, title: str) -> Column:
    return from_answer(key, title, SCALE, Kind.WHOLE, 110)


ASSESSMENTS = Table(
    key="assessments",
    title="Оценки",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="Оценка участников по параметрам до начала (пункты 3.2 и 4.1) и по итогам (пункт 7.4)",
    columns=(
        by_machine("key", "Номер", "Код участника, роль и этап", width=280),
        by_machine("code", "Код", "Код участника", width=100),
        NAME,
        PLACE,
        ROLE,
        by_machine("wave", "Этап", "До начала или по итогам", width=110),
        FORM,
        ARRIVED,
        from_answer("met_before", "Знаком с наставничеством", "Был ли наставник или наставляемый раньше", width=160),
        *(scale(f"p_{key}", title) for key, title in PARAMETERS.items()),
        from_answer("events", "Как часто были занятия", "Открытые уроки, семинары", width=130),
        from_answer("expects", "Чего ждёт", OWN_WORDS, width=240),
        from_answer("valuable", "Что самое ценное", OWN_WORDS, width=240),
        from_answer("lacking", "Чего не хватило", OWN_WORDS, width=240),
        from_answer("would_continue", "Хочет продолжить", ANSWERED, width=110),
        from_answer("become_mentor", "Хочет стать наставником", ANSWERED, width=110),
        from_answer("own_project", "Хочет свой проект", ANSWERED, width=110),
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
        by_machine("key", "Номер", "Код участника и роль", width=190),
        by_machine("code", "Код", "Код участника", width=100),
        NAME,
        PLACE,
        ROLE,
        FORM,
        ARRIVED,
        *(scale(f"s_{key}", title) for key, title in CONTENT.items()),
        from_answer("again", "Участвовал бы снова", ANSWERED, width=120),
        from_answer("recommend", "Посоветует другим", ANSWERED, width=120),
        from_answer("words", "Своими словами", "Из анкеты", width=280),
        NOTE,
    ),
)
