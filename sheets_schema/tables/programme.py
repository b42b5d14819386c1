"""«Наставничество: программа»: the panel, the requests, the pairs and the summary."""

from sheets_schema.column import by_machine, by_staff, from_answer
from sheets_schema.kind import Kind
from sheets_schema.table import Book, Shape, Table
from sheets_schema.tables.bases import NOTE
from sheets_schema.tables.charts import CHARTS
from sheets_schema.tables.joint_work import ARRIVED, GATHERINGS, MEETINGS, NUMBER, PLANS
from sheets_schema.tables.memory import memory
from sheets_schema.tables.monitoring import FIGURES, SWOT
from sheets_schema.tables.outcomes import AWARDS, CASES, INVITATIONS, QUALITY
from sheets_schema.tables.pairing_rules import PAIRING_RULES
from sheets_schema.tables.roadmap import ROADMAP

APPROVE, REJECT, LOCK, PAUSE, FINISH = "утвердить", "отклонить", "закрепить", "пауза", "завершить"
DECISIONS = (APPROVE, REJECT, LOCK, PAUSE, FINISH)

PANEL = Table(
    key="panel",
    title="Панель",
    shape=Shape.DERIVED,
    meaning="Где стоит программа и что делать дальше",
    columns=(
        by_machine("name", "Что", "О чём строка", width=330),
        by_machine("value", "Сколько", "Число или состояние", width=150),
        by_machine("comment", "Пояснение", "Что это значит и что сделать", width=560),
    ),
)

REQUESTS = Table(
    key="requests",
    title="Запросы и ресурсы",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="Предварительные запросы и где искать для них наставников (этап 1)",
    columns=(
        NUMBER,
        ARRIVED,
        from_answer("from_whom", "От кого запрос", "Кто ответил: учитель, родитель, ученик", width=170),
        from_answer("audience", "Для кого", "Кому нужна помощь", width=170),
        from_answer("topics", "С чем нужна помощь", "Из анкеты", width=280),
        from_answer("how_many", "Скольким", "Сколько человек ждут помощи", width=90),
        from_answer("details", "Подробности", "Своими словами", width=280),
        by_staff("where_to_look", "Где искать наставников", "Внутри школы, среди выпускников, у партнёров", width=220),
        by_staff("resources", "Что понадобится", "Люди, методики, помещения", width=220),
        by_staff("responsible", "Ответственный", "Кто этим занимается"),
        NOTE,
    ),
)

PAIRS = Table(
    key="pairs",
    title="Пары и группы",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="Предложенные и утверждённые пары (пункты 5.3 и 5.4). Решает сотрудник в столбце «Решение». "
    "Свою пару можно вписать: в столбец «Пара» — код наставляемого, дефис, код наставника, в «Решение» — «закрепить»",
    columns=(
        by_machine("pair", "Пара", "Коды наставляемого и наставника", width=175),
        by_machine("mentee_name", "Наставляемый", "Из базы наставляемых", width=230),
        by_machine("mentee_place", "Класс / должность", "Из базы наставляемых", width=130),
        by_machine("mentor_name", "Наставник", "Из базы наставников", width=230),
        by_machine("mentor_place", "Место работы/учёбы наставника", "Из базы наставников", width=190),
        by_machine("mentoring_form", "Форма", "Форма наставничества", width=160),
        by_machine("role_model", "Ролевая модель", "Кто кому в этой паре", width=200),
        by_machine("fit", "Соответствие", "От 0 до 1000", Kind.WHOLE, width=110),
        by_machine("why", "Почему", "Что совпало, важное впереди", width=340),
        by_machine("against", "Что против", "О чём подумать, прежде чем утвердить", width=220),
        by_machine("state", "Состояние", "Предложена, утверждена, в приказе, работает…", width=140),
        by_machine("proposed_on", "Предложена", "Дата", Kind.DATE, width=110),
        by_machine("history", "История", "Что было с парой и когда", width=280),
        by_staff("decision", "Решение", "Утвердить, отклонить, закрепить; позже — пауза, завершить", choices=DECISIONS),
        by_staff("reason", "Причина", "Почему пару отклонили, расторгли или завершили, и кто так решил", width=220),
        by_staff("curator", "Куратор", "Кто ведёт пару"),
        by_staff("order", "Приказ", "Номер и дата приказа, которым пара закреплена", width=150),
        by_staff("rhythm", "Договорились встречаться", "Как часто и когда: «по субботам, раз в неделю»", width=200),
        by_staff("start", "Начало", "С какого дня пара работает", Kind.DATE, width=110),
        by_staff("end", "Окончание", "Последний день пары", Kind.DATE, width=110),
        by_staff("note", "Примечание", "Для сотрудников", width=220),
    ),
)

UNPAIRED = Table(
    key="unpaired",
    title="Без пары",
    shape=Shape.DERIVED,
    meaning="Кому последний подбор не нашёл пары и почему, что стало с первыми пожеланиями, что поможет. "
    "Обновляется командой nastavnik pair",
    columns=(
        by_machine("section", "Раздел", "О ком или о чём строка", width=190),
        by_machine("code", "Код", "Код участника", width=100),
        by_machine("full_name", "ФИО", "Из баз", width=230),
        by_machine("place", "Класс / место работы", "Из баз", width=150),
        by_machine("why", "Почему", "Что помешало, и у скольких с другой стороны", width=420),
        by_machine("nearest", "Кто ближе всех", "Код и имя наставника, и что между ними стоит", width=260),
        by_machine("advice", "Что поможет", "Что можно сделать", width=340),
    ),
)

PROGRAMME = Book(
    key="programme",
    title="Наставничество: программа",
    meaning="Ход программы: панель, запросы, пары и их работа, итоги, сводка",
    tables=(
        PANEL,
        ROADMAP,
        REQUESTS,
        GATHERINGS,
        PAIRS,
        UNPAIRED,
        PAIRING_RULES,
        PLANS,
        MEETINGS,
        *FIGURES,
        CHARTS,
        QUALITY,
        SWOT,
        INVITATIONS,
        AWARDS,
        CASES,
        memory("programme"),
    ),
    writers=(
        "координатор",
        "заместитель директора",
        "педагог-психолог",
        "методист",
        "социальный педагог",
        "классный руководитель",
    ),
    readers=("директор",),
)
