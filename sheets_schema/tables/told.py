"""Tabs of «Наставничество: личное» with what is told in confidence: of a pupil, of each other, along the way."""

from sheets_schema.column import by_machine, by_staff, from_answer
from sheets_schema.kind import Kind
from sheets_schema.table import Shape, Table
from sheets_schema.tables.bases import CODE, NOTE
from sheets_schema.tables.growth import NAME, PLACE
from sheets_schema.tables.joint_work import ARRIVED, NUMBER, ROLE

ABOUT = by_machine("code", "Код", "О ком эта строка: код участника", width=100)

THIRD_PARTY = Table(
    key="third_party",
    title="Сведения третьих лиц",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="Что о наставляемом сказали классный руководитель, психолог, социальный педагог, родители (пункт 2.2)",
    columns=(
        NUMBER,
        ABOUT,
        NAME,
        PLACE,
        ARRIVED,
        from_answer("author_role", "Кто рассказал", "Кем приходится участнику", width=170),
        from_answer("author_name", "ФИО рассказавшего", "Из карточки", width=220),
        from_answer("topics", "С чем нужна помощь", "Из карточки", width=280),
        from_answer("strengths", "Сильные стороны", "Из карточки", width=240),
        from_answer("advice", "Что советует", "Какая форма наставничества подойдёт", width=240),
        by_staff("add_topics", "Добавить тему", "Тема для подбора пары, которой участник не назвал", width=200),
        by_staff("drop_topics", "Снять тему", "Названная тема, с которой наставник не нужен", width=200),
        NOTE,
    ),
)

PREFERENCES = Table(
    key="preferences",
    title="Предпочтения",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="С кем участник хотел бы быть в паре (пункт 5.2). Имена стоят при кодах",
    columns=(
        CODE,
        NAME,
        PLACE,
        ROLE,
        ARRIVED,
        from_answer("first", "Прежде всего", "С кем хотел бы работать", width=180),
        from_answer("second", "Затем", "С кем ещё", width=180),
        from_answer("third", "В третью очередь", "С кем ещё", width=180),
        from_answer("not_with", "С кем не хотел бы", "Видят только психолог и координатор", width=180),
        NOTE,
    ),
)

FEEDBACK = Table(
    key="feedback",
    title="Обратная связь",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="Как идёт работа в паре, по словам участников (пункт 6.5)",
    columns=(
        NUMBER,
        ABOUT,
        NAME,
        PLACE,
        ARRIVED,
        from_answer("how_it_goes", "Как идёт работа", "От 1 до 10", Kind.WHOLE, 100),
        from_answer("what_helps", "Что помогает", "Своими словами", width=260),
        from_answer("what_hinders", "Что мешает", "Своими словами", width=260),
        from_answer("needs_curator", "Нужен ли куратор", "Просит ли участник о разговоре", width=140),
        by_staff("done", "Что сделано", "Чем помогли", width=220),
        NOTE,
    ),
)
